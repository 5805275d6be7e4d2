"""Whether somebody says nothing: "declined to comment", "would not say whether ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.cues import lemma_of, lexicon
from index.statements.negation import is_negated
from index.statements.subjects import is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.statements.parsed import Parsed

__all__ = ["declines"]

_WILL = frozenset({"would", "wouldn", "will", "wo", "could", "can", "ca", "'d", "’d"})
_REFUSES = frozenset({"decline", "refuse"})
_WHETHER = frozenset({"whether", "if", "how", "when", "what", "why", "who", "where", "which"})
_OPEN = frozenset(
    {"say", "tell", "specify", "explain", "disclose", "reveal", "announce", "state", "indicate"}
)


def declines(parsed: Parsed, cue: Token) -> bool:
    """Whether a cue says nothing: "declined to say whether ...", "would not comment", "did not say when"."""
    lemma = lemma_of(cue)
    if lemma in _REFUSES:
        return _refuses(cue)
    above = cue.head
    if cue.dep_ == "xcomp" and lemma_of(above) in _REFUSES and not is_negated(above):
        return _is_silence(cue)
    if not is_negated(cue) or not _is_silence(cue):
        return False
    if any(child.dep_ == "aux" and child.lower_ in _WILL for child in cue.children):
        return not _only_could(cue) or lemma == "comment" or _is_open(parsed, cue)
    return lemma in _OPEN and _is_open(parsed, cue)


def _only_could(cue: Token) -> bool:
    """Whether one is unable and not unwilling: "could not confirm"."""
    return any(child.dep_ == "aux" and child.lower_ in {"could", "can", "ca"} for child in cue.children)


def _refuses(cue: Token) -> bool:
    """Whether "declined", "refused" is about speaking."""
    return _has_silence_noun(cue) or any(
        _is_silence(child) for child in cue.children if child.dep_ == "xcomp" and child.i > cue.i
    )


def _is_silence(verb: Token) -> bool:
    """Whether not to do something is to say nothing."""
    known, lemma = lexicon(), lemma_of(verb)
    if is_passive(verb):
        return lemma in known.silence_passive
    return lemma in known.silence or (lemma in known.silence_with and _has_silence_noun(verb))


def _has_silence_noun(verb: Token) -> bool:
    nouns = lexicon().silence_nouns
    return any(child.dep_ == "dobj" and str(child.lemma_).lower() in nouns for child in verb.children)


def _is_open(parsed: Parsed, cue: Token) -> bool:
    """Whether what is not said is a question and not a claim: "did not say when it would open"."""
    for child in cue.children:
        if child.dep_ in {"ccomp", "xcomp"} and child.i > cue.i:
            first = next(word for word in child.subtree if not word.is_punct)
            return first.lower_ in _WHETHER and parsed.is_outside(first)
    return False
