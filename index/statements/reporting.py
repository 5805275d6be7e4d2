"""An article's text as it is parsed: without what is no reporting, every character at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.datelines import read_dateline
from index.records import Span

if TYPE_CHECKING:
    from index.records import Article

__all__ = ["reporting"]

_LINE = re.compile(r"[^\n]+")
LONGEST = 120  # characters of a dateline
# “PORT MARL, Vessaria (Coastwire) - The”, “OSTREL _ The”: of agencies that nobody knows, before any dash.
_CITY_IN_CAPITALS = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{2,}(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3}"
    r"(?:, [A-ZÀ-Þ][\w.]+(?: [A-ZÀ-Þ][\w.]+){0,2})?(?: \([A-ZÀ-Þ][\w .&/-]{0,30}\))? (?:[-_–—]|--) (?=[“\"‘'A-ZÀ-Þ0-9])"
)


def reporting(article: Article) -> str:
    """The text with furniture and datelines blanked, line ends kept, of the same length.

    A dateline would be read as a part of the first speaker's name.
    """
    blank = list(article.text)
    for start, end in (*article.furniture, *_datelines(article.text)):
        blank[start:end] = ["\n" if mark == "\n" else " " for mark in blank[start:end]]
    return "".join(blank)


def _datelines(text: str) -> Iterator[Span]:
    for line in _LINE.finditer(text):
        first = line.group()[:LONGEST]
        known = read_dateline(first)
        capitals = _CITY_IN_CAPITALS.match(first)
        end = known.end if known else capitals.end() if capitals else 0
        if end:
            yield Span(line.start(), line.start() + end)
