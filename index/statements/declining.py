"""Those who would not say: "declined to comment", "would not say whether ...", without content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.records import Span
from index.statements.cues import is_cue, lemma_of
from index.statements.drafting import draft
from index.statements.silence import declines

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.statements.draft import Draft
    from index.statements.parsed import Parsed

__all__ = ["refusals"]


def refusals(parsed: Parsed) -> list[Draft]:
    """A draft without content for every refusal to speak."""
    found = []
    for token in parsed.doc:
        if not is_cue(parsed, token) or not declines(parsed, token):
            continue
        if (
            token.dep_ == "xcomp"
            and is_cue(parsed, token.head)
            and lemma_of(token.head) in {"decline", "refuse"}
        ):
            continue  # the verb above is the cue
        made = draft(parsed, token, "declines", [])
        if made is not None:
            made.cue = _whole(parsed, token, made.cue)
            found.append(made)
    return found


def _whole(parsed: Parsed, cue: Token, span: Span | None) -> Span | None:
    """The cue with the verb that is declined: "declined to say"."""
    inner = next((child for child in cue.children if child.dep_ == "xcomp" and child.i > cue.i), None)
    if span is None or inner is None:
        return span
    words = parsed.doc[cue.i : inner.i + 1]
    plain = all(word.dep_ in {"aux", "auxpass", "advmod", "xcomp"} or word.i == cue.i for word in words)
    return Span(span.start, inner.idx + len(inner)) if plain else span
