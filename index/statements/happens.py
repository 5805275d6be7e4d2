"""Whether a saying is told as one that happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.cues import lemma_of, lexicon
from index.statements.subjects import is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["happens", "is_unsaid"]

_FORCED = frozenset({"force", "compel", "oblige", "quote", "hear", "see", "know"})
_AVOIDS = frozenset("consider contemplate mull avoid resist delay oppose risk recommend".split())
_REFUSES = frozenset({"decline", "refuse"})
_IF = frozenset({"if", "unless", "whether", "lest"})


def happens(cue: Token) -> bool:
    """Whether a saying is told as having happened: not wished, planned, supposed or asked for.

    "Wants to say", "should say", "if she says", "urged him to say" are no statements of anybody.
    """
    if any(child.dep_ == "mark" and child.lower_ in _IF for child in cue.children):
        return False
    if _is_asked(cue) or (cue.dep_ == "xcomp" and lemma_of(cue.head) in _AVOIDS):
        return False
    helpers = [child for child in cue.children if child.dep_ == "aux"]
    negated = any(child.dep_ == "neg" for child in cue.children)
    if not negated and any(helper.tag_ == "MD" for helper in helpers):
        return False
    if cue.dep_ == "conj" and cue.tag_ == "VB" and not helpers and cue.head.tag_ == "VB":
        return happens(cue.head)
    infinitive = any(helper.lower_ == "to" for helper in helpers)
    return not infinitive or any(helper.lower_ == "have" for helper in helpers) or _is_carried(cue)


def _is_carried(cue: Token) -> bool:
    """Whether an infinitive stands under a verb that makes it so: "went on to say", "declined to say"."""
    above = cue.head
    if cue.dep_ == "conj":
        return not any(helper.lower_ == "to" for helper in above.children) or _is_carried(above)
    lemma = lemma_of(above)
    if lemma in _REFUSES:  # what one refuses to say is said by nobody
        return False
    if cue.dep_ == "advcl":
        return lemma in lexicon().carries
    if cue.dep_ != "xcomp":
        return False
    if is_passive(above):
        return lemma in _FORCED
    return lemma in lexicon().carries or lemma == "fail"


def is_unsaid(cue: Token) -> bool:
    """Whether the saying itself is what its speaker denies: "denied having said". The denial is the statement."""
    return cue.dep_ == "xcomp" and lexicon().stance.get(lemma_of(cue.head)) == "denies"


def _is_asked(cue: Token) -> bool:
    """Whether the article itself asks: "Did the minister say ...?"."""
    asks = any(child.dep_ in {"aux", "auxpass"} and child.is_sent_start for child in cue.children)
    return asks and any(token.text == "?" for token in cue.sent[-2:])
