"""What is asked: the question cut to a length, its content words and names, and whose words on what it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from index import Stance
from qa.asking import Kind, read_asking
from qa.content import content_words, names_in
from qa.periods import Period

__all__ = ["LIMIT", "Question", "named_question", "understand"]

LIMIT = 2000  # characters; a question of 20 MB cost 24 CPU seconds in the tokenizer before it was cut
FORMED = 400  # characters of it that can have the form of a question; a longer text is only searched for


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the retriever, the ledger and the reader take it.

    :ivar text: at most :data:`LIMIT` characters, blanks single
    :ivar words: analysed content words, each once, in order; none where nothing in particular is asked about
    :ivar names: runs of capitalised words as typed, the question's first word aside
    :ivar kind: ``said`` where somebody's words are asked for, ``fact``, or ``open`` for all else
    :ivar speaker: whose words, as typed; empty where anybody's will do, and for the other kinds
    :ivar topic: what they are to be about, as typed; empty where that is open
    :ivar stances: names of stances asked for; none where whatever was said will do
    :ivar thinks: whether beliefs are asked for, too
    :ivar period: the days that a question about somebody's words asks for; ``None`` where it names none
    """

    text: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    kind: Kind = "open"
    speaker: str = ""
    topic: str = ""
    stances: tuple[str, ...] = ()
    thinks: bool = False
    period: Period | None = None


def understand(text: str) -> Question:
    """Reads a question. Nothing in it is syntax.

    >>> asked = understand("What did North Korea say about the deal?")
    >>> asked.words, asked.speaker, asked.topic
    (('north', 'korea', 'deal'), 'North Korea', 'the deal')
    """
    # Half a surrogate pair, from a command line or from JSON, is no text to a tokenizer.
    text = text[:LIMIT].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = " ".join(text.split())
    return Question(text, content_words(text), names_in(text), *read_asking(text[:FORMED]))


def named_question(speaker: str, topic: str, stance: str | None = None) -> Question:
    """The question for somebody's words whose parts are known.

    :param speaker: anybody where empty
    :param topic: anything where empty
    :raises ValueError: where the stance is none
    """
    if stance is not None and stance not in get_args(Stance):
        raise ValueError(f"stance is {stance!r}; choose one of {', '.join(get_args(Stance))}")
    text = " ".join(f"{speaker} {topic}"[:LIMIT].split())
    stances = (stance,) if stance else ()
    return Question(
        text,
        content_words(text),
        names_in(text),
        "said",
        speaker.strip(),
        topic.strip(),
        stances,
        stance == "thinks",
    )
