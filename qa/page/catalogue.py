"""The list of the collection as the page draws it, as JSON: articles line by line, and what was refused."""

from __future__ import annotations

from collections.abc import Sequence
from os.path import commonpath
from pathlib import Path
from typing import Any, NamedTuple, cast, get_args

from index import Listed, Listing, Order, Refusal
from qa.page.view import count, named, usable

__all__ = ["LINES", "ListAsked", "listed", "read_listed", "refused"]

LINES = 50  # that are sent at a time
LONGEST = 200  # characters that are searched for
MOST_REFUSED = 500  # that are shown; all of them are in the index
FARTHEST = 10_000_000  # where a stretch may begin: beyond any collection

Json = dict[str, Any]


class ListAsked(NamedTuple):
    """What the page asks of the list."""

    words: str
    order: Order
    start: int


def read_listed(sent: object) -> ListAsked:
    """What the page sends to see the list; anything may stand there, for anyone can send it.

    >>> read_listed({"words": 7, "order": "size", "start": -3})
    ListAsked(words='', order='newest', start=0)
    """
    data = sent if isinstance(sent, dict) else {}
    order, start = data.get("order"), data.get("start")
    return ListAsked(
        usable(data.get("words"))[:LONGEST],
        cast(Order, order) if order in get_args(Order) else "newest",
        start if type(start) is int and 0 <= start <= FARTHEST else 0,
    )


def listed(found: Listing, asked: ListAsked) -> Json:
    """A stretch of the list, with how many articles the whole of it has."""
    return {
        "total": found.total,
        "words": count(found.total, "article"),
        "start": asked.start,
        "lines": [_line(line) for line in found.lines],
    }


def refused(refusals: Sequence[Refusal]) -> Json:
    """What is not in the index, and why; without the folder that all places share, which is nobody's business."""
    shared = _shared([one.path for one in refusals])
    shown = [
        {
            "place": one.path[shared:] + (f", line {one.line}" if one.line else ""),
            "reason": one.reason,
        }
        for one in refusals[:MOST_REFUSED]
    ]
    return {"total": len(refusals), "words": f"{count(len(refusals), 'record')} not read", "lines": shown}


def _shared(paths: Sequence[str]) -> int:
    """How many characters of the paths are a folder above all of them; none of addresses.

    >>> _shared(["/home/ada/news/a.txt", "/home/ada/news/old/b.txt"])
    15
    """
    above = {str(Path(path).parent) for path in paths}
    if not all(folder.startswith("/") for folder in above):
        return 0
    return len(commonpath(above).rstrip("/")) + 1 if above else 0


def _line(line: Listed) -> Json:
    facts = [count(line.passages, "passage")]
    if line.copies:
        facts.append(f"also printed in {count(line.copies, 'other')}")
    return {
        "id": line.id,
        "title": line.title or line.id.rpartition("@")[0] or "Untitled",
        "byline": named(line.authors),
        "published": line.published and line.published.isoformat(),
        "publisher": line.publisher,
        "facts": facts,
    }
