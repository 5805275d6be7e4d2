"""Tar archives, read once from the beginning to the end, so that one inside gzip needs no room unpacked."""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from index.errors import SourceError
from index.sources.archives import Members, Unpacked, damaged
from index.sources.options import Options
from index.sources.record import Record, Resource

__all__ = ["read"]

# Long names and attributes stand in members of their own, which the library holds in memory whole.
_HEADER_BYTES = 1_000_000
_DAMAGES = (tarfile.TarError, EOFError, OSError, ValueError, OverflowError, RecursionError)


class _Bounded:
    """A stream that ends with an error where a header goes on for too long.

    :ivar bound: where the next member must have begun
    """

    def __init__(self, stream: BinaryIO, path: str) -> None:
        self._stream, self._path = stream, path
        self._position, self._last = 0, b""
        self.bound = _HEADER_BYTES

    def read(self, size: int) -> bytes:
        """So many bytes, or what is left of them.

        :raises SourceError: beyond the bound
        """
        data = self._stream.read(size)
        self._position += len(data)
        if self._position > self.bound:
            raise SourceError("a header of over 1 MB; expected a file's name: pack it anew", path=self._path)
        self._last = self._last[-size:] + data
        return data

    def block(self, offset: int) -> bytes:
        """The block of one of the last two reads that begins there."""
        begun = offset - (self._position - len(self._last))
        return self._last[begun : begun + tarfile.BLOCKSIZE] if begun >= 0 else b""


def read(resource: Resource, stream: BinaryIO, options: Options) -> Iterator[Record | SourceError]:
    """The records of all members, in the order of the archive."""
    try:
        members = Members(resource, options, packed=_size(resource, stream))
        bounded = _Bounded(stream, resource.path)
        archive = _opened(bounded, resource.path)
        while (info := _next(archive, bounded, resource.path)) is not None:
            yield from _member(archive, info, members)
    except SourceError as err:
        yield err


def _opened(bounded: _Bounded, path: str) -> tarfile.TarFile:
    try:
        return tarfile.open(fileobj=cast(BinaryIO, bounded), mode="r|", errors="surrogateescape")
    except _DAMAGES as err:
        raise damaged("tar archive", err, path) from err


def _next(archive: tarfile.TarFile, bounded: _Bounded, path: str) -> tarfile.TarInfo | None:
    try:
        info = archive.next()
    except _DAMAGES as err:
        raise damaged("tar archive", err, path) from err
    cast(Any, archive).members.clear()  # it would keep all of them
    bounded.bound = archive.offset + _HEADER_BYTES
    if info is None and bounded.block(archive.offset).strip(b"\x00"):
        reason = tarfile.ReadError(f"no header at byte {archive.offset:,}")
        raise damaged("tar archive", reason, path)
    return info


def _size(resource: Resource, stream: BinaryIO) -> int:
    """Bytes of the archive; a compressed one is not unpacked to its end only to know them."""
    if not resource.size:
        return 1 << 62  # what unpacks it has a limit of its own
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    return size


def _member(
    archive: tarfile.TarFile, info: tarfile.TarInfo, members: Members
) -> Iterator[Record | SourceError]:
    if not members.is_met(info.name) or info.isdir():
        return
    if not info.isreg():
        what = "a link" if info.issym() or info.islnk() else "a device, a pipe or the like"
        yield members.refused(info.name, f"{what}; expected a file: pack the file itself")
        return

    raw = cast(BinaryIO, archive.extractfile(info))
    packed = info.size if not info.issparse() else 0  # a sparse file is made of nothing
    unpacked = Unpacked(raw, _DAMAGES, what="in the archive", path=members.path(info.name))
    stream = cast(BinaryIO, io.BufferedReader(unpacked))
    yield from members.read(info.name, stream, size=info.size, packed=packed)
