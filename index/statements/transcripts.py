"""Statements of transcripts: what stands after a label is the words of whom the label names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.passages import sentences
from index.statements.record import Statement
from index.statements.turnnames import names
from index.statements.turns import turns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.records import Span
    from index.statements.parsed import Parsed
    from index.statements.record import Stance
    from index.statements.turns import Turn

__all__ = ["with_turns"]

_FIRST_PERSON = frozenset({"i", "we"})
_CLOSING = "”\"’')] "


def with_turns(parsed: Parsed, article: str, found: Sequence[Statement]) -> list[Statement]:
    """An article's statements with its turns among them, by their start.

    What somebody in a turn is told to have said stays a statement of its own; "I said" is said by whom the label
    names. A quotation that was given to somebody outside its turn for want of a cue is left out, and what was taken
    for the words of a label.
    """
    said = turns(parsed.text, parsed.paragraphs)
    if not said:
        return list(found)
    meant = names(parsed, said)
    kept = [own for one in found if (own := _in_turn(parsed.text, one, said, meant)) is not None]
    made = [_statement(parsed, article, turn, meant.get(turn.label.key)) for turn in said]
    return sorted([*kept, *made], key=lambda one: (one.start, one.spans))


def _in_turn(text: str, one: Statement, said: Sequence[Turn], meant: Mapping[str, Span]) -> Statement | None:
    """A statement of the other rules, told by a turn it stands in; ``None`` where the turn shows it to be none."""
    if any(span.overlaps(turn.label.name) for turn in said for span in (*one.spans, one.speaker)):
        return None
    turn = next((turn for turn in said if _is_in(one.start, turn)), None)
    if turn is None:
        return one
    if one.cue is None and not _is_in(one.speaker.start, turn):
        return None
    name = meant.get(turn.label.key)
    if text[slice(*one.speaker)].lower() in _FIRST_PERSON and name is not None:
        return replace(one, name=name, how="pronoun")
    return one


def _is_in(place: int, turn: Turn) -> bool:
    return any(start <= place < end for start, end in turn.spans)


def _statement(parsed: Parsed, article: str, turn: Turn, name: Span | None) -> Statement:
    label = turn.label
    inside = [one.inner for one in parsed.segments]
    return Statement(
        article,
        turn.spans,
        label.name,
        label.head,
        marked=turn.spans,  # a transcript is verbatim, without marks
        kind="direct",
        cue=label.point,
        lemma=":",
        stance=_stance(parsed.text, turn),
        name=name,
        how="" if name is None else "name" if len(label.key) > 1 else "nominal",
        tier="A",
        rule="turn",
        nested=tuple(
            one for one in inside if any(start <= one.start and one.end <= end for start, end in turn.spans)
        ),
    )


def _stance(text: str, turn: Turn) -> Stance:
    """Whether a turn is questions and nothing else."""
    printed = [text[slice(*span)] for span in turn.spans]
    ends = [one[slice(*part)].rstrip(_CLOSING)[-1:] for one in printed for part in sentences(one)]
    return "asks" if all(end == "?" for end in ends) else "says"
