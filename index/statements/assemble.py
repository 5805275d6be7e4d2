"""Statements from drafts: drafts of one cue made one, quotations inside a clause taken in, the rest left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.records import Span
from index.statements.content import content
from index.statements.record import Kind, Statement
from index.statements.stance import governor
from index.statements.tiers import tier_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.statements.draft import Draft
    from index.statements.marks import Segment
    from index.statements.parsed import Parsed

__all__ = ["assemble", "join"]

DIRECT = 0.9  # share of the content that is marked, from which a cue's own words are thought to be the rest
ASIDES = frozenset({"thinks", "predicts", "praises"})
PERSONAL = frozenset({"he", "she", "they", "it", "we", "i"})
SLACK = 4  # characters: a pair of marks, a comma, a blank


def join(parsed: Parsed, marked: Sequence[Draft], clauses: Sequence[Draft]) -> list[Draft]:
    """Drafts of marked segments and of clauses, one for each cue; segments inside a clause are its own."""
    by_cue = {one.cue_token: one for one in marked if one.cue_token is not None}
    drafts = list(marked)
    for one in clauses:
        if _is_aside(parsed, one) and _holds_segment(parsed, one):
            continue
        known = None if one.cue_token is None else by_cue.get(one.cue_token)
        if known is None:
            drafts.append(one)
            if one.cue_token is not None:
                by_cue[one.cue_token] = one
        else:
            known.clause += one.clause
            if known.speaker is None:
                known.speaker, known.head_token = one.speaker, one.head_token
    _take_in(parsed, drafts)
    return drafts


def _is_aside(parsed: Parsed, draft: Draft) -> bool:
    """Whether a thought is only part of what its thinker says: She said she *believes* that ..."""
    if draft.stance not in ASIDES or draft.cue_token is None or draft.head_token is None:
        return False
    personal = parsed.doc[draft.head_token].lower_ in PERSONAL
    return personal and governor(parsed, parsed.doc[draft.cue_token]) is not None


def _holds_segment(parsed: Parsed, draft: Draft) -> bool:
    return any(segment.outer.overlaps(clause) for clause in draft.clause for segment in parsed.segments)


def _take_in(parsed: Parsed, drafts: Sequence[Draft]) -> None:
    """Gives each segment that no cue has to the narrowest clause around it."""
    owned = {place for one in drafts for place in one.segments}
    for place, segment in enumerate(parsed.segments):
        if place in owned:
            continue
        around = [
            (clause.end - clause.start, number)
            for number, one in enumerate(drafts)
            for clause in one.clause
            if clause.start <= segment.inner.start and segment.inner.end <= clause.end
        ]
        if around:
            drafts[min(around)[1]].segments.append(place)


def assemble(parsed: Parsed, article: str, drafts: Sequence[Draft]) -> list[Statement]:
    """The statements of an article, by their start; drafts without speaker or content are left out."""
    made = []
    for draft in drafts:
        _free_speaker(parsed, draft)
        statement = _statement(parsed, article, draft)
        if statement is not None:
            made.append(statement)
    return sorted(made, key=lambda one: (one.start, one.spans))


def _free_speaker(parsed: Parsed, draft: Draft) -> None:
    """A speaker held at arm's length (an unnamed “security official”) is no content."""
    speaker = draft.speaker
    if speaker is not None:
        draft.segments = [
            place
            for place in draft.segments
            if draft.rule == "label"
            or not (
                speaker.start <= parsed.segments[place].outer.start
                and parsed.segments[place].inner.end <= speaker.end
            )
        ]


def _statement(parsed: Parsed, article: str, draft: Draft) -> Statement | None:
    if draft.speaker is None or draft.head_token is None:
        return None
    if draft.stance == "declines":
        draft.segments, draft.clause = [], []
    spans = content(parsed, draft)
    if (not spans and draft.stance != "declines") or any(span.overlaps(draft.speaker) for span in spans):
        return None
    places = sorted(set(draft.segments))
    inside = [parsed.segments[place] for place in places]
    marked = [_within(one.inner, spans) for one in inside]
    head = parsed.doc[draft.head_token]
    return Statement(
        article,
        tuple(spans),
        draft.speaker,
        Span(head.idx, head.idx + len(head.text)),
        marked=tuple(marked),
        kind=_kind(spans, inside),
        cue=draft.cue,
        lemma=draft.lemma,
        stance=draft.stance,
        negated=draft.negated,
        hedged=draft.hedged,
        name=draft.name,
        how=draft.how,
        tier=tier_of(draft),
        rule=draft.rule,
        chain=_chain(inside),
        closed=all(one.closed for one in inside[-1:]),
        nested=tuple(parsed.nested_in(marked)),
    )


def _within(inner: Span, spans: Sequence[Span]) -> Span:
    """A segment's words, less what of them is no content."""
    around = next(span for span in spans if span.overlaps(inner))
    return Span(max(inner.start, around.start), min(inner.end, around.end))


def _kind(spans: Sequence[Span], inside: Sequence[Segment]) -> Kind:
    if not inside:
        return "indirect"
    marked = sum(one.inner.end - one.inner.start for one in inside)
    whole = sum(span.end - span.start for span in spans)
    return "direct" if marked >= DIRECT * whole - SLACK else "mixed"


def _chain(inside: Sequence[Segment]) -> int | None:
    chains = [one.chain for one in inside]
    return next((chain for chain in chains if chains.count(chain) > 1), None)
