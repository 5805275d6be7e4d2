"""Speakers named beside a quotation without a verb: NAME: “...”, “...” — Name, “NAME: ...”."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from index.records import Span
from index.statements.cues import is_past_form
from index.statements.draft import Draft
from index.statements.plausible import can_speak
from index.statements.subjects import phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.statements.parsed import Parsed

__all__ = ["lead"]

DASH = re.compile(r"[\s\u00a0]*[―—–-]{1,2}[\s\u00a0]*((?:[A-Z][\w.’'-]*[ ]?){1,5})(?:,[^\n“”]{0,60})?\.?$")
# A turn of a transcript, its label inside the mark: “WALLACE: ...”
LABEL = re.compile(r"\s*([A-Z][A-Z.’' -]{1,30}[A-Z])\s*:\s*")
LONGEST = 14  # words of a name with title and party before a colon
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
MUTE = frozenset({"it", "this", "that", "these", "those", "there", "what", "which"})


def lead(parsed: Parsed, place: int) -> Draft | None:
    """The draft of a segment whose speaker is named beside it, if one is."""
    return _label(parsed, place) or _dash(parsed, place) or _colon(parsed, place)


def _dash(parsed: Parsed, place: int) -> Draft | None:
    outer = parsed.segments[place].outer
    found = DASH.match(parsed.text[outer.end : parsed.paragraph(outer.start).end])
    if found is None:
        return None
    start, end = (outer.end + at for at in found.span(1))
    speaker = Span(start, start + len(parsed.text[start:end].rstrip()))
    return _named(parsed, place, speaker, Span(outer.end, start), "dash")


def _label(parsed: Parsed, place: int) -> Draft | None:
    inner = parsed.segments[place].inner
    found = LABEL.match(parsed.text, inner.start, inner.end)
    if found is None:
        return None
    return _named(parsed, place, Span(*found.span(1)), Span(found.end(1), found.end()), "label")


def _named(parsed: Parsed, place: int, speaker: Span, cue: Span, rule: str) -> Draft | None:
    """A draft with a speaker given as a stretch of text: its last word is the head."""
    words = [token for token in parsed.doc if speaker.start <= token.idx < speaker.end and not token.is_punct]
    if not words:
        return None
    mark = Span(cue.start, cue.end)
    while mark.start < mark.end and parsed.text[mark.start].isspace():
        mark = Span(mark.start + 1, mark.end)
    while mark.end > mark.start and parsed.text[mark.end - 1].isspace():
        mark = Span(mark.start, mark.end - 1)
    lemma = parsed.text[slice(*mark)]
    return Draft(rule, "B", mark, lemma=lemma, speaker=speaker, head_token=words[-1].i, segments=[place])


def _colon(parsed: Parsed, place: int) -> Draft | None:
    """NAME: “...”, and any sentence that ends in a colon before a quotation: its subject speaks."""
    colon = parsed.before(place)
    if colon is None or colon.text[-1] != ":":
        return None
    cue = Span(colon.idx + len(colon.text) - 1, colon.idx + len(colon.text))
    words = _phrase_before(parsed, colon)
    head = _head_of(parsed, words) if words else None
    if len(words) > 1 and is_past_form(words[0]) and words[0].head in words:
        words = words[1:]  # Stated Lee: “...”
    if head is not None:
        draft = _drafted(parsed, head, cue, "colon", place)
        draft.speaker = Span(words[0].idx, words[0].idx + len(parsed.text[words[0].idx : cue.start].rstrip()))
        return draft
    subject = _announcer(parsed, colon)
    if subject is None or not parsed.stands_alone(place):
        return None
    return _drafted(parsed, subject, cue, "announced", place)


def _drafted(parsed: Parsed, head: Token, cue: Span, rule: str, place: int) -> Draft:
    return Draft(rule, "B", cue, lemma=":", speaker=phrase(parsed, head), head_token=head.i, segments=[place])


def _phrase_before(parsed: Parsed, colon: Token) -> list[Token]:
    """The words before a colon where they are all of its paragraph or sentence and have no verb."""
    start = parsed.paragraph(colon.idx).start
    sentence = parsed.sentences[parsed.sentence_of(colon)].start
    words = [token for token in parsed.doc[max(0, colon.i - LONGEST) : colon.i] if token.idx >= start]
    if words and words[0].idx > start:
        words = [token for token in words if token.i >= sentence]
    if not words or any(token.tag_ in FINITE and token.pos_ in {"VERB", "AUX"} for token in words):
        return []
    return [] if words[0].idx > start and words[0].i > sentence else words


def _head_of(parsed: Parsed, words: list[Token]) -> Token | None:
    """The head of a name before its party or office: Sen. Ann *Lee* (D-Ohio), the chair."""
    names = takewhile(lambda token: token.text not in {",", "(", "["}, words)
    heads = [token for token in names if token.pos_ in {"PROPN", "NOUN"} and parsed.is_outside(token)]
    if not heads:
        return None
    head = heads[-1]
    while words[0].i <= head.head.i <= words[-1].i and head.head.i != head.i:
        if head.head.pos_ not in {"NOUN", "PROPN"}:
            break
        head = head.head
    return head


def _announcer(parsed: Parsed, colon: Token) -> Token | None:
    """The subject of the sentence that ends in a colon, if it may speak."""
    sentence = parsed.sentences[parsed.sentence_of(colon)]
    found = [
        token
        for token in parsed.doc[sentence.start : colon.i]
        if token.dep_ == "nsubj" and token.head.i < colon.i and parsed.is_outside(token)
    ]
    # The verb that the colon belongs to is the top of the sentence, or hangs on what is quoted.
    main = [token for token in found if token.head.dep_ == "ROOT" or token.head.head.i > colon.i]
    subject = next(iter([*main, *found]), None)
    return subject if subject is not None and subject.lower_ not in MUTE and can_speak(subject, "") else None
