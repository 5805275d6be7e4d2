"""Who speaks, by a verb of saying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.cues import is_cue, lemma_of, lexicon
from index.statements.neighbours import noun_after, noun_before, starts_frame
from index.statements.phrases import cue_span, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from index.statements.parsed import Parsed

__all__ = ["cue_span", "is_passive", "own_subject", "phrase", "rejoined", "speaker_of", "trailed"]

Found = tuple["Token | None", str]

_DEPTH = 5  # verbs climbed to a subject; more is a parse gone wrong
_SUBJECTS = frozenset({"nsubj", "csubj", "nsubjpass", "csubjpass"})
_CONTENT = frozenset({"ccomp", "xcomp", "acl", "relcl", "advcl", "dobj", "pobj", "prep", "attr"})
_UNDER_A_VERB = frozenset({"xcomp", "advcl", "pcomp", "parataxis"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_TOLD = frozenset({"ask", "tell", "urge", "order", "want", "quote", "cite"})  # their object speaks next


def speaker_of(parsed: Parsed, cue: Token, *, inverted: bool = False) -> Found:
    """The head word of who speaks, and the name of the rule that found it; ``None`` and why where nobody does.

    :param inverted: whether the cue follows what is said, so that its subject may follow it ("..., said Lee")
    """
    head, rule = _speaker(parsed, cue, 0)
    own = own_subject(parsed, cue)
    if inverted and own is not None:
        return (own, "inv") if own.i > cue.i else (head, rule)
    if _may_follow(parsed, cue, (head, rule), inverted):
        after = noun_after(parsed, cue)
        if after is not None and (inverted or after.pos_ != "PRON"):
            return after, "inv"
    if head is None and rule != "passive" and cue.tag_ in _FINITE:
        before = noun_before(parsed, cue)
        return before, "" if before is None else "before"
    return head, rule


def _may_follow(parsed: Parsed, cue: Token, found: Found, inverted: bool) -> bool:
    """Whether the speaker may stand right after a cue. After "told" stands who was told."""
    head, rule = found
    if lemma_of(cue) == "tell":
        return False
    if inverted:
        led = rule in {"conj", "part", "relcl", "acl"} and cue.tag_ == "VBG"
        return not (led and head is not None and head.i < cue.i)
    return head is None and rule != "passive" and cue.tag_ in _FINITE and starts_frame(parsed, cue)


def own_subject(parsed: Parsed, verb: Token) -> Token | None:
    """A verb's own subject in the article's voice: of several the last before it, else the first after it."""
    subjects = [c for c in verb.children if c.dep_ in _SUBJECTS and parsed.is_outside(c)]
    before = [subject for subject in subjects if subject.i < verb.i]
    return before[-1] if before else next(iter(subjects), None)


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive voice."""
    if any(child.dep_ in {"nsubjpass", "auxpass", "csubjpass"} for child in verb.children):
        return True
    reduced = verb.tag_ == "VBN" and verb.dep_ in {"advcl", "acl"}  # "Asked whether he knew, ..."
    return reduced and not any(child.dep_ in {"aux", "nsubj"} for child in verb.children)


def rejoined(parsed: Parsed, verb: Token) -> Token | None:
    """The cue that a verb goes on from, where the parser took it for a part of what that cue says.

    In "The bank said it will close branches and warned that ..." it is the bank that warned, by the tense.
    """
    first = verb
    while first.dep_ == "conj" and first.head.i != first.i:
        first = first.head
    above = _cue_around(parsed, first)
    if first.i == verb.i or above is None or own_subject(parsed, verb) is not None:
        return None
    if any(child.lower_ in {"or", "nor"} for child in verb.head.children):
        return None
    tense = _tense(verb)
    if tense != _tense(above) or tense not in {"VBD", "VBZ", "VBP"}:
        return None
    again = is_cue(parsed, verb) and lemma_of(verb) in lexicon().speech
    if tense == _tense(first) and (not again or lexicon().stance.get(lemma_of(above)) == "denies"):
        return None
    return above


def trailed(parsed: Parsed, verb: Token) -> Token | None:
    """The cue that a participle after a comma goes on from, where the parser hung it on what that cue says.

    In "Officials denied that a ship had been seized, calling it a lie" it is the officials that call it so, and
    that is no part of what they deny. Somebody named in what is said may still be the one: "Lee said Kim left, saying".
    """
    edge = verb.left_edge.i
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or not edge or verb.doc[edge - 1].text != ",":
        return None
    below = verb.head
    while below.dep_ in {"conj", "xcomp", "advcl"} and below.head.i < below.i:
        below = below.head
    if below.dep_ != "ccomp" or below.i > verb.i or not is_cue(parsed, below.head) or below.head.i > below.i:
        return None
    doer = own_subject(parsed, verb.head)
    named = doer is not None and doer.pos_ != "PRON" and _is_person(doer)
    denied = lexicon().stance.get(lemma_of(below.head)) == "denies"
    return below.head if denied or not named else None


def _cue_around(parsed: Parsed, verb: Token) -> Token | None:
    """The cue whose content a verb is in."""
    while verb.dep_ in _CONTENT and verb.head.i < verb.i:
        inside, verb = verb.dep_ == "ccomp", verb.head
        if inside and is_cue(parsed, verb):
            return verb
    return None


def _tense(verb: Token) -> str:
    """The tag of a verb's finite word."""
    helpers = (child.tag_ for child in verb.children if child.dep_ in {"aux", "auxpass"} and child.i < verb.i)
    return next((tag for tag in helpers if tag in {"MD", "VBD", "VBZ", "VBP"}), verb.tag_)


def _speaker(parsed: Parsed, verb: Token, depth: int) -> Found:
    if depth > _DEPTH:
        return None, ""
    lemma = lemma_of(verb)
    if is_passive(verb):
        return _of_passive(verb, lemma)
    if lemma in {"quote", "cite"}:
        heard = _quoted(verb)
        if heard is not None:
            return heard, "quoted"
    subject = own_subject(parsed, verb)
    if subject is not None:
        return _antecedent(verb, subject)
    above = rejoined(parsed, verb)
    if above is not None:
        return _speaker(parsed, above, depth + 1)[0], "conj"
    if verb.dep_ == "conj" and verb.head.i != verb.i:
        return _speaker(parsed, verb.head, depth + 1)[0], "conj"
    if verb.dep_ in _UNDER_A_VERB or (verb.dep_ in {"ccomp", "dep"} and verb.tag_ in {"VBG", "VB"}):
        return _of_governor(parsed, verb, depth)
    if verb.dep_ in {"acl", "relcl"}:
        return _of_noun(parsed, verb, depth)
    return None, ""


def _of_passive(verb: Token, lemma: str) -> Found:
    if lemma == "quote":
        quoted = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
        if quoted is not None:
            return quoted, "quoted"
    for agent in _with_dep(verb.children, "agent"):
        for named in _with_dep(agent.children, "pobj"):
            return named, "agent"
    return None, "passive"


def _quoted(verb: Token) -> Token | None:
    """Who is quoted: "state media quoted him as saying"."""
    if not any(child.lower_ == "as" for child in verb.children):
        return None
    return next(_with_dep(verb.children, "dobj"), None)


def _with_dep(tokens: Iterable[Token], dep: str) -> Iterator[Token]:
    return (token for token in tokens if token.dep_ == dep)


def _antecedent(verb: Token, subject: Token) -> Found:
    """The subject, or what its relative pronoun stands for."""
    if subject.lower_ not in {"who", "which", "that"} or subject.tag_ not in {"WP", "WDT", "IN", "DT"}:
        return subject, "nsubj"
    above = verb
    while above.dep_ in {"conj", "ccomp", "xcomp"} and above.head.i != above.i:
        above = above.head
    if above.dep_ == "relcl":
        return above.head, "relcl"
    before = subject.i - 1
    if before > 0 and subject.doc[before].text == ",":
        before -= 1
    if before >= 0 and subject.doc[before].pos_ in {"NOUN", "PROPN"}:
        return subject.doc[before], "relcl"
    return subject, "nsubj"


def _of_governor(parsed: Parsed, verb: Token, depth: int) -> Found:
    """The speaker of a verb under another: "..., saying", "declined to say", "by saying"."""
    above = verb.head
    while above.pos_ in {"ADP", "SCONJ", "PART", "ADV"} and above.head.i != above.i:
        above = above.head
    if above.pos_ not in {"VERB", "AUX"} or above.i == verb.i:
        return (above, "acl") if above.pos_ in {"NOUN", "PROPN"} else (None, "")
    # "Quoted him as saying"; but "told the Herald after saying".
    if (verb.dep_ == "xcomp" or verb.head.lower_ == "as") and not is_passive(above):
        told = [c for c in above.children if c.dep_ in {"dobj", "dative"} and c.i < verb.i]
        if told and lemma_of(above) in _TOLD:
            return told[0], "objctrl"
    outer = trailed(parsed, verb)
    if outer is not None:
        return _speaker(parsed, outer, depth + 1)[0], "part-up"
    head, rule = _speaker(parsed, above, depth + 1)
    if head is None or rule == "agent":
        raised = next(_with_dep(above.children, "nsubjpass"), None)
        if raised is not None and parsed.is_outside(raised):
            return _antecedent(above, raised)[0], "quoted" if lemma_of(above) == "quote" else "raised"
    if verb.tag_ == "VBG" and not _is_person(head):
        higher = _cue_above(parsed, above, depth)
        if higher is not None:
            return higher, "part-up"
    return head, "part"


def _is_person(head: Token | None) -> bool:
    return head is not None and (head.pos_ in {"PROPN", "PRON"} or bool(head.ent_type_))


def _cue_above(parsed: Parsed, verb: Token, depth: int) -> Token | None:
    """The speaker of the first cue that governs a verb: its participles are often hung on what it says."""
    for above in verb.ancestors:
        if above.pos_ == "VERB" and is_cue(parsed, above):
            head = _speaker(parsed, above, depth + 1)[0]
            if head is not None:
                return head
    return None


def _of_noun(parsed: Parsed, verb: Token, depth: int) -> Found:
    """The speaker of a verb that modifies a noun: the noun, or who issued it ("issued a statement saying")."""
    noun = verb.head
    thing = noun.dep_ in {"dobj", "pobj", "attr"} and noun.ent_type_ != "PERSON" and noun.pos_ != "PRON"
    if verb.tag_ == "VB" or (verb.tag_ == "VBG" and thing):
        above = next((a for a in noun.ancestors if a.pos_ in {"VERB", "AUX"}), None)
        head = None if above is None else _speaker(parsed, above, depth + 1)[0]
        if head is not None:
            return head, "acl-up"
    return noun, "acl"
