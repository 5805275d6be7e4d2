"""The spans of a statement: what its rules found, less the words of saying, trimmed, whole quotation marks only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.statements.draft import Draft
    from index.statements.marks import Segment
    from index.statements.parsed import Parsed

__all__ = ["content", "joined"]

EDGES = frozenset(",;:.—–-\u00a0")
SHORTEST = 3  # characters: less is a remnant of what was cut
TOUCHING = 6  # characters: so near, a cue and its speaker are one frame


def content(parsed: Parsed, draft: Draft) -> list[Span]:
    """The spans of a draft, sorted and disjoint, none of which holds half a pair of marks."""
    own = [_own(parsed, draft, place) for place in draft.segments]
    pieces = [piece for clause in draft.clause for piece in _without_frame(draft, clause)]
    free = [piece for piece in pieces if not _is_quoted(parsed, draft, _trimmed(parsed.text, piece))]
    whole = [part for piece in free for part in _whole(parsed, draft, piece)]
    kept = [part for part in (_trimmed(parsed.text, part) for part in whole) if _counts(parsed, part)]
    return joined(parsed.text, [*own, *kept])


def _own(parsed: Parsed, draft: Draft, place: int) -> Span:
    """A segment with its marks; without them where the label of its speaker stands inside."""
    segment = parsed.segments[place]
    cue = draft.cue
    if cue is not None and segment.inner.start <= cue.start < segment.inner.end and draft.rule == "label":
        start = cue.end
        while start < segment.inner.end and parsed.text[start].isspace():
            start += 1
        return Span(start, segment.inner.end)
    return _printed(segment)


def _printed(segment: Segment) -> Span:
    """A segment with its marks, if it has both."""
    return segment.outer if segment.closed else segment.inner


def _without_frame(draft: Draft, clause: Span) -> list[Span]:
    """A clause less the cue and the speaker that stand inside it."""
    cue, speaker = draft.cue, draft.speaker
    cuts = [cue] if cue is not None and clause.start <= cue.start < clause.end else []
    if speaker is not None and clause.start <= speaker.start < clause.end and _touch(speaker, cue):
        cuts.append(speaker)
    if not cuts:
        return [clause]
    start, end = min(cut.start for cut in cuts), max(cut.end for cut in cuts)
    return [Span(clause.start, start), Span(end, clause.end)]


def _touch(speaker: Span, cue: Span | None) -> bool:
    apart = 0 if cue is None else min(abs(speaker.start - cue.end), abs(cue.start - speaker.end))
    return apart < TOUCHING


def _is_quoted(parsed: Parsed, draft: Draft, piece: Span) -> bool:
    """Whether a piece is no more than a quotation, or part of one, that another draft has."""
    return any(
        segment.outer.start <= piece.start and piece.end <= segment.outer.end and place not in draft.segments
        for place, segment in enumerate(parsed.segments)
    )


def _whole(parsed: Parsed, draft: Draft, piece: Span) -> list[Span]:
    """A piece widened or cut so that it holds no half of a segment."""
    start, end = piece
    for place, segment in enumerate(parsed.segments):
        outer = _printed(segment)
        if not outer.overlaps(Span(start, end)) or (start <= outer.start and outer.end <= end):
            continue
        shared = min(end, outer.end) - max(start, outer.start)
        if place in draft.segments or 2 * shared >= outer.end - outer.start:
            start, end = min(start, outer.start), max(end, outer.end)
        elif start < outer.start:
            end = outer.start
        else:
            start = outer.end
        if start >= end:
            return []
    return [Span(start, end)]


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and (text[start].isspace() or text[start] in EDGES):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in EDGES):
        end -= 1
    return Span(start, end)


def _counts(parsed: Parsed, span: Span) -> bool:
    return span.end - span.start >= SHORTEST and any(map(str.isalnum, parsed.text[slice(*span)]))


def joined(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans sorted, those that overlap or that only blanks of one line part made one."""
    found: list[Span] = []
    for span in sorted(set(spans)):
        gap = text[found[-1].end : span.start] if found else ""
        if found and (span.start <= found[-1].end or not (gap.strip() or "\n" in gap)):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
