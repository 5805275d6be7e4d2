"""Speakers that a question describes and does not name: "the mayor", "the Irravandian defence minister"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index import analyze
from qa.content import content_words, forms_of
from qa.sayings import Saying

__all__ = ["is_described", "is_description"]

_DETERMINED = re.compile(
    r"(?:the|an?|some|any|his|her|its|their|this|that|these|those|one|two|several|many|most)\b", re.IGNORECASE
)
_LEADING = re.compile(r"(?:[\w’'-]+ ){1,6}$")  # "Irravand's defence minister, " before a name
_TRAILING = re.compile(r",? (?:who|a|an|the|its|his|her|their|[\w’'-]+['’]s)\b[^,.;:“”\"\n]{2,80}")
_CORE = re.compile(r"\s(?:of|for|to|who|whom|which|that|in|at|from|with|on|by)\s|,")
_OPENING = 300  # characters of an article that say what it is about, and so whose mayor "the mayor" is
_UNNAMED = frozenset(
    analyze("anonymous unnamed unidentified certain former senior")
)  # what many words are for
_MENTIONS = 6  # of a name in an article that are looked at: what somebody is, is said at the first ones


def is_description(name: str) -> bool:
    """Whether a question's speaker is described by common words, and not named.

    >>> is_description("the mayor"), is_description("the White House"), is_description("ada zorn")
    (True, False, False)
    """
    words = name.split()
    described = (
        bool(_DETERMINED.match(name)) or "’s " in name or "'s " in name or "s' " in name or "s’ " in name
    )
    return described and words[-1] == words[-1].lower()


def is_described(saying: Saying, name: str) -> bool:
    """Whether a description fits who speaks: the last of its words is what they are, and the others are said of them
    or at the beginning of the article."""
    asked = content_words(name)
    if not asked:
        return False
    known = list(_descriptions(saying))
    cores = {word for text in known for word in _core(text)}
    if asked[-1] not in cores:
        return False
    around = [*known, saying.article.title, saying.article.text[:_OPENING]]
    words = {form for text in around for word in analyze(text) for form in (word, *forms_of(word))}
    return all(words & {word, *forms_of(word)} for word in asked if word not in _UNNAMED)


def _core(text: str) -> set[str]:
    """The words that say what somebody is, without whose and of what they are."""
    core = _CORE.split(text, maxsplit=1)[0]
    return set(analyze(re.sub(r"[\w-]+(?:['’]s|s['’])\s", "", core)))


def _descriptions(saying: Saying) -> Iterator[str]:
    """The phrase by which a saying names who speaks, and what the article says beside that name."""
    yield saying.phrase
    if not saying.named:
        return
    yield saying.named
    text = saying.article.text
    for n, found in enumerate(re.finditer(rf"(?<!\w){re.escape(saying.named)}(?!\w)", text)):
        if n == _MENTIONS:
            break
        before = text[max(0, found.start() - 80) : found.start()].rstrip(", ") + " "
        if leading := _LEADING.search(re.split(r"[.;:!?“”\"\n]", before)[-1]):
            yield leading.group()
        if trailing := _TRAILING.match(text, found.end()):
            yield re.sub(r"^,? (?:who (?:is|was|chairs|heads|leads|runs) )?", "", trailing.group())
