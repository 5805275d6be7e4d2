"""The verbs of saying, and which words of a text are one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, get_args

from index.statements.record import Stance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from index.statements.parsed import Parsed

__all__ = ["Lexicon", "is_cue", "is_past_form", "lemma_of", "lexicon", "tells"]

_BE = frozenset({"be", "am", "is", "are", "was", "were", "been", "being", "'s", "’s", "'re", "’re"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The verbs of saying by lemma, as ``cues.txt`` lists them.

    :ivar stance: what each does with what is said
    :ivar speech: those that a quotation can follow or precede as speech: all but thinking
    :ivar never_after: those that never follow the quotation that they bring
    :ivar strong: those that are speech even across a loose parse
    :ivar clausal: those whose clause is reported speech (or thought)
    :ivar infinitive: those whose infinitive or gerund is what is said
    :ivar objects: those whose noun is what is said
    :ivar speech_nouns: what a denial of a noun must be of
    :ivar confirmed_nouns: what a confirmation of a noun may be of, besides
    :ivar claim_nouns: what is itself said by somebody
    :ivar denial_words: what denies a claim that is called so
    :ivar silence: verbs that one may decline to do, and so say nothing
    :ivar silence_with: verbs that one may decline to do with :attr:`silence_nouns`
    :ivar silence_passive: verbs that one may decline to have done to oneself
    :ivar silence_nouns: nouns that one may decline, and so say nothing
    :ivar hearsay: adverbs by which the saying is hearsay
    :ivar carries: verbs under which a saying still happens
    :ivar forms: printed forms that are speech however the parser tags them, with their lemma
    """

    stance: Mapping[str, Stance]
    speech: frozenset[str]
    never_after: frozenset[str]
    strong: frozenset[str]
    clausal: frozenset[str]
    infinitive: frozenset[str]
    objects: frozenset[str]
    speech_nouns: frozenset[str]
    confirmed_nouns: frozenset[str]
    claim_nouns: frozenset[str]
    denial_words: frozenset[str]
    silence: frozenset[str]
    silence_with: frozenset[str]
    silence_passive: frozenset[str]
    silence_nouns: frozenset[str]
    hearsay: frozenset[str]
    carries: frozenset[str]
    forms: Mapping[str, str]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    groups = _groups((files("index.statements") / "cues.txt").read_text("utf-8"))
    stance = {lemma: name for name in get_args(Stance) for lemma in groups[name]}
    return Lexicon(
        stance=stance,
        speech=frozenset(lemma for lemma, name in stance.items() if name != "thinks"),
        never_after=frozenset(groups["never-after"]),
        strong=frozenset(groups["strong"]),
        clausal=frozenset(stance) - frozenset(groups["quotation-only"]),
        infinitive=frozenset(groups["infinitive"]),
        objects=frozenset(groups["object"]),
        speech_nouns=frozenset(groups["speech-noun"]),
        confirmed_nouns=frozenset(groups["confirmed-noun"]),
        claim_nouns=frozenset(groups["claim-noun"]),
        denial_words=frozenset(groups["denial-word"]),
        silence=frozenset(groups["silence"]),
        silence_with=frozenset(groups["silence-with"]),
        silence_passive=frozenset(groups["silence-passive"]),
        silence_nouns=frozenset(groups["silence-noun"]),
        hearsay=frozenset(groups["hearsay"]),
        carries=frozenset(groups["carries"]),
        forms={form: lemma for form, _, lemma in (pair.partition("=") for pair in groups["form"])},
    )


def _groups(text: str) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for line in text.splitlines():
        name, colon, lemmas = line.partition("#")[0].partition(":")
        if colon:
            groups[name.strip()] += lemmas.split()
    return groups


def lemma_of(token: Token) -> str:
    """A word's lemma; that of the lexicon where the parser took a form of saying for something else."""
    lemma = str(token.lemma_).lower()
    known = lexicon()
    return lemma if lemma in known.stance else known.forms.get(token.lower_, lemma)


def is_past_form(token: Token) -> bool:
    """Whether a word is printed as the past of a verb of saying, whatever the parser took it for: Stated, Replied."""
    plain, known = token.lower_, lexicon()
    stems = {plain[:-2], plain[:-1], f"{plain[:-3]}y"} if plain.endswith("ed") else set()
    return plain in known.forms or bool(stems & known.speech)


def tells(token: Token) -> bool:
    """Whether a word begins a sentence in which it may have been taken for part of a name: *Stated* Lee: “...”."""
    return bool(token.is_sent_start) and is_past_form(token)


def is_cue(parsed: Parsed, token: Token) -> bool:
    """Whether a word is a verb of saying or thinking in the article's own voice."""
    if not parsed.is_outside(token) or token.lower_ in _BE or token.dep_ == "amod":
        return False
    if token.lower_ in lexicon().forms:
        return not token.is_punct
    lemma = lemma_of(token)
    if lemma == "put":
        return token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ == "it"
    return token.pos_ in {"VERB", "AUX"} and lemma in lexicon().stance
