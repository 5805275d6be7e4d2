"""Whom a question names, and whether a voice speaks for them."""

from __future__ import annotations

from index.speakers.aliases import Aliases
from index.speakers.cores import Person
from index.speakers.organisations import normal
from index.speakers.people import may_be_one
from index.speakers.readings import SPEAKING, read
from index.speakers.voices import people_voices
from index.statements.record import Voice

__all__ = ["asked", "meant", "speaks_for"]


def asked(name: str, aliases: Aliases) -> tuple[Voice, ...]:
    """Whom a name typed in a question means, the most particular first; none for those for whom nobody speaks.

    For an organ of a state these are the organ and, after it, the state.
    """
    reading = read(name, aliases, loose=True)
    found: list[Voice] = []
    for person in reading.people:
        label = person.label if person.label != person.label.lower() else person.label.title()
        found += people_voices(Person(label, person.royal), aliases)
        found.append(Voice(f"org/{normal(label)}", "organisation", label))  # nobody knows which it is
    if not found:
        found = [
            voice._replace(role="state") if voice.role == "organ" else voice
            for voice in reading.voices
            if voice.role in SPEAKING
        ]
        found.sort(key=lambda voice: (voice.role == "state", voice.key.count("/") < 2))
        if found and found[0].key.count("/") > 1:  # the Russian foreign ministry is not any
            found = [found[0], *(voice for voice in found if voice.role == "state")]
    return tuple(dict.fromkeys(found))


def meant(name: str, aliases: Aliases) -> tuple[Voice, ...]:
    """Whose statements answer for a name: what a state says elsewhere is not what its ministry says."""
    found = asked(name, aliases)
    return tuple(voice for voice in found if voice.role != "state") or found


def speaks_for(voice: Voice, asked: Voice) -> bool:
    """Whether a statement with this voice is one of whom was asked for.

    >>> putin = Voice("person/putin", "person", "Vladimir Putin")
    >>> speaks_for(putin, Voice("person/putin", "person", "Putin"))
    True
    >>> speaks_for(Voice("state/ru", "people", "Russia"), Voice("state/ru", "state", "Russia"))
    False
    """
    if voice.key != asked.key or voice.role not in SPEAKING or asked.role not in SPEAKING:
        return False
    if not voice.key.startswith("person/"):
        return True
    surname = voice.key.removeprefix("person/")
    return may_be_one(surname, voice.label, asked.label)
