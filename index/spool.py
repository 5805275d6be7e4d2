"""Articles that wait on the disk until all of a source is read."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from index.records import Article
from index.versions import writing

__all__ = ["Spool"]


class Spool:
    """Articles in an unnamed file, which nobody else can write: they come back as they went in.

    :param folder: where there is room for their texts
    :ivar size: characters of all articles
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with writing(folder):
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 -- closed by close()
        self._places: dict[str, int] = {}
        self.size = 0

    def add(self, article: Article) -> None:
        """Takes an article with a new id."""
        with writing(self._folder):
            self._places[article.id] = self._file.seek(0, 2)
            pickle.dump(article, self._file)
        self.size += len(article.text)

    def article(self, id: str) -> Article:
        """One article. :raises KeyError: where it is not here."""
        with writing(self._folder):  # what was added may still be on its way to the disk
            self._file.seek(self._places[id])
        found: Article = pickle.load(self._file)  # noqa: S301 -- written by this object
        return found

    def __contains__(self, id: str) -> bool:
        return id in self._places

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Article]:
        return map(self.article, self._places)

    def close(self) -> None:
        """Lets go of the file."""
        with suppress(OSError):  # what the disk refuses, nobody needs any more
            self._file.close()
