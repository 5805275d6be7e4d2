"""BM25 written out, and the order of scores: what the brute-force index counts by."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from index.records import Scored
from index.words import K1, B

__all__ = ["Field", "best"]


class Field:
    """BM25 of one field, as Robertson and Zaragoza give it, with the logarithm that is never negative."""

    def __init__(self, counts: Sequence[Counter[str]], words: Iterable[str]) -> None:
        self._mean = sum(count.total() for count in counts) / max(len(counts), 1)
        self._weights = {}
        for word in words:
            holding = sum(word in count for count in counts)
            self._weights[word] = math.log(1 + (len(counts) - holding + 0.5) / (holding + 0.5)) * (K1 + 1)

    def score(self, count: Counter[str]) -> float:
        """The score of a passage: 0 where it has none of the words."""
        norm = K1 * (1 - B + B * count.total() / self._mean) if self._mean else K1
        return sum(weight * count[word] / (count[word] + norm) for word, weight in self._weights.items())


def best(scores: Iterable[tuple[str, float]], k: int, places: int) -> list[Scored]:
    """The best ``k``, ties by id. :raises ValueError: where ``k`` is below 1"""
    if k < 1:
        raise ValueError(f"k is {k}, expected 1 or more")
    found = (Scored(name, round(score, places)) for name, score in scores)
    return sorted(found, key=lambda one: (-one.score, one.passage_id))[:k]
