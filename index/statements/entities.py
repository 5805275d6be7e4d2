"""Whom an article names: the printings of one name joined, with what the article tells of its bearer."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.statements.genders import Gender, agree, gender_of_name, gender_of_noun, gender_of_title
from index.statements.mentions import Label, Mention, mentions
from index.statements.namesakes import KIN, bare_genders, differ
from index.statements.nouns import is_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Token

    from index.records import Span
    from index.statements.parsed import Parsed

__all__ = ["Cast", "Entity", "cast"]

STRETCH = 40  # characters beside a name that are looked at
_OWN = r"(?:ministry|parliament|army|navy|military|embassy|capital|border|borders|constitution|air force)\b"
_STATES_OWN = re.compile(rf"['’]s (?:[\w-]+ ){{0,2}}{_OWN}")
_STATE_OF = re.compile(rf"(?:{_OWN}|\bgovernment|\brepublic|\bkingdom) of $", re.IGNORECASE)
NAMESAKES = 12  # looked at, newest first: more bearers of one surname than that no article tells apart
# Offices by their titles; what else each is called.
OFFICES = {
    "sen": ("senator", "lawmaker", "legislator"),
    "senator": ("senator", "lawmaker", "legislator"),
    "rep": ("representative", "congressman", "congresswoman", "lawmaker", "legislator"),
    "representative": ("representative", "congressman", "congresswoman", "lawmaker", "legislator"),
    "congressman": ("congressman", "representative", "lawmaker"),
    "congresswoman": ("congresswoman", "representative", "lawmaker"),
    "gov": ("governor",),
    "dr": ("doctor",),
    "prof": ("professor",),
    "gen": ("general",),
    "col": ("colonel",),
    "adm": ("admiral",),
}


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody whom the article names, or speaks of without a name.

    :ivar nouns: what the article calls its bearer: offices, titles, appositions
    :ivar phrase: what stands for a name where none is printed: "the government in Pyongyang"; ``None`` for somebody
        who is not to be known, as "an official"
    """

    label: Label
    gender: Gender = ""
    mentions: list[Mention] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    phrase: Span | None = None
    _named: tuple[int, Span | None] = (-1, None)  # the fullest name of so many mentions

    @property
    def is_person(self) -> bool:
        """Whether "he" or "she" can stand for it."""
        return self.label == "PERSON"

    @property
    def fullest(self) -> Span | None:
        """The name where it is first printed at its fullest, or the phrase instead; ``None`` where there is neither.

        A form counts where it is printed twice or is the only long one: the model runs names together.
        """
        if self._named[0] != len(self.mentions):
            self._named = len(self.mentions), self._fullest()
        return self._named[1]

    def _fullest(self) -> Span | None:
        forms = Counter(one.words for one in self.mentions)
        plain = {one.words for one in self.mentions if one.plain}
        if not forms:
            return self.phrase
        best = max(
            forms,
            key=lambda words: (
                words in plain,
                len(words) > 1,
                self._is_sure(words, forms),
                len(words),
                forms[words],
            ),
        )
        return min((not one.plain, one.span) for one in self.mentions if one.words == best)[1]

    @property
    def given(self) -> set[str]:
        """The given names that are printed, in lower case."""
        return {one.words[0] for one in self.mentions if len(one.words) > 1}

    def _is_sure(self, words: tuple[str, ...], forms: Counter[tuple[str, ...]]) -> bool:
        if not self.is_person or forms[words] > 1:
            return True
        return not any(len(other) > 1 and other != words for other in forms)


class Cast:
    """Everybody whom an article names."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self._by_token: dict[int, tuple[Entity, Mention]] = {}
        self._by_name: dict[tuple[str, str], list[Entity]] = {}

    def at(self, token: int) -> Entity | None:
        """Whose name a token is part of."""
        found = self._by_token.get(token)
        return found[0] if found else None

    def mention_at(self, token: int) -> Mention | None:
        """The name that a token is part of."""
        found = self._by_token.get(token)
        return found[1] if found else None

    def add(self, entity: Entity, mention: Mention) -> None:
        """Takes one more printing of a name; words of it may be looked up from now on."""
        if not entity.mentions:
            self.entities.append(entity)
        entity.mentions.append(mention)
        self._by_token.update(dict.fromkeys(mention.tokens, (entity, mention)))
        for key in {
            ("last", mention.words[-1]),
            ("first", mention.words[0]),
            ("all", " ".join(mention.words)),
        }:
            known = self._by_name.setdefault(key, [])
            if entity not in known[-NAMESAKES:]:
                known.append(entity)

    def called(self, part: str, word: str) -> list[Entity]:
        """Who has a word as the last or first of a name, or as all of it; newest first."""
        return self._by_name.get((part, word), [])[: -NAMESAKES - 1 : -1]


def cast(parsed: Parsed) -> Cast:
    """Joins the names of an article. Those of headings come last: they are cut short and run together."""
    found = mentions(parsed)
    joined = Cast()
    genders = bare_genders(parsed, found)
    for one in sorted(found, key=lambda one: (not one.plain, len(one.words) == 1, one.span)):
        entity = _person(joined, one, genders) if one.label == "PERSON" else _named(joined, one)
        joined.add(entity, one)
        if entity.is_person:
            _learn(parsed, entity, one)
    for entity in joined.entities:
        entity.mentions.sort(key=lambda one: one.span)
        if entity.is_person and all(len(one.words) == 1 and not one.title for one in entity.mentions):
            entity.label = "GPE" if any(_has_a_state(parsed, one) for one in entity.mentions) else "PERSON"
    _join_acronyms(parsed, joined)
    return joined


def _has_a_state(parsed: Parsed, one: Mention) -> bool:
    """Whether a name has what only states have: the model takes those that it does not know for persons."""
    before, after = parsed.text[: one.span.start][-STRETCH:], parsed.text[one.span.end :][:STRETCH]
    return bool(_STATE_OF.search(before) or _STATES_OWN.match(after))


def _person(joined: Cast, one: Mention, genders: Mapping[str, Gender]) -> Entity:
    """The person whom a name means.

    A surname alone means the bearer whom the article names first: others who share it are named in full, as
    "Bill Clinton" is again and again where "Clinton" is Hillary.
    """
    gender = gender_of_title(one.title)
    same = [e for e in joined.called("last", one.words[-1]) if e.is_person and agree(e.gender, gender)]
    if len(one.words) > 1:
        same = [e for e in same if not differ(one.words[0], e.given)]
    else:
        first = [e for e in joined.called("first", one.words[0]) if e.is_person]
        same = same or (first if len(first) == 1 else [])
        gender = gender or genders.get(one.words[0], "")
    alike = [e for e in same if gender and e.gender == gender]
    if not same:
        return Entity("PERSON", gender_of_title(one.title))
    return min(alike or same, key=lambda e: (bool(KIN & e.nouns), e.mentions[0].span))


def _named(joined: Cast, one: Mention) -> Entity:
    same = [e for e in joined.called("all", " ".join(one.words)) if not e.is_person]
    return same[0] if same else Entity(one.label)


def _learn(parsed: Parsed, entity: Entity, one: Mention) -> None:
    """What a printing of a name tells of its bearer: gender and offices."""
    if one.title:
        entity.nouns.update(OFFICES.get(one.title, (one.title,)))
    nouns = list(_nouns(parsed.doc[one.head], one))
    entity.nouns.update(nouns)
    given = gender_of_name(one.words[0]) if len(one.words) > 1 else ""
    told: Gender = next((gender for noun in nouns if (gender := gender_of_noun(noun))), "")
    entity.gender = gender_of_title(one.title) or entity.gender or given or told


def _nouns(head: Token, one: Mention) -> Iterator[str]:
    """Nouns for a person beside the name: "spokesman Jon Baker", "Jon Baker, a spokesman", "Baker is a senator"."""
    beside = [child for child in head.children if child.dep_ in {"compound", "appos", "nmod"}]
    if head.dep_ == "appos" or (head.dep_ in {"compound", "nmod"} and head.head.i < head.i):
        beside.append(head.head)
    if head.dep_ == "nsubj" and head.head.lemma_ in {"be", "become"}:
        beside += [child for child in head.head.children if child.dep_ == "attr"]
    for token in beside:
        if token.i not in one.tokens and is_kind(token.lemma_.lower(), "offices", "parties", "persons"):
            yield token.lemma_.lower()


def _join_acronyms(parsed: Parsed, joined: Cast) -> None:
    """Makes "IAEA" stand for "International Atomic Energy Agency (IAEA)"."""
    for entity in [e for e in joined.entities if e.label == "ORG"]:
        for one in entity.mentions:
            short = _acronym(parsed.text, one.span.end)
            if short and _initials(parsed.text[slice(*one.span)]).endswith(short):
                for other in joined.called("all", short.lower()):
                    if other is not entity and not other.is_person:
                        _merge(joined, entity, other)


def _acronym(text: str, end: int) -> str:
    rest = text[end : end + 12]
    inside = rest[2 : rest.find(")")] if rest.startswith(" (") and ")" in rest else ""
    return inside if inside.isupper() and inside.isalpha() else ""


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def _merge(joined: Cast, entity: Entity, other: Entity) -> None:
    for mention in other.mentions:
        entity.mentions.append(mention)
        joined._by_token.update(dict.fromkeys(mention.tokens, (entity, mention)))
    other.mentions = []
