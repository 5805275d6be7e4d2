"""What an answer is made of. A quote is an excerpt: it has no text of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index import Article, Excerpt, Passage, Span

__all__ = ["Answer", "Citation", "Hit", "Quote", "Reason", "ReasonCode", "Speaker"]

ReasonCode = Literal[
    "no_question",
    "no_articles",
    "not_mentioned",
    "not_quoted",
    "not_on_topic",
    "outside_dates",
    "no_evidence",
]


@dataclass(frozen=True, slots=True)
class Quote(Excerpt):
    """Words of an article, shown to the reader exactly as printed."""

    @property
    def page(self) -> int | None:
        """The page of a paginated file on which the words begin, from 1; ``None`` where there are no pages."""
        return self.article.page_at(self.span.start)


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage.

    :ivar score: fused score; higher is better, comparable within one list only
    """

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said the quoted words.

    :ivar name: resolved name
    :ivar span: where the article names the speaker
    """

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quotation.

    :ivar number: from 1, in the order shown
    :ivar score: higher is better, comparable within one answer only
    :ivar speaker: ``None`` where nobody is known to be quoted
    :ivar cue: the word of saying ("denied"); ``None`` as for the speaker
    :ivar kind: direct, indirect or mixed; ``None`` as for the speaker
    :ivar stance: affirms, denies and the like; ``None`` as for the speaker
    :ivar also: the same words in other articles that print the same story, the earliest first; none of these
        is earlier than the article quoted
    """

    number: int
    quote: Quote
    score: float
    speaker: Speaker | None = None
    cue: str | None = None
    kind: str | None = None
    stance: str | None = None
    also: tuple[Quote, ...] = ()

    @property
    def copies(self) -> int:
        """How many other articles print the same words."""
        return len(self.also)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no answer: a code for programs, a sentence for people."""

    code: ReasonCode
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Quotations in the order of their worth, or the reason why there are none.

    :ivar related: near misses of an answer that was declined; never evidence
    """

    question: str
    headline: str
    citations: tuple[Citation, ...] = ()
    reason: Reason | None = None
    related: tuple[Citation, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether the articles answer."""
        return self.reason is None

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles quoted, each once, in the order of their first quotation."""
        return tuple({c.quote.article.id: c.quote.article for c in self.citations}.values())
