"""Reported speech by "according to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.records import Span
from index.statements.bounds import between
from index.statements.cues import is_cue
from index.statements.draft import Draft
from index.statements.phrases import phrase
from index.statements.subjects import own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.statements.parsed import Parsed

__all__ = ["according"]

_LEMMA = "according to"
_NEAR = 4  # words after "to" in which its noun stands where the parse does not know it
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_CONTENT = _NOMINAL | {"VERB"}


def according(parsed: Parsed) -> list[Draft]:
    """A draft for every "according to", with the clause that it modifies."""
    found = (_draft(parsed, token) for token in parsed.doc if _is_according(parsed, token))
    return [one for one in found if one is not None]


def _is_according(parsed: Parsed, token: Token) -> bool:
    return (
        token.lower_ == "according"
        and token.i + 1 < len(parsed.doc)
        and token.nbor(1).lower_ == "to"
        and parsed.is_outside(token)
    )


def _draft(parsed: Parsed, token: Token) -> Draft | None:
    to = token.nbor(1)
    head = _named(to)
    if head is None:
        return None
    speaker, last = _phrase(parsed, token, head)
    spans = _content(parsed, token, last)
    if not spans:
        return None
    return Draft(
        "according",
        tier="A",
        cue=parsed.span(token, to),
        cue_token=token.i,
        lemma=_LEMMA,
        speaker=speaker,
        head_token=head.i,
        clause=spans,
    )


def _phrase(parsed: Parsed, token: Token, head: Token) -> tuple[Span, int]:
    """The speaker's phrase and its last token. It ends with its comma where the parse runs on to the verb."""
    speaker = phrase(parsed, head)
    last = max(head.i, *(word.i for word in head.subtree if word.idx < speaker.end))
    verb = token.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.dep_ != "ROOT":
        verb = verb.head
    commas = [word.i for word in parsed.doc[token.i : verb.i] if word.text == ","]
    if commas and head.i < commas[-1] <= last:
        last = commas[-1] - 1
        speaker = Span(speaker.start, parsed.span(head, parsed.doc[last]).end)
    return speaker, last


def _named(to: Token) -> Token | None:
    own = next((child for child in to.children if child.dep_ in {"pobj", "pcomp"}), None)
    if own is not None and own.pos_ in _NOMINAL:
        return own
    near = to.doc[to.i + 1 : to.i + 1 + _NEAR]
    return next((token for token in near if token.pos_ in _NOMINAL), None)


def _content(parsed: Parsed, token: Token, last: int) -> list[Span]:
    """What stands in its sentence besides the phrase: after it, before it, or on both sides."""
    sentence = parsed.sentences[parsed.sentence_of(token)]
    end = _end_of_phrase(parsed, last, sentence.end)
    after = None if end is None else between(parsed, end, sentence.end - 1)
    if not any(word.pos_ in _CONTENT for word in parsed.doc[sentence.start : token.i]):
        return [] if after is None else [after]
    before = between(parsed, _first(parsed, token, sentence.start), token.i - 1)
    inside = token.nbor(-1).text == "," and end is not None and _goes_on(token, end)
    return [piece for piece in (before, after if inside else None) if piece is not None]


def _end_of_phrase(parsed: Parsed, last: int, end: int) -> int | None:
    """The token after the comma that closes the phrase; ``None`` where it runs to the end."""
    return next((token.i + 1 for token in parsed.doc[last + 1 : end] if token.text == ","), None)


def _first(parsed: Parsed, token: Token, start: int) -> int:
    """Where the clause that the phrase modifies begins: its sentence, less what somebody else says before it."""
    above = token.head
    while above.dep_ != "ROOT" and not _is_next_to_saying(parsed, above):
        above = above.head
    return above.left_edge.i if above.dep_ != "ROOT" and above.left_edge.i < token.i else start


def _is_next_to_saying(parsed: Parsed, verb: Token) -> bool:
    return verb.dep_ == "conj" and is_cue(parsed, verb.head) and own_subject(parsed, verb) is not None


def _goes_on(token: Token, end: int) -> bool:
    """Whether the clause before the phrase has its verb after it: "The firm, according to two people, paid"."""
    above = token.head
    return above.i >= end and above.left_edge.i < token.i
