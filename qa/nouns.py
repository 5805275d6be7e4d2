"""The nouns by which a question asks for somebody's words: "X's denial", "reactions to …"."""

from __future__ import annotations

import re

__all__ = ["NOUN", "ON", "noun_stances"]

_STANCES = {  # names of words -> the stances that they ask for
    "response|reaction|reply|replie|answer|statement|comment|remark|quote|quotation|word|explanation|account|version"
    "|claim|announcement|testimony|message|argument|apology": (),
    "denial|rebuttal|rejection": ("denies",),
    "warning|threat": ("warns",),
    "promise|pledge|vow": ("promises",),
    "criticism|condemnation": ("criticises",),
    "accusation|allegation": ("alleges", "criticises"),
    "confirmation|admission": ("confirms", "denies"),
    "prediction|forecast": ("predicts",),
    "demand": ("demands",),
}
_BELIEFS = "position|stance|view|opinion|take|thought|attitude|stand|belief|verdict"
NOUN = rf"(?P<noun>(?:{'|'.join([*_STANCES, _BELIEFS])})(?:e?s)?)"
# What binds a noun or a verb of saying to what was talked about.
ON = (
    r"(?:on|about|to|toward|towards|regarding|concerning|over|of|in (?:response|reaction|answer|relation) to|that|as to"
    r"|for)\b"
)


def noun_stances(noun: str) -> tuple[tuple[str, ...], bool]:
    """The stances that a noun asks for, and whether it asks for beliefs, too.

    >>> noun_stances("denials"), noun_stances("view")
    ((('denies',), False), ((), True))
    """
    for names, stances in _STANCES.items():
        if re.fullmatch(rf"(?:{names})(?:e?s)?", noun, re.IGNORECASE):
            return stances, False
    return (), True
