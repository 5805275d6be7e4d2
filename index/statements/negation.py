"""Whether a verb is negated, by its own words, its subject or the phrase around it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from index.statements.cues import lemma_of

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["is_negated"]

_NOT = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "hardly", "scarcely"})
_NOBODY = frozenset({"nobody", "none", "neither"})
_MORE = frozenset({"only", "just", "merely", "simply"})  # "not only said" is no negation
_WITHOUT = frozenset({"without", "than", "instead"})


def is_negated(cue: Token) -> bool:
    """Whether a verb is negated: "did not say", "nobody said", "without saying", "has yet to say"."""
    return _has_not(cue) or _shares_not(cue) or _nobody(cue) or _never_happens(cue)


def _has_not(verb: Token) -> bool:
    for child in verb.children:
        after = child.i > verb.i and verb.pos_ != "AUX"  # "is not"; but "said not on Monday"
        if child.dep_ in {"neg", "advmod", "preconj"} and child.lower_ in _NOT and not after:
            return child.nbor(1).lower_ not in _MORE
        if child.lower_ == "longer" and any(word.lower_ == "no" for word in child.children):
            return True
    return False


def _shares_not(verb: Token) -> bool:
    """Whether a verb stands under the negation of one before it: "did not confirm or deny"."""
    above = verb.head
    if verb.dep_ != "conj" or above.i == verb.i:
        return False
    if any(child.dep_ in {"nsubj", "nsubjpass", "aux"} for child in verb.children):
        return False
    links = {child.lower_ for child in above.children if child.dep_ == "cc" and child.i < verb.i}
    return bool(links & {"or", "nor"}) and (_has_not(above) or _shares_not(above))


def _nobody(verb: Token) -> bool:
    """Whether nobody speaks: "none of the officials said", "no one has claimed"."""
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass"}:
            no = any(word.lower_ in {"no", "neither"} and word.i < child.i for word in child.children)
            return no or child.lower_ in _NOBODY
    return False


def _never_happens(verb: Token) -> bool:
    """Whether a phrase around a verb keeps it from happening: "without saying", "stopped short of saying"."""
    above = verb.head
    if verb.dep_ == "pcomp":
        if above.lower_ in _WITHOUT:
            return True
        if above.lower_ == "as":  # "was not quoted as saying"
            return _has_not(above.head) or _nobody(above.head)
        if above.lower_ == "of":
            return above.head.lower_ in {"short", "instead"} or _is_far(above) or _short(above.head)
        return above.lower_ == "from" and (above.head.lower_ == "far" or _is_far(above))
    if verb.dep_ == "xcomp":
        yet = any(
            child.lower_ == "yet" and child.i < verb.i for child in chain(above.children, verb.children)
        )
        return lemma_of(above) in {"fail", "forget", "neglect"} or (
            yet and above.lower_ in {"has", "have", "had"}
        )
    return False


def _is_far(preposition: Token) -> bool:
    before = preposition.nbor(-1) if preposition.i else preposition
    return before.lower_ in {"far", "short", "instead"}


def _short(verb: Token) -> bool:
    return any(child.lower_ == "short" for child in verb.children)
