"""One question to a server that may say anything: within a time, a size, and never a wrong page for a right one."""

from __future__ import annotations

import gzip
import itertools
import time
import zlib

import pytest

from index.errors import SourceError
from index.sources.addresses import parse_address
from index.sources.connection import NoAnswer, ask
from tests.index.sources.serving import Site, reply, slowly


def body(site: Site, path: str = "/", *, timeout: float = 5.0, most: int = 10_000_000) -> bytes:
    address = parse_address(site.url + path)
    with ask(address, ["127.0.0.1"], {}, timeout=timeout) as answer:
        found = b""
        for piece in answer.body():
            found += piece
            if len(found) > most:
                break
        return found


@pytest.mark.parametrize(
    ("packing", "packed"),
    [
        ("gzip", gzip.compress(b"The river rose. " * 9000)),
        ("deflate", zlib.compress(b"The river rose. " * 9000)),
        ("deflate", zlib.compress(b"The river rose. " * 9000)[2:-4]),
        ("identity", b"The river rose. " * 9000),
    ],
)
def test_a_packed_body_comes_unpacked(packing, packed):
    with Site() as site:
        site.pages["/"] = reply(packed, content_encoding=packing)
        assert body(site) == b"The river rose. " * 9000


def test_a_body_in_chunks_comes_whole():
    with Site() as site:
        head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        site.pages["/"] = slowly([head, b"4\r\nThe \r\n", b"5\r\nriver\r\n", b"0\r\n\r\n"], 0.01)
        assert body(site) == b"The river"


def test_the_server_is_asked_by_its_name_and_told_to_close():
    with Site() as site:
        site.pages["/a?b=1"] = reply("x")
        body(site, "/a?b=1")
        (asked,) = site.asked
        assert asked.headers["host"] == f"127.0.0.1:{site.port}"
        assert asked.headers["connection"] == "close"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (reply("The river rose.", content_length="500"), "485 bytes early"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nThe river", "no proper answer"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nThe river", "no proper answer"),
        (reply(gzip.compress(b"The river rose. " * 99)[:-20], content_encoding="gzip"), "ends early"),
        (reply(b"The river rose", content_encoding="gzip"), "packed wrongly"),
        (reply(b"The river rose", content_encoding="gzip, gzip, gzip"), "packed as 'gzip, gzip, gzip'"),
        (reply(b"The river rose", content_encoding="br"), "packed as 'br'"),
        (b"The river rose", "no proper answer"),
        (b"", "no proper answer"),
        (b"HTTP/1.1 999999 No\r\n\r\n", "no proper answer"),
        (b"HTTP/1.1 200 OK\r\n" + b"Set-Cookie: a=b\r\n" * 200 + b"\r\n", "no proper answer"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"a" * 70_000 + b"\r\n\r\n", "no proper answer"),
    ],
)
def test_an_answer_that_is_none_is_an_error_and_no_page(answer, told):
    with Site() as site:
        site.pages["/"] = answer
        with pytest.raises(SourceError, match=told):
            body(site)


def test_headers_without_end_are_cut_by_their_size():
    with Site() as site:
        endless = itertools.chain([b"HTTP/1.1 200 OK\r\n"], itertools.repeat(b"A: " + b"a" * 4000 + b"\r\n"))
        site.pages["/"] = endless
        with pytest.raises(SourceError, match="over 65,536 bytes of headers"):
            body(site)


def test_a_hundred_provisional_answers_are_cut_by_their_size():
    with Site() as site:
        site.pages["/"] = itertools.repeat(b"HTTP/1.1 100 Continue\r\nA: " + b"a" * 2000 + b"\r\n\r\n")
        with pytest.raises(SourceError, match="over 65,536 bytes of headers"):
            body(site)


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"",
    ],
)
def test_a_byte_at_a_time_does_not_outlast_the_limit(head):
    with Site() as site:
        site.pages["/"] = slowly(itertools.chain([head], itertools.repeat(b"1")), 0.05)
        started = time.monotonic()
        with pytest.raises(NoAnswer, match="no whole answer in time"):
            body(site, timeout=0.6)
        assert 0.5 < time.monotonic() - started < 2


def test_a_bomb_is_unpacked_a_piece_at_a_time():
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(500)), packer.flush()])
    with Site() as site:
        site.pages["/"] = reply(bomb, content_encoding="gzip")
        address = parse_address(site.url)
        with ask(address, ["127.0.0.1"], {}, timeout=5.0) as answer:
            pieces = list(itertools.islice(answer.body(), 200))
        assert len(bomb) < 1_000_000
        assert max(map(len, pieces)) <= 65_536


def test_a_host_that_does_not_listen_is_no_answer():
    with Site() as site:
        address = parse_address(site.url)
    with pytest.raises(NoAnswer, match="no connection"), ask(address, ["127.0.0.1"], {}, timeout=5.0):
        pass


def test_the_next_address_of_a_host_is_tried():
    with Site() as site:
        site.pages["/"] = reply("The river rose.")
        with ask(parse_address(site.url), ["127.0.0.2", "127.0.0.1"], {}, timeout=5.0) as answer:
            assert b"".join(answer.body()) == b"The river rose."


def test_an_error_of_who_reads_is_not_taken_for_one_of_the_server():
    with Site() as site:
        site.pages["/"] = reply("The river rose.")
        with (
            pytest.raises(OSError, match="no room"),
            ask(parse_address(site.url), ["127.0.0.1"], {}, timeout=5.0),
        ):
            raise OSError("no room")
