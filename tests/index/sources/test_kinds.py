"""What a file is: by its content first and its name second, always the same."""

from __future__ import annotations

import gzip
import io
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import MissingExtra, SourceError
from index.sources import Options, Record, Resource, kinds
from index.sources.kinds import HEAD_BYTES, ending_of, kind_at, kind_of, read_resource
from tests.index.sources.packing import tarred, zipped
from tests.index.sources.reading import errors, ids, only_error, read, write

PAGE = "<!doctype html><html><head><title>Dam</title></head><body><p>The dam.</p></body></html>"
LINES = '{"text": "one"}\n{"text": "two"}\n'
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
RSS = '<?xml version="1.0"?>\n<!-- made -->\n<rss version="2.0"><channel></channel></rss>'
ATOM = '<feed xml:lang="en" xmlns="http://www.w3.org/2005/Atom"></feed>'
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
SITEMAP = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        # by content, whatever the name says
        (PDF, "a.html", "pdf"),
        (b"junk before it\r\n" + PDF, "a", "pdf"),
        (gzip.compress(b"x"), "a.txt", "gzip"),
        (zipped({"a.txt": "x"}), "a.txt", "zip"),
        (tarred({"a.txt": "x"}), "a.txt", "tar"),
        (b"PAR1....", "a.csv", "parquet"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "a.txt", "warc"),
        (PAGE, "a.txt", "html"),
        (PAGE.encode("utf-16"), "a.txt", "html"),
        ("\ufeff\n<!-- saved -->\n<HTML lang=en>", "a.pdf", "html"),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x"><html>', "a", "html"),
        ("<p>The dam.</p>", "a.txt", "html"),
        ("<div class=a>The dam.", "a", "html"),
        (RSS, "a.html", "feed"),
        (ATOM, "a.xml", "feed"),
        (RDF, "a.xml", "feed"),
        (SITEMAP, "sitemap.xml", "feed"),
        ("<sitemapindex>", "a", "feed"),
        (LINES, "a.json", "jsonl"),
        (LINES, "a.txt", "jsonl"),
        ('[{"text": "one"}]', "a.txt", "json"),
        ('[\n {\n  "text": "one"}]', "a.jsonl", "json"),
        ('{\n "text": "one"\n}', "a.jsonl", "json"),
        ('{\n "text": "one"\n}', "a", "json"),
        # by name, where the content leaves it open
        ("The dam.", "a.txt", "text"),
        ("The dam.", "a", "text"),
        ("The dam.", "Mr. Smith resigns", "text"),
        ("The dam.", "2014.07", "text"),
        ("The dam.", "a.MD", "markdown"),
        ("<h1 align=center>Dam</h1>", "a.md", "markdown"),
        ("a,b\n1,2", "a.csv", "table"),
        ("a\tb", "a.tsv", "table"),
        ("The dam.", "a.html", "html"),
        ('{"text": "one"}', "a.jsonl", "jsonl"),
        ('{"text": "one"', "a.jsonl", "jsonl"),
        ('{"text": "one"}', "a.json", "json"),
        ("[Reuters] The dam.", "a.txt", "text"),
        ("{curly} The dam.", "a.txt", "text"),
        ("We looked for %PDF-1.4 in the file.", "a.txt", "text"),
        ("x" * 257 + "ustar", "a.txt", "text"),
        (b"\x89PNG\r\n", "a.txt", "text"),
        (b"\x89PNG\r\n", "a.pdf", "pdf"),
        (b"", "a.html", "html"),
        # what may be an article and is not read
        (OLE, "a.doc", "doc"),
        (OLE, "a.docx", "doc"),
        (b"{\\rtf1", "a.txt", "rtf"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related;", "a.mht", "mhtml"),
        # what is no article
        (OLE, "Thumbs.db", None),
        (b"\x89PNG\r\n", "a.png", None),
        (b"\x00\x01", "a", None),
        (bytes(range(1, 32)), "a", None),
        (b"", "a", None),
        (" \n", "a", None),
        ("body { color: red }", "a.css", None),
        ("<svg></svg>", "a.svg", None),
        ("<?xml version='1.0'?><note/>", "a.xml", None),
        ('{"version": 3}', "a.js.map", None),
        ("<template><p>x</p></template>", "a.vue", None),
        ("<p>x</p>", "a.hbs", None),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_content_first_and_its_name_second(content, name, kind):
    data = content if isinstance(content, bytes) else content.encode()
    assert kind_of(data[:HEAD_BYTES], name) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF + zipped({"a.txt": "x"}), "pdf"),
        (zipped({PDF.decode(): "x"}), "zip"),
        (PAGE.replace("<body>", "<body>%PDF-1.4 1 0 obj ").encode(), "pdf"),
        (b"%PDF-1.4 " + PAGE.encode(), "pdf"),
        (b"GIF89a" + PAGE.encode(), None),
    ],
)
def test_a_file_that_is_two_things_is_always_the_same_one_of_them(content, kind):
    assert kind_of(content[:HEAD_BYTES], "a") == kind


def test_the_first_line_decides_however_long_it_is():
    long = json.dumps({"text": "a" * 100_000})
    assert kind_at(io.BytesIO(f"{long}\n{long}\n".encode()), "a.json", line=1_000_000) == "jsonl"
    assert kind_at(io.BytesIO(f"{long}\n".encode()), "a.json", line=1_000_000) == "json"
    assert kind_at(io.BytesIO(f'[{{"text": "{long[10:]}'.encode()), "a.json", line=1_000_000) == "json"


def test_the_stream_is_at_its_beginning_again():
    for content in (b"The dam.", zipped({"a.txt": "x"}), LINES.encode()):
        stream = io.BytesIO(content)
        kind_at(stream, "a", line=1000)
        assert stream.read() == content


@given(st.binary(max_size=700), st.sampled_from(["a", "a.txt", "a.json", "a.html", "a.xml", "a.png", "a.md"]))
def test_no_bytes_are_too_odd_to_be_told(data, name):
    first = kind_of(data, name)
    assert first == kind_of(data, name)
    assert first is None or first in kinds.KINDS


@given(st.text(max_size=40))
def test_an_ending_has_no_dot_no_folder_and_no_blank(name):
    assert not set(ending_of(name)) & {".", "/", "\\", " "}


@pytest.mark.parametrize(
    ("start", "times"),
    [
        ("<!--", 4000),
        ("<?", 8000),
        ("<!doctype a", 1500),
        ('{"a', 5000),
        ("[ ", 8000),
        ("<feed ", 2700),
        ("\n ", 8000),
    ],
)
def test_no_beginning_takes_long_to_be_told(start, times):
    begun = time.process_time()
    kind_of((start * times).encode()[:HEAD_BYTES], "a")
    assert time.process_time() - begun < 0.2


# Reading


def test_a_page_named_txt_is_read_as_a_page_and_a_text_without_an_ending_as_text(tmp_path):
    write(tmp_path / "a", "The dam was closed.")
    write(tmp_path / "b.json", LINES)
    assert [record.text for record in read(tmp_path)] == ["The dam was closed.", "one", "two"]


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.doc", OLE, "an old or an encrypted Word document"),
        ("a.docx", OLE, "an old or an encrypted Word document"),
        ("a.rtf", b"{\\rtf1 x}", "a rich-text document"),
        ("a.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text"}, 0), "an OpenDocument text"),
        (
            "a.mhtml",
            "From: <Saved by Blink>\nContent-Type: multipart/related;",
            "a page saved as a single file",
        ),
    ],
)
def test_a_document_that_is_not_read_is_an_error_even_in_a_folder(tmp_path, name, content, found):
    write(tmp_path / name, content)
    error = only_error(tmp_path)
    assert found in error.message
    assert "expected" in error.message


@pytest.mark.parametrize("kind", sorted(kinds.KINDS))
def test_an_empty_file_of_any_kind_is_refused_as_empty(tmp_path, kind):
    ending = {"text": "txt", "markdown": "md", "table": "csv", "gzip": "gz", "feed": "rss"}.get(kind, kind)
    write(tmp_path / f"a.{ending}", b"")
    assert only_error(tmp_path).message.startswith("the file is empty; expected an article")


def test_a_docx_without_its_body_is_refused_and_not_passed_over_as_an_archive(tmp_path):
    write(tmp_path / "a.docx", zipped({"[Content_Types].xml": "<Types/>"}))
    assert only_error(tmp_path).message.startswith("no word/document.xml in it")


def test_files_that_hold_no_articles_are_passed_over_in_a_folder(tmp_path):
    for name, content in {"a.png": b"\x89PNG", "b.css": "a {}", "c.js": "x = 1", "d.xml": "<note/>"}.items():
        write(tmp_path / name, content)
    write(tmp_path / "e.svg", "<svg></svg>")
    write(tmp_path / "f.xlsx", zipped({"xl/workbook.xml": ""}))
    write(tmp_path / "g.txt", "The dam was closed.")
    assert errors(read(tmp_path)) == []
    assert ids(read(tmp_path)) == [f"{tmp_path.name}/g.txt"]


def test_a_library_that_is_missing_is_an_error_of_that_file_and_the_rest_goes_on(tmp_path, monkeypatch):
    def read_nothing(*_):
        raise MissingExtra("reading it needs an optional library: pip install 'ontherecord[pdf]'")
        yield

    monkeypatch.setattr("index.sources.markdown.read", read_nothing)
    write(tmp_path / "a.md", "# Dam")
    write(tmp_path / "b.txt", "The dam was closed.")
    error, record = read(tmp_path)
    assert isinstance(error, SourceError)
    assert (error.path, "pip install" in error.message) == (str(tmp_path / "a.md"), True)
    assert isinstance(record, Record)


def test_what_cannot_be_an_article_reads_as_nothing():
    resource = Resource("a", "a", "a.png")
    assert list(read_resource(resource, io.BytesIO(b"\x89PNG"), Options())) == []
