"""A quotation that a noun brings: his claim that “...”, the company's promise of “...”, in her words, “...”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.records import Span
from index.statements.cues import is_cue
from index.statements.draft import Draft
from index.statements.subjects import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from index.statements.parsed import Parsed
    from index.statements.record import Stance

__all__ = ["noun_frame"]

NOUNS: dict[Stance, str] = {
    "says": "comment remark statement answer reply response word declaration description explanation"
    " characterization characterisation mantra quip joke tweet retort advice testimony conclusion reference"
    " catchphrase refrain chant argument",
    "alleges": "claim assertion allegation accusation charge contention suggestion insistence insinuation",
    "denies": "denial dismissal",
    "confirms": "admission acknowledgement acknowledgment concession",
    "demands": "call demand plea appeal",
    "promises": "promise pledge vow",
    "warns": "warning threat",
    "predicts": "prediction",
    "criticises": "criticism condemnation denunciation attack",
    "praises": "praise",
    "thinks": "belief view opinion conviction feeling",
}
STANCES: dict[str, Stance] = {noun: stance for stance, nouns in NOUNS.items() for noun in nouns.split()}
PARTIES = frozenset({"by", "from", "of"})  # what stands between such a noun and whose it is
STATES = frozenset({"that", ":", ","})  # Her answer was that “...”; but: His claims were “...”
NEAR = 12  # between the noun and the quotation
ANAPHORA = frozenset({"its", "this", "that", "these", "those"})


def noun_frame(parsed: Parsed, place: int) -> Draft | None:
    """The draft of a segment that hangs on a noun of saying whose owner is named."""
    last = parsed.before(place)
    if last is None or not parsed.is_outside(last):
        return None
    for noun in [*_own_words(parsed, last), *_nouns(parsed, place, last)]:
        owner = _owner(parsed, noun)
        if owner is not None:
            lemma = str(noun.lemma_).lower()
            return Draft(
                "noun",
                cue=parsed.span(noun, noun),
                cue_token=noun.i,
                lemma=lemma,
                stance=STANCES[lemma],
                speaker=_phrase(parsed, owner),
                head_token=owner.i,
                segments=[place],
            )
    return None


def _nouns(parsed: Parsed, place: int, last: Token) -> Iterator[Token]:
    """The nouns of saying that a segment hangs on, the nearest first."""
    top = parsed.top(place)
    sentence = parsed.sentence_of(last)
    above = [] if top is None else list(top.ancestors)
    subjects = [
        child for verb in above for child in verb.children if verb.lemma_ == "be" and child.dep_ == "nsubj"
    ]
    stated = [*above, *subjects] if last.lower_ in STATES else above
    for token in stated:
        near = 0 < last.i + 1 - token.i <= NEAR and parsed.sentence_of(token) == sentence
        says = token.pos_ == "NOUN" and str(token.lemma_).lower() in STANCES and parsed.is_outside(token)
        if near and says and not _is_named(parsed, token, last):
            yield token


def _is_named(parsed: Parsed, noun: Token, last: Token) -> bool:
    """Whether the quotation is what somebody calls such a thing: She called his statement “...”."""
    if noun.dep_ == "dobj" and is_cue(parsed, noun.head):
        return True
    return any(token.lower_ == "as" for token in parsed.doc[noun.i : last.i + 1])


def _own_words(parsed: Parsed, last: Token) -> list[Token]:
    """The noun of "in her words," and "in the words of the mayor," right before a quotation."""
    near = parsed.doc[max(last.sent.start, last.i - NEAR) : last.i]
    return [one for one in near if last.text == "," and one.lower_ == "words" and one.dep_ == "pobj"][-1:]


def _owner(parsed: Parsed, noun: Token) -> Token | None:
    """Whose saying it is: "her claim", "the ministry's denial", "a warning by officials"."""
    for child in noun.children:
        if child.dep_ == "poss" and child.lower_ not in ANAPHORA and parsed.is_outside(child):
            return child
    for preposition in noun.children:
        if preposition.dep_ == "prep" and preposition.lower_ in PARTIES - {"of"}:
            named = next((one for one in preposition.children if one.dep_ == "pobj"), None)
            if named is not None and parsed.is_outside(named):
                return named
    return _of_words(noun)


def _of_words(noun: Token) -> Token | None:
    """Whose words they are: "in the words of a senior adviser"."""
    if noun.lower_ != "words":
        return None
    of = next((child for child in noun.children if child.lower_ == "of"), None)
    return None if of is None else next((one for one in of.children if one.dep_ == "pobj"), None)


def _phrase(parsed: Parsed, owner: Token) -> Span:
    """The owner's phrase without its apostrophe."""
    span = phrase(parsed, owner)
    for ending in ("'s", "’s", "'", "’"):
        if parsed.text[slice(*span)].endswith(ending):
            return Span(span.start, span.end - len(ending))
    return span
