"""The ledger of a catalog: who is printed as saying what, and by which names it is found."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from index.listing import matches
from index.records import Article, Filter, Span
from index.statements.packing import pack, unpack
from index.statements.record import Role, Statement, Voice
from index.statements.soundness import check_statement
from index.tables import ADMITS, admitted

if TYPE_CHECKING:
    from index.catalog import Catalog
    from index.speakers.aliases import Aliases

__all__ = [
    "ALIASES",
    "VoiceCount",
    "VoiceListing",
    "aliases_of",
    "check_statements",
    "counted",
    "drop",
    "listed",
    "put",
    "speaking",
    "statements",
    "voices",
]

ALIASES = "aliases.txt"  # beside the index: the names that a user added to those built in

ADD_STATEMENT = """INSERT INTO statement (article, start, "end", record)
    SELECT key, ?, ?, ? FROM article WHERE id = ? RETURNING key"""
ADD_VOICE = "INSERT INTO voice VALUES (?, ?, ?, ?, ?)"
DROP = "DELETE FROM statement WHERE article = (SELECT key FROM article WHERE id = ?)"
SPOKEN = f"""SELECT statement.key, article, start, "end", record
    FROM statement JOIN article ON article.key = article WHERE {ADMITS}"""  # noqa: S608
ASKED = "statement.key IN (SELECT statement FROM voice WHERE key IN (SELECT value FROM json_each(:keys)))"
NAMED = "id IN (SELECT value FROM json_each(:articles))"  # said again so that SQLite begins with these
ORDER = 'ORDER BY id, start, "end", statement.key'
ARTICLES = """SELECT key, id, code_points(text), furniture FROM article
    WHERE key IN (SELECT value FROM json_each(?))"""
VOICES = """SELECT statement, key, role, label FROM voice
    WHERE statement IN (SELECT value FROM json_each(?)) ORDER BY statement, place"""
# Somebody who is found by several keys ("Kim", "Un") is counted under the first of them.
COUNTED = """SELECT key, label, count(*)
    FROM (SELECT statement, label, key, min(place) FROM voice WHERE role NOT IN ('people', 'place')
    GROUP BY statement, label) GROUP BY key, label"""


class VoiceCount(NamedTuple):
    """A voice as it is shown, and how many statements have it: those of its people or from its place do not count."""

    key: str
    label: str
    statements: int


class VoiceListing(NamedTuple):
    """A stretch of the list of voices, and how long the whole list is."""

    total: int
    lines: tuple[VoiceCount, ...]


@lru_cache(maxsize=2)  # reading them takes as long as answering a question
def aliases_of(kept: bytes | None) -> Aliases:
    """The names by which an index tells voices.

    :param kept: what is in its :data:`ALIASES`
    """
    from index.speakers.aliases import Aliases

    if not kept:
        return Aliases.read()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, ALIASES)
        path.write_bytes(kept)
        return Aliases.read(path)


def check_statements(article: Article, found: Sequence[Statement]) -> None:
    """Refuses statements that cannot be an article's.

    :raises ValueError: at the first one
    """
    for statement in found:
        if statement.article != article.id:
            raise ValueError(f"a statement of article {statement.article} is given to article {article.id}")
        check_statement(statement, len(article.text), article.furniture)
        if any(voice.role not in get_args(Role) or not voice.key for voice in statement.voices):
            raise ValueError(f"a statement of article {article.id} has a voice without a key or a role")


def put(catalog: Catalog, article: str, found: Iterable[Statement]) -> None:
    """Stores statements of an article that were checked."""
    for one in found:
        key = catalog.insert(ADD_STATEMENT, (one.start, _end(one), pack(one), article))
        rows = ((key, place, *voice) for place, voice in enumerate(one.voices))
        catalog.run(ADD_VOICE, rows)


def drop(catalog: Catalog, article: str) -> None:
    """Removes all statements of an article."""
    catalog.run(DROP, [(article,)])


def statements(catalog: Catalog, keys: Sequence[str], where: Filter | None) -> list[Statement]:
    """See :meth:`index.store.Index.statements`."""
    among = [ASKED] if keys else []
    among += [NAMED] if where and where.articles else []
    query = " AND ".join([SPOKEN, *among])
    values = admitted(where) | ({"keys": json.dumps(list(keys))} if keys else {})
    rows = catalog.ask(f"{query} {ORDER}", values)
    known = _articles(catalog, {row[1] for row in rows})
    spoken = _voices(catalog, [row[0] for row in rows])
    try:
        return [_read(row, known, spoken.get(row[0], ())) for row in rows]
    except (ValueError, TypeError, KeyError, RecursionError) as err:
        raise catalog.damaged(f"a statement cannot be read ({err})") from err


def voices(catalog: Catalog, words: str, start: int, k: int) -> VoiceListing:
    """See :meth:`index.store.Index.voices`."""
    return listed((VoiceCount(*row) for row in catalog.ask(COUNTED, ())), words, start, k)


def listed(counts: Iterable[VoiceCount], words: str, start: int, k: int) -> VoiceListing:
    """A stretch of a list of voices, the most frequent first.

    :raises ValueError: where what is asked for is no stretch
    """
    if start < 0 or k < 1:
        raise ValueError(f"start is {start} and k is {k}, expected 0 or more and 1 or more")
    found = [one for one in counts if matches(words, one.label, (), "")]
    found.sort(key=lambda one: (-one.statements, one.label.casefold(), one.label, one.key))
    return VoiceListing(len(found), tuple(found[start : start + k]))


def speaking(found: Iterable[Statement], keys: Sequence[str] = ()) -> list[Statement]:
    """Those with a voice of one of the keys, by article and place; all where no key is given."""
    asked = set(keys)
    chosen = (one for one in found if not asked or any(voice.key in asked for voice in one.voices))
    return sorted(chosen, key=lambda one: (one.article, one.start, _end(one)))


def counted(found: Iterable[Statement]) -> Iterator[VoiceCount]:
    """How many statements have each voice."""
    heard = (
        [voice for voice in reversed(one.voices) if voice.role not in ("people", "place")] for one in found
    )
    firsts = ({voice.label: voice.key for voice in voices} for voices in heard)
    said = Counter((key, label) for first in firsts for label, key in first.items())
    return (VoiceCount(key, label, count) for (key, label), count in said.items())


def _end(statement: Statement) -> int:
    return max(span.end for span in (*statement.spans, *filter(None, [statement.cue])))


def _articles(catalog: Catalog, keys: set[int]) -> dict[int, tuple[str, int, tuple[Span, ...]]]:
    """Article key -> its id, how long its text is, and its furniture."""
    try:
        return {
            key: (id, length, tuple(Span(*pair) for pair in json.loads(furniture)))
            for key, id, length, furniture in catalog.ask(ARTICLES, (json.dumps(sorted(keys)),))
        }
    except (ValueError, TypeError) as err:
        raise catalog.damaged(f"furniture cannot be read ({err})") from err


def _voices(catalog: Catalog, keys: list[int]) -> dict[int, tuple[Voice, ...]]:
    found: dict[int, list[Voice]] = {}
    for statement, key, role, label in catalog.ask(VOICES, (json.dumps(keys),)):
        if role not in get_args(Role):
            raise catalog.damaged(f"{role!r:.40} is no role of a voice")
        found.setdefault(statement, []).append(Voice(key, role, label))
    return {statement: tuple(spoken) for statement, spoken in found.items()}


def _read(
    row: Sequence[Any], articles: dict[int, tuple[str, int, tuple[Span, ...]]], spoken: tuple[Voice, ...]
) -> Statement:
    _, article, start, end, record = row
    id, length, furniture = articles[article]
    found = unpack(id, record)
    check_statement(found, length, furniture)
    if (found.start, _end(found)) != (start, end):
        raise ValueError(f"a statement of article {id} is not where its row says")
    return replace(found, voices=spoken)
