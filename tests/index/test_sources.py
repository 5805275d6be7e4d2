"""Files and folders of articles, read as records; whatever cannot be read is an error in its place."""

from __future__ import annotations

import codecs
import gzip
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from index.errors import SourceError
from index.sources import Record, open_source
from index.sources.jsonl import MAX_LINE_BYTES
from index.sources.text import MAX_BYTES


def read(*paths: Path | str) -> list[Record | SourceError]:
    return list(open_source(paths))


def only_record(*paths: Path | str) -> Record:
    (found,) = read(*paths)
    assert isinstance(found, Record), found
    return found


def only_error(*paths: Path | str) -> SourceError:
    (found,) = read(*paths)
    assert isinstance(found, SourceError), found
    return found


def ids(found: Iterable[Record | SourceError]) -> list[str]:
    return [record.source for record in found if isinstance(record, Record)]


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# Folders


def test_a_folder_is_read_with_all_below_it_in_the_order_of_names(tmp_path):
    for name in ("b.txt", "a.md", "c/d.txt", "B.txt", "c/a.html"):
        write(
            tmp_path / "news" / name,
            "<p>The valley was closed on Monday, the ministry said in a statement.</p>",
        )
    assert ids(read(tmp_path / "news")) == [
        "news/B.txt",
        "news/a.md",
        "news/b.txt",
        "news/c/a.html",
        "news/c/d.txt",
    ]


def test_the_file_alone_has_the_same_id_as_in_its_folder(tmp_path, monkeypatch):
    file = write(tmp_path / "news" / "a.txt", "The valley was closed.")
    monkeypatch.chdir(tmp_path / "news")
    assert (
        ids(read(file))
        == ids(read(tmp_path / "news"))
        == ids(read("a.txt"))
        == ids(read("."))
        == ["news/a.txt"]
    )


def test_a_file_that_is_named_twice_is_read_once(tmp_path):
    file = write(tmp_path / "news" / "a.txt", "The valley was closed.")
    assert ids(read(tmp_path / "news", file, tmp_path / "news" / ".." / "news")) == ["news/a.txt"]


def test_hidden_files_other_endings_and_indexes_are_passed_over(tmp_path):
    write(tmp_path / "a.txt", "The valley was closed.")
    for name in (
        ".b.txt",
        ".git/c.txt",
        "d.png",
        "old.index/e.txt",
        "built/CURRENT",
        "built/f.txt",
        "README",
    ):
        write(tmp_path / name, "no article")
    assert ids(read(tmp_path)) == [f"{tmp_path.name}/a.txt"]


def test_links_to_folders_are_not_followed(tmp_path):
    write(tmp_path / "news" / "a.txt", "The valley was closed.")
    (tmp_path / "news" / "loop").symlink_to(tmp_path / "news", target_is_directory=True)
    assert ids(read(tmp_path / "news")) == ["news/a.txt"]


def test_a_link_that_leads_nowhere_is_an_error_and_the_rest_goes_on(tmp_path):
    write(tmp_path / "b.txt", "The valley was closed.")
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    error, record = read(tmp_path)
    assert isinstance(error, SourceError)
    assert "no such file" in error.message
    assert isinstance(record, Record)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes as files exist on Unix only")
def test_pipes_and_sockets_in_a_folder_are_passed_over_without_waiting(tmp_path):
    write(tmp_path / "c.txt", "The valley was closed.")
    os.mkfifo(tmp_path / "a.txt")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(os.path.relpath(tmp_path / "b.txt"))  # a socket's address is short
        assert ids(read(tmp_path)) == [f"{tmp_path.name}/c.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes as files exist on Unix only")
def test_a_pipe_that_is_named_is_an_error_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert "not a regular file" in only_error(tmp_path / "a.txt").message


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_not_utf8_is_read_and_shown_with_a_mark_in_its_place(tmp_path):
    (tmp_path / "news").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "news") + b"/caf\xe9.txt")).write_text("The valley was closed.")
    record = only_record(tmp_path / "news")
    assert record.source == "news/caf\ufffd.txt"
    record.path.encode()


def test_a_file_that_vanishes_while_others_are_read_is_an_error(tmp_path):
    write(tmp_path / "a.txt", "The valley was closed.")
    gone = write(tmp_path / "b.txt", "The bridge was closed.")
    found = iter(open_source([tmp_path]))
    assert isinstance(next(found), Record)
    gone.unlink()
    error = next(found)
    assert isinstance(error, SourceError)
    assert error.path == str(gone)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_an_error(tmp_path):
    write(tmp_path / "a.txt", "The valley was closed.").chmod(0)
    assert "permission" in only_error(tmp_path / "a.txt").message


def test_the_position_reaches_the_size(tmp_path):
    write(tmp_path / "a.txt", "The valley was closed.")
    write(tmp_path / "b.jsonl", '{"text": "one"}\n{"text": "two"}\n')
    source = open_source([tmp_path])
    seen = [source.position for _ in source]
    assert seen == sorted(seen)
    assert source.position == source.size == sum(file.stat().st_size for file in tmp_path.iterdir())


def test_a_source_can_be_read_again_from_its_beginning(tmp_path):
    write(tmp_path / "a.txt", "The valley was closed.")
    source = open_source([tmp_path])
    assert ids(source) == ids(source) != []


def test_a_path_that_does_not_exist_is_an_error_at_once(tmp_path):
    with pytest.raises(SourceError, match="no such file or folder"):
        open_source([tmp_path / "nowhere"])


def test_a_folder_without_articles_is_an_error_that_says_what_was_expected(tmp_path):
    write(tmp_path / "photo.png", b"\x89PNG")
    with pytest.raises(SourceError, match=r"no articles here: expected \.txt, \.md, \.html or \.jsonl"):
        open_source([tmp_path])


def test_a_named_file_with_another_ending_is_an_error_that_says_what_was_expected(tmp_path):
    error = only_error(write(tmp_path / "a.docx", "The valley was closed."))
    assert "unknown ending; expected .txt, .md, .html or .jsonl" in error.message


def test_one_path_in_place_of_a_list_is_a_mistake_of_the_caller(tmp_path):
    with pytest.raises(TypeError):
        open_source(str(tmp_path))
    with pytest.raises(ValueError, match="no path"):
        open_source([])


def test_the_readers_are_not_loaded_before_they_are_needed():
    heavy = {"yaml", "trafilatura", "charset_normalizer", "markdown_it"}
    code = f"import sys, index.sources, index.clean; print({heavy} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


# Plain text and encodings

_POLISH = "Premier powiedział, że rząd nie będzie negocjować z protestującymi. Tak zapowiedział minister."
_RUSSIAN = "Президент заявил, что переговоры продолжатся на следующей неделе, сообщает агентство."
_JAPANESE = "首相は火曜日、交渉は来週も続くと述べた。政府は批判を否定した。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("“It’s a naïve plan,” Señor Peña said.", "utf-8"),
        ("“It’s a naïve plan,” Señor Peña said.", "utf-8-sig"),
        ("“It’s a naïve plan,” Señor Peña said.", "utf-16"),
        ("“It’s a naïve plan,” Señor Peña said.", "utf-32"),
        ("“It’s a naïve plan,” Señor Peña said.", "cp1252"),
        ("The café closed.", "cp1252"),
        ("It’s over.", "cp1252"),
        ("José Núñez and Zoë Müller met in São Paulo.", "latin-1"),
        ("“The talks failed,” he said — “it’s sheer fiction.” " * 200, "cp1252"),
        ("It’s over, he said. “We’ll rebuild.”", "mac-roman"),
        (_POLISH, "cp1250"),
        (_RUSSIAN, "cp1251"),
        (_RUSSIAN, "koi8-r"),
        (_JAPANESE, "shift-jis"),
    ],
)
def test_a_text_comes_out_the_same_in_whatever_encoding_it_was_written(tmp_path, text, encoding):
    assert only_record(write(tmp_path / "a.txt", text.encode(encoding))).text == text


def test_a_damaged_byte_in_utf8_is_marked_and_spoils_nothing_else(tmp_path):
    whole = "“Hamas is looking for ways,” it’s said. " * 20
    assert only_record(write(tmp_path / "a.txt", whole.encode() + b"\xff end")).text == whole + "\ufffd end"


def test_line_ends_are_left_to_the_cleaning(tmp_path):
    assert only_record(write(tmp_path / "a.txt", "One.\r\nTwo.")).text == "One.\r\nTwo."


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n....", "a PNG image"),
        (b"PK\x03\x04....", "a zip archive"),
        (b"some\x00bytes\x00here", "NUL bytes"),
        (bytes(range(1, 32)) * 20, "binary data"),
        ("no mark".encode("utf-16-le"), "NUL bytes"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a", "damaged text"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_what_was_found(tmp_path, content, found):
    error = only_error(write(tmp_path / "a.txt", content))
    assert found in error.message
    assert "expected" in error.message


def test_a_file_beyond_the_limit_is_refused_before_it_is_read_whole(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(MAX_BYTES * 1000)  # a sparse file: 10 GB that are not there
    error = only_error(tmp_path / "a.txt")
    assert "expected at most 10 MB" in error.message
    assert "10,000,000,000 bytes" in error.message


# Markdown


def test_markdown_gives_its_fields_and_its_printed_words(tmp_path):
    record = only_record(
        write(
            tmp_path / "a.md",
            "---\ntitle: Dam closed\nauthors: [Ada Byrd, Bo Carr]\ndate: 2031-05-02\n"
            "url: https://example.com/dam\npublisher: The Courier\n---\n# Dam closed\n\nThe **dam** was "
            "[closed](https://example.com) on\nMonday.\n\n"
            "> “It’s safe,” she said.\n\n* one\n* two `x * y`\n\n<!-- a note -->\n",
        )
    )
    assert record.title == "Dam closed"
    assert record.authors == ("Ada Byrd", "Bo Carr")
    assert (record.published, record.url) == ("2031-05-02", "https://example.com/dam")
    assert record.publisher == "The Courier"
    expected = ["Dam closed", "The dam was closed on Monday.", "“It’s safe,” she said.", "one", "two x * y"]
    assert record.text.split("\n\n") == expected


def test_the_first_heading_is_the_title_of_markdown_without_one(tmp_path):
    assert (
        only_record(write(tmp_path / "a.md", "Lead.\n\n## Two\n\n# Dam closed\n\nBody.\n")).title
        == "Dam closed"
    )


def test_a_rule_at_the_head_of_markdown_is_no_front_matter(tmp_path):
    assert only_record(write(tmp_path / "a.md", "---\n\nThe dam was closed.\n")).text == "The dam was closed."


@pytest.mark.parametrize(
    "front",
    ["title: [a", "title: {a: b}", "- a\n- b", "date: 2031-02-31", "authors: [1, 2]", "a: *b", "[" * 5000],
)
def test_broken_front_matter_is_refused(tmp_path, front):
    assert "front matter" in only_error(write(tmp_path / "a.md", f"---\n{front}\n---\nBody.\n")).message


# Web pages

_PAGE = """<!doctype html><html><head><title>Dam closed</title><meta name="author" content="Ada Byrd">
<meta property="article:published_time" content="2011-05-02T10:00:00Z">
<meta property="og:site_name" content="Courier"><link rel="canonical" href="https://example.com/dam"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Dam closed</h1>
<p>The ministry closed the dam on Monday after engineers found cracks in its northern wall, it said.</p>
<p>“It is safe,” the minister said; repairs are expected to take until the end of the year under the plan.</p>
</article><section class="comments"><p>First!</p></section></body></html>"""


def test_a_page_gives_its_fields_and_its_article(tmp_path):
    record = only_record(write(tmp_path / "a.html", _PAGE))
    assert (record.title, record.authors, record.published) == ("Dam closed", ("Ada Byrd",), "2011-05-02")
    assert (record.publisher, record.url) == ("Courier", "https://example.com/dam")
    assert "“It is safe,” the minister said" in record.text
    assert "Home" not in record.text
    assert "First!" not in record.text


def test_no_date_is_invented_for_a_page_that_states_none(tmp_path):
    stated = '<meta property="article:published_time" content="2011-05-02T10:00:00Z">'
    page = _PAGE.replace(stated, "").replace("on Monday", "on 3 May 1997")
    assert only_record(write(tmp_path / "a.html", page)).published == ""


def test_a_page_is_read_in_the_encoding_that_it_names(tmp_path):
    page = _PAGE.replace("<head>", '<head><meta charset="windows-1251">').replace(
        "“It is safe,”", "Плотина безопасна,"
    )
    page = page.replace("”", '"')
    assert "Плотина безопасна," in only_record(write(tmp_path / "a.html", page.encode("cp1251"))).text


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<html><body></body></html>", "no article text"),
        ("<p>a</p>" * 40_000, "over 60,000 tags"),
        ("<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">a</p>", "over 200 attributes"),
        ("<div>" * 300 + _PAGE, "nested over 256 deep"),
        ("<", "no article text"),
    ],
)
def test_a_page_that_cannot_be_extracted_is_refused_by_name(tmp_path, page, found):
    assert found in only_error(write(tmp_path / "a.html", page)).message


def test_markup_inside_scripts_and_attributes_does_not_count(tmp_path):
    script = "<script>" + "document.write('<div>');" * 400 + "</script>"
    page = _PAGE.replace("<article>", f'{script}<article data-x="{"<div> a=1 " * 400}"><br>' + "<p>" * 300)
    assert "It is safe" in only_record(write(tmp_path / "a.html", page)).text


def test_a_lone_surrogate_in_a_page_loses_no_text(tmp_path):
    page = _PAGE.replace("“It is safe,”", "&#xD800; “It is safe,”")
    assert "until the end of the year" in only_record(write(tmp_path / "a.html", page)).text


# JSON lines


def test_a_line_gives_every_field(tmp_path):
    line = {"id": 7, "title": "Dam closed", "text": "The dam.", "author": "Ada Byrd", "date": "2031-05-02"}
    line |= {"url": "https://example.com", "publisher": "Courier", "other": [1]}
    record = only_record(write(tmp_path / "a.jsonl", json.dumps(line)))
    assert record == Record(
        "7",
        "The dam.",
        "Dam closed",
        ("Ada Byrd",),
        "2031-05-02",
        "Courier",
        "https://example.com",
        record.path,
        1,
    )


def test_a_line_without_an_id_is_known_by_its_file_and_number(tmp_path):
    write(
        tmp_path / "news" / "a.jsonl",
        '\ufeff{"text": "one"}\n\n  \n{"text": "two", "authors": ["A B", "C D"]}',
    )
    first, second = read(tmp_path / "news")
    assert ids([first, second]) == ["news/a.jsonl#1", "news/a.jsonl#4"]
    assert isinstance(second, Record)
    assert second.authors == ("A B", "C D")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('{"text": "cut', "broken JSON"),
        ("[1]", "a list instead of a JSON object"),
        ('"text"', "instead of a JSON object"),
        ("{}", 'field "text": found no such field; expected a string'),
        ('{"text": null}', 'field "text": found null; expected a string'),
        ('{"text": "a", "title": 3}', 'field "title": found a number; expected a string'),
        (
            '{"text": "a", "authors": {"name": "A"}}',
            'field "authors": found an object; expected a string or a list',
        ),
        (
            '{"text": "a", "author": [1]}',
            'field "author": found a list; expected a string or a list of strings',
        ),
        ('{"text": "a", "id": true}', 'field "id": found a boolean; expected a string or a number'),
        ('{"text": "a", "id": " "}', 'field "id": found a string of 1 characters; expected 1 to 500'),
        ('{"text": ' + "[" * 100_000, "cannot be read"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", "cannot be read"),
        ('{"text": "a\x00"}', "NUL bytes"),
    ],
    ids=range(13),
)
def test_a_bad_line_is_refused_by_its_number_and_the_next_goes_on(tmp_path, line, found):
    write(tmp_path / "a.jsonl", '{"text": "one"}\n' + line + '\n{"text": "three"}\n')
    first, error, third = read(tmp_path)
    assert isinstance(error, SourceError)
    assert found in error.message
    assert error.line == 2
    assert isinstance(first, Record)
    assert isinstance(third, Record)
    assert third.line == 3


def test_a_line_of_fifty_megabytes_is_refused_and_never_held(tmp_path):
    with (tmp_path / "a.jsonl").open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(50):
            file.write(b"a" * 1_000_000)
        file.write(b'"}\n{"text": "after"}\n')
    code = (
        "import sys, resource; from index.sources import open_source\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print([getattr(r, 'text', r) for r in open_source(sys.argv[1:])])\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    found, grown = done.stdout.splitlines()
    assert "line 1: a line of over 5 MB" in found
    assert found.endswith("'after']")
    assert int(grown) < 4 * MAX_LINE_BYTES // 1_000_000


def test_a_lone_surrogate_in_json_is_read(tmp_path):
    assert (
        only_record(write(tmp_path / "a.jsonl", r'{"text": "a\ud800b", "id": "x\udfff"}')).source == "x\ufffd"
    )


def test_an_empty_file_of_lines_is_refused(tmp_path):
    assert "no lines" in only_error(write(tmp_path / "a.jsonl", b"\n\n")).message


def test_compressed_lines_are_read(tmp_path):
    write(tmp_path / "a.jsonl.gz", gzip.compress(b'{"text": "one"}\n{"text": "two"}'))
    assert [record.text for record in read(tmp_path) if isinstance(record, Record)] == ["one", "two"]


def test_damaged_compression_is_refused(tmp_path):
    cut = gzip.compress(os.urandom(5000).hex().encode())[:-2000]
    assert any("damaged gzip" in str(found) for found in read(write(tmp_path / "a.jsonl.gz", cut)))
    assert "damaged gzip" in only_error(write(tmp_path / "b.jsonl.gz", b"no gzip")).message
