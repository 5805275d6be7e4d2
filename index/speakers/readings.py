"""What one phrase says of who speaks: the people that it names, and for whom they or their office speak."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.speakers.aliases import Aliases
from index.speakers.cores import Core, Person, printed
from index.speakers.heads import core_of
from index.speakers.items import Item, items
from index.speakers.organisations import normal
from index.speakers.runs import named
from index.statements.record import Role, Voice

__all__ = ["SPEAKING", "Reading", "read"]

SPEAKING: frozenset[Role] = frozenset({"state", "organ", "organisation", "person"})
_BELONGING = frozenset({"of", "for", "from", "at", "within"})
_WHERE = frozenset({"in", "inside"})
_ISSUING = frozenset({"of", "from", "by", "for"})
_DEPTH = 4  # "of ... of ... of ...": deeper ones name nobody who speaks


@dataclass(slots=True)
class Reading:
    """What is known of a phrase.

    :ivar bare: whether it is nothing but names of states, cities, or organs of theirs
    :ivar office: whether somebody's office is its last word, so that a name may follow
    :ivar name: whether it is nothing but a name
    """

    people: list[Person] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    bare: bool = False
    office: bool = False
    name: bool = False

    def add(self, voices: Iterable[Voice]) -> None:
        """Adds voices; of two for one key the first stays, unless only the other speaks for it."""
        for voice in voices:
            known = next((at for at, one in enumerate(self.voices) if one.key == voice.key), None)
            if known is None:
                self.voices.append(voice)
            elif self.voices[known].role not in SPEAKING:
                self.voices[known] = voice


def read(phrase: str, aliases: Aliases, *, loose: bool = False) -> Reading:
    """Reads a phrase as printed, or as typed where ``loose``."""
    parts = items(phrase, aliases, loose=loose)
    if len(parts) == 1 and not any(item.has("and") for item in parts[0]):
        return _read(phrase, parts[0], aliases)
    whole = Reading()
    row: list[Reading] = []
    for part in parts:
        if row and part[0].has("stop"):
            break
        joined = [_read(phrase, one, aliases) for one in _joined(part)]
        listed = all(reading.name for reading in [*row, *joined]) and len(joined) > 1
        for reading in [*row, *joined] if listed else joined:
            _take(whole, reading, first=listed or not row or reading in joined[1:])
        row += joined
    return whole


def _take(whole: Reading, reading: Reading, *, first: bool) -> None:
    """Joins what a part says: a name after an office, an office after a name, another state of a list."""
    follows = (
        reading.name and not whole.people and any(whole.office or " " in one.label for one in reading.people)
    )
    if first or follows:
        whole.people += [one for one in reading.people if one not in whole.people]
    if first or follows or reading.office or (whole.bare and reading.bare):
        whole.add(reading.voices)
    if first:
        whole.bare, whole.office = reading.bare, reading.office


def _joined(part: list[Item]) -> list[list[Item]]:
    """A part at its "and", where that joins two speakers and not two words of one."""
    for at in range(1, len(part) - 1):
        if part[at].has("and") and _ends_name(part[:at]):
            return [part[:at], *_joined(part[at + 1 :])]
    return [part]


def _ends_name(left: list[Item]) -> bool:
    last = left[-1]
    if last.possessive or any(item.has("prep", "former", "orgword", "region") for item in left):
        return False
    return last.has("name", "state", "capital", "organ", "organisation", "person")


def _read(phrase: str, part: list[Item], aliases: Aliases, depth: int = 0) -> Reading:
    part = _cut(part)
    if not part or depth > _DEPTH:
        return Reading()
    at = next((at for at, item in enumerate(part) if item.has("prep") and not item.possessive), len(part))
    rest = part[at:]
    end = _name_goes_on(rest) if rest else 0
    stated = any(item.has("state", "capital", "organ") for item in rest[:end])
    goes_on = (
        bool(end)
        and at > 0
        and not (stated and part[at - 1].has("weak"))
        and not part[at - 1].has("institution")
    )
    core = core_of(named(part[:at], goes_on=goes_on), phrase, aliases)
    if core.organisation_start >= 0 and end:
        core = core.renamed(phrase, rest[end - 1].end)
        rest = rest[end:]
        if rest and not rest[0].has("prep"):  # University of Ashford professor Ann Lee
            core.add_holder(
                _read(phrase, rest, aliases, depth + 1).people, office=rest[0].has("weak", "strong")
            )
    elif rest and rest[-1].has("name") and not core.people:
        core.people += _after_object(phrase, rest)
    reading = Reading(bare=core.head == "bare", office=core.head in ("office", "government"))
    reading.name = core.head == "none" and at == len(part)
    reading.people = core.people
    reading.add(core.voices)
    if reading.office or core.head == "document":
        if not core.names_somebody:
            reading.add(_belonging(phrase, rest, core, (aliases, depth)))
        if reading.office and not core.former:
            reading.add(_institution(core, rest, reading.voices))
    elif core.head == "people" and rest and rest[0].text in ("of", "from", "in"):
        inner = _read(phrase, rest[1:], aliases, depth + 1)
        reading.add(voice._replace(role="people") for voice in inner.voices)
    return reading


def _cut(part: list[Item]) -> list[Item]:
    """Without words before that carry nothing, and without what a relative clause or the like adds."""
    start = next((at for at, item in enumerate(part) if not _is_empty(item)), len(part))
    end = next(
        (at for at, item in enumerate(part) if at > start and item.has("stop") and not item.term.key),
        len(part),
    )
    return part[max(0, start - 1) if start and part[start - 1].text == "the" else start : end]


def _is_empty(item: Item) -> bool:
    return item.has("det", "and", "prep") and not item.term.key


def _name_goes_on(rest: list[Item]) -> int:
    """How many items more are an organisation's name: "Bank" *of England*, "Institute" *for Peace and War*."""
    if rest[0].text not in ("of", "for", "on", "against") or len(rest) < 2:
        return 0
    end = 0
    for at, item in enumerate(rest[1:], 1):
        if item.capital and not item.has("stop"):
            end = at + 1
        elif not item.has("det", "and") and item.text not in ("of", "for"):
            break
    return end if rest[1].capital or rest[1].text == "the" else 0


def _after_object(phrase: str, rest: list[Item]) -> list[Person]:
    """A person named after what the office is for: "ambassador to the UN *Ann Lee*"."""
    tail = named(rest)
    if len(tail) < 3 or not tail[-1].has("run") or tail[-1].has("named") or tail[-1].possessive:
        return []
    if not tail[-2].has("state", "capital", "organ", "organisation"):
        return []
    return [Person(printed(phrase, tail[-1]))]


def _belonging(phrase: str, rest: list[Item], core: Core, at: tuple[Aliases, int]) -> list[Voice]:
    """Whom an office belongs to by what follows it: the president *of France*, officials *in Kyiv*."""
    document = core.head == "document"
    for index, item in enumerate(rest):
        if not item.has("prep"):
            continue
        following = rest[index + 1 :]
        if not core.sovereign and any(one.term.shared for one in _until_prep(following)):
            return []  # officials in Georgia
        serves = core.serving and item.text == "to"
        if serves or item.text in (_ISSUING if document else _BELONGING):
            inner = _read(phrase, following, at[0], at[1] + 1)
            speaks = any(voice.role in SPEAKING for voice in inner.voices)
            if speaks or not (core.is_ministry or document):
                return [core.as_of(voice) for voice in inner.voices]
        elif item.text in _WHERE and core.indoor:
            inner = _read(phrase, _until_prep(following), at[0], at[1] + 1)
            return [core.as_of(voice) for voice in inner.voices] if inner.bare else []
        elif not document and item.text not in _WHERE:
            return []
    return []


def _until_prep(row: list[Item]) -> list[Item]:
    return row[: next((at for at, item in enumerate(row) if item.has("prep")), len(row))]


def _institution(core: Core, rest: list[Item], voices: Sequence[Voice]) -> list[Voice]:
    """A ministry or the like by itself, and as that of its state."""
    name, label = core.institution
    if core.is_ministry and rest and rest[0].text in ("of", "for"):
        what = [item.text for item in _until_prep(rest[1:]) if item.capital or item.has("field", "and")]
        name, label = f"{core.institution_head} of {' '.join(what)}" if what else name, label
    if not name:
        return []
    owner = next((voice for voice in voices if voice.role in ("state", "organ")), None)
    found = [Voice(f"org/{normal(name)}", "organisation", label or name)]
    if owner:
        code = owner.key.removeprefix("state/")
        found.insert(
            0, Voice(f"org/{normal(name)}/{code}", "organisation", f"{owner.label}’s {label or name}")
        )
    return found
