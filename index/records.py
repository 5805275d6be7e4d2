"""What news is made of: spans, articles, and the excerpts that have no text of their own."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

__all__ = [
    "Article",
    "Earlier",
    "Excerpt",
    "Filter",
    "Listed",
    "Listing",
    "Order",
    "Passage",
    "Scored",
    "Span",
]


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
    :ivar published: day of publication as printed; ``None`` when unknown
    :ivar published_at: the moment, with its time zone; ``None`` unless the source states time and zone
    :ivar updated: day of the last change as printed; ``None`` when unknown
    :ivar updated_at: as ``published_at``
    :ivar publisher: who printed it; empty when unknown
    :ivar url: http or https address; empty when unknown
    :ivar place: place of the dateline; empty when unknown
    :ivar language: tag of BCP 47, such as ``en`` or ``en-GB``; empty when unknown
    :ivar section: part of the publication; empty when unknown
    :ivar page: printed page; empty when unknown
    :ivar pages: where each page of a paginated file begins in :attr:`text`; empty where there are none
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
    published_at: datetime | None = None
    updated: date | None = None
    updated_at: datetime | None = None
    language: str = ""
    section: str = ""
    page: str = ""
    pages: tuple[int, ...] = ()

    @property
    def source(self) -> str:
        """The id that the source gave: the article's id without the hash of its text."""
        return self.id.rpartition("@")[0]

    def page_at(self, offset: int) -> int | None:
        """The page of a paginated file that an offset is on, from 1; ``None`` where there are no pages.

        >>> Article("a@1", "One. Two.", pages=(0, 5)).page_at(6)
        2
        """
        return bisect_right(self.pages, offset) or None


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


class Earlier(NamedTuple):
    """A version of an article that a later one replaced, and when: ISO 8601 in UTC."""

    article: Article
    replaced: str


Order = Literal["newest", "oldest", "title", "publisher"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of a collection.

    :ivar passages: how many passages of the article are indexed
    :ivar copies: how many other articles print the same story
    """

    id: str
    title: str
    authors: tuple[str, ...]
    published: date | None
    publisher: str
    url: str
    passages: int
    copies: int


class Listing(NamedTuple):
    """A stretch of the list of a collection, and how long the whole list is."""

    total: int
    lines: tuple[Listed, ...]


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
