"""The visible loop that brings an index up to date: read, clean, cut, encode, publish."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.cache import VectorCache
from index.clean import clean_article
from index.encode import DEFAULT_MODEL, load_encoder
from index.errors import ArticleError, IndexMismatch, NewsError, SourceError
from index.manifest import Manifest
from index.passages import passages
from index.store import create_index

if TYPE_CHECKING:
    from index.encode import Encoder
    from index.records import Article, Passage
    from index.sources import Record, Source
    from index.store import IndexWriter

__all__ = ["BuildReport", "Progress", "build_index"]

WINDOW = 2048  # passages encoded together: enough to sort by length, and what a kill can lose


class Progress(NamedTuple):
    """How far a build is: bytes of the sources read, and what came of them."""

    done: int
    size: int
    articles: int
    passages: int


@dataclass(slots=True)
class BuildReport:
    """What a build did.

    :ivar refused: records that are not in the index, each with its reason
    :ivar encoded: passages that the model read; the others' vectors were known
    :ivar seconds: wall time
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    passages: int = 0
    encoded: int = 0
    seconds: float = 0.0
    refused: list[SourceError] = field(default_factory=list)

    def __str__(self) -> str:
        counts = (
            f"{self.added} added, {self.changed} changed, {self.removed} removed, {self.unchanged} unchanged"
        )
        refused = f", {len(self.refused)} refused" if self.refused else ""
        return f"{counts}{refused} in {self.seconds:.1f} s"

    @property
    def articles(self) -> int:
        """How many articles the index holds."""
        return self.added + self.changed + self.unchanged


def build_index(
    source: Source,
    folder: str | Path,
    *,
    model: str | None = None,
    fresh: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Makes the index in a folder hold the articles of a source, and only those.

    Only what changed is cut and encoded. Readers keep the last version until the new one is complete.

    :param model: the encoder, see :func:`index.load_encoder`; the index's own where not given
    :param fresh: start from nothing; vectors of texts that were encoded before are still known
    :raises ArticleError: where no record is an article; the index stays as it is
    :raises IndexMismatch: where the index was built with another encoder
    :raises IndexLocked: where another build is writing
    :raises StoreUnwritable: where the folder is read-only or full
    """
    begun = time.monotonic()
    writer = create_index(folder, fresh=fresh)
    try:
        report = _Build(writer, folder, model).run(source, progress)
    finally:
        writer.close()
    report.seconds = time.monotonic() - begun
    return report


class _Build:
    """One run of the loop: what was there, what was seen, what waits for its vectors."""

    def __init__(self, writer: IndexWriter, folder: str | Path, model: str | None) -> None:
        _check_model(writer.base, model)
        self._writer = writer
        self._folder = Path(folder)
        self._model = model
        self._known = writer.fingerprints()
        self._ids = {id.rpartition("@")[0]: id for id in self._known}  # source id -> article id
        self._seen: dict[str, tuple[str, str]] = {}  # source id -> fingerprint, place
        self._waiting: list[tuple[Article, list[Passage]]] = []
        self._report = BuildReport()

    def run(self, source: Source, progress: Callable[[Progress], None] | None) -> BuildReport:
        """Reads the source to its end and publishes what it holds."""
        report = self._report
        for article in self._articles(source):
            self._take(article)
            if progress:
                progress(Progress(source.position, source.size, report.articles, report.passages))
        if not self._seen:
            raise _nothing(report.refused)
        self._encode()
        self._drop_gone()
        if report.added or report.changed or report.removed:
            self._publish()
        return report

    @cached_property
    def _encoder(self) -> Encoder:
        """Loaded for the first article that is new: a build that changes nothing needs no model."""
        base = self._writer.base
        if base is None:
            return load_encoder(self._model or DEFAULT_MODEL)
        return load_encoder(base.model, revision=base.model_revision)

    @cached_property
    def _cache(self) -> VectorCache:
        return VectorCache(self._folder / "cache", self._encoder)

    def _articles(self, source: Source) -> Iterator[Article]:
        for record in source:
            try:
                yield self._checked(record)
            except _Repeated:
                continue
            except SourceError as err:
                self._report.refused.append(err)

    def _checked(self, record: Record | SourceError) -> Article:
        """The article of a record, if it is one and its id is free."""
        if isinstance(record, SourceError):
            raise record
        article = clean_article(record)
        place = record.path if record.line is None else f"{record.path}, line {record.line}"
        fingerprint = self._writer.fingerprint(article)
        if article.source in self._seen:
            first, where = self._seen[article.source]
            if first == fingerprint:
                raise _Repeated
            raise ArticleError(
                f"the id {article.source!r} is taken by another article ({where}); give each article an id of its own",
                path=record.path,
                line=record.line,
            )
        self._seen[article.source] = fingerprint, place
        return article

    def _take(self, article: Article) -> None:
        old = self._ids.get(article.source)
        if old == article.id and self._known[old] == self._seen[article.source][0]:
            self._report.unchanged += 1
            return
        if old is None:
            self._report.added += 1
        else:
            self._report.changed += 1
            self._writer.remove(old)
        cut = passages(article, self._encoder.count_tokens, self._encoder.budget)
        self._report.passages += len(cut)
        self._waiting.append((article, cut))
        if sum(len(cut) for _, cut in self._waiting) >= WINDOW:
            self._encode()

    def _encode(self) -> None:
        """Gives the waiting articles their vectors and hands them to the writer."""
        if not self._waiting:
            return
        inputs = [
            self._encoder.inputs([p.text for p in cut], article.title) for article, cut in self._waiting
        ]
        vectors = self._cache.vectors([text for texts in inputs for text in texts])
        start = 0
        for article, cut in self._waiting:
            self._writer.add(article, cut, vectors[start : start + len(cut)])
            start += len(cut)
        self._waiting.clear()
        self._report.encoded = self._cache.encoded

    def _drop_gone(self) -> None:
        for source, id in self._ids.items():
            if source not in self._seen:
                self._writer.remove(id)
                self._report.removed += 1

    def _publish(self) -> None:
        lines = [{"path": err.path, "line": err.line, "reason": err.message} for err in self._report.refused]
        self._writer.attach("refused.jsonl", "".join(json.dumps(line) + "\n" for line in lines).encode())
        self._writer.commit(self._manifest()).close()

    def _manifest(self) -> Manifest:
        """The facts of the model; a build that only removed articles has loaded none."""
        if self._writer.base is not None:
            return self._writer.base
        encoder = self._encoder
        return Manifest.of(encoder.model, encoder.revision, encoder.dimension, encoder.budget)


class _Repeated(Exception):
    """A record says once more what was read already."""


def _check_model(base: Manifest | None, model: str | None) -> None:
    if base is not None and model not in (None, base.model):
        raise IndexMismatch(
            f"this index was built with the model {base.model}, not {model}; "
            "start over with --fresh, or choose another --index"
        )


def _nothing(refused: list[SourceError]) -> NewsError:
    first = f"; the first: {refused[0]}" if refused else ""
    path = refused[0].path if refused else "the sources"
    return ArticleError(f"no article to index, {len(refused)} records were refused{first}", path=path)
