"""Answers from the ledger: what somebody is printed as saying, or who is printed as saying something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.candidates import READ, Candidates, Room
from qa.copies import Copies
from qa.descriptions import is_description
from qa.headings import NOBODY, OPPOSED, by_stance
from qa.mentions import unmentioned
from qa.ranking import ON_TOPIC, Rated, by_topic, by_worth
from qa.records import Citation, Group, Reason
from qa.selection import Section, laid_out

if TYPE_CHECKING:
    from index import Filter, Statement
    from qa.parties import Party
    from qa.question import Question
    from qa.records import Quote
    from qa.sayings import Saying

__all__ = ["Found", "Inquiry"]

BESIDE = 2  # quotations of the other side, or of others on whom was asked about; near misses as many
Sides = Mapping[str, Sequence[Rated]]


@dataclass(frozen=True, slots=True)
class Found:
    """What the ledger has: quotations under headings, or a reason why there are none, with near misses.

    :ivar labels: those whose words were looked for
    """

    labels: tuple[str, ...]
    citations: tuple[Citation, ...] = ()
    groups: tuple[Group, ...] = ()
    reason: Reason | None = None


class Inquiry:
    """One question about somebody's words, asked of the ledger.

    :param where: which articles may be searched
    :param lowest: the lowest tier of statements that may be shown
    """

    def __init__(self, room: Room, question: Question, where: Filter | None, lowest: str) -> None:
        self._room = room
        self._question = question
        self._where = where
        self._candidates = Candidates(room, question, where, lowest)
        self._copies = Copies(room.index, where)
        self._nearness: dict[
            tuple[str, tuple[Statement, ...]], list[Rated]
        ] = {}  # rating them takes the encoder

    def find(self, k: int, floor: float = 0.5) -> Found | None:
        """Up to ``k`` quotations; ``None`` where the question is none for the ledger.

        :param floor: support from which on the passages are said to answer, see :class:`qa.read.Reading`
        """
        if not self._room.index.manifest.statements:
            return None
        return self._of_somebody(k, floor) if self._question.speaker else self._of_anybody(k)

    def listed(self, k: int) -> tuple[Citation, ...]:
        """Up to ``k`` quotations of the speaker, topic and stances asked for, and of no others."""
        if self._question.speaker:
            sayings = [saying for party in self._candidates.parties() for saying in party.sayings]
        else:
            sayings = self._candidates.near() if self._question.topic else self._candidates.every()
        section = Section("", self._rated(self._candidates.asked_for(sayings)), k)
        return laid_out([section], self._copies, self._question.stances)[0]

    def _of_somebody(self, k: int, floor: float) -> Found | None:
        parties = self._candidates.parties()
        labels = tuple(dict.fromkeys(party.label for party in parties))
        if not any(party.sayings for party in parties):
            return self._unquoted(parties)
        names = [name for name in self._question.names if name in self._question.topic]
        if lost := unmentioned(self._room.index, names):
            text = f"None of the {self._room.index.manifest.articles} articles mentions {lost}."
            return Found(labels, reason=Reason("not_mentioned", text))
        read = self._candidates.read(floor) if self._question.topic else None
        main = {f"By {party.label}": best for party in parties if (best := self._best(party.sayings, read))}
        if not main:
            text = f"{_are(labels)} quoted in these articles, but not on “{self._question.topic}”."
            near = {f"By {party.label}": self._rated(party.sayings, floor=0) for party in parties}
            return self._declined(labels, Reason("not_on_topic", text), near)
        return self._answered(labels, main, self._others(parties, main), k)

    def _of_anybody(self, k: int) -> Found | None:
        question = self._question
        if not question.topic or unmentioned(self._room.index, question.names):
            return None
        sayings = self._candidates.near()
        fitting = self._candidates.asked_for(sayings)
        others = [saying for saying in sayings if saying not in fitting]
        main = self._rated(fitting)
        if not main and question.stances and (near := self._rated(others)):
            text = f"Nobody is quoted in these articles {NOBODY[question.stances[0]]} “{question.topic}”."
            return self._declined((), Reason("not_quoted", text), by_stance(near))
        if not main:
            return None
        opposite = {OPPOSED.get(one.saying.statement.stance) for one in main}
        against = self._rated(
            [s for s in others if s.statement.stance in opposite and not s.statement.negated]
        )
        return self._answered((), by_stance(main, question.stances), by_stance(against), k)

    def _answered(self, labels: tuple[str, ...], main: Sides, others: Sides, k: int) -> Found:
        """Quotations of those asked about, then of others: what places are left, and one in any case for the other
        side of a denial or an allegation."""
        opposite = {OPPOSED.get(one.saying.statement.stance) for rated in main.values() for one in rated}
        opposed = any(one.saying.statement.stance in opposite for rated in others.values() for one in rated)
        room = k - min(1, k - 1) if opposed else k
        each = -(-room // len(labels)) if len(labels) > 1 else room  # of several people, some of everybody
        sections, taken = [], 0
        for title, rated in main.items():
            sections.append(Section(title, rated, min(each, room - taken)))
            taken = len(laid_out(sections, self._copies)[0])
        left = min(BESIDE, k - taken)
        sections += [Section(title, rated, left) for title, rated in others.items()]
        citations, groups = laid_out(sections, self._copies, self._question.stances)
        return Found(labels, citations, groups)

    def _unquoted(self, parties: Sequence[Party]) -> Found | None:
        """Why nobody is quoted; ``None`` where it is not clear who was asked about."""
        speaker, labels = self._question.speaker, tuple(party.label for party in parties)
        dated = self._where is not None and (self._where.since or self._where.until)
        if dated and any(party.sayings for party in self._candidates.parties(undated=True)):
            text = f"{_are(labels)} quoted in these articles, but not within the dates asked for."
            return Found(labels, reason=Reason("outside_dates", text))
        if is_description(speaker):
            return None
        if unmentioned(self._room.index, [speaker]) and unmentioned(self._room.index, labels):
            text = f"None of the {self._room.index.manifest.articles} articles mentions “{speaker}”."
            return Found(labels, reason=Reason("not_mentioned", text))
        text = f"{_are(labels)} mentioned in these articles, but nowhere quoted in them."
        topic = self._question.topic or speaker
        near = {f"Others about {_and(labels)}": self._rated(self._candidates.about(parties), topic)}
        return self._declined(labels, Reason("not_quoted", text), near)

    def _declined(self, labels: tuple[str, ...], reason: Reason, near: Sides) -> Found:
        sections = [Section(title, rated, BESIDE) for title, rated in near.items()]
        citations, groups = laid_out(sections, self._copies)
        kept = citations[:BESIDE]
        shown = {citation.number for citation in kept}
        cut = (Group(title, tuple(n for n in numbers if n in shown)) for title, numbers in groups)
        return Found(labels, kept, tuple(group for group in cut if group.numbers), reason)

    def _others(self, parties: Sequence[Party], main: Sides) -> Sides:
        """What others say about those asked about: on the topic, or on what these deny."""
        rated = [one for each in main.values() for one in each]
        denied = next((one.saying for one in rated if one.saying.statement.stance == "denies"), None)
        topic = self._question.topic or (denied.content if denied else "")
        if not topic:
            return {}
        ids = [one.saying.article.id for one in rated[:READ]]
        about = self._rated(self._candidates.about(parties, ids), topic)
        if not self._question.topic:  # only what was denied: who asks for somebody's words wants no others
            about = [one for one in about if one.saying.statement.stance == OPPOSED["denies"]]
        return {f"Others about {_and([party.label for party in parties])}": about}

    def _best(self, sayings: Sequence[Saying], read: Quote | None) -> list[Rated]:
        """Those on the topic, of a stance asked for if there are any; first what is the best answer of the passages.

        :param read: the sentence by which the passages answer, which is on the topic whatever its words
        """
        rated = self._rated(self._candidates.asked_for(sayings)) or self._rated(sayings)
        if read is None:
            return rated
        answers = [saying for saying in sayings if saying.overlaps(read)]
        first = [one for one in rated if one.saying in answers]
        found = {one.saying.statement for one in first}
        first += [Rated(saying, ON_TOPIC) for saying in answers if saying.statement not in found]
        return [*first, *(one for one in rated if one.saying not in answers)]

    def _rated(self, sayings: Sequence[Saying], topic: str = "", *, floor: float = ON_TOPIC) -> list[Rated]:
        """Sayings, best first; those that are not on the topic are left out."""
        topic = topic or self._question.topic
        if not topic or not sayings:
            return by_worth(sayings)
        key = topic, tuple(saying.statement for saying in sayings)
        if key not in self._nearness:
            self._nearness[key] = by_topic(self._room.index, self._room.encoder, topic, sayings)
        return [one for one in self._nearness[key] if one.score >= floor]


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _are(names: Sequence[str]) -> str:
    """The beginning of a sentence about some people.

    >>> _are(["the mayor"]), _are(["Iran", "Israel"])
    ('The mayor is', 'Iran and Israel are')
    """
    listed = _and(names)
    return f"{listed[:1].upper()}{listed[1:]} {'is' if len(names) == 1 else 'are'}"
