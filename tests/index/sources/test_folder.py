"""Files and folders as a source: each read once, whatever is wrong with it, and not again while it is the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.errors import SourceError
from index.sources import Limits, Options, Record, ResourceRead, open_source
from index.sources.folder import digest_of, reading_tag
from tests.index.sources.reading import ends, ids, only_error, read, write

ROOT = Path(__file__).parents[3]


def digests(*paths: Path) -> dict[str, str]:
    return {end.id: end.digest for end in ends(*paths)}


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
    write(tmp_path / "b.md", "The valley was closed.\n" * 3)
    write(tmp_path / "c.png", b"\x89PNG....")
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
    with pytest.raises(SourceError, match="no such file or folder"):
        open_source(["https://example.com/feed", tmp_path / "nowhere"])


def test_a_folder_without_articles_is_an_error_that_says_what_was_expected(tmp_path):
    write(tmp_path / "photo.png", b"\x89PNG")
    write(tmp_path / "style.css", "body { color: red }")
    with pytest.raises(SourceError, match="no articles here; expected text, Markdown, HTML"):
        open_source([tmp_path])


def test_a_named_file_that_can_hold_no_article_is_an_error_that_says_what_was_expected(tmp_path):
    for name, content in (("a.png", b"\x89PNG\r\n"), ("a.css", b"body { color: red }"), ("b", b"\x00\x01")):
        error = only_error(write(tmp_path / name, content))
        assert "nothing in it is an article; expected text, Markdown, HTML" in error.message


def test_one_path_in_place_of_a_list_is_a_mistake_of_the_caller(tmp_path):
    with pytest.raises(TypeError):
        open_source(str(tmp_path))
    with pytest.raises(ValueError, match="no path"):
        open_source([])


def test_the_readers_are_not_loaded_before_they_are_needed():
    heavy = {
        "yaml",
        "trafilatura",
        "charset_normalizer",
        "markdown_it",
        "zipfile",
        "tarfile",
        "lxml",
        "pyarrow",
    }
    code = f"import sys, index.sources, index.clean; print({heavy} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


# What did not change


def test_each_file_ends_with_its_id_and_digest_after_its_records(tmp_path):
    write(tmp_path / "news" / "a.txt", "The valley was closed.")
    write(tmp_path / "news" / "b.txt", "The bridge was closed.")
    first, end, second, other = open_source([tmp_path / "news"]).read({})
    assert ids([first, second]) == ["news/a.txt", "news/b.txt"]
    assert (end.id, other.id) == ("news/a.txt", "news/b.txt")
    assert len({end.digest, other.digest, ""}) == 3


def test_a_file_that_is_the_same_is_not_read_again_and_one_that_changed_is(tmp_path):
    write(tmp_path / "a.txt", "The valley was closed.")
    changed = write(tmp_path / "b.txt", "The bridge was closed.")
    known = digests(tmp_path)
    changed.write_text("The bridge was opened.")
    same, record, end = open_source([tmp_path]).read(known)
    assert same == ResourceRead(f"{tmp_path.name}/a.txt", known[f"{tmp_path.name}/a.txt"], unchanged=True)
    assert record.text == "The bridge was opened."
    assert end.digest not in known.values()


def test_a_file_with_an_error_has_no_digest_so_that_it_is_read_again(tmp_path):
    write(tmp_path / "a.txt", b"")
    (end,) = ends(tmp_path)
    assert end == ResourceRead(f"{tmp_path.name}/a.txt", "")
    assert len(read(tmp_path)) == 1


def test_a_file_far_beyond_its_limit_is_refused_before_it_is_read_whole(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(50_000_000_000)
    started = time.process_time()
    assert "50,000,000,000 bytes; expected at most" in only_error(tmp_path).message
    assert time.process_time() - started < 5


def test_a_file_that_changes_while_it_is_read_has_no_digest(tmp_path):
    file = write(tmp_path / "a.txt", "The valley was closed.")
    found = open_source([file]).read({})
    assert isinstance(next(found), Record)
    with file.open("a") as written:
        written.write(" More.")
    assert next(found) == ResourceRead(f"{tmp_path.name}/a.txt", "")


def test_a_file_that_holds_no_article_has_no_end_in_a_folder(tmp_path):
    write(tmp_path / "a.txt", "The valley was closed.")
    write(tmp_path / "b.png", b"\x89PNG")
    assert [*digests(tmp_path)] == [f"{tmp_path.name}/a.txt"]


def test_other_options_read_a_file_anew_and_others_of_the_web_do_not(tmp_path):
    tag = reading_tag(Options())
    assert reading_tag(Options(columns={"text": "body"})) != tag
    assert reading_tag(Options(limits=Limits(article=1))) != tag
    assert reading_tag(Options(columns={"a": "1", "b": "2"})) == reading_tag(
        Options(columns={"b": "2", "a": "1"})
    )
    file = write(tmp_path / "a.txt", "The valley was closed.")
    with file.open("rb") as stream:
        first = digest_of(stream, tag)
        assert digest_of(stream, tag) == first != digest_of(stream, tag + b"x")
        assert stream.read() == file.read_bytes()


def test_a_file_is_read_again_by_a_program_that_may_read_it_otherwise(tmp_path):
    def tag(room):
        code = "from index.sources.folder import Options, reading_tag\nprint(reading_tag(Options()))"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=room, capture_output=True, text=True, check=True
        )
        return done.stdout

    room = Path(shutil.copytree(ROOT / "index", tmp_path / "room" / "index")).parent
    before = tag(room)
    assert tag(room) == before
    with (room / "index" / "furniture.py").open("a") as file:
        file.write("# another rule\n")
    assert tag(room) != before
