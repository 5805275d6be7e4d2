"""An index in memory, by brute force: exact, for tests, demonstrations, and as the measure of the others."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Self

from index.errors import IndexMismatch
from index.intake import check_passages, fingerprint
from index.records import Article, Filter, Passage, Scored
from index.vectors import PLACES as DENSE_PLACES
from index.vectors import check_unit_rows, check_vector
from index.words import ANALYZER, K1, PLACES, TITLE_WEIGHT, B, analyze

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


class MemoryIndex:
    """An index of what a :class:`MemoryWriter` was given; never changed afterwards.

    :ivar manifest: facts of the model, and counts
    """

    def __init__(
        self,
        manifest: Manifest,
        articles: Mapping[str, Article],
        entries: Mapping[str, list[_Entry]],
        attached: Mapping[str, bytes],
    ) -> None:
        self._attached = dict(attached)
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
        return _best(scores, k, DENSE_PLACES)

    def lexical(self, query: str, k: int, where: Filter | None = None) -> list[Scored]:
        """See :meth:`index.store.Index.lexical`."""
        words = dict.fromkeys(analyze(query))
        every = list(self._passages.values())
        text = _Field([e.text for e in every], words)
        title = _Field([e.title for e in every], words)
        scores = (
            (e.passage.id, text.score(e.text) + TITLE_WEIGHT * title.score(e.title))
            for e in self._admitted(where)
        )
        return _best(((name, score) for name, score in scores if score > 0), k, PLACES)

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
        return (a for a in self._articles.values() if where is None or where.admits(a))

    def fingerprints(self) -> dict[str, str]:
        """Article id -> :func:`index.intake.fingerprint`."""
        return {name: fingerprint(article) for name, article in self._articles.items()}

    def attachment(self, name: str) -> bytes | None:
        """What :meth:`MemoryWriter.attach` added under this name; ``None`` where it did not."""
        return self._attached.get(name)

    def close(self) -> None:
        """Does nothing: there are no files."""

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
        self._attached: dict[str, bytes] = {}

    def add(self, article: Article, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
        """Takes an article with its passages and their ``(n, dim)`` float32 unit vectors.

        :raises ValueError: as :meth:`index.local.LocalWriter.add`
        :raises IndexMismatch: where the vectors have another dimension than those of the index
        """
        rows = check_unit_rows(vectors, len(passages))
        check_passages(article, passages)
        if article.id in self._articles:
            raise ValueError(f"article {article.id} is in the index; remove it first")
        if len(passages):
            self._check_dimension(rows.shape[1])
        title = Counter(analyze(article.title))
        counted = zip(passages, rows.copy(), strict=True)
        self._entries[article.id] = [_Entry(p, row, Counter(analyze(p.text)), title) for p, row in counted]
        self._articles[article.id] = article

    def remove(self, article_id: str) -> None:
        """Drops an article. :raises KeyError: where it is not in the index."""
        del self._articles[article_id]
        del self._entries[article_id]

    def attach(self, name: str, data: bytes) -> None:
        """Adds a file of the caller's; see :meth:`index.local.LocalWriter.attach`."""
        self._attached[name] = bytes(data)

    def fingerprints(self) -> dict[str, str]:
        """Article id -> :func:`index.intake.fingerprint`."""
        return {name: fingerprint(article) for name, article in self._articles.items()}

    def fingerprint(self, article: Article) -> str:
        """What :meth:`fingerprints` says of an article once it is added."""
        return fingerprint(article)

    def commit(self, manifest: Manifest) -> MemoryIndex:
        """An index of what is here now. :raises IndexMismatch: where the model is another than before."""
        self._check_dimension(manifest.dimension)
        met, had = ((m.model, m.model_revision, m.budget) for m in (manifest, self.base or manifest))
        if met != had:
            raise IndexMismatch(f"the model is {met}, that of the index is {had}; start from nothing")
        return MemoryIndex(manifest, self._articles, self._entries, self._attached)

    def close(self) -> None:
        """Does nothing: there are no files."""

    def _check_dimension(self, dimension: int) -> None:
        self._dimension = self._dimension or dimension
        if dimension != self._dimension:
            raise IndexMismatch(f"vectors have {dimension} numbers, those of the index {self._dimension}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Field:
    """BM25 of one field, as Robertson and Zaragoza give it, with the logarithm that is never negative."""

    def __init__(self, counts: Sequence[Counter[str]], words: Iterable[str]) -> None:
        self._mean = sum(count.total() for count in counts) / max(len(counts), 1)
        self._weights = {}
        for word in words:
            holding = sum(word in count for count in counts)
            self._weights[word] = math.log(1 + (len(counts) - holding + 0.5) / (holding + 0.5)) * (K1 + 1)

    def score(self, count: Counter[str]) -> float:
        """The score of a passage: 0 where it has none of the words."""
        norm = K1 * (1 - B + B * count.total() / self._mean) if self._mean else K1
        return sum(weight * count[word] / (count[word] + norm) for word, weight in self._weights.items())


def _best(scores: Iterable[tuple[str, float]], k: int, places: int) -> list[Scored]:
    if k < 1:
        raise ValueError(f"k is {k}, expected 1 or more")
    found = (Scored(name, round(score, places)) for name, score in scores)
    return sorted(found, key=lambda one: (-one.score, one.passage_id))[:k]
