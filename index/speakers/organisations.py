"""Names of organisations in one form: "the Department of Justice" is the Justice Department."""

from __future__ import annotations

import re
from functools import lru_cache

from index.speakers.spelling import folded

__all__ = ["initials", "normal"]

_SPELT = {
    "defence": "defense",
    "labour": "labor",
    "organisation": "organization",
    "organisations": "organizations",
    "programme": "program",
    "centre": "center",
    "dept": "department",
    "assn": "association",
    "intl": "international",
    "natl": "national",
    "univ": "university",
}
_SUFFIXES = frozenset(
    "inc incorporated corp corporation co company ltd limited llc plc lp llp gmbh ag nv sa spa kk pty oyj ab".split()
)
_TURNED = re.compile(r"(department|ministry) (?:of|for) (?:the )?(.+)")
_SMALL = frozenset("of the for and on in to at de la".split())
_FOREIGN = {"foreign affairs ministry": "foreign ministry", "foreign relations ministry": "foreign ministry"}
_KEPT = 1 << 14  # names whose form is kept: more organisations than a large index quotes often


@lru_cache(maxsize=_KEPT)
def normal(name: str) -> str:
    """One form for the usual ways to write a name, by which it is looked up.

    >>> normal("The Ministry of Defence"), normal("Acme Widgets, Inc.")
    ('defense ministry', 'acme widgets')
    """
    parts = [_SPELT.get(word, word) for word in folded(name).split() if word != ","]
    while len(parts) > 1 and parts[0] in ("the", "a", "an"):
        del parts[0]
    while len(parts) > 1 and parts[-1] in _SUFFIXES:
        del parts[-1]
    text = " ".join(parts)
    if turned := _TURNED.fullmatch(text):
        text = f"{turned[2]} {turned[1]}"
    return _FOREIGN.get(text, text)


def initials(name: str) -> str:
    """The first letters of a name's words, small words left out.

    >>> initials("the Council for Widgets and Gears")
    'cwg'
    """
    return "".join(word[0] for word in folded(name).split() if word not in _SMALL)
