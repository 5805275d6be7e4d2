"""What a source read, before anything is cleaned."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Record", "Resource", "ResourceRead", "printable"]

# What an id or a message must not carry: bytes of a file name that are not UTF-8 (they arrive as lone
# surrogates) and control characters, which would break a line of a report.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Record:
    """One article as its file has it.

    :ivar source: id of the record at its source; the same one each time that the file is read
    :ivar text: body, furniture included; may hold anything that a file can
    :ivar published: the date as printed, or a time in ISO 8601
    :ivar updated: when it was changed last, in the same forms
    :ivar language: as a tag of BCP 47 (``en-GB``), where the source names one
    :ivar section: part of the publication (``World``)
    :ivar page: printed page, as the source names it (``A4``)
    :ivar pages: where each page of a paginated file begins, offsets into ``text``, the first one 0
    :ivar path: file that it came from, fit to be shown
    :ivar line: line in it, from 1, where a file holds many records; ``None`` where it holds one
    """

    source: str
    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    publisher: str = ""
    updated: str = ""
    language: str = ""
    section: str = ""
    page: str = ""
    pages: tuple[int, ...] = ()
    url: str = ""
    path: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """Bytes that may hold articles: a file, a member of an archive, a page that was fetched.

    :ivar id: id of its record, or of its records up to ``#``; the same each time that it is read
    :ivar path: what messages call it (``news/a.txt``, ``dump.zip/a.html``, an address)
    :ivar name: its name, whose ending is a hint to what it is
    :ivar size: bytes, as far as they are known
    :ivar url: where it was fetched, empty for a file; a page's own canonical address goes before it
    :ivar published: date that the carrier states (a feed's entry, a sitemap); the page's own goes before it
    :ivar publisher: who the carrier says publishes it (a feed's title); the page's own goes before it
    :ivar charset: what the carrier calls its encoding (a server's header); goes before what a page calls it
    :ivar depth: how many archives it lies in
    """

    id: str
    path: str
    name: str
    size: int = 0
    url: str = ""
    published: str = ""
    publisher: str = ""
    charset: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class ResourceRead:
    """The end of a resource: the records and errors since the one before are what it holds.

    :ivar id: see :class:`Resource`; one that ends with ``/`` stands for all resources below a folder that
        cannot be listed
    :ivar digest: of its bytes and of what read them; empty where an error was met, so that what was read from
        it at an earlier time is kept
    :ivar unchanged: the digest is the one known from an earlier time: nothing of it was yielded
    """

    id: str
    digest: str
    unchanged: bool = False


def printable(name: str) -> str:
    """A file name or an id with U+FFFD for whatever cannot be stored or shown on one line.

    >>> printable("caf\\udce9.txt")
    'caf\ufffd.txt'
    """
    return _UNPRINTABLE.sub("\ufffd", name)
