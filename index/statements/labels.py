"""Labels of the turns of a transcript: who speaks, printed before a colon at the beginning of a paragraph."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.records import Span

__all__ = ["Label", "is_aside", "label_of", "without_asides"]

_WORD = r"[^\W\d_a-z][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?"
_LINK = r"(?:of|the|and|de|da|del|della|di|do|dos|du|la|le|van|von|der|den|ter|al|el|bin|ibn|&)"
_OFFICE = r"(?:,? ?\([^()\n]{1,40}\)|, [^\Wa-z][^a-z\n:]{1,50})"  # (R-Texas); , CNN ANCHOR
_BULLET = r"[*_◆◇■▪•►-]{0,3}\s?"
_LABEL = re.compile(
    rf"{_BULLET}(?P<name>(?:{_WORD})(?: +(?:{_LINK} +)?{_WORD}){{0,4}})(?P<office>(?:{_OFFICE}){{0,2}})[*_]{{0,3}}"
    r"\s?(?P<point>:)[*_]{0,3}(?:\s+|$|(?=[^\W\d_a-z]))"
)
_LETTER = re.compile(
    rf"{_BULLET}(?P<name>[QA](?=[.:])|QUESTION(?=:)|ANSWER(?=:)|Question(?=:)|Answer(?=:))(?P<office>)"
    r"(?P<point>[.:])[*_]{0,3}(?:\s+|$)"
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
# What stands before a colon in lists, notes, verdicts and pointers to other articles; none of them speaks.
_NOBODY = frozenset(
    "what when where why how which time times date dates day cost price tickets ticket info information details "
    "contact phone address website email photo photos image images video videos watch listen read more story related "
    "live update updates correction clarification note source sources background context analysis bottom line tip "
    "tips pro pros con cons claim fact facts myth truth verdict rating ruling winner winners loser outcome result "
    "results record score theory highlight lowlight prediction pick step ingredients directions method serves yield "
    "location description opening speed length height weight born hometown school position age summary category "
    "genre director cast starring rated runtime grade spotify podcast podcasts contributing monday tuesday wednesday "
    "thursday friday saturday sunday first second third finally remember example warning notebook subject to from "
    "status deaths cases song title year old new open closed parking access difficulty distance regular premium "
    "diesel defenders midfielders forwards goalkeepers tv radio line spread odds kickoff venue tipoff series "
    "reality transcript headline caption credit developments instructions pros/cons".split()
)
# What is heard or done while somebody speaks.
_ASIDE = re.compile(
    r"[\[(](?:\w+ ){0,2}(?:applause|laughter|laughs?|laughing|chuckles|cheers|cheering|boos|booing|crosstalk|pauses?"
    r"|sighs|smiles|music|video clip|videotape|audio clip|commercial break)\b[^\])\n]{0,40}[\])]",
    re.IGNORECASE,
)
_WHOLE_ASIDE = re.compile(r"\[[^\[\]]*\][.\s]*|\([^()]*\)[.\s]*|\*[^*]+\*|_[^_]+_|-+|[*_•\s]+")


class Label(NamedTuple):
    """A label and where its turn begins.

    :ivar name: who speaks, with office and party as printed, without the colon
    :ivar head: the last word of the name
    :ivar point: the colon, or the point after Q and A
    :ivar start: where the words begin
    :ivar key: the same for all labels of one speaker: the surname in lower case; ``q`` and ``a`` for these
    """

    name: Span
    head: Span
    point: Span
    start: int
    key: str


def label_of(text: str, paragraph: Span) -> Label | None:
    """The label that a paragraph begins with; ``None`` where it begins with none, or with one of a list."""
    found = _LETTER.match(text, *paragraph) or _LABEL.match(text, *paragraph)
    if found is None:
        return None
    start, end = found.span("name")
    words = [(start + word.start(), word.group()) for word in re.finditer(r"\S+", text[start:end])]
    if len(words) > 1 and words[-1][1].lower().strip(".") in _SUFFIXES:
        words.pop()
    place, last = words[-1]
    key = last[0].lower() if found.re is _LETTER else last.lower().strip(".")
    if found.re is _LABEL and len(key) == 1:
        key = found["name"].lower()  # District A is no answer
    if found.re is _LABEL and (key in _NOBODY or words[0][1].lower() in _NOBODY):
        return None
    name = Span(start, found.end("office"))
    return Label(name, Span(place, place + len(last)), Span(*found.span("point")), found.end(), key)


def is_aside(text: str) -> bool:
    """Whether a paragraph is nobody's words: a stage direction in brackets or italics, a rule."""
    return _WHOLE_ASIDE.fullmatch(text) is not None


def without_asides(text: str, span: Span) -> list[Span]:
    """A stretch less what is heard or done meanwhile, [applause], and without blanks at its ends."""
    edges = [span.start]
    for aside in _ASIDE.finditer(text, *span):
        edges += aside.span()
    edges.append(span.end)
    pieces = (_trimmed(text, Span(*pair)) for pair in zip(edges[::2], edges[1::2], strict=True))
    return [piece for piece in pieces if any(map(str.isalnum, text[slice(*piece)]))]


def _trimmed(text: str, span: Span) -> Span:
    printed = text[slice(*span)]
    start = span.start + len(printed) - len(printed.lstrip())
    return Span(start, max(start, span.start + len(printed.rstrip())))
