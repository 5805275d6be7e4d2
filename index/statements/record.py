"""A statement: where an article prints what somebody said, who is named as saying it, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from index.records import Span

__all__ = ["How", "Kind", "Role", "Stance", "Statement", "Tier", "Voice", "stance_words"]

Kind = Literal["direct", "mixed", "indirect"]
Stance = Literal[
    "says",
    "alleges",
    "denies",
    "confirms",
    "declines",
    "asks",
    "demands",
    "promises",
    "warns",
    "predicts",
    "criticises",
    "praises",
    "thinks",
]
Tier = Literal["A", "B", "C"]
How = Literal["name", "pronoun", "issuer", "nominal", "inherited", ""]
Role = Literal["state", "organ", "organisation", "person", "people", "place", "document", "unknown"]


class Voice(NamedTuple):
    """Somebody that a speaker's phrase speaks as or for, the same across articles.

    :ivar key: by which statements are looked up: ``state/kp``, ``person/putin`` (the surname only; the label
        tells namesakes apart), ``org/international atomic energy agency``
    :ivar role: how the phrase relates to the key: only ``state``, ``organ``, ``organisation`` and ``person``
        speak for it; ``people`` ("North Korean defectors") and ``place`` do not
    :ivar label: the name to show: ``North Korea``, ``Vladimir Putin``
    """

    key: str
    role: Role
    label: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody is printed as saying. It has offsets and no text of its own: all is cut from the article.

    :ivar article: id of the article
    :ivar spans: the content, sorted and disjoint, with its quotation marks; several where the cue interrupts it or
        paragraphs continue it; none only where the speaker declines to say something
    :ivar marked: the parts inside quotation marks, without these; inside :attr:`spans`; none for indirect speech.
        A turn of a transcript (rule ``turn``) is verbatim without marks: all of its spans count as marked, so that it
        is direct; what others are quoted as saying in it is :attr:`nested`, and may be a statement of its own
    :ivar kind: direct where all of it is marked, mixed where some is, indirect where none is
    :ivar cue: the words of saying ("flatly denied", "according to", ":"); ``None`` where it is inherited
    :ivar lemma: the cue's lemma; empty as for the cue
    :ivar stance: what the cue does with the content
    :ivar negated: whether that is negated: "has not confirmed", "did not deny"
    :ivar hedged: whether the saying itself is reported as hearsay: "reportedly told", "allegedly said"
    :ivar speaker: who speaks, as printed: "the government in Pyongyang"; outside the content
    :ivar head: the head word of that phrase: "government"
    :ivar name: where the article names whom the phrase stands for; ``None`` where that is not known. For "the
        statement" it is "the government in Pyongyang"; for "she", "Angela Merkel"; a name stands for itself, at
        its fullest printing in the article
    :ivar how: how the name was found; empty where it was not
    :ivar tier: A, B or C: how often the rule that found it names the right speaker, see README
    :ivar rule: the name of that rule, for people who mend it
    :ivar chain: number of the run of paragraphs that it goes on over, in its article; ``None`` where it does not
    :ivar closed: whether the closing mark was there
    :ivar nested: quotations inside it, without their marks
    :ivar voices: whom it speaks as or for across articles, the most particular first; empty until that is asked
    """

    article: str
    spans: tuple[Span, ...]
    speaker: Span
    head: Span
    marked: tuple[Span, ...] = ()
    kind: Kind = "indirect"
    cue: Span | None = None
    lemma: str = ""
    stance: Stance = "says"
    negated: bool = False
    hedged: bool = False
    name: Span | None = None
    how: How = ""
    tier: Tier = "C"
    rule: str = ""
    chain: int | None = None
    closed: bool = True
    nested: tuple[Span, ...] = ()
    voices: tuple[Voice, ...] = ()

    @property
    def start(self) -> int:
        """Where its first words are: of the content, or of the cue where there is none."""
        return min(span.start for span in (*self.spans, *filter(None, [self.cue])))


def stance_words(stance: Stance, *, negated: bool = False, hedged: bool = False) -> str:
    """A stance as one says it.

    >>> stance_words("denies", negated=True), stance_words("alleges", hedged=True)
    ('does not deny', 'reportedly alleges')
    """
    words: str = stance
    if negated:
        base = stance[:-3] + "y" if stance.endswith("ies") else stance[:-1]
        words = f"does not {base}"
    return f"reportedly {words}" if hedged else words
