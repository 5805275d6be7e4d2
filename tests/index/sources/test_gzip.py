"""Files inside gzip: read as what is in them, as a stream where there is much of it."""

from __future__ import annotations

import gzip
import os
import random
import subprocess
import sys

import pytest

from index.errors import SourceError
from index.sources import Limits, Options, Record
from tests.index.sources.packing import tarred
from tests.index.sources.reading import errors, ids, only_error, only_record, read, write

DAM = "The dam was closed."


def test_what_is_inside_is_read_as_what_it_is(tmp_path):
    assert only_record(write(tmp_path / "a.txt.gz", gzip.compress(DAM.encode()))).text == DAM
    record = only_record(write(tmp_path / "b.md.gz", gzip.compress(b"# Dam\n\nThe dam.")))
    assert (record.source, record.title) == (f"{tmp_path.name}/b.md.gz", "Dam")
    assert only_record(write(tmp_path / "c", gzip.compress(DAM.encode()))).text == DAM


def test_parts_that_follow_each_other_are_one_file(tmp_path):
    data = gzip.compress(b"The dam ") + gzip.compress(b"was closed.")
    assert only_record(write(tmp_path / "a.txt.gz", data)).text == DAM


def test_lines_are_read_as_a_stream_and_never_held(tmp_path):
    random_text = random.Random(3).randbytes(1 << 20).hex()
    with gzip.open(tmp_path / "a.jsonl.gz", "wt", compresslevel=1) as file:
        for number in range(24):
            file.write(f'{{"id": "{number}", "text": "{random_text}"}}\n')
    code = (
        "import sys, resource; from index.sources import open_source\n"
        "import index.sources.jsonl, index.sources.gzip\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print([getattr(r, 'source', r) for r in open_source(sys.argv[1:])])\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    found, grown = done.stdout.splitlines()
    assert found == str([str(number) for number in range(24)])
    assert int(grown) < 40


def test_a_damaged_file_is_an_error(tmp_path):
    whole = gzip.compress(random.Random(3).randbytes(5000).hex().encode())
    for number, data in enumerate(
        [whole[:-2000], whole[:-4] + b"abcd", whole[:50] + b"\xff" * 50 + whole[100:]]
    ):
        assert "damaged gzip file" in only_error(write(tmp_path / f"{number}.txt.gz", data)).message
    assert "damaged gzip file" in only_error(write(tmp_path / "b.jsonl.gz", b"no gzip")).message


def test_lines_before_the_damage_are_read(tmp_path):
    lines = "".join(f'{{"text": "{random.Random(n).randbytes(3000).hex()}"}}\n' for n in range(100))
    found = read(write(tmp_path / "a.jsonl.gz", gzip.compress(lines.encode())[:-100_000]))
    assert len(ids(found)) > 10
    assert "damaged gzip file" in errors(found)[-1]


def test_a_bomb_is_refused_before_it_is_unpacked_whole(tmp_path):
    blanks = gzip.compress(b" " * 30_000_000)
    zeros = tarred({"a.txt": b"0" * 30_000_000}, "w:gz")
    for name, data in {"a.txt.gz": blanks, "a.jsonl.gz": blanks, "a.tar.gz": zeros}.items():
        found = errors(read(write(tmp_path / name, data)))
        assert found, name
        assert all("unpacks to far more than articles do" in error for error in found)


def test_a_file_that_was_compressed_twice_is_refused(tmp_path):
    data = gzip.compress(gzip.compress(DAM.encode()))
    assert "compressed twice" in only_error(write(tmp_path / "a.txt.gz.gz", data)).message


def test_a_file_beyond_the_limit_is_refused(tmp_path):
    file = write(tmp_path / "a.txt.gz", gzip.compress(os.urandom(5000).hex().encode()))
    assert "over 0.001 MB when unpacked" in only_error(file, options=Options(Limits(unpacked=1000))).message


def test_a_picture_inside_is_passed_over_in_a_folder(tmp_path):
    file = write(tmp_path / "a.png.gz", gzip.compress(b"\x89PNG...."))
    write(tmp_path / "b.txt", DAM)
    assert len(read(tmp_path)) == 1
    assert "nothing in it is an article" in only_error(file).message


def test_whatever_is_wrong_with_a_file_comes_as_an_error(tmp_path):
    whole = gzip.compress(b'{"text": "The dam was closed."}\n' * 50)
    source = random.Random(7)
    for _ in range(100):
        data = bytearray(whole)
        data[source.randrange(len(data))] = source.randrange(256)
        found = read(write(tmp_path / "a.jsonl.gz", bytes(data)))
        assert all(isinstance(item, Record | SourceError) for item in found)


def test_a_web_archive_is_read_record_by_record_as_it_is_packed(tmp_path):
    pytest.importorskip("fastwarc")
    page = (
        f"<html><body><article><p>{DAM} The ministry said so in a statement on Monday.</p></article></body>"
    )
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"
    record = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.com/{0}\r\n"
        "WARC-Date: 2031-05-02T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{0}>\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n{body}\r\n\r\n"
    )
    data = b"".join(gzip.compress(record.format(number).encode()) for number in range(3))
    found = read(write(tmp_path / "a.warc.gz", data))
    assert errors(found) == []
    assert [record.url for record in found] == [f"https://example.com/{number}" for number in range(3)]
