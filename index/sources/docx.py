"""DOCX files: the words of the body in order, the notes behind them; see :mod:`index.sources.wordml`.

The parts are read from the archive as streams, after a check against bombs; pictures, heads and feet, comments and
whatever the file refers to outside itself are never opened. Author and dates of the file are those of whoever
typed and saved it, not of the article, and are not taken. There are no pages: each program sets its own.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TypeVar, cast

from index.errors import SourceError
from index.sources.archives import Unpacked, unpacked_limit
from index.sources.options import Limits, Options
from index.sources.record import Record, Resource
from index.sources.wordml import Block, Unfit, blocks, stated_title, style_names
from index.sources.zip import DAMAGES, opened

__all__ = ["read"]

_OLD = b"\xd0\xcf\x11\xe0"  # of Word before 2007, and of an encrypted DOCX
_ENCRYPTED = 0x1
_BODY = "word/document.xml"
_MAX_BLOCKS = 200_000  # paragraphs, empty ones among them; a book has ten thousand
_TITLES = ("title", "heading 1")
_HEAD = 10  # paragraphs among which a title that the file states is looked for
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WHOLE = "expected a whole DOCX with one article: save it anew"

_T = TypeVar("_T")


def read(resource: Resource, stream: BinaryIO, options: Options) -> Iterator[Record | SourceError]:
    """The one record of a DOCX file."""
    try:
        record = _record(resource, _checked(resource, stream, options), options.limits)
    except SourceError as err:
        yield err
    else:
        yield record


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a file that hold words."""

    archive: zipfile.ZipFile
    path: str
    allowed: int

    def read(self, name: str, follow: Callable[[BinaryIO], _T]) -> _T | None:
        """What comes of reading a part; ``None`` where there is no such part."""
        infos = [info for info in self.archive.infolist() if info.filename == name]
        if not infos:
            return None
        if len(infos) > 1:
            raise SourceError(f"{name} is there {len(infos)} times; {_WHOLE}", path=self.path)
        if infos[0].flag_bits & _ENCRYPTED:
            raise SourceError("encrypted; expected a DOCX without a password: save it so", path=self.path)
        try:
            with self.archive.open(infos[0]) as entry:
                raw = Unpacked(
                    cast(BinaryIO, entry), DAMAGES, what=name, path=self.path, allowed=self.allowed
                )
                return follow(cast(BinaryIO, io.BufferedReader(raw)))
        except Unfit as err:
            raise SourceError(f"{name}: {err}; {_WHOLE}", path=self.path) from err
        except (*DAMAGES, NotImplementedError) as err:
            raise SourceError(f"{name} is damaged ({err}); {_WHOLE}", path=self.path) from err


def _checked(resource: Resource, stream: BinaryIO, options: Options) -> _Parts:
    limits, size = options.limits, stream.seek(0, os.SEEK_END)
    if size > limits.docx:
        raise SourceError(
            f"{size:,} bytes; expected a DOCX of at most {limits.docx:,}: leave its pictures out, or raise the limit",
            path=resource.path,
        )
    stream.seek(0)
    if stream.read(len(_OLD)) == _OLD:
        raise SourceError(
            "an old or an encrypted Word document; expected .docx without a password: save it so",
            path=resource.path,
        )
    allowed = min(unpacked_limit(size, limits), limits.unpacked)
    return _Parts(opened(resource, stream, options), resource.path, allowed)


def _record(resource: Resource, parts: _Parts, limits: Limits) -> Record:
    names, hidden = parts.read("word/styles.xml", style_names) or ({}, frozenset())

    def paragraphs(part: BinaryIO) -> list[Block]:
        found = []
        for block in blocks(part, hidden, limits.article):
            found.append(block)
            if len(found) > _MAX_BLOCKS:
                raise Unfit(f"over {_MAX_BLOCKS:,} paragraphs")
        return found

    body = parts.read(_BODY, paragraphs)
    if body is None:
        raise SourceError(f"no {_BODY} in it; {_WHOLE}", path=resource.path)
    notes = [
        block for kind in ("foot", "end") for block in parts.read(f"word/{kind}notes.xml", paragraphs) or []
    ]
    said, styles = _said(body, notes)
    if not any(map(str.isalpha, "".join(said))):
        raise SourceError("no text in it; expected the text of an article", path=resource.path)
    stated = parts.read("docProps/core.xml", stated_title) or ""
    return Record(
        resource.id,
        "\n\n".join(said),
        title=_title(said, [names.get(style, style.lower()) for style in styles], stated),
        url=resource.url,
        published=resource.published,
        publisher=resource.publisher,
        path=resource.path,
    )


def _said(body: Sequence[Block], notes: Sequence[Block]) -> tuple[list[str], list[str]]:
    """The paragraphs that say something, and their styles; notes follow the body, by the order of their marks."""
    order: dict[tuple[str, str], int] = {}

    def said(block: Block) -> str:
        text = ""
        for part in block.parts:
            text += part if isinstance(part, str) else _mark(order.setdefault(part, len(order) + 1))
        return text.strip()

    found = [(said(block), block.style) for block in body]
    by_note: dict[tuple[str, str], list[Block]] = {}
    for block in notes:
        if block.note is not None:
            by_note.setdefault(block.note, []).append(block)
    for note, number in list(order.items()):
        text = "\n".join(filter(None, map(said, by_note.get(note, ()))))
        found.append((f"{_mark(number)} {text}" if text else "", ""))
    found = [(text, style) for text, style in found if text]
    return [text for text, _ in found], [style for _, style in found]


def _mark(number: int) -> str:
    return str(number).translate(_RAISED)


def _title(said: Sequence[str], styles: Sequence[str], stated: str) -> str:
    """The first paragraph that is set as a title; else the title that the file states, where it is printed too."""
    for title in _TITLES:
        if title in styles[:_HEAD]:
            return " ".join(said[styles.index(title)].split())
    printed = [" ".join(text.split()) for text in said[:_HEAD]]
    return stated if stated in printed else ""
