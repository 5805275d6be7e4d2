"""The visible loop that brings an index up to date: read, clean, cut, encode, publish."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.cache import VectorCache
from index.clean import clean_article
from index.encode import DEFAULT_MODEL, load_encoder, model_name
from index.errors import ArticleError, IndexMismatch, NewsError, SourceError
from index.manifest import Manifest
from index.passages import passages
from index.report import BuildReport, Progress
from index.store import create_index

if TYPE_CHECKING:
    from index.encode import Encoder
    from index.records import Article, Passage
    from index.sources import Record, Source
    from index.store import IndexWriter

__all__ = ["REFUSED", "build_index"]

REFUSED = "refused.jsonl"  # in the folder of the version: records that are not in it, each with its reason
WINDOW = 2048  # passages that wait to be encoded together: enough to sort by length


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

    :param model: the encoder, see :func:`index.load_encoder`; where not given, the one that the index was
        built with, and the default for a new or fresh one
    :param fresh: start from nothing; vectors of texts that were encoded before are still known
    :raises ArticleError: where no record is an article; the index stays as it is
    :raises IndexMismatch: where the index was built with another encoder
    :raises IndexLocked: where another build is writing
    :raises StoreUnwritable: where the folder is read-only or full
    """
    begun = time.monotonic()
    with ExitStack() as opened:
        writer = create_index(folder, fresh=fresh)
        opened.callback(writer.close)
        report = _Build(writer, folder, model, opened).run(source, progress or (lambda _: None))
    report.seconds = time.monotonic() - begun
    return report


class _Build:
    """One run of the loop: what was there, what was seen, what waits for its vectors."""

    def __init__(self, writer: IndexWriter, folder: str | Path, model: str | None, opened: ExitStack) -> None:
        _check_model(writer.base, model)
        self._opened = opened
        self._writer = writer
        self._folder = Path(folder)
        self._model = model
        self._known = writer.fingerprints()
        self._ids = {id.rpartition("@")[0]: id for id in self._known}  # source id -> article id
        self._seen: dict[str, tuple[str, str]] = {}  # source id -> fingerprint, place
        self._waiting: list[tuple[Article, list[Passage]]] = []
        self._read = self._held = 0  # bytes of the source; those of the articles that wait
        self._report = BuildReport()

    def run(self, source: Source, progress: Callable[[Progress], None]) -> BuildReport:
        """Reads the source to its end and publishes what it holds."""
        report, size = self._report, source.size

        def tell(share: float = 0) -> None:
            done = self._read - round(self._held * (1 - share))
            progress(Progress(done, size, report.articles, report.passages))

        for article in self._articles(source):
            if self._take(article):
                self._held += source.position - self._read
            self._read = source.position
            tell()
            if sum(len(cut) for _, cut in self._waiting) >= WINDOW:
                self._encode(tell)
        if not self._seen:
            raise _nothing(report.refused)
        self._read = source.position
        if self._waiting:
            self._encode(tell)
        tell(1)
        self._drop_gone()
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
        return self._opened.enter_context(VectorCache(self._folder / "cache", self._encoder))

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

    def _take(self, article: Article) -> bool:
        """Whether an article is new or changed, so that it waits for its vectors."""
        old = self._ids.get(article.source)
        if old == article.id and self._known[old] == self._seen[article.source][0]:
            self._report.unchanged += 1
            return False
        if old is None:
            self._report.added += 1
        else:
            self._report.changed += 1
            self._writer.remove(old)
        cut = passages(article, self._encoder.count_tokens, self._manifest.budget)
        self._report.passages += len(cut)
        self._waiting.append((article, cut))
        return True

    def _encode(self, tell: Callable[[float], None]) -> None:
        """Gives the waiting articles their vectors and hands them to the writer."""
        inputs = [
            self._encoder.inputs([p.text for p in cut], article.title) for article, cut in self._waiting
        ]
        vectors = self._cache.vectors([text for texts in inputs for text in texts], tell)
        start = 0
        for article, cut in self._waiting:
            self._writer.add(article, cut, vectors[start : start + len(cut)])
            start += len(cut)
        self._waiting.clear()
        self._held = 0
        self._report.encoded = self._cache.encoded

    def _drop_gone(self) -> None:
        for source, id in self._ids.items():
            if source not in self._seen:
                self._writer.remove(id)
                self._report.removed += 1

    def _publish(self) -> None:
        """Makes the next version, unless it would say what the last one says."""
        report, base = self._report, self._writer.base
        lines = [{"path": err.path, "line": err.line, "reason": err.message} for err in report.refused]
        refused = "".join(json.dumps(line) + "\n" for line in lines).encode()
        listed = (len(refused), hashlib.sha256(refused).hexdigest())
        if report.added or report.changed or report.removed or not base or base.files.get(REFUSED) != listed:
            self._writer.attach(REFUSED, refused)
            self._writer.commit(self._manifest).close()

    @cached_property
    def _manifest(self) -> Manifest:
        """The facts of the model; a build that only removed articles has loaded none."""
        if self._writer.base is not None:
            return self._writer.base
        encoder = self._encoder
        return Manifest.of(encoder.model, encoder.revision, encoder.dimension, encoder.budget)


class _Repeated(Exception):
    """A record says once more what was read already."""


def _check_model(base: Manifest | None, model: str | None) -> None:
    if base is not None and model is not None and model_name(model) != base.model:
        raise IndexMismatch(
            f"this index was built with the model {base.model}, not {model}; "
            "start over with --fresh, or choose another --index"
        )


def _nothing(refused: list[SourceError]) -> NewsError:
    if not refused:
        return ArticleError("no record at all; expected at least one article", path="the sources")
    first, others = refused[0], f" ({len(refused) - 1} more were refused)" if len(refused) > 1 else ""
    return ArticleError(
        f"{first.message}{others}; no article is left, so nothing was changed",
        path=first.path,
        line=first.line,
    )
