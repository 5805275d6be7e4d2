"""A statement in the making, passed from rule to rule over one parsed article."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.records import Span
from index.statements.record import How, Stance, Tier

__all__ = ["Draft"]


@dataclass(slots=True, eq=False)
class Draft:
    """What is known so far of one statement; offsets are those of the article's text, tokens those of its parse.

    :ivar rule: which rule made it, such as ``post/nsubj`` (cue after the quotation, its subject)
    :ivar tier: how far that rule is trusted
    :ivar cue_token: index of the cue's head token; ``None`` where there is none or it is a mark
    :ivar head_token: index of the head token of the speaker's phrase; ``None`` while no speaker is known
    :ivar segments: indices into :attr:`index.statements.parsed.Parsed.segments`
    :ivar clause: content outside quotation marks (or around them) that a rule of clauses found
    :ivar inherited: whether the speaker is taken over from another draft, which then is this one
    """

    rule: str
    tier: Tier = "C"
    cue: Span | None = None
    cue_token: int | None = None
    lemma: str = ""
    stance: Stance = "says"
    negated: bool = False
    hedged: bool = False
    speaker: Span | None = None
    head_token: int | None = None
    segments: list[int] = field(default_factory=list)
    clause: list[Span] = field(default_factory=list)
    inherited: Draft | None = None
    name: Span | None = None
    how: How = ""
