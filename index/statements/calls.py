"""What is said in a phrase: "called for a ban", "called on the minister to resign", "warned of a flood"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.bounds import between, end_of
from index.statements.cues import is_cue, lemma_of
from index.statements.drafting import draft
from index.statements.happens import happens

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.records import Span
    from index.statements.draft import Draft
    from index.statements.parsed import Parsed

__all__ = ["calls"]

_ABOUT = {"warn": frozenset({"of", "about", "against"}), "argue": frozenset({"for", "against"})}
_NOBODY = frozenset({"it", "this", "that", "which", "these", "those"})  # plans and weather call for things


def calls(parsed: Parsed) -> list[Draft]:
    """A draft for everybody who calls for something or on somebody, or who warns of or argues for something."""
    cues = [(token, lemma_of(token)) for token in parsed.doc if is_cue(parsed, token)]
    found = [_draft(parsed, token) for token, lemma in cues if lemma == "call"]
    found += [_about(parsed, token, _ABOUT[lemma]) for token, lemma in cues if lemma in _ABOUT]
    return [one for one in found if one is not None]


def _draft(parsed: Parsed, cue: Token) -> Draft | None:
    span = _demanded(parsed, cue) if happens(cue) else None
    made = None if span is None else draft(parsed, cue, "call", [span])
    if made is None or made.head_token is None or parsed.doc[made.head_token].lower_ in _NOBODY:
        return None
    made.stance, made.tier = "demands", "C"
    return made


def _about(parsed: Parsed, cue: Token, prepositions: frozenset[str]) -> Draft | None:
    """Who warns of, or argues for or against, a thing; with "against" it would be the contrary."""
    if not happens(cue) or any(child.dep_ in {"ccomp", "xcomp"} for child in cue.children):
        return None
    for child in cue.children:
        noun = next((one for one in child.children if one.dep_ in {"pobj", "pcomp"}), None)
        if child.lower_ in prepositions and child.i > cue.i and noun is not None and parsed.is_outside(noun):
            first = child.i if child.lower_ == "against" else child.i + 1
            span = _from(parsed, cue, first, child.right_edge.i)
            made = None if span is None else draft(parsed, cue, "call", [span])
            if made is not None and made.stance != "declines":
                made.tier = "C"
                return made
    return None


def _demanded(parsed: Parsed, cue: Token) -> Span | None:
    for child in cue.children:
        if child.i < cue.i:
            continue
        if child.lower_ == "for" and child.dep_ == "prep":
            return _from(parsed, cue, child.i + 1, _with_aim(cue, child.right_edge.i))
        if child.dep_ == "advcl" and child.left_edge.lower_ == "for":
            return _from(parsed, cue, child.left_edge.i + 1, child.right_edge.i)
        if child.lower_ in {"on", "upon"} and child.dep_ == "prep":
            asked = next((c for c in cue.children if c.dep_ in {"xcomp", "advcl"} and c.i > child.i), None)
            if asked is not None and asked.tag_ == "VB":
                return _from(parsed, cue, child.i + 1, asked.right_edge.i)
    return None


def _with_aim(cue: Token, last: int) -> int:
    """The end of what is called for with what it is to do, where the parse gave that to the cue: "a vote to end it"."""
    aims = (c for c in cue.children if c.dep_ in {"xcomp", "advcl"} and c.left_edge.i == last + 1)
    return next((c.right_edge.i for c in aims if c.tag_ == "VB" and c.left_edge.lower_ == "to"), last)


def _from(parsed: Parsed, cue: Token, first: int, last: int) -> Span | None:
    return between(parsed, first, end_of(parsed, cue, first, last))
