"""What an answer is made of. A quote is an excerpt: it has no text of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from index import Article, Excerpt, Passage, Span, stance_words

if TYPE_CHECKING:
    from index import Kind, Stance, Tier

__all__ = [
    "Answer",
    "Citation",
    "Group",
    "Hit",
    "Quote",
    "Reason",
    "ReasonCode",
    "Speaker",
    "holds_name",
    "stance_words",
]

ReasonCode = Literal[
    "no_question",
    "no_articles",
    "not_mentioned",
    "not_quoted",
    "not_on_topic",
    "outside_dates",
    "no_evidence",
]


_UNTELLING = re.compile(r"^(?:the|a|an)\s+|['’]s$|[“”\"‘’']")  # what two printings of one name may differ in


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

    :ivar name: whom the phrase stands for: as the article names them at its fullest, or as they are known across
        articles; the phrase itself where neither is known
    :ivar span: where the article says who speaks: "the statement"
    :ivar key: by which the ledger finds what else they said, see :class:`index.Voice`; empty where unknown
    :ivar tier: how far the rule is trusted that found them: A, B or C; empty where nobody judged
    """

    name: str
    span: Span
    key: str = ""
    tier: Tier | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quotation.

    :ivar number: from 1, in the order shown
    :ivar score: higher is better, comparable within one answer only
    :ivar speaker: ``None`` where nobody is known to be quoted
    :ivar cue_span: where the words of saying are ("flatly denied"); ``None`` as for the speaker, and where they are
        not printed anew
    :ivar kind: direct, indirect or mixed; ``None`` as for the speaker
    :ivar stance: says, denies and the like; ``None`` as for the speaker
    :ivar negated: whether the stance is negated: "has not confirmed"
    :ivar hedged: whether the saying itself is hearsay: "reportedly said"
    :ivar spans: what exactly the speaker is printed as saying, sorted; inside the quotation or beside it; none as for
        the speaker
    :ivar also: the same words in other articles that print the same story, the earliest first
    """

    number: int
    quote: Quote
    score: float
    speaker: Speaker | None = None
    cue_span: Span | None = None
    kind: Kind | None = None
    stance: Stance | None = None
    also: tuple[Quote, ...] = ()
    spans: tuple[Span, ...] = ()
    negated: bool = False
    hedged: bool = False

    @property
    def cue(self) -> str | None:
        """The words of saying, as printed."""
        return self.quote.article.text[slice(*self.cue_span)] if self.cue_span else None

    @property
    def speaker_text(self) -> str:
        """The speaker's phrase, as printed; empty where nobody is known to speak."""
        return " ".join(self.quote.article.text[slice(*self.speaker.span)].split()) if self.speaker else ""

    @property
    def speaker_name(self) -> str:
        """Whom the phrase stands for, where it does not say so itself; to be shown in square brackets."""
        name = self.speaker.name if self.speaker else ""
        return "" if holds_name(self.speaker_text, name) else name

    @property
    def stance_words(self) -> str:
        """The stance in words, with its negation; empty where there is none."""
        return stance_words(self.stance, negated=self.negated, hedged=self.hedged) if self.stance else ""

    @property
    def copies(self) -> int:
        """How many other articles print the same words."""
        return len(self.also)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no answer: a code for programs, a sentence for people."""

    code: ReasonCode
    text: str


class Group(NamedTuple):
    """Quotations under one heading, such as “By North Korea” or “Denied”.

    :ivar numbers: of the citations, in their order
    """

    title: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Quotations in the order of their worth, or the reason why there are none.

    :ivar related: near misses of an answer that was declined; never evidence
    :ivar groups: headings over the citations, or over what is related where there are none; every citation is under
        one of them, or there are none
    :ivar understood: how a question about somebody's words was taken; empty for other questions
    """

    question: str
    headline: str
    citations: tuple[Citation, ...] = ()
    reason: Reason | None = None
    related: tuple[Citation, ...] = ()
    groups: tuple[Group, ...] = ()
    understood: str = ""

    @property
    def answered(self) -> bool:
        """Whether the articles answer."""
        return self.reason is None

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles quoted, each once, in the order of their first quotation."""
        return tuple({c.quote.article.id: c.quote.article for c in self.citations}.values())


def holds_name(phrase: str, name: str) -> bool:
    """Whether a phrase says a name already.

    >>> holds_name("The government of North Korea", "North Korea"), holds_name("Renschel", "Pavo Renschel")
    (True, False)
    """
    return _plain(name) in _plain(phrase)


def _plain(text: str) -> str:
    return _UNTELLING.sub("", " ".join(text.split()).casefold())
