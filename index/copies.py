"""Copies: articles that print the same story under other headlines, cut, extended or with other furniture.

What is kept of an article to compare it is a sample of its runs of words, the same sample in every text that has
them: the runs whose hash values are the smallest (Broder's bottom-k sketch). Two texts that share a part share
its part of the sample, however much longer one of them is; so a story that was cut to a third is found, which the
usual bands over MinHash values, made for texts alike as wholes, do not do (benchmarks/copies.py compares them).
The sample only proposes; the texts decide (:func:`index.wording.same_story`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from index.wording import Wording, hashed, reporting, runs, same_story, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.records import Article

__all__ = ["find_copies", "sketch"]

RUN = 5  # words of a run: rare enough to be one story's, short enough that changed words leave most of them
SIZE = 128  # runs that are kept: 512 bytes; of a story cut to 30 % some 38 are in both samples
PROPOSING = (
    48  # of these, the smallest, propose pairs: 384 bytes of memory for an article while they are sorted
)
NEIGHBOURS = 8  # articles that one run pairs an article with, so that a phrase of thousands costs no more
SHARED = 2  # runs that a pair must share to be looked at
ALIKE = 0.5  # of the smaller sample is shared; with every 20th word changed 0.77 are expected
_HASH = 32  # bits
_AT_HAND = 64  # texts; most pairs of an article come one after the other


def sketch(article: Article) -> bytes:
    """What of an article is kept to find its copies: at most 512 bytes, none for a text of a few words."""
    import numpy as np

    found = runs(hashed(words(reporting(article))), RUN) >> np.uint64(64 - _HASH)
    return np.unique(found)[:SIZE].astype("<u4").tobytes()


def find_copies(
    sketches: Mapping[str, bytes],
    article: Callable[[str], Article],
    known: Iterable[tuple[str, ...]] = (),
    *,
    compared: Collection[str] = (),
) -> list[tuple[str, ...]]:
    """The groups of articles that print the same story, each at least two ids, the earliest published first.

    Undated articles come last, then the order is that of ids; groups are in the order of their first ids. The
    same articles give the same groups in whatever order they come. Time grows with the number of articles,
    memory by 1 KB for each beside its sketch.

    :param sketches: of every article, by its id; read once
    :param article: loads an article, with the furniture that it had when its sketch was made; called for the
        two of a pair that looks alike, and for the members of a group that is new or changed
    :param known: groups that were found before. One whose members are all there stands unread; of another,
        the members are compared anew
    :param compared: ids of the articles among which ``known`` was found: two of them are not compared again
    """
    ids = sorted(sketches)
    place = {id: number for number, id in enumerate(ids)}
    whole, broken = _standing(known, place)
    groups = _Groups(len(ids))
    for group in whole:
        for id in group[1:]:
            groups.join(place[group[0]], place[id])
    settled = {place[id] for id in compared if id in place and id not in broken}
    wording = lru_cache(_AT_HAND)(lambda number: Wording.of(article(ids[number])))
    for one, other in _pairs([sketches[id] for id in ids]):
        if (one in settled and other in settled) or groups.find(one) == groups.find(other):
            continue
        if same_story(wording(one), wording(other)):
            groups.join(one, other)
    unchanged = {frozenset(group): group for group in whole}
    found = [[ids[number] for number in group] for group in groups.listed()]
    return sorted(unchanged.get(frozenset(group)) or _by_date(map(article, group)) for group in found)


def _standing(
    known: Iterable[tuple[str, ...]], there: Collection[str]
) -> tuple[list[tuple[str, ...]], set[str]]:
    """The groups that are all there, and what is left of the others."""
    whole: list[tuple[str, ...]] = []
    broken: set[str] = set()
    for group in known:
        if all(id in there for id in group):
            whole.append(group)
        else:
            broken.update(group)
    return whole, broken


def _by_date(articles: Iterable[Article]) -> tuple[str, ...]:
    def key(article: Article) -> tuple[date, float, str]:
        moment = article.published_at.timestamp() if article.published_at else float("inf")
        return article.published or date.max, moment, article.id

    return tuple(article.id for article in sorted(articles, key=key))


def _pairs(sketches: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """The pairs whose samples are alike, by number, in order."""
    import numpy as np

    for pair in _proposed(sketches):
        one, other = (np.frombuffer(sketches[number], "<u4") for number in pair)
        if _alike(one, other) >= ALIKE:
            yield pair


def _proposed(sketches: Sequence[bytes]) -> list[tuple[int, int]]:
    """The pairs that share some of their smallest runs.

    Every run is a number with its article's number behind it; sorted, the articles of one run are neighbours.
    """
    import numpy as np

    counts = [min(len(sketch) // 4, PROPOSING) for sketch in sketches]
    entries = np.empty(sum(counts), "<u8")
    end = 0
    for number, (kept, count) in enumerate(zip(sketches, counts, strict=True)):
        entries[end : end + count] = np.frombuffer(kept, "<u4", count)
        entries[end : end + count] <<= np.uint64(_HASH)
        entries[end : end + count] |= np.uint64(number)
        end += count
    entries.sort()
    numbers, hashes = entries.view("<u4").reshape(-1, 2).T
    found = []
    for distance in range(1, NEIGHBOURS + 1):
        same = hashes[distance:] == hashes[:-distance]
        found.append(
            numbers[:-distance][same].astype(np.uint64) << np.uint64(_HASH) | numbers[distance:][same]
        )
    pairs, shared = np.unique(np.concatenate(found), return_counts=True)
    pairs = pairs[shared >= SHARED]
    return [(int(pair) >> _HASH, int(pair) & ((1 << _HASH) - 1)) for pair in pairs]


def _alike(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> float:
    """Which part of the smaller text's runs the larger has too, as far as both samples reach."""
    import numpy as np

    # A sample of full size says nothing about runs beyond its last.
    reach = min((int(sample[-1]) for sample in (one, other) if len(sample) == SIZE), default=1 << _HASH)
    one, other = (sample[: np.searchsorted(sample, reach, "right")] for sample in (one, other))
    return len(np.intersect1d(one, other, assume_unique=True)) / max(min(len(one), len(other)), 1)


class _Groups:
    """Sets of numbers that are joined (union-find)."""

    def __init__(self, size: int) -> None:
        import numpy as np

        self._above = np.arange(size)

    def find(self, number: int) -> int:
        """The smallest number of its set."""
        while (above := int(self._above[number])) != number:
            self._above[number] = self._above[above]
            number = above
        return number

    def join(self, one: int, other: int) -> None:
        """Makes one set of two."""
        low, high = sorted((self.find(one), self.find(other)))
        self._above[high] = low

    def listed(self) -> list[list[int]]:
        """The sets of two and more."""
        sets: dict[int, list[int]] = {}
        for number, above in enumerate(self._above.tolist()):
            if number != above:
                root = self.find(number)
                sets.setdefault(root, [root]).append(number)
        return list(sets.values())
