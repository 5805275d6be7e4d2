"""What stands in quotation marks: marks of every style are paired, and no offset moves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.records import Span
from index.statements.signs import LOW, Sign, Style, first_style, signs

__all__ = ["Segment", "for_parser", "segments"]

_PERSON = r"(?:[A-Z][\w.’'-]*\s){0,5}[A-Z][\w’'-]+"
_SPEAKER = rf"(?:(?:the|an?)\s(?:[\w’'-]+\s){{0,3}}[\w’'-]+|he|she|they|{_PERSON})"
_SAID = r"(?:said|says|added|told\sreporters|tweeted|wrote)"
# What can only be the article's own voice inside a quotation that nothing closes: ", said NAME" or, at the end of
# a sentence, ", NAME said".
_OWN_VOICE = re.compile(
    rf",(?=\s{_SAID}\s(?:{_PERSON}\b|(?:{_SPEAKER})[.,])|\s{_SPEAKER}\s{_SAID}(?:\son\s[A-Z][a-z]+day)?\.)"
)

_NO_TEXT = (
    *range(0x0A),
    *range(0x0B, 0x20),
    *range(0x7F, 0xA1),
    *range(0x2000, 0x200C),
    *range(0xD800, 0xE000),
    *(0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF),
)
_BLANKS = dict.fromkeys(_NO_TEXT, " ")


class Segment(NamedTuple):
    """What one pair of quotation marks holds, in one paragraph.

    :ivar outer: with its marks
    :ivar inner: without them; never empty
    :ivar level: 0 for the outermost, 1 for a quotation inside it
    :ivar closed: whether a mark ends it
    :ivar chain: number of the quotation; paragraphs that go on with it share that
    :ivar continues: whether it goes on from the paragraph before
    """

    outer: Span
    inner: Span
    level: int
    closed: bool
    style: Style
    chain: int
    continues: bool


def segments(text: str, paragraphs: Sequence[Span]) -> list[Segment]:
    """Everything that stands in quotation marks, on all levels, by place.

    A quotation whose closing mark is missing ends where the article's own voice is certain (``, said Ann Lee``),
    else at the end of its paragraph. It goes on in the next one only if that begins with a mark of its style.

    >>> [segment.inner for segment in segments("She said 'no' to the boys' club.", [Span(0, 32)])]
    [Span(start=10, end=12)]
    """
    found: list[Segment] = []
    styles = [first_style(text, paragraph) for paragraph in paragraphs]
    chain, running = -1, False
    for paragraph, following in zip(paragraphs, [*styles[1:], None], strict=False):
        pairs = _Pairing(text, paragraph, following).pairs()
        ends: list[int] = []
        for pair in pairs:
            while ends and ends[-1] <= pair.outer.start:
                ends.pop()
            continues = running and pair.outer.start == paragraph.start and not ends
            chain += not ends and not continues
            found.append(pair._replace(level=len(ends), chain=chain, continues=continues))
            ends.append(pair.outer.end)
        running = any(
            not one.closed and one.style == following and one.outer.end == paragraph.end for one in pairs
        )
    return found


def for_parser(text: str, segments: Sequence[Segment]) -> str:
    """The text as a parser reads it best, of the same length: plain blanks, and the marks that it was trained on.

    Two apostrophes become a mark and a blank; lone surrogates and control characters, which no parser takes,
    become blanks. Line ends stay.
    """
    plain = list(text.translate(_BLANKS))
    for segment in segments:
        opening, closing = "“”" if segment.level == 0 or segment.style == "double" else "‘’"
        (start, end), (first, last) = segment.outer, segment.inner
        plain[start:first] = opening.ljust(first - start)
        plain[last:end] = closing.rjust(end - last) if end > last else ""
    return "".join(plain)


class _Opened(NamedTuple):
    sign: Sign
    found: int  # how many pairs were found before it: those after are inside


class _Pairing:
    """Pairs the signs of one paragraph from left to right, with a stack of what is open.

    :param following: the style of the mark that the next paragraph begins with
    """

    def __init__(self, text: str, paragraph: Span, following: Style | None) -> None:
        self._text, self._paragraph, self._following = text, paragraph, following
        self._signs = signs(text, paragraph)
        self._ahead = _Ahead(self._signs)
        self._stack: list[_Opened] = []
        self._open: dict[Style, int] = {"double": 0, "single": 0}
        self._found: list[Segment] = []

    def pairs(self) -> list[Segment]:
        """The segments, by place and outer before inner; levels and chains are not yet known."""
        for place, sign in enumerate(self._signs):
            if sign.style == "single":
                self._single(place, sign)
            elif self._open["double"]:
                self._double_inside(place, sign)
            elif not sign.inches and self._begins(place, sign):
                self._push(sign)
        while self._stack:
            self._give_up(self._paragraph.end)
        inner = (one for one in self._found if self._text[slice(*one.inner)].strip())
        return sorted(inner, key=lambda one: (one.outer.start, -one.outer.end))

    def _begins(self, place: int, sign: Sign) -> bool:
        """Whether a double sign opens a quotation where none is open."""
        if sign.alone or sign.stuck:
            return sign.turn != "close" and self._ahead.double[place] is not None
        if sign.turn == "open":
            return sign.opens or not sign.closes
        return sign.opens and not (sign.turn == "close" and sign.closes)

    def _double_inside(self, place: int, sign: Sign) -> None:
        top = self._stack[-1].sign
        if sign.inches and self._ahead.either[place] % 2:
            return
        if _ends(sign, top):
            self._close(sign)
        elif self._is_nested(place, sign, top):
            self._push(sign)
        else:
            end = sign.start
            while self._text[end - 1].isspace():
                end -= 1
            self._give_up(end)
            self._push(sign)

    def _is_nested(self, place: int, sign: Sign, top: Sign) -> bool:
        """Whether enough marks follow to close both the open quotation and one that this sign opens in it."""
        if sign.turn == "open":
            return top.style == "single" or self._ahead.spare[place] >= 2
        return top.style == "single" or (sign.mark != top.mark and self._ahead.either[place] >= 2)

    def _single(self, place: int, sign: Sign) -> None:
        if not self._open["single"]:
            if sign.opens and self._is_closable(place, sign):
                self._push(sign)
        elif sign.closes and not (sign.weak and self._closes_later(place)):
            hidden = self._stack[-1].sign.style == "double" and self._ahead.double[place] is not None
            if not hidden:
                self._close(sign)

    def _is_closable(self, place: int, sign: Sign) -> bool:
        closer, bound = self._ahead.single[place], self._ahead.double[place]
        if closer is None:
            return self._goes_on(sign)
        return not self._open["double"] or bound is None or closer < bound

    def _closes_later(self, place: int) -> bool:
        """Whether another sign closes the open single mark, so that this one is an apostrophe."""
        closer, opener = self._ahead.single[place], self._ahead.opener[place]
        if closer is None:
            return self._goes_on(self._stack[-1].sign)
        return opener is None or closer <= opener

    def _goes_on(self, sign: Sign) -> bool:
        """Whether a quotation that this sign opens may go on in the next paragraph."""
        return sign.start == self._paragraph.start and sign.style == self._following

    def _push(self, sign: Sign) -> None:
        self._stack.append(_Opened(sign, len(self._found)))
        self._open[sign.style] += 1

    def _pop(self) -> _Opened:
        opened = self._stack.pop()
        self._open[opened.sign.style] -= 1
        return opened

    def _close(self, sign: Sign) -> None:
        opened = self._pop()
        while opened.sign.style != sign.style:
            opened = self._pop()
        self._keep(opened.sign, sign.start, sign.end)

    def _give_up(self, end: int) -> None:
        """Ends what was opened last and never closed; a lone single mark is taken for an apostrophe."""
        opened = self._pop()
        if opened.sign.style == "double" or self._goes_on(opened.sign):
            for voice in _OWN_VOICE.finditer(self._text, opened.sign.end, end):
                if all(
                    not one.outer.start < voice.start() < one.outer.end for one in self._found[opened.found :]
                ):
                    end = voice.start()
                    break
            self._keep(opened.sign, end, end)

    def _keep(self, opened: Sign, last: int, end: int) -> None:
        outer, inner = Span(opened.start, end), Span(opened.end, last)
        self._found.append(Segment(outer, inner, 0, end > last, opened.style, 0, continues=False))


class _Ahead:
    """What follows each sign of a paragraph, found in one pass from the end.

    :ivar single: place of the next sign that can close a single mark
    :ivar opener: place of the next sign that can open one
    :ivar double: place of the next sign that can close a double mark
    :ivar spare: how many more double marks close than open
    :ivar either: how many double marks that tell no direction follow
    """

    def __init__(self, found: Sequence[Sign]) -> None:
        size = len(found)
        self.single: list[int | None] = [None] * size
        self.opener: list[int | None] = [None] * size
        self.double: list[int | None] = [None] * size
        self.spare, self.either = [0] * size, [0] * size
        for place in range(size - 1, 0, -1):
            sign, before = found[place], place - 1
            is_single = sign.style == "single"
            self.single[before] = place if is_single and sign.closes else self.single[place]
            self.opener[before] = place if is_single and sign.opens else self.opener[place]
            self.double[before] = place if not is_single and sign.closes else self.double[place]
            turn = "" if is_single else sign.turn
            self.spare[before] = self.spare[place] + (turn == "close") - (turn == "open")
            self.either[before] = self.either[place] + (turn == "either")


def _ends(sign: Sign, top: Sign) -> bool:
    """Whether a double sign closes the open quotation; a wrong-way mark does if it can do nothing else."""
    if sign.turn == "open":
        return sign.closes and (top.mark in LOW or not sign.opens)
    return sign.turn == "close" or sign.closes or not sign.opens
