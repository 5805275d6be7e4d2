"""An index in memory, by brute force: exact, for tests, demonstrations, and as the measure of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, Self

from index.bm25 import Field, best
from index.errors import IndexMismatch
from index.intake import check_passages, fingerprint
from index.listing import check_listing, matches, rank
from index.records import Article, Earlier, Filter, Listed, Listing, Order, Passage, Scored
from index.vectors import PLACES as DENSE_PLACES
from index.vectors import check_unit_rows, check_vector
from index.words import ANALYZER, PLACES, TITLE_WEIGHT, analyze

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.manifest import Manifest

__all__ = ["MemoryIndex", "MemoryWriter"]


class _Entry(NamedTuple):
    """A passage with all that is counted of it."""

    passage: Passage
    vector: NDArray[np.float32]
    text: Counter[str]
    title: Counter[str]


@dataclass(slots=True)
class _Extra:
    """What is kept beside articles and passages."""

    attached: dict[str, bytes] = field(default_factory=dict)
    notes: dict[str, bytes] = field(default_factory=dict)
    stories: list[tuple[str, ...]] = field(default_factory=list)
    earlier: list[Earlier] = field(default_factory=list)


class MemoryIndex:
    """An index of what a :class:`MemoryWriter` was given; never changed afterwards.

    :ivar manifest: facts of the model, and counts
    """

    def __init__(
        self,
        manifest: Manifest,
        articles: Mapping[str, Article],
        entries: Mapping[str, list[_Entry]],
        extra: _Extra,
    ) -> None:
        self._extra = extra
        self._articles = dict(sorted(articles.items()))
        self._entries = dict(entries)
        self._passages = {e.passage.id: e for found in entries.values() for e in found}
        self.manifest = replace(
            manifest,
            articles=len(articles),
            passages=len(self._passages),
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

    def close(self) -> None:
        """Does nothing: there are no files."""

    def _line(self, article: Article) -> Listed:
        passages, others = len(self._entries[article.id]), len(self.copies(article.id))
        day, url = article.published, article.url
        return Listed(
            article.id, article.title, article.authors, day, article.publisher, url, passages, others
        )

    def _admitted(self, where: Filter | None) -> Iterator[_Entry]:
        return (e for e in self._passages.values() if where is None or where.admits(e.passage.article))


class MemoryWriter:
    """Collects articles for a :class:`MemoryIndex`; what an index in hand holds does not change.

    :param base: index to start from; nothing where not given
    :ivar base: its manifest
    """

    def __init__(self, base: MemoryIndex | None = None) -> None:
        self.base = base.manifest if base else None
        self._articles = dict(base._articles) if base else {}
        self._entries = dict(base._entries) if base else {}
        self._dimension = base.manifest.dimension if base else 0
        last = base._extra if base else _Extra()
        self._extra = _Extra({}, dict(last.notes), list(last.stories), list(last.earlier))
        self._before = dict(last.attached)

    def add(
        self, article: Article, passages: Sequence[Passage], vectors: NDArray[np.float32], note: bytes = b""
    ) -> None:
        """Takes an article and its passages, see :meth:`index.local.LocalWriter.add`."""
        rows = check_unit_rows(vectors, len(passages))
        check_passages(article, passages)
        if article.id in self._articles:
            raise ValueError(f"article {article.id} is in the index; remove it first")
        if len(passages):
            self._check_dimension(rows.shape[1])
        title = Counter(analyze(article.title))
        self._entries[article.id] = [
            _Entry(p, row, Counter(analyze(p.text)), title)
            for p, row in zip(passages, rows.copy(), strict=True)
        ]
        self._articles[article.id] = article
        self._keep_earlier(lambda one: one.article.id != article.id)
        if note:
            self._extra.notes[article.id] = note

    def remove(self, article_id: str, *, replaced: bool = False) -> None:
        """Drops an article, see :meth:`index.local.LocalWriter.remove`."""
        gone = self._articles.pop(article_id)
        del self._entries[article_id]
        self._extra.notes.pop(article_id, None)
        self._extra.stories = [tuple(id for id in ids if id != article_id) for ids in self._extra.stories]
        if replaced:
            self._keep_earlier(lambda one: one.article.id != article_id)
            self._extra.earlier.append(Earlier(gone, datetime.now(UTC).isoformat(timespec="seconds")))

    def forget(self, source: str) -> None:
        """Drops the earlier versions of an article."""
        self._keep_earlier(lambda one: one.article.source != source)

    def ids(self) -> list[str]:
        """Ids of the articles as they would be published now."""
        return sorted(self._articles)

    def article(self, id: str) -> Article:
        """An article as it would be published now. :raises KeyError: where it is not there."""
        return self._articles[id]

    def notes(self) -> dict[str, bytes]:
        """Article id -> what was noted of it."""
        return dict(self._extra.notes)

    def note(self, notes: Mapping[str, bytes]) -> None:
        """Notes of some articles."""
        self._extra.notes |= notes

    def copies(self) -> list[tuple[str, ...]]:
        """All groups of copies, without the articles that were removed."""
        return [ids for ids in self._extra.stories if ids]

    def fold(self, stories: Sequence[Sequence[str]]) -> None:
        """Makes these the groups of copies, see :meth:`index.local.LocalWriter.fold`."""
        self._extra.stories = [tuple(self._articles[id].id for id in ids) for ids in stories]

    def attachment(self, name: str) -> bytes | None:
        """What was attached to the index that this one starts from; ``None`` where nothing was."""
        return self._before.get(name)

    def attach(self, name: str, data: bytes) -> None:
        """Adds a file of the caller's; see :meth:`index.local.LocalWriter.attach`."""
        self._extra.attached[name] = bytes(data)

    def commit(self, manifest: Manifest) -> MemoryIndex:
        """An index of what is here now. :raises IndexMismatch: where the model is another than before."""
        self._check_dimension(manifest.dimension)
        met, had = ((m.model, m.model_revision, m.budget) for m in (manifest, self.base or manifest))
        if met != had:
            raise IndexMismatch(f"the model is {met}, that of the index is {had}; start from nothing")
        return MemoryIndex(manifest, self._articles, self._entries, self._extra)

    def close(self) -> None:
        """Does nothing: there are no files."""

    def _keep_earlier(self, which: Callable[[Earlier], bool]) -> None:
        self._extra.earlier[:] = filter(which, self._extra.earlier)

    def _check_dimension(self, dimension: int) -> None:
        self._dimension = self._dimension or dimension
        if dimension != self._dimension:
            raise IndexMismatch(f"vectors have {dimension} numbers, those of the index {self._dimension}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
