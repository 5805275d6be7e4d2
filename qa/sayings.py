"""A statement together with its article: its words, who is named, and the quotation that shows it whole."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from index import Article, Span
from qa.quotes import LONGEST, widened
from qa.read import sentences_of
from qa.records import Citation, Quote, Speaker, holds_name

if TYPE_CHECKING:
    from index import Statement, Voice

__all__ = ["Saying", "cited", "quoted"]

_PRONOUN = re.compile(r"(?:he|she|it|they|we|i|who|one|this|that|both|others|some)", re.IGNORECASE)
_OWN = re.compile(r"[“\"‘'«]*(?:We|Our)\b")  # a speaker's own pronouns lean on nothing
# A sentence that begins so takes back or limits what the one before it says.
_TAKES_BACK = re.compile(r"[“\"‘']?(?:But|However|Unless|Except|Yet|Only if|Provided|Still)\b")
# Where one sentence says and denies, the denial is what it is shown for.
_TELLING = ("denies", "confirms", "declines")


class Saying(NamedTuple):
    """A statement and the article that prints it.

    :ivar voice: whom it speaks for of those asked about; the first of its voices where nobody was asked about
    """

    statement: Statement
    article: Article
    voice: Voice | None = None

    @property
    def content(self) -> str:
        """What is said, as printed."""
        return " … ".join(self.article.text[slice(*span)] for span in self.statement.spans)

    @property
    def phrase(self) -> str:
        """Who says it, as printed there."""
        return self.article.text[slice(*self.statement.speaker)]

    @property
    def named(self) -> str:
        """Whom the phrase stands for, as the article prints it; empty where that is not known."""
        return self.article.text[slice(*self.statement.name)] if self.statement.name else ""

    def overlaps(self, quote: Quote) -> bool:
        """Whether a quotation has some of what is said."""
        here = self.article.id == quote.article.id
        return here and any(span.overlaps(quote.span) for span in self.statement.spans)

    def is_of(self, other: Saying) -> bool:
        """Whether the same speaker says both, as far as is known."""
        keys = {voice.key for voice in self.statement.voices}
        names = [(saying.named or saying.phrase).casefold() for saying in (self, other)]
        return names[0] == names[1] or not keys.isdisjoint(voice.key for voice in other.statement.voices)

    @property
    def who(self) -> str:
        """The name to show beside the phrase: the article's own, else the one known across articles."""
        known = self.voice.label if self.voice else ""
        others = [name for name in (self.named, known) if name and not holds_name(self.phrase, name)]
        return " ".join((others or [known or self.named or self.phrase])[0].split())


def quoted(saying: Saying, beside: Collection[Saying] = ()) -> Quote | None:
    """The whole sentences that hold a statement with its words of saying; ``None`` where they cannot be shown so.

    What would begin after its attribution or its condition is widened. A longer speech is cut after
    :data:`qa.quotes.LONGEST` sentences.

    :param beside: what the same speaker is printed as saying in the same article
    """
    statement, article = saying.statement, saying.article
    sentences = sentences_of(article)
    needed = [*statement.spans, *([statement.cue] if statement.cue else [])]
    places = sorted({n for span in needed for n in _places(sentences, span)})
    if not places:
        return None
    first, last = _window(places, _places(sentences, statement.cue or statement.speaker))
    if last - first < LONGEST - 1 and _takes_back(article, last + 1, beside):
        last += 1
    attributed = statement.cue is not None and _places(sentences, statement.cue)[0] in range(first, last + 1)
    quote = widened(article, first, last, leans=_leans(saying, sentences[first]), attributed=attributed)
    return quote if _is_attributed(statement, quote) else None


def _leans(saying: Saying, sentence: Span) -> bool:
    """Whether how a sentence begins has to be explained by the one before: a name that is known explains "He"."""
    statement = saying.statement
    spoken = any(
        start <= sentence.start + 1 < end for start, end in statement.spans
    )  # 1: the mark that opens it
    if spoken and _OWN.match(saying.article.text, sentence.start):
        return False
    return spoken or (not saying.named and _PRONOUN.fullmatch(saying.phrase) is not None)


def _places(sentences: Sequence[Span], span: Span) -> range:
    """Which sentences a span is in."""
    first = bisect_right(sentences, span.start, key=lambda sentence: sentence.end)
    return range(first, bisect_left(sentences, span.end, key=lambda sentence: sentence.start))


def _window(places: Sequence[int], attribution: Sequence[int]) -> tuple[int, int]:
    """The first and the last sentence to show: of all, or those around the attribution where all are too many."""
    first, last = places[0], places[-1]
    if attribution and not first <= attribution[0] <= last:
        near = min(first, attribution[0]), max(last, attribution[-1])
        first, last = near if near[1] - near[0] < LONGEST else (first, last)
    if last - first < LONGEST:
        return first, last
    middle = attribution[0] if attribution and first <= attribution[0] <= last else first
    start = min(max(first, middle - 1), last - LONGEST + 1)
    return start, start + LONGEST - 1


def _takes_back(article: Article, place: int, beside: Collection[Saying]) -> bool:
    """Whether a sentence limits the one before it, in the words of the same speaker."""
    sentences = sentences_of(article)
    if place >= len(sentences) or article.text[sentences[place - 1].end : sentences[place].start].strip():
        return False
    if not _TAKES_BACK.match(article.text, sentences[place].start):
        return False
    return any(span.overlaps(sentences[place]) for other in beside for span in other.statement.spans)


def _is_attributed(statement: Statement, quote: Quote) -> bool:
    """Whether a quotation shows who speaks, or takes over a speaker that is beyond doubt.

    Words that go on from paragraph to paragraph, and those next to an attributed quotation, may do without; what a
    rule of the last tier only takes to be theirs may not.
    """
    shown = statement.speaker.overlaps(quote.span) or bool(
        statement.cue and statement.cue.overlaps(quote.span)
    )
    return shown or statement.tier != "C" or statement.chain is not None


def cited(
    number: int,
    quote: Quote,
    score: float,
    sayings: Sequence[Saying],
    also: Sequence[Quote] = (),
    *,
    asked: Sequence[str] = (),
) -> Citation:
    """A quotation with who speaks in it.

    :param sayings: statements of one speaker inside it, the best first; where they differ in stance it is shown for
        the more telling one, and only what is said in that stance is marked
    :param asked: stances that the question asks for, which tell the most
    """
    telling = [*asked, *_TELLING]
    places = {stance: -place for place, stance in enumerate(reversed(telling), start=1)}
    told = {saying: places.get(saying.statement.stance, 0) for saying in sayings}
    most = min(told.values())
    # Of several denials the first one says what is denied; else the best one is shown.
    first = [saying for saying in sayings if told[saying] == most]
    chosen = min(first, key=lambda saying: saying.statement.start) if most < 0 else first[0]
    statement = chosen.statement
    alike = [s.statement for s in sayings if _stance(s.statement) == _stance(statement)]
    spans = sorted({span for one in alike for span in one.spans if span.overlaps(quote.span)})
    cut = [Span(max(start, quote.span.start), min(end, quote.span.end)) for start, end in spans]
    return Citation(
        number,
        quote,
        score,
        Speaker(chosen.who, statement.speaker, chosen.voice.key if chosen.voice else "", statement.tier),
        statement.cue,
        statement.kind,
        statement.stance,
        tuple(also),
        tuple(_disjoint(cut)),
        statement.negated,
        statement.hedged,
    )


def _stance(statement: Statement) -> tuple[str, bool, bool]:
    return statement.stance, statement.negated, statement.hedged


def _disjoint(spans: Sequence[Span]) -> list[Span]:
    """Sorted spans, those that overlap as one."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
