"""What a source read, before anything is cleaned."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Record", "printable"]

# What an id or a message must not carry: bytes of a file name that are not UTF-8 (they arrive as lone
# surrogates) and control characters, which would break a line of a report.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Record:
    """One article as its file has it.

    :ivar source: id of the record at its source; the same one each time that the file is read
    :ivar text: body, furniture included; may hold anything that a file can
    :ivar published: the date as printed
    :ivar path: file that it came from, fit to be shown
    :ivar line: line in it, from 1, where a file holds many records; ``None`` where it holds one
    """

    source: str
    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    publisher: str = ""
    url: str = ""
    path: str = ""
    line: int | None = None


def printable(name: str) -> str:
    """A file name or an id with U+FFFD for whatever cannot be stored or shown on one line.

    >>> printable("caf\\udce9.txt")
    'caf\ufffd.txt'
    """
    return _UNPRINTABLE.sub("\ufffd", name)
