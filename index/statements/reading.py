"""One reading of an article from its first word to its last, keeping in mind whom it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from index.statements.cues import tells
from index.statements.descriptions import (
    is_attributive,
    is_bare,
    is_definite,
    is_joint,
    is_specific,
    person_beside,
)
from index.statements.entities import Entity, cast
from index.statements.genders import gender_of_name, gender_of_noun, gender_of_pronoun
from index.statements.nominals import bearer, described, is_media, issuer, newspaper, organisation
from index.statements.nouns import is_kind
from index.statements.phrases import phrase
from index.statements.pronouns import person_meant, several_meant
from index.statements.scene import SUBJECTS, Scene

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from index.records import Span
    from index.statements.parsed import Parsed
    from index.statements.record import How

__all__ = ["Meant", "Reading"]

PERSONAL = frozenset({"he", "she", "him", "her"})
SEVERAL = frozenset({"they", "it"})
PARTS = SUBJECTS | {
    "dobj",
    "pobj",
    "dative",
    "agent",
}  # of a clause: what a pronoun that is no possessive can be
AGAIN_REACH = 5.0  # sentences from somebody without a name to the same noun again
DOCUMENT_REACH = 6.0  # sentences from one mention of a document to the next
ISSUER_REACH = 2.0  # sentences from a body's words to "the statement" that they are from
SINGULAR = frozenset({"NN", "NNP"})


class Meant(NamedTuple):
    """Whom a word stands for, and how that was found; nobody where the article does not tell."""

    entity: Entity | None = None
    how: How = ""


NOBODY = Meant()


class Reading:
    """One reading of an article.

    :param heads: the head tokens of speakers' phrases, and the phrases
    """

    def __init__(self, parsed: Parsed, heads: Mapping[int, Span | None]) -> None:
        self.parsed, self.heads = parsed, heads
        self.cast = cast(parsed)
        self.scene = Scene(parsed, heads)
        self.meant: dict[int, Meant] = {}
        self._documents: dict[str, tuple[float, Meant]] = {}

    def read(self) -> dict[int, Meant]:
        """Whom each head word of a speaker's phrase stands for."""
        for token in self.parsed.doc:
            if token.i not in self.heads and not self._counts(token):
                continue
            found = self.meant[token.i] = self._whom(token)
            if found.entity is not None:
                self.scene.see(found.entity, token)
            elif token.i in self.heads:
                self.scene.last_speaker = None
        return self.meant

    def _counts(self, token: Token) -> bool:
        """Whether a word that does not speak bears on whom later ones stand for."""
        mention = self.cast.mention_at(token.i)
        if mention is not None:
            return mention.head == token.i
        if not self.parsed.is_outside(token):
            return False
        if token.lower_ in PERSONAL:
            return token.dep_ in PARTS
        if token.tag_ != "NN":
            return False
        lemma = token.lemma_.lower()
        return is_kind(lemma, "documents") or (
            token.dep_ in SUBJECTS and is_kind(lemma, "offices", "persons")
        )

    def _whom(self, token: Token) -> Meant:
        word = token.lower_
        if word in PERSONAL:
            return _meant(person_meant(self.scene, token, gender_of_pronoun(word)), "pronoun")
        if word in SEVERAL:
            return _meant(self._issuing(token) or several_meant(self.scene, token), "pronoun")
        entity = self._named(token)
        return Meant(entity, "name") if entity is not None else self._described(token)

    def _issuing(self, pronoun: Token) -> Entity | None:
        """The body whose document is named in front: "In a statement by the ministry, it said ..."."""
        for child in pronoun.head.children:
            if child.dep_ == "prep" and child.i < pronoun.i:
                for document in child.children:
                    source = issuer(document) if is_kind(document.lemma_.lower(), "documents") else None
                    if source is not None:
                        entity = (self.meant.get(source.i) or self._whom(source)).entity
                        return None if entity is None or entity.is_person else entity
        return None

    def _named(self, token: Token) -> Entity | None:
        """Whom a phrase names itself."""
        if token.i in self.heads and is_joint(self.cast, token):
            return Entity("NORP", phrase=self._phrase(token))
        entity = self.cast.at(token.i) or person_beside(self.cast, token)
        if entity is None and token.pos_ == "PROPN" and token.i in self.heads and not _is_noun(token):
            entity = self._unknown(token)
        return entity

    def _unknown(self, token: Token) -> Entity:
        """Whoever has a name that the model has not seen as one."""
        first = token
        while first.i and first.nbor(-1).pos_ == "PROPN" and first.nbor(-1).head.i in {token.i, first.i}:
            if tells(first.nbor(-1)):
                break
            first = first.nbor(-1)
        gender = gender_of_name(first.text) if first.i < token.i else ""
        return Entity("PERSON" if gender else "ORG", gender, phrase=self.parsed.span(first, token))

    def _described(self, token: Token) -> Meant:
        """Whom a phrase without a name stands for."""
        lemma = token.lemma_.lower()
        if is_kind(lemma, "documents"):
            found = self._issued(token, lemma)
            if found.entity is not None:
                self._documents[lemma] = self.scene.place(token), found
                return found
        elif is_definite(token) and token.tag_ in SINGULAR:
            entity = self._pointed_at(token, lemma)
            if entity is not None:
                return Meant(entity, "nominal")
        return self._as_printed(token, lemma)

    def _pointed_at(self, token: Token, lemma: str) -> Entity | None:
        """Whoever is meant by a noun with "the": of a person, a newspaper, an organisation."""
        if not is_bare(token):
            varied = is_kind(lemma, "offices", "parties") and is_attributive(token)
            return described(self.scene, token) if varied else None
        entity = None
        if is_kind(lemma, "offices"):
            entity = bearer(self.scene, token)
        if entity is None and is_kind(lemma, "media"):
            entity = newspaper(self.scene, token)
        if entity is None and is_kind(lemma, "organisations"):
            entity = organisation(self.scene, token)
        return entity

    def _issued(self, token: Token, lemma: str) -> Meant:
        """Whoever a document is from: told beside it, or at an earlier mention, or the body that just spoke."""
        source = issuer(token)
        if source is not None:
            known = self.meant.get(source.i) or self._whom(source)
            return _meant(known.entity, "issuer")
        if not is_definite(token) or not is_bare(token):
            return NOBODY
        place, before = self._documents.get(lemma, (0.0, NOBODY))
        if before.entity is not None and self.scene.place(token) - place <= DOCUMENT_REACH:
            return before
        return self._body_before(token, lemma)

    def _body_before(self, token: Token, lemma: str) -> Meant:
        """The state or organisation that has just spoken, for a kind of document that comes from one."""
        last = self.scene.last_speaker
        if last is None or last.entity.is_person or is_media(last.entity) or not is_kind(lemma, "issued"):
            return NOBODY
        near = self.scene.place(token) - last.place <= ISSUER_REACH
        return _meant(last.entity if near else None, "issuer")

    def _as_printed(self, token: Token, lemma: str) -> Meant:
        """Somebody known by the phrase alone: it is the name, if a state or an organisation is named in it."""
        if token.pos_ == "PRON" or not (token.dep_ in SUBJECTS or token.i in self.heads):
            return NOBODY
        span = self._phrase(token)
        specific = span if is_specific(self.parsed, self.cast, span, lemma) else None
        if is_kind(lemma, "offices", "parties", "persons") and token.tag_ in SINGULAR:
            known = self._again(token, lemma) if specific is None else None
            gender = gender_of_noun(lemma)
            entity = known or Entity("PERSON", gender, nouns={lemma}, phrase=specific)
            return Meant(entity, "nominal" if known is not None else "name")
        if specific is None:
            return NOBODY
        found = Meant(
            Entity("NORP" if token.tag_ == "NNS" else "ORG", nouns={lemma}, phrase=specific), "name"
        )
        if is_kind(lemma, "documents"):
            self._documents[lemma] = self.scene.place(token), Meant(found.entity, "nominal")
        return found

    def _again(self, token: Token, lemma: str) -> Entity | None:
        """Somebody without a name who was last called the same."""
        if not is_definite(token):
            return None
        for seen in self.scene.recent(token, AGAIN_REACH):
            if seen.entity.is_person and not seen.entity.mentions and lemma in seen.entity.nouns:
                return seen.entity
        return None

    def _phrase(self, token: Token) -> Span:
        return self.heads.get(token.i) or phrase(self.parsed, token)


def _is_noun(token: Token) -> bool:
    """Whether a word tagged as a name is but a noun for somebody, as at the start of a headline."""
    lemma = token.lower_
    return (
        is_kind(lemma, "offices", "parties", "persons", "documents", "media")
        and token.nbor(-1 if token.i else 0).pos_ != "PROPN"
    )


def _meant(entity: Entity | None, how: How) -> Meant:
    return Meant(entity, how) if entity is not None else NOBODY
