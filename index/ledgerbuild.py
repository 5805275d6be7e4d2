"""The ledger's part of a build: whose statements are looked for, and by which names their voices are told."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.collect import Known
from index.extraction import Extraction
from index.ledger import ALIASES, aliases_of
from index.report import Progress

if TYPE_CHECKING:
    from index.extraction import StatementOptions
    from index.manifest import Manifest
    from index.records import Article
    from index.report import BuildReport
    from index.statements.record import Statement
    from index.store import IndexWriter

__all__ = ["LedgerBuild"]

AHEAD = 64  # articles that are given to workers before the first of them is asked for


class LedgerBuild:
    """Finds the statements of the articles that a build stores, and those of the others that need it.

    :param folder: that of the index
    :raises SourceError: where the file of aliases cannot be read
    """

    def __init__(self, writer: IndexWriter, folder: Path, options: StatementOptions) -> None:
        self._writer, self._base = writer, writer.base
        self._extraction = Extraction(options, folder / "cache")
        self._kept = writer.attachment(ALIASES) or b""
        self._names = self._kept if options.aliases is None else _read(options.aliases)
        self._aliases = aliases_of(self._names)
        self._changed = False
        self._voiced: set[str] = set()  # articles whose voices were told in this build

    @property
    def extractor(self) -> str:
        """Name of what looks for statements; empty where nothing does."""
        return self._extraction.name

    def begin(self, article: Article) -> None:
        """Begins to find the statements of an article; :meth:`take` it afterwards."""
        self._extraction.begin(article)

    def take(self, article: Article) -> list[Statement]:
        """The statements of an article that was begun; none where they are not known."""
        self._voiced.add(article.id)
        return self._told(article, self._extraction.take(article))

    def refresh(self, held: Mapping[str, Known], told: Callable[[Progress], None]) -> dict[str, Known]:
        """Looks once more through stored articles in which another extractor looked, or none; and tells all voices
        anew where the aliases are others.

        :param held: source id -> what the index is to hold
        :returns: those of them whose notes changed
        """
        changed = dict(self._restated(held, told))
        self._changed |= bool(changed)
        if self._base and self._base.aliases != self._aliases.digest:
            for id in self._writer.ids():
                if id not in self._voiced:
                    self._revoice(id)
        return changed

    def manifest(self, manifest: Manifest) -> Manifest:
        """A manifest with the names of extractor and aliases."""
        extractor = self.extractor or manifest.extractor
        return replace(manifest, extractor=extractor, aliases=self._aliases.digest)

    @property
    def is_new(self) -> bool:
        """Whether another version of the index is to be published for the ledger's sake."""
        base = self._base
        return base is None or self._changed or self._kept != self._names or self.manifest(base) != base

    def attach(self) -> None:
        """Puts the aliases beside the next version."""
        if self._names:
            self._writer.attach(ALIASES, self._names)

    def report(self, report: BuildReport) -> None:
        """Says what became of the looking."""
        report.extracted, report.missing = self._extraction.found, self._extraction.missing
        report.silent = self._extraction.failed

    def close(self) -> None:
        """Ends what is still being looked for."""
        self._extraction.close()

    def _restated(
        self, held: Mapping[str, Known], told: Callable[[Progress], None]
    ) -> Iterator[tuple[str, Known]]:
        """Source id and what is known of it, of the articles that are looked through once more."""
        old = [known.id for known in held.values() if known.note.extractor != self.extractor]
        for done, article in enumerate(self._begun(old if self.extractor else ()), start=1):
            found = self.take(article)
            if not self.extractor:  # what is missing was met just now
                return
            self._writer.restate(article.id, found)
            note = held[article.source].note._replace(extractor=self.extractor)
            yield article.source, Known(article.id, note)
            told(Progress("statements", done, len(old), len(held)))

    def _begun(self, ids: Iterable[str]) -> Iterator[Article]:
        """Articles whose statements are being looked for, some ahead of the one that is given."""
        waiting: deque[Article] = deque()
        for id in ids:
            waiting.append(self._writer.article(id))
            self.begin(waiting[-1])
            if len(waiting) > AHEAD:
                yield waiting.popleft()
        yield from waiting

    def _revoice(self, id: str) -> None:
        before = self._writer.statements(id)
        now = self._told(self._writer.article(id), before) if before else before
        if now != before:
            self._writer.restate(id, now)

    def _told(self, article: Article, statements: Sequence[Statement]) -> list[Statement]:
        """Statements with the voices of their speakers."""
        from index.speakers.voices import voices_of

        def words(one: Statement) -> tuple[str, str]:
            return article.text[slice(*one.speaker)], article.text[slice(*one.name)] if one.name else ""

        return [replace(one, voices=voices_of(*words(one), self._aliases)) for one in statements]


def _read(path: str | Path) -> bytes:
    """A file of aliases, read once to see that it is one; nothing where its name is empty."""
    from index.speakers.aliases import Aliases

    if not str(path):
        return b""
    Aliases.read(Path(path))
    return Path(path).read_bytes()
