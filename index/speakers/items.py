"""A phrase as a row of items: names of the table, common words by what they do, and names that nobody knows."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.speakers.aliases import KNOWN, NAME, OTHER, TABLED, Aliases, Term
from index.speakers.spelling import Word, fold, words

__all__ = ["Item", "items"]

_MIXED = Term(frozenset({"mixed"}))  # "U.S.-led", "Iranian-American": of a state, and no name of it
_APART = Term(frozenset({"former"}))
_AND = Term(frozenset({"and"}))
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]?")
_PREFIXES = frozenset({"pro", "anti", "ex", "non", "former"})


class Item(NamedTuple):
    """One or several words of a phrase that are one thing.

    :ivar text: as folded
    :ivar capital: whether it begins with a capital, or counts as if it did
    :ivar upper: whether it is printed in capitals throughout
    """

    text: str
    start: int
    end: int
    term: Term
    capital: bool
    possessive: bool
    upper: bool

    def has(self, *kinds: str) -> bool:
        """Whether it may be one of these kinds, see :class:`index.speakers.aliases.Term`."""
        return not self.term.kinds.isdisjoint(kinds)


def items(phrase: str, aliases: Aliases, *, loose: bool = False) -> list[list[Item]]:
    """The items of a phrase, in parts that commas, dashes and the like divide; what is in brackets is left out.

    :param loose: take every word that is no common one for a name, as people type questions
    """
    if "(" in phrase or "[" in phrase:
        phrase = _BRACKETS.sub(lambda found: " " * len(found.group()), phrase)
    row = words(phrase)
    parts: list[list[Item]] = [[]]
    at = 0
    while at < len(row):
        opens = loose and all(item.has("det") for item in parts[-1])
        item, at = _next(row, at, aliases, (loose, opens))
        if item is not None:
            parts[-1].append(item._replace(capital=not item.has("particle")) if loose else item)
        elif at < len(row) and not _is_ending(row[at], aliases):
            parts.append([])
    return [part for part in parts if part]


def _is_ending(word: Word, aliases: Aliases) -> bool:
    """Whether a comma before it divides nothing: "Ann Lee, Jr.", "Acme, Inc."."""
    term = aliases.term(word.text)
    return term is not None and term.has("suffix", "company") and word.printed[0].isupper()


def _next(row: list[Word], at: int, aliases: Aliases, loose: tuple[bool, bool]) -> tuple[Item | None, int]:
    """The longest item that begins at a word, and where the next one begins; none for a mark."""
    word = row[at]
    for count in range(min(aliases.reach(word.text), len(row) - at), 0, -1):
        text = word.text if count == 1 else " ".join([one.text for one in row[at : at + count]])
        term = aliases.term(text)
        if term and (fit := _fitting(term, row[at : at + count], *loose)):
            return _item(text, word, row[at + count - 1], fit), at + count
    if word.text == ",":
        return None, at + 1
    term = _hyphened(word, aliases) if "-" in word.text else None
    if term is None:
        capital = loose[0] or word.printed[0].isupper() or word.printed[0].isdigit()
        term = NAME if capital or word.printed != word.printed.lower() else OTHER
    return _item(word.text, word, word, term), at + 1


def _item(text: str, first: Word, last: Word, term: Term) -> Item:
    printed = first.printed
    capital = printed[0].isupper() or term is NAME
    return Item(
        text, first.start, last.end, term, capital, last.possessive, len(text) > 1 and printed.isupper()
    )


def _fitting(term: Term, printed: list[Word], loose: bool, opens: bool) -> Term | None:
    """A term as these words may mean it: a name wants its capitals, unless anybody typed it."""
    if not term.key:
        return term
    text = printed[0].printed if len(printed) == 1 else " ".join([word.printed for word in printed])
    fits = opens or text.isupper() or (not term.capitals and (loose or text != text.lower()))
    if fits:
        return KNOWN if term.has("person") else term
    common = term.kinds - TABLED
    return Term(common) if common else None


def _hyphened(word: Word, aliases: Aliases) -> Term | None:
    """What a compound does: "vice-president" is its words, "pro-Russian" no Russian."""
    if known := aliases.term(word.text.replace("-", " ")):
        return known if not known.key or word.printed != word.printed.lower() else None
    front, _, back = word.text.partition("-")
    if front in _PREFIXES:
        return _APART
    if front in ("then", "vice", "deputy"):
        return aliases.term(back)
    printed = word.printed.rpartition("-")[2]
    last = aliases.term(fold(printed))
    ends = _is_named(last, printed)
    if ends or (
        _is_named(aliases.term(front), word.printed.partition("-")[0]) and not _is_new(last, printed)
    ):
        return _MIXED
    return None


def _is_named(term: Term | None, printed: str) -> bool:
    return (
        term is not None
        and bool(term.key)
        and (printed.isupper() or not (term.capitals or printed.islower()))
    )


def _is_new(term: Term | None, printed: str) -> bool:
    return term is None and printed[:1].isupper()
