"""A draft of reported speech from its cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.cues import lemma_of
from index.statements.draft import Draft
from index.statements.plausible import can_speak
from index.statements.stance import governor, judge
from index.statements.subjects import cue_span, phrase, speaker_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from index.records import Span
    from index.statements.parsed import Parsed
    from index.statements.record import Tier

__all__ = ["draft"]

_SURE = frozenset({"nsubj", "inv", "conj"})


def draft(
    parsed: Parsed, cue: Token, rule: str, spans: Sequence[Span], *, inverted: bool = False
) -> Draft | None:
    """A draft with cue, stance and speaker; ``None`` where nobody is named as speaking."""
    head, how = speaker_of(parsed, cue, inverted=inverted)
    lemma = lemma_of(cue)
    if head is None or not can_speak(head, lemma):
        return None
    stance, negated, hedged = judge(parsed, cue, lemma)
    silent = stance == "declines"
    tier: Tier = "B" if how in _SURE and governor(parsed, cue) is None else "C"
    return Draft(
        f"{rule}/{how}",
        tier=tier,
        cue=cue_span(parsed, cue),
        cue_token=cue.i,
        lemma=lemma,
        stance=stance,
        negated=negated,
        hedged=hedged,
        speaker=phrase(parsed, head),
        head_token=head.i,
        clause=[] if silent else list(spans),
    )
