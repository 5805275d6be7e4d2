"""What stands in quotation marks, each with the words that say whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.records import Span
from index.statements.after import frame_after
from index.statements.before import frame_before
from index.statements.cues import is_cue, lemma_of, lexicon
from index.statements.draft import Draft
from index.statements.frames import Frame
from index.statements.leads import lead
from index.statements.nounframes import noun_frame
from index.statements.stance import judge
from index.statements.subjects import cue_span, phrase, speaker_of
from index.statements.titles import is_title
from index.statements.whose import whose

if TYPE_CHECKING:
    from index.statements.parsed import Parsed

__all__ = ["quotations"]


def quotations(parsed: Parsed) -> list[Draft]:
    """A draft for every cue and every named lead, with the segments that hang on it; those without are left out."""
    by_cue: dict[int, Draft] = {}
    drafts: list[Draft] = []
    for place, segment in enumerate(parsed.segments):
        if not parsed.tokens_of(place) or is_title(parsed, place):
            continue
        chained = _confirmed(parsed, place, by_cue, drafts) if segment.continues else None
        found = chained if segment.continues else _found(parsed, place, by_cue)
        if found is None:
            continue
        if place not in found.segments:
            found.segments.append(place)
        if found not in drafts:
            drafts.append(found)
    return drafts


def _confirmed(parsed: Parsed, place: int, by_cue: dict[int, Draft], drafts: list[Draft]) -> Draft | None:
    """The draft of a segment that goes on from the paragraph before: a verb after it names the speaker of all."""
    chain = parsed.segments[place].chain
    earlier = [one for one in drafts if any(parsed.segments[own].chain == chain for own in one.segments)]
    if earlier:
        return earlier[-1]
    return _remembered(parsed, frame_after(parsed, place), by_cue)


def _remembered(parsed: Parsed, frame: Frame | None, by_cue: dict[int, Draft]) -> Draft | None:
    """The draft of a frame's verb, made once; none where the verb has no speaker."""
    if frame is None:
        return None
    draft = by_cue.get(frame.cue.i) or _draft(parsed, frame)
    return None if draft is None else by_cue.setdefault(frame.cue.i, draft)


def _found(parsed: Parsed, place: int, by_cue: dict[int, Draft]) -> Draft | None:
    """The draft of a segment by the words nearest to it: a verb beside it, a name, a noun, a verb far above."""
    after, before = frame_after(parsed, place), frame_before(parsed, place)
    if after is not None and before is not None and _is_passed_on(after, before):
        after = None
    return (
        _remembered(parsed, after, by_cue)
        or _remembered(parsed, before, by_cue)
        or lead(parsed, place)
        or noun_frame(parsed, place)
        or _remembered(parsed, _governing(parsed, place), by_cue)
    )


def _is_passed_on(after: Frame, before: Frame) -> bool:
    """Whether a verb after a quotation reports that it was said: The mayor replied, “...,” the Herald reported."""
    if before.rule != "intro":
        return False
    near = before.cue.nbor(1).text in {",", ":"}
    return any(one.i == after.cue.i for one in before.cue.ancestors) or (
        near and before.cue in after.cue.ancestors
    )


def _governing(parsed: Parsed, place: int) -> Frame | None:
    """A verb of speech that a quotation hangs on from afar, where it has a speaker."""
    top = parsed.top(place)
    if top is None:
        return None
    here, known = parsed.paragraph_of(top), lexicon().speech
    for above in top.ancestors:
        speech = is_cue(parsed, above) and lemma_of(above) in known
        if speech and parsed.paragraph_of(above) == here and speaker_of(parsed, above)[0] is not None:
            return Frame(above, "gov")
    return None


def _draft(parsed: Parsed, frame: Frame) -> Draft | None:
    cue, lemma = frame.cue, lemma_of(frame.cue)
    head, how = whose(parsed, frame)
    if head is None:
        return None
    stance, negated, hedged = judge(parsed, cue, lemma)
    return Draft(
        f"{frame.rule}/{how}",
        cue=cue_span(parsed, cue),
        cue_token=cue.i,
        lemma=lemma,
        stance=stance,
        negated=negated,
        hedged=hedged,
        speaker=_whole(parsed, frame, phrase(parsed, head)),
        head_token=head.i,
    )


def _whole(parsed: Parsed, frame: Frame, named: Span) -> Span:
    """A speaker's phrase from its first word on, where the parse knows only the end of it."""
    first = frame.lead
    if first is None or not first.idx < named.start < frame.cue.idx:
        return named
    gap = [one for one in parsed.doc[first.i : frame.cue.i] if one.idx < named.start]
    titles = all(one.is_title or one.pos_ in {"NOUN", "PROPN", "ADJ", "DET"} for one in gap)
    return Span(first.idx, named.end) if titles else named
