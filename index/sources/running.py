"""What runs along the pages of a file: heads, feet and page numbers, told by coming back in the same place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.sources.typeset import Line

__all__ = ["without_running"]

_ROWS = 4  # a running head or foot has no more lines
_SAME_PLACE = 4.0  # points by which it may move from page to page
_SHARE = 0.3  # of the pages; heads of left and right pages differ
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|seite|página|pagina)?\s*[-–—|•·]?\s*\d{1,4}\s*(?:(?:of|/|von|de|di|sur)\s*\d{1,4})?\s*[-–—|•·]?",
    re.IGNORECASE,
)

_Key = tuple[str, int]


def without_running(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], tuple[str, ...]]:
    """Pages without what runs along them, and what that says, each line once.

    Left out are outermost lines that come back, but for their numbers, in the same place of at least two pages
    and three of ten, and outermost lines that are a page's number. A line stays where a line beyond it stays.
    """
    edges = [(_edge(page, up=True), _edge(page, up=False)) for page in pages]
    seen: Counter[_Key] = Counter()
    for head, foot in edges:
        seen.update({_key(line) for row in (*head, *foot) for line in row})
    least = max(2, _SHARE * len(pages))
    kept: list[list[Line]] = []
    said: dict[str, None] = {}
    for page, sides in zip(pages, edges, strict=True):
        dropped = {line for rows in sides for line in _running(rows, seen, least)}
        said.update((line.text, None) for line in page if line in dropped)
        kept.append([line for line in page if line not in dropped])
    return kept, tuple(said)


def _edge(page: Sequence[Line], *, up: bool) -> list[list[Line]]:
    """The outermost rows of a page, from its edge."""
    rows: list[list[Line]] = []
    for line in sorted(page, key=lambda line: -line.y if up else line.y):
        if rows and abs(rows[-1][0].y - line.y) < _SAME_PLACE:
            rows[-1].append(line)
        elif len(rows) == _ROWS:
            break
        else:
            rows.append([line])
    return rows


def _running(rows: Sequence[Sequence[Line]], seen: Counter[_Key], least: float) -> list[Line]:
    found: list[Line] = []
    for row in rows:
        run = [line for line in row if _comes_back(line, seen, least)]
        # A number is a page's only where nothing else stands beside it: “for 30” ends a column, too.
        if all(line in run or _PAGE_NUMBER.fullmatch(line.text) for line in row):
            found += row
            continue
        found += run
        break
    return found


def _comes_back(line: Line, seen: Counter[_Key], least: float) -> bool:
    text, place = _key(line)
    return sum(seen[text, place + moved] for moved in (-1, 0, 1)) >= least


def _key(line: Line) -> _Key:
    return _NUMBER.sub("#", line.text.casefold()), round(line.y / _SAME_PLACE)
