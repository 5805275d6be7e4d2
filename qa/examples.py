"""Questions for a first-time user, about those whom an index often shows saying something."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import Article, Index

__all__ = ["examples"]

LOOKED_AT = 300  # articles; enough to meet the names that return
_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}"
_SAID = re.compile(
    rf"\b({_NAME}) (?:said|says|told|denied|denies|announced|accused|insisted|added|argued|warned)\b"
)
_NO_NAME = frozenset(
    [
        "He",
        "She",
        "It",
        "They",
        "We",
        "You",
        "I",
        "The",
        "This",
        "That",
        "But",
        "And",
        "In",
        "On",
        "At",
        "A",
        "An",
        "There",
        "What",
        "Who",
    ]
)


def examples(index: Index) -> Iterator[str]:
    """Questions after those who speak in the most articles, most first."""
    speakers: dict[str, set[str]] = defaultdict(set)
    for article in islice(index.articles(), LOOKED_AT):
        for name in _speakers(article):
            speakers[name].add(article.id)
    for name in sorted(speakers, key=lambda name: (-len(speakers[name]), name)):
        yield f"What did {name} say?"


def _speakers(article: Article) -> Iterator[str]:
    for match in _SAID.finditer(article.text):
        if match.group(1).split()[0] not in _NO_NAME:
            yield match.group(1)
