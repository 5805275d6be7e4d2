"""The truth in SQLite: articles, once, as they were cleaned, and where their passages begin and end."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import IndexDamaged
from index.intake import fingerprint
from index.records import Article, Filter, Span
from index.tables import ADD_ARTICLE, ADD_EARLIER, ADMITS, COLUMNS, SCHEMA, admitted, article_of, row_of
from index.versions import unwritable

__all__ = ["CATALOG", "Catalog"]

CATALOG = "articles.sqlite"

ARTICLE = f"SELECT {COLUMNS} FROM article WHERE id = ?"  # noqa: S608
ADMITTED = f"SELECT key, id FROM article WHERE {ADMITS} ORDER BY id"  # noqa: S608
WASTE = 0.25  # a file of which this much is empty pages is rewritten


class Catalog:
    """A file of articles, read by many threads or written by one.

    :ivar path: the file
    """

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._read_only = read_only
        mode = "mode=ro&immutable=1" if read_only else "mode=rwc"
        with self._translated():
            self._base = sqlite3.connect(
                f"{path.resolve().as_uri()}?{mode}", uri=True, isolation_level=None, check_same_thread=False
            )
            self._base.create_function("code_points", 1, len, deterministic=True)  # length() ends at a NUL
            self._prepare()

    def _prepare(self) -> None:
        # What was removed may have to be gone: its pages are overwritten.
        for setting in (
            "secure_delete=ON",
            "trusted_schema=OFF",
            "cell_size_check=ON",
            "temp_store=MEMORY",
            "foreign_keys=ON",
        ):
            self._base.execute(f"PRAGMA {setting}")
        if self._read_only:
            self._base.execute("PRAGMA query_only=ON")
        else:
            self._base.execute("PRAGMA journal_mode=DELETE")
            self._base.execute("PRAGMA synchronous=FULL")
            self._base.execute("BEGIN IMMEDIATE")
        tables = (
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
        found = tuple(sql for (sql,) in self._base.execute(tables))
        if not found and not self._read_only:
            for table in SCHEMA:
                self._base.execute(table)
        elif found != SCHEMA:
            raise IndexDamaged(
                f"{self.path} has other tables than expected; build the index again with --fresh"
            )

    def close(self) -> None:
        """Lets go of the file; what :meth:`finish` did not keep is dropped."""
        with self._lock:
            self._base.close()

    # Reading

    def article(self, article_id: str) -> Article:
        """One article, compared with its fingerprint. :raises KeyError: where it is not here."""
        rows = self.ask(ARTICLE, (article_id,))
        if not rows:
            raise KeyError(article_id)
        return self.read(rows[0])

    def read(self, row: Sequence[Any]) -> Article:
        """The article of a row of :data:`index.tables.COLUMNS`, compared with its fingerprint."""
        try:
            digest, found = article_of(row)
            sound = fingerprint(found) == digest
        except (ValueError, TypeError) as err:
            raise self.damaged(f"article {row[0]} cannot be read ({err})") from err
        if not sound:
            raise self.damaged(f"article {row[0]} is not what was stored")
        return found

    def fingerprints(self) -> dict[str, str]:
        """Article id -> :func:`fingerprint`."""
        return dict(self.ask("SELECT id, digest FROM article ORDER BY id", ()))

    def article_keys(self, where: Filter | None = None) -> dict[int, str]:
        """Article key -> article id, by id, of those that pass."""
        return dict(self.ask(ADMITTED, admitted(where)))

    def passage_keys(self, where: Filter | None) -> list[int]:
        """Keys of the passages of the articles that pass."""
        query = "SELECT key FROM passage WHERE article IN (SELECT value FROM json_each(?)) ORDER BY key"
        return [key for (key,) in self.ask(query, (json.dumps(list(self.article_keys(where))),))]

    def names(self, keys: Sequence[int]) -> dict[int, str]:
        """Passage key -> passage id."""
        query = """SELECT passage.key, id, start, "end" FROM passage JOIN article ON article.key = article
            WHERE passage.key IN (SELECT value FROM json_each(?))"""
        rows = self.ask(query, (json.dumps([int(key) for key in keys]),))
        return {key: f"{article}:{start}-{end}" for key, article, start, end in rows}

    def spans(self, article_id: str) -> list[tuple[int, Span]]:
        """Key and span of each passage of an article, in the order in which they were added."""
        query = """SELECT passage.key, start, "end" FROM passage JOIN article ON article.key = article
            WHERE id = ? ORDER BY passage.key"""
        return [(key, Span(start, end)) for key, start, end in self.ask(query, (article_id,))]

    def counts(self) -> tuple[int, int, int]:
        """How many articles, how many passages, how many statements."""
        counted = (f"(SELECT count(*) FROM {table})" for table in ("article", "passage", "statement"))  # noqa: S608
        articles, passages, statements = self.ask(f"SELECT {', '.join(counted)}", ())[0]
        return articles, passages, statements

    def faults(self) -> list[str]:
        """What SQLite itself finds wrong with the file."""
        found = [str(row[0]) for row in self.ask("PRAGMA integrity_check", ()) if row[0] != "ok"]
        return found + [
            f"row {row[1]} of {row[0]} refers to nothing" for row in self.ask("PRAGMA foreign_key_check", ())
        ]

    # Writing

    def add(self, article: Article, spans: Sequence[Span]) -> tuple[int, list[int]]:
        """Stores an article and gives its key and those of its passages.

        :raises ValueError: where one with this id is here
        """
        with self._translated():
            if self._base.execute("SELECT 1 FROM article WHERE id = ?", (article.id,)).fetchone():
                raise ValueError(f"article {article.id} is in the index; remove it first")
            key = self._base.execute(ADD_ARTICLE, (article.source, *row_of(article))).lastrowid or 0
            self._base.execute("DELETE FROM earlier WHERE id = ?", (article.id,))  # it is in force again
            one = "INSERT INTO passage VALUES (NULL, ?, ?, ?)"
            return key, [self._base.execute(one, (key, *span)).lastrowid or 0 for span in spans]

    def remove(self, article_id: str) -> tuple[int, list[int]]:
        """Drops an article and gives its key and those of its passages. :raises KeyError: where it is not."""
        with self._translated():
            found = self._base.execute("SELECT key FROM article WHERE id = ?", (article_id,)).fetchone()
            if found is None:
                raise KeyError(article_id)
            passages = self._base.execute(
                "DELETE FROM passage WHERE article = ? RETURNING key", found
            ).fetchall()
            self._base.execute("DELETE FROM article WHERE key = ?", found)
        return found[0], [key for (key,) in passages]

    def keep(self, article_id: str, replaced: str) -> None:
        """Keeps the text of an article that a later version replaces; :meth:`remove` it then.

        :param replaced: when, ISO 8601 in UTC
        """
        with self._translated():
            self._base.execute("DELETE FROM earlier WHERE id = ?", (article_id,))
            self._base.execute(ADD_EARLIER, (replaced, article_id))

    def run(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        """Runs a changing query once for each row of values."""
        with self._translated():
            self._base.executemany(query, rows)

    def insert(self, query: str, values: Sequence[object]) -> int:
        """Runs a query that adds one row, and gives the key that it returns. :raises KeyError: where it adds none."""
        with self._translated():
            row = self._base.execute(query, values).fetchone()
        if row is None:
            raise KeyError(values[-1])
        return int(row[0])

    def finish(self, *, compact: bool = False) -> None:
        """Keeps what was written, on the disk; gives back the room of what was removed, where it is much."""
        with self._translated():
            self._base.execute("COMMIT")
            empty, pages = (
                self._base.execute(f"PRAGMA {what}").fetchone()[0]
                for what in ("freelist_count", "page_count")
            )
            if empty > (0 if compact else WASTE * pages):
                self._base.execute("VACUUM")
        self.close()

    def ask(self, query: str, values: Sequence[object] | dict[str, str | None]) -> list[Any]:
        """All rows of a query."""
        with self._translated(), self._lock:
            return self._base.execute(query, values).fetchall()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.ProgrammingError as err:
            raise ValueError(f"{self.path} cannot be asked: {err}") from err
        except (sqlite3.Error, OverflowError) as err:
            raise (self.damaged(str(err)) if self._read_only else unwritable(self.path, err)) from err

    def damaged(self, what: str) -> IndexDamaged:
        """The error for what is not as it was stored."""
        return IndexDamaged(f"{self.path} is damaged: {what}; build the index again with --fresh")
