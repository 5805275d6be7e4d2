"""Web archives: the newest page of each address, whatever is wrong with the records around it."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError
from index.sources import Options, Resource
from index.sources.kinds import read_resource
from index.sources.options import Limits
from index.sources.payload import joined, unpacked
from tests.index.sources.archiving import PAGE, address, answer, in_chunks, packed, page, record
from tests.index.sources.rowing import messages, records

pytest.importorskip("fastwarc")
brotli = pytest.importorskip("brotli")

FORMS = {"plain": b"".join, "packed": packed, "whole": lambda found: gzip.compress(b"".join(found))}


def reading(data: bytes, limits: Limits | None = None) -> list:
    name = "a.warc.gz" if data.startswith(b"\x1f") else "a.warc"
    options = Options(limits or Limits())
    return list(read_resource(Resource(name, name, name, len(data)), io.BytesIO(data), options))


def titles(found) -> list[str]:
    return [one.title for one in records(found)]


@pytest.mark.parametrize("form", FORMS)
def test_pages_are_read_and_everything_else_is_passed_over(form):
    content = [
        record(b"software: x\r\n", "", kind="warcinfo", media="application/warc-fields"),
        record(b"GET / HTTP/1.1\r\n\r\n", "one", kind="request", media="application/http; msgtype=request"),
        page("one"),
        record(answer(b"", status="304 Not Modified"), "one", kind="revisit", date="2032-01-01T00:00:00Z"),
        record(answer(b"gone", status="404 Not Found"), "gone"),
        record(answer(b"", status="301 Moved", more="Location: /x\r\n"), "moved"),
        record(answer(b"\x89PNG", "image/png"), "photo"),
        record(answer(b"User-agent: *\nDisallow:\n", "text/plain"), "robots.txt"),
        record(b"20310502 example.com. 1.2.3.4", "x", media="text/dns"),
        record(PAGE.format("two").encode(), "two", kind="resource", media="text/html"),
        record(answer(b"The dam was closed.", "text/plain; charset=utf-8"), "three"),
    ]
    found = reading(FORMS[form](content))
    assert messages(found) == []
    assert [one.url for one in found] == [address("one"), address("two"), address("three")]
    name = "a.warc" if form == "plain" else "a.warc.gz"
    assert [one.source for one in found] == [f"{name}#{address(path)}" for path in ("one", "two", "three")]
    assert titles(found) == ["one", "two", ""]
    assert found[2].text == "The dam was closed."


def test_the_day_of_the_crawl_is_no_day_of_publication():
    assert [one.published for one in reading(page("one"))] == [""]


@pytest.mark.parametrize("form", FORMS)
def test_of_many_pages_of_an_address_the_newest_is_read(form):
    def at(year, title):
        return record(answer(PAGE.format(title).encode()), "a", date=f"{year}-05-02T10:00:00Z")

    content = [at(2030, "old"), at(2032, "newest"), at(2031, "older"), page("b")]
    assert titles(reading(FORMS[form](content))) == ["newest", "b"]
    content = [
        at(2030, "first"),
        at(2030, "last"),
        record(answer(b"", status="404 x"), "a", date="2033-01-01"),
    ]
    assert titles(reading(FORMS[form](content))) == ["last"]


def test_the_text_of_a_wet_file_is_read_as_it_is_and_no_title_is_invented():
    text = "Home\nNews\nDam closed\n<It> was {safe}.\n"
    content = record(text.encode(), "a", kind="conversion", media="text/plain")
    (found,) = reading(packed([content]))
    assert (found.text, found.title, found.published, found.url) == (text, "", "", address("a"))


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (in_chunks(PAGE.format("x").encode()), "Transfer-Encoding: chunked\r\n"),
        (PAGE.format("x").encode(), "Transfer-Encoding: chunked\r\n"),
        (gzip.compress(PAGE.format("x").encode()), "Content-Encoding: gzip\r\n"),
        (PAGE.format("x").encode(), "Content-Encoding: gzip\r\n"),
        (brotli.compress(PAGE.format("x").encode()), "Content-Encoding: br\r\n"),
        (PAGE.format("x").encode(), "Content-Encoding: br\r\n"),
        (zlib.compress(PAGE.format("x").encode()), "Content-Encoding: deflate\r\n"),
        (zlib.compress(PAGE.format("x").encode())[2:-4], "Content-Encoding: deflate\r\n"),
        (
            in_chunks(gzip.compress(brotli.compress(PAGE.format("x").encode()))),
            "Transfer-Encoding: chunked\r\nContent-Encoding: br, gzip\r\n",
        ),
    ],
    ids=range(9),
)
def test_a_page_is_read_however_it_was_packed_for_the_way(body, more):
    found = reading(b"".join([page("before"), record(answer(body, more=more), "x"), page("after")]))
    assert titles(found) == ["before", "x", "after"]


@pytest.mark.parametrize(
    ("body", "more", "message"),
    [
        (in_chunks(PAGE.encode())[:-100], "Transfer-Encoding: chunked\r\n", "cut off inside a chunk"),
        (gzip.compress(PAGE.encode())[:-30], "Content-Encoding: gzip\r\n", "it is cut off"),
        (brotli.compress(PAGE.encode())[:-30], "Content-Encoding: br\r\n", "it is cut off"),
        (b"\x1b\xff" * 100, "Content-Encoding: br\r\n", "cannot be unpacked"),
        (gzip.compress(bytes(9_000_000)), "Content-Encoding: gzip\r\n", "over 1 MB when unpacked"),
        (brotli.compress(bytes(9_000_000)), "Content-Encoding: br\r\n", "over 1 MB when unpacked"),
    ],
    ids=range(6),
)
def test_a_page_that_cannot_be_unpacked_is_an_error_with_its_address(body, more, message):
    content = b"".join([page("before"), record(answer(body, more=more), "x"), page("after")])
    found = reading(content, Limits(record=1_000_000))
    assert titles(found) == ["before", "after"]
    error = next(one for one in found if isinstance(one, SourceError))
    assert error.path == f"a.warc#{address('x')}"
    assert message in error.message


def test_a_page_is_read_in_the_encoding_that_the_server_names():
    body = PAGE.format("Плотина закрыта").encode("cp1251", "replace")
    found = reading(record(answer(body, "text/html; charset=windows-1251"), "x"))
    assert titles(found) == ["Плотина закрыта"]


X = answer(PAGE.format("x").encode())
DAMAGED = {
    "a length that is too short": record(X, "x", length=20),
    "a length that is too long": record(X, "x", length=len(X) + 150),
    "a length beyond the end": record(X, "x", length=10**7),
    "a length beyond all limits": record(X, "x", length=10**12),
    "a negative length": record(X, "x", length=-5),
    "a length that is no number": record(X, "x", length="many"),
    "no length": record(X, "x").replace(b"Content-Length", b"X-Length"),
    "a huge header": record(X, "x", more=f"X-A: {'a' * 1_000_000}\r\n"),
    "very many headers": record(X, "x", more="X-A: b\r\n" * 100_000),
    "a huge header of the server": record(answer(b"x", more=f"X-A: {'a' * 1_000_000}\r\n"), "x"),
    "no record at all": os.urandom(5000),
    "a huge record": record(answer(b"a" * 30_000_000), "x"),
    "the end missing": record(X, "x")[:-100],
    "no address": record(X, "x").replace(b"WARC-Target-URI", b"X-Target-URI"),
}


@pytest.mark.parametrize("form", ["plain", "packed"])
@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_record_is_an_error_with_its_place_and_the_next_one_is_read(damage, form):
    first = page("before")
    found = reading(FORMS[form]([first, DAMAGED[damage], page("after"), page("last")]))
    assert titles(found) == ["before", "after", "last"]
    (message,) = messages(found)
    place = len(first if form == "plain" else gzip.compress(first))
    assert f"at byte {place:,}" in message or "after the record at byte 0" in message


@pytest.mark.parametrize("form", FORMS)
def test_a_record_that_is_cut_off_at_the_end_is_an_error_and_not_half_a_page(form):
    whole = FORMS[form]([page("before"), page("cut")])
    found = reading(whole[: -len(whole) // 8])
    assert titles(found) == (["before"] if form != "whole" else [])  # where nothing tells them apart
    assert len(messages(found)) == 1


def test_damage_to_compressed_bytes_costs_one_record():
    members = [gzip.compress(page(name)) for name in ("a", "b", "c")]
    flipped = bytearray(members[1])
    flipped[len(flipped) // 2] ^= 0xFF
    for damaged in (bytes(flipped), members[1][:-60], b"\x00" * 10 + members[1][10:]):
        found = reading(members[0] + damaged + members[2])
        assert titles(found) == ["a", "c"]
        assert len(messages(found)) == 1


def test_a_bomb_in_a_record_costs_neither_time_nor_memory():
    bomb = gzip.compress(record(answer(bytes(200_000_000)), "bomb"), 1)
    content = gzip.compress(page("a")) + bomb + gzip.compress(page("b"))
    code = (
        "import sys, io, resource, fastwarc, trafilatura, time\n"
        "from index.sources import Resource, Options\n"
        "from index.sources.kinds import read_resource\n"
        "def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "def read(data): return [one.title for one in read_resource(Resource('a', 'a', 'a.warc.gz'), "
        "io.BytesIO(data), Options()) if hasattr(one, 'title')]\n"
        "data = sys.stdin.buffer.read(); read(data[:int(sys.argv[1])]); before = peak()\n"
        "started = time.process_time()\n"
        "print(*read(data), peak() - before, round(time.process_time() - started))"
    )
    small = len(gzip.compress(page("a")))
    done = subprocess.run(
        [sys.executable, "-c", code, str(small)], input=content, capture_output=True, check=True
    )
    first, second, grown, seconds = done.stdout.decode().split()
    assert (first, second) == ("a", "b")
    assert int(grown) < 30
    assert int(seconds) < 10


def test_blank_lines_between_records_may_be_missing_or_many():
    assert titles(reading(page("a")[:-4] + page("b") + b"\r\n" * 50 + page("c"))) == ["a", "b", "c"]


def test_an_archive_without_pages_is_an_error_that_says_what_is_in_it():
    (message,) = messages(
        reading(record(answer(b"", status="404 x"), "x") + record(answer(b"", "image/png"), "y"))
    )
    assert message == (
        "no page in it; found 1 status 404, 1 image/png; expected pages as crawlers keep them: leave it out"
    )


def test_more_addresses_than_the_limit_are_left_out_with_an_error():
    found = reading(b"".join(page(name) for name in "abc"), Limits(members=2))
    assert titles(found) == ["a", "b"]
    assert messages(found) == ["over 2 addresses; the rest is left out: split it"]


def test_a_long_address_has_an_id_of_bounded_length_and_its_own():
    found = reading(page("x" * 3000 + "1") + page("x" * 3000 + "2"))
    assert len({one.source for one in found}) == 2
    assert all(len(one.source) < 500 for one in found)


def test_without_the_library_the_message_says_how_to_get_it(tmp_path):
    (tmp_path / "a.warc").write_bytes(page("a"))
    (tmp_path / "b.warc.gz").write_bytes(packed([page("b")]))
    (tmp_path / "c.txt").write_text("The rest goes on.")
    code = (
        "import sys; sys.modules['fastwarc.warc'] = None\n"
        "from index.sources import open_source\n"
        "print([getattr(found, 'text', str(found)) for found in open_source(sys.argv[1:])])"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout.count("pip install 'ontherecord[warc]'") == 2
    assert "The rest goes on." in done.stdout


ENCODINGS = st.sampled_from(["gzip", "br", "deflate", "zstd", "identity", "x", "br, gzip", ""])


@given(
    st.binary(max_size=200), ENCODINGS, st.sampled_from([b"", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"5\r\n"])
)
def test_any_payload_is_bytes_or_an_error_of_a_source(data, encodings, head):
    for read in (
        lambda: joined(head + data, "a"),
        lambda: unpacked(head + data, encodings, limit=1000, path="a"),
    ):
        try:
            assert isinstance(read(), bytes)
        except SourceError:
            continue


@given(st.binary(max_size=200), st.integers(0, 2000), st.booleans())
def test_any_damage_to_an_archive_ends_in_records_or_errors(noise, place, whole):
    text = record(b"The dam was closed.", "a", kind="conversion", media="text/plain")
    content = b"".join([text] * 3) if whole else packed([text] * 3)
    place %= len(content)
    for one in reading(content[:place] + noise + content[place + len(noise) :]):
        assert isinstance(one, SourceError) or one.text
