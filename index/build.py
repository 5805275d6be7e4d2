"""The visible loop that brings an index up to date: read, compare, learn, cut, encode, publish."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.cache import VectorCache
from index.collect import Collection, Known
from index.encode import DEFAULT_MODEL, load_encoder, model_name
from index.errors import IndexMismatch
from index.extraction import DEFAULT_STATEMENTS, StatementOptions
from index.learn import Lessons, sketched
from index.ledgerbuild import LedgerBuild
from index.manifest import Manifest
from index.notes import Note
from index.passages import passages
from index.report import REFUSED, BuildReport, Progress, nothing_left, refused_now
from index.sources.options import Limits
from index.spool import Spool
from index.store import create_index

if TYPE_CHECKING:
    from index.encode import Encoder
    from index.records import Article, Passage
    from index.sources import Source
    from index.store import IndexWriter

__all__ = ["ALL", "build_index"]

WINDOW = 2048  # passages that wait to be encoded together: enough to sort by length
ALL = ("",)  # every resource


def build_index(
    source: Source,
    folder: str | Path,
    *,
    model: str | None = None,
    fresh: bool = False,
    covers: Sequence[str] = ALL,
    limits: Limits | None = None,
    statements: StatementOptions = DEFAULT_STATEMENTS,
    progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Makes the index in a folder hold the articles of a source.

    Only what changed is cut, encoded and looked through for who said what. Readers keep the last version until the
    new one is complete. An article with a new text replaces its earlier version, which is kept, see
    :meth:`index.store.Index.earlier`.

    :param model: the encoder, see :func:`index.load_encoder`; where not given, the one that the index was
        built with, and the default for a new or fresh one
    :param fresh: start from nothing; vectors of texts that were encoded before are still known
    :param covers: ids of resources (files, addresses) of which the source has all, one with ``/`` at its end
        stands for all below it: articles of such resources that it no longer has are removed. As it stands, the
        index will hold the articles of the source and no others; with ``()``, nothing is removed
    :param limits: the longest article that is taken is among them
    :param statements: how it finds out who said what; where a part of that is not installed, the index is built
        without, and the report says so
    :raises ArticleError: where no record is an article; the index stays as it is
    :raises IndexMismatch: where the index was built with another encoder
    :raises IndexLocked: where another build is writing
    :raises StoreUnwritable: where the folder is read-only or full
    """
    begun = time.monotonic()
    with ExitStack() as opened:
        writer = create_index(folder, fresh=fresh)
        opened.callback(writer.close)
        ledger = LedgerBuild(writer, Path(folder), statements)
        opened.callback(ledger.close)
        build = _Build(writer, ledger, Path(folder), opened, model=model, limits=limits or Limits())
        report = build.run(source, covers, progress or (lambda _: None))
    report.seconds = time.monotonic() - begun
    return report


class _Build:
    """One run of the loop: what the index held, what was read, what is to be stored."""

    def __init__(
        self,
        writer: IndexWriter,
        ledger: LedgerBuild,
        folder: Path,
        opened: ExitStack,
        *,
        model: str | None,
        limits: Limits,
    ) -> None:
        _check_model(writer.base, model)
        self._opened, self._writer, self._folder, self._model = opened, writer, folder, model
        self._ledger = ledger
        notes = {id: Note.unpack(note) for id, note in writer.notes().items()}
        nothing = Note(read="")  # of an article that another program put there
        self._base = {id.rpartition("@")[0]: Known(id, notes.get(id, nothing)) for id in writer.ids()}
        self._held = dict(self._base)  # what the index holds in the end
        self._spool = Spool(self._folder)
        opened.callback(self._spool.close)
        self._report = BuildReport()
        self._collection = Collection(self._base, self._spool, self._report, limits)

    def run(self, source: Source, covers: Sequence[str], progress: Callable[[Progress], None]) -> BuildReport:
        """Reads the source to its end and publishes what the index is to hold."""
        self._collection.read(source, progress)
        gone = self._collection.gone(covers)
        if not self._collection.seen and not (gone and tuple(covers) != ALL):
            raise nothing_left(self._report.refused)
        self._report.kept = self._collection.kept()
        self._held |= self._collection.seen
        for id in gone:
            self._writer.remove(self._held.pop(id).id)
            self._writer.forget(id)
        self._report.removed, self._report.articles = len(gone), len(self._held)
        if self._spool or gone:
            self._store(progress)
        self._held |= self._ledger.refresh(self._held, progress)
        self._ledger.report(self._report)
        self._publish(covers)
        return self._report

    def _store(self, progress: Callable[[Progress], None]) -> None:
        """Learns from all articles together; then cuts, encodes and stores those that are not as they were."""
        for article in self._spool:
            id, note = self._held[article.source]
            self._held[article.source] = Known(id, sketched(note, article))
        lessons = self._lessons()
        waiting: list[tuple[Article, list[Passage]]] = []
        through = 0

        def tell(share: float) -> None:
            done = through + round(share * sum(len(article.text) for article, _ in waiting))
            progress(Progress("encoding", min(done, self._spool.size), self._spool.size, len(self._spool)))

        for article in self._changed(lessons):
            self._ledger.begin(article)
            waiting.append((article, self._cut(article)))
            if sum(len(cut) for _, cut in waiting) >= WINDOW:
                self._encode(waiting, tell)
                through += sum(len(article.text) for article, _ in waiting)
                waiting.clear()
        if waiting:
            self._encode(waiting, tell)
            tell(1)
        self._writer.fold(lessons.copies)
        self._report.copies = sum(len(story) - 1 for story in lessons.copies)

    def _lessons(self) -> Lessons:
        """What all articles teach together; two that were compared before are not compared again."""
        notes = {known.id: known.note for known in self._held.values()}
        stood = {one.id for one in self._base.values() if one.id not in self._spool}
        return Lessons.since(self._writer.copies(), stood, notes, self._article)

    def _changed(self, lessons: Lessons) -> Iterator[Article]:
        """The new articles, and those of the index in which other lines are furniture than before."""
        for article in self._spool:
            yield lessons.marked(article, self._held[article.source].note)
        for id, note in list(self._held.values()):
            if id not in self._spool and lessons.concern(note):
                stored = self._writer.article(id)
                marked = lessons.marked(stored, note)
                if marked != stored:
                    self._report.learned += 1
                    yield marked

    def _article(self, id: str) -> Article:
        return self._spool.article(id) if id in self._spool else self._writer.article(id)

    def _cut(self, article: Article) -> list[Passage]:
        cut = passages(article, self._encoder.count_tokens, self._manifest.budget)
        self._report.passages += len(cut)
        return cut

    def _encode(
        self, waiting: Sequence[tuple[Article, list[Passage]]], tell: Callable[[float], None]
    ) -> None:
        """Gives articles their vectors and hands them to the writer, in the place of their earlier versions."""
        inputs = [self._encoder.inputs([p.text for p in cut], article.title) for article, cut in waiting]
        half = 0.5 if self._ledger.extractor else 1  # of what is told: the rest is waiting for statements
        vectors = self._cache.vectors(
            [text for texts in inputs for text in texts], lambda share: tell(half * share)
        )
        start = 0
        for done, (article, cut) in enumerate(waiting):
            if half < 1:
                tell(half + half * done / len(waiting))
            if old := self._base.get(article.source):
                self._writer.remove(old.id, replaced=old.id != article.id)
            note = self._held[article.source].note
            found = self._ledger.take(article)
            note = note._replace(
                learned=article.furniture != note.furniture, extractor=self._ledger.extractor
            )
            self._held[article.source] = Known(article.id, note)
            self._writer.add(article, cut, vectors[start : start + len(cut)], note.pack(), found)
            start += len(cut)
        self._report.encoded = self._cache.encoded

    def _publish(self, covers: Sequence[str]) -> None:
        """Makes the next version, unless it would say what the last one says."""
        report = self._report
        before = self._writer.attachment(REFUSED)
        earlier = None if tuple(covers) == ALL else before
        refused = refused_now(report.refused, earlier, self._collection.paths())
        changed = report.added or report.changed or report.removed or self._ledger.is_new
        if changed or refused != before:
            stay = ((source, known) for source, known in self._held.items() if known.id not in self._spool)
            self._writer.note(
                {known.id: known.note.pack() for source, known in stay if known != self._base.get(source)}
            )
            self._writer.attach(REFUSED, refused)
            self._ledger.attach()
            index = self._writer.commit(self._ledger.manifest(self._manifest))
            report.statements, report.speakers = index.manifest.statements, index.voices(k=1).total
            index.close()

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

    @cached_property
    def _manifest(self) -> Manifest:
        """The facts of the model; a build that only removed articles has loaded none."""
        if self._writer.base is not None:
            return self._writer.base
        encoder = self._encoder
        return Manifest.of(encoder.model, encoder.revision, encoder.dimension, encoder.budget)


def _check_model(base: Manifest | None, model: str | None) -> None:
    if base is not None and model is not None and model_name(model) != base.model:
        raise IndexMismatch(
            f"this index was built with the model {base.model}, not {model}; "
            "start over with --fresh, or choose another --index"
        )
