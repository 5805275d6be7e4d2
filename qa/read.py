"""The evidence reader: which sentences of the retrieved passages answer. Fused scores for now; the seam stays."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from index import Article, Encoder, Index, analyze, evidence_sentences
from qa.records import Hit, Quote

if TYPE_CHECKING:
    from index import Span
    from qa.question import Question

__all__ = ["Evidence", "Reader", "Reading", "SentenceReader", "sentences_of"]

# Weights of a logistic regression on the in-article questions of NewsQA's development half, rounded; the open
# questions were not used. Any of them doubled or halved moves the share of right first sentences by under 0.02.
SENTENCE_WORDS, PASSAGE_WORDS, LIKENESS, KIND, LENGTH, PLACE, BIAS = 2.5, 3.0, 5.0, 1.0, 0.7, -0.25, -8.5
ENCODED = 16  # sentences that the encoder sees, the best by their words; more of them changed nothing
SENTENCE_LENGTH, PASSAGE_LENGTH = 25, 130  # analysed words of a usual one, for BM25
K1, B = 1.2, 0.75  # BM25's usual constants, as tantivy has them

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?"
    r"|millions?|billions?|half|twice|once)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|1[5-9]\d\d|20\d\d|today|yesterday|tomorrow|weeks?|months?|years?|ago|night|morning)\b"
)
_SPEECH = re.compile(
    r"[“”\"«»„]|\b(?:said|says|told|tells|stated|denied|denies|announced|claimed|claims|insisted|argued|warned|added"
    r"|replied|accused|called|asked|wrote|according to|declined|refused|rejected|confirmed|acknowledged)\b"
)
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z]\w+")
_ASKS = (  # the first that a question matches says what kind of words would answer it
    (
        re.compile(
            r"\bhow (?:many|much|old|long|far|big|high|tall)\b|\bwhat (?:percent|number|age)", re.IGNORECASE
        ),
        _NUMBER,
    ),
    (re.compile(r"\bwhen\b|\b(?:what|which) (?:year|day|date|month|time)\b", re.IGNORECASE), _DATE),
    (re.compile(r"\b(?:who|whom|whose|where)\b", re.IGNORECASE), _NAME),
    (
        re.compile(
            r"\b(?:say|said|says|tell|told|claim|claimed|den(?:y|ied)|respond(?:ed)?|repl(?:y|ied)|comment(?:ed)?)\b",
            re.IGNORECASE,
        ),
        _SPEECH,
    ),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence and how well it answers; from 0 to 1, comparable within one question only."""

    quote: Quote
    score: float


class Reading(NamedTuple):
    """What was found, best first, and how much speaks for there being an answer at all.

    :ivar support: from 0 to 1: the mean of the best sentence's cosine and of the best passage's share of the
        question's words, see :func:`_weights`
    """

    evidence: tuple[Evidence, ...]
    support: float


class Reader(Protocol):
    """Which sentences of some passages answer a question."""

    def read(self, question: Question, hits: Sequence[Hit]) -> Reading:
        """The sentences that may answer; ties by place."""


class SentenceReader:
    """Scores whole sentences by their words, their passage's words, their vector, and the kind of words asked for."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        self._index = index
        self._encoder = encoder

    def read(self, question: Question, hits: Sequence[Hit]) -> Reading:
        """The sentences that may answer, best first; ties by place.

        Only the best :data:`ENCODED` by their words are compared by vector; the others are not evidence.
        """
        frequencies = self._index.frequencies(question.words)
        rarity = self._rarity(question.words, frequencies)
        found = sorted(self._by_words(question, hits, rarity), key=_place)[:ENCODED]
        if not found:
            return Reading((), 0.0)
        inner = self._encoder.encode_query(question.text)
        likeness = self._encoder.encode_passages([evidence.quote.text for evidence in found]) @ inner
        scored = [
            Evidence(evidence.quote, _sigmoid(evidence.score + LIKENESS * float(cosine) + BIAS))
            for evidence, cosine in zip(found, likeness, strict=True)
        ]
        weights = _weights(rarity, frequencies)
        covered = max(_covered(weights, analyze(hit.passage.text)) for hit in hits)
        support = (max(0.0, float(likeness.max())) + covered) / 2
        return Reading(tuple(sorted(scored, key=_place)), support)

    def _rarity(self, words: Sequence[str], frequencies: Sequence[int]) -> dict[str, float]:
        """BM25's inverse document frequency of each word, over passages."""
        count = self._index.manifest.passages
        return {
            word: math.log(1 + (count - held + 0.5) / (held + 0.5))
            for word, held in zip(words, frequencies, strict=True)
        }

    def _by_words(
        self, question: Question, hits: Sequence[Hit], rarity: Mapping[str, float]
    ) -> Iterator[Evidence]:
        """Every sentence of the hits with the part of its score that needs no encoder."""
        kind = next((answer for asks, answer in _ASKS if asks.search(question.text)), None)
        passages = [_bm25(analyze(hit.passage.text), rarity, PASSAGE_LENGTH) for hit in hits]
        sentences = [_sentences(hit) for hit in hits]
        words = [[analyze(quote.text) for _, quote in quotes] for quotes in sentences]
        scores = [[_bm25(of_one, rarity, SENTENCE_LENGTH) for of_one in of_hit] for of_hit in words]
        best_sentence = max((score for of_hit in scores for score in of_hit), default=0.0) or 1.0
        best_passage = max(passages, default=0.0) or 1.0
        for of_passage, quotes, counts, of_hit in zip(passages, sentences, words, scores, strict=True):
            for (place, quote), count, score in zip(quotes, counts, of_hit, strict=True):
                yield Evidence(
                    quote,
                    SENTENCE_WORDS * score / best_sentence
                    + PASSAGE_WORDS * of_passage / best_passage
                    + KIND * (0.5 if kind is None else bool(kind.search(quote.text)))
                    + LENGTH * math.log1p(len(count))
                    + PLACE * math.log1p(place),
                )


@lru_cache(maxsize=64)  # a question reads ten articles, and wants the sentences of each up to twenty times
def sentences_of(article: Article) -> tuple[Span, ...]:
    """The sentences of an article that may be quoted, see :func:`index.evidence_sentences`."""
    return tuple(evidence_sentences(article))


def _sentences(hit: Hit) -> list[tuple[int, Quote]]:
    """The sentences of a passage, each with its place in the article, from 0; one may reach beyond it."""
    article = hit.passage.article
    spans = sentences_of(article)
    return [
        (place, Quote(article, span)) for place, span in enumerate(spans) if span.overlaps(hit.passage.span)
    ]


def _bm25(words: Sequence[str], rarity: Mapping[str, float], usual: int) -> float:
    """BM25 of a text against a question's words (Robertson and Zaragoza, 2009)."""
    counts = Counter(word for word in words if word in rarity)
    norm = K1 * (1 - B + B * len(words) / usual)
    return sum(rarity[word] * n * (K1 + 1) / (n + norm) for word, n in counts.items())


def _weights(rarity: Mapping[str, float], frequencies: Sequence[int]) -> dict[str, float]:
    """What each word of a question counts for: more if it is rare, less if no article has it.

    The 1 keeps a collection in which every article has the word from making it worth nothing; a word that no
    article has may be the asker's own for something that they do have.
    """
    return {
        word: 1 + (rare if held else rare / 2)
        for (word, rare), held in zip(rarity.items(), frequencies, strict=True)
    }


def _covered(weights: Mapping[str, float], words: Sequence[str]) -> float:
    """Share of the question's words that a text has, by weight."""
    held = set(words)
    return sum(weight for word, weight in weights.items() if word in held) / (sum(weights.values()) or 1.0)


def _place(evidence: Evidence) -> tuple[float, str, Span]:
    return -evidence.score, evidence.quote.article.id, evidence.quote.span


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))
