"""Which of many statements to show first: by how sure and telling they are, or by how near they are to a topic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from index import analyze
from qa.content import content_words, forms_of
from qa.read import sentences_of
from qa.sayings import Saying

if TYPE_CHECKING:
    from index import Encoder, Index

__all__ = ["ON_TOPIC", "Rated", "by_topic", "by_worth"]

UNSURE = ("pronoun", "nominal")  # of how a speaker was named: one in seven is somebody else
TELLING = 25  # words: what is longer tells no more for that
ENCODED = (
    16  # statements that the encoder sees, the best by their words; as many as sentences of other questions
)
IN_SENTENCE, IN_TITLE = 0.75, 0.5  # what a word counts there, against one in the content itself
# Shares of the score, and the score under which somebody is not quoted on a topic. Found on 32 topics of the sample
# articles, each asked of everybody in them: there, 0.2 keeps all that is off the topic of everything they say out, and
# lets what has one word in common in.
WORDS, CONTENT, CONTEXT = 0.25, 0.5, 0.25
ON_TOPIC = 0.2


class Rated(NamedTuple):
    """A saying and how well it answers; from 0 to 1, comparable within one question only."""

    saying: Saying
    score: float


def by_worth(sayings: Sequence[Saying]) -> list[Rated]:
    """The surest first, what is printed in quotation marks before what is not, and of each article one in turn.

    Where these are equal a stance comes before plain saying, then the newest article, then the longest statement.
    """
    by_article: dict[str, list[Saying]] = {}
    for saying in sorted(sayings, key=_worth):
        by_article.setdefault(saying.article.id, []).append(saying)
    turns = [(n, saying) for each in by_article.values() for n, saying in enumerate(each)]
    turns.sort(key=lambda turn: (turn[0], *_worth(turn[1])))
    return [Rated(saying, 1 - rank / (len(turns) + 1)) for rank, (_, saying) in enumerate(turns)]


def _worth(saying: Saying) -> tuple[bool, bool, str, bool, bool, int, int, str, int]:
    statement, day = saying.statement, saying.article.published or date.min
    length = min(TELLING, len(saying.content.split()))
    return (
        statement.tier == "C",
        statement.how in UNSURE,
        statement.tier,
        not statement.marked,
        statement.stance == "says",  # who denies, promises or warns tells more
        -day.toordinal(),
        -length,
        saying.article.id,
        statement.start,
    )


def by_topic(index: Index, encoder: Encoder, topic: str, sayings: Sequence[Saying]) -> list[Rated]:
    """Sayings by how near they are to a topic, the nearest first.

    The words of the topic count where they stand, the rarer the more; the encoder compares the best of these.
    """
    words = content_words(topic)
    rarity = _rarity(index, words)
    covered = [Rated(saying, _covered(saying, rarity)) for saying in sayings]
    best = sorted(covered, key=lambda one: (-one.score, *_worth(one.saying)))[:ENCODED]
    if not best:
        return []
    inner = encoder.encode_query(topic)
    contents = encoder.encode_inputs([one.saying.content or one.saying.phrase for one in best]) @ inner
    titled = [encoder.inputs([_sentences(one.saying)], one.saying.article.title)[0] for one in best]
    contexts = encoder.encode_inputs(titled) @ inner
    rated = [
        Rated(one.saying, WORDS * one.score + CONTENT * _part(content) + CONTEXT * _part(context))
        for one, content, context in zip(best, contents, contexts, strict=True)
    ]
    return sorted(rated, key=lambda one: (-round(one.score, 4), *_worth(one.saying)))


def _part(cosine: float) -> float:
    return max(0.0, float(cosine))


def _rarity(index: Index, words: Sequence[str]) -> dict[str, float]:
    """What each word of a topic counts for: more if it is rare, and less if no article has it."""
    count = index.manifest.passages
    return {
        word: (1 + math.log(1 + (count - held + 0.5) / (held + 0.5))) * (1.0 if held else 0.5)
        for word, held in zip(words, index.frequencies(words), strict=True)
    }


def _covered(saying: Saying, rarity: dict[str, float]) -> float:
    """Share of a topic's words that a saying has, by weight: in its content, its sentence, or the title."""
    places = ((1.0, saying.content), (IN_SENTENCE, _sentences(saying)), (IN_TITLE, saying.article.title))
    held = [(weight, set(analyze(text))) for weight, text in places]
    found = 0.0
    for word, rare in rarity.items():
        forms = {word, *forms_of(word)}
        found += rare * max((weight for weight, words in held if words & forms), default=0.0)
    return found / (sum(rarity.values()) or 1.0)


def _sentences(saying: Saying) -> str:
    """The sentences that a saying is in."""
    statement = saying.statement
    spans = [*statement.spans, *([statement.cue] if statement.cue else [])]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    within = [s for s in sentences_of(saying.article) if s.start < end and start < s.end]
    return saying.article.text[within[0].start : within[-1].end] if within else saying.content
