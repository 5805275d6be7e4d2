"""The order in which a printed page is read: its columns, found by the white between them.

Knows nothing of PDF: what comes in are runs of text with their places. A table is read column by column.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import median

from index.sources.typeset import Line, rows

__all__ = ["regions"]

# All lengths are shares of the size of the type.
_GUTTER = 0.7  # the least white between columns
_MIN_LINES = 3  # of a column; fewer beside each other are a byline and a date, or a caption
_MIN_WIDTH = 5.0  # of a column; narrower are numbers of a list
_ALIGNED = 0.25  # how far the beginnings of a column's lines may differ
_HEADLINE = 1.2  # larger type is a headline's
_MAX_PIECES = 3000  # of a page whose columns are looked for; a page of a broadsheet has 1,500
_MAX_CUTS = 40  # the deepest cutting of a page; a page of many boxes has ten


def regions(lines: Sequence[Line], cuts: int = 0) -> Iterator[list[Line]]:
    """Whole lines from above, a list for each column and for each band above or below columns.

    :param lines: pieces of one page
    """
    gutter = _gutter(lines) if cuts < _MAX_CUTS else None
    if gutter is None:
        if lines:
            yield list(rows(lines, math.inf))
        return
    x, top, bottom = gutter
    above = [line for line in lines if line.y >= top]
    below = [line for line in lines if line.y <= bottom]
    between = [line for line in lines if bottom < line.y < top]
    left = [line for line in between if line.x0 < x - 1]
    right = [line for line in between if line.x0 >= x - 1]
    for part in (above, left, right, below):
        yield from regions(part, cuts + 1)


def _gutter(lines: Sequence[Line]) -> tuple[float, float, float] | None:
    """The white between two columns: where the right one begins, and the heights of its upper and lower end."""
    if not 2 * _MIN_LINES <= len(lines) <= _MAX_PIECES:
        return None
    size = median(line.size for line in lines)
    best, most = None, 0
    for x in _edges(lines, size):
        for top, columns, bottom in _between(lines, x, size):
            if len(columns) > most and _are_columns(columns, x, size):
                best, most = (x, _below_headline(columns, top, size), bottom), len(columns)
    return best


def _between(lines: Sequence[Line], x: float, size: float) -> Iterator[tuple[float, list[Line], float]]:
    """The stretches of lines between those that cross the white before ``x``, with their heights."""
    top, columns = math.inf, []
    for line in sorted(lines, key=lambda line: -line.y):
        if not (line.x0 < x - 1 and line.x1 > x - _GUTTER * size):
            columns.append(line)
            continue
        yield top, [one for one in columns if one.y > line.y], line.y
        top, columns = line.y, []
    yield top, columns, -math.inf


def _below_headline(lines: Sequence[Line], top: float, size: float) -> float:
    """The upper end of columns; a short last line of the headline above them is none of theirs."""
    for line in sorted(lines, key=lambda line: -line.y):
        if line.size < _HEADLINE * size:
            break
        top = line.y
    return top


def _edges(lines: Sequence[Line], size: float) -> Iterator[float]:
    """Where a number of lines begin, but the leftmost ones."""
    starts = sorted(line.x0 for line in lines)
    group: list[float] = []
    for start in [*starts, math.inf]:
        if group and start - group[0] > _ALIGNED * size:
            if len(group) >= _MIN_LINES and group[0] > starts[0] + _MIN_WIDTH * size:
                yield group[0]
            group = []
        group.append(start)


def _are_columns(lines: Sequence[Line], x: float, size: float) -> bool:
    """Whether both sides have lines enough, wide enough, beside each other."""
    left = [line for line in lines if line.x0 < x - 1]
    right = [line for line in lines if line.x0 >= x - 1]
    if min(len(left), len(right)) < _MIN_LINES:
        return False
    if min(max(line.x1 - line.x0 for line in side) for side in (left, right)) < _MIN_WIDTH * size:
        return False
    aligned = sum(line.x0 - x < _ALIGNED * size for line in right)
    lowest = max(min(line.y for line in side) for side in (left, right))
    highest = min(max(line.y for line in side) for side in (left, right))
    return aligned >= _MIN_LINES and highest - lowest > size
