"""An index in memory, by brute force: exact, for tests, demonstrations, and as the measure of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from index.bm25 import Field, best
from index.intake import fingerprint
from index.ledger import ALIASES, VoiceListing, aliases_of, counted, listed, speaking
from index.listing import check_listing, matches, rank
from index.records import Article, Earlier, Filter, Listed, Listing, Order, Passage, Scored
from index.vectors import PLACES as DENSE_PLACES
from index.vectors import check_vector
from index.words import ANALYZER, PLACES, TITLE_WEIGHT, analyze

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.manifest import Manifest
    from index.speakers.aliases import Aliases
    from index.statements.record import Statement

__all__ = ["Entry", "Extra", "MemoryIndex"]


class Entry(NamedTuple):
    """A passage with all that is counted of it."""

    passage: Passage
    vector: NDArray[np.float32]
    text: Counter[str]
    title: Counter[str]


@dataclass(slots=True)
class Extra:
    """What is kept beside articles and passages."""

    attached: dict[str, bytes] = field(default_factory=dict)
    notes: dict[str, bytes] = field(default_factory=dict)
    stories: list[tuple[str, ...]] = field(default_factory=list)
    earlier: list[Earlier] = field(default_factory=list)
    statements: dict[str, list[Statement]] = field(default_factory=dict)


class MemoryIndex:
    """An index of what a :class:`MemoryWriter` was given; never changed afterwards.

    :ivar manifest: facts of the model, and counts
    """

    def __init__(
        self,
        manifest: Manifest,
        articles: Mapping[str, Article],
        entries: Mapping[str, list[Entry]],
        extra: Extra,
    ) -> None:
        self._extra = extra
        self._articles = dict(sorted(articles.items()))
        self._entries = dict(entries)
        self._passages = {e.passage.id: e for found in entries.values() for e in found}
        self.manifest = replace(
            manifest,
            articles=len(articles),
            passages=len(self._passages),
            statements=sum(map(len, extra.statements.values())),
            analyzer=ANALYZER,
            vectors="memory",
        )

    def dense(self, vector: NDArray[np.float32], k: int, where: Filter | None = None) -> list[Scored]:
        """See :meth:`index.store.Index.dense`."""
        question = check_vector(vector, self.manifest.dimension)
        scores = ((e.passage.id, float(e.vector @ question)) for e in self._admitted(where))
        return best(scores, k, DENSE_PLACES)

    def lexical(self, query: str, k: int, where: Filter | None = None) -> list[Scored]:
        """See :meth:`index.store.Index.lexical`."""
        words = dict.fromkeys(analyze(query))
        every = list(self._passages.values())
        text = Field([e.text for e in every], words)
        title = Field([e.title for e in every], words)
        scores = (
            (e.passage.id, text.score(e.text) + TITLE_WEIGHT * title.score(e.title))
            for e in self._admitted(where)
        )
        return best(((name, score) for name, score in scores if score > 0), k, PLACES)

    def frequencies(self, words: Sequence[str]) -> list[int]:
        """In how many passages (or titles of their articles) each analysed word occurs."""
        return [sum(word in e.text or word in e.title for e in self._passages.values()) for word in words]

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages with these ids, in their order. :raises KeyError: where one is not in the index."""
        return [self._passages[name].passage for name in ids]

    def article(self, id: str) -> Article:
        """One article. :raises KeyError: where it is not in the index."""
        return self._articles[id]

    def articles(self, where: Filter | None = None) -> Iterator[Article]:
        """Every article that passes, by id."""
        return (a for a in self._articles.values() if not where or where.admits(a))

    def fingerprints(self) -> dict[str, str]:
        """Article id -> :func:`index.intake.fingerprint`."""
        return {name: fingerprint(article) for name, article in self._articles.items()}

    def attachment(self, name: str) -> bytes | None:
        """What :meth:`MemoryWriter.attach` added under this name; ``None`` where it did not."""
        return self._extra.attached.get(name)

    def copies(self, id: str) -> tuple[str, ...]:
        """See :meth:`index.store.Index.copies`."""
        story = next((ids for ids in self._extra.stories if id in ids), (self.article(id).id,))
        return tuple(other for other in story if other != id)

    def listing(self, words: str = "", *, order: Order = "newest", start: int = 0, k: int = 100) -> Listing:
        """See :meth:`index.store.Index.listing`."""
        check_listing(order, start, k)
        found = [a for a in self._articles.values() if matches(words, a.title, a.authors, a.publisher)]
        found.sort(key=lambda a: rank(order, a.id, a.title, str(a.published or ""), a.publisher))
        return Listing(len(found), tuple(map(self._line, found[start : start + k])))

    def earlier(self) -> Iterator[Earlier]:
        """See :meth:`index.store.Index.earlier`."""
        return iter(sorted(self._extra.earlier, key=lambda one: one.replaced, reverse=True))

    def statements(self, keys: Sequence[str] = (), where: Filter | None = None) -> list[Statement]:
        """See :meth:`index.store.Index.statements`."""
        found = (self._extra.statements.get(article.id, ()) for article in self.articles(where))
        return speaking((one for statements in found for one in statements), keys)

    def voices(self, words: str = "", *, start: int = 0, k: int = 100) -> VoiceListing:
        """See :meth:`index.store.Index.voices`."""
        return listed(counted(self.statements()), words, start, k)

    def aliases(self) -> Aliases:
        """See :meth:`index.store.Index.aliases`."""
        return aliases_of(self.attachment(ALIASES))

    def close(self) -> None:
        """Does nothing: there are no files."""

    def _line(self, article: Article) -> Listed:
        passages, others = len(self._entries[article.id]), len(self.copies(article.id))
        day, url = article.published, article.url
        return Listed(
            article.id, article.title, article.authors, day, article.publisher, url, passages, others
        )

    def _admitted(self, where: Filter | None) -> Iterator[Entry]:
        return (e for e in self._passages.values() if where is None or where.admits(e.passage.article))
