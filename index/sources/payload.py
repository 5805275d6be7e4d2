"""What a server sent, as it was before it was packed for the way: joined and unpacked."""

from __future__ import annotations

import io
import zlib

from index.errors import SourceError

__all__ = ["joined", "unpacked"]

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_SIZE_LINE = 1000  # a chunk's size and what may stand behind it


def joined(data: bytes, path: str) -> bytes:
    """A payload whose chunks are put together; as it is where a crawler has done so before.

    :raises SourceError: where a later chunk is damaged or missing
    """
    parts: list[bytes] = []
    place = 0
    while True:
        end = data.find(b"\n", place, place + _SIZE_LINE)
        try:
            size = int(data[place:end].split(b";")[0].strip() if end >= 0 else b"", 16)
        except ValueError as err:
            if not parts:
                return data
            raise SourceError("damaged chunks; expected a whole page: fetch it anew", path=path) from err
        if size <= 0:
            return b"".join(parts)
        place = end + 1 + size
        if place > len(data):
            raise SourceError("a page that is cut off inside a chunk; fetch it anew", path=path)
        parts.append(data[end + 1 : place])
        place += 2 if data[place : place + 2] == b"\r\n" else 1


def unpacked(data: bytes, encodings: str, *, limit: int, path: str) -> bytes:
    """A payload as it was before its content encodings; as it is where it is not so packed after all.

    :param encodings: the header, in the order in which they were applied
    :raises SourceError: where it is damaged, or larger than the limit when unpacked
    """
    for encoding in reversed(encodings.lower().split(",")):
        try:
            found = _unpacked(data, encoding.strip(), limit)
        except (zlib.error, OSError, EOFError, ValueError) as err:
            raise SourceError(f"a page that cannot be unpacked ({err}); fetch it anew", path=path) from err
        if len(found) > limit:
            met = f"over {limit / 1_000_000:,.6g} MB when unpacked"
            raise SourceError(f"{met}; expected a page: leave it out", path=path)
        data = found
    return data


def _unpacked(data: bytes, encoding: str, limit: int) -> bytes:
    """One byte more than the limit at most."""
    if encoding in {"gzip", "x-gzip"} and data.startswith(_GZIP):
        return _inflated(data, limit, 31)
    if encoding == "deflate":
        return _deflated(data, limit)
    if encoding == "br":
        return _brotli(data, limit)
    if encoding == "zstd" and data.startswith(_ZSTD):
        from fastwarc.stream_io import ZstdReader

        return ZstdReader(io.BytesIO(data)).read(limit + 1)
    return data


def _inflated(data: bytes, limit: int, window: int) -> bytes:
    opened = zlib.decompressobj(window)
    found = opened.decompress(data, limit + 1)
    if not opened.eof and len(found) <= limit:
        raise EOFError("it is cut off")
    return found


def _deflated(data: bytes, limit: int) -> bytes:
    """By the standard, and as many servers understand it; as it is where it is neither."""
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return _inflated(data, limit, window)
        except zlib.error:
            continue
    return data


def _brotli(data: bytes, limit: int) -> bytes:
    import brotli

    opened = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        while size <= limit and not opened.is_finished():
            part = opened.process(b"" if parts else data, output_buffer_limit=limit + 1 - size)
            if not part and parts:
                break
            parts.append(part)
            size += len(part)
    except brotli.error as err:
        if data.lstrip()[:1] in (b"<", b"\xef"):  # unpacked by the crawler
            return data
        raise ValueError("damaged Brotli data") from err
    if size <= limit and not opened.is_finished():
        raise EOFError("it is cut off")
    return b"".join(parts)
