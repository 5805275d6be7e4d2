"""People of one surname told apart: by given names, and by the pronouns that follow the surname alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from index.statements.genders import Gender, gender_of_pronoun

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from index.statements.mentions import Mention
    from index.statements.parsed import Parsed

__all__ = ["KIN", "bare_genders", "differ"]

# Who is printed so is there for the sake of somebody else.
KIN = frozenset("husband wife father mother son daughter brother sister uncle aunt cousin widow".split())
REACH = 12  # words in which a pronoun after a surname is likely its own
# Short forms that do not begin as the name does.
SHORT = {
    "bill": "william", "will": "william", "bob": "robert", "bobby": "robert", "dick": "richard", "rick": "richard",
    "jim": "james", "jack": "john", "ted": "edward", "ned": "edward", "peggy": "margaret", "liz": "elizabeth",
    "betty": "elizabeth", "beth": "elizabeth", "hank": "henry", "harry": "henry", "chuck": "charles",
    "jeb": "john", "tony": "anthony", "kate": "catherine", "bernie": "bernard", "newt": "newton", "mitt": "willard",
    "mike": "michael", "mick": "michael", "sandy": "alexander", "sasha": "alexander",
}  # fmt: skip


def bare_genders(parsed: Parsed, found: Sequence[Mention]) -> dict[str, Gender]:
    """For surnames with several bearers: what the pronouns tell that follow the surname alone in its sentence."""
    bearers: dict[str, set[str]] = {}
    for one in found:
        if one.label == "PERSON" and len(one.words) > 1:
            bearers.setdefault(one.words[-1], set()).add(one.words[0])
    votes: dict[str, Counter[Gender]] = {}
    for one in found:
        if len(one.words) == 1 and len(bearers.get(one.words[0], ())) > 1:
            gender = _next_pronoun(parsed, one)
            if gender:
                votes.setdefault(one.words[0], Counter())[gender] += 1
    return {
        surname: count.most_common(1)[0][0] for surname, count in votes.items() if count["m"] != count["f"]
    }


def _next_pronoun(parsed: Parsed, one: Mention) -> Gender:
    head = parsed.doc[one.head]
    if head.dep_ not in {"nsubj", "nsubjpass"}:
        return ""
    for token in parsed.doc[one.tokens.stop : min(head.sent.end, one.tokens.stop + REACH)]:
        if token.ent_type_ == "PERSON":
            return ""
        if gender_of_pronoun(token.text) and parsed.is_outside(token):
            return gender_of_pronoun(token.text)
    return ""


def differ(given: str, known: Collection[str]) -> bool:
    """Whether somebody who is printed with given names is not printed with this one."""
    return bool(known) and not any(_is_same(given, other) for other in known)


def _is_same(one: str, other: str) -> bool:
    if one == other or SHORT.get(one, one) == SHORT.get(other, other):
        return True
    short, long = sorted((one, other), key=len)
    return long.startswith(short)
