"""What a noun phrase tells by itself of whom it stands for."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from index.statements.nouns import is_kind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.records import Span
    from index.statements.entities import Cast, Entity
    from index.statements.parsed import Parsed

__all__ = ["is_attributive", "is_bare", "is_definite", "is_joint", "is_specific", "person_beside"]

DEFINITE = frozenset({"the", "this", "that"})
BARE = frozenset({"det", "punct", "relcl", "case"})  # what leaves "the senator" without a description
ATTRIBUTES = BARE | {"compound", "amod", "nmod", "nummod"}


def is_definite(head: Token) -> bool:
    """Whether a phrase points back at something: "the senator", "that newspaper"."""
    return any(child.dep_ == "det" and child.lower_ in DEFINITE for child in head.children)


def is_bare(head: Token) -> bool:
    """Whether a phrase has no description: "the senator", not "the senior senator"."""
    return all(child.dep_ in BARE for child in head.children)


def is_attributive(head: Token) -> bool:
    """Whether a phrase has nothing but words before its noun: "the Florida senator", not "the senator from Ohio"."""
    return all(child.dep_ in ATTRIBUTES for child in head.children)


def is_joint(cast: Cast, head: Token) -> bool:
    """Whether a phrase names one and then another: "Baker and Lee"."""
    return cast.at(head.i) is not None and any(
        child.dep_ == "conj" and cast.at(child.i) is not None for child in head.children
    )


def person_beside(cast: Cast, head: Token) -> Entity | None:
    """The person whose name stands in a noun's phrase: "the mayor, Bill Hart,", "campaign spokesman Jon Baker"."""
    if not is_kind(head.lemma_.lower(), "offices", "parties", "persons") or head.tag_ not in {"NN", "NNP"}:
        return None
    for child in head.children:
        entity = cast.at(child.i)
        if child.dep_ == "appos" and entity is not None and entity.is_person:
            return entity
    if head.i + 1 < len(head.doc):
        after = cast.at(head.i + 1)
        if after is not None and after.is_person and head.doc[head.i + 1].dep_ != "poss":
            return after
    return None


def is_specific(parsed: Parsed, cast: Cast, span: Span, lemma: str) -> bool:
    """Whether a phrase names a state, people or organisation, or the person whose organisation it means."""
    doc = parsed.doc
    first = bisect_left(range(len(doc)), span.start, key=lambda i: doc[i].idx)
    for i in range(first, len(doc)):
        if doc[i].idx >= span.end:
            break
        entity = cast.at(i)
        if entity is not None and (not entity.is_person or is_kind(lemma, "organisations")):
            return True
    return False
