"""Whether "he" or "she" agrees with a name or a noun: for telling who a pronoun stands for, and never shown."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

__all__ = ["Gender", "agree", "gender_of_name", "gender_of_noun", "gender_of_pronoun", "gender_of_title"]

Gender = Literal["m", "f", ""]  # "" where the article has not told

_PRONOUNS: dict[str, Gender] = {
    **dict.fromkeys(["he", "him", "his", "himself"], "m"),
    **dict.fromkeys(["she", "her", "hers", "herself"], "f"),
}
_TITLES: dict[str, Gender] = {
    **dict.fromkeys(["mr", "sir", "lord", "king", "prince", "pope", "congressman", "father", "brother"], "m"),
    **dict.fromkeys(["mrs", "ms", "miss", "mme", "lady", "dame", "queen", "princess", "congresswoman"], "f"),
}
_MEN = (
    "man boy gentleman guy father husband son brother uncle nephew grandfather grandson widower fiance boyfriend "
    "king prince duke monk priest bishop cardinal pope imam actor waiter policeman fireman fisherman"
)
_WOMEN = (
    "woman girl lady mother wife daughter sister aunt niece grandmother granddaughter widow fiancee fiancée girlfriend "
    "queen princess duchess nun actress waitress businesswoman heiress hostess"
)
_NOUNS: dict[str, Gender] = {**dict.fromkeys(_MEN.split(), "m"), **dict.fromkeys(_WOMEN.split(), "f")}
# "chairman" and "spokesman" are printed of women too, but hardly in news after 2000.
_ENDINGS: tuple[tuple[str, Gender], ...] = (("woman", "f"), ("man", "m"))
_NOT_MEN = frozenset({"human", "german", "roman", "norman", "woman", "ottoman", "talisman", "shaman"})


def gender_of_pronoun(word: str) -> Gender:
    """What a pronoun of the third person singular tells; nothing where it is none."""
    return _PRONOUNS.get(word.lower(), "")


def gender_of_title(title: str) -> Gender:
    """What a form of address tells.

    >>> gender_of_title("Mrs."), gender_of_title("Sen.")
    ('f', '')
    """
    return _TITLES.get(title.lower().rstrip("."), "")


def gender_of_noun(lemma: str) -> Gender:
    """What a noun for a person tells.

    >>> gender_of_noun("spokeswoman"), gender_of_noun("president")
    ('f', '')
    """
    if lemma in _NOUNS or lemma in _NOT_MEN:
        return _NOUNS.get(lemma, "")
    return next((gender for ending, gender in _ENDINGS if lemma.endswith(ending)), "")


def gender_of_name(given: str) -> Gender:
    """What a given name tells; nothing where it is not known or is borne by both.

    >>> gender_of_name("Angela"), gender_of_name("Leslie")
    ('f', '')
    """
    return _given().get(given.lower(), "")


def agree(one: Gender, other: Gender) -> bool:
    """Whether two are not known to differ."""
    return not one or not other or one == other


@cache
def _given() -> dict[str, Gender]:
    names: dict[str, Gender] = {}
    gender: Gender = ""
    for line in files("index.statements").joinpath("first_names.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            gender = "f" if "women" in line else "m"
        elif not line.startswith("#"):
            names.update(dict.fromkeys(line.split(), gender))
    return names
