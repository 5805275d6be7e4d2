"""What a speaker does with what is said: asserts it, denies it, asks it, and whether that is itself negated."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from index.statements.cues import is_cue, lemma_of, lexicon
from index.statements.negation import is_negated
from index.statements.silence import declines
from index.statements.subjects import is_passive, rejoined, trailed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from index.statements.parsed import Parsed
    from index.statements.record import Stance

__all__ = ["governor", "judge", "speech_object"]

_NAMES = frozenset(
    {"call", "describe", "brand", "label", "dub", "denounce", "characterize", "characterise", "term"}
)
_DOUBTS = frozenset(
    {"reject", "dismiss", "dispute", "discount", "disavow", "repudiate", "rebuff", "refute", "rebut"}
)
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_SEEMS = frozenset({"be", "seem", "appear"})
_PROPOSES = frozenset({"should", "ought", "must"})


def judge(parsed: Parsed, cue: Token, lemma: str) -> tuple[Stance, bool, bool]:
    """The stance of a cue, whether it is negated, and whether the saying is hearsay.

    A saying inside what somebody else says is hearsay; inside what somebody denies it is negated.
    """
    if declines(parsed, cue):
        return "declines", False, _is_hearsay(parsed, cue)
    stance = _stance(parsed, cue, lemma)
    negated = is_negated(cue) or _is_under_denial(parsed, cue)
    return stance, negated, _is_hearsay(parsed, cue)


def _stance(parsed: Parsed, cue: Token, lemma: str) -> Stance:
    known = lexicon()
    stance = known.stance.get(lemma, "says")
    if lemma in _NAMES and _names_a_lie(cue):
        return "denies"
    if lemma in _DOUBTS and not _has_clause(cue) and _plain_object(parsed, cue):
        return "criticises"
    if stance == "alleges" and _is_proposal(cue):
        return "demands"
    if lemma == "agree" and any(child.dep_ == "xcomp" for child in cue.children):
        return "promises"
    return stance


def _has_clause(cue: Token) -> bool:
    return any(child.dep_ in {"ccomp", "xcomp"} for child in cue.children)


def _object(cue: Token) -> Token | None:
    """What a verb is done to: its object, its subject in the passive, or the noun that it modifies."""
    for child in cue.children:
        if child.dep_ in {"dobj", "nsubjpass"} and child.tag_ not in {"WDT", "WP"}:
            return child
    return cue.head if cue.dep_ in {"relcl", "acl"} else None


def _plain_object(parsed: Parsed, cue: Token) -> bool:
    """Whether the object is a thing that nobody says: a plan, a person; to reject it denies no claim."""
    found = _object(cue)
    return (
        found is not None
        and parsed.is_outside(found)
        and found.pos_ != "PRON"
        and not speech_object(cue, found)
    )


def speech_object(cue: Token, found: Token) -> bool:
    """Whether a verb's object is something said: a noun of speech or a gerund, and nobody gets it."""
    if any(child.dep_ == "dative" for child in cue.children):
        return False
    known = lexicon()
    confirms = known.stance.get(lemma_of(cue)) == "confirms"
    nouns = known.speech_nouns | known.confirmed_nouns if confirms else known.speech_nouns
    return found.tag_ == "VBG" or str(found.lemma_).lower() in nouns or _has_that(found)


def _has_that(noun: Token) -> bool:
    """Whether a clause says what a noun is: "the notion that ..."."""
    return any(child.dep_ == "acl" and child.tag_ != "VBN" and _marked(child) for child in noun.children)


def _marked(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)


def _names_a_lie(cue: Token) -> bool:
    """Whether a claim is called false: "called the claim a lie"; quoted words count, they may be the lie."""
    known = lexicon()
    words = list(cue.subtree)
    named = any(word.lower_ in known.denial_words for word in words if word.i > cue.i)
    about = (word for word in words if word.dep_ in {"dobj", "nsubj", "nsubjpass", "poss"} or word.i > cue.i)
    modified = [cue.head] if cue.dep_ in {"relcl", "acl"} else []
    return named and any(str(word.lemma_).lower() in known.claim_nouns for word in chain(about, modified))


def _is_bare(verb: Token, subject: Token) -> bool:
    """Whether a verb has its bare form, which the tagger takes for a plural: "that the firm sell it"."""
    single = subject.tag_ in {"NN", "NNP"} or subject.lower_ in {"he", "she", "it"}
    return verb.tag_ == "VB" or (verb.tag_ == "VBP" and single and verb.pos_ == "VERB")


def _is_proposal(cue: Token) -> bool:
    """Whether what is "suggested" or "insisted on" is to be done and not a fact."""
    for clause in cue.children:
        if clause.dep_ == "xcomp" and clause.tag_ == "VBG" and lemma_of(cue) == "suggest":
            return True
        if clause.dep_ == "ccomp" and clause.i > cue.i:
            helpers = [child for child in clause.children if child.dep_ in {"aux", "auxpass"}]
            if any(child.lower_ in _PROPOSES for child in helpers):
                return True
            bare = next(iter(helpers), clause)
            if any(
                child.dep_ in {"nsubj", "nsubjpass"} and _is_bare(bare, child) for child in clause.children
            ):
                return True
    return False


def _is_hearsay(parsed: Parsed, cue: Token) -> bool:
    if any(child.dep_ == "advmod" and child.lower_ in lexicon().hearsay for child in cue.children):
        return True
    if cue.dep_ == "xcomp" and is_passive(cue.head) and lemma_of(cue.head) in lexicon().stance:
        return True
    return governor(parsed, cue) is not None


def _is_under_denial(parsed: Parsed, cue: Token) -> bool:
    """Whether somebody denies the saying: "denied that he had said", "rejected the claim that he had said"."""
    if any(_denies(parsed, above) for above in _governors(parsed, cue)):
        return True
    below = rejoined(parsed, cue) or cue
    for above in below.ancestors:
        if _tells_what(below) and any(_denies(parsed, verb) for verb in _done_to(parsed, above)):
            return True
        if below.dep_ in {"ccomp", "csubj"} and above.lemma_ in _SEEMS and _is_untrue(above):
            return True
        below = above
    return False


def _tells_what(clause: Token) -> bool:
    """Whether a clause says what a noun is ("the report that Lee resigned") and is not about it ("who resigned")."""
    subject = next((child for child in clause.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    own = subject is not None and subject.tag_ not in _RELATIVE and subject.lower_ != "that"
    return own and clause.dep_ in {"acl", "relcl"} and clause.left_edge.lower_ == "that"


def _done_to(parsed: Parsed, noun: Token) -> list[Token]:
    """The cue that a noun, or a noun that it is a part of, is the object of: "dismissed a report in the Herald"."""
    while noun.dep_ in {"pobj", "prep"}:
        noun = noun.head
    return [noun.head] if noun.dep_ == "dobj" and is_cue(parsed, noun.head) else []


def _denies(parsed: Parsed, above: Token) -> bool:
    return _stance(parsed, above, lemma_of(above)) == "denies" or is_negated(above)


def _is_untrue(verb: Token) -> bool:
    """Whether something is said not to be so: "it is not true that", "it is false that"."""
    words = (child.lower_ for child in verb.children if child.dep_ in {"acomp", "attr"})
    return is_negated(verb) or any(word in lexicon().denial_words for word in words)


def governor(parsed: Parsed, cue: Token) -> Token | None:
    """The verb of saying whose content a cue stands in."""
    return next(_governors(parsed, cue), None)


def _governors(parsed: Parsed, cue: Token) -> Iterator[Token]:
    below = rejoined(parsed, cue) or trailed(parsed, cue) or cue
    for above in below.ancestors:
        if below.dep_ in {"ccomp", "xcomp"} and below.i > above.i and is_cue(parsed, above):
            yield above
        below = above
