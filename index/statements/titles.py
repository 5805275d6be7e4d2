"""Marked words that are no quotation: titles of works, programmes and laws, and words held at arm's length."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.statements.parsed import Parsed

__all__ = ["is_title"]

LONGEST = 9  # words: a title with more is rare, and a quotation in capitals is not
SHORT = 5  # words: with so few, capitals after "on", "the film" and the like are a title
SENTENCE_ENDS = frozenset(".?!”’\"'")
WORD = re.compile(r"[\w’'-]+")
# Somebody calls something so: then the capitals are the speaker's.
CALLED = re.compile(
    r"(?:call|brand|dub|label|shout|chant|yell|say|said|tweet|wrote|writ|nickname|read)\w*(?: \w+){0,4}$"
)
# Everybody calls it so: the bill is called the “Fair Bridges Act”.
KNOWN = re.compile(
    r"\b(?:is|are|was|were|been|be|being|officially|so-called) (?:called|named|titled|nicknamed)(?: the| a)?$"
)
# What stands before a title: NBC’s “Today”, on “Hannity,” the film “Alien”, a show called “Veep”.
SHOWN = re.compile(
    r"(?:['’]s|\b(?:on|in|of|from|at|for|to|with|known as|entitled|titled|called|named|song|book|novel|film|movie"
    r"|show|series|program|programme|podcast|album|play|musical|memoir|hit|column|op-ed|essay|magazine|star))$",
    re.IGNORECASE,
)
ENTITLED = re.compile(r"(?:called|titled|book|novel|film|movie|memoir|song|album|play|column|essay),$")
# What stands after one: “Opening Belle,” which will be ...; the “Avatar” star.
WORK = re.compile(
    r"[,\s]*(?:which (?:is|was|will|has)|starring|star\b|actress|actor|host|co-host|anchor|author|creator|sequel"
    r"|series)"
)


def is_title(parsed: Parsed, place: int) -> bool:
    """Whether a segment is printed as a title is: capitals throughout, no full stop, nobody saying it."""
    printed = parsed.printed(place)
    words = WORD.findall(printed)
    if not 1 <= len(words) <= LONGEST or printed[-1] in "?!" or not _is_capital(printed, words):
        return False
    outer = parsed.segments[place].outer
    paragraph = parsed.paragraph(outer.start)
    before = parsed.text[max(paragraph.start, outer.start - 40) : outer.start].rstrip()
    after = parsed.text[outer.end : outer.end + 20]
    if (len(words) <= SHORT and WORK.match(after)) or (len(words) > 1 and KNOWN.search(before)):
        return True
    if len(words) == 1 or CALLED.search(before):
        return SHOWN.search(before) is not None and _is_shown(before)
    if printed[-1] == "," and (not before or before[-1] in SENTENCE_ENDS):
        return False
    return not before.endswith((":", ",")) or ENTITLED.search(before) is not None


def _is_shown(before: str) -> bool:
    """Whether the words before a marked name bring a programme or work, and not what somebody calls something."""
    return re.search(r"(?:['’]s|\bon|known as|star|show|film|book|series|movie|of)$", before) is not None


def _is_capital(printed: str, words: list[str]) -> bool:
    """Whether every long word begins with a capital or a digit, and at least half of all do."""
    long = [word for word in words if len(word) > 3]
    capitals = [word for word in words if word[0].isupper()]
    return (
        printed[0].isupper()
        and all(word[0].isupper() or word[0].isdigit() for word in long)
        and len(capitals) >= len(words) / 2
    )
