"""A verb of saying after its quotation: “...,” she said; “...,” said Ann Lee; “...,” Ann Lee, the mayor, said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.cues import is_cue, lemma_of, lexicon
from index.statements.frames import Frame
from index.statements.plausible import can_speak
from index.statements.subjects import speaker_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.statements.parsed import Parsed

__all__ = ["frame_after"]

REACH = 40  # words between a quotation and its verb: a speaker's phrase with its relative clause is no longer
LOOSE = 30  # the same where only the strength of the verb speaks for it
NAME = 8  # words of a name before a verb that is known for no speech
TENSED = frozenset({"VBD", "VBZ", "VBP"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
OPENERS = frozenset({"PRON", "DET", "SCONJ", "CCONJ", "ADP", "ADV"})
NOMINAL = frozenset({"PROPN", "NOUN", "DET", "PRON", "ADJ", "NUM"})
NO_SPEAKER = frozenset({"that", "this", "then", "with", "and", "but", "which", "who", "there"})
PERSONAL = frozenset({"he", "she", "they", "it", "i", "we", "you"})


def frame_after(parsed: Parsed, place: int) -> Frame | None:
    """The verb of saying that follows a quotation in its sentence, if one does."""
    first = parsed.after(place)
    if first is None:
        return None
    cleft = _cleft(parsed, first)
    if cleft is not None:
        return Frame(cleft, "cleft")
    if not is_detached(parsed, place) or _is_new_sentence(parsed, place, first):
        return None
    cue = _next_cue(parsed, first)
    if cue is not None and cue.tag_ != "VBG" and lemma_of(cue) not in lexicon().never_after:
        start = _skip_marks(first, cue)
        if _speaks(parsed, start, cue):
            return Frame(cue, "post")
        if _may_lead(parsed, start, cue):
            return Frame(cue, "post", start)
    verb = _any_verb(parsed, place, first)
    return None if verb is None else Frame(verb, "post-any")


def _cleft(parsed: Parsed, first: Token) -> Token | None:
    """The verb of “...” is what he said."""
    following = first.doc[first.i : first.i + NAME]
    if first.lemma_ != "be" or len(following) < 2 or following[1].lower_ != "what":
        return None
    return next((token for token in following if is_cue(parsed, token)), None)


def is_detached(parsed: Parsed, place: int) -> bool:
    """Whether a comma, question mark or dash parts a quotation from what follows it."""
    end = parsed.segments[place].outer.end
    return parsed.ending(place) in tuple(",?!—-–…") or parsed.text[end : end + 1] in tuple(",—-–")


def _is_new_sentence(parsed: Parsed, place: int, first: Token) -> bool:
    """Whether what follows is a sentence of its own, as it is after a full stop or before a capital."""
    ending = parsed.ending(place)
    return ending == "." or (ending in tuple("?!…") and first.is_title and first.pos_ in OPENERS)


def _next_cue(parsed: Parsed, first: Token) -> Token | None:
    """The first verb of speech from a token on, in the article's own voice and in the same sentence.

    One in a relative clause of the speaker's phrase ("an aide who asked not to be named told") is it only for want
    of another.
    """
    sentence, spare = parsed.sentence_of(first), None
    for token in parsed.doc[first.i : first.i + REACH]:
        if not parsed.is_outside(token) or parsed.sentence_of(token) != sentence:
            break
        if is_cue(parsed, token) and lemma_of(token) in lexicon().speech:
            if not _in_relative(token, first):
                return token if spare is None or _resumes(first, spare, token) else spare
            spare = spare or token
    return spare


def _resumes(first: Token, inner: Token, cue: Token) -> bool:
    """Whether a verb goes on from the phrase before a relative clause: another one is under no verb between them."""
    return not any(
        token.tag_ in TENSED and not _in_relative(token, first) for token in first.doc[inner.i : cue.i]
    )


def _skip_marks(first: Token, cue: Token) -> Token:
    start = first
    while start.i < cue.i and (start.is_punct or start.is_space):
        start = start.doc[start.i + 1]
    return start


def _speaks(parsed: Parsed, start: Token, cue: Token) -> bool:
    """Whether what stands between a quotation and a verb is that verb's speaker and nothing else."""
    gap = cue.i - start.i
    if gap == 0 or (start.pos_ == "ADV" and gap <= 2) or (start.lower_ in PERSONAL and gap <= 4):
        return True
    speaker, _ = speaker_of(parsed, cue)
    return speaker is not None and speaker.left_edge.i <= start.i <= speaker.i


def _may_lead(parsed: Parsed, start: Token, cue: Token) -> bool:
    """Whether a phrase that the parse attached elsewhere may be the speaker: no other verb stands between."""
    named = start.pos_ in NOMINAL or (start.is_title and start.pos_ not in OPENERS)
    if not named or start.lower_ in NO_SPEAKER or cue.i - start.i > LOOSE:
        return False
    if lemma_of(cue) not in lexicon().strong:
        return False
    between = parsed.doc[start.i : cue.i]
    return not any(token.tag_ in FINITE and not _in_relative(token, start) for token in between)


def _in_relative(verb: Token, start: Token) -> bool:
    """Whether a relative pronoun stands just before a verb."""
    nearby = verb.doc[max(start.i, verb.i - 4) : verb.i]
    return any(token.lower_ in {"who", "which", "that"} for token in nearby)


def _any_verb(parsed: Parsed, place: int, first: Token) -> Token | None:
    """A verb of any kind right after a quotation that is a sentence: “...,” she beamed; “...,” she went on."""
    if not parsed.stands_alone(place):
        return None
    start = _skip_marks(first, parsed.doc[-1])
    verb = next((one for one in parsed.doc[start.i : start.i + NAME] if one.tag_ in TENSED), None)
    if verb is None or verb.pos_ == "AUX" or parsed.sentence_of(verb) != parsed.sentence_of(first):
        return None
    if not parsed.is_outside(verb) or lemma_of(verb) in lexicon().never_after:
        return None
    if verb.i == start.i:
        speaker, rule = speaker_of(parsed, verb, inverted=True)
        return verb if speaker is not None and rule == "inv" else None
    subject = next(
        (one for one in verb.children if one.dep_ == "nsubj" and one.lower_ not in NO_SPEAKER), None
    )
    if subject is None or subject.left_edge.i != start.i or not can_speak(subject, ""):
        return None
    return verb
