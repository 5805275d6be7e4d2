"""One version of an index with what answers over it, and with those who still read it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from index import Encoder, Filter, Index, load_encoder, open_index
from qa.attribution import attributed
from qa.candidates import Room
from qa.copies import Copies
from qa.examples import examples
from qa.headings import in_words
from qa.mentions import unmentioned
from qa.parties import tiers_from
from qa.question import Question, understand
from qa.quotes import select_quotes
from qa.read import Reader, Reading, SentenceReader
from qa.records import Answer, Citation, Reason
from qa.retrieval import Retriever
from qa.said import Found, Inquiry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from index import Tier

__all__ = ["Settings", "Version"]

NEAR = 2  # near misses shown with an answer that was declined


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set for a question; how an index was built is in its manifest.

    :ivar k: quotations at most
    :ivar read: passages whose sentences are read
    :ivar floor: support under which the articles are said not to answer, see :class:`qa.read.Reading`
    :ivar tail: share of the first quotation's score under which a further one is not shown
    :ivar tier: lowest tier of statements shown: A, B or C, see :class:`index.Statement`
    """

    k: int = 5
    read: int = 10
    floor: float = 0.5  # declines 68 % of NewsQA's open questions without their article, 3 % with it
    tail: float = 0.5
    tier: Tier = "C"


class Version:
    """An open index, retriever and reader; closed when its last user has left.

    :ivar name: name of the version, see :func:`index.current_version`
    """

    def __init__(self, name: str, index: Index, encoder: Encoder) -> None:
        self.name = name
        self.index = index
        self.encoder = encoder
        self.retriever = Retriever(index, encoder)
        self.reader: Reader = SentenceReader(index, encoder)
        self._room = Room(index, encoder, self.retriever, self.reader)
        self._examples: dict[int, list[str]] = {}  # every visitor is shown them; finding them asks questions
        self._readers = 1  # the pipeline itself
        self._lock = threading.Lock()

    @classmethod
    def open(cls, folder: Path, name: str, last: Version | None = None) -> Version:
        """Opens the newest version; one with the same encoder as the last one shares it."""
        index = open_index(folder)
        manifest = index.manifest
        if last is not None and last.encoder.revision == manifest.model_revision:
            return cls(name, index, last.encoder)
        try:
            return cls(name, index, load_encoder(manifest.model, revision=manifest.model_revision))
        except BaseException:
            index.close()
            raise

    def enter(self) -> None:
        """Counts one more user."""
        with self._lock:
            self._readers += 1

    def leave(self) -> None:
        """Counts one user less, and closes the index after the last one."""
        with self._lock:
            self._readers -= 1
            last = self._readers == 0
        if last:
            self.index.close()

    def answer(self, question: Question, k: int, where: Filter | None, settings: Settings) -> Answer:
        """Answers from the ledger where somebody's words are asked for, else from the passages; or declines, with the
        reason."""
        if (reason := self._nowhere(question, where)) is not None:
            return _declined(question, reason)
        if question.kind != "said":
            return self._read_answer(question, k, where, settings)
        newest = self._newest() if question.period else None
        dated = _within(question, where, newest)
        found = Inquiry(self._room, question, dated, settings.tier).find(k, settings.floor)
        if found is None:  # the days that it asks for may be those of what happened
            answer = self._read_answer(question, k, where, settings)
            taken = in_words(replace(question, period=None), tuple(filter(None, [question.speaker])), None)
            return replace(answer, understood=f"{taken}; none is on record, so this is what mentions it")
        counted = newest if question.period and question.period.is_relative else None
        return _from_ledger(question, found, in_words(question, found.labels, dated, counted))

    def _read_answer(self, question: Question, k: int, where: Filter | None, settings: Settings) -> Answer:
        """Retrieves, reads and cuts; or declines, with the reason."""
        if missing := self.missing(question):
            text = f"None of the {self.index.manifest.articles} articles mentions {missing}."
            return _declined(question, Reason("not_mentioned", text))
        evidence, support = self.read(question, where, settings)
        copies, tiers = Copies(self.index, where), tiers_from(settings.tier)
        if not evidence or support < settings.floor:
            near = attributed(self.index, select_quotes(evidence, NEAR, copies), evidence, tiers)
            return _declined(question, self._unanswered(question, where, settings), near)
        worth = [found for found in evidence if found.score >= settings.tail * evidence[0].score]
        chosen = select_quotes(worth, k, copies)
        return _answered(question, attributed(self.index, chosen, worth, tiers))

    def statements(
        self, question: Question, k: int, where: Filter | None, tier: Tier
    ) -> tuple[Citation, ...]:
        """Up to ``k`` quotations of the speaker, topic and stances that a question names, and of no others."""
        return Inquiry(self._room, question, where, tier).listed(k)

    def examples(self, count: int, settings: Settings) -> list[str]:
        """Up to ``count`` questions that this version answers; found once."""
        if count not in self._examples:
            answered = (
                text
                for text in examples(self.index)
                if self.answer(understand(text), 1, None, settings).answered
            )
            self._examples[count] = list(islice(answered, count))
        return self._examples[count]

    def read(self, question: Question, where: Filter | None, settings: Settings) -> Reading:
        """Evidence before it is decided whether it is enough."""
        return self.reader.read(question, self.retriever.retrieve(question, settings.read, where))

    def _nowhere(self, question: Question, where: Filter | None) -> Reason | None:
        """Why there is nothing to look for, or to look in; ``None`` where there is."""
        articles = self.index.manifest.articles
        if not question.words:
            return Reason(
                "no_question", "Ask about somebody or something: the question names nothing to look for."
            )
        if not articles:
            return Reason("no_articles", "The index holds no articles yet.")
        if where is not None and next(self.index.articles(where), None) is None:
            dated = where.since or where.until
            return Reason(
                "outside_dates" if dated else "no_articles",
                f"None of the {articles} articles is within the {'dates' if dated else 'publishers'} asked for.",
            )
        return None

    def _newest(self) -> date | None:
        """The day of the newest article; ``None`` where no article has one."""
        lines = self.index.listing(k=1).lines
        return lines[0].published if lines else None

    def missing(self, question: Question) -> str:
        """What of a question occurs in no article: a whole name, or all of its words; else empty."""
        if lost := unmentioned(self.index, question.names):
            return lost
        return "" if any(self.index.frequencies(question.words)) else "any word of this question"

    def _unanswered(self, question: Question, where: Filter | None, settings: Settings) -> Reason:
        """Why the articles that may be searched do not answer."""
        if where is not None and (where.since or where.until):
            evidence, support = self.read(question, replace(where, since=None, until=None), settings)
            if evidence and support >= settings.floor:
                return Reason(
                    "outside_dates", "Articles outside the dates asked for may answer; none within them does."
                )
        return Reason(
            "no_evidence", "The articles have some of these words, but no sentence that answers the question."
        )


def _within(question: Question, where: Filter | None, newest: date | None) -> Filter | None:
    """A filter narrowed to the days that a question asks for.

    :param newest: day of the newest article; where there is none, days cannot be counted and none are left out
    """
    if question.period is None or newest is None:
        return where
    since, until = question.period.days(newest)
    had = where or Filter()
    starts = [day for day in (since, had.since) if day]
    ends = [day for day in (until, had.until) if day]
    return replace(had, since=max(starts, default=None), until=min(ends, default=None))


def _from_ledger(question: Question, found: Found, understood: str) -> Answer:
    if found.reason is None:
        answer = _answered(question, found.citations)
    else:
        answer = _declined(question, found.reason, found.citations)
    return replace(answer, groups=found.groups, understood=understood)


def _answered(question: Question, citations: tuple[Citation, ...]) -> Answer:
    articles = len({citation.quote.article.id for citation in citations})
    return Answer(
        question.text, f"{_count(len(citations), 'quotation')} from {_count(articles, 'article')}", citations
    )


def _declined(question: Question, reason: Reason, near: Sequence[Citation] = ()) -> Answer:
    return Answer(question.text, "Not in these articles", reason=reason, related=tuple(near))


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
