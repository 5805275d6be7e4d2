"""A verb of saying before its quotation: She said: “...”; he called it “...”; in a tweet that read “...”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.cues import is_cue, lemma_of, lexicon
from index.statements.frames import Frame
from index.statements.plausible import can_speak
from index.statements.stance import governor

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.statements.parsed import Parsed

__all__ = ["frame_before"]

COLON = 15  # words between a verb and the comma or colon before its quotation
NEAR = 4  # words: a verb so near to the quotation is its verb, whatever the parse says
FAR = 25  # words over which a verb may still reach where no other verb stands between
FINITE = frozenset({"VBD", "VBZ", "VBP"})
NO_SPEECH = frozenset({"thinks", "predicts", "praises"})
PERSONAL = frozenset({"he", "she", "they", "it", "we", "i"})
MODAL = frozenset(
    {"would", "will", "could", "can", "may", "might", "should", "must", "'d", "’d", "'ll", "’ll"}
)


def frame_before(parsed: Parsed, place: int) -> Frame | None:
    """The verb of saying before a quotation, in its sentence or in one that ends in a colon or comma."""
    last = parsed.before(place)
    if last is None or not parsed.is_outside(last) or not _is_near(parsed, place, last):
        return None
    alone = last.text in {":", ","} and parsed.stands_alone(place)
    cues = _cues_up_to(parsed, last)
    verb = _any_verb(parsed, last) if alone else None
    if verb is not None and verb not in cues:
        return Frame(verb, "pre-any")
    cue = _chosen(parsed, place, last, cues) if cues else None
    if cue is None:
        return None
    if alone:
        return Frame(cue, "intro" if last.i - cue.i <= NEAR else "pre")
    return Frame(_voiced(parsed, cue, last), "pre")


def _any_verb(parsed: Parsed, last: Token) -> Token | None:
    """A verb of any kind right before a comma or colon: In one song, Lee sings, “...”; she shot back: “...”"""
    at = last.i - 1
    if at > 0 and parsed.doc[at].lower_ in {"back", "on", "in"}:
        at -= 1
    verb = parsed.doc[max(0, at)]
    if verb.tag_ not in FINITE or verb.pos_ != "VERB" or verb.dep_ == "relcl" or not parsed.is_outside(verb):
        return None
    subject = next((one for one in verb.children if one.dep_ == "nsubj"), None)
    return None if subject is None or not can_speak(subject, "") else verb


def _is_near(parsed: Parsed, place: int, last: Token) -> bool:
    apart = parsed.sentence_of(parsed.tokens_of(place)[0]) - parsed.sentence_of(last)
    return apart == 0 or (apart == 1 and last.text in {":", ","})


def _cues_up_to(parsed: Parsed, last: Token) -> list[Token]:
    """The verbs of saying of a sentence up to a token, the nearest first."""
    sentence = parsed.sentences[parsed.sentence_of(last)]
    found = [token for token in parsed.doc[sentence.start : last.i + 1] if is_cue(parsed, token)]
    return [token for token in reversed(found) if not _is_occasion(token)]


def _is_occasion(cue: Token) -> bool:
    """Whether a verb only tells when something was said: She said when *asked* about it: “...”."""
    return cue.tag_ == "VBN" and cue.i > 0 and cue.nbor(-1).lower_ in {"when", "if", "as", "once"}


def _chosen(parsed: Parsed, place: int, last: Token, cues: list[Token]) -> Token | None:
    nearest = cues[0]
    gap = last.i - nearest.i
    if gap <= 1 or (last.text in {":", ","} and gap <= COLON):
        return nearest
    cue = _governing(parsed, place, cues)
    if cue is None:
        return nearest if _reaches(parsed, nearest, last) else None
    if gap <= NEAR and lexicon().stance.get(lemma_of(nearest)) != "thinks":
        return nearest
    return cue


def _governing(parsed: Parsed, place: int, cues: list[Token]) -> Token | None:
    """The nearest verb that the quotation hangs on, rather one of speech than one of thought."""
    top = parsed.top(place)
    above = {token.i for token in top.ancestors} if top is not None else set()
    found = [cue for cue in cues if cue.i in above]
    speech = [cue for cue in found if lexicon().stance.get(lemma_of(cue)) not in NO_SPEECH]
    return next(iter([*speech, *found]), None)


def _reaches(parsed: Parsed, cue: Token, last: Token) -> bool:
    """Whether a verb that the quotation does not hang on may still bring it: nothing finite stands between.

    So may a strong verb in a parenthesis: The industry, she said, is “...”.
    """
    if last.i - cue.i > FAR:
        return False
    between = parsed.doc[cue.i + 1 : last.i + 1]
    if not any(_is_finite(parsed, token) for token in between):
        return True
    after = any(token.text == "," for token in parsed.doc[cue.i : min(last.i, cue.i + 6)])
    ahead = any(token.text == "," for token in parsed.doc[max(0, cue.i - 14) : cue.i])
    return after and ahead and lemma_of(cue) in lexicon().strong


def _is_finite(parsed: Parsed, token: Token) -> bool:
    return token.tag_ in FINITE and token.pos_ in {"VERB", "AUX"} and parsed.is_outside(token)


def _voiced(parsed: Parsed, cue: Token, last: Token) -> Token:
    """The verb above a cue whose speaker is only spoken of: She says he would accept “...”, what she calls “...”."""
    while _is_reported(cue, last):
        above = _speech_above(parsed, cue)
        if above is None:
            break
        cue = above
    return cue


def _is_reported(cue: Token, last: Token) -> bool:
    """Whether a cue is part of what somebody else says: in the mood of a wish, or said of themselves."""
    if last.text == ":":
        return False
    own = list(cue.children)
    if any(child.dep_ == "aux" and child.lower_ in MODAL for child in own) or _is_wished(cue):
        return True
    if any(child.dep_ in {"dobj", "attr", "oprd", "pobj"} and child.lower_ == "what" for child in own):
        return True
    subject = next((child for child in own if child.dep_ == "nsubj"), None)
    return subject is not None and subject.lower_ in PERSONAL and cue.dep_ != "relcl"


def _is_wished(cue: Token) -> bool:
    """Whether somebody says that somebody else is to say it: She expects him to announce “...”."""
    return cue.tag_ == "VB" and cue.dep_ in {"xcomp", "ccomp"} and lemma_of(cue.head) in lexicon().stance


def _speech_above(parsed: Parsed, cue: Token) -> Token | None:
    """The verb of speech whose words a cue stands in."""
    above = governor(parsed, cue)
    while above is not None and lexicon().stance.get(lemma_of(above)) in NO_SPEECH:
        above = governor(parsed, above)
    if above is not None:
        return above
    known = lexicon().speech
    return next(
        (one for one in cue.ancestors if is_cue(parsed, one) and lemma_of(one) in known and one.i < cue.i),
        None,
    )
