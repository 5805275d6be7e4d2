"""Where the records of a damaged web archive begin and end, seen from outside."""

from __future__ import annotations

import gzip
import re
import zlib
from typing import BinaryIO, cast

from index.errors import SourceError

__all__ = ["GZIP", "is_member", "is_whole", "next_record"]

GZIP = b"\x1f\x8b\x08"
_MEMBER = re.compile(re.escape(GZIP))
_RECORD = re.compile(rb"WARC/\d\.\d\r?\n")
_LONGEST_MARK = 16
_CHUNK = 1 << 20
_HEADER_LINES, _HEADER_LINE = 1000, 1 << 16


def is_whole(stream: BinaryIO, offset: int, *, packed: bool) -> bool:
    """Whether a record ends where its length says."""
    stream.seek(offset)
    view = cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb")) if packed else stream
    try:
        length = None
        for _ in range(_HEADER_LINES):
            line = view.readline(_HEADER_LINE)
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"content-length":
                length = int(value)
            if not line.strip():
                break
        if length is None or length < 0:
            return False
        while length and (part := view.read(min(length, _CHUNK))):
            length -= len(part)
        return length == 0 and (view.read(4) or b"\r\n").startswith((b"\r\n", b"\n", b"WARC"))
    except (OSError, EOFError, zlib.error, ValueError, SourceError):
        return False


def next_record(stream: BinaryIO, start: int, *, packed: bool) -> int | None:
    """Where the next record begins, as far as can be seen from outside; ``None`` where there is none."""
    mark = _MEMBER if packed else _RECORD
    stream.seek(start)
    held, before = b"", start
    while chunk := stream.read(_CHUNK):
        held += chunk
        for found in mark.finditer(held):
            offset = before + found.start()
            if not packed or is_member(stream, offset):
                return offset
        stream.seek(before + len(held))
        before, held = before + max(0, len(held) - _LONGEST_MARK), held[-_LONGEST_MARK:]
    return None


def is_member(stream: BinaryIO, offset: int) -> bool:
    """Whether a compressed record begins at an offset, rather than bytes that look like one."""
    stream.seek(offset)
    try:
        return zlib.decompressobj(31).decompress(stream.read(4096), 8).startswith(b"WARC/")
    except zlib.error:
        return False
