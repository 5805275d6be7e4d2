"""The articles that one question needs, each read once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index import Article
from qa.sayings import Saying

if TYPE_CHECKING:
    from index import Index, Statement, Voice

__all__ = ["MOST", "Shelf"]

MOST = 400  # articles read for one question: a speaker of a large collection is in thousands of them
PAGE = 1000  # lines of the list of the collection that are looked through at a time


class Shelf:
    """Articles by id; made for one question.

    :param tiers: of statements that may be shown
    """

    def __init__(self, index: Index, tiers: frozenset[str]) -> None:
        self._index = index
        self._tiers = tiers
        self._articles: dict[str, Article] = {}

    def article(self, id: str) -> Article:
        """One article. :raises KeyError: where it is not in the index."""
        if id not in self._articles:
            self._articles[id] = self._index.article(id)
        return self._articles[id]

    def with_articles(self, found: Sequence[tuple[Statement, Voice | None]]) -> list[Saying]:
        """Statements with their articles; only those of the :data:`MOST` newest articles, where they are of more."""
        allowed = [(statement, voice) for statement, voice in found if statement.tier in self._tiers]
        ids = {statement.article for statement, _ in allowed}
        kept = ids if len(ids) <= MOST else self._newest(ids)
        return [
            Saying(statement, self.article(statement.article), voice or next(iter(statement.voices), None))
            for statement, voice in allowed
            if statement.article in kept
        ]

    def _newest(self, ids: set[str]) -> set[str]:
        newest: set[str] = set()
        start = 0
        while len(newest) < MOST:
            lines = self._index.listing(start=start, k=PAGE).lines
            newest.update([line.id for line in lines if line.id in ids][: MOST - len(newest)])
            start += PAGE
            if len(lines) < PAGE:
                break
        return newest
