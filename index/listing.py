"""What a catalog says of its articles together: which are copies, what came before them, the list of all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from index.records import Earlier, Listed, Listing, Order
from index.tables import COLUMNS

if TYPE_CHECKING:
    from index.catalog import Catalog

__all__ = ["check_listing", "copies", "earlier", "fold", "groups", "listing", "matches", "rank"]

COPIES = """SELECT other.id FROM copy AS mine JOIN copy AS theirs ON theirs.story = mine.story
    JOIN article AS one ON one.key = mine.article JOIN article AS other ON other.key = theirs.article
    WHERE one.id = ? AND other.id <> one.id ORDER BY theirs.place"""
GROUPS = "SELECT story, id FROM copy JOIN article ON key = article ORDER BY story, place"
LINES = """SELECT id, title, authors, published, publisher, url, key,
    (SELECT count(*) FROM passage WHERE article = a.key),
    (SELECT count(*) - 1 FROM copy WHERE story = (SELECT story FROM copy WHERE article = a.key))
    FROM article AS a WHERE key IN (SELECT value FROM json_each(?))"""


def copies(catalog: Catalog, id: str) -> tuple[str, ...]:
    """See :meth:`index.store.Index.copies`."""
    if not catalog.ask("SELECT 1 FROM article WHERE id = ?", (id,)):
        raise KeyError(id)
    return tuple(other for (other,) in catalog.ask(COPIES, (id,)))


def groups(catalog: Catalog) -> list[tuple[str, ...]]:
    """All groups of copies, each the earliest first."""
    found: dict[int, list[str]] = {}
    for story, id in catalog.ask(GROUPS, ()):
        found.setdefault(story, []).append(id)
    return [tuple(ids) for ids in found.values()]


def fold(catalog: Catalog, stories: Sequence[Sequence[str]]) -> None:
    """Makes these the groups of copies, and no others."""
    keys = {id: key for key, id in catalog.article_keys().items()}
    rows = [(keys[id], story, place) for story, ids in enumerate(stories) for place, id in enumerate(ids)]
    catalog.run("DELETE FROM copy", [()])
    catalog.run("INSERT INTO copy VALUES (?, ?, ?)", rows)


def earlier(catalog: Catalog) -> Iterator[Earlier]:
    """Versions of articles that a later one replaced, the latest first."""
    rows = catalog.ask("SELECT key, replaced FROM earlier ORDER BY replaced DESC, id", ())
    for key, replaced in rows:
        row = catalog.ask(f"SELECT {COLUMNS} FROM earlier WHERE key = ?", (key,))[0]  # noqa: S608
        yield Earlier(catalog.read(row), replaced)


def listing(catalog: Catalog, words: str, order: Order, start: int, k: int) -> Listing:
    """See :meth:`index.store.Index.listing`."""
    check_listing(order, start, k)
    rows = catalog.ask("SELECT id, title, authors, published, publisher, key FROM article", ())
    found = [row for row in rows if matches(words, row[1], json.loads(row[2]), row[4])]
    found.sort(key=lambda row: rank(order, row[0], row[1], row[3] or "", row[4]))
    keys = [row[-1] for row in found[start : start + k]]
    lines = {row[6]: _line(row) for row in catalog.ask(LINES, (json.dumps(keys),))}
    return Listing(len(found), tuple(lines[key] for key in keys))


def check_listing(order: str, start: int, k: int) -> None:
    """:raises ValueError: where what is asked for is no stretch of a list"""
    if order not in get_args(Order):
        raise ValueError(f"order is {order!r}, expected one of {', '.join(get_args(Order))}")
    if start < 0 or k < 1:
        raise ValueError(f"start is {start} and k is {k}, expected 0 or more and 1 or more")


def matches(words: str, title: str, authors: Sequence[str], publisher: str) -> bool:
    """Whether a line holds all the words, or beginnings of words, in any field.

    >>> matches("doe arms", "An arms deal", ["Jane Doe"], "")
    True
    """
    held = " ".join((title, *authors, publisher)).casefold()
    return all(word in held for word in words.casefold().split())


def rank(order: Order, id: str, title: str, day: str, publisher: str) -> tuple[object, ...]:
    """What a line is sorted by; what has no date, title or publisher stands last.

    :param day: ISO 8601, empty where unknown
    """
    if order == "newest":
        return not day, [-ord(char) for char in day], id
    if order == "oldest":
        return not day, day, id
    first = title if order == "title" else publisher
    return not first, first.casefold(), title.casefold(), id


def _line(row: Sequence[Any]) -> Listed:
    id, title, authors, published, publisher, url, _, passages, others = row
    day = published and date.fromisoformat(published)
    return Listed(id, title, tuple(json.loads(authors)), day, publisher, url, passages, max(others, 0))
