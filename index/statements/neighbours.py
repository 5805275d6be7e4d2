"""Who speaks by the words around a cue, where the parse gives it no subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.statements.parsed import Parsed

__all__ = ["noun_after", "noun_before", "starts_frame"]

_AFTER = frozenset(
    {"nsubj", "nsubjpass", "csubj", "dobj", "attr", "dative", "npadvmod", "appos", "oprd", "dep", "obj"}
)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_OPENS_PHRASE = _NOMINAL | {"DET", "ADJ", "NUM"}
_LEADS_TO_HEAD = frozenset(
    {"compound", "det", "amod", "poss", "nmod", "nummod", "punct", "case", "quantmod", "advmod"}
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST = 20  # words of a phrase before a cue; more is no phrase


def starts_frame(parsed: Parsed, cue: Token) -> bool:
    """Whether nothing of the article's voice stands right before a cue: its subject then follows."""
    if cue.is_sent_start:
        return True
    before = cue.nbor(-1)
    return not parsed.is_outside(before) or before.is_punct or before.is_space


def noun_after(parsed: Parsed, cue: Token) -> Token | None:
    """The head of the noun phrase right after a cue: "..., said Ann Lee, a senator"."""
    doc, at = cue.doc, cue.i + 1
    while at < len(doc) and (doc[at].pos_ == "ADV" or doc[at].dep_ == "neg" or doc[at].is_space):
        at += 1
    if at >= len(doc) or doc[at].is_punct or not parsed.is_outside(doc[at]):
        return None
    for child in cue.children:
        if child.i >= at and child.dep_ in _AFTER and child.left_edge.i <= at and parsed.is_outside(child):
            return child
    return _head_of(doc[at], len(doc), _NOMINAL)


def noun_before(parsed: Parsed, cue: Token) -> Token | None:
    """The head of the noun phrase that fills the sentence up to a cue: "About 4 in 10 say"."""
    doc, first = cue.doc, cue.i
    start = parsed.sentences[parsed.sentence_of(cue)].start
    while first > start and doc[first - 1].text not in ",;:—–" and parsed.is_outside(doc[first - 1]):
        first -= 1
    while first < cue.i and (
        doc[first].is_space or doc[first].is_punct or doc[first].pos_ in {"CCONJ", "SCONJ"}
    ):
        first += 1
    words = doc[first : cue.i]
    if all(word.pos_ == "ADV" for word in words) and doc[start].ent_type_ == "PERSON":
        return _named_first(doc[start])
    if not 0 < len(words) <= _LONGEST or any(word.tag_ in _FINITE for word in words):
        return None
    if words[0].pos_ not in _OPENS_PHRASE and words[0].dep_ not in {"quantmod", "advmod"}:
        return None
    return _head_of(words[0], cue.i, _NOMINAL | {"NUM"})


def _named_first(word: Token) -> Token | None:
    """The last word of the name that opens a sentence: "Ann Lee, director of ..., a club that ..., said"."""
    while word.nbor(1).ent_type_ == "PERSON" and word.nbor(1).ent_iob_ == "I":
        word = word.nbor(1)
    return word if word.nbor(1).text == "," else None


def _head_of(word: Token, end: int, kinds: frozenset[str]) -> Token | None:
    """The head of the noun phrase that a word opens, if it is of one of the kinds."""
    while word.i < word.head.i < end and word.dep_ in _LEADS_TO_HEAD:
        word = word.head
    return word if word.pos_ in kinds else None
