"""What became of the words of articles that were corrected: which sentences were altered, and which are gone."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from index.passages import evidence_sentences
from index.records import Article, Excerpt

if TYPE_CHECKING:
    from index.store import Index

__all__ = ["Alteration", "Correction", "compare", "corrections"]

SIMILAR = 0.6  # of two sentences, as difflib measures it; its own measure of a close match


class Alteration(NamedTuple):
    """A sentence that could have been quoted, and what stands in its place; ``None`` where nothing does."""

    old: Excerpt
    new: Excerpt | None


@dataclass(frozen=True, slots=True)
class Correction:
    """An earlier version of an article against the one in force.

    :ivar replaced: when the earlier one was replaced, ISO 8601 in UTC
    :ivar altered: sentences of the earlier version that the article no longer has, in their order
    :ivar added: sentences that it did not have and that replace none
    """

    earlier: Article
    now: Article
    replaced: str
    altered: tuple[Alteration, ...]
    added: tuple[Excerpt, ...]


def corrections(index: Index, since: date | None = None) -> Iterator[Correction]:
    """Every earlier version that is kept, the latest first, against the version in force.

    :param since: the first day that counts
    """
    now = {article.source: article for article in index.articles()} if any(index.earlier()) else {}
    for earlier, replaced in index.earlier():
        if earlier.source in now and (since is None or replaced[:10] >= since.isoformat()):
            yield compare(earlier, now[earlier.source], replaced)


def compare(earlier: Article, now: Article, replaced: str = "") -> Correction:
    """Sentence by sentence; one that only moved is no alteration."""
    held = {_words(one) for one in _sentences(now)}
    had = {_words(one) for one in _sentences(earlier)}
    fresh = {_words(one): one for one in _sentences(now) if _words(one) not in had}
    altered = []
    for old in _sentences(earlier):
        if _words(old) not in held:
            close = difflib.get_close_matches(_words(old), fresh, n=1, cutoff=SIMILAR)
            altered.append(Alteration(old, fresh.pop(close[0]) if close else None))
    return Correction(earlier, now, replaced, tuple(altered), tuple(fresh.values()))


def _sentences(article: Article) -> list[Excerpt]:
    return [Excerpt(article, span) for span in evidence_sentences(article)]


def _words(sentence: Excerpt) -> str:
    """What a reader reads: where the line ends is no difference."""
    return " ".join(sentence.text.split())
