"""From rated statements to numbered quotations under headings: copies folded, statements of one quotation merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from index import Span, analyze
from qa.quotes import LONGEST
from qa.read import sentences_of
from qa.records import Citation, Group, Quote
from qa.retrieval import alike
from qa.sayings import Saying, cited, quoted

if TYPE_CHECKING:
    from qa.copies import Copies
    from qa.ranking import Rated

__all__ = ["Section", "laid_out"]


class Section(NamedTuple):
    """Ratings that stand under one heading.

    :ivar limit: quotations at most
    """

    title: str
    rated: Sequence[Rated]
    limit: int


@dataclass(slots=True)
class _Shown:
    """A quotation in the making, with all that its speaker says in it.

    :ivar printings: article id -> the same words there, the earliest first
    """

    printings: Mapping[str, Quote]
    sayings: list[Saying]
    score: float

    @property
    def quote(self) -> Quote:
        return self.printings[self.sayings[0].article.id]

    @property
    def words(self) -> frozenset[str]:
        return frozenset(analyze(self.quote.text))


def laid_out(
    sections: Sequence[Section], copies: Copies, asked: Sequence[str] = ()
) -> tuple[tuple[Citation, ...], tuple[Group, ...]]:
    """The quotations of all sections, numbered through, and the headings over them.

    :param asked: stances that the question asks for: of several in one quotation, one of these is shown
    """
    citations: list[Citation] = []
    groups: list[Group] = []
    shown: list[_Shown] = []
    for section in sections:
        chosen = _chosen(section, copies, shown)
        shown += chosen
        first = len(citations) + 1
        citations += [_citation(first + n, one, asked) for n, one in enumerate(_by_article(chosen))]
        if chosen:
            groups.append(Group(section.title, tuple(range(first, len(citations) + 1))))
    return tuple(citations), tuple(groups)


def _chosen(section: Section, copies: Copies, before: Sequence[_Shown]) -> list[_Shown]:
    """The quotations of a section, those of one story from the earliest article whose speaker is known."""
    chosen: list[_Shown] = []
    by_article: dict[str, list[Saying]] = {}
    for one in section.rated:
        by_article.setdefault(one.saying.article.id, []).append(one.saying)
    for saying, score in section.rated:
        if _is_shown(saying, before) or _join(saying, chosen):
            continue
        quote = quoted(saying, [other for other in by_article[saying.article.id] if other.is_of(saying)])
        if quote is None or _repeats(saying, quote, [*before, *chosen]) or _merge(saying, quote, chosen):
            continue
        if len(chosen) < section.limit:
            chosen.append(_earliest(saying, quote, score, by_article, copies))
    return chosen


def _is_shown(saying: Saying, before: Iterable[_Shown]) -> bool:
    """Whether what is said stands under another heading already."""
    return any(
        span.overlaps(other)
        for one in before
        for said in one.sayings
        if said.article.id == saying.article.id
        for other in said.statement.spans
        for span in saying.statement.spans
    )


def _repeats(saying: Saying, quote: Quote, shown: Iterable[_Shown]) -> bool:
    """Whether a quotation says in other words what one of the same speaker says that is shown."""
    words = frozenset(analyze(quote.text))
    return any(alike(words, one.words) and one.sayings[0].is_of(saying) for one in shown)


def _join(saying: Saying, chosen: Iterable[_Shown]) -> bool:
    """Adds a saying to a quotation of its speaker that holds all of it; whether there was one."""
    spans = [*saying.statement.spans, *([saying.statement.cue] if saying.statement.cue else [])]
    for one in chosen:
        quote = one.printings.get(saying.article.id)
        held = quote and all(quote.span.start <= start and end <= quote.span.end for start, end in spans)
        if held and one.sayings[0].is_of(saying):
            if saying.article.id == one.sayings[0].article.id:
                one.sayings.append(saying)
            return True
    return False


def _merge(saying: Saying, quote: Quote, chosen: Iterable[_Shown]) -> bool:
    """Makes one quotation of two of a speaker that overlap; whether there was one to take, or to leave it for."""
    for one in chosen:
        other = one.printings.get(quote.article.id)
        if other is None or not other.span.overlaps(quote.span) or not one.sayings[0].is_of(saying):
            continue
        span = Span(min(other.span.start, quote.span.start), max(other.span.end, quote.span.end))
        fits = sum(sentence.overlaps(span) for sentence in sentences_of(quote.article)) <= LONGEST
        if fits and one.sayings[0].article.id == quote.article.id:
            one.printings = {quote.article.id: Quote(quote.article, span)}
            one.sayings.append(saying)
        return True
    return False


def _earliest(
    saying: Saying, quote: Quote, score: float, by_article: Mapping[str, list[Saying]], copies: Copies
) -> _Shown:
    """A quotation from the earliest article that prints its words and in which the ledger has the same statement."""
    printings = {one.article.id: one for one in copies.printings(quote)}
    for id, printing in printings.items():
        if id == quote.article.id:
            break
        for other in by_article.get(id, ()):
            inside = all(
                printing.span.start <= start and end <= printing.span.end
                for start, end in other.statement.spans
            )
            if inside and analyze(other.content) == analyze(saying.content):
                return _Shown(printings, [other], score)
    return _Shown(printings, [saying], score)


def _by_article(chosen: Sequence[_Shown]) -> list[_Shown]:
    """The quotations of one article together, articles in the order of their best one."""
    shown = [one.quote.article.id for one in chosen]
    return sorted(chosen, key=lambda one: shown.index(one.quote.article.id))


def _citation(number: int, shown: _Shown, asked: Sequence[str]) -> Citation:
    quote = shown.quote
    also = [one for id, one in shown.printings.items() if id != quote.article.id]
    return cited(number, quote, shown.score, shown.sayings, also, asked=asked)
