"""Who speaks a marked quotation: the speaker of its verb, and what helps where the parse of the verb is wrong."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from index.statements.cues import is_cue, lemma_of
from index.statements.nouns import is_kind
from index.statements.subjects import own_subject, speaker_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.statements.frames import Frame
    from index.statements.parsed import Parsed

__all__ = ["whose"]

Found = tuple["Token | None", str]

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
NO_SUBJECT = frozenset({"pobj", "dobj", "compound", "poss", "npadvmod", "attr", "amod", "nmod", "oprd"})
PERSONAL = frozenset({"he", "she", "they", "it", "we", "i"})
# Participles of these may be what one person is reported to do to another: Reid calmed them, telling colleagues.
ADDRESSED = frozenset({"tell", "ask", "shout", "chant", "yell", "urge", "warn", "remind", "call"})
NEAR = 4  # words between a cue whose subject is not known and the mark that it brings
HELPED = frozenset({"auxpass", "aux", "nsubjpass", "agent"})


def whose(parsed: Parsed, frame: Frame) -> Found:
    """The head word of who speaks, and the name of the rule that found it."""
    cue = frame.cue
    head, rule = speaker_of(parsed, cue, inverted=frame.rule.startswith("post"))
    if frame.lead is not None and (head is None or not frame.lead.i <= head.i <= cue.i):
        return _head_from(frame.lead, cue), "lead"
    if head is None and _brings(cue, frame.rule) and (not rule or (rule == "passive" and _is_tensed(cue))):
        return _before(parsed, cue), "near"
    if head is not None and rule in {"conj", "part"}:
        return _from_above(parsed, cue, head, rule)
    if head is not None and rule == "acl":
        return _doer(parsed, head)
    if head is not None and rule == "relcl" and is_kind(str(head.lemma_).lower(), "documents"):
        return _author(parsed, head, rule)
    return head, rule


def _head_from(lead: Token, cue: Token) -> Token:
    """The head of the phrase that begins at a word and ends before the cue."""
    head = lead
    while head.i != head.head.i and lead.i <= head.head.i < cue.i and head.head.pos_ in {"NOUN", "PROPN"}:
        head = head.head
    if head.pos_ in NOMINAL:
        return head
    # The parse took the first word of a title for something else: "Tulsa police Chief Ann Lee".
    named = takewhile(lambda one: one.pos_ in {"NOUN", "PROPN"}, lead.doc[lead.i + 1 : cue.i])
    return next(reversed(list(named)), head)


def _brings(cue: Token, rule: str) -> bool:
    """Whether nothing but a short phrase and a colon or comma stands between a cue and the quotation after it."""
    near = cue.doc[cue.i + 1 : cue.i + 1 + NEAR]
    return rule in {"pre", "intro"} and any(token.text in {":", ",", "“"} for token in near)


def _is_tensed(cue: Token) -> bool:
    """Whether a participle may be a past tense that the parser took for one: tweeted in response: “...”."""
    return not any(child.dep_ in HELPED for child in cue.children)


def _before(parsed: Parsed, cue: Token) -> Token | None:
    """The nearest noun before a cue that may be its subject; of a participle, the subject of its sentence."""
    words = [
        one for one in parsed.doc[cue.sent.start : cue.i] if parsed.is_outside(one) and one.pos_ in NOMINAL
    ]
    if cue.tag_ == "VBG":
        return next((one for one in words if one.dep_ == "nsubj"), None)
    head = next((one for one in reversed(words) if one.dep_ not in NO_SUBJECT), None) or _first(parsed, cue)
    while (
        head is not None and head.dep_ == "appos" and head.head.dep_ not in NO_SUBJECT and head.head in words
    ):
        head = head.head
    return head


def _first(parsed: Parsed, cue: Token) -> Token | None:
    """A sentence's first word with a capital before a comma: a name that the parser took for something else."""
    first = cue.sent[0]
    named = first.is_title and first.pos_ in {"ADJ", "VERB", "X"} and first.i + 1 < cue.i
    return first if named and first.nbor(1).text == "," and parsed.is_outside(first) else None


def _from_above(parsed: Parsed, cue: Token, head: Token, rule: str) -> Found:
    """The speaker of the verb of saying above a cue that the parse joined to a verb in what is said.

    She conceded that he had met them but *added*; Lee said he saw no need, *telling* reporters.
    """
    adds = cue.tag_ == "VBG" and lemma_of(cue) not in ADDRESSED
    if is_cue(parsed, cue.head) or (rule == "part" and not adds and head.lower_ not in PERSONAL):
        return head, rule
    for above in cue.ancestors:
        if is_cue(parsed, above) and above.i < cue.i and (rule == "part" or above.tag_ == cue.tag_):
            higher = speaker_of(parsed, above)[0]
            if higher is not None:
                return higher, f"{rule}-up"
    return head, rule


def _doer(parsed: Parsed, noun: Token) -> Found:
    """Whoever acts on a noun that a participle of saying modifies: She met activists *calling* it “a sham”.

    The participle's own speaker is the noun only where that is a person or the subject itself.
    """
    if noun.dep_ in {"nsubj", "nsubjpass", "ROOT"} or (noun.ent_type_ == "PERSON" and noun.dep_ != "dobj"):
        return noun, "acl"
    above = next((one for one in noun.ancestors if own_subject(parsed, one) is not None), None)
    head = None if above is None else speaker_of(parsed, above)[0]
    return (noun, "acl") if head is None else (head, "doer")


def _author(parsed: Parsed, document: Token, rule: str) -> Found:
    """Whoever acts in a sentence that opens with a document: In a tweet that read “...”, the senator ..."""
    above = document.head.head if document.dep_ == "pobj" else document
    if above.i == document.i or document.head.dep_ != "prep" or above.i < document.i:
        return document, rule
    subject = next((one for one in above.children if one.dep_ == "nsubj" and parsed.is_outside(one)), None)
    return (document, rule) if subject is None else (subject, "author")
