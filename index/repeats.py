"""Repeats: lines that a publisher prints with one story after another are furniture, and are learned as such.

Nothing is learned from repetition alone: follow-ups repeat their background, and that is reporting. A line is
learned where it stands apart from what it is printed with (its words occur nowhere else in those articles) and
either speaks of the publication (a newsletter, a reporter's address) or stands at the edges of many stories. The
concession: boxes in the middle of articles in other languages than English, and those of a handful of stories.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from index.furniture import lines
from index.records import Span
from index.wording import reporting, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.records import Article

__all__ = ["Repeats", "paragraphs"]

# What may be learned, chosen on 12,000 news articles of which every line that is learned was judged by eye.
_SHORTEST, _LONGEST = 5, 120  # words; shorter lines are headings and items of lists, which reporting has too
_HEAD, _TAIL = 3, 6  # lines at an article's edges
_TELLING = 5  # letters of a word that says what a line is about
_APART = 0.35  # of a line's telling words occur elsewhere in its article; of background it is half and more
_RELATED = 0.5  # that may be where the line speaks of the publication: a box for sports in a report on sports
_STORIES = 4  # that a line must be printed with where it speaks of the publication
_MANY = 10  # that it must be printed with where it does not
_SHARE = (
    0.002  # of the publisher's stories besides: among 100,000 a report may end ten times with one sentence
)
_COHESIVE = 0.25  # of its stories may speak of the same things as the line
_LEFT = 20  # words of reporting that an article keeps, or nothing of it is marked
_MOST = 64  # lines from each end: 1 KB for an article, whatever its length
_FLAGS = 3  # bits of an entry; the rest is the line's hash
_ENTRY = 8  # bytes

_PUBLICATION = re.compile(
    r"subscri|\bsign(?:ing|ed)? up\b|newsletter|podcast|https?:|www\.|\.com\b|@|\bclick|\bdownload|whatsapp"
    r"|\btwitter|facebook|instagram|\be-?mail|\bcontact\b|\breach(?:ed)? (?:him|her|them|at)\b|\bfollow\b"
    r"|\bour (?:apps?|coverage|editors|games|journal|links|newsroom|picks|quiz|report|site|sources|team)"
    r"|\bjournalism\b|\bcontent partner|commission\b|affiliate|do(?:es)? not necessarily"
    r"|\b(?:this|the) (?:article|column|fact check|story)\b|\bversion of this\b|\bupdated\b|\beditors?\b"
    r"|\b(?:reporter|columnist|correspondent|contributor|freelancer?)\b|\bcontribut(?:ed|ors)\b|\bcopyright"
    r"|rights reserved|\bthe latest\b|\blatest [\w ]{1,40}(?:scores|news)|\blive (?:scores|\w+ scores)\b"
    r"|\bleaderboard\b|\btracker\b|\bquiz\b|\bsupported by\b|\bsupport of the nonprofit\b|\bmade possible\b"
    r"|\bto read more\b|\bmore (?:from|on|stories|coverage|news|photos)\b|\blisten(?:ing)?\b|\binbox\b"
    r"|\bcheck (?:out|your)\b|\bproducer\b|\bearn revenue\b|\bhere(?: a|')s what\b|\bthe stories that\b"
    r"|\bsubmit\b|\bletters? to the editor\b",
    re.IGNORECASE,
)
# Somebody speaks, or does not: reporting, however often the sentence is printed.
_REPORTED = re.compile(
    r"\b(?:said|says|saying|told|tweeted|wrote|announced|according to|reported that|respond\w*|declined|comment"
    r"|statement|denie[sd]|confirmed)\b",
    re.IGNORECASE,
)


class _Line(NamedTuple):
    span: Span
    key: int  # its hash; then bits: its article speaks of much the same, of some of it; it is at an edge


def paragraphs(article: Article) -> bytes:
    """What of an article's lines is kept to learn from: eight bytes for each, none for headings."""
    return _packed(_lines(article))


def _packed(lines: Iterable[_Line]) -> bytes:
    return b"".join(line.key.to_bytes(_ENTRY, "little") for line in lines)


def _lines(article: Article) -> Iterator[_Line]:
    """The lines of a fit length that are not furniture yet."""
    left = _unmarked(article)
    left = left[:_MOST] + left[max(len(left) - _MOST, _MOST) :]
    told = [words(article.text[start:end].casefold()) for start, end in left]
    spread = Counter(chain.from_iterable(map(set, [*told, words(article.title.casefold())])))
    for number, (span, line) in enumerate(zip(left, told, strict=True)):
        if _SHORTEST <= len(line) <= _LONGEST:
            telling = {word for word in line if len(word) >= _TELLING}
            again = sum(spread[word] > 1 for word in telling)
            flags = [again > part * len(telling) for part in (_RELATED, _APART)]
            edge = number < _HEAD or number >= len(left) - _TAIL
            yield _Line(span, _hash(" ".join(line)) << _FLAGS | flags[0] << 2 | flags[1] << 1 | edge)


def _unmarked(article: Article) -> list[Span]:
    """The lines that are not furniture as wholes."""
    found, furniture = [], iter(article.furniture)
    mark = next(furniture, None)
    for line in lines(article.text):
        while mark and mark.end < line.end:
            mark = next(furniture, None)
        if mark is None or mark.start > line.start:
            found.append(line)
    return found


def _hash(text: str) -> int:
    """A text as a number that leaves room for the flags."""
    return int.from_bytes(blake2b(text.encode(), digest_size=_ENTRY).digest(), "little") >> _FLAGS


class Repeats:
    """What is learned from all articles together.

    :param articles: publisher, :func:`paragraphs`, and the story of each: the same for all copies of one
    """

    def __init__(self, articles: Iterable[tuple[str, bytes, str]]) -> None:
        import numpy as np

        numbers: dict[str, int] = {}
        printed: Counter[str] = Counter()
        keys, stories, publishers = [], [], []
        for publisher, kept, story in articles:
            printed[publisher] += 1
            keys.append(_keys(publisher, kept))
            stories.append(np.full(len(keys[-1]), numbers.setdefault(story, len(numbers)), np.uint32))
            publishers.append((publisher, len(keys[-1])))
        many = [max(_MANY, _SHARE * printed[publisher]) for publisher, _ in publishers]
        self._many, self._some = frozenset[int](), frozenset[int]()
        if keys:
            enough = np.repeat(many, [count for _, count in publishers])
            self._many, self._some = _learned(np.concatenate(keys), np.concatenate(stories), enough)

    def touch(self, publisher: str, kept: bytes) -> bool:
        """Whether lines of an article may be furniture now, told from its :func:`paragraphs`."""
        keys = (_keys(publisher, kept) >> _FLAGS).tolist()
        return not (self._many.isdisjoint(keys) and self._some.isdisjoint(keys))

    def furniture(self, article: Article) -> tuple[Span, ...]:
        """The lines of an article that were learned: none where too little of it would be left.

        :param article: with the furniture that it had when its :func:`paragraphs` were taken
        """
        lines = list(_lines(article))
        keys = (_keys(article.publisher, _packed(lines)) >> _FLAGS).tolist()
        found = [
            line.span
            for line, key in zip(lines, keys, strict=True)
            if key in self._many or key in self._some
            if self._is_furniture(article.text[line.span.start : line.span.end], key)
        ]
        marked = sum(len(words(article.text[start:end])) for start, end in found)
        return tuple(found) if len(words(reporting(article))) - marked >= _LEFT else ()

    def _is_furniture(self, line: str, key: int) -> bool:
        if _REPORTED.search(line):
            return False
        return key in self._many or _PUBLICATION.search(line) is not None


def _keys(publisher: str, kept: bytes) -> NDArray[np.uint64]:
    """The keys of lines, changed by who printed them: another publisher's line is another line."""
    import numpy as np

    return np.frombuffer(kept, "<u8") ^ np.uint64(_hash(publisher) << _FLAGS)


def _learned(
    keys: NDArray[np.uint64], stories: NDArray[np.uint32], many: NDArray[np.float64]
) -> tuple[frozenset[int], frozenset[int]]:
    """The hashes of the lines that stand apart at the edges of many stories, and of those in some stories.

    :param many: for each key, the number of stories that is enough for its publisher
    """
    import numpy as np

    order = np.lexsort((keys, stories, keys >> np.uint64(_FLAGS)))
    keys, stories, many = keys[order], stories[order], many[order]
    hashes = keys >> np.uint64(_FLAGS)
    # One line of each story, in the order of the lines' hashes.
    first = np.append(True, (hashes[1:] != hashes[:-1]) | (stories[1:] != stories[:-1]))[: len(keys)]
    keys, hashes, many = keys[first], hashes[first], many[first]
    lines, starts, counts = np.unique(hashes, return_index=True, return_counts=True)
    related, near, edge = (
        np.add.reduceat((keys >> np.uint64(bit) & np.uint64(1)).astype(np.int64), starts) for bit in (2, 1, 0)
    )
    often = (near <= _COHESIVE * counts) & (edge >= many[starts])
    some = (related <= _COHESIVE * counts) & (counts >= _STORIES)
    return frozenset(lines[often].tolist()), frozenset(lines[some].tolist())
