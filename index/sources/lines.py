"""Lines of a text that is read as a stream, with a way back to where a broken row began."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import TextIO

from index.errors import SourceError
from index.sources.text import decode

__all__ = ["Lines", "TooLong"]

# A byte that is not UTF-8, as “surrogateescape” hands it on.
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_SKIPPED = 1 << 16  # characters at a time of the rest of a line that is too long


class TooLong(Exception):
    """A row has more characters than a row may have."""


class Lines:
    """The lines of a table; those of one row are held until the next one begins.

    :param text: opened with ``newline=""``, so that line ends stay as they are
    :param limit: characters of a row
    :ivar spans: lines of the row so far
    :ivar tried: characters of rows that were begun in vain; kept for the caller
    """

    def __init__(self, text: TextIO, limit: int, path: str) -> None:
        self.limit, self.path = limit, path
        self.tried = 0
        self._text = text
        self._ahead: deque[str] = deque()
        self._row: list[str] = []
        self._number = 1  # of the line that comes next
        self._used, self._most = 0, limit

    @property
    def spans(self) -> int:
        """See the class."""
        return len(self._row)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """The next line of the row.

        :raises TooLong: where the row has more characters than it may have
        :raises SourceError: where the line's encoding cannot be told
        """
        line = self._ahead.popleft() if self._ahead else self._read()
        if not line:
            raise StopIteration
        number, self._number = self._number, self._number + 1
        self._row.append(line)
        self._used += len(line)
        if self._used > self._most:
            raise TooLong(
                f"a row of over {self._most / 1_000_000:g} MB, or a quotation mark that is never closed;"
                " expected one article: mend it, or leave it out"
            )
        if _NOT_UTF8.search(line):
            return decode(line.encode("utf-8", "surrogateescape"), path=self.path, line=number)
        return line

    def begin(self, most: int | None = None) -> int:
        """Begins a row; the number of its first line.

        :param most: characters that it may have; no more than the limit
        """
        self._row, self._used = [], 0
        self._most = self.limit if most is None else min(most, self.limit)
        return self._number

    def back(self, kept: int) -> int:
        """Goes back behind so many lines of the row; the characters that the row had."""
        self._ahead.extendleft(reversed(self._row[kept:]))
        self._number -= len(self._row) - min(kept, len(self._row))
        del self._row[kept:]
        return self._used

    def first(self) -> str:
        """The line that comes next; it is still to come. Empty at the end.

        :raises SourceError: where it is too long, or its encoding cannot be told
        """
        self.begin()
        try:
            return next(self, "")
        except TooLong as err:
            raise SourceError(str(err), path=self.path, line=self._number - 1) from err
        finally:
            self.back(0)

    def drop_first(self) -> None:
        """Passes over the line that comes next."""
        self.first()
        self.begin()
        next(self, None)

    def _read(self) -> str:
        """A line, cut where it is longer than any row; empty at the end."""
        line = self._text.readline(self.limit + 1)
        if len(line) > self.limit and not line.endswith(("\n", "\r")):
            while (rest := self._text.readline(_SKIPPED)) and not rest.endswith(("\n", "\r")):
                pass
        return line
