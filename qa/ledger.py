"""The ledger as a reader leafs through it: statements of one speaker or of all, the newest first, in stretches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, get_args

from index import Article, Filter, Stance, analyze, speaks_for
from qa.records import Quote
from qa.sayings import Saying, quoted

if TYPE_CHECKING:
    from index import Index, Statement, Tier, Voice

__all__ = ["Attitude", "Entry", "Leaf", "Wanted", "leaf"]


class Attitude(NamedTuple):
    """A stance, and whether it is negated: "does not deny"."""

    stance: Stance
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements are wanted; an empty field excludes nothing.

    :ivar key: of the speaker's voice; empty where anybody's statements will do
    :ivar label: of the same voice: it tells those apart who share a key
    :ivar about: words that all occur in what is said, in any of their forms
    :ivar attitude: exactly this one; ``None`` where any will do
    :ivar tier: this one or a better one
    :ivar where: the articles that may be looked in
    """

    key: str = ""
    label: str = ""
    about: str = ""
    attitude: Attitude | None = None
    tier: Tier = "C"
    where: Filter = field(default_factory=Filter)


class Entry(NamedTuple):
    """A statement of a leaf.

    :ivar quote: the sentences that show it whole; ``None`` where there are none that do
    :ivar speaks: whether it is the speaker's; not that of "North Korean defectors", who do not speak for North Korea
    """

    saying: Saying
    quote: Quote | None
    speaks: bool = True


class Leaf(NamedTuple):
    """A stretch of the wanted statements.

    :ivar total: how many are wanted
    :ivar attitudes: those that the speaker has anywhere, whatever else is wanted
    """

    total: int
    attitudes: tuple[Attitude, ...]
    entries: tuple[Entry, ...]


def leaf(index: Index, wanted: Wanted, start: int, k: int) -> Leaf:
    """A stretch of the wanted statements, the newest first, those without a date last.

    :raises ValueError: where what is asked for is no stretch
    """
    if start < 0 or k < 1:
        raise ValueError(f"start is {start} and k is {k}, expected 0 or more and 1 or more")
    theirs = [one for one in index.statements([wanted.key] if wanted.key else []) if _is_theirs(one, wanted)]
    attitudes = {_attitude(one) for one in theirs}
    order = get_args(Stance)
    found = _newest_first(index, [one for one in theirs if _fits(one, wanted)], wanted)
    return Leaf(
        len(found),
        tuple(sorted(attitudes, key=lambda one: (one.negated, order.index(one.stance)))),
        tuple(_entries(index, found[start : start + k], theirs, wanted)),
    )


def _newest_first(index: Index, statements: Sequence[Statement], wanted: Wanted) -> list[Statement]:
    """Those in an article and with words that are wanted; of the articles, one is held at a time."""
    words = set(analyze(wanted.about))
    dated = []
    for id, group in groupby(statements, key=lambda one: one.article):
        article = index.article(id)
        if wanted.where.admits(article):
            day = article.published.toordinal() if article.published else 0
            fitting = (one for one in group if not words or words <= set(analyze(_content(one, article))))
            dated += [(day, one) for one in fitting]
    return [one for _, one in sorted(dated, key=lambda pair: -pair[0])]  # of one day, by article and place


def _entries(
    index: Index, shown: Sequence[Statement], theirs: Sequence[Statement], wanted: Wanted
) -> list[Entry]:
    articles = {id: index.article(id) for id in {one.article for one in shown}}
    found = []
    for one in shown:
        voice = _voice(one, wanted)
        speaks = voice is None or speaks_for(voice, voice)
        saying = Saying(one, articles[one.article], voice if speaks else None)
        beside = [
            Saying(other, saying.article)
            for other in theirs
            if wanted.key and other.article == one.article and other != one
        ]
        found.append(Entry(saying, quoted(saying, beside), speaks))
    return found


def _is_theirs(statement: Statement, wanted: Wanted) -> bool:
    return not wanted.key or _voice(statement, wanted) is not None


def _voice(statement: Statement, wanted: Wanted) -> Voice | None:
    """As whom a statement is wanted; the most particular of its voices where anybody's will do."""
    if not wanted.key:
        return next((voice for voice in statement.voices if speaks_for(voice, voice)), None)
    return next((v for v in statement.voices if (v.key, v.label) == (wanted.key, wanted.label)), None)


def _fits(statement: Statement, wanted: Wanted) -> bool:
    return statement.tier <= wanted.tier and wanted.attitude in (None, _attitude(statement))


def _attitude(statement: Statement) -> Attitude:
    return Attitude(statement.stance, statement.negated)


def _content(statement: Statement, article: Article) -> str:
    return " ".join(article.text[slice(*span)] for span in statement.spans)
