"""The verb of saying that a quotation hangs on: after it, before it, or above it in its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Frame"]


class Frame(NamedTuple):
    """What a quotation hangs on.

    :ivar cue: the verb of saying
    :ivar rule: where it was found
    :ivar lead: the first word of the speaker's phrase, where the parse does not know that it is one
    """

    cue: Token
    rule: str
    lead: Token | None = None
