"""The ledger as the page draws it, as JSON: speakers, and what one of them is printed as saying."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple, cast, get_args

from index import Filter, Span, Stance, Statement, Tier, VoiceListing
from qa.ledger import Attitude, Entry, Leaf, Wanted
from qa.page.catalogue import FARTHEST, LONGEST
from qa.page.quoted import Mark, cue_words, heading, pieces
from qa.page.view import count, usable
from qa.records import holds_name, stance_words

__all__ = [
    "LINES",
    "MOST",
    "Named",
    "SpeakersAsked",
    "StatementsAsked",
    "read_day",
    "read_named",
    "read_speakers",
    "read_statements",
    "speakers",
    "statements",
]

LINES = 50  # that are sent at a time
MOST = 20_000  # statements that are looked through at once where no speaker is chosen; they take seconds
MOST_NAMED = 200  # statements that a program is given at once
NUMBER = 1  # of the marks of a statement: the reader shows one of them at a time
NOT = "not-"  # before the name of a stance: it is negated
TRUST = {
    "A": "speaker\N{NO-BREAK SPACE}sure",
    "B": "speaker\N{NO-BREAK SPACE}likely",
    "C": "speaker\N{NO-BREAK SPACE}uncertain",
}
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

Json = dict[str, Any]


class SpeakersAsked(NamedTuple):
    """What the page asks of the list of speakers."""

    words: str
    start: int


class Named(NamedTuple):
    """What a program asks of the statements; an empty text and ``None`` exclude nothing."""

    speaker: str
    about: str
    stance: Stance | None
    since: date | None
    until: date | None
    tier: Tier | None
    k: int


class StatementsAsked(NamedTuple):
    """What the page asks of the statements."""

    wanted: Wanted
    start: int


def read_speakers(sent: object) -> SpeakersAsked:
    """What the page sends to see the speakers; anything may stand there, for anyone can send it.

    >>> read_speakers({"words": 7, "start": -3})
    SpeakersAsked(words='', start=0)
    """
    data = sent if isinstance(sent, dict) else {}
    return SpeakersAsked(usable(data.get("words"))[:LONGEST], _start(data))


def read_statements(sent: object) -> StatementsAsked:
    """What the page sends to see statements; anything may stand there, too."""
    data = sent if isinstance(sent, dict) else {}
    tier = data.get("tier")
    wanted = Wanted(
        key=usable(data.get("key")),
        label=usable(data.get("label")),
        about=usable(data.get("about"))[:LONGEST],
        attitude=_read_attitude(data.get("stance")),
        tier=cast(Tier, tier) if tier in get_args(Tier) else "C",
        where=Filter(since=read_day(data.get("since")), until=read_day(data.get("until"))),
    )
    return StatementsAsked(wanted, _start(data))


def read_named(sent: Json) -> Named:
    """What a program sends. :raises ValueError: where it cannot be meant, in words for who wrote the program"""
    stance, tier, k = (sent.get(name) for name in ("stance", "tier", "k"))
    for name, value, known in (("stance", stance, get_args(Stance)), ("tier", tier, get_args(Tier))):
        if value and value not in known:
            raise ValueError(f"{name} is none; choose one of {', '.join(known)}")
    for name in ("since", "until"):
        if sent.get(name) and read_day(sent[name]) is None:
            raise ValueError(f"{name} is no date; write it as YYYY-MM-DD, for example 2014-07-28")
    if type(k) is not int or not 1 <= k <= MOST_NAMED:
        raise ValueError(f"k is no number from 1 to {MOST_NAMED}")
    return Named(
        usable(sent.get("speaker")),
        usable(sent.get("about")),
        cast(Stance, stance) if stance else None,
        read_day(sent.get("since")),
        read_day(sent.get("until")),
        cast(Tier, tier) if tier else None,
        k,
    )


def read_day(sent: object) -> date | None:
    """A day as a date field gives it; ``None`` where it is none.

    >>> read_day("2031-03-04"), read_day("2031-02-30"), read_day(20310304)
    (datetime.date(2031, 3, 4), None, None)
    """
    if not isinstance(sent, str) or not DAY.fullmatch(sent):
        return None
    try:
        return date.fromisoformat(sent)
    except ValueError:
        return None


def _read_attitude(sent: object) -> Attitude | None:
    stance = sent.removeprefix(NOT) if isinstance(sent, str) else ""
    return Attitude(cast(Stance, stance), stance != sent) if stance in get_args(Stance) else None


def _start(data: Json) -> int:
    start = data.get("start")
    return start if type(start) is int and 0 <= start <= FARTHEST else 0


def speakers(found: VoiceListing, asked: SpeakersAsked, everything: int) -> Json:
    """A stretch of the list of speakers, with how many the whole of it has.

    :param everything: how many statements there are
    """
    return {
        "total": found.total,
        "words": count(found.total, "speaker"),
        "start": asked.start,
        "everybody": count(everything, "statement") if everything <= MOST else "",
        "lines": [
            {"key": one.key, "label": one.label, "count": count(one.statements, "statement")}
            for one in found.lines
        ],
    }


def statements(found: Leaf, asked: StatementsAsked) -> Json:
    """A stretch of statements, with how many there are, and the stances that can be chosen."""
    return {
        "total": found.total,
        "words": count(found.total, "statement"),
        "start": asked.start,
        "stances": [
            {"value": f"{NOT if negated else ''}{stance}", "words": stance_words(stance, negated=negated)}
            for stance, negated in found.attitudes
        ],
        "lines": [_line(entry, asked.wanted) for entry in found.entries],
    }


def _line(entry: Entry, wanted: Wanted) -> Json:
    saying, statement = entry.saying, entry.saying.statement
    cue = saying.article.text[slice(*statement.cue)] if statement.cue else ""
    others = [] if entry.speaks else [f"does not speak for {wanted.label}"]
    return {
        "speaker": _plain(saying.phrase),
        "name": "" if holds_name(saying.phrase, saying.who) else saying.who,
        "stance": stance_words(statement.stance, negated=statement.negated, hedged=statement.hedged),
        "cue": cue_words(cue),
        "pieces": list(_pieces(entry)),
        "article": heading(saying.article),
        "marks": [Mark(*span, NUMBER) for span in _places(statement)],
        "facts": [TRUST[statement.tier], *others],
    }


def _places(statement: Statement) -> tuple[Span, ...]:
    """What to mark: what is said, or that it is declined."""
    return statement.spans or (statement.cue or statement.speaker,)


def _pieces(entry: Entry) -> Iterator[Json]:
    """The sentences around a statement, cut where its words begin and end; its words alone where no sentence shows it.

    The texts of the pieces, one after the other, are the article's, but for the marks of what is left out.
    """
    quote, places = entry.quote, _places(entry.saying.statement)
    if quote is None:
        yield from _alone(entry.saying.article.text, places)
        return
    if places[0].start < quote.span.start:
        yield _omission("… ")
    yield from pieces(quote, places)
    if places[-1].end > quote.span.end:
        yield _omission(" …")


def _alone(text: str, places: tuple[Span, ...]) -> Iterator[Json]:
    for number, span in enumerate(places):
        if number:
            yield _omission(" … ")
        yield {"text": text[slice(*span)], "said": True}


def _omission(mark: str) -> Json:
    return {"text": mark, "said": False}


def _plain(text: str) -> str:
    """Words of a line of an article, in one line."""
    return " ".join(text.split())
