"""Files that are compressed by gzip: what is inside is read as if it were not."""

from __future__ import annotations

import gzip
import io
import os
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from index.errors import SourceError
from index.sources.archives import IN_MEMORY, Unpacked, spool_rest, unpacked_limit
from index.sources.captures import is_one_piece
from index.sources.kinds import kind_at, read_as
from index.sources.options import Options
from index.sources.record import Record, Resource
from index.sources.recovery import is_member

__all__ = ["read"]

# Kinds that are read from the beginning to the end, so that gigabytes of them need no room unpacked.
_STREAMED = {"jsonl", "tar", "warc"}
_DAMAGES = (EOFError, zlib.error, OSError)
_BUFFER = 1 << 17


def read(resource: Resource, stream: BinaryIO, options: Options) -> Iterator[Record | SourceError]:
    """The records of what is compressed; no larger than the limit of a member, unless it is read as a stream."""
    if is_member(stream, 0) and not is_one_piece(stream):
        # Each record of a web archive is compressed by itself: damage to one does not hide the rest.
        yield from read_as("warc", resource, stream, options)
        return
    packed = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    opened = cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb"))
    allowed = unpacked_limit(packed, options.limits)
    raw = Unpacked(opened, _DAMAGES, what="gzip file", path=resource.path, allowed=allowed)
    unpacked = cast(BinaryIO, io.BufferedReader(raw, _BUFFER))
    inner = replace(resource, name=_inner(resource.name), size=0)
    try:
        kind = kind_at(unpacked, inner.name, line=options.limits.line)
        if kind == "gzip":
            yield SourceError("compressed twice; expected once: unpack it", path=resource.path)
        elif kind in _STREAMED:
            yield from read_as(kind, inner, unpacked, options)
        elif kind is not None:
            yield from _whole(kind, inner, unpacked, options)
    except SourceError as err:
        yield err


def _whole(
    kind: str, resource: Resource, stream: BinaryIO, options: Options
) -> Iterator[Record | SourceError]:
    limit = options.limits.unpacked
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
        spool = cast(BinaryIO, file)
        size = spool_rest(b"", stream, spool, limit=limit)
        if size > limit:
            met = f"over {limit / 1_000_000:,.6g} MB when unpacked"
            yield SourceError(f"{met}; expected an article or a smaller file of some", path=resource.path)
        else:
            yield from read_as(kind, replace(resource, size=size), spool, options)


def _inner(name: str) -> str:
    """The name of what is compressed.

    >>> _inner("a.jsonl.gz"), _inner("news.tgz"), _inner("a")
    ('a.jsonl', 'news.tar', 'a')
    """
    stem, _, ending = name.rpartition(".")
    if ending.lower() == "tgz":
        return f"{stem}.tar"
    return stem if ending.lower() == "gz" else name
