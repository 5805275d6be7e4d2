"""What news is made of: spans, articles, and the excerpts that have no text of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

__all__ = ["Article", "Excerpt", "Filter", "Passage", "Scored", "Span"]


class Span(NamedTuple):
    """A half-open interval of code points.

    >>> Span(3, 5).overlaps(Span(4, 9))
    True
    """

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """A published text, cleaned once; offsets refer to :attr:`text`, which never changes.

    :ivar id: ``source id @ hash of the text`` (see :func:`index.clean.article_id`)
    :ivar text: everything that was printed, furniture included
    :ivar title: headline; empty when none is known
    :ivar authors: names of persons and agencies, in printed order
    :ivar published: day of publication; ``None`` when unknown
    :ivar publisher: who printed it; empty when unknown
    :ivar url: http or https address; empty when unknown
    :ivar place: place of the dateline; empty when unknown
    :ivar furniture: sorted, disjoint spans that are no reporting (title and byline lines, photo
        credits, newsletter and share lines); never inside a passage
    """

    id: str
    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    publisher: str = ""
    url: str = ""
    place: str = ""
    furniture: tuple[Span, ...] = ()

    @property
    def source(self) -> str:
        """The id that the source gave: the article's id without the hash of its text."""
        return self.id.rpartition("@")[0]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A span of an article: its text is cut from the article when asked for, so it cannot misquote.

    :raises ValueError: where the span is empty or reaches outside the article
    """

    article: Article
    span: Span

    def __post_init__(self) -> None:
        start, end = self.span
        if not 0 <= start < end <= len(self.article.text):
            raise ValueError(
                f"span {start}-{end} is not inside {self.article.id} (0-{len(self.article.text)})"
            )

    @property
    def text(self) -> str:
        """The words as printed."""
        return self.article.text[self.span.start : self.span.end]

    @property
    def id(self) -> str:
        """The address of the span: ``article id:start-end``."""
        return f"{self.article.id}:{self.span.start}-{self.span.end}"


@dataclass(frozen=True, slots=True)
class Passage(Excerpt):
    """The unit that is indexed and retrieved: a run of whole sentences."""


class Scored(NamedTuple):
    """A passage and how well it did; higher is better, comparable within one list only."""

    passage_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles may be searched; an empty field excludes nothing.

    An article without a date is outside every range of dates.

    :ivar since: first day
    :ivar until: last day
    :ivar publishers: exact names
    :ivar articles: article ids
    """

    since: date | None = None
    until: date | None = None
    publishers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()

    def admits(self, article: Article) -> bool:
        """Whether an article passes."""
        day = article.published
        if (self.since or self.until) and day is None:
            return False
        return (
            (self.since is None or day is None or day >= self.since)
            and (self.until is None or day is None or day <= self.until)
            and (not self.publishers or article.publisher in self.publishers)
            and (not self.articles or article.id in self.articles)
        )
