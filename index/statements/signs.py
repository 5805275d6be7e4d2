"""The signs of a paragraph that may be quotation marks, with what their neighbours allow them to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from index.records import Span

__all__ = ["Sign", "Style", "first_style", "signs"]

Style = Literal["double", "single"]
Turn = Literal["open", "close", "either"]

SIGNS: dict[str, tuple[Style, Turn]] = {
    "“": ("double", "open"),
    "„": ("double", "open"),
    "‟": ("double", "open"),
    "〝": ("double", "open"),
    "«": ("double", "open"),
    "``": ("double", "open"),
    "‘‘": ("double", "open"),
    "”": ("double", "close"),
    "〞": ("double", "close"),
    "»": ("double", "close"),
    "’’": ("double", "close"),
    '"': ("double", "either"),
    "＂": ("double", "either"),
    "''": ("double", "either"),
    "‘": ("single", "open"),
    "‚": ("single", "open"),
    "‛": ("single", "open"),
    "‹": ("single", "open"),
    "`": ("single", "open"),
    "’": ("single", "close"),
    "›": ("single", "close"),
    "'": ("single", "either"),
}
LOW = "„‚"  # German style: what opens elsewhere (“) closes these

# Of three apostrophes in a row at the end of a quotation, the first closes the inner one.
_SIGN = re.compile(
    r"(?<=\S)'(?=''(?!'))|(?<=\S)’(?=’’(?!’))|" + "|".join(sorted(SIGNS, key=len, reverse=True))
)
_BEFORE_OPENING = frozenset("([{—–-/…:“„‘\"'«")
_AFTER_SINGLE = frozenset('“"„«…$£€#@[(')
# Words that drop their beginning; an opening mark before one of them is an apostrophe.
_ELISION = re.compile(r"(?:em|tis|twas|twere|twill|bout|cos|cuz|n|nuff|neath|til)\b|\d\ds?\b", re.IGNORECASE)
_INCHES = re.compile(r"(?:^|[^\w.,])(?:\d+['’])?\d{1,2}(?:\.\d)?$")
_INCHES_REACH = 8  # characters that 12'11.5 and the blank before it need


class Sign(NamedTuple):
    """A sign that may open or close a quotation.

    :ivar mark: as printed
    :ivar opens: whether its neighbours let it open one
    :ivar closes: whether they let it close one
    :ivar weak: whether it may as well be an apostrophe at the end of a word (the players' bus, goin' home)
    :ivar inches: whether it may measure a length
    :ivar alone: whether a blank is on either side
    :ivar stuck: whether a blank was left out on one side (``said,"No``)
    """

    start: int
    end: int
    mark: str
    style: Style
    turn: Turn
    opens: bool
    closes: bool
    weak: bool
    inches: bool
    alone: bool
    stuck: bool


def signs(text: str, paragraph: Span) -> list[Sign]:
    """The signs of a paragraph by place, without apostrophes inside words and before shortened words."""
    return list(_signs(text, paragraph))


def first_style(text: str, paragraph: Span) -> Style | None:
    """The style of the mark that a paragraph begins with; ``None`` where it begins otherwise."""
    found = _SIGN.match(text, *paragraph)
    if found is None or text[found.end() : found.end() + 1].isspace():
        return None
    return SIGNS[found.group()][0]


def _signs(text: str, paragraph: Span) -> Iterator[Sign]:
    for found in _SIGN.finditer(text, *paragraph):
        before = text[found.start() - 1] if found.start() > paragraph.start else " "
        after = text[found.end()] if found.end() < paragraph.end else " "
        style, turn = SIGNS[found.group()]
        if style == "double":
            opens, closes = _double(before, after)
        else:
            opens, closes = _single(text, found.end(), turn, before, after)
        if style == "double" or opens or closes:
            yield Sign(
                found.start(),
                found.end(),
                found.group(),
                style,
                turn,
                opens,
                closes,
                weak=style == "single" and _may_shorten(text, found.start(), found.end()),
                inches=turn == "either" and before.isdigit() and _is_length(text, paragraph, found.start()),
                alone=before.isspace() and after.isspace(),
                stuck=(before.isalpha() or before in ".,;") and after.isalpha(),
            )


def _double(before: str, after: str) -> tuple[bool, bool]:
    opens = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    return opens, (not before.isspace() or after.isspace()) and not after.isalnum()


def _single(text: str, end: int, turn: Turn, before: str, after: str) -> tuple[bool, bool]:
    opens = (
        (before.isspace() or before in _BEFORE_OPENING)
        and (after.isalnum() or after in _AFTER_SINGLE)
        and (turn != "close" or after.isupper())
        and not _ELISION.match(text, end)
    )
    return opens, not before.isspace() and not after.isalnum()


def _may_shorten(text: str, start: int, end: int) -> bool:
    goes_on = text[end : end + 1] == " " and text[end + 1 : end + 2].isalnum()
    word = text[max(0, start - 2) : start].lower()
    return goes_on and (word == "in" or word[-1:] in ("s", "x", "z"))


def _is_length(text: str, paragraph: Span, start: int) -> bool:
    return bool(_INCHES.search(text[max(paragraph.start, start - _INCHES_REACH) : start]))
