"""The paragraphs of a text as the rules of statements need them: without blanks at their ends."""

from __future__ import annotations

import re

from index.passages import paragraphs as blocks
from index.records import Span

__all__ = ["paragraphs"]

_BLANK_LINE = re.compile(r"(?<=\n)[^\S\n]+(?=\n)")
_CARRIAGE_RETURN = re.compile(r"\r(?!\n)")


def paragraphs(text: str) -> list[Span]:
    r"""Where paragraphs are: sorted, disjoint, none empty or beginning or ending with a blank.

    An empty line ends one, and so does the end of a line unless lines are wrapped there. A quotation that goes on
    in the next paragraph begins with a mark there, which is why these are told apart first.

    >>> paragraphs("The vote is\non Monday.\nNobody spoke.")
    [Span(start=0, end=22), Span(start=23, end=36)]
    """
    plain = _CARRIAGE_RETURN.sub("\n", text)
    plain = _BLANK_LINE.sub(lambda blank: "\n" * len(blank.group()), plain)
    trimmed = (_trimmed(plain, block) for block in blocks(plain))
    return [span for span in trimmed if span.start < span.end]


def _trimmed(text: str, block: Span) -> Span:
    start, end = block
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
