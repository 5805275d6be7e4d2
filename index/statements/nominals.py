"""Whom "the statement", "the newspaper", "the senator" stand for, where the article tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.genders import agree, gender_of_noun
from index.statements.scene import SUBJECTS, role

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.statements.entities import Entity
    from index.statements.scene import Scene

__all__ = ["bearer", "described", "is_media", "issuer", "newspaper", "organisation"]

ISSUING = frozenset(
    "issue publish write send make post give provide offer file sign read deliver put circulate prepare author produce "
    "conduct commission draft compile".split()
)
RELEASING = frozenset({"release"})  # of one's own words, but also of others' letters and papers
OTHERS = frozenset(
    "email e-mail letter document memo memorandum transcript note book affidavit message".split()
)
PAPERS = frozenset(
    "times post news journal telegraph guardian herald tribune globe star sun mail mirror examiner chronicle observer "
    "sentinel gazette daily courier inquirer register republic standard dispatch bee enquirer today independent "
    "newspaper".split()
)
OTHER_MEDIA = frozenset(
    "reuters bloomberg politico axios ap afp upi bbc cnn nbc abc cbs cnbc msnbc npr fox associated press weekly "
    "economist magazine agency network radio television".split()
)
MEDIA_REACH = 4.0  # sentences
BEARER_REACH = 10.0
DESCRIBED_REACH = 1.5
ACTING_REACH = 2.0
ANY_ORGANISATION = frozenset("group organization organisation company firm agency charity".split())


def issuer(document: Token) -> Token | None:
    """The head word of whoever a document is said to be by, in its phrase or its sentence."""
    for child in document.children:
        if child.dep_ == "poss":
            return child
        found = _agent(child)
        if found is None and child.dep_ == "acl" and _issues(child, document):
            found = next(filter(None, map(_agent, child.children)), None)
        if found is not None:
            return found
    verb = document.head
    if document.dep_ == "dobj" and _issues(verb, document):
        return next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return None


def _issues(verb: Token, document: Token) -> bool:
    lemma = verb.lemma_.lower()
    return lemma in ISSUING or (lemma in RELEASING and document.lemma_.lower() not in OTHERS)


def _agent(child: Token) -> Token | None:
    if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
        return next((below for below in child.children if below.dep_ == "pobj"), None)
    return None


def newspaper(scene: Scene, head: Token) -> Entity | None:
    """The paper meant by "the newspaper": the last organisation named that is called like one."""
    words = PAPERS if head.lemma_.lower() in {"newspaper", "paper", "daily"} else PAPERS | OTHER_MEDIA
    for seen in scene.recent(head, MEDIA_REACH):
        if seen.entity.label == "ORG" and _is_called(seen.entity, words):
            return seen.entity
    return None


def is_media(entity: Entity) -> bool:
    """Whether an organisation is called like a newspaper, an agency or a broadcaster."""
    return _is_called(entity, PAPERS | OTHER_MEDIA)


def _is_called(entity: Entity, words: frozenset[str]) -> bool:
    return any(words & set(one.words) for one in entity.mentions)


def bearer(scene: Scene, head: Token) -> Entity | None:
    """The person meant by "the senator": the only one lately named whom the article calls so.

    Of several, the only one who has the word for a title: "President Lee" and not "Ann Ray, president of a club".
    """
    lemma = head.lemma_.lower()
    gender = gender_of_noun(lemma)
    found: list[Entity] = []
    for seen in scene.recent(head, BEARER_REACH):
        entity = seen.entity
        if (
            entity.is_person
            and agree(entity.gender, gender)
            and lemma in entity.nouns
            and entity not in found
        ):
            found.append(entity)
    if len(found) > 1:
        found = [entity for entity in found if any(one.title == lemma for one in entity.mentions)]
    return found[0] if len(found) == 1 else None


def described(scene: Scene, head: Token) -> Entity | None:
    """The person meant by "the Florida senator", "the 60-year-old billionaire": whom the article is just speaking of.

    Only the last subject that is a person, just before, and nobody else in between.
    """
    gender = gender_of_noun(head.lemma_.lower())
    for seen in scene.recent(head, DESCRIBED_REACH):
        if not seen.entity.is_person or seen.quoted or role(seen.token) in {"poss", "compound"}:
            continue
        if seen.token.head.dep_ in {"ccomp", "relcl", "acl"}:
            continue
        subject = seen.token.dep_ in SUBJECTS and seen.token.sent != head.sent
        return seen.entity if subject and seen.entity.mentions and agree(seen.entity.gender, gender) else None
    return None


def organisation(scene: Scene, head: Token) -> Entity | None:
    """The organisation meant by "the ministry": the only one lately named that has the word in its name.

    What every organisation can be called ("the group") means the only one that acted or spoke just before.
    """
    lemma = head.lemma_.lower()
    found: list[Entity] = []
    acting: list[Entity] = []
    for seen in scene.recent(head, BEARER_REACH):
        entity = seen.entity
        if entity.label != "ORG" or seen.quoted:
            continue
        named = lemma in entity.nouns or any(lemma in one.words for one in entity.mentions)
        if named and entity not in found:
            found.append(entity)
        near = scene.place(head) - seen.place <= ACTING_REACH and seen.token.sent != head.sent
        if near and (seen.spoke or role(seen.token) in SUBJECTS) and entity not in acting:
            acting.append(entity)
    if not found and lemma in ANY_ORGANISATION:
        found = acting
    return found[0] if len(found) == 1 else None
