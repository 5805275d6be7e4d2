"""A published version of an index, read-only: SQLite holds the truth, FAISS and tantivy find passages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.catalog import CATALOG, Catalog
from index.errors import IndexDamaged, IndexMismatch, IndexMissing
from index.intake import parse_passage_id
from index.ledger import ALIASES, VoiceListing, aliases_of, statements, voices
from index.listing import copies, earlier, listing
from index.manifest import MANIFEST, Manifest, read_checked, verify
from index.records import Article, Earlier, Filter, Listing, Order, Passage, Scored, Span
from index.vectors import KIND, VECTORS, Vectors, check_vector
from index.versions import newest_version, open_version, require_space, writing
from index.words import ANALYZER, WORDS, Words, analyze

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.speakers.aliases import Aliases
    from index.statements.record import Statement

__all__ = ["LocalIndex", "copy_current", "open_manifest"]

FILTERS = 8  # filters whose passages are kept: a conversation stays with one, each takes 50 ms at 100,000
MARGIN = 16  # passages fetched beyond k, so that ties at the end are mostly settled by one search
TRIES = 3  # a version can be replaced twice while it is being opened; more often than that is no accident


def open_manifest(version: Path) -> Manifest:
    """The manifest of a version that this program can read.

    :raises IndexDamaged: where it is not as written, or names no file of an engine
    :raises IndexMismatch: where the format, the analysis of words or the kind of vectors is another
    """
    manifest = open_version(version)
    for what, found, expected in (
        ("words analysed by", manifest.analyzer, ANALYZER),
        ("vectors of kind", manifest.vectors, KIND),
    ):
        if found != expected:
            raise IndexMismatch(
                f"{version} has {what} {found!r}, expected {expected!r}; build the index again with --fresh"
            )
    for name in (CATALOG, VECTORS, f"{WORDS}/meta.json"):
        if name not in manifest.files:
            raise IndexDamaged(
                f"{version / MANIFEST} does not name {name}; build the index again with --fresh"
            )
    return manifest


def copy_current(folder: Path, to: Path) -> tuple[Path, Manifest] | None:
    """Copies the current version, but for its vectors and what was attached to it.

    :returns: the folder of that version and its manifest; ``None`` where there is none
    """
    try:
        current = folder / newest_version(folder)
    except IndexMissing:
        return None
    manifest = open_manifest(current)
    verify(
        current, {VECTORS: manifest.files[VECTORS]}
    )  # its rows are copied when the next version is complete
    files = {n: f for n, f in manifest.files.items() if n == CATALOG or n.startswith(f"{WORDS}/")}
    with writing(to):
        require_space(to, sum(facts.size for facts in files.values()))
        verify(current, files, copy_to=to)
    return current, manifest


class LocalIndex:
    """One version of an index, every file compared with its checksum. It stays readable when a later build
    removes it.

    :ivar manifest: what was built
    :ivar folder: where the version is
    """

    def __init__(self, version: Path) -> None:
        self.folder = version
        self.manifest = open_manifest(version)
        files = dict(self.manifest.files)
        facts = files.pop(VECTORS)
        verify(version, files)
        self._vectors = Vectors.open(
            version / VECTORS, facts, dimension=self.manifest.dimension, count=self.manifest.passages
        )
        self._words = Words(version / WORDS)
        self._catalog = Catalog(version / CATALOG, read_only=True)
        self._admitted = lru_cache(FILTERS)(self._catalog.passage_keys)  # a version never changes
        found = (*self._catalog.counts(), len(self._words))
        expected = (self.manifest.articles, self.manifest.passages, self.manifest.statements)
        if found != (*expected, self.manifest.passages):
            self.close()
            raise IndexDamaged(
                f"{version} is damaged: articles, passages, statements, passages with words are {found}, expected "
                f"{expected}; build the index again with --fresh"
            )

    @classmethod
    def open(cls, folder: str | Path) -> LocalIndex:
        """Opens the current version.

        :raises IndexMissing: where there is none
        :raises IndexDamaged: where a file is not as it was written
        :raises IndexMismatch: where the format or the analyzer is another
        """
        for _ in range(TRIES):
            name = newest_version(folder)
            try:
                return cls(Path(folder) / name)
            except IndexDamaged:
                if newest_version(folder) == name:
                    raise
        return cls(Path(folder) / newest_version(folder))

    @property
    def name(self) -> str:
        """Name of the version; :func:`index.versions.newest_version` says which is current now."""
        return self.folder.name

    def dense(self, vector: NDArray[np.float32], k: int, where: Filter | None = None) -> list[Scored]:
        """See :meth:`index.store.Index.dense`.

        :raises IndexMismatch: where the dimension is another
        :raises ValueError: where ``k`` is below 1, or the vector is not one of finite numbers
        """
        question = check_vector(vector, self.manifest.dimension)
        among = None if where in (None, Filter()) else self._admitted(where)
        return self._best(lambda depth: self._vectors.search(question, depth, among), k)

    def lexical(self, query: str, k: int, where: Filter | None = None) -> list[Scored]:
        """See :meth:`index.store.Index.lexical`; the score is BM25 of the text and, weighted, of the title.

        :raises ValueError: where ``k`` is below 1
        """
        words = analyze(query)
        articles = list(self._catalog.article_keys(where)) if where and where.articles else []
        return self._best(lambda depth: self._words.search(words, depth, where, articles=articles), k)

    def _best(self, find: Callable[[int], list[tuple[int, float]]], k: int) -> list[Scored]:
        """The best ``k``, ties by passage id: looks deeper until the last one found is no tie of the k-th."""
        if k < 1:
            raise ValueError(f"k is {k}, expected 1 or more")
        depth = min(k, self.manifest.passages) + MARGIN
        found = find(depth)
        while len(found) == depth and found[-1][1] == found[k - 1][1]:
            depth *= 4
            found = find(depth)
        names = self._catalog.names([key for key, _ in found])
        scored = (Scored(names[key], score) for key, score in found)
        return sorted(scored, key=lambda one: (-one.score, one.passage_id))[:k]

    def frequencies(self, words: Sequence[str]) -> list[int]:
        """In how many passages (or titles of their articles) each analysed word occurs."""
        return [self._words.frequency(word) for word in words]

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages with these ids, in their order. :raises KeyError: where one is not in the index."""
        articles: dict[str, tuple[Article, set[Span]]] = {}
        found = []
        for passage_id in ids:
            name, start, end = parse_passage_id(passage_id)
            if name not in articles:
                articles[name] = self.article(name), {span for _, span in self._catalog.spans(name)}
            article, spans = articles[name]
            if Span(start, end) not in spans:
                raise KeyError(passage_id)
            found.append(Passage(article, Span(start, end)))
        return found

    def article(self, id: str) -> Article:
        """One article, compared with its fingerprint. :raises KeyError: where it is not in the index."""
        return self._catalog.article(id)

    def articles(self, where: Filter | None = None) -> Iterator[Article]:
        """Every article that passes, by id."""
        return map(self.article, self._catalog.article_keys(where).values())

    def copies(self, id: str) -> tuple[str, ...]:
        """See :meth:`index.store.Index.copies`."""
        return copies(self._catalog, id)

    def listing(self, words: str = "", *, order: Order = "newest", start: int = 0, k: int = 100) -> Listing:
        """See :meth:`index.store.Index.listing`."""
        return listing(self._catalog, words, order, start, k)

    def earlier(self) -> Iterator[Earlier]:
        """See :meth:`index.store.Index.earlier`."""
        return earlier(self._catalog)

    def statements(self, keys: Sequence[str] = (), where: Filter | None = None) -> list[Statement]:
        """See :meth:`index.store.Index.statements`.

        :raises IndexDamaged: where one is not as it was stored
        """
        return statements(self._catalog, keys, where)

    def voices(self, words: str = "", *, start: int = 0, k: int = 100) -> VoiceListing:
        """See :meth:`index.store.Index.voices`."""
        return voices(self._catalog, words, start, k)

    def aliases(self) -> Aliases:
        """See :meth:`index.store.Index.aliases`."""
        return aliases_of(self.attachment(ALIASES))

    def named(self, name: str) -> str | None:
        """The id of the article with this id, given with or without its hash; ``None`` where there is none."""
        return next((id for id in self.fingerprints() if name in (id, id.rpartition("@")[0])), None)

    def fingerprints(self) -> dict[str, str]:
        """Article id -> :func:`index.intake.fingerprint` of it as stored; reads no text."""
        return self._catalog.fingerprints()

    def attachment(self, name: str) -> bytes | None:
        """What :meth:`index.local.LocalWriter.attach` added under this name; ``None`` where it did not."""
        facts = self.manifest.files.get(name)
        return facts and read_checked(self.folder / name, facts)

    def close(self) -> None:
        """Lets go of files; the index cannot be asked afterwards."""
        self._catalog.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
