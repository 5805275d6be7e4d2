"""Which statements of the ledger come into question: those of whom was asked about, and those near the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index import Encoder, Filter, Index
from qa.content import content_words
from qa.descriptions import is_description
from qa.mentions import mentions
from qa.parties import Party, described, named, tiers_from
from qa.shelf import Shelf

if TYPE_CHECKING:
    from qa.question import Question
    from qa.read import Reader
    from qa.records import Quote
    from qa.retrieval import Retriever
    from qa.sayings import Saying

__all__ = ["Candidates", "Room"]

# A state's government is the state.
_ITSELF = re.compile(r"\b(?:governments?|regime|state|authorities|administration|officials)$", re.IGNORECASE)
READ = 20  # passages in whose articles statements are looked for where nobody is named


@dataclass(frozen=True, slots=True)
class Room:
    """What an inquiry needs of a version of an index."""

    index: Index
    encoder: Encoder
    retriever: Retriever
    reader: Reader


class Candidates:
    """The statements that one question may be answered with.

    :param where: which articles may be searched
    :param lowest: the lowest tier of statements that may be shown
    """

    def __init__(self, room: Room, question: Question, where: Filter | None, lowest: str) -> None:
        self._room = room
        self._question = question
        self._where = where
        self._shelf = Shelf(room.index, tiers_from(lowest))

    def parties(self, *, undated: bool = False) -> list[Party]:
        """Those asked about, with what they are printed as saying: found by name, or else by what they are.

        :param undated: whether to look beyond the dates asked for, too
        """
        where = replace(self._where, since=None, until=None) if undated and self._where else self._where
        speaker = self._question.speaker
        parties = named(self._room.index, self._shelf, speaker, where)
        # An office of a state is somebody of its own: "Iran's foreign minister" is not all of Iran.
        particular = any(party.sayings and not _is_state(party) for party in parties)
        if not particular and is_description(speaker) and not _ITSELF.search(speaker):
            hits = self._room.retriever.retrieve(self._question, READ, where)
            articles = list(dict.fromkeys(hit.passage.article.id for hit in hits))
            parties = described(self._room.index, self._shelf, speaker, articles, where) or parties
        return [party._replace(sayings=tuple(self._spoken(party.sayings))) for party in parties]

    def read(self, floor: float) -> Quote | None:
        """The sentence by which the passages answer the question best; ``None`` where they do not.

        :param floor: support under which they are said not to, see :class:`qa.read.Reading`
        """
        words = content_words(self._question.topic)  # without the speaker, whom all their words would answer
        question = replace(self._question, words=words)
        hits = self._room.retriever.retrieve(question, READ // 2, self._where)
        evidence, support = self._room.reader.read(question, hits)
        return evidence[0].quote if evidence and support >= floor else None

    def near(self) -> list[Saying]:
        """What anybody says in the articles that the question finds."""
        hits = self._room.retriever.retrieve(self._question, READ, self._where)
        return self._in_articles([hit.passage.article.id for hit in hits])

    def every(self) -> list[Saying]:
        """What anybody says anywhere."""
        statements = self._room.index.statements((), self._where)
        return self._spoken(self._shelf.with_articles([(one, None) for one in statements]))

    def about(self, parties: Sequence[Party], ids: Sequence[str] = ()) -> list[Saying]:
        """What others say in words that name one of those asked about.

        :param ids: of the articles to look in; those that the question finds where none are given
        """
        own = {saying.statement for party in parties for saying in party.sayings}
        voices = [voice for party in parties for voice in party.voices]
        keys, aliases = {voice.key for voice in voices}, self._room.index.aliases()
        return [
            saying
            for saying in (self._in_articles(ids) if ids else self.near())
            if saying.statement not in own
            and keys.isdisjoint(voice.key for voice in saying.statement.voices)
            and mentions(saying.content, voices, aliases)
        ]

    def asked_for(self, sayings: Sequence[Saying]) -> list[Saying]:
        """Those of a stance that is asked for; all where none is."""
        stances = self._question.stances
        return [saying for saying in sayings if not stances or saying.statement.stance in stances]

    def _in_articles(self, ids: Sequence[str]) -> list[Saying]:
        articles = tuple(dict.fromkeys(ids))
        if not articles:
            return []
        statements = self._room.index.statements((), replace(self._where or Filter(), articles=articles))
        return self._spoken(self._shelf.with_articles([(one, None) for one in statements]))

    def _spoken(self, sayings: Sequence[Saying]) -> list[Saying]:
        """Without beliefs, unless these are asked for."""
        return [s for s in sayings if self._question.thinks or s.statement.stance != "thinks"]


def _is_state(party: Party) -> bool:
    return all(voice.role == "state" for voice in party.voices)
