"""Whether a noun can be somebody who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.cues import lexicon
from index.statements.nouns import is_kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["can_speak"]

_THINGS = frozenset("this that what there nothing something everything anything".split())
_TIMES = frozenset({"DATE", "TIME", "MONEY", "EVENT", "QUANTITY"})
_MANY = frozenset(
    "one none nobody someone anyone everyone people family majority minority half third quarter percent plurality"
    " many most more some other few".split()
)
_FINDINGS = frozenset(
    "data projection analysis guideline regulation figure forecast estimate research finding result record testimony"
    " account platform initiative faction camp".split()
)
_AGENT = (
    "er",
    "or",
    "ist",
    "ian",
    "man",
    "woman",
    "men",
    "women",
    "ee",
    "ant",
    "crat",
    "ese",
    "can",
    "ficial",
)


def can_speak(head: Token, lemma: str) -> bool:
    """Whether a noun can be the subject of a verb of saying, taken as speech.

    A word that is no known speaker is believed of verbs that mean nothing else ("a leaflet said"), not of others ("a
    name suggesting", "the rain threatened").
    """
    if head.lower_ in _THINGS or head.ent_type_ in _TIMES:
        return False
    if head.pos_ != "NOUN" or head.ent_type_ or lemma in lexicon().strong:
        return True
    noun = str(head.lemma_).lower()
    known = is_kind(noun, "offices", "parties", "persons", "documents", "media", "organisations")
    return known or noun in _MANY | _FINDINGS or noun.endswith(_AGENT)
