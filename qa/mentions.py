"""Whether the articles, or some words of them, mention what a question names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from index import analyze, asked
from qa.content import content_words, forms_of, names_in

if TYPE_CHECKING:
    from index import Aliases, Index, Voice

__all__ = ["mentions", "unmentioned"]


def unmentioned(index: Index, names: Iterable[str]) -> str:
    """The first of some names that occurs in no article, not even a word of it; empty where all do."""
    for name in names:
        telling = " ".join(word for word in name.split() if content_words(word))
        if not any(index.frequencies(forms_of(telling or name))):
            return f"“{name}”"
    return ""


def mentions(text: str, voices: Sequence[Voice], aliases: Aliases) -> bool:
    """Whether a text names one of some voices: by all words of its label, or by another of its names."""
    words = set(analyze(text))
    if any(words.issuperset(content_words(voice.label)) for voice in voices):
        return True
    keys = {voice.key for voice in voices}
    return any(voice.key in keys for name in names_in(text) for voice in asked(name, aliases))
