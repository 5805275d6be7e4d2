"""An index in one folder: each version is written beside the current one and published in one step."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.catalog import CATALOG, Catalog
from index.errors import IndexMismatch, IndexMissing
from index.intake import check_passages, fingerprint
from index.manifest import MANIFEST, Manifest, read_checked, verify
from index.published import LocalIndex, open_manifest
from index.vectors import KIND, VECTORS, Vectors, check_unit_rows
from index.versions import (
    discard,
    lock,
    newest_version,
    point,
    require_space,
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

__all__ = ["LocalIndex", "LocalWriter"]

FEW = 5_000  # passages whose words are written anew in about a second
STALE = 0.1  # beyond this share of removed passages the statistics of words are too far from the truth
SOFTWARE = ("faiss-cpu", "tantivy", "snowballstemmer", "numpy")


class LocalWriter:
    """Writes the next version, starting from the current one.

    Texts and words go to the disk as they come; memory is that of the vectors. Leaving a ``with`` block
    without :meth:`commit` drops everything.

    :ivar base: manifest of the version that this one starts from; ``None`` where it starts from nothing
    """

    def __init__(self, folder: Path, *, fresh: bool) -> None:
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = lock(folder)
        self._folder, self._built = folder, folder
        self._added: dict[int, tuple[list[int], NDArray[np.float32]]] = {}  # article -> keys, vectors
        self._removed: list[int] = []
        try:
            with writing(folder):
                self._built = start_version(folder)
            self.base = None if fresh else self._copy_base()
            self._dimension = self.base.dimension if self.base else 0
            self._catalog = Catalog(self._built / CATALOG, read_only=False)
            self._words = WordsWriter(self._built / WORDS)
        except BaseException:
            self.close()
            raise

    @classmethod
    def open(cls, folder: str | Path, *, fresh: bool = False) -> LocalWriter:
        """Opens a writer that starts from the current version, or from nothing.

        :raises IndexLocked: where another writer is open
        :raises IndexDamaged: where the current version is not as it was written and ``fresh`` is not given
        :raises StoreUnwritable: where the folder cannot be written
        """
        return cls(Path(folder), fresh=fresh)

    def add(self, article: Article, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
        """Takes an article with its passages and their ``(n, dim)`` float32 unit vectors.

        :raises ValueError: where the id is taken, a passage is not of the article or holds furniture, or a
            vector is not of length 1
        :raises IndexMismatch: where the vectors have another dimension than those of the index
        """
        rows = check_unit_rows(vectors, len(passages))
        check_passages(article, passages)
        if len(passages):
            self._check_dimension(rows.shape[1])
        key, keys = self._catalog.add(article, [passage.span for passage in passages])
        self._words.add(article, key, zip(keys, (passage.text for passage in passages), strict=True))
        self._added[key] = keys, rows.copy()

    def remove(self, article_id: str) -> None:
        """Drops an article. :raises KeyError: where it is not in the index."""
        key, keys = self._catalog.remove(article_id)
        self._words.remove(key)
        if self._added.pop(key, None) is None:
            self._removed.extend(keys)

    def attach(self, name: str, data: bytes) -> None:
        """Adds a file of the caller's to this version, such as what was refused; the next starts without.

        :raises ValueError: where the name is not a plain one, or is taken
        """
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", name) or name in (CATALOG, VECTORS, WORDS, MANIFEST):
            raise ValueError(f"{name!r} cannot be the name of a file beside an index")
        write_file(self._built / name, data)

    def fingerprints(self) -> dict[str, str]:
        """Article id -> :func:`index.intake.fingerprint` of it as stored; reads no text."""
        return self._catalog.fingerprints()

    def fingerprint(self, article: Article) -> str:
        """What :meth:`fingerprints` says of an article once it is added."""
        return fingerprint(article)

    def commit(self, manifest: Manifest) -> LocalIndex:
        """Publishes all or nothing; readers keep the version that they opened. The writer is closed then.

        :param manifest: facts of the model; counts, checksums and the date are filled in
        :raises IndexMismatch: where the model or the dimension is not that of the version before
        :raises StoreUnwritable: where the folder is read-only or full; the last version stays
        """
        self._check_model(manifest)
        articles, passages = self._catalog.counts()
        self._finish_words(passages)
        self._catalog.finish()
        with writing(self._folder):
            self._write_vectors(manifest.dimension)
            facts = Manifest(
                manifest.model,
                manifest.model_revision,
                manifest.dimension,
                manifest.budget,
                analyzer=ANALYZER,
                vectors=KIND,
                articles=articles,
                passages=passages,
                built=datetime.now(UTC).isoformat(timespec="seconds"),
                software={name: version(name) for name in SOFTWARE},
            )
            self._built = seal(self._folder, self._built, facts)
            index = LocalIndex(self._built)  # what cannot be read back is never published
            point(self._folder, self._built)
        self.close()
        return index

    def close(self) -> None:
        """Lets go of the lock and of whatever was not committed."""
        for part in ("_catalog", "_words"):
            if hasattr(self, part):  # opening may have failed before
                getattr(self, part).close()
        if self._built != self._folder:
            discard(self._folder, self._built)
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _copy_base(self) -> Manifest | None:
        """Copies the current version, but for what was attached to it."""
        try:
            current = self._folder / newest_version(self._folder)
        except IndexMissing:
            return None
        manifest = open_manifest(current)
        engines = (CATALOG, VECTORS)
        files = {n: f for n, f in manifest.files.items() if n in engines or n.startswith(f"{WORDS}/")}
        with writing(self._built):
            require_space(self._built, sum(facts.size for facts in files.values()))
            verify(current, files, copy_to=self._built)
        return manifest

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

    def _finish_words(self, passages: int) -> None:
        """Writes the words; all anew where those of removed passages weigh too much in the statistics."""
        stale = self._words.finish()
        if not stale or (passages > FEW and stale <= STALE * passages):
            return
        shutil.rmtree(self._built / WORDS)
        self._words = WordsWriter(self._built / WORDS)
        for key, name in self._catalog.article_keys().items():
            article = self._catalog.article(name)
            texts = [(passage, article.text[slice(*span)]) for passage, span in self._catalog.spans(name)]
            self._words.add(article, key, texts)
        self._words.finish()

    def _write_vectors(self, dimension: int) -> None:
        """Brings FAISS up to date and writes its bytes here: its own writer is silent about a full disk."""
        path = self._built / VECTORS
        vectors = Vectors.empty(dimension)
        if self.base:
            data = read_checked(path, self.base.files[VECTORS])
            vectors = Vectors.from_bytes(data, str(path), dimension=dimension, count=self.base.passages)
        vectors.remove(self._removed)
        for keys, rows in self._added.values():
            vectors.add(keys, rows)
        self._added.clear()
        written = vectors.to_bytes()
        require_space(self._built, len(written))
        write_file(path, written)
