"""Whom the labels of a transcript mean: the fullest name that the article prints for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.records import Span
from index.statements.entities import cast
from index.statements.mentions import TITLES
from index.statements.nouns import is_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.statements.entities import Cast, Entity
    from index.statements.labels import Label
    from index.statements.parsed import Parsed
    from index.statements.turns import Turn

__all__ = ["names"]

# Who speaks without a name, in words that are no office or kind of person elsewhere.
_PARTS = frozenset(
    "moderator host caller court witness reporter interviewer interviewee clerk audience announcer narrator operator "
    "voice male female all both staff reader participant guest counsel crowd chair members question answer "
    "unidentified speaker anchor correspondent translator interpreter man woman boy girl".split()
)
_TALKED = re.compile(
    r"\b(?:interview(?:ed)?|spoke|spoken|talk(?:s|ed)?|sat down|answer(?:s|ed)?|conversation|chat(?:s|ted)?|Q&A|asked"
    r"|questions)\b"
)
_CAPITALS = re.compile(r"[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*)+")
_GIVEN = r"[^\W\d_a-z](?:[^\W\d_][\w’'-]*|\.)"
_OPENERS = frozenset(
    "and but when while then so as if did does do is was are for with by after before yet now".split()
)
_BEFORE = TITLES | {
    "the",
    "state",
    "vice",
    "former",
    "us",
    "u.s",
    "assemblyman",
    "assemblywoman",
    "councilman",
    "councilwoman",
}


def names(parsed: Parsed, turns: Sequence[Turn]) -> dict[str, Span]:
    """Where the article names whom a label means, by the label's key; keys of whom it does not name are left out."""
    known, start = cast(parsed), turns[0].label.name.start
    labels: dict[str, list[Label]] = {}
    for turn in turns:
        labels.setdefault(turn.label.key, []).append(turn.label)
    found: dict[str, Span] = {}
    for key, own in labels.items():
        name = _named(parsed, known, key, own) if len(key) > 1 else None
        if key == "a":
            name = _answering(parsed, known, start)
        if name is not None:
            found[key] = name
    return found


def _answering(parsed: Parsed, known: Cast, before: int) -> Span | None:
    """Whoever answers the questions: the only person that the lines before them name, if they tell of a talk.

    Another name there that the parser has taken for no place may be somebody's too: then nobody is sure.

    :param before: where the first turn begins
    """
    found = [(entity, one) for entity in known.entities for one in entity.mentions if one.span.end <= before]
    people = {id(entity): entity for entity, _ in found if entity.is_person}
    if len(people) != 1 or _TALKED.search(parsed.text, 0, before) is None:
        return None
    (person,) = people.values()
    told = [one.span for entity, one in found if entity is person or entity.label in {"GPE", "NORP"}]
    runs = [Span(*run.span()) for run in _CAPITALS.finditer(parsed.text, 0, before)]
    name = person.fullest
    if name is None or _length(parsed, name) < 2 or any(not any(map(run.overlaps, told)) for run in runs):
        return None
    return name


def _named(parsed: Parsed, known: Cast, key: str, labels: Sequence[Label]) -> Span | None:
    if key in _PARTS or is_kind(key, "offices", "persons"):
        return None
    printed = [_bare(parsed.text, label) for label in labels]
    own = max(printed, key=lambda span: (_length(parsed, span), -span.start))
    words = parsed.text[slice(*own)].lower().split()
    people = _people(known, key, words)
    if len(people) > 1:
        return own if len(words) > 1 else None
    name = people[0].fullest if people else None
    if name is None or _length(parsed, name) < 2 or parsed.text[slice(*name)].isupper():
        name = _printed(parsed.text, parsed.text[slice(*labels[0].head)], words) or name
    return own if name is None or _length(parsed, name) < len(words) else name


def _printed(text: str, surname: str, words: Sequence[str]) -> Span | None:
    """Where a surname first stands after given names that the parser has missed; ``None`` where they differ."""
    last = re.escape(surname.title() if surname.isupper() else surname)
    found: list[Span] = []
    for run in re.finditer(rf"\b(?:{_GIVEN} ){{1,4}}{last}\b(?!:)", text):
        for start in (run.start() + word.start() for word in re.finditer(r"\S+", run.group())):
            plain = text[start : run.end()].split()[0].lower().rstrip(".")
            if _is_before(plain) or re.search(rf"\b{re.escape(plain)}\b", text) or plain in _OPENERS:
                continue
            found.append(Span(start, run.end()))
            break
    found = [span for span in found if " " in text[slice(*span)]]
    given = {text[slice(*span)].split()[0].lower() for span in found}
    if len(given) != 1 or (len(words) > 1 and words[0] not in given):
        return None
    return max(found, key=lambda span: (len(text[slice(*span)].split()), -span.start))


def _is_before(word: str) -> bool:
    """Whether a word before a name is no part of it: a form of address, an office."""
    return word in _BEFORE or is_kind(word, "offices")


def _length(parsed: Parsed, span: Span) -> int:
    return len(parsed.text[slice(*span)].split())


def _people(known: Cast, key: str, words: Sequence[str]) -> list[Entity]:
    """Who may be meant: those of that surname, with the same given name where the label has one; or first name."""
    people = [one for one in known.called("last", key) if one.is_person]
    if len(words) > 1:
        return [one for one in people if not one.given or words[0] in one.given]
    return people or [one for one in known.called("first", key) if one.is_person]


def _bare(text: str, label: Label) -> Span:
    """A label's name without office and party."""
    start = label.name.start
    for word in re.finditer(r"\S+", text[start : label.head.start]):
        plain = word.group().lower().rstrip(".")
        if not _is_before(plain):
            return Span(start + word.start(), label.head.end)
    return label.head
