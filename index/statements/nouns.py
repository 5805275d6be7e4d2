"""Nouns for those who speak, by what they are."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

__all__ = ["is_kind"]

Kind = Literal["offices", "parties", "persons", "documents", "issued", "media", "organisations"]


def is_kind(lemma: str, *kinds: Kind) -> bool:
    """Whether a noun is of one of the kinds.

    >>> is_kind("senator", "offices"), is_kind("source", "offices", "documents")
    (True, False)
    """
    lists = _lists()
    return any(lemma in lists[kind] for kind in kinds)


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists: dict[str, set[str]] = {}
    section = ""
    for line in files("index.statements").joinpath("nouns.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            lists.setdefault(section, set()).update(line.split())
    return {name: frozenset(words) for name, words in lists.items() if name}
