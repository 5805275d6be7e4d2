"""The words of WordprocessingML (ECMA-376, part 1), element by element, without the tree of a whole document.

Read: paragraphs in order, those of tables, text boxes and content controls among them, insertions, moved text
where it went to, results of fields, notes where they are referred to. Not read: deletions, moved text where it
came from, comments, hidden text, numbers that Word makes for lists, and a box's second version for old programs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

__all__ = ["Block", "Unfit", "blocks", "stated_title", "style_names"]

_CHUNK = 1 << 16
_MAX_DEPTH = 1000  # Word's own files have some fifty levels
_WORD = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_SKIPPED = frozenset({"w:del", "w:moveFrom", "w:instrText", "w:delText", "w:rt", "w:comment", "mc:Fallback"})
_TEXT = frozenset({"w:t", "m:t"})
_BREAKS = {"w:tab": " ", "w:ptab": " ", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_OFF = frozenset({"0", "false", "off"})
_NOTES = {"w:footnote": "footnote", "w:endnote": "endnote"}


class Unfit(Exception):
    """Markup that no word processor writes, or too much of it."""


@dataclass(slots=True)
class Block:
    """A paragraph.

    :ivar style: the id of its style
    :ivar note: kind and id of the note that it is part of; ``None`` in the body
    """

    style: str = ""
    note: tuple[str, str] | None = None
    parts: list[str | tuple[str, str]] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)


def blocks(part: BinaryIO, hidden: frozenset[str], most: int) -> Iterator[Block]:
    """The paragraphs of a part, in order; a part of text that is a pair is a reference to a note.

    :param hidden: ids of styles whose text is not shown
    :param most: characters that are read
    :raises Unfit: where it is no such markup, or has more
    """
    reading = _Reading(hidden, most)
    for _ in _parsed(part, reading):
        yield from reading.done
        reading.done.clear()


def style_names(part: BinaryIO) -> tuple[dict[str, str], frozenset[str]]:
    """Names of styles by their ids, in small letters, and the ids of those whose text is not shown.

    :raises Unfit: where it is no such markup
    """
    reading = _Styles()
    list(_parsed(part, reading))
    return reading.names, frozenset(reading.hidden)


def stated_title(part: BinaryIO) -> str:
    """The title among the properties of a file.

    :raises Unfit: where it is no such markup
    """
    reading = _Properties()
    list(_parsed(part, reading))
    return " ".join(reading.title.split())


class _Handler:
    """What follows the elements of a part, by names such as ``w:p``."""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Characters."""


def _parsed(part: BinaryIO, handler: _Handler) -> Iterator[None]:
    """Reads a part; comes back after each stretch of it."""
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            raise Unfit(f"elements nested over {_MAX_DEPTH} deep")
        handler.start(_short(name), {_short(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(_short(name))

    def doctype(*_: object) -> None:
        raise Unfit("a document type, which no word processor writes")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = doctype
    try:
        while data := part.read(_CHUNK):
            parser.Parse(data, False)
            yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError as err:
        raise Unfit(str(err)) from err


def _short(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{_WORD.get(space, '')}:{local}" if space else local


class _Reading(_Handler):
    """Follows a part with paragraphs."""

    def __init__(self, hidden: frozenset[str], most: int) -> None:
        self.done: list[Block] = []
        self._hidden, self._left = hidden, most
        self._open: list[Block] = []
        self._runs: list[bool] = []  # whether the text of each open run is hidden
        self._inside: list[str] = []
        self._skipping = 0
        self._note: tuple[str, str] | None = None

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        """See :class:`_Handler`."""
        above = self._inside[-1] if self._inside else ""
        self._inside.append(name)
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
        elif name == "w:p":
            self._open.append(Block(note=self._note))
        elif name == "w:r":
            self._runs.append(False)
        elif name in _NOTES:
            self._note = (_NOTES[name], attributes.get("w:id", ""))
        elif above == "w:pPr" and name == "w:pStyle" and self._open:
            self._open[-1].style = attributes.get("w:val", "")
        elif above == "w:rPr" and self._inside[-3:-2] == ["w:r"] and self._runs:
            self._format(name, attributes.get("w:val", ""))
        elif self._open and not (self._runs and self._runs[-1]):
            self._mark(name, attributes)

    def end(self, name: str) -> None:
        """See :class:`_Handler`."""
        self._inside.pop()
        if self._skipping:
            self._skipping -= 1
        elif name == "w:p":
            self._close(self._open.pop())
        elif name == "w:r":
            self._runs.pop()
        elif name in _NOTES:
            self._note = None

    def text(self, data: str) -> None:
        """See :class:`_Handler`."""
        hidden = self._skipping or (self._runs and self._runs[-1])
        if hidden or not self._open or self._inside[-1] not in _TEXT:
            return
        self._left -= len(data)
        if self._left < 0:
            raise Unfit("more characters than an article has")
        self._open[-1].parts.append(data)

    def _format(self, name: str, value: str) -> None:
        if name == "w:vanish":
            self._runs[-1] = value not in _OFF
        elif name == "w:rStyle" and value in self._hidden:
            self._runs[-1] = True

    def _mark(self, name: str, attributes: Mapping[str, str], /) -> None:
        parts = self._open[-1].parts
        if name in _BREAKS and attributes.get("w:type", "textWrapping") == "textWrapping":
            parts += [_BREAKS[name]] if self._runs else []  # a stop of a paragraph's properties is no tab
        elif name == "w:sym":
            parts.append("\ufffd")  # a glyph of a font of symbols, of which nothing says what it shows
        elif name in ("w:footnoteReference", "w:endnoteReference"):
            parts.append((name[2:-9], attributes.get("w:id", "")))

    def _close(self, block: Block) -> None:
        if block.style in self._hidden:
            block.parts = []
        if self._open:  # a text box stands behind the paragraph that it is anchored in
            self._open[-1].boxes += [block, *block.boxes]
        else:
            self.done += [block, *block.boxes]


class _Styles(_Handler):
    """Follows the part that defines styles."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.hidden: set[str] = set()
        self._style = ""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        """See :class:`_Handler`."""
        if name == "w:style":
            self._style = attributes.get("w:styleId", "")
        elif name == "w:name" and self._style:
            self.names[self._style] = attributes.get("w:val", "").lower()
        elif name == "w:vanish" and self._style and attributes.get("w:val", "") not in _OFF:
            self.hidden.add(self._style)

    def end(self, name: str) -> None:
        """See :class:`_Handler`."""
        if name == "w:style":
            self._style = ""


class _Properties(_Handler):
    """Follows the part that has the properties of a file."""

    def __init__(self) -> None:
        self.title = ""
        self._inside = ""

    def start(self, name: str, _: Mapping[str, str], /) -> None:
        """See :class:`_Handler`."""
        self._inside = name

    def text(self, data: str) -> None:
        """See :class:`_Handler`."""
        if self._inside == "dc:title" and len(self.title) < _CHUNK:
            self.title += data
