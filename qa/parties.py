"""Those whom a question asks about, and what the ledger has of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from index import Filter, analyze, meant, speaks_for
from qa.content import content_words
from qa.descriptions import is_described
from qa.sayings import Saying

if TYPE_CHECKING:
    from index import Index, Statement, Voice
    from qa.shelf import Shelf

__all__ = ["Party", "described", "named", "tiers_from"]

_AND = re.compile(r",? and |, | & |,? or ")
_OF = re.compile(r" (?:of|from|in) (?:the )?(?P<place>[A-Z].*)$")
TIERS = ("A", "B", "C")


class Party(NamedTuple):
    """Somebody asked about, with what they are printed as saying.

    :ivar label: the name to show
    :ivar voices: as whom they are looked up; none for somebody who is only described
    """

    label: str
    sayings: tuple[Saying, ...]
    voices: tuple[Voice, ...] = ()


def tiers_from(lowest: str) -> frozenset[str]:
    """The tiers down to one. :raises ValueError: where it is none"""
    if lowest not in TIERS:
        raise ValueError(f"tier is {lowest!r}; choose one of {', '.join(TIERS)}")
    return frozenset(TIERS[: TIERS.index(lowest) + 1])


def named(index: Index, shelf: Shelf, speaker: str, where: Filter | None) -> list[Party]:
    """Those whom a name stands for: several where several are named, or where people share the name.

    "Food and Drink Agency" is one name where the ledger knows it, and two where it does not.
    """
    parts = [part.strip() for part in _AND.split(speaker) if part.strip()]
    whole = _party(index, shelf, speaker, where)
    states = {voice.key for voice in whole.voices if voice.role == "state"}
    if len(parts) < 2 or (whole.sayings and len(states) < 2):
        return _namesakes(whole)
    return [each for part in parts for each in _namesakes(_party(index, shelf, part, where))]


def _party(index: Index, shelf: Shelf, name: str, where: Filter | None) -> Party:
    """What somebody is printed as saying."""
    voices = meant(name, index.aliases())
    found = [
        (statement, voice)
        for statement in index.statements(tuple(dict.fromkeys(voice.key for voice in voices)), where)
        if (voice := _speaking_for(statement, voices)) is not None
    ]
    kept = [saying for saying in shelf.with_articles(found) if _is_from_there(saying, name)]
    return Party(_label(voices, kept) or name, tuple(kept), voices)


def _is_from_there(saying: Saying, name: str) -> bool:
    """Whether somebody's article mentions the place that a question names them by: "Mayor Quill of Plimmeth"."""
    there = _OF.search(name)
    if there is None or saying.voice is None or saying.voice.role != "person":
        return True
    return set(content_words(there["place"])) <= set(analyze(f"{saying.article.title} {saying.article.text}"))


def _speaking_for(statement: Statement, asked_for: Sequence[Voice]) -> Voice | None:
    """The voice of a statement that speaks for one of those asked about."""
    return next((v for v in statement.voices if any(speaks_for(v, one) for one in asked_for)), None)


def _label(voices: Sequence[Voice], sayings: Sequence[Saying]) -> str:
    """The name to show for what was typed: people by the full name that is printed the most; empty for nobody."""
    printed = Counter(s.voice.label for s in sayings if s.voice and s.voice.role == "person")
    if printed:
        return max(printed, key=lambda label: (" " in label, printed[label], label))
    roles = Counter(saying.voice.role for saying in sayings if saying.voice)
    fitting = [voice.label for voice in voices if voice.role in roles or not roles]
    return next(iter(fitting or [voice.label for voice in voices]), "")


def _namesakes(party: Party) -> list[Party]:
    """A party, or one for each of those who share its name and are told apart by their first names."""
    by_label: dict[str, list[Saying]] = {}
    for saying in party.sayings:
        if saying.voice is not None and saying.voice.role == "person":
            by_label.setdefault(saying.voice.label, []).append(saying)
    firsts = {label.split()[0].strip(".").casefold() for label in by_label if " " in label}
    if len(firsts) < 2:
        return [party]
    ordered = sorted(by_label, key=lambda label: (" " not in label, -len(by_label[label]), label))
    return [party._replace(label=label, sayings=tuple(by_label[label])) for label in ordered]


def described(
    index: Index, shelf: Shelf, name: str, articles: Sequence[str], where: Filter | None
) -> list[Party]:
    """Those in some articles whom a description fits, as one party; none where it fits nobody.

    :param articles: ids of those that a question finds: a description is one of an article, not across them
    """
    if not articles:
        return []
    narrowed = replace(where or Filter(), articles=tuple(articles))
    sayings = shelf.with_articles([(one, None) for one in index.statements((), narrowed)])
    fitting = tuple(saying for saying in sayings if is_described(saying, name))
    return [Party(name, fitting)] if fitting else []
