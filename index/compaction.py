"""Gives back the space of what was removed from an index, and makes sure that nothing of it is left."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from index.cache import VectorCache
from index.encode import Encoder, load_encoder
from index.extracted import StatementCache
from index.ledger import ALIASES
from index.local import LocalWriter
from index.passages import passages
from index.published import LocalIndex
from index.report import REFUSED
from index.store import current_manifest

__all__ = ["compact_index"]


def compact_index(folder: str | Path) -> tuple[int, int]:
    """Rewrites an index without what was removed: articles, words, vectors and statements that were kept for later
    builds, pages that were fetched, and the version before. Gives the bytes of the folder before and after.

    Earlier versions of corrected articles stay, see :meth:`index.store.Index.earlier`.

    :raises IndexMissing: where there is no index
    :raises IndexLocked: where a build is writing
    """
    folder = Path(folder)
    manifest = current_manifest(folder)  # a writer would begin a new index
    before = _size(folder)
    with LocalWriter.open(folder) as writer:
        encoder = load_encoder(manifest.model, revision=manifest.model_revision)
        with LocalIndex.open(folder) as index, VectorCache(folder / "cache", encoder) as cache:
            cache.keep(_inputs(index, encoder, manifest.budget))
            used = {cache.path}
            if manifest.extractor:
                with StatementCache(folder / "cache", manifest.extractor) as found:
                    found.keep(map(StatementCache.key, index.articles()))
                    used.add(found.path)
        for path in (folder / "cache").iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path not in used:
                path.unlink(missing_ok=True)
        for name in (REFUSED, ALIASES):
            if (kept := writer.attachment(name)) is not None:
                writer.attach(name, kept)
        writer.commit(manifest, compact=True).close()
    return before, _size(folder)


def _inputs(index: LocalIndex, encoder: Encoder, budget: int) -> Iterator[str]:
    """What the encoder was given for each passage."""
    for article in index.articles():
        cut = passages(article, encoder.count_tokens, budget)
        yield from encoder.inputs([passage.text for passage in cut], article.title)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
