"""Reported speech: every rule that finds what is said outside of quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.according import according
from index.statements.calls import calls
from index.statements.clauses import clauses
from index.statements.declining import refusals
from index.statements.objects import objects

if TYPE_CHECKING:
    from index.statements.draft import Draft
    from index.statements.parsed import Parsed

__all__ = ["indirect"]


def indirect(parsed: Parsed) -> list[Draft]:
    """Drafts of reported speech by their place, one for each cue: of two rules the first found holds."""
    found: dict[int | None, Draft] = {}
    for rule in (refusals, calls, clauses, according, objects):
        for draft in rule(parsed):
            found.setdefault(draft.cue_token, draft)
    return sorted(found.values(), key=lambda draft: (draft.cue_token is None, draft.cue_token))
