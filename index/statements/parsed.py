"""An article's text with its paragraphs, quotation marks and parse, and the questions that rules ask of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

    from index.statements.marks import Segment

__all__ = ["Parsed"]

FEWEST = 2  # words of a quotation that stands as a sentence
BEGINS = frozenset("‘'\"[(…“$#@.")
ENDS = frozenset(".,?!—-–…’'")
BOUNDARY = frozenset(".!?”\"’':…)—–,")
TRANSPARENT = 3  # words: a shorter quotation that ends as no sentence does is part of the sentence around it


class Parsed:
    """One article as the rules see it.

    :ivar text: the article's text; every offset is one of it
    :ivar doc: the parse of a text of the same length, see :func:`index.statements.marks.for_parser`
    :ivar paragraphs: where paragraphs are
    :ivar segments: what stands in quotation marks, outermost only, by place
    :ivar sentences: the parse's sentences; none crosses a paragraph
    """

    def __init__(self, text: str, doc: Doc, paragraphs: Sequence[Span], segments: Sequence[Segment]) -> None:
        self.nested = [one.inner for one in segments if one.level > 0]
        segments = [one for one in segments if one.level == 0]
        self.text, self.doc = text, doc
        self.paragraphs, self.segments = list(paragraphs), list(segments)
        self.sentences: list[Sentence] = list(doc.sents)
        self._starts = [start for start, _ in self.paragraphs]
        self._sentence = [n for n, sentence in enumerate(self.sentences) for _ in sentence]
        self._inside: list[int | None] = [None] * len(doc)
        self._tokens: list[list[int]] = [[] for _ in self.segments]
        place = 0
        for token in doc:
            while place < len(self.segments) and self.segments[place].outer.end <= token.idx:
                place += 1
            if place < len(self.segments) and self.segments[place].outer.start <= token.idx:
                self._inside[token.i] = place
                self._tokens[place].append(token.i)

    def segment_of(self, token: Token) -> int | None:
        """Index of the segment that a token stands in, its marks included; ``None`` outside of all."""
        return self._inside[token.i]

    def is_outside(self, token: Token) -> bool:
        """Whether a token is the article's own voice: outside quotation marks, or in a transparent segment.

        Two or three marked words that are part of the sentence around them (an unnamed “security official” told
        …) do not hide its structure.
        """
        place = self._inside[token.i]
        return place is None or self.is_transparent(place)

    def is_transparent(self, place: int) -> bool:
        """Whether a segment is so short, and ends so, that it is read as part of the sentence around it."""
        segment = self.segments[place]
        words = self.text[slice(*segment.inner)].split()
        opens_paragraph = segment.outer.start == self.paragraph(segment.outer.start).start
        cut_off = opens_paragraph and self.text[segment.outer.end : segment.outer.end + 1] == ","
        return bool(words) and len(words) <= TRANSPARENT and words[-1][-1] not in ".,?!;" and not cut_off

    def tokens_of(self, place: int) -> list[Token]:
        """The tokens of a segment, its marks included."""
        return [self.doc[i] for i in self._tokens[place]]

    def after(self, place: int) -> Token | None:
        """The first word or mark after a segment, in its paragraph; ``None`` where there is none."""
        if not self._tokens[place]:
            return None
        at = self._tokens[place][-1] + 1
        while at < len(self.doc) and self.doc[at].is_space:
            at += 1
        end = self.paragraph(self.segments[place].outer.start).end
        return self.doc[at] if at < len(self.doc) and self.doc[at].idx < end else None

    def before(self, place: int) -> Token | None:
        """The last word or mark before a segment, in its paragraph; ``None`` where there is none."""
        if not self._tokens[place]:
            return None
        at = self._tokens[place][0] - 1
        while at >= 0 and self.doc[at].is_space:
            at -= 1
        start = self.paragraph(self.segments[place].outer.start).start
        return self.doc[at] if at >= 0 and self.doc[at].idx >= start else None

    def top(self, place: int) -> Token | None:
        """The word of a segment that hangs on one outside it, or the first that hangs on none."""
        own = set(self._tokens[place])
        for token in self.tokens_of(place):
            if (
                not token.is_punct
                and not token.is_space
                and (token.head.i not in own or token.head.i == token.i)
            ):
                return token
        return None

    def nested_in(self, spans: Sequence[Span]) -> list[Span]:
        """Quotations inside quotations, without their marks, that lie in some spans."""
        return [
            one for one in self.nested if any(start <= one.start and one.end <= end for start, end in spans)
        ]

    def stands_alone(self, place: int) -> bool:
        """Whether a segment is a sentence or more by how it is printed, and begins where a sentence may."""
        printed = self.printed(place)
        words = len(printed.split())
        if not words or printed[-1] not in ENDS or (words < FEWEST and printed[-1] not in "?!"):
            return False
        if not (printed[0].isupper() or printed[0].isdigit() or printed[0] in BEGINS):
            return False
        last = self.before(place)
        return last is None or last.text[-1] in BOUNDARY

    def printed(self, place: int) -> str:
        """What stands between a segment's marks."""
        return self.text[slice(*self.segments[place].inner)].strip()

    def ending(self, place: int) -> str:
        """The last character of a segment's words, inner closing marks set aside; empty where it has none."""
        return self.printed(place).rstrip("’'”\"») ]")[-1:]

    def sentence_of(self, token: Token) -> int:
        """Index of a token's sentence."""
        return self._sentence[token.i]

    def paragraph_of(self, token: Token) -> int:
        """Index of a token's paragraph."""
        return max(0, bisect_right(self._starts, token.idx) - 1)

    def paragraph(self, offset: int) -> Span:
        """The paragraph that a place is in."""
        return self.paragraphs[max(0, bisect_right(self._starts, offset) - 1)]

    def span(self, first: Token, last: Token) -> Span:
        """The stretch of text from one token to another."""
        return Span(first.idx, last.idx + len(last.text))
