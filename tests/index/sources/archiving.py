"""Making web archives, whole ones and damaged ones."""

from __future__ import annotations

import gzip

PAGE = (
    "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>The ministry closed the dam on Monday after "
    "engineers found cracks in its northern wall, it said: {0}.</p><p>“It is safe,” the minister said; repairs are "
    "expected to take until the end of the year under the plan.</p></article></body></html>"
)


def address(name: str) -> str:
    return f"https://example.com/{name}"


def record(
    body: bytes,
    name: str = "a",
    *,
    kind: str = "response",
    media: str = "application/http; msgtype=response",
    date: str = "2031-05-02T10:00:00Z",
    length: object = None,
    more: str = "",
) -> bytes:
    """A record of a web archive."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address(name)}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nContent-Type: {media}\r\n{more}"
        f"Content-Length: {len(body) if length is None else length}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def answer(body: bytes, media: str = "text/html", *, status: str = "200 OK", more: str = "") -> bytes:
    """What a server sends."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode() + body


def page(name: str, **options: str) -> bytes:
    """A record with a page about its name."""
    return record(answer(PAGE.format(name).encode()), name, **options)


def in_chunks(body: bytes) -> bytes:
    parts = [body[start : start + 50] for start in range(0, len(body), 50)]
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def packed(records: list[bytes]) -> bytes:
    """Each record compressed by itself, as archives are."""
    return b"".join(gzip.compress(one) for one in records)
