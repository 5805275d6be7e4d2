"""The blocks of a page: its text as a reader sees it, paragraph by paragraph, and what each one stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.sources.roles import Role, is_unseen, role_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["BLOCKS", "CELLS", "HEADINGS", "QUOTATION", "SILENT", "Block", "letters", "segment"]

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())

# Never text of an article: machinery, controls, and what frames and players show where they cannot run.
SILENT = frozenset(
    "head title script style noscript template iframe object embed canvas svg math audio video map select "
    "option optgroup button input textarea datalist progress meter dialog".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary "
    "table tbody tfoot thead tr ul".split()
)
CELLS = frozenset({"td", "th"})
QUOTATION = {"start": "“", "end": "”"}  # what browsers print around <q>

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_LINE_EDGES = re.compile(r"[ \t]*\n[ \t]*")
_MANY_BLANKS = re.compile(r"[ \t]*\t[ \t]*|  +")
_PARAGRAPHS = re.compile(r"\n{2,}")
# A style sheet sets spans and elements of a page's own making apart: “…last year.” and “The ministry…” have no
# blank between them.
_SENTENCE_ENDS = re.compile(r"[^\W\d_A-Z][.!?][\"”’)]*\Z")


@dataclass(slots=True)
class Block:
    """A paragraph, a heading, an item of a list, a row of a table.

    :ivar text: one line, or several where the page breaks them
    :ivar element: innermost block element around it
    :ivar linked: characters of it that are links
    :ivar around: elements around it that look like furniture, with what they look like; outermost first
    """

    text: str
    element: HtmlElement
    linked: int
    around: tuple[tuple[HtmlElement, Role], ...]

    @property
    def link_share(self) -> float:
        """Share of its characters that are links."""
        return self.linked / len(self.text)


def segment(body: HtmlElement) -> Iterator[Block]:
    """The blocks of a page in their order, whatever is silent or empty left out.

    Blanks are those that a browser shows: none is added or lost at inline markup, ``<br>`` breaks the line and two
    of them the paragraph, cells of a row are parted by a blank.
    """
    from lxml.etree import iterwalk

    walker = iterwalk(body, events=("start", "end", "comment", "pi"))
    writer = _Writer(body)
    silent: HtmlElement | None = None
    for event, element in walker:
        if event == "start":
            if element.tag in SILENT or is_unseen(element):
                silent = element
                walker.skip_subtree()
            elif element.tag in BLOCKS:
                yield from writer.flush()
                writer.open(element)
            else:
                writer.enter(element)
        else:
            if element is silent:
                silent = None
            elif event == "end":
                if element.tag in BLOCKS:
                    yield from writer.flush()
                    writer.close(element)
                else:
                    writer.leave(element)
            if element is not body:
                writer.write(element.tail)
    yield from writer.flush()


def letters(text: str) -> str:
    """The letters and digits of a text in small letters: what stays the same however it is extracted.

    >>> letters("“It’s safe,” she said.")
    'itssafeshesaid'
    """
    return "".join(filter(str.isalnum, text)).casefold()


class _Writer:
    """Collects the text of one block at a time."""

    def __init__(self, body: HtmlElement) -> None:
        self._pieces: list[str] = []
        self._linked = 0
        self._links = self._preformatted = 0
        self._elements = [body]
        self._around: list[tuple[HtmlElement, Role]] = []

    def open(self, element: HtmlElement) -> None:
        self._elements.append(element)
        self._mark(element)
        self._preformatted += element.tag == "pre"
        self.write(element.text)

    def close(self, element: HtmlElement) -> None:
        self._elements.pop()
        self._unmark(element)
        self._preformatted -= element.tag == "pre"

    def enter(self, element: HtmlElement) -> None:
        tag = element.tag
        self._links += tag == "a"
        self._mark(element)
        if tag == "br":
            self._pieces.append("\n")
        elif tag in CELLS:
            self._pieces.append("\t")
        elif tag == "q":
            self._pieces.append(QUOTATION["start"])
        elif element.text and (tag == "span" or "-" in tag):
            self._part(element.text)
        self.write(element.text)

    def leave(self, element: HtmlElement) -> None:
        self._links -= element.tag == "a"
        self._unmark(element)
        if element.tag == "q":
            self._pieces.append(QUOTATION["end"])

    def write(self, text: str | None) -> None:
        if text:
            text = text if self._preformatted else _BLANKS.sub(" ", text)
            self._pieces.append(text)
            if self._links:
                self._linked += len(text)

    def flush(self) -> Iterator[Block]:
        if not self._pieces:
            return
        text = _MANY_BLANKS.sub(" ", _LINE_EDGES.sub("\n", "".join(self._pieces)))
        linked, self._linked = self._linked, 0
        self._pieces.clear()
        for paragraph in _PARAGRAPHS.split(text):
            paragraph = paragraph.strip()
            if paragraph:
                yield Block(paragraph, self._elements[-1], min(linked, len(paragraph)), tuple(self._around))

    def _part(self, text: str) -> None:
        if self._pieces and text[:1].isupper() and _SENTENCE_ENDS.search(self._pieces[-1]):
            self._pieces.append(" ")

    def _mark(self, element: HtmlElement) -> None:
        role = role_of(element)
        if role is not None:
            self._around.append((element, role))

    def _unmark(self, element: HtmlElement) -> None:
        if self._around and self._around[-1][0] is element:
            self._around.pop()
