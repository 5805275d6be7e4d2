"""Rows of a table of separated values, and how reading goes on after a broken one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from index.errors import SourceError
from index.sources.lines import Lines, TooLong

__all__ = ["Dialect", "Row", "rows"]

# After a broken row, each next line may begin the next whole one. So many are tried, each with so many
# characters; and so many characters in all, that a file of broken rows takes seconds.
_TRIES, _TRIED_CHARACTERS, _ALL_TRIED_CHARACTERS = 5_000, 200_000, 100_000_000


class Row(NamedTuple):
    """The cells of a row, and the line that it begins on."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are written.

    :ivar escaped: quotation marks in cells are written ``\\"``, not ``""``
    """

    separator: str
    escaped: bool = False

    def reader(self, lines: Iterator[str]) -> Iterator[list[str]]:
        """The rows of lines."""
        escape = "\\" if self.escaped else None
        return csv.reader(
            lines, delimiter=self.separator, doublequote=not self.escaped, escapechar=escape, strict=True
        )

    def cells(self, line: str) -> list[str]:
        """The cells of one line; none where it is broken."""
        try:
            return next(self.reader(iter([line])), [])
        except csv.Error:
            return []


class _Broken(NamedTuple):
    """What is wrong with a row.

    :ivar ragged: it ends as a row does, but has too few cells or too many
    """

    reason: str
    ragged: bool = False


def rows(lines: Lines, dialect: Dialect, width: int) -> Iterator[Row | SourceError]:
    """The rows below the names; of a broken one, the error.

    :param width: cells of a whole row
    """
    csv.field_size_limit(max(csv.field_size_limit(), lines.limit))  # 131,072 where nobody asks for more
    marks = _Marks(width)
    while True:
        start = lines.begin()
        found = _row(lines, dialect, width)
        if found is None:
            return
        if not isinstance(found, _Broken):
            if found:
                marks.learn(found)
                yield Row(start, found)
            continue
        yield SourceError(found.reason, path=lines.path, line=start)
        if found.ragged and (lines.spans == 1 or not marks.telling):
            continue
        lines.back(1)
        if not _go_on(lines, dialect, marks):
            reason = (
                f"no whole row is found after the broken one in line {start}; the rest is left out: mend it"
            )
            yield SourceError(reason, path=lines.path, line=start + 1)
            return


def _row(lines: Lines, dialect: Dialect, width: int) -> list[str] | _Broken | None:
    """The cells of the next row, none for a blank line; what is wrong with it; ``None`` at the end."""
    try:
        cells = next(dialect.reader(lines), None)
    except TooLong as err:
        return _Broken(str(err))
    except (csv.Error, SourceError) as err:
        reason = err.message if isinstance(err, SourceError) else str(err)
        return _Broken(f"broken quotation marks or text ({reason}); expected them doubled inside a cell")
    if cells is None or not any(cells) or len(cells) == width:
        return cells if cells is None or any(cells) else []
    if not any(cells[width:]) and len(cells) > width:  # a separator at the end of each line
        return cells[:width]
    return _Broken(f"{len(cells)} cells; expected {width}, as in the first row", ragged=True)


def _go_on(lines: Lines, dialect: Dialect, marks: _Marks) -> bool:
    """Looks for the next whole row; whether there is one, or nothing at all is left."""
    for passed_over in range(_TRIES):
        lines.begin(_TRIED_CHARACTERS)
        cells = _row(lines, dialect, marks.width)
        if cells is None:
            return passed_over == 0
        whole = isinstance(cells, list) and marks.fit(cells)
        if whole and not marks.telling:  # a sentence may have as many commas by chance; two are no chance
            whole = marks.width > 2 and not isinstance(_row(lines, dialect, marks.width), _Broken)
        lines.tried += lines.back(0 if whole else 1)
        if whole:
            return True
        if lines.tried > _ALL_TRIED_CHARACTERS:
            break
    return False


class _Marks:
    """What the whole rows have in common, by which a line inside a broken text is told from a row."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._kinds: list[str] = []

    def learn(self, cells: list[str]) -> None:
        """Keeps for each cell the kind that it had in all rows."""
        kinds = [_kind(cell) for cell in cells]
        self._kinds = [a if a == b else "" for a, b in zip(self._kinds or kinds, kinds, strict=True)]

    @property
    def telling(self) -> bool:
        """Whether there is any such mark."""
        return any(self._kinds)

    def fit(self, cells: list[str]) -> bool:
        """Whether cells can be a row."""
        if not cells:
            return False
        kinds = self._kinds or [""] * self.width
        return all(not kind or kind == _kind(cell) for kind, cell in zip(kinds, cells, strict=True))


def _kind(cell: str) -> str:
    """A number, an address or a date; empty for words.

    >>> _kind("17"), _kind("https://example.com"), _kind("2031-05-02T10:00"), _kind("The dam")
    ('number', 'address', 'date', '')
    """
    if cell[:4].isdecimal() and cell[4:5] == "-":
        return "date"
    if cell.startswith(("http://", "https://")):
        return "address"
    return "number" if cell.strip().isdecimal() else ""
