"""What is asked: the question cut to a length, its content words and its names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index import analyze

__all__ = ["LIMIT", "Question", "understand"]

LIMIT = 2000  # characters; a question of 20 MB cost 24 CPU seconds in the tokenizer before it was cut

# Words that ask or bind and name nothing: what remains of a question are its content words.
_FUNCTION = """
a about after again all also am an and any are as at be because been before being between both but by can could
describe did do does doing done during each ever explain find for from further get give given go got had has have
having he her here hers him his how i if in into is it its just know known let like many may me might more most much
must my no nor not of off on once one only or other our out over own people person please regarding same say says
said saying she should show so some such talk tell tells than that the their theirs them then there these they thing
things this those through to told too under until up upon us use used very was we were what whatever when where
whether which while who whom whose why will with within without would you your happen happened happens kind type
name named according article articles news report reported reports comment commented state stated
""".split()
_CAPITALS = "".join(filter(str.isupper, map(chr, range(0x587))))  # Latin, Greek, Cyrillic, Armenian
_NAME = re.compile(
    rf"(?<!\w)(?:[{_CAPITALS}](?:[\w&]|\.(?=\w)|['’-](?=\w))*\.?)"
    rf"(?:\s+[{_CAPITALS}](?:[\w&]|\.(?=\w)|['’-](?=\w))*)*"
)
# "U.S.", "the US", "the WHO": words that bind elsewhere, but names when printed so.
_INITIALS = re.compile(r"\b(?:[A-Z]\.)+[A-Z]\b|(?<=\s)[A-Z]{2,}\b")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the retriever and the reader take it.

    :ivar text: at most :data:`LIMIT` characters, blanks single
    :ivar words: analysed content words, each once, in order; none where nothing in particular is asked about
    :ivar names: runs of capitalised words as typed, the question's first word aside
    """

    text: str
    words: tuple[str, ...]
    names: tuple[str, ...]


def understand(text: str) -> Question:
    """Reads a question. Nothing in it is syntax.

    >>> understand("What did North Korea say about the deal?").words
    ('north', 'korea', 'deal')
    """
    # Half a surrogate pair, from a command line or from JSON, is no text to a tokenizer.
    text = text[:LIMIT].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = " ".join(text.split())
    words = dict.fromkeys(analyze(text))
    named = (
        set() if text.isupper() else {word for found in _INITIALS.findall(text) for word in analyze(found)}
    )
    content = [word for word in words if word not in _FUNCTION_WORDS or word in named]
    return Question(text, tuple(content), tuple(_names(text)))


def _names(text: str) -> list[str]:
    """Capitalised runs; a capital that only begins the question counts where more of the run follows."""
    found = []
    for match in _NAME.finditer(text):
        words = match.group().split()
        while words and "." not in words[0] and not set(analyze(words[0])) - _FUNCTION_WORDS:
            words.pop(0)
        if words and (match.start() > 0 or len(words) > 1):
            found.append(" ".join(words))
    return found


_FUNCTION_WORDS = frozenset(stem for word in _FUNCTION for stem in analyze(word))
