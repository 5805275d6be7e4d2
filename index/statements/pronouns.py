"""Whom "he" and "she" stand for, by how present everybody is at that place; "they" and "it" where it is plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.genders import Gender, agree
from index.statements.scene import SUBJECTS, Scene, Seen, role

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.statements.entities import Entity

__all__ = ["person_meant", "several_meant"]

# Weights were set by hand on articles read for it; the unit is one sentence of distance.
PER_SENTENCE = 1.2
FARTHEST = 7.0  # sentences after which distance counts no more
SUBJECT = 2.5
OBJECT = -0.7
WITHIN = -1.5  # part of another phrase: a possessive, a compound
QUOTED = -4.0
NAMELESS = -1.0
SAME_PARAGRAPH = 2.0
MAIN_CLAUSE = 0.7
GOVERNS = 4.0  # subject of a clause that this one is part of: "Baker said he …", "Baker’s lawyer said he …"
ASKED = 11.0  # object of a question that this one is part of: "asked Baker whether he …"
TOLD_OF = -2.0  # subject within what somebody else says: "Lee said that Baker …"
GENDER_KNOWN = 1.5
SPOKE_LAST = 3.5
REPLACED = 0.2  # of that, once somebody else is the subject of a sentence
FORGOTTEN = 0.3  # of that, for each sentence since
PRESENCE = 0.35  # for each time that somebody was seen lately, up to:
MOST_PRESENT = 1.4
MARGIN = 0.6  # over the next best; below it, nobody is meant
LEAST = 4.0
ASKING = frozenset({"ask", "question", "press", "urge"})


def person_meant(scene: Scene, pronoun: Token, gender: Gender) -> Entity | None:
    """The person whom a pronoun stands for; ``None`` where two are as likely, or nobody."""
    barred = _barred(scene, pronoun)
    scores: dict[int, tuple[float, Entity]] = {}
    counts: dict[int, int] = {}
    for seen in scene.recent(pronoun):
        entity = seen.entity
        if not entity.is_person or not agree(entity.gender, gender) or id(entity) in barred:
            continue
        counts[id(entity)] = counts.get(id(entity), 0) + 1
        score = _score(scene, seen, pronoun) + (GENDER_KNOWN if entity.gender else 0.0)
        if score > scores.get(id(entity), (float("-inf"), entity))[0]:
            scores[id(entity)] = score, entity
    last = scene.last_speaker
    if last is not None and id(last.entity) in scores:
        score, entity = scores[id(last.entity)]
        scores[id(entity)] = score + _speaker_bonus(scene, pronoun, gender), entity
    ranked = sorted(
        (
            (score + min(MOST_PRESENT, PRESENCE * counts[key]), entity)
            for key, (score, entity) in scores.items()
        ),
        key=lambda pair: -pair[0],
    )
    if not ranked or ranked[0][0] < LEAST or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
        return None
    meant = ranked[0][1]
    meant.gender = meant.gender or gender
    return meant


def _score(scene: Scene, seen: Seen, pronoun: Token) -> float:
    here, token = scene.place(pronoun), seen.token
    score = 10.0 - PER_SENTENCE * min(here - seen.place, FARTHEST)
    subject = role(token) in SUBJECTS
    if subject:
        score += SUBJECT
    elif token.dep_ in {"poss", "compound", "nmod"}:
        score += WITHIN
        score += GOVERNS * (token.head.dep_ in SUBJECTS and not seen.quoted and _governs(token.head, pronoun))
    elif token.dep_ in {"dobj", "pobj"}:
        score += OBJECT
    if seen.quoted:
        score += QUOTED
    elif subject:
        score += SAME_PARAGRAPH * (seen.paragraph == scene.parsed.paragraph_of(pronoun))
        score += GOVERNS * _governs(token, pronoun)
        score += TOLD_OF * (token.head.dep_ == "ccomp" and not seen.spoke)
    elif token.dep_ in {"dobj", "dative"} and token.head.lemma_ in ASKING:
        score += ASKED * _governs(token, pronoun)
    score += NAMELESS * (not seen.entity.mentions)
    score += MAIN_CLAUSE * (token.head.dep_ == "ROOT")
    return score


def _speaker_bonus(scene: Scene, pronoun: Token, gender: Gender) -> float:
    """How much more likely the last speaker is meant; little once somebody else has become the subject."""
    last = scene.last_speaker
    if last is None:
        return 0.0
    bonus = max(0.0, SPOKE_LAST - FORGOTTEN * (scene.place(pronoun) - last.place))
    for seen in scene.recent(pronoun):
        if seen.token.i <= last.token.i:
            break
        other = seen.entity is not last.entity and seen.entity.is_person and agree(seen.entity.gender, gender)
        if other and not seen.quoted and role(seen.token) in SUBJECTS and seen.token.head.dep_ == "ROOT":
            return bonus * REPLACED
    return bonus


def _governs(token: Token, pronoun: Token) -> bool:
    return token.i < pronoun.i and token.sent == pronoun.sent and token.head in list(pronoun.head.ancestors)


def _barred(scene: Scene, pronoun: Token) -> set[int]:
    """Whoever has another part with the same verb: in "Baker told him", he is not Baker."""
    return {
        id(seen.entity)
        for seen in scene.recent(pronoun, 0.0)
        if seen.token.head.i == pronoun.head.i
        and seen.token.dep_ in {"nsubj", "nsubjpass", "dobj", "dative", "agent"}
    }


def several_meant(scene: Scene, pronoun: Token) -> Entity | None:
    """Those whom "they", or that which "it", stands for: the last to speak, if just before and of that kind."""
    last = scene.last_speaker
    if last is None or last.entity.is_person or last.quoted:
        return None
    near = scene.place(pronoun) - last.place <= 1.0
    plural = last.entity.label == "NORP"
    return last.entity if near and plural == (pronoun.lower_ in {"they", "them"}) else None
