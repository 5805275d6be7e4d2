"""Paragraphs that are headings: their capitals mislead whoever looks for names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.statements.parsed import Parsed

__all__ = ["is_heading"]

LONG_HEADING = 25  # words
SHORT_HEADING = 14  # words: a first paragraph of no more is a headline, if it asks or exclaims
ENDINGS = ".?!:,;…”’\"')"  # of sentences, and of what goes on below
CAPITALS = 0.7  # of the longer words


def is_heading(parsed: Parsed, number: int) -> bool:
    """Whether a paragraph is a heading: no full stop at its end, or the first one and mostly capitals."""
    text = parsed.text[slice(*parsed.paragraphs[number])].strip()
    words = text.split()
    if len(words) > LONG_HEADING:
        return False
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    capital = sum(word[0].isupper() for word in long) > CAPITALS * len(long)
    if text[-1:] not in ENDINGS:
        return True
    first = number == 0 and len(parsed.paragraphs) > 1
    return first and (capital or (text[-1] in "?!" and len(words) <= SHORT_HEADING))
