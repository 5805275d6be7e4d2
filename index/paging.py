"""Where the pages of a file begin once its text is cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

__all__ = ["page_starts"]

# Letters and digits, which cleaning neither adds nor takes away: it moves blanks, composes marks with letters, and
# removes what is not seen. Vowels and final consonants of decomposed Hangul are left out as they do get composed.
_WORDS = re.compile("[^\\W_\u1161-\u1175\u11a8-\u11c2]+")


def page_starts(raw: str, starts: Sequence[int], clean: str) -> tuple[int, ...]:
    """Offsets into the cleaned text for those into the raw one; a page begins with the mark before its first word.

    None where the offsets cannot be those of pages: not in order, outside the text, the first one not 0.

    >>> page_starts("One. \\n\\n\\n\\n“Two.”", (0, 9), "One.\\n\\n“Two.”")
    (0, 6)
    """
    if not starts or starts[0] != 0 or starts[-1] > len(raw) or any(a > b for a, b in pairwise(starts)):
        return ()
    counts = _counted(raw, starts)
    return (0, *_places(clean, counts))


def _counted(raw: str, starts: Sequence[int]) -> list[int]:
    """The number of letters and digits before each start but the first."""
    counts, total = [], 0
    for start, end in pairwise(starts):
        total += sum(found.end() - found.start() for found in _WORDS.finditer(raw, start, end))
        counts.append(total)
    return counts


def _places(clean: str, counts: Sequence[int]) -> Iterator[int]:
    """For each count the place in the cleaned text that has so many letters and digits before it."""
    words, before = _WORDS.finditer(clean), 0
    word = next(words, None)
    for count in counts:
        while word is not None and before + word.end() - word.start() <= count:
            before += word.end() - word.start()
            word = next(words, None)
        yield _opening(clean, word.start() + count - before) if word else len(clean)


def _opening(clean: str, place: int) -> int:
    """The place, or that of the marks right before it that open a sentence."""
    start = place
    while start and not clean[start - 1].isspace():
        if clean[start - 1].isalnum():
            return place  # the page begins inside a word
        start -= 1
    return start
