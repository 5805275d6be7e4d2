"""The tables of the catalog, and how an article becomes a row of them and comes back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from index.intake import fingerprint
from index.records import Article, Filter, Span

__all__ = ["ADD_ARTICLE", "ADD_EARLIER", "ADMITS", "COLUMNS", "SCHEMA", "admitted", "article_of", "row_of"]

# The long columns stand last: SQLite then reads ids and dates without paging through texts.
_FIELDS = """digest TEXT NOT NULL, published TEXT, publisher TEXT NOT NULL, title TEXT NOT NULL,
    authors TEXT NOT NULL, url TEXT NOT NULL, facts TEXT NOT NULL, furniture TEXT NOT NULL, text TEXT NOT NULL"""
COLUMNS = "id, digest, published, publisher, title, authors, url, facts, furniture, text"

# Keys are never used again (AUTOINCREMENT), so that nowhere a removed passage can be taken for a new one.
SCHEMA = (
    f"""CREATE TABLE article (
    key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, {_FIELDS}) STRICT""",
    """CREATE TABLE copy (
    article INTEGER PRIMARY KEY REFERENCES article (key) ON DELETE CASCADE,
    story INTEGER NOT NULL, place INTEGER NOT NULL, UNIQUE (story, place)) STRICT""",
    f"""CREATE TABLE earlier (
    key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL,
    replaced TEXT NOT NULL, {_FIELDS}) STRICT""",
    """CREATE TABLE note (
    article INTEGER PRIMARY KEY REFERENCES article (key) ON DELETE CASCADE, note BLOB NOT NULL) STRICT""",
    """CREATE TABLE passage (
    key INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL REFERENCES article (key),
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, UNIQUE (article, start, "end")) STRICT""",
    """CREATE TABLE statement (
    key INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, record TEXT NOT NULL) STRICT""",
    "CREATE INDEX statement_article ON statement (article, start)",
    """CREATE TABLE voice (
    statement INTEGER NOT NULL REFERENCES statement (key) ON DELETE CASCADE, place INTEGER NOT NULL,
    key TEXT NOT NULL, role TEXT NOT NULL, label TEXT NOT NULL,
    PRIMARY KEY (statement, place)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX voice_key ON voice (key, label, statement)",
)
# Which articles a filter admits; the values are those of admitted().
ADMITS = """(:since IS NULL OR published >= :since) AND (:until IS NULL OR published <= :until)
    AND (:publishers IS NULL OR publisher IN (SELECT value FROM json_each(:publishers)))
    AND (:articles IS NULL OR id IN (SELECT value FROM json_each(:articles)))"""
ADD_ARTICLE = f"INSERT INTO article (source, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
ADD_EARLIER = f"""INSERT INTO earlier (source, replaced, {COLUMNS})
    SELECT source, ?, {COLUMNS} FROM article WHERE id = ?"""  # noqa: S608

_DAYS = ("updated",)
_MOMENTS = ("published_at", "updated_at")
_WORDS = ("place", "language", "section", "page")


def row_of(article: Article) -> tuple[object, ...]:
    """The values of :data:`COLUMNS`."""
    facts = {name: getattr(article, name) for name in (*_WORDS, *_DAYS, *_MOMENTS, "pages")}
    known = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in facts.items()
        if value
    }
    return (
        article.id,
        fingerprint(article),
        article.published and article.published.isoformat(),
        article.publisher,
        article.title,
        json.dumps(article.authors),
        article.url,
        json.dumps(known),
        json.dumps(article.furniture),
        article.text,
    )


def article_of(row: Sequence[Any]) -> tuple[str, Article]:
    """The fingerprint that was stored, and the article, of the values of :data:`COLUMNS`.

    :raises ValueError: where a value cannot be read
    :raises TypeError: as ValueError
    """
    id, digest, published, publisher, title, authors, url, facts, furniture, text = row
    known: dict[str, Any] = json.loads(facts)
    for name in known.keys() & {*_DAYS}:
        known[name] = date.fromisoformat(known[name])
    for name in known.keys() & {*_MOMENTS}:
        known[name] = datetime.fromisoformat(known[name])
    return digest, Article(
        id,
        text,
        title=title,
        authors=tuple(json.loads(authors)),
        published=published and date.fromisoformat(published),
        publisher=publisher,
        url=url,
        furniture=tuple(Span(*pair) for pair in json.loads(furniture)),
        **known | {"pages": tuple(known.get("pages", ()))},
    )


def admitted(where: Filter | None) -> dict[str, str | None]:
    """The values of :data:`ADMITS`."""
    where = where or Filter()
    return {
        "since": where.since.isoformat() if where.since else None,
        "until": where.until.isoformat() if where.until else None,
        "publishers": json.dumps(where.publishers) if where.publishers else None,
        "articles": json.dumps(where.articles) if where.articles else None,
    }
