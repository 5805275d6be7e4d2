"""Whom the article has just spoken of, as far as one place: the ground on which pronouns are understood."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from spacy.tokens import Token

    from index.statements.entities import Entity
    from index.statements.parsed import Parsed

__all__ = ["SUBJECTS", "Scene", "Seen", "role"]

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
KEPT = 48  # mentions; with REACH it bounds the work at each pronoun
REACH = 14.0  # sentences of the article's own voice: no pronoun stands for a name farther back
QUOTED = 0.35  # of a sentence: a quotation between two sentences keeps them close


@dataclass(slots=True)
class Seen:
    """One word that stands for somebody.

    :ivar spoke: whether a statement is theirs there
    """

    entity: Entity
    token: Token
    spoke: bool
    place: float
    paragraph: int
    quoted: bool


class Scene:
    """The mentions before the place that has been read so far, the latest last.

    :param speaking: tokens that speakers' phrases have as heads
    """

    def __init__(self, parsed: Parsed, speaking: Collection[int]) -> None:
        self.parsed, self._speaking = parsed, speaking
        self._recent: deque[Seen] = deque(maxlen=KEPT)
        self._places = list(self._measured())
        self.last_speaker: Seen | None = None

    def _measured(self) -> Iterator[float]:
        """How many sentences stand before each, those of others' words counted less."""
        place = 0.0
        for sentence in self.parsed.sentences:
            yield place
            root = sentence.root
            place += 1.0 if self.parsed.is_outside(root) else QUOTED

    def place(self, token: Token) -> float:
        """How far into the article a token is, in sentences."""
        return self._places[self.parsed.sentence_of(token)]

    def see(self, entity: Entity, token: Token) -> None:
        """Takes note of a word that stands for somebody."""
        seen = Seen(
            entity,
            token,
            token.i in self._speaking,
            self.place(token),
            self.parsed.paragraph_of(token),
            not self.parsed.is_outside(token),
        )
        self._recent.append(seen)
        if seen.spoke:
            self.last_speaker = seen

    def recent(self, token: Token, reach: float = REACH) -> Iterator[Seen]:
        """What was seen before a token and not too far back, the latest first."""
        here = self.place(token)
        for seen in reversed(self._recent):
            if here - seen.place > reach:
                return
            if seen.token.i != token.i:
                yield seen


def role(token: Token) -> str:
    """The part that a word has in its clause; of a conjunct or an apposition, that of the first."""
    for _ in range(4):
        if token.dep_ not in {"conj", "appos"} or token.head.i == token.i:
            break
        token = token.head
    return token.dep_
