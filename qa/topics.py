"""What somebody's words are to be about, as a question names it."""

from __future__ import annotations

import re

from qa.content import content_words
from qa.nouns import ON
from qa.verbs import Found

__all__ = ["EDGE", "read_topic", "without_hearer"]

EDGE = " \t,;:.?!…\"“”'‘’()[]"  # what stands at the edges of words and is none of them
ANSWERS = ("respond", "react", "reply", "answer")  # verbs whose "to" names no hearer
# Who was told, before what they were told of: "parliament about", "to his team on the subject of".
_TOLD = re.compile(
    r"(?:to |with )?(?!(?:about|regarding|concerning|of|on|that|whether|if|how|why|in)\b)[\w’'-]+(?: [\w’'-]+){0,2}? "
    r"(?=(?:about|regarding|concerning|on the (?:subject|topic|matter|question|issue) of|that)\b)", re.IGNORECASE,
)  # fmt: skip
_BINDS = re.compile(
    rf"^(?:about|on the (?:subject|topic|matter|question|issue) of|with (?:regard|respect) to|{ON}|whether|if"
    r"|how(?: many| much)?|why|with|against|at|in|when|where|what|anything|something|do)(?: |$)", re.IGNORECASE,
)  # fmt: skip
_DANGLES = re.compile(r" (?:of|about|on|to|for|with|from|in|at)$", re.IGNORECASE)


def without_hearer(found: Found) -> str:
    """What follows a verb of saying, without those who were told.

    >>> from qa.verbs import find_verb
    >>> without_hearer(find_verb("Ada tell the press about tin", "base"))
    'about tin'
    """
    told = _TOLD.match(found.after) if found.verb.base not in ANSWERS else None
    return found.after[told.end() :] if told else found.after


def read_topic(text: str) -> str:
    """What is named after a verb or a noun of saying; empty where it is nothing in particular.

    >>> read_topic("that the bridge is safe"), read_topic("it")
    ('the bridge is safe', '')
    """
    text = text.strip(EDGE)
    while (shorter := _DANGLES.sub("", _BINDS.sub("", text)).strip(EDGE)) != text:
        text = shorter
    return text if content_words(text) else ""
