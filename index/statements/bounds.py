"""Where reported speech begins and ends in its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.cues import is_cue
from index.statements.neighbours import noun_before
from index.statements.subjects import own_subject, rejoined

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.records import Span
    from index.statements.parsed import Parsed

__all__ = ["between", "end_of"]

_EDGES = frozenset(",;:.—–-―")
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def between(parsed: Parsed, first: int, last: int, fewest: int = 2) -> Span | None:
    """The stretch from one token to another, without punctuation at its ends.

    :param fewest: words; where fewer are left there is no stretch
    """
    doc = parsed.doc
    while first <= last and (doc[first].is_space or doc[first].text in _EDGES):
        first += 1
    while last >= first and (doc[last].is_space or doc[last].text in _EDGES or doc[last].pos_ == "CCONJ"):
        last -= 1
    words = sum(not word.is_punct for word in doc[first : last + 1])
    return parsed.span(doc[first], doc[last]) if words >= fewest else None


def end_of(parsed: Parsed, cue: Token, first: int, last: int) -> int:
    """The last token of what a cue says, where the parse lets it run from one token to another.

    What the same or another speaker says next is a statement of its own: ", adding that ...", "and Lee said ...",
    "and warned that ...". A last ", which ..." is left out.
    """
    for token in parsed.doc[first + 1 : last + 1]:
        if _adds(parsed, token, first):
            return token.i - 1
        linked = token.dep_ == "conj" or (token.dep_ == "ccomp" and token.head.i == cue.i) or _is_while(token)
        if linked and token.left_edge.i > first and _goes_on(parsed, cue, token):
            return max(first, token.left_edge.i - 1)
        if token.dep_ == "relcl" and token.right_edge.i == last and _is_loose(token):
            return token.left_edge.i - 1
    return last


def _is_while(verb: Token) -> bool:
    """Whether a clause is set against the one before: "..., while others said"."""
    return verb.dep_ == "advcl" and verb.left_edge.lower_ == "while"


def _is_loose(verb: Token) -> bool:
    """Whether a relative clause follows a comma: it tells more about something, mostly in the article's voice."""
    start = verb.left_edge
    relative = any(word.tag_ in _RELATIVE for word in (start, start.nbor(1)))
    return relative and start.nbor(-1).text == ","


def _adds(parsed: Parsed, token: Token, first: int) -> bool:
    """Whether a word is a trailing participle of saying inside the clause."""
    if token.tag_ != "VBG" or token.nbor(-1).text != "," or not is_cue(parsed, token):
        return False
    return token.dep_ in {"advcl", "xcomp", "conj", "dep", "acl"} and token.head.i >= first


def _goes_on(parsed: Parsed, cue: Token, token: Token) -> bool:
    """Whether a conjoined verb begins another statement or goes on from the cue."""
    again = rejoined(parsed, token)
    if again is not None:
        return again.i == cue.i
    if not is_cue(parsed, token) or token.tag_ not in _FINITE:
        return False
    if any(child.dep_ == "mark" and child.lower_ == "that" for child in token.children):
        return False
    subject = own_subject(parsed, token) or noun_before(parsed, token)
    return subject is not None and subject.pos_ != "PRON"
