"""Lines put together to text: whether a hyphen at a line end is the word's own or was put there by the printer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

__all__ = ["is_broken", "join", "words"]

_LONGEST_WORD = 80  # a tail so long holds any word that a line end breaks
_HYPHENS = re.compile("[-\u2010\xad]$")
_BROKEN = re.compile(r"(?P<first>[^\W\d_]+(?:[-’'][^\W\d_]+)*)(?P<hyphen>[-\u2010\xad])$")
_TIGHT = re.compile(r"\S[-\u2010–—/]$")  # “27–” goes on as “27–26”, “truffles —” does not
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010’'][^\W\d_]+)*")
# English words that keep their hyphen though the page shows them at line ends only.
_KEPT_BEFORE = frozenset(
    "well self half so-called two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy"
    " eighty ninety first high long short large small low".split()
)
_KEPT_AFTER = frozenset(
    "based backed led born old year time run term known called made style elect general speaking language century"
    " level scale range size page day week month hour minute mile point party wing class related owned held".split()
)


def is_broken(text: str) -> bool:
    """Whether a text ends with a hyphen."""
    return _HYPHENS.search(text[-1:]) is not None


def words(texts: Iterable[str]) -> Counter[str]:
    """The words of all lines but those that a line end may have broken."""
    return Counter(
        found[0].casefold().replace("\u2010", "-")
        for text in texts
        for found in _WORD.finditer(text)
        if text[found.end() : found.end() + 1] not in ("-", "\u2010", "\xad")
    )


def join(text: str, line: str, known: Counter[str]) -> str:
    """A line put behind the text before it, a word that was broken put together."""
    broken = _BROKEN.search(text, max(0, len(text) - _LONGEST_WORD))
    rest = _WORD.match(line)
    if broken is None or rest is None:
        return f"{text}{line}" if _TIGHT.search(text[-2:]) else f"{text} {line}"
    if broken["hyphen"] == "\xad" or not _keeps(broken["first"], rest[0], known):
        return f"{text[: broken.start('hyphen')]}{line}"
    return f"{text}{line}"


def _keeps(first: str, rest: str, known: Counter[str]) -> bool:
    """Whether a hyphen at a line end belongs to its word: as elsewhere in the file, else by English custom."""
    if not rest[0].islower():
        return True
    whole, hyphened = known[f"{first}{rest}".casefold()], known[f"{first}-{rest}".casefold()]
    if whole or hyphened:
        return hyphened > whole
    tail = rest.casefold().partition("-")[0]
    return "-" in first or first.casefold() in _KEPT_BEFORE or tail in _KEPT_AFTER or first.isupper()
