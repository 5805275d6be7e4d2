"""Takes articles out of an index by what a user knows of them: id, address, path or publisher."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.ledger import ALIASES
from index.notes import Note
from index.report import REFUSED
from index.store import create_index, current_manifest

if TYPE_CHECKING:
    from index.records import Article
    from index.store import IndexWriter

__all__ = ["remove_articles"]


def remove_articles(folder: str | Path, names: Sequence[str], *, publishers: Sequence[str] = ()) -> list[str]:
    """Removes articles and their earlier versions; gives the ids of those removed, sorted.

    Answers are without them from the moment that this returns. A later build of the files that they came from
    brings them back, as it makes the index hold what is there.

    :param names: ids of articles, with or without the hash; addresses; files and folders that they were read from
    :param publishers: exact names, whose articles are removed
    :raises SourceError: where one of these names no article; nothing is removed then
    :raises IndexMissing: where there is no index
    """
    manifest = current_manifest(folder)  # a writer would begin a new index
    writer = create_index(folder)
    try:
        notes = {id: Note.unpack(note) for id, note in writer.notes().items()}
        gone = _chosen(writer, notes, names, publishers)
        for id in gone:
            writer.remove(id)
            writer.forget(id.rpartition("@")[0])
        _read_again(writer, notes, gone)
        writer.fold([story for story in writer.copies() if len(story) > 1])
        for name in (REFUSED, ALIASES):
            if (kept := writer.attachment(name)) is not None:
                writer.attach(name, kept)
        writer.commit(writer.base or manifest).close()
    finally:
        writer.close()
    return gone


def _read_again(writer: IndexWriter, notes: dict[str, Note], gone: Sequence[str]) -> None:
    """Makes the next build read what the removed articles came from, though it may be as it was."""
    touched = {notes[id].resource for id in gone}
    others = notes.keys() - set(gone)
    blank = {id: notes[id]._replace(digest="").pack() for id in others if notes[id].resource in touched}
    writer.note(blank)


def _chosen(
    writer: IndexWriter, notes: dict[str, Note], names: Sequence[str], publishers: Sequence[str]
) -> list[str]:
    gone: set[str] = set()
    for name in names:
        path = os.path.abspath(name)  # noqa: PTH100 -- Path would follow links
        web = "://" in name
        gone |= _some(
            name,
            [
                id
                for id, note in notes.items()
                if name in (id, id.rpartition("@")[0], note.resource)
                or (_holds(path, note.resource) if not web else _is_at(writer.article(id), name))
            ],
        )
    for publisher in publishers:
        gone |= _some(publisher, [id for id, note in notes.items() if note.publisher == publisher])
    return sorted(gone)


def _some(name: str, found: list[str]) -> set[str]:
    if not found:
        raise SourceError(
            "no article of the index has this id, address, path or publisher, so nothing was removed; "
            "python -m index list shows what is there",
            path=name,
        )
    return set(found)


def _holds(path: str, resource: str) -> bool:
    """Whether a path is that of a resource, or of a folder above it.

    >>> _holds("/home/me/news/2014", "news/2014/a.txt"), _holds("/home/me/news/2014", "old/2014/a.txt")
    (True, False)
    """
    parts = resource.split("/")
    above = ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
    return any(path.endswith(f"/{part}") for part in above)


def _is_at(article: Article, address: str) -> bool:
    return article.url.rstrip("/") == address.rstrip("/")
