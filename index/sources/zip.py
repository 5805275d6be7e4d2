"""ZIP archives, member by member, after a check of the archive's directory against bombs."""

from __future__ import annotations

import io
import lzma
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO, cast

from index.errors import SourceError
from index.sources.archives import Members, Unpacked, damaged
from index.sources.options import Options
from index.sources.record import Record, Resource

__all__ = ["DAMAGES", "office_kind", "opened", "read"]

# What the library raises on damage, odd versions and odd flags.
DAMAGES = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, ValueError, RuntimeError, OverflowError),
)
# The others are hardly in use, and LZMA may ask for gigabytes of memory.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2}
_ENCRYPTED = 0x1

# The end of the central directory and its parts (APPNOTE.TXT, 4.3.12, 4.3.14 and 4.3.16).
_END, _END_BYTES, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_END64_LOCATOR, _END64_BYTES = b"PK\x06\x07", 76  # with its locator
_ENTRY, _ENTRY_BYTES = b"PK\x01\x02", 46
_LOCAL_BYTES = 30

# A DOCX has some dozen parts; a huge archive is not looked through for them.
_OFFICE_PARTS = 5000
_MIMETYPE = slice(30, 30 + 100)


def read(resource: Resource, stream: BinaryIO, options: Options) -> Iterator[Record | SourceError]:
    """The records of all members, in the order of the archive."""
    try:
        members = Members(resource, options, packed=stream.seek(0, os.SEEK_END))
        archive = opened(resource, stream, options)
        for info in archive.infolist():
            yield from _member(archive, info, members)
    except SourceError as err:
        yield err


def office_kind(stream: BinaryIO) -> str | None:
    """What a file that begins as a ZIP archive is: an archive, a DOCX, an ODT, or ``None`` for other documents."""
    stream.seek(0)
    mimetype = stream.read(_MIMETYPE.stop)[_MIMETYPE]
    if mimetype.startswith(b"mimetypeapplication/vnd.oasis.opendocument.text"):
        return "odt"
    if mimetype.startswith((b"mimetypeapplication/vnd.oasis.", b"mimetypeapplication/epub+zip")):
        return None
    names = set(_names(stream, _OFFICE_PARTS))
    if b"word/document.xml" in names:
        return "docx"
    return None if names & {b"xl/workbook.xml", b"ppt/presentation.xml"} else "zip"


def opened(resource: Resource, stream: BinaryIO, options: Options) -> zipfile.ZipFile:
    """The archive, after its directory was found harmless."""
    most = options.limits.zip_members
    try:
        if sum(1 for _ in _names(stream, most + 1)) > most:
            reason = f"over {most:,} members; expected an archive of articles: split it"
            raise SourceError(reason, path=resource.path)
        archive = zipfile.ZipFile(stream)
    except DAMAGES as err:
        raise damaged("ZIP archive", err, resource.path) from err
    _check(archive, resource.path)
    return archive


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, members: Members
) -> Iterator[Record | SourceError]:
    name = info.filename.replace("\\", "/")
    if not members.is_met(name) or info.is_dir():
        return
    problem = _problem(info)
    if problem:
        yield members.refused(name, problem)
        return
    try:
        entry = cast(BinaryIO, archive.open(info))
    except DAMAGES as err:
        yield damaged("in the archive", err, members.path(name))
        return
    with entry:
        stream = Unpacked(entry, DAMAGES, what="in the archive", path=members.path(name))
        packed = cast(BinaryIO, io.BufferedReader(stream))
        yield from members.read(name, packed, size=info.file_size, packed=info.compress_size)


def _problem(info: zipfile.ZipInfo) -> str:
    """What a member is that is not read; empty where it is read."""
    if info.flag_bits & _ENCRYPTED:
        return "encrypted; expected an archive without a password: pack it anew"
    if info.compress_type not in _METHODS:
        return f"packed by method {info.compress_type}; expected deflate: pack it anew"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a link; expected a file: pack the file itself"
    return ""


def _check(archive: zipfile.ZipFile, path: str) -> None:
    """Refuses members that lie over each other, by which a small archive unpacks to a huge one."""
    spans = sorted(
        (info.header_offset, info.header_offset + _LOCAL_BYTES + len(info.filename) + info.compress_size)
        for info in archive.infolist()
    )
    end = archive.start_dir
    if any(stop > start for (_, stop), (start, _) in pairwise([*spans, (end, end)])):
        met = "members that overlap: a ZIP bomb, or damaged"
        raise SourceError(f"{met}; expected each in its own place: pack it anew", path=path)


def _names(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """Names in the central directory, at most so many; none where it is not found.

    Counts before :mod:`zipfile` does: it holds 650 bytes for each.
    """
    stream.seek(_directory(stream))
    for _ in range(most):
        entry = stream.read(_ENTRY_BYTES)
        if len(entry) < _ENTRY_BYTES or not entry.startswith(_ENTRY):
            return
        name, extra, comment = struct.unpack_from("<3H", entry, 28)
        yield stream.read(name)
        stream.seek(extra + comment, os.SEEK_CUR)


def _directory(stream: BinaryIO) -> int:
    """Where the central directory begins, as :mod:`zipfile` finds it; the end where there is none."""
    size = stream.seek(0, os.SEEK_END)
    first = stream.seek(max(0, size - _END_BYTES - _LONGEST_COMMENT - _END64_BYTES))
    tail = stream.read()
    end = tail.rfind(_END)
    if end < 0 or len(tail) - end < _END_BYTES:
        return size
    (length,) = struct.unpack_from("<L", tail, end + 12)
    end64 = end - _END64_BYTES
    if end64 >= 0 and tail.startswith(_END64_LOCATOR, end - 20):
        (length,) = struct.unpack_from("<Q", tail, end64 + 40)
        end = end64
    return int(max(0, first + end - length))
