"""The first half of a build: reads a source to its end and finds out what is new, changed, the same or gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from index.clean import clean_article
from index.errors import ArticleError, SourceError
from index.intake import fingerprint
from index.notes import Note
from index.report import BuildReport, Progress
from index.sources.record import Record, ResourceRead

if TYPE_CHECKING:
    from index.records import Article
    from index.sources import Limits, Source
    from index.spool import Spool

__all__ = ["Collection", "Known"]

WEB = ("http://", "https://")


class Known(NamedTuple):
    """What the index holds under a source id: the article's id, and what was noted of it."""

    id: str
    note: Note


class Collection:
    """What a source holds, against what an index holds. New and changed articles wait in a spool.

    :param base: source id -> what the index holds
    :param spool: takes the articles that are to be stored
    :param limits: the longest article that is taken is among them
    :ivar seen: source id -> what the index is to hold, for every article of the source
    """

    def __init__(self, base: Mapping[str, Known], spool: Spool, report: BuildReport, limits: Limits) -> None:
        self._base, self._spool, self._report, self._limits = base, spool, report, limits
        self._held: dict[str, list[str]] = {}  # resource -> source ids
        for source, known in base.items():
            self._held.setdefault(known.note.resource, []).append(source)
        self.seen: dict[str, Known] = {}
        self._places: dict[str, str] = {}
        self._current: list[str] = []  # source ids since the last resource ended
        self._unsure = False  # whether a part of the current resource could not be read
        self._incomplete: set[str] = set()

    def read(self, source: Source, progress: Callable[[Progress], None]) -> None:
        """Reads a source to its end."""
        digests = {known.note.resource: known.note.digest for known in self._base.values()}
        for item in source.read({id: digest for id, digest in digests.items() if digest}):
            try:
                self._take(item)
            except SourceError as err:
                self._report.refused.append(err)
                self._unsure |= err.line is None  # a bad line is no reason to doubt the others
            progress(Progress("reading", source.position, source.size, len(self.seen)))

    def paths(self) -> set[str]:
        """Where the articles were read."""
        return {place.partition(", line ")[0] for place in self._places.values()}

    def gone(self, covers: Iterable[str]) -> list[str]:
        """Source ids of what the index holds and the source has no more.

        :param covers: ids of resources that the source has all of; one that ends with ``/`` stands for all that
            begin with it, and an empty one for all there are
        """
        whole = set(covers)
        fed = any(known.note.resource.startswith(WEB) for known in self.seen.values())
        below = tuple(cover for cover in whole if not cover or cover.endswith("/"))
        return [
            source
            for source, (_, note) in self._base.items()
            if source not in self.seen
            and (note.resource in whole or note.resource.startswith(below))
            and not self._unread(note.resource)
            and not (fed and note.resource.startswith(WEB))  # a feed forgets; that is no retraction
        ]

    def kept(self) -> int:
        """How many articles could not be read again and stay as they are."""
        unseen = (known.note.resource for source, known in self._base.items() if source not in self.seen)
        return sum(map(self._unread, unseen))

    def _unread(self, resource: str) -> bool:
        """Whether a resource could not be read whole this time, so that what it held may still be there."""
        folders = (resource[: at + 1] for at, char in enumerate(resource) if char == "/")
        return resource in self._incomplete or any(folder in self._incomplete for folder in folders)

    def _take(self, item: Record | SourceError | ResourceRead) -> None:
        if isinstance(item, SourceError):
            raise item
        if isinstance(item, ResourceRead):
            self._end(item)
        else:
            self._compare(clean_article(item, limits=self._limits), item)

    def _compare(self, article: Article, record: Record) -> None:
        place = record.path if record.line is None else f"{record.path}, line {record.line}"
        read = fingerprint(article)
        if article.source in self.seen:
            if self.seen[article.source].note.read == read:  # said once more
                return
            raise self._taken(article.source, record.path, record.line)
        known = self._base.get(article.source)
        if known and known.note.read == read:
            self._report.unchanged += 1
        else:
            self._report.changed += known is not None
            self._report.added += known is None
            self._spool.add(article)
            known = Known(article.id, Note(read, article.publisher, furniture=article.furniture))
        self.seen[article.source] = known
        self._places[article.source] = place
        self._current.append(article.source)

    def _end(self, resource: ResourceRead) -> None:
        digest = resource.digest
        if resource.unchanged:
            held = self._held.get(resource.id, ())
            taken = [err for source in held if (err := self._again(source, resource.id))]
            self._report.refused += taken
            digest = "" if taken else digest  # whose id it is may be settled by the next time
        elif self._unsure:
            self._incomplete.add(resource.id)
        for source in self._current:
            id, note = self.seen[source]
            self.seen[source] = Known(id, note._replace(resource=resource.id, digest=digest))
        self._current.clear()
        self._unsure = False

    def _again(self, source: str, resource: str) -> ArticleError | None:
        """Takes an article of a resource that was not read again, because it is the same; the error where its id
        is taken."""
        if source in self.seen:
            return self._taken(source, resource, None)
        self.seen[source] = self._base[source]
        self._places[source] = resource
        self._current.append(source)
        self._report.unchanged += 1
        return None

    def _taken(self, source: str, path: str, line: int | None) -> ArticleError:
        return ArticleError(
            f"the id {source!r} is taken by another article ({self._places[source]}); "
            "give each article an id of its own",
            path=path,
            line=line,
        )
