"""One version of an index with what answers over it, and with those who still read it."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from index import Encoder, Filter, Index, analyze, load_encoder, open_index
from qa.copies import Copies
from qa.examples import examples
from qa.question import Question, understand
from qa.quotes import select_quotes
from qa.read import Reader, Reading, SentenceReader
from qa.records import Answer, Citation, Reason
from qa.retrieval import Retriever

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


__all__ = ["Settings", "Version"]

_PEOPLE = re.compile(r"(?:i?ans?|ese|ish|ers?|is?|ns?)$")  # endings that make a people of a place
_PLACES = ("", "a", "ia", "y")  # of Iraqi, American, Russian, Italian
NEAR = 2  # near misses shown with an answer that was declined


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set for a question; how an index was built is in its manifest.

    :ivar k: quotations at most
    :ivar read: passages whose sentences are read
    :ivar floor: support under which the articles are said not to answer, see :class:`qa.read.Reading`
    :ivar tail: share of the first quotation's score under which a further one is not shown
    """

    k: int = 5
    read: int = 10
    floor: float = 0.5  # declines 68 % of NewsQA's open questions without their article, 3 % with it
    tail: float = 0.5


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
        """Retrieves, reads and cuts; or declines, with the reason."""
        if (reason := self._nowhere(question, where)) is not None:
            return _declined(question, reason)
        evidence, support = self.read(question, where, settings)
        copies = Copies(self.index, where)
        if not evidence or support < settings.floor:
            near = select_quotes(evidence, NEAR, copies)
            return _declined(question, self._unanswered(question, where, settings), near)
        worth = [found for found in evidence if found.score >= settings.tail * evidence[0].score]
        return _answered(question, select_quotes(worth, k, copies))

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
        if missing := self.missing(question):
            return Reason("not_mentioned", f"None of the {articles} articles mentions {missing}.")
        return None

    def missing(self, question: Question) -> str:
        """What of a question occurs in no article: a whole name, or all of its words; else empty."""
        for name in question.names:
            if not any(self.index.frequencies(_forms(name))):
                return f"“{name}”"
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


def _forms(name: str) -> list[str]:
    """Analysed words of a name, and what they may be the people's name of: of "Iranian", "Iran"."""
    bare = [_PEOPLE.sub("", word) for word in name.split()]
    places = [stem + ending for stem in bare for ending in _PLACES]
    return list(dict.fromkeys(analyze(" ".join([name, *places]))))


def _answered(question: Question, citations: tuple[Citation, ...]) -> Answer:
    articles = len({citation.quote.article.id for citation in citations})
    return Answer(
        question.text, f"{_count(len(citations), 'quotation')} from {_count(articles, 'article')}", citations
    )


def _declined(question: Question, reason: Reason, near: Sequence[Citation] = ()) -> Answer:
    return Answer(question.text, "Not in these articles", reason=reason, related=tuple(near))


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
