"""Questions for a first-time user, about those whom an index often shows saying something."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import Article, Index

__all__ = ["examples"]

LOOKED_AT = 300  # articles; enough to meet the names that return
_WORD = r"[A-Z][\w’'-]+"
_SAID = re.compile(
    rf"(?P<belongs>\b(?:of|at|for|from|in|by) (?:the )?)?\b(?P<name>{_WORD}(?: {_WORD}){{0,2}})"
    r" (?:said|says|told|denied|denies|announced|accused|insisted|added|argued|warned)\b"
)
_FULL = re.compile(rf"\b(?P<first>{_WORD}) (?P<last>{_WORD})\b")
_NOBODY = frozenset(
    "He She It They We You I Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
_PLAIN = re.compile(r"\b[a-z]+\b")


def examples(index: Index) -> Iterator[str]:
    """Questions after those who speak in the most articles, most first; by their full name where it is printed."""
    speaking: Counter[str] = Counter()
    called: Counter[tuple[str, str]] = Counter()
    plain: set[str] = set()  # words that are printed without a capital, so no names
    for article in islice(index.articles(), LOOKED_AT):
        speaking.update(_speakers(article))
        called.update({(found["last"], found["first"]) for found in _FULL.finditer(article.text)})
        plain.update(_PLAIN.findall(article.text))
    ranked = sorted(speaking, key=lambda name: (-speaking[name], name))
    named = [_full_name(name, called, plain) for name in ranked if name.split()[0].lower() not in plain]
    yield from (f"What did {name} say?" for name in dict.fromkeys(named))


def _speakers(article: Article) -> set[str]:
    names = {found["name"] for found in _SAID.finditer(article.text) if not found["belongs"]}
    return {name for name in names if not _NOBODY & set(name.split())}


def _full_name(name: str, called: Counter[tuple[str, str]], plain: set[str]) -> str:
    """A single name with the first name that it has most often, if it has one."""
    firsts = {first: n for (last, first), n in called.items() if last == name and first.lower() not in plain}
    best = max(firsts, key=lambda first: (firsts[first], first), default="")
    return f"{best} {name}" if best else name
