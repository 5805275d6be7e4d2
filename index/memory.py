"""An index in memory that is written: articles are collected, and an index in hand does not change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from index.errors import IndexMismatch
from index.intake import check_passages
from index.ledger import check_statements, speaking
from index.records import Article, Earlier, Passage
from index.remembered import Entry, Extra, MemoryIndex
from index.vectors import check_unit_rows
from index.words import analyze

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.manifest import Manifest
    from index.statements.record import Statement

__all__ = ["MemoryIndex", "MemoryWriter"]


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
        last = base._extra if base else Extra()
        self._extra = Extra(
            {}, dict(last.notes), list(last.stories), list(last.earlier), dict(last.statements)
        )
        self._before = dict(last.attached)

    def add(
        self,
        article: Article,
        passages: Sequence[Passage],
        vectors: NDArray[np.float32],
        note: bytes = b"",
        statements: Sequence[Statement] = (),
    ) -> None:
        """Takes an article and its passages, see :meth:`index.local.LocalWriter.add`."""
        rows = check_unit_rows(vectors, len(passages))
        check_passages(article, passages)
        check_statements(article, statements)
        if article.id in self._articles:
            raise ValueError(f"article {article.id} is in the index; remove it first")
        if len(passages):
            self._check_dimension(rows.shape[1])
        title = Counter(analyze(article.title))
        self._entries[article.id] = [
            Entry(p, row, Counter(analyze(p.text)), title)
            for p, row in zip(passages, rows.copy(), strict=True)
        ]
        self._articles[article.id] = article
        self._keep_earlier(lambda one: one.article.id != article.id)
        self._extra.statements[article.id] = speaking(statements)
        if note:
            self._extra.notes[article.id] = note

    def remove(self, article_id: str, *, replaced: bool = False) -> None:
        """Drops an article, see :meth:`index.local.LocalWriter.remove`."""
        gone = self._articles.pop(article_id)
        del self._entries[article_id]
        self._extra.statements.pop(article_id, None)
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

    def statements(self, article_id: str) -> list[Statement]:
        """The statements of an article as they would be published now, by place."""
        return list(self._extra.statements.get(article_id, ()))

    def restate(self, article_id: str, statements: Sequence[Statement]) -> None:
        """Puts statements in the place of those of an article, see :meth:`index.local.LocalWriter.restate`."""
        check_statements(self._articles[article_id], statements)
        self._extra.statements[article_id] = speaking(statements)

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
