"""What a build notes of each article, so that the next one knows what changed without its text."""

from __future__ import annotations

import json
import struct
from typing import NamedTuple

from index.records import Span

__all__ = ["Note"]

_LENGTHS = struct.Struct("<II")


class Note(NamedTuple):
    """A note on an article.

    :ivar read: :func:`index.intake.fingerprint` of the article as it was read, before the collection taught
        anything about its furniture
    :ivar publisher: who printed it
    :ivar resource: id of the resource that it was read from
    :ivar digest: digest of that resource, see :class:`index.sources.ResourceRead`
    :ivar learned: whether the collection taught that more of it is furniture
    :ivar furniture: its furniture as it was read
    :ivar sketch: see :func:`index.copies.sketch`
    :ivar paragraphs: see :func:`index.repeats.paragraphs`
    :ivar extractor: name of what looked for its statements, see :func:`index.extraction.extractor_name`; empty
        where nothing did
    """

    read: str
    publisher: str = ""
    resource: str = ""
    digest: str = ""
    learned: bool = False
    furniture: tuple[Span, ...] = ()
    sketch: bytes = b""
    paragraphs: bytes = b""
    extractor: str = ""

    def pack(self) -> bytes:
        """The note as bytes."""
        head = json.dumps([*self[:6], self.extractor]).encode()
        return _LENGTHS.pack(len(head), len(self.sketch)) + head + self.sketch + self.paragraphs

    @classmethod
    def unpack(cls, data: bytes) -> Note:
        """Reads what :meth:`pack` wrote.

        >>> Note.unpack(Note("5f2c", "The Paper", "a.txt", "", False, (Span(0, 3),), b"s", b"p").pack()).furniture
        (Span(start=0, end=3),)
        """
        head, sketch = _LENGTHS.unpack_from(data)
        start = _LENGTHS.size + head
        plain = json.loads(data[_LENGTHS.size : start])
        read, publisher, resource, digest, learned, furniture, extractor = plain
        spans = tuple(Span(*pair) for pair in furniture)
        sketched, paragraphs = data[start : start + sketch], data[start + sketch :]
        return cls(read, publisher, resource, digest, learned, spans, sketched, paragraphs, extractor)
