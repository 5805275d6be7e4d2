"""The words of a question that name something, and the names among them."""

from __future__ import annotations

import re

from index import analyze

__all__ = ["content_words", "forms_of", "names_in"]

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
_PEOPLE = re.compile(r"(?:i?ans?|ese|ish|ers?|is?|ns?)$")  # endings that make a people of a place
_PLACES = ("", "a", "ia", "y")  # of Iraqi, American, Russian, Italian


def content_words(text: str) -> tuple[str, ...]:
    """The analysed words of a text that name something, each once, in order.

    >>> content_words("What did North Korea say about the deal?")
    ('north', 'korea', 'deal')
    """
    words = dict.fromkeys(analyze(text))
    named = (
        set() if text.isupper() else {word for found in _INITIALS.findall(text) for word in analyze(found)}
    )
    return tuple(word for word in words if word not in _FUNCTION_WORDS or word in named)


def names_in(text: str) -> tuple[str, ...]:
    """Capitalised runs; a capital that only begins the question counts where more of the run follows."""
    found = []
    for match in _NAME.finditer(text):
        words = match.group().split()
        while words and "." not in words[0] and not set(analyze(words[0])) - _FUNCTION_WORDS:
            words.pop(0)
        if words and (match.start() > 0 or len(words) > 1):
            found.append(" ".join(words))
    return tuple(found)


def forms_of(name: str) -> list[str]:
    """Analysed words of a name, and what they may be the people's name of: of "Iranian", "Iran"."""
    bare = [_PEOPLE.sub("", word) for word in name.split()]
    places = [stem + ending for stem in bare for ending in _PLACES]
    return list(dict.fromkeys(analyze(" ".join([name, *places]))))


_FUNCTION_WORDS = frozenset(stem for word in _FUNCTION for stem in analyze(word))
