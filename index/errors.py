"""Every error that a user of this project can meet.

* NewsError
  x SourceError            a record could not be read            (path, line)
  x ArticleError           read, but no article                  (no text, two with one id)
  x StoreError
    + IndexMissing         nothing at this path                  how to build
    + IndexDamaged         the files disagree with the manifest  rebuild
    + IndexMismatch        other model, analyzer or format       which, and which was found
    + IndexLocked          another build is writing              wait
    + StoreUnwritable      read-only, or no space left           what to free
    + StoreUnavailable     an engine is silent                   try again
  x MissingExtra           an optional part is not installed     the pip line
  x QuestionError          (of ``qa``) no usable question
"""

from __future__ import annotations

__all__ = [
    "ArticleError",
    "IndexDamaged",
    "IndexLocked",
    "IndexMismatch",
    "IndexMissing",
    "MissingExtra",
    "NewsError",
    "QuestionError",
    "SourceError",
    "StoreError",
    "StoreUnavailable",
    "StoreUnwritable",
]


class NewsError(Exception):
    """Root of the tree. A message has the value met, what was expected, and what mends it."""

    exit_code = 1


class SourceError(NewsError):
    """A record could not be read.

    :ivar path: file that was read
    :ivar line: line in it, from 1; ``None`` where the whole file is meant
    """

    exit_code = 4  # where it ends a command: nothing could be read at all

    def __init__(self, message: str, *, path: str, line: int | None = None) -> None:
        self.path, self.line = path, line
        self.message = message
        place = path if line is None else f"{path}, line {line}"
        super().__init__(f"{place}: {message}")


class ArticleError(SourceError):
    """A record was read but is no article: it has no text, or its id is taken."""


class StoreError(NewsError):
    """An index could not be read or written."""


class IndexMissing(StoreError):
    """There is no index at this path."""

    exit_code = 4


class IndexDamaged(StoreError):
    """The files of an index disagree with its manifest or with each other."""

    exit_code = 5


class IndexMismatch(StoreError):
    """An index was made with another model, analyzer or format than is asked of it."""

    exit_code = 5


class IndexLocked(StoreError):
    """Another build is writing to this index."""

    exit_code = 6


class StoreUnwritable(StoreError):
    """The index cannot be written: read-only, or no space left."""

    exit_code = 7


class StoreUnavailable(StoreError):
    """An engine does not answer; the only error for which trying again makes sense."""

    exit_code = 8


class MissingExtra(NewsError):
    """An optional part is not installed."""


class QuestionError(NewsError):
    """A question is of the wrong kind to be asked at all."""

    exit_code = 2
