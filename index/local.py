"""An index in one folder: each version is written beside the current one and published in one step."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.catalog import CATALOG, Catalog
from index.errors import IndexMismatch
from index.intake import check_passages
from index.ledger import check_statements, drop, put
from index.ledger import statements as spoken
from index.listing import fold, groups
from index.manifest import MANIFEST, Manifest, read_checked
from index.published import LocalIndex, copy_current
from index.records import Filter
from index.staleness import finish_words
from index.vectorfile import Rows, RowsWriter
from index.vectors import KIND, VECTORS, check_unit_rows
from index.versions import (
    discard,
    lock,
    point,
    seal,
    start_version,
    write_file,
    writing,
)
from index.words import ANALYZER, WORDS, WordsWriter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.records import Article, Passage
    from index.statements.record import Statement

__all__ = ["LocalIndex", "LocalWriter"]

NOTES = "SELECT id, note FROM note JOIN article ON key = article"
SET_NOTE = "INSERT OR REPLACE INTO note SELECT key, ? FROM article WHERE id = ?"
SOFTWARE = ("faiss-cpu", "tantivy", "snowballstemmer", "numpy")


class LocalWriter:
    """Writes the next version, starting from the current one.

    Everything goes to the disk as it comes. Leaving a ``with`` block without :meth:`commit` drops it.

    :ivar base: manifest of the version that this one starts from; ``None`` where it starts from nothing
    """

    def __init__(self, folder: Path, *, fresh: bool) -> None:
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = lock(folder)
        self._folder = self._built = self._base_folder = folder
        try:
            with writing(folder):
                self._built = start_version(folder)
            self._rows = RowsWriter(self._built)
            self.base = None
            if not fresh and (copied := copy_current(folder, self._built)):
                self._base_folder, self.base = copied
            self._dimension = self.base.dimension if self.base else 0
            self._catalog = Catalog(self._built / CATALOG, read_only=False)
            self._words = WordsWriter(self._built / WORDS)
        except BaseException:
            self.close()
            raise

    @classmethod
    def open(cls, folder: str | Path, *, fresh: bool = False) -> LocalWriter:
        """See :func:`index.store.create_index`.

        :raises IndexDamaged: where the current version is not as it was written and ``fresh`` is not given
        """
        return cls(Path(folder), fresh=fresh)

    def add(
        self,
        article: Article,
        passages: Sequence[Passage],
        vectors: NDArray[np.float32],
        note: bytes = b"",
        statements: Sequence[Statement] = (),
    ) -> None:
        """Takes an article with its passages and their ``(n, dim)`` float32 unit vectors, and its statements.

        :param note: what the caller is to know of the article when it writes again
        :raises ValueError: where the id is taken, a passage or statement is not of the article or holds furniture,
            or a vector is not of length 1
        :raises IndexMismatch: where the vectors have another dimension than those of the index
        """
        rows = check_unit_rows(vectors, len(passages))
        check_passages(article, passages)
        check_statements(article, statements)
        if len(passages):
            self._check_dimension(rows.shape[1])
        key, keys = self._catalog.add(article, [passage.span for passage in passages])
        self._words.add(article, key, zip(keys, (passage.text for passage in passages), strict=True))
        self._rows.add(keys, rows)
        self._catalog.run(SET_NOTE, [(note, article.id)] if note else [])
        put(self._catalog, article.id, statements)

    def remove(self, article_id: str, *, replaced: bool = False) -> None:
        """Drops an article; the text of one that is ``replaced`` is kept for those who quoted it.

        :raises KeyError: where it is not in the index
        """
        if replaced:
            self._catalog.keep(article_id, datetime.now(UTC).isoformat(timespec="seconds"))
        key, keys = self._catalog.remove(article_id)
        self._words.remove(key)
        self._rows.remove(keys)

    def forget(self, source: str) -> None:
        """Drops the earlier versions of an article, by its source id."""
        self._catalog.run("DELETE FROM earlier WHERE source = ?", [(source,)])

    def statements(self, article_id: str) -> list[Statement]:
        """The statements of an article as they would be published now, by place."""
        return spoken(self._catalog, (), Filter(articles=(article_id,)))

    def restate(self, article_id: str, statements: Sequence[Statement]) -> None:
        """Puts statements in the place of those of an article.

        :raises KeyError: where the article is not in the index
        :raises ValueError: where one is not of the article
        """
        check_statements(self.article(article_id), statements)
        drop(self._catalog, article_id)
        put(self._catalog, article_id, statements)

    def article(self, id: str) -> Article:
        """An article as it would be published. :raises KeyError: where it is not there."""
        return self._catalog.article(id)

    def notes(self) -> dict[str, bytes]:
        """Article id -> what was noted of it; articles without a note are left out."""
        return dict(self._catalog.ask(NOTES, ()))

    def note(self, notes: Mapping[str, bytes]) -> None:
        """Puts notes in the place of those of some articles."""
        self._catalog.run(SET_NOTE, ((note, id) for id, note in notes.items()))

    def copies(self) -> list[tuple[str, ...]]:
        """All groups of copies, without the articles that were removed."""
        return groups(self._catalog)

    def fold(self, stories: Sequence[Sequence[str]]) -> None:
        """Makes these the groups of copies, and no others; article ids, the earliest of a story first.

        :raises KeyError: where an id is not in the index
        """
        fold(self._catalog, stories)

    def attachment(self, name: str) -> bytes | None:
        """What was attached to the version that this one starts from; ``None`` where nothing was."""
        facts = self.base.files.get(name) if self.base else None
        return facts and read_checked(self._base_folder / name, facts)

    def attach(self, name: str, data: bytes) -> None:
        """Adds a file of the caller's to this version, such as what was refused; the next starts without.

        :raises ValueError: where the name is not a plain one, or is taken
        """
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", name) or name in (CATALOG, VECTORS, WORDS, MANIFEST):
            raise ValueError(f"{name!r} cannot be the name of a file beside an index")
        write_file(self._built / name, data)

    def ids(self) -> list[str]:
        """Ids of the articles as they would be published now, sorted."""
        return [*self._catalog.article_keys().values()]

    def commit(self, manifest: Manifest, *, compact: bool = False) -> LocalIndex:
        """Publishes all or nothing; readers keep the version that they opened. The writer is closed then.

        :param manifest: facts of the model; counts, checksums and the date are filled in
        :param compact: keep nothing of what was removed, nor the version before
        :raises IndexMismatch: where the model or the dimension is not that of the version before
        :raises StoreUnwritable: where the folder is read-only or full; the last version stays
        """
        self._check_model(manifest)
        articles, passages, statements = self._catalog.counts()
        self._words = finish_words(self._words, self._catalog, 0 if compact else passages)
        self._catalog.finish(compact=compact)
        with writing(self._folder):
            self._write_vectors(manifest.dimension)
            facts = replace(
                manifest,
                analyzer=ANALYZER,
                vectors=KIND,
                articles=articles,
                passages=passages,
                statements=statements,
                built=datetime.now(UTC).isoformat(timespec="seconds"),
                software={name: version(name) for name in SOFTWARE},
            )
            self._built = seal(self._folder, self._built, facts)
            index = LocalIndex(self._built)  # what cannot be read back is never published
            point(self._folder, self._built, before=0 if compact else 1)
        self.close()
        return index

    def close(self) -> None:
        """Lets go of the lock and of whatever was not committed."""
        for part in ("_catalog", "_words", "_rows"):
            if hasattr(self, part):  # opening may have failed before
                getattr(self, part).close()
        if self._built != self._folder:
            discard(self._folder, self._built)
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _check_dimension(self, dimension: int) -> None:
        self._dimension = self._dimension or dimension
        if dimension != self._dimension:
            raise IndexMismatch(
                f"vectors have {dimension} numbers, those of the index {self._dimension}; "
                "use the same encoder, or build again with --fresh"
            )

    def _check_model(self, manifest: Manifest) -> None:
        self._check_dimension(manifest.dimension)
        met, had = ((m.model, m.model_revision, m.budget) for m in (manifest, self.base or manifest))
        if met != had:
            raise IndexMismatch(
                f"the model is {met}, the index was built with {had}; build again with --fresh"
            )

    def _write_vectors(self, dimension: int) -> None:
        path, last = self._base_folder / VECTORS, self.base
        base = Rows(path, last.files[VECTORS], last.dimension, last.passages) if last else None
        self._rows.finish(self._built / VECTORS, dimension, base)
