"""The seam: a whole index, not a vector store. An engine serves these verbs and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from index.ledger import VoiceListing
    from index.manifest import Manifest
    from index.records import Article, Earlier, Filter, Listing, Order, Passage, Scored
    from index.speakers.aliases import Aliases
    from index.statements.record import Statement

__all__ = ["Index", "IndexWriter", "create_index", "current_manifest", "current_version", "open_index"]


class Index(Protocol):
    """What can be asked of an index.

    Scores: higher is better. Ties: by passage id. Safe to ask from many threads. An engine only finds
    passage ids; text is cut from the stored article, whose hash is checked when it is read.
    """

    manifest: Manifest

    def dense(self, vector: NDArray[np.float32], k: int, where: Filter | None = None) -> list[Scored]:
        """Up to ``k`` passages by inner product with a ``(dim,)`` float32 unit vector."""

    def lexical(self, query: str, k: int, where: Filter | None = None) -> list[Scored]:
        """Up to ``k`` passages by BM25 over the words of a query; none of its characters is syntax."""

    def frequencies(self, words: Sequence[str]) -> list[int]:
        """In how many passages (or titles of their articles) each analysed word occurs."""

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages with these ids, in their order. :raises KeyError: where one is not in the index."""

    def article(self, id: str) -> Article:
        """One article. :raises KeyError: where it is not in the index."""

    def articles(self, where: Filter | None = None) -> Iterator[Article]:
        """Every article that passes, by id."""

    def copies(self, id: str) -> tuple[str, ...]:
        """Ids of the other articles that print the same story, the earliest first; often none.

        :raises KeyError: where the article is not in the index
        """

    def listing(self, words: str = "", *, order: Order = "newest", start: int = 0, k: int = 100) -> Listing:
        """The list of the collection: the articles whose title, authors or publisher hold all the words."""

    def earlier(self) -> Iterator[Earlier]:
        """Versions of articles that a later one replaced, the latest first."""

    def statements(self, keys: Sequence[str] = (), where: Filter | None = None) -> list[Statement]:
        """What the admitted articles print somebody as saying, by article and place.

        :param keys: of voices, see :class:`index.statements.record.Voice`: only statements that have one of them,
            in whatever role; all where none is given
        """

    def voices(self, words: str = "", *, start: int = 0, k: int = 100) -> VoiceListing:
        """Who is printed as saying something, the most frequent first: the voices whose label holds all the words.

        Those who do not speak for it, its people and whoever speaks there, do not count.
        """

    def aliases(self) -> Aliases:
        """The names by which voices are told: those built in, and what the index was built with."""

    def attachment(self, name: str) -> bytes | None:
        """A file that was put beside the index, see :meth:`IndexWriter.attach`; ``None`` where it was not."""

    def close(self) -> None:
        """Lets go of files; the index cannot be asked afterwards."""


class IndexWriter(Protocol):
    """How an index is changed: nothing is seen by readers before :meth:`commit`.

    :ivar base: manifest of the version that this one starts from; ``None`` where it starts from nothing
    """

    base: Manifest | None

    def ids(self) -> list[str]:
        """Ids of the articles as they would be published now."""

    def attachment(self, name: str) -> bytes | None:
        """A file that was put beside the base; ``None`` where it was not."""

    def attach(self, name: str, data: bytes) -> None:
        """Puts a file of the caller's into the next version."""

    def add(
        self,
        article: Article,
        passages: Sequence[Passage],
        vectors: NDArray[np.float32],
        note: bytes = b"",
        statements: Sequence[Statement] = (),
    ) -> None:
        """Takes an article with its passages and their ``(n, dim)`` float32 unit vectors, a note on it, and what it
        prints somebody as saying."""

    def statements(self, article_id: str) -> list[Statement]:
        """The statements of an article as they would be published now, by place."""

    def restate(self, article_id: str, statements: Sequence[Statement]) -> None:
        """Puts statements in the place of those of an article. :raises KeyError: where it is not there."""

    def remove(self, article_id: str, *, replaced: bool = False) -> None:
        """Drops an article; one that is replaced is kept among the earlier ones.

        :raises KeyError: where it is not there
        """

    def forget(self, source: str) -> None:
        """Drops the earlier versions of an article."""

    def article(self, id: str) -> Article:
        """An article as it would be published now. :raises KeyError: where it is not there."""

    def notes(self) -> dict[str, bytes]:
        """Article id -> what was noted of it."""

    def note(self, notes: Mapping[str, bytes]) -> None:
        """Puts notes in the place of those of some articles."""

    def copies(self) -> list[tuple[str, ...]]:
        """All groups of copies, without the articles that were removed."""

    def fold(self, stories: Sequence[Sequence[str]]) -> None:
        """Makes these the groups of copies, and no others."""

    def commit(self, manifest: Manifest) -> Index:
        """Publishes all or nothing; readers keep the version that they opened."""

    def close(self) -> None:
        """Lets go of the lock and of whatever was not committed."""


def open_index(folder: str | Path) -> Index:
    """Opens the current version of an index on disk.

    :raises IndexMissing: where there is none
    :raises IndexDamaged: where a file disagrees with its checksum
    :raises IndexMismatch: where the format or the analyzer is another
    """
    from index.local import LocalIndex

    return LocalIndex.open(folder)


def create_index(folder: str | Path, *, fresh: bool = False) -> IndexWriter:
    """Opens a writer that starts from the current version, or from nothing.

    :raises IndexLocked: where another writer is open
    :raises StoreUnwritable: where the folder cannot be written
    """
    from index.local import LocalWriter

    return LocalWriter.open(folder, fresh=fresh)


def current_version(folder: str | Path) -> str:
    """The name of the version that answers now; cheap, so that a running program can notice a new one.

    :raises IndexMissing: where there is none
    :raises IndexDamaged: where the pointer to it names none
    """
    from index.versions import newest_version

    return newest_version(folder)


def current_manifest(folder: str | Path) -> Manifest:
    """What an index holds, without opening it.

    :raises IndexMissing: where there is none
    :raises IndexDamaged: where its manifest is not as written
    :raises IndexMismatch: where it is of another format
    """
    from pathlib import Path

    from index.published import open_manifest

    return open_manifest(Path(folder) / current_version(folder))
