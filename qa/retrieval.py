"""Passages for a question: dense and lexical candidates, copies folded, one fusion, neighbours merged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from index import Encoder, Filter, Index, Passage, Scored, Span, analyze
from qa.copies import Copies
from qa.records import Hit

if TYPE_CHECKING:
    from qa.question import Question

__all__ = ["Retriever", "fuse"]

RRF_K = 60  # Cormack, Clarke and Büttcher, SIGIR 2009
DEPTH = 50  # candidates of each kind; deeper ones were never the answer on the development questions
DEEPER = 4, 16  # times as deep where copies of one story fill the candidates: no more, for each is read
ALIKE = 0.8  # Jaccard of two texts' words from which one counts as a copy of the other
# Words, as analysed, by which a denial or a correction can differ from what it denies or corrects; so can figures.
_TELLING = re.compile(
    r"\d.*|no|not|nor|never|none|nobodi|noth|neither|without|cannot|deni|denial|fals|untru|refus|reject"
    r"|(?:did|do|does|was|were|is|are|has|have|had|ca|wo|would|could|should)nt"
    r"|dismiss|disput|retract|withdrew|withdrawn|correct"
)


class Retriever:
    """Finds passages in an index. Holds no state of a question."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        self._index = index
        self._encoder = encoder

    def retrieve(self, question: Question, k: int, where: Filter | None = None) -> list[Hit]:
        """Up to ``k`` passages, best first; those that touch are one, near-identical ones are shown once.

        Of the copies of a story, the earliest that prints a passage is shown, and counts as one candidate.
        """
        vector, words = self._encoder.encode_query(question.text), " ".join(question.words)
        copies = Copies(self._index, where)
        homes: dict[str, Passage] = {}  # passage id -> the earliest printing of its words
        for depth in (DEPTH, *(DEPTH * times for times in DEEPER)):
            rankings = [self._index.dense(vector, depth, where), self._index.lexical(words, depth, where)]
            self._find_homes(rankings, copies, homes)
            folded = [_folded(ranking, homes) for ranking in rankings]
            if all(len(f) >= DEPTH or len(r) < depth for f, r in zip(folded, rankings, strict=True)):
                break
        shown = {home.id: home for home in homes.values()}
        fused = fuse([ranking[:DEPTH] for ranking in folded], DEPTH)
        return _distinct(_merged([Hit(shown[id], score) for id, score in fused]))[:k]

    def _find_homes(
        self, rankings: Sequence[Sequence[Scored]], copies: Copies, homes: dict[str, Passage]
    ) -> None:
        """Adds the earliest printing of each passage that has none yet."""
        ids = dict.fromkeys(scored.passage_id for ranking in rankings for scored in ranking)
        new = [id for id in ids if id not in homes]
        homes |= {
            id: next(copies.printings(passage))
            for id, passage in zip(new, self._index.passages(new), strict=True)
        }


def fuse(rankings: Sequence[Sequence[Scored]], k: int) -> list[Scored]:
    """Reciprocal rank fusion: sum of ``1 / (60 + rank)`` over the rankings, ranks from 1; ties by passage id.

    >>> [s.passage_id for s in fuse([[Scored("a", 9), Scored("b", 1)], [Scored("b", 0.7)]], k=2)]
    ['b', 'a']
    """
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, scored in enumerate(ranking, start=1):
            scores[scored.passage_id] = scores.get(scored.passage_id, 0.0) + 1 / (RRF_K + rank)
    best = sorted(scores, key=lambda id: (-scores[id], id))[:k]
    return [Scored(id, scores[id]) for id in best]


def _folded(ranking: Sequence[Scored], homes: Mapping[str, Passage]) -> list[Scored]:
    """A ranking of the earliest printings, each at its best place."""
    best: dict[str, float] = {}
    for scored in ranking:
        best.setdefault(homes[scored.passage_id].id, scored.score)
    return [Scored(id, score) for id, score in best.items()]


def _merged(hits: Sequence[Hit]) -> list[Hit]:
    """Hits of one article that overlap or touch become one, with the best score and place among them."""
    merged: list[Hit] = []
    for hit in hits:
        place = len(merged)
        for n in range(len(merged) - 1, -1, -1):
            if (joined := _joined(merged[n].passage, hit.passage)) is not None:
                hit, place = Hit(joined, merged.pop(n).score), n
        merged.insert(place, hit)
    return merged


def _joined(first: Passage, second: Passage) -> Passage | None:
    """The run of both passages; ``None`` where they are apart."""
    article = first.article
    if article.id != second.article.id:
        return None
    left, right = sorted((first.span, second.span))
    if left.end < right.start and article.text[left.end : right.start].strip():
        return None
    return Passage(article, Span(left.start, max(left.end, right.end)))


def _distinct(hits: Sequence[Hit]) -> list[Hit]:
    """Hits whose words are not nearly those of a better one."""
    kept: list[Hit] = []
    seen: list[frozenset[str]] = []
    for hit in hits:
        words = frozenset(analyze(hit.passage.text))
        if not any(alike(words, other) for other in seen):
            kept.append(hit)
            seen.append(words)
    return kept


def alike(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two sets of analysed words tell the same, so that one of them can stand for both.

    Texts that differ in a denying word or in a figure never do: a denial is not a copy of what it denies.

    >>> alike(frozenset("they sold it to us".split()), frozenset("they sold it to us not".split()))
    False
    """
    return likeness(first, second) >= ALIKE and not any(map(_TELLING.fullmatch, first ^ second))


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """Jaccard of two sets of words; 0 where both are empty.

    >>> likeness(frozenset("ab"), frozenset("bc"))
    0.3333333333333333
    """
    union = len(first | second)
    return len(first & second) / union if union else 0.0
