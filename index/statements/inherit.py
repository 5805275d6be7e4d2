"""Quotations without a speaker of their own: they go on from the one before, or from the one just after."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from index.statements.cues import is_cue, is_past_form, lemma_of
from index.statements.draft import Draft
from index.statements.stance import judge
from index.statements.subjects import cue_span, phrase, speaker_of
from index.statements.titles import is_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from index.statements.parsed import Parsed

__all__ = ["inherit"]

TALK = 1  # sentences after its saying over which a speaker's words go on without being named
SHORT = 12  # words of a paragraph that is a verb and a name: "Stated Dr. Ann Lee, the chair of the board:"
LONG = 5  # words of a quotation that needs no full stop to be a sentence


class _Owners:
    """Which draft has which segment, kept as segments are given out."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.of = {place: one for one in drafts for place in one.segments}
        self.drafts = list(drafts)
        self.made: list[Draft] = []

    def give(self, place: int, draft: Draft) -> None:
        """A further segment of a draft."""
        draft.segments.append(place)
        self.of[place] = draft

    def add(self, draft: Draft) -> None:
        """A draft of its own."""
        self.made.append(draft)
        self.drafts.append(draft)
        self.of |= dict.fromkeys(draft.segments, draft)


def inherit(parsed: Parsed, drafts: Sequence[Draft]) -> list[Draft]:
    """Gives segments without a speaker to the drafts that they go on from; returns the drafts made for the rest."""
    owners = _Owners(drafts)
    for place in range(len(parsed.segments)):
        if place in owners.of or not parsed.tokens_of(place):
            continue
        chained = next((one for one in _chain(parsed, place) if one in owners.of), None)
        if chained is not None:
            owners.give(place, owners.of[chained])
        elif not is_title(parsed, place) and (parsed.stands_alone(place) or _opens_sentence(parsed, place)):
            _by_neighbours(parsed, owners, place)
        elif len(parsed.printed(place).split()) >= LONG and not is_title(parsed, place):
            _by_talk(parsed, owners, place)
    return owners.made


def _by_talk(parsed: Parsed, owners: _Owners, place: int) -> None:
    """From the last quoted saying of the paragraph, for words woven into a sentence after it: It “amounts to ...”."""
    said = [one for one in _said_before(parsed, owners, place) if one.segments]
    first = parsed.sentence_of(parsed.tokens_of(place)[0])
    if said:
        last = said[-1]
        apart = first - parsed.sentence_of(parsed.doc[last.cue_token or 0])
        if 0 < apart <= TALK:
            _take_over(owners, place, last, "talk")


def _said_before(parsed: Parsed, owners: _Owners, place: int) -> list[Draft]:
    """The drafts whose cue stands before a segment in its paragraph, by place."""
    first, here = parsed.tokens_of(place)[0], _paragraph(parsed, place)
    found = [
        one
        for one in owners.drafts
        if one.cue_token is not None
        and one.cue_token < first.i
        and parsed.paragraph_of(parsed.doc[one.cue_token]) == here
    ]
    return sorted(found, key=lambda one: one.cue_token or 0)


def _chain(parsed: Parsed, place: int) -> list[int]:
    """The other segments of a quotation over several paragraphs: those before, the nearest first, then those after."""
    chain = parsed.segments[place].chain
    others = [one for one, segment in enumerate(parsed.segments) if segment.chain == chain and one != place]
    return sorted(others, key=lambda one: (one > place, abs(one - place)))


def _opens_sentence(parsed: Parsed, place: int) -> bool:
    """Whether a segment begins a sentence that goes on in the article's voice: “There are some,” or so."""
    last, printed = parsed.before(place), parsed.printed(place)
    begins = last is not None and last.text[-1] in ".?!”" and printed[:1].isupper()
    return begins and len(printed.split()) >= LONG


def _by_neighbours(parsed: Parsed, owners: _Owners, place: int) -> None:
    """A segment's draft by the segments beside it, the sentence before it, or the paragraph before it."""
    here = _paragraph(parsed, place)
    if place - 1 in owners.of and _paragraph(parsed, place - 1) == here:
        owners.give(place, owners.of[place - 1])
    elif place + 1 in owners.of and _adjoin(parsed, place, place + 1):
        owners.give(place, owners.of[place + 1])
    elif parsed.before(place) is not None:
        _by_sentence(parsed, owners, place)
    elif here > 0:
        _by_paragraph(parsed, owners, place)


def _paragraph(parsed: Parsed, place: int) -> int:
    return parsed.paragraph_of(parsed.tokens_of(place)[0])


def _adjoin(parsed: Parsed, place: int, following: int) -> bool:
    """Whether nothing but blanks stands between two segments of one paragraph."""
    gap = parsed.text[parsed.segments[place].outer.end : parsed.segments[following].outer.start]
    return not gap.strip() and _paragraph(parsed, place) == _paragraph(parsed, following)


def _by_sentence(parsed: Parsed, owners: _Owners, place: int) -> None:
    """From the last saying in the paragraph before the segment."""
    said = _said_before(parsed, owners, place)
    if said:
        _take_over(owners, place, said[-1], "prevsent")


def _by_paragraph(parsed: Parsed, owners: _Owners, place: int) -> None:
    """From the paragraph before: the speaker that its colon announces, or that it quoted last."""
    before = _paragraph(parsed, place) - 1
    start, end = parsed.paragraphs[before]
    if parsed.text[start:end].rstrip().endswith(":") and _announced(parsed, owners, place, before):
        return
    quoting = [
        (max(own), one)
        for one in owners.drafts
        if (own := [p for p in one.segments if parsed.tokens_of(p) and _paragraph(parsed, p) == before])
    ]
    if quoting:
        _take_over(owners, place, max(quoting, key=lambda pair: pair[0])[1], "floating")


def _announced(parsed: Parsed, owners: _Owners, place: int, before: int) -> bool:
    """Whether the paragraph that ends in a colon names who speaks next."""
    start, end = parsed.paragraphs[before]
    words = [token for token in parsed.doc if start <= token.idx < end and not token.is_space]
    if len(words) < 2:
        return False
    draft = _stated(parsed, words)
    cue = next((token for token in reversed(words) if is_cue(parsed, token)), None)
    if draft is None and cue is not None:
        head = speaker_of(parsed, cue)[0]
        draft = None if head is None else _announcing(parsed, cue, head)
    if draft is None:
        subject = _subject(parsed, parsed.sentence_of(words[-1]))
        if subject is not None:
            draft = Draft("announced", speaker=phrase(parsed, subject), head_token=subject.i)
    if draft is None:
        return False
    draft.segments.append(place)
    owners.add(draft)
    return True


def _announcing(parsed: Parsed, cue: Token, head: Token) -> Draft:
    """The draft of a verb of saying whose words stand in the next paragraph; "would not say more:" says them too."""
    lemma = lemma_of(cue)
    stance, negated, hedged = judge(parsed, cue, lemma)
    draft = Draft("announced", cue=cue_span(parsed, cue), cue_token=cue.i, lemma=lemma)
    draft.speaker, draft.head_token = phrase(parsed, head), head.i
    if stance != "declines":
        draft.stance, draft.negated, draft.hedged = stance, negated, hedged
    return draft


def _stated(parsed: Parsed, words: Sequence[Token]) -> Draft | None:
    """The draft of a paragraph that is a verb and a name, whatever the parser took them for: Added Marl:"""
    verb, last = words[0], words[-2]
    if len(words) > SHORT or not is_past_form(verb) or verb.dep_ not in {"compound", "amod", "nmod"}:
        return None
    name = takewhile(lambda one: one.text not in {",", "("}, words[1:-1])
    heads = [one for one in name if one.pos_ in {"NOUN", "PROPN"}]
    if not heads:
        return None
    return Draft("announced", speaker=parsed.span(words[1], last), head_token=heads[-1].i)


def _take_over(owners: _Owners, place: int, source: Draft, rule: str) -> None:
    if source.speaker is None:
        return
    owners.add(
        Draft(
            rule,
            speaker=source.speaker,
            head_token=source.head_token,
            segments=[place],
            inherited=source.inherited or source,
        )
    )


def _subject(parsed: Parsed, sentence: int) -> Token | None:
    """The subject of a sentence's main verb."""
    root = parsed.sentences[sentence].root
    return next(
        (one for one in root.children if one.dep_ in {"nsubj", "nsubjpass"} and parsed.is_outside(one)), None
    )
