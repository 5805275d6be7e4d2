"""The phrase of a speaker and the words of a cue, as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.records import Span
from index.statements.cues import is_cue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from index.statements.parsed import Parsed

__all__ = ["cue_span", "phrase"]

_NOT_IN_PHRASE = frozenset({"relcl", "advcl", "ccomp", "parataxis"})
_NOT_BEFORE_HEAD = frozenset({"conj", "cc", "appos", "acl"})
_BEFORE_CUE = frozenset({"aux", "auxpass", "neg", "advmod"})
_REACH = 4  # words that auxiliaries, negation and adverb stand before their verb


def phrase(parsed: Parsed, head: Token) -> Span:
    """The noun phrase of a head word as printed: without relative clause, outside of content, in one stretch."""
    doc, kept = head.doc, set(_members(parsed, head, head))
    first = last = head.i
    while first - 1 in kept or (first > 1 and doc[first - 1].is_space and first - 2 in kept):
        first -= 1
    while last + 1 in kept:
        last += 1
    while last > head.i and _hangs(doc[last]):
        last -= 1
    while first < head.i and (doc[first].is_punct or doc[first].is_space) and doc[first].text not in "$#@“‘":
        first += 1
    return _closed(parsed, parsed.span(doc[first], doc[last]))


def _members(parsed: Parsed, token: Token, head: Token) -> Iterator[int]:
    yield token.i
    for child in token.children:
        if not parsed.is_outside(child) and not child.is_punct:
            continue
        if child.dep_ in _NOT_IN_PHRASE or (child.dep_ == "acl" and _adds(parsed, child, head)):
            continue
        if token.i == head.i and child.dep_ in _NOT_BEFORE_HEAD and child.i < head.i:
            continue
        yield from _members(parsed, child, head)


def _adds(parsed: Parsed, verb: Token, head: Token) -> bool:
    """Whether a participle says something more and is no part of who speaks."""
    return verb.left_edge.i > head.i and verb.tag_ == "VBG" and is_cue(parsed, verb)


def _hangs(token: Token) -> bool:
    """Whether a phrase does not end with a word: punctuation, a lone "and" or "of"; "Jr." keeps its stop."""
    if token.text in {")", "]", "”", "’"}:
        return False
    if token.text == ".":
        return len(token.nbor(-1).text) > len("Gov.") - 1
    return token.is_punct or token.is_space or token.pos_ in {"CCONJ", "ADP"}


def _closed(parsed: Parsed, span: Span) -> Span:
    """The phrase with the closing mark of a segment that it opens: an unnamed “security official”."""
    start, end = span
    for segment in parsed.segments:
        if start <= segment.outer.start < end < segment.outer.end <= end + 2:
            end = segment.outer.end
        if segment.inner.start == start and segment.outer.end <= end:
            start = segment.outer.start
    return Span(start, end)


def cue_span(parsed: Parsed, cue: Token) -> Span:
    """A cue with its auxiliaries, negation, adverb and particle: "has not confirmed", "flatly denied"."""
    first = last = cue
    for child in cue.children:
        near = 0 < cue.i - child.i <= _REACH and parsed.is_outside(child)
        if near and child.dep_ in _BEFORE_CUE and _only_adverbs(child, cue):
            first = min(first, child, key=lambda token: token.i)
        if child.dep_ == "prt" and child.i == cue.i + 1:
            last = child
    return parsed.span(first, last)


def _only_adverbs(first: Token, cue: Token) -> bool:
    """Whether nothing but auxiliaries and adverbs stands between two words: not the subject, nor a comma."""
    between = first.doc[first.i : cue.i]
    return all(token.dep_ in _BEFORE_CUE or token.head.i != cue.i for token in between) and not any(
        token.is_punct for token in between
    )
