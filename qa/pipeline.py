"""The path from a question to quotations, over whichever version of the index is the newest."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from index import (
    REFUSED,
    Article,
    Filter,
    Listing,
    NewsError,
    Order,
    Refusal,
    Stance,
    Tier,
    VoiceListing,
    current_version,
    read_refusals,
)
from qa.ledger import Leaf, Wanted, leaf
from qa.question import named_question, understand
from qa.version import Settings, Version

if TYPE_CHECKING:
    from types import TracebackType

    from qa.records import Answer, Citation, Hit

__all__ = ["DEFAULT_INDEX", "Pipeline", "Settings"]

logger = logging.getLogger(__name__)

DEFAULT_INDEX = "articles.index"


class Pipeline:
    """Answers questions over one index folder. Safe to use from many threads.

    A version that is published while it is open is used from the next question on; questions that are being
    answered end on the version they began with.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings
        self._lock = threading.Lock()
        self._closed = False
        self._refused = ""  # name of a version that cannot be opened: it is not read again for each question
        self._version = Version.open(folder, current_version(folder))

    @classmethod
    def open(cls, index: str | Path = DEFAULT_INDEX, settings: Settings | None = None) -> Pipeline:
        """Loads an index and its encoder, once.

        :raises IndexMissing: where there is no index
        :raises IndexDamaged: where its files are not as written
        :raises IndexMismatch: where it was built by another model or format than there is
        """
        return cls(Path(index), settings or Settings())

    def ask(
        self,
        question: str,
        k: int | None = None,
        *,
        since: str | date | None = None,
        until: str | date | None = None,
        publisher: str | Sequence[str] = (),
    ) -> Answer:
        """Answers with quotations, or says why the articles do not.

        :param k: quotations at most; that of the settings where not given
        :param since: first day, a date or ``YYYY-MM-DD``
        :param until: last day
        :param publisher: exact name or names
        :raises ValueError: where ``k`` is under 1, a date cannot be read, or the pipeline is closed
        """
        where = _filter(since, until, publisher)
        count = self._settings.k if k is None else _positive(k)
        with self._opened() as version:
            return version.answer(understand(question), count, where, self._settings)

    def retrieve(
        self,
        question: str,
        k: int = 10,
        *,
        since: str | date | None = None,
        until: str | date | None = None,
        publisher: str | Sequence[str] = (),
    ) -> list[Hit]:
        """The best ``k`` passages, whether or not they answer. Parameters and errors as for :meth:`ask`."""
        where = _filter(since, until, publisher)
        _positive(k)
        asked = understand(question)
        with self._opened() as version:
            return version.retriever.retrieve(asked, k, where) if asked.words else []

    def statements(
        self,
        speaker: str | None = None,
        about: str | None = None,
        stance: Stance | None = None,
        *,
        since: str | date | None = None,
        until: str | date | None = None,
        publisher: str | Sequence[str] = (),
        tier: Tier | None = None,
        k: int = 50,
    ) -> list[Citation]:
        """What somebody is printed as saying, best first: quotations with their speakers, and nothing of others.

        :param speaker: whose words, by any of their names, or by what they are ("the mayor"); anybody's where not given
        :param about: what they are to be about
        :param stance: only of this one, negated or not
        :param tier: lowest tier of statements; that of the settings where not given
        :raises ValueError: as for :meth:`ask`, and where a stance or a tier is none
        """
        where = _filter(since, until, publisher)
        question = named_question(speaker or "", about or "", stance)
        with self._opened() as version:
            return list(version.statements(question, _positive(k), where, tier or self._settings.tier))

    def voices(self, words: str = "", *, start: int = 0, k: int = 100) -> VoiceListing:
        """Who is printed as saying something in the newest version, the most frequent first.

        :param words: only those whose name holds all of these
        :raises ValueError: where ``start`` is under 0 or ``k`` under 1
        """
        with self._opened() as version:
            return version.index.voices(words, start=start, k=k)

    def leaf(self, wanted: Wanted, *, start: int = 0, k: int = 50) -> Leaf:
        """A stretch of the ledger of the newest version. :raises ValueError: as for :meth:`voices`"""
        with self._opened() as version:
            return leaf(version.index, wanted, start, k)

    def article(self, id: str) -> Article:
        """One article of the newest version. :raises KeyError: where it is not there."""
        with self._opened() as version:
            return version.index.article(id)

    def listing(self, words: str = "", *, order: Order = "newest", start: int = 0, k: int = 100) -> Listing:
        """The articles of the newest version whose title, authors or publisher hold all the words.

        :param start: how many of them to pass over
        :param k: how many to give
        :raises ValueError: where the order is none, ``start`` is under 0 or ``k`` under 1
        """
        with self._opened() as version:
            return version.index.listing(words, order=order, start=start, k=k)

    def refused(self) -> list[Refusal]:
        """What could not be read when the newest version was built, each with its reason."""
        with self._opened() as version:
            return read_refusals(version.index.attachment(REFUSED))

    def examples(self, count: int = 4) -> list[str]:
        """Questions that this index answers, for a first-time user."""
        with self._opened() as version:
            return list(version.examples(count, self._settings))

    @property
    def size(self) -> int:
        """How many articles the newest version holds."""
        with self._opened() as version:
            return version.index.manifest.articles

    @property
    def statement_count(self) -> int:
        """How many statements the newest version holds."""
        with self._opened() as version:
            return version.index.manifest.statements

    def close(self) -> None:
        """Lets go of the index once running questions are answered; no other can be asked. Twice is once."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._version.leave()

    def __enter__(self) -> Pipeline:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextlib.contextmanager
    def _opened(self) -> Iterator[Version]:
        """The newest version, held open until the block ends."""
        with self._lock:
            if self._closed:
                raise ValueError(f"the pipeline over {self._folder} is closed; open another: Pipeline.open")
            self._follow()
            version = self._version
            version.enter()
        try:
            yield version
        finally:
            version.leave()

    def _follow(self) -> None:
        """Moves to a new version if there is one; one that cannot be opened leaves us with the old."""
        name = ""
        try:
            name = current_version(self._folder)
            if name not in (self._version.name, self._refused):
                old, self._version = self._version, Version.open(self._folder, name, self._version)
                old.leave()
        except NewsError:
            self._refused = name
            logger.exception(
                "the newest version of %s cannot be opened; answering from the last one", self._folder
            )


def _filter(
    since: str | date | None, until: str | date | None, publisher: str | Sequence[str]
) -> Filter | None:
    publishers = (publisher,) if isinstance(publisher, str) else tuple(publisher)
    publishers = tuple(name for name in publishers if name)
    if since is None and until is None and not publishers:
        return None
    return Filter(_day(since), _day(until), publishers)


def _day(day: str | date | None) -> date | None:
    if isinstance(day, datetime):
        return day.date()  # a moment is a date to Python, but cannot be compared with one
    if isinstance(day, str):
        try:
            return date.fromisoformat(day)
        except ValueError as err:
            raise ValueError(f"{day!r} is no date; write it as YYYY-MM-DD, for example 2014-07-28") from err
    return day


def _positive(k: int) -> int:
    if k < 1:
        raise ValueError(f"k is {k}; ask for at least 1")
    return k
