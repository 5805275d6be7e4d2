"""The deep check: re-reads everything and says what is wrong; it never repairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from index.catalog import CATALOG, Catalog
from index.errors import IndexDamaged, NewsError
from index.intake import parse_passage_id
from index.ledger import statements
from index.manifest import Manifest, files_of, verify
from index.published import open_manifest
from index.records import Article, Filter, Passage, Span
from index.vectors import UNIT, VECTORS, Vectors
from index.versions import newest_version
from index.words import WORDS, Words

__all__ = ["check_index"]


def check_index(folder: str | Path) -> list[str]:
    """The faults of the current version as sentences; none where it is sound.

    Checksums of all files, the fingerprint of every article, every passage inside its article and clear of
    its furniture, every statement where its article can print it, every vector of length 1, the same passages in
    all three engines.
    """
    try:
        version = Path(folder) / newest_version(folder)
        manifest = open_manifest(version)
    except NewsError as err:
        return [str(err)]
    faults = list(_files(version, manifest))
    if not faults:  # what is not as written is not parsed
        faults += _guarded(partial(_contents, version, manifest))
    return faults


def _guarded(look: Callable[[], Iterator[str]]) -> Iterator[str]:
    """The faults found, and the one that stopped the looking."""
    try:
        yield from look()
    except NewsError as err:
        yield str(err)
    except (ValueError, TypeError, KeyError, RuntimeError, OSError, MemoryError) as err:
        yield f"the check stopped at {type(err).__name__}: {err}"


def _files(version: Path, manifest: Manifest) -> Iterator[str]:
    for name, facts in manifest.files.items():
        try:
            verify(version, {name: facts})
        except IndexDamaged as err:
            yield str(err)
    for name in files_of(version):
        if name not in manifest.files:
            yield f"{version / name} is not named in the manifest"


def _contents(version: Path, manifest: Manifest) -> Iterator[str]:
    catalog = Catalog(version / CATALOG, read_only=True)
    try:
        yield from catalog.faults()
        found = catalog.counts()
        if found != (manifest.articles, manifest.passages, manifest.statements):
            counted = f"{found[0]} articles, {found[1]} passages and {found[2]} statements"
            yield f"{catalog.path} has {counted}, the manifest others"
        for name in catalog.article_keys().values():
            yield from _guarded(partial(_article, catalog, name))
        keys = catalog.passage_keys(None)
    finally:
        catalog.close()
    yield from _vectors(version, manifest, keys)
    words = sorted(Words(version / WORDS).keys())
    if words != keys:
        yield f"{version / WORDS} holds {len(words)} passages, not the {len(keys)} of {CATALOG}"


def _article(catalog: Catalog, name: str) -> Iterator[str]:
    article = catalog.article(name)
    end = 0
    for span in article.furniture:
        if not end <= span.start < span.end <= len(article.text):
            yield f"article {name}: furniture {span.start}-{span.end} is out of order or outside the text"
        end = span.end
    for _, span in catalog.spans(name):
        yield from _passage(article, span)
    statements(catalog, (), Filter(articles=(name,)))


def _passage(article: Article, span: Span) -> Iterator[str]:
    where = f"article {article.id}: passage {span.start}-{span.end}"
    if not 0 <= span.start < span.end <= len(article.text):
        yield f"{where} is empty or outside the text (0-{len(article.text)})"
        return
    passage = Passage(article, span)
    if parse_passage_id(passage.id) != (article.id, *span):
        yield f"{where} has an id that does not lead back to it: {passage.id}"
    if any(span.overlaps(furniture) for furniture in article.furniture):
        yield f"{where} holds furniture"


def _vectors(version: Path, manifest: Manifest, keys: list[int]) -> Iterator[str]:
    import numpy as np

    path = version / VECTORS
    facts = manifest.files[VECTORS]
    vectors = Vectors.open(path, facts, dimension=manifest.dimension, count=manifest.passages)
    found = vectors.keys()
    if sorted(found.tolist()) != keys:
        yield f"{path} holds {len(found)} passages, not the {len(keys)} of {CATALOG}"
    wrong = ~(np.abs(np.linalg.norm(vectors.rows(), axis=1) - 1) <= UNIT)  # not a number is wrong too
    for key in found[wrong].tolist():
        yield f"{path}: the vector of passage {key} has not length 1"
