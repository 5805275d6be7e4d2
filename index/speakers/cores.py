"""What the core of a speaker's phrase says, and how it is passed on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from index.speakers.items import Item
from index.speakers.organisations import normal
from index.statements.record import Voice

__all__ = ["OFFICES", "Core", "Head", "Person", "organisation", "printed"]

Head = Literal["none", "bare", "government", "office", "local", "place", "document", "people"]
OFFICES = ("government", "strong", "weak", "rank")  # kinds of words that are offices of states


@dataclass(frozen=True, slots=True)
class Person:
    """A person as named in a phrase.

    :ivar royal: whether a title like King or Pope stands before, whose bearers are called by the first name
    """

    label: str
    royal: bool = False


@dataclass(slots=True)
class Core:
    """What the core of a phrase says.

    :ivar head: none where it is but a person's or an unknown organisation's name; bare where it is but names of
        the table; else what its last common word is
    :ivar people: whose names are in it
    :ivar former: whether the office is a past, hoped for or contested one
    :ivar names_somebody: whether its office is that of somebody named in it
    :ivar indoor: whether a city may follow where its holders are, for the state: officials in Kyiv
    :ivar serving: whether whom they serve may follow after "to"
    :ivar sovereign: whether only a sovereign state has the office
    :ivar institution_head: its last word
    :ivar organisation_start: where an unknown organisation's name begins; -1 where there is none
    :ivar institution: name and printed form of a ministry or the like in it; empty where it has none
    """

    head: Head
    people: list[Person] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    former: bool = False
    names_somebody: bool = False
    indoor: bool = False
    serving: bool = False
    sovereign: bool = False
    institution: tuple[str, str] = ("", "")
    institution_head: str = ""
    organisation_start: int = -1

    @property
    def is_ministry(self) -> bool:
        """Whether what follows may tell what it is a ministry of."""
        return self.institution_head in ("ministry", "department")

    def as_of(self, voice: Voice) -> Voice:
        """The voice of this office where it belongs to somebody."""
        if self.former:
            return voice._replace(role="people")
        return voice._replace(role="organ") if voice.role == "state" and self.head != "government" else voice

    def renamed(self, phrase: str, end: int) -> Core:
        """The same where the organisation's name goes on."""
        label = phrase[self.organisation_start : end]
        voices = [voice for voice in self.voices if voice.role != "organisation"]
        return replace(self, voices=[organisation(label), *voices])

    def add_holder(self, people: list[Person], *, office: bool) -> None:
        """Takes the people after an organisation's name: it speaks by them only where they hold an office of it."""
        self.people = people
        if not office:
            self.voices = [voice._replace(role="people") for voice in self.voices]


def printed(phrase: str, item: Item) -> str:
    """A name as printed, with the full stop of its "Jr."."""
    dot = phrase[item.end : item.end + 1] == "." and item.text.rpartition(" ")[2] in ("jr", "sr")
    return phrase[item.start : item.end + dot]


def organisation(label: str) -> Voice:
    """The voice of an organisation that the table may not know."""
    return Voice(f"org/{normal(label)}", "organisation", label)
