"""Parquet: read a few rows at a time, only the columns that are needed, by a library that may be missing."""

from __future__ import annotations

import datetime
import io
import subprocess
import sys

import pytest

from index.sources.options import Limits
from tests.index.sources.rowing import messages, reading, records, texts

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def written(columns, **options) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)
    return out.getvalue()


def test_a_row_gives_every_field_and_its_number():
    moment = datetime.datetime(2031, 5, 2, 10, tzinfo=datetime.UTC)
    content = written(
        {
            "id": [7, 8],
            "headline": ["Dam closed", None],
            "body": ["<p>The dam.</p>", "Two."],
            "authors": [["Ada Byrd", "Bo Carr"], None],
            "date": [moment, None],
            "updated": [moment.date(), None],
            "source": [{"name": "Courier", "id": 1}, None],
            "embedding": [[0.5] * 8] * 2,
        }
    )
    first, second = reading("parquet", content)
    assert (first.source, first.title, first.text, first.line) == ("7", "Dam closed", "The dam.", 1)
    assert (first.authors, first.publisher) == (("Ada Byrd", "Bo Carr"), "Courier")
    assert (first.published, first.updated) == ("2031-05-02T10:00:00+00:00", "2031-05-02")
    assert (second.source, second.title, second.authors, second.line) == ("8", "", (), 2)


def test_text_that_is_stored_as_bytes_is_decoded():
    assert texts(reading("parquet", written({"text": ["Café".encode(), "It’s".encode("cp1252")]}))) == [
        "Café",
        "It’s",
    ]


def test_rows_are_counted_through_all_groups():
    content = written({"text": [f"text {number}" for number in range(100)]}, row_group_size=7)
    assert [(record.line, record.text) for record in reading("parquet", content)] == [
        (number + 1, f"text {number}") for number in range(100)
    ]


@pytest.mark.parametrize(
    ("columns", "named", "found"),
    [
        ({"lead": ["a"], "n": [1]}, {}, "no column for the text; found “lead”, “n”"),
        ({"text": ["a"]}, {"title": "kop"}, "no column “kop”, which the options name; found “text”"),
        ({"text": pa.array([], pa.string())}, {}, "no rows"),
        ({f"c{number}": [1] for number in range(1001)}, {}, "1,001 columns; expected at most 1,000"),
        ({"text": [1]}, {}, 'field "text" holds a number; expected a string'),
    ],
    ids=range(5),
)
def test_a_table_without_articles_is_refused_with_what_was_found(columns, named, found):
    (message,) = messages(reading("parquet", written(columns), **named))
    assert found in message


def test_damage_is_an_error_and_what_was_read_before_it_stays():
    whole = written(
        {"text": [f"{number} " * 5000 for number in range(40)]}, row_group_size=10, compression="gzip"
    )
    damaged = bytearray(whole)
    damaged[len(whole) // 2 : len(whole) // 2 + 200] = bytes(200)
    found = reading("parquet", bytes(damaged))
    assert records(found)
    (message,) = messages(found)
    assert message.startswith("damaged Parquet file")


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" * 10, written({"text": ["a"]})[:-30]])
def test_what_is_no_whole_parquet_file_is_refused(content):
    (message,) = messages(reading("parquet", content))
    assert "Parquet" in message
    assert "\n" not in message


def test_a_huge_row_is_refused_by_its_number_and_the_next_goes_on():
    content = written({"text": ["one", "x" * 3000, "three", *(str(number) for number in range(20))]})
    first, error, third, *_ = reading("parquet", content, Limits(line=2000))
    assert (first.text, error.line, third.text, third.line) == ("one", 2, "three", 3)
    assert "over 0.002 MB" in error.message


def test_a_group_of_huge_rows_is_refused_before_it_is_unpacked():
    content = written({"text": ["x" * 9000, "y" * 9000, "one", "two"]}, row_group_size=2)
    error, third, fourth = reading("parquet", content, Limits(line=2000))
    assert "2 rows are left out" in error.message
    assert (third.text, third.line, fourth.line) == ("one", 3, 4)


def test_without_the_library_the_message_says_how_to_get_it(tmp_path):
    (tmp_path / "a.parquet").write_bytes(written({"text": ["a"]}))
    (tmp_path / "b.txt").write_text("The rest goes on.")
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from index.sources import open_source\n"
        "print([getattr(found, 'text', str(found)) for found in open_source(sys.argv[1:])])"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert "pip install 'ontherecord[parquet]'" in done.stdout
    assert "The rest goes on." in done.stdout


def test_memory_does_not_grow_with_the_file(tmp_path):
    code = (
        "import sys, io, resource, pyarrow\n"
        "from index.sources import parquet, Resource, Options\n"
        "def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "def count(name):\n"
        "    with open(name, 'rb') as file:\n"
        "        return sum(1 for _ in parquet.read(Resource('a', 'a', 'a'), file, Options()))\n"
        "count(sys.argv[1]); before = peak(); print(count(sys.argv[2]), peak() - before)"
    )
    words = " ".join(f"word{number}" for number in range(1500))
    rows = [f"{number} {words}" for number in range(8000)]
    (tmp_path / "small").write_bytes(written({"text": rows[:500]}, use_dictionary=False))
    (tmp_path / "large").write_bytes(written({"text": rows}, use_dictionary=False))
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "small", tmp_path / "large"],
        capture_output=True,
        text=True,
        check=True,
    )
    read, grown = map(int, done.stdout.split())
    assert read == 8000
    assert grown < 40  # of 100 MB
