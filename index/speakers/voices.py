"""For whom a speaker's phrase speaks: people, organisations, states and their organs, the same across articles."""

from __future__ import annotations

from functools import lru_cache

from index.speakers.aliases import Aliases
from index.speakers.cores import Person
from index.speakers.organisations import initials, normal
from index.speakers.people import surnames
from index.speakers.readings import Reading, read
from index.speakers.spelling import fold, folded
from index.statements.record import Voice

__all__ = ["people_voices", "voices_of"]

_KEPT = 1 << 14  # phrases whose voices are kept: of 18,000 printed with a cue, 7,700 differ
_ACRONYM_MAX = 10  # letters; longer words in capitals are shouted


@lru_cache(maxsize=_KEPT)
def voices_of(phrase: str, name: str, aliases: Aliases) -> tuple[Voice, ...]:
    """Whom a speaker speaks as or for, the most particular first; none for those whom nobody could name.

    :param phrase: the speaker as printed: "the spokesman"
    :param name: whom the article names as that: "Dmitry Peskov"; empty where it does not
    """
    reading = read(phrase, aliases)
    if name and name != phrase:
        reading = _joined(reading, read(name, aliases), (phrase, name))
    named = [voice for person in reading.people for voice in people_voices(person, aliases)]
    others = sorted(reading.voices, key=_is_general)
    return tuple(dict.fromkeys([*named, *others, *_acronyms(phrase, name, others)]))


def _is_general(voice: Voice) -> bool:
    """Whether it is more than one state's ministry or the like, whose keys have two strokes."""
    return voice.key.count("/") < 2


def _joined(printed: Reading, resolved: Reading, texts: tuple[str, str]) -> Reading:
    """What both say: people as the name has them, their offices from either."""
    if resolved.people and printed.bare and fold(texts[0]) in folded(texts[1]).split():
        return resolved  # "Jordan" of Michael Jordan
    whole = Reading(resolved.people or printed.people)
    whole.add(printed.voices)
    whole.add(resolved.voices)
    return whole


def people_voices(person: Person, aliases: Aliases) -> list[Voice]:
    """The voices of a person: one for each word by which such a person may be called alone."""
    known = aliases.term(folded(person.label))
    if known and known.has("person"):
        return (
            people_voices(Person(known.label), aliases)
            if known.label != person.label
            else _keyed(person, aliases)
        )
    return _keyed(person, aliases)


def _keyed(person: Person, aliases: Aliases) -> list[Voice]:
    names = list(surnames(person.label))
    first = fold(person.label.split()[0]) if person.royal else ""
    found = []
    for name in dict.fromkeys([*names, *filter(None, [first])]):
        term = aliases.term(name)
        key = term.key if term and term.has("person") else f"person/{name}"
        found.append(Voice(key, "person", person.label))
    return found


def _acronyms(phrase: str, name: str, voices: list[Voice]) -> list[Voice]:
    """An organisation's acronym where it stands in brackets, or where it is the phrase and the name has its letters."""
    spoken = next((voice for voice in voices if voice.role == "organisation"), None)
    if spoken is None or ("(" not in phrase + name and not phrase.strip().isupper()):
        return []
    found = []
    for text in (phrase, name):
        _, bracket, rest = text.partition("(")
        inner = rest.partition(")")[0].strip()
        if (
            bracket
            and inner.isupper()
            and 1 < len(inner) <= _ACRONYM_MAX
            and inner.replace(".", "").isalpha()
        ):
            found.append(Voice(f"org/{normal(inner)}", "organisation", spoken.label))
    if name and phrase.strip().isupper() and initials(name) == fold(phrase.strip()):
        found.append(Voice(f"org/{normal(name)}", "organisation", name))
    known = {voice.key for voice in voices}
    return [voice for voice in found if voice.key not in known]
