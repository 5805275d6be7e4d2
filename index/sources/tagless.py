"""Markup inside a field: the printed words of an exported ``<p>…</p>``, a paragraph a block.

This is for bodies that somebody has already cut out of their pages; a whole page is for
:mod:`index.sources.html`.
"""

from __future__ import annotations

import re
from contextlib import suppress

from index.sources.blocks import BLOCKS, CELLS, QUOTATION, SILENT

__all__ = ["is_markup", "text_of"]

_PARTS = BLOCKS | CELLS
_ENDED = re.compile(
    r"</(?:p|div|h[1-6]|li|ul|ol|article|section|blockquote|figure|table)\s*>|<br\s*/?>|<p>", re.IGNORECASE
)
_OPENING = re.compile(r"\s*<(?:!--|[a-z][a-z0-9]*[\s>/])", re.IGNORECASE)
# What ends the parser's input early without a word.
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


def is_markup(value: str) -> bool:
    """Whether a field is clearly HTML: it begins with a tag, or has two ends of blocks.

    >>> is_markup("<p>The dam.</p>"), is_markup("He typed </p> and left.")
    (True, False)
    """
    if "<" not in value:  # nearly all bodies; a search for one character takes no time
        return False
    found = _ENDED.finditer(value)
    return next(found, None) is not None and (bool(_OPENING.match(value)) or next(found, None) is not None)


def text_of(markup: str) -> str:
    """The words of a piece of HTML, paragraphs apart by a blank line.

    >>> text_of("<p>The <b>dam</b> &amp;<br>the bridge.</p><ul><li>One</ul>")
    'The dam &\\nthe bridge.\\n\\nOne'
    """
    from lxml import etree

    words = _Words()
    # The parser calls back and builds no tree: its time is linear in what it reads, however deep that nests.
    # The standard library's takes 40 s for 60 KB of "<a ".
    parser = etree.HTMLParser(target=words, encoding="utf-8", no_network=True)
    with suppress(etree.LxmlError):  # nothing in it but comments, or nothing at all
        etree.fromstring(_UNREADABLE.sub("\ufffd", markup).encode(), parser)
    return words.close()


class _Words:
    """Hears tags and text, and keeps the text that is printed."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._parts: list[str] = []
        self._silent = 0

    def start(self, tag: str, attributes: object) -> None:  # noqa: ARG002 -- what the parser calls
        if tag in SILENT:
            self._silent += 1
        elif tag in _PARTS:
            self._end_block()
        elif tag == "br":
            self._parts.append("\0")
        elif tag == "q":
            self.data(QUOTATION["start"])

    def end(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _PARTS:
            self._end_block()
        elif tag == "q":
            self.data(QUOTATION["end"])

    def data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(data)

    def close(self) -> str:
        self._end_block()
        return "\n\n".join(self._blocks)

    def _end_block(self) -> None:
        lines = "".join(self._parts).split("\0")
        self._parts.clear()
        text = "\n".join(_SPACES.sub(" ", line).strip() for line in lines).strip()
        if text:
            self._blocks.append(text)
