"""Words of a name as they are compared: without case, accents, apostrophes and the full stops of abbreviations."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Word", "fold", "folded", "words"]

_PART = r"(?:[^\W\d_](?:\.[^\W\d_])+\.?|\w+)"
_WORDS = re.compile(
    rf"({_PART}(?:['’ʼ‘`´]\w+)*(?:[-‐‑]{_PART}(?:['’ʼ‘`´]\w+)*)*)(['’](?!\w))?|[,;:()—–]|&|(?<=\s)-+(?=\s)"
)
_PLAIN = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")
_POSSESSIVE = re.compile(r"['’ʼ‘`´][sS]$")
_DROPPED = str.maketrans("‐‑øłđıðŁØĐ", "--oldidLOD", "'’ʼ‘`´.")
_LONGER = {"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
_KEPT = (
    1 << 15
)  # words whose form is kept: what speakers' phrases of a large index are made of, and their names


class Word(NamedTuple):
    """A word or a mark of a phrase.

    :ivar text: as it is compared
    :ivar printed: as printed, without a possessive ending
    :ivar possessive: whether it had one
    """

    text: str
    printed: str
    start: int
    end: int
    possessive: bool = False


@lru_cache(maxsize=_KEPT)
def fold(word: str) -> str:
    """One word as it is compared.

    >>> [fold(word) for word in ("Élysée", "U.S.", "N’Djamena", "Łukasz")]
    ['elysee', 'us', 'ndjamena', 'lukasz']
    """
    if not word.isascii():
        plain = unicodedata.normalize("NFKD", word).translate(_DROPPED).lower()
        word = "".join(_LONGER.get(sign, sign) for sign in plain if not unicodedata.combining(sign))
    return word.translate(_DROPPED).lower()


def words(phrase: str) -> list[Word]:
    """The words and marks of a phrase, in their order; ``&`` is the word “and”.

    >>> [word.text for word in words("The Côte d’Ivoire's foreign ministry, U.S.-led")]
    ['the', 'cote', 'divoire', 'foreign', 'ministry', ',', 'us-led']
    """
    found = []
    for match in _WORDS.finditer(phrase):
        printed, trailing = match.group(1), match.group(2)
        if printed is None:
            mark = "and" if match.group() == "&" else ","
            found.append(Word(mark, match.group(), match.start(), match.end()))
            continue
        start, owner = match.start(), trailing is not None and printed[-1] in "sSzxZX"
        if len(printed) > 2 and _POSSESSIVE.search(printed):
            printed, owner = printed[:-2], True
        if text := fold(printed):
            found.append(Word(text, printed, start, start + len(printed), owner))
    return found


def folded(name: str) -> str:
    """A whole name as it is compared, its words parted by single spaces.

    >>> folded("Workers' Party of  Korea")
    'workers party of korea'
    """
    if _PLAIN.fullmatch(name):  # most names of a table: five times as fast
        return name.lower()
    return " ".join(word.text for word in words(name))
