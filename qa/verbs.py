"""The verbs by which a question asks for somebody's words, and what each of them asks for."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from qa.content import content_words

__all__ = ["Form", "Found", "Verb", "find_verb", "verb_forms"]

Form = Literal["base", "third", "past", "participle", "ing"]
_COLUMNS: tuple[Form, ...] = ("base", "third", "past", "participle", "ing")
# What may follow a verb that is also a noun: where something else does, it is the noun ("the State Department").
_AFTER = re.compile(
    r"\s*(?:[?.!,;:“\"]|$|(?:about|on|of|to|that|over|in|at|by|as|regarding|concerning|whether|if|how|why|what|when|with"
    r"|for|from|after|before|because|online|publicly|the|a|an|his|her|its|their|any|anything|something|it|this|these|those)\b)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?:,?\s*\b(?:never|not|ever|also|just|really|actually|exactly|publicly|officially|personally|reportedly|then"
    r"|first|specifically|already|finally|recently|lately|again|still|yet|so far|been|had|has|have|now|currently"
    r"|initially))+$",
    re.IGNORECASE,
)
# What begins like a speaker and is none: "did the statement by X which said".
_NOBODY = re.compile(r"(?:who|which|that|what|when|where|why|how|to|and)\b", re.IGNORECASE)


class Verb(NamedTuple):
    """A verb of saying.

    :ivar base: its infinitive
    :ivar stances: what is asked for: names of stances; none where whatever was said will do
    :ivar thinks: whether beliefs are asked for, too
    :ivar is_noun: whether a form of it is a noun as well
    """

    base: str
    stances: tuple[str, ...] = ()
    thinks: bool = False
    is_noun: bool = False


class Found(NamedTuple):
    """A verb in a question, with what stands before and after it."""

    before: str
    verb: Verb
    after: str


def find_verb(text: str, *forms: Form, subject: bool = True) -> Found | None:
    """The first verb of saying that somebody stands before; ``None`` where there is none.

    :param forms: which forms of it; any where none is given
    :param subject: whether somebody must; else the text has to begin with the verb

    >>> find_verb("the US State Department say of it", "base").before
    'the US State Department'
    """
    for match in re.finditer(rf"(?<![\w’'-])(?:{verb_forms(*forms)})(?![\w’'-])", text, re.IGNORECASE):
        before = _BETWEEN.sub("", text[: match.start()].strip())
        verb = _verbs()[match.group().lower()][0]
        if verb.is_noun and (not _AFTER.match(text, match.end()) or _is_named(match.group(), text)):
            continue
        if bool(before) != subject or (subject and not _is_somebody(before)):
            continue
        return Found(before, verb, text[match.end() :].strip())
    return None


def _is_named(form: str, text: str) -> bool:
    """Whether a capital makes a name of a form: the United States."""
    return form[0].isupper() and not text.isupper()


def _is_somebody(before: str) -> bool:
    """Whether words can be those for a speaker: a name, a description or a pronoun."""
    pronoun = re.fullmatch(
        r"(?:he|she|they|it|we|you|any(?:one|body)|some(?:one|body)|no ?(?:one|body)|everyone|people|others"
        r"|the reports?)",
        before, re.IGNORECASE,
    )  # fmt: skip
    return not _NOBODY.match(before) and bool(pronoun or content_words(before))


@cache
def verb_forms(*forms: Form) -> str:
    """A pattern of these forms of all verbs, the longest first; of all forms where none is given."""
    wanted = [form for form, (_, those) in _verbs().items() if not forms or those & set(forms)]
    return "|".join(re.escape(form) for form in sorted(wanted, key=lambda form: (-len(form), form)))


@cache
def _verbs() -> dict[str, tuple[Verb, frozenset[Form]]]:
    """What each form is of, in small letters, and which of its forms it is."""
    found: dict[str, tuple[Verb, frozenset[Form]]] = {}
    for line in files("qa").joinpath("verbs.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        printed, _, tags = line.partition("=")
        names = [form.strip() for form in printed.split(",")]
        stances = tuple(tag for tag in tags.split() if tag not in ("any", "thinks", "noun"))
        verb = Verb(names[0], stances, "thinks" in tags, "noun" in tags)
        for form, name in zip(_COLUMNS, names, strict=True):
            _, before = found.get(name, (verb, frozenset[Form]()))
            found[name] = verb, before | {form}
    return found
