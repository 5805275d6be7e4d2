"""Reported speech that is a noun: "denied the allegations", "announced the deal"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.bounds import between, end_of
from index.statements.cues import is_cue, lemma_of, lexicon
from index.statements.drafting import draft
from index.statements.happens import happens
from index.statements.stance import speech_object

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.statements.draft import Draft
    from index.statements.parsed import Parsed

__all__ = ["objects"]

_STRICT = frozenset({"denies", "alleges", "confirms"})  # stances that a noun of another sense would falsify
_TAIL = frozenset({"prep", "acl", "xcomp", "oprd"})
_NAMES = frozenset({"call", "describe", "brand", "label", "dub", "characterize", "characterise"})
_NOBODY = frozenset({"it", "this", "that", "which", "these", "those"})


def objects(parsed: Parsed) -> list[Draft]:
    """A draft for every verb of saying whose object is what is said, declines included."""
    found = (_draft(parsed, token) for token in parsed.doc if is_cue(parsed, token))
    return [one for one in found if one is not None]


def _draft(parsed: Parsed, cue: Token) -> Draft | None:
    known, lemma = lexicon(), lemma_of(cue)
    if lemma not in known.objects or not happens(cue) or (lemma in _NAMES and not _is_named(cue)):
        return None
    found = next((child for child in cue.children if child.dep_ == "dobj"), None)
    if found is None or not parsed.is_outside(found) or found.i < cue.i:
        return None
    if known.stance[lemma] in _STRICT and lemma not in {"accuse", "blame"} and not speech_object(cue, found):
        return None
    last = max(
        [found.right_edge.i, *(child.right_edge.i for child in cue.children if _goes_with(child, found))]
    )
    span = between(parsed, found.left_edge.i, end_of(parsed, cue, found.left_edge.i, last))
    made = None if span is None else draft(parsed, cue, "object", [span])
    if made is None or made.head_token is None or parsed.doc[made.head_token].lower_ in _NOBODY:
        return None
    made.tier = "C"
    return made


def _is_named(cue: Token) -> bool:
    """Whether a thing is called something, and not just called."""
    return any(
        child.dep_ == "oprd" or child.left_edge.lower_ == "as" for child in cue.children if child.i > cue.i
    )


def _goes_with(child: Token, found: Token) -> bool:
    """Whether a part of the sentence after the object belongs to what is said: "a lie", "as a lie", "of lying"."""
    if child.i < found.i:
        return False
    return child.dep_ in _TAIL or (child.dep_ == "advcl" and child.left_edge.lower_ == "as")
