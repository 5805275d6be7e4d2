"""JSON lines: a record a line, whatever is wrong with the lines around it."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import tracemalloc

import pytest

from index.errors import SourceError
from index.sources import Options, Record, Resource, jsonl
from tests.index.sources.reading import ids, only_error, only_record, read, write
from tests.index.sources.rowing import reading


def test_a_line_gives_every_field(tmp_path):
    line = {"id": 7, "title": "Dam closed", "text": "The dam.", "author": "Ada Byrd", "date": "2031-05-02"}
    line |= {"url": "https://example.com", "publisher": "Courier", "other": [1]}
    record = only_record(write(tmp_path / "a.jsonl", json.dumps(line)))
    assert (record.source, record.text, record.title) == ("7", "The dam.", "Dam closed")
    assert (record.authors, record.published) == (("Ada Byrd",), "2031-05-02")
    assert (record.publisher, record.url, record.line) == ("Courier", "https://example.com", 1)


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
        ("{}", "no column for the text"),
        ('{"text": null}', 'field "text" is empty; expected a string'),
        ('{"text": "a", "title": 3}', 'field "title" holds a number; expected a string'),
        (
            '{"text": "a", "author": [1]}',
            'field "author" holds a list; expected a string or a list of strings',
        ),
        ('{"text": "a", "id": true}', 'field "id" holds a boolean; expected a string or a number'),
        ('{"text": "a", "id": " "}', 'field "id" holds a string of 1 characters; expected 1 to 500'),
        ('{"text": ' + "[" * 100_000, "nested too deep); expected plain fields"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", "a number of too many digits"),
        ('{"text": "a\x00"}', "NUL bytes"),
    ],
    ids=range(12),
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
    assert int(grown) < 20


def test_a_lone_surrogate_in_json_is_read(tmp_path):
    assert (
        only_record(write(tmp_path / "a.jsonl", r'{"text": "a\ud800b", "id": "x\udfff"}')).source == "x\ufffd"
    )


def test_an_empty_file_of_lines_is_refused(tmp_path):
    assert "no lines" in only_error(write(tmp_path / "a.jsonl", b"\n\n")).message


class _Endless(io.RawIOBase):
    """A line of so many bytes and a short one after it, made as they are read."""

    def __init__(self, size: int) -> None:
        self._left, self._tail = size, b'"}\n{"text": "after"}\n'

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        if self._left > 0:
            size = min(len(buffer), self._left)
            buffer[:size] = b"a" * size
            self._left -= size
            return size
        part, self._tail = self._tail[: len(buffer)], self._tail[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def test_a_line_of_three_hundred_megabytes_takes_no_more_memory_than_the_limit():
    stream = io.BufferedReader(_Endless(300_000_000))
    tracemalloc.start()
    try:
        error, record = jsonl.read(Resource("a", "a", "a"), stream, Options())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert error.message.startswith("a line of over 5 MB")
    assert (error.line, record.text, record.line) == (1, "after", 2)
    assert peak < 20_000_000


@pytest.mark.parametrize("cut", [slice(0, -500), slice(0, 2000)])
def test_damaged_compression_ends_the_lines_with_an_error(cut):
    lines = b"".join(b'{"text": "%s"}\n' % os.urandom(500).hex().encode() for _ in range(20))
    stream = gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(lines)[cut]))
    *before, error = jsonl.read(Resource("a", "a", "a"), stream, Options())
    assert all(isinstance(record, Record) for record in before)
    assert "damaged gzip file" in error.message


def test_a_key_that_the_options_name_and_no_line_has_is_an_error_at_the_end():
    first, error = reading("jsonl", '{"text": "one"}\n', title="kop")
    assert first.text == "one"
    assert error.message == "no column “kop”, which the options name; found “text”"
