"""Lines of type from the runs that a page draws: blanks, raised figures, initials, and what is drawn twice."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

__all__ = ["Line", "Run", "body_size", "pieces", "rows"]

# All lengths are shares of the size of the type.
_ROW = 0.3  # baselines nearer than this are one line
_BLANK = 0.15  # a wider gap is a blank; a thin blank is 0.2, kerning 0.05
_PIECE = 0.7  # a wider gap may be the white between columns; only wide justified lines have such blanks
_NEAR = 0.35  # a raised or lowered figure stands no farther from its word
_SMALL = 0.85  # and is smaller than this
_INITIAL = 1.8  # a letter that begins an article and is higher than this spans lines
_MAX_INITIALS = 20  # of a page
_ASCENT = 0.75
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


@dataclass(frozen=True, slots=True)
class Run:
    """Text that is drawn at once, from one point of its baseline to another; in points, upwards."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a piece of one.

    :ivar y: height of its baseline
    :ivar initial: number of lines beside which its first letter stands
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    initial: int = 1


def body_size(lines: Iterable[Line]) -> float:
    """The size that most letters have; 0 where there are none."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size * 2) / 2] += len(line.text)
    return max(letters, key=lambda size: (letters[size], size), default=0.0)


def pieces(runs: Sequence[Run]) -> tuple[list[Line], list[Line]]:
    """The pieces of lines that runs form, and those that stand askew: along a margin, or across the page.

    Upright is the direction of most letters, so that a page that is turned is read like any other.
    """
    by_turn: dict[int, list[Line]] = {}
    for run in dict.fromkeys(runs):  # what is drawn twice in one place is bold, not said twice
        if run.text.strip() and run.size > 0:
            turn = round(math.atan2(run.y1 - run.y0, run.x1 - run.x0) / (math.pi / 2)) % 4
            by_turn.setdefault(turn, []).append(_turned(run, turn))
    if not by_turn:
        return [], []
    upright = max(by_turn, key=lambda turn: sum(len(line.text) for line in by_turn[turn]))
    askew = [line for turn in by_turn if turn != upright for line in rows(by_turn[turn], _PIECE)]
    drawn = _lowered(_initials(by_turn[upright]))
    return list(rows(drawn, _PIECE)), askew


def _turned(run: Run, turn: int) -> Line:
    """The run as a piece, on a page turned so that it is upright."""
    x0, y0, x1, y1 = run.x0, run.y0, run.x1, run.y1
    for _ in range(turn):
        x0, y0, x1, y1 = y0, -x0, y1, -x1
    return Line(run.text, min(x0, x1), max(x0, x1), y0, run.size, run.bold)


def _lowered(drawn: Sequence[Line]) -> list[Line]:
    """Raised and lowered figures on the line of the word before them; raised ones as such characters."""
    found: list[Line] = []
    for line in drawn:
        before = found[-1] if found else None
        if before is not None and line.size < _SMALL * before.size:
            rise = (line.y - before.y) / before.size
            beside = abs(line.x0 - before.x1) < _NEAR * before.size
            if beside and -_NEAR < rise < _ASCENT and abs(rise) > 0.05:
                text = line.text.translate(_RAISED) if rise > 0 else line.text
                found[-1] = replace(before, text=before.text + text, x1=line.x1)
                continue
        found.append(line)
    return found


def _initials(drawn: list[Line]) -> list[Line]:
    """Initials that span lines, on the first of these lines."""
    body, large = body_size(drawn), 0
    found: list[Line] = []
    for line in drawn:
        if large < _MAX_INITIALS and len(line.text.strip()) <= 2 and line.size >= _INITIAL * body > 0:
            large += 1
            beside = [
                other
                for other in drawn
                if other.size < line.size / _INITIAL
                and -0.1 * line.size <= other.y - line.y < _ASCENT * line.size
                and 0 <= other.x0 - line.x1 + 0.1 * body < 1.5 * body
            ]
            if len(beside) > 1:
                first = max(beside, key=lambda other: other.y)
                spanned = len({round(other.y) for other in beside})
                line = replace(line, y=first.y, size=first.size, initial=spanned)
        found.append(line)
    return found


def rows(lines: Iterable[Line], gap: float) -> Iterator[Line]:
    """Pieces on one baseline with less than a gap between them, as one piece; from above, then from the left."""
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.y):
        if row and row[0].y - line.y > _ROW * min(line.size, row[0].size):
            yield from _merged(row, gap)
            row = []
        row.append(line)
    yield from _merged(row, gap)


def _merged(row: list[Line], gap: float) -> Iterator[Line]:
    parts: list[Line] = []
    for line in sorted(row, key=lambda line: line.x0):
        if parts and line.x0 - parts[-1].x1 > gap * min(line.size, parts[-1].size):
            yield _joined(parts)
            parts = []
        parts.append(line)
    if parts:
        yield _joined(parts)


def _joined(parts: Sequence[Line]) -> Line:
    if len(parts) == 1:
        return replace(parts[0], text=" ".join(parts[0].text.split()))
    said = [parts[0].text]
    for before, line in pairwise(parts):
        # The white beside an initial says nothing.
        if before.initial == 1 and line.x0 - before.x1 > _BLANK * min(line.size, before.size):
            said.append(" ")
        said.append(line.text)
    longest = max(parts, key=lambda part: len(part.text))
    return Line(
        " ".join("".join(said).split()),
        parts[0].x0,
        max(part.x1 for part in parts),
        longest.y,
        longest.size,
        sum(len(part.text) for part in parts if part.bold) * 2 > sum(len(part.text) for part in parts),
        max(part.initial for part in parts),
    )
