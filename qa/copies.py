"""Where copies of a story print the words of an excerpt: its words find the places, which are shown as printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from index import Article, Excerpt, Span, sentences

if TYPE_CHECKING:
    from index import Filter, Index

__all__ = ["Copies", "same_words"]

E = TypeVar("E", bound=Excerpt)

TRIES = 8  # places of the same words that are looked at in one article; all of them but one are furniture
_LAST = date.max, datetime.max.replace(tzinfo=UTC)  # of an article without a date: it is never the earliest
# What two printings of the same words may differ in, and what stands for it when they are compared. A hyphen is no
# dash, and after a figure single marks are no double ones: 5' is not 5".
_MARKS = r"\s'‘’‚‛‹›`´′“”„‟«»″—―‐‑‒–−-"
_PLAIN = {"dash": "—", "hyphen": "-", "single": "'", "mark": '"', "blank": " "}
_VARIES = re.compile(
    r"(?P<dash>\s*(?:[—―]|[-‐‑‒–−]{2,})\s*|\s+[-‐‑‒–−]\s+)"
    r"|(?P<hyphen>[‐‑‒–−])"
    r"|(?P<single>(?<=\d)['‘’‛′])"
    r"|(?P<mark>''|``|['‘’‚‛‹›`´′“”„‟«»″])"
    r"|(?P<blank> \s+|[^\S ]\s*)"
)
_RUN = re.compile(f"[{_MARKS}]+")  # where to look for them: that takes a fifth of the time


class Copies:
    """The printings of one story's words, as far as a question may see them; made for one question.

    :param where: copies that it does not admit are not looked at
    """

    def __init__(self, index: Index, where: Filter | None = None) -> None:
        self._index = index
        self._where = where
        self._stories: dict[str, list[str]] = {}  # article id -> ids of all that print its story
        self._articles: dict[str, Article] = {}
        self._words: dict[str, _Words] = {}
        self._places: dict[tuple[str, str], Span | None] = {}  # of a text in an article: copies ask the same

    def printings(self, excerpt: E) -> Iterator[E]:
        """The places of the same words, the earliest article first; the excerpt itself is one of them.

        A copy holds them where it prints them as whole sentences outside its furniture: with another figure,
        without a "not", or as part of a longer sentence they are other words.
        """
        for article in self._story(excerpt.article):
            if article.id == excerpt.article.id:
                yield excerpt
            elif span := self._place(excerpt.text, article):
                yield replace(excerpt, article=article, span=span)

    def _story(self, article: Article) -> Iterator[Article]:
        """The articles that print an article's story, the earliest first, itself at its place among them."""
        if article.id not in self._stories:
            ids = list(self._index.copies(article.id))
            later = (n for n, id in enumerate(ids) if _age(article) < _age(self._article(id)))
            ids.insert(next(later, len(ids)), article.id)
            self._stories |= dict.fromkeys(ids, ids)
        for id in self._stories[article.id]:
            copy = article if id == article.id else self._article(id)
            if copy is article or self._where is None or self._where.admits(copy):
                yield copy

    def _article(self, id: str) -> Article:
        if id not in self._articles:
            self._articles[id] = self._index.article(id)
        return self._articles[id]

    def _place(self, text: str, article: Article) -> Span | None:
        """Where an article prints the words of a text as whole sentences; ``None`` where it does not."""
        key = text, article.id
        if key not in self._places:
            if article.id not in self._words:
                self._words[article.id] = _words(article.text)
            found = self._words[article.id].places(_words(text).plain)
            spans = (_trimmed(article.text, *place) for place in islice(found, TRIES))
            self._places[key] = next((span for span in spans if _is_whole(article, span)), None)
        return self._places[key]


def same_words(first: str, second: str) -> bool:
    """Whether two texts differ in nothing but blanks and the kinds of their quotation marks and dashes.

    >>> same_words("“No,” he said – twice.", "'No,' he said -- twice."), same_words("No.", "no.")
    (True, False)
    """
    return _words(first).plain == _words(second).plain


class _Words(NamedTuple):
    """A text as it is compared.

    :ivar steps: places in ``plain`` from which on its characters are as far apart as those of the text
    :ivar origins: where these places are in the text
    """

    plain: str
    steps: list[int]
    origins: list[int]

    def origin(self, at: int) -> int:
        """Where a place is in the text."""
        step = bisect_right(self.steps, at) - 1
        return self.origins[step] + at - self.steps[step]

    def places(self, plain: str) -> Iterator[tuple[int, int]]:
        """Where other words are in the text, from the first place on."""
        at = self.plain.find(plain)
        while at >= 0:
            yield self.origin(at), self.origin(at + len(plain))
            at = self.plain.find(plain, at + 1)


def _words(text: str) -> _Words:
    parts: list[str] = []
    steps, origins = [0], [0]
    at = length = 0
    for found in _varying(text):
        start, end = found.span()
        parts += (text[at:start], _PLAIN[found.lastgroup or ""])
        length += start - at + 1
        steps += (length - 1, length)
        origins += (start, end)
        at = end
    return _Words("".join([*parts, text[at:]]), steps, origins)


def _varying(text: str) -> Iterator[re.Match[str]]:
    for run in _RUN.finditer(text):
        if run.group() != " ":
            yield from _VARIES.finditer(text, *run.span())


def _trimmed(text: str, start: int, end: int) -> Span:
    """A span without the blanks at its ends: those beside a dash are compared with it."""
    printed = text[start:end]
    return Span(end - len(printed.lstrip()), start + len(printed.rstrip()))


def _is_whole(article: Article, span: Span) -> bool:
    """Whether a place is outside furniture, and begins and ends where sentences do."""
    if not span.start < span.end or any(span.overlaps(furniture) for furniture in article.furniture):
        return False
    first, last = _stretch(article, span.start), _stretch(article, span.end - 1)
    return (span.start == first.start or any(span.start == s.start for s in _sentences(article, first))) and (
        span.end == last.end or any(span.end == s.end for s in _sentences(article, last))
    )


def _stretch(article: Article, at: int) -> Span:
    """The text around a place up to empty lines and furniture: no sentence goes on over these."""
    text = article.text
    before, after = text.rfind("\n\n", 0, at), text.find("\n\n", at)
    first = max([0 if before < 0 else before, *(end for _, end in article.furniture if end <= at)])
    last = min([len(text) if after < 0 else after, *(start for start, _ in article.furniture if start > at)])
    return _trimmed(text, first, last)


def _sentences(article: Article, stretch: Span) -> list[Span]:
    start, end = stretch
    return [Span(start + first, start + last) for first, last in sentences(article.text[start:end])]


def _age(article: Article) -> tuple[date, datetime, str]:
    """What orders articles by their time, the day as printed before the moment."""
    return article.published or _LAST[0], article.published_at or _LAST[1], article.id
