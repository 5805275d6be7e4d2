"""The turns of a transcript: interviews, hearings and panels that print who speaks before a colon, without marks.

Lists and notes are printed so as well. A stretch counts only where its labels come back and alternate, and where
what follows them is talk: questions, and people who say I and you.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from index.records import Span
from index.statements.labels import Label, is_aside, label_of, without_asides
from index.statements.nouns import is_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Turn", "turns"]

LETTERS = frozenset({"q", "a"})  # keys of questions and answers
FEWEST = 4  # turns of a transcript
APART = 12  # paragraphs from one label to the next: the longest answers of a debate have as many
TALK = 0.5  # share of turns that ask, or speak of I and you
OWN = 0.25  # share of somebody's turns that say I or we, where most do not ask
VOICED = 0.5  # share of turns that are of those
SHIFT = 0.25  # share of turns after which another speaks: a host may read the news between two guests
HEADING = 20  # words of a heading without a full stop at most
NAMED = 6  # words of a paragraph that names in an unwonted way who speaks next
MARKED = 0.9  # share of a turn inside quotation marks from which these show whose words it is

_QUOTED = re.compile(r"“[^“”]*”?|\"[^\"]*\"?")
_I = re.compile(r"\b(?:I(?!\.)|[Mm]e|[Mm]y|[Mm]ine|[Ww]e|[Uu]s|[Oo]ur|[Oo]urs|[Mm]yself)\b")
_YOU = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Yy]ours)\b")
_OPENS_MARKED = re.compile(r"[“\"«„]|''|``")
_SENTENCE_ENDS = ".?!:,;…”’\"')]—–-"
_NOTICE = re.compile(
    r"\b(?:subscribe|newsletter|sign up)\b|^(?:read )?(?:more|related|watch|see also|photos?|listen)[\w ]{0,20}:",
    re.IGNORECASE,
)
_ONE_QUESTION = re.compile(r"[^.?!]{1,200}\?")
# Narration between two turns: its quotations have verbs of saying; the colophon below the last one.
_NARRATED = re.compile(r"[”\"]\s(?:[\w.]+ ){0,3}(?:said|says|told|added|asked|replied)\b")
_COLOPHON = re.compile(
    r"@|\b(?:edited|condensed|subscribe|newsletter|podcast|interview|follow|e-?mail|contributed|reporting)\b",
    re.IGNORECASE,
)


class Turn(NamedTuple):
    """What somebody says before another speaks.

    :ivar spans: its words, by paragraphs; sorted and disjoint
    """

    label: Label
    spans: tuple[Span, ...]


def turns(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """The turns of an article's transcripts, by place; none where it has no transcript."""
    labels = {number: label for number, span in enumerate(paragraphs) if (label := label_of(text, span))}
    found: list[Turn] = []
    for stretch in _stretches(sorted(labels)):
        kept = _kept(text, {number: labels[number] for number in stretch})
        mute = _mute(text, _made(text, paragraphs, kept))
        made = _made(text, paragraphs, {number: one for number, one in kept.items() if one.key not in mute})
        if _is_transcript(text, made):
            found += [turn for turn in made if turn.spans and not _is_marked(text, turn)]
    return found


def _stretches(numbers: Sequence[int]) -> list[list[int]]:
    """Runs of paragraphs with labels, by their numbers."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number - found[-1][-1] <= APART:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def _kept(text: str, labels: dict[int, Label]) -> dict[int, Label]:
    """Labels that come back, and those printed once in the capitals that most of these have."""
    count = Counter(label.key for label in labels.values())
    back = {number: label for number, label in labels.items() if count[label.key] > 1 or label.key in LETTERS}
    shouted = {number: label for number, label in labels.items() if text[slice(*label.head)].isupper()}
    several = len({back[number].key for number in back.keys() & shouted.keys()} - LETTERS) > 1
    return shouted if several and 2 * len(back.keys() & shouted.keys()) > len(back) else back


def _mute(text: str, made: Sequence[Turn]) -> set[str]:
    """Keys of labels that come back and bring no talk: Age, Occupation."""
    count = Counter(turn.label.key for turn in made)
    talking = {turn.label.key for turn in made if _talks(_own_words(text, turn))}
    return {key for key, times in count.items() if times > 1} - talking


def _made(text: str, paragraphs: Sequence[Span], labels: dict[int, Label]) -> list[Turn]:
    """The turns of the paragraphs with labels, by number; where the last ends is told by what is said."""
    asked = Counter(label.key for number, label in labels.items() if "?" in text[slice(*paragraphs[number])])
    count = Counter(label.key for label in labels.values())
    ends = [*list(labels)[1:], None]
    made = []
    for (number, label), end in zip(labels.items(), ends, strict=False):
        own = without_asides(text, Span(label.start, max(label.start, paragraphs[number].end)))
        following = paragraphs[number + 1 : end]
        asks = 2 * asked[label.key] > count[label.key]
        made.append(Turn(label, tuple(_whole(text, own, following, label, asks=asks, last=end is None))))
    return made


def _whole(
    text: str, own: list[Span], paragraphs: Sequence[Span], label: Label, *, asks: bool, last: bool
) -> list[Span]:
    """A turn's own words and those of the paragraphs that go on from them.

    :param own: what stands beside the label; where nothing does, the next paragraph is the turn's
    :param asks: whether the speaker mostly does: then a question alone is no heading, and what follows one without
        asking anything is an answer whose label is missing
    """
    found = list(own)
    for span in paragraphs:
        printed = text[slice(*span)]
        if is_aside(printed) or _NOTICE.search(printed):
            continue
        answers = asks and found and text[found[-1].end - 1] == "?" and "?" not in printed
        heading = found and not asks and _ONE_QUESTION.fullmatch(printed)
        if answers or heading or not _goes_on(text, span, label):
            break
        if last and found and not _is_last_of(printed):
            break
        found += without_asides(text, span)
    return found


def _goes_on(text: str, span: Span, label: Label) -> bool:
    """Whether a paragraph without a label of a turn may be the same speaker's: no heading, nobody else's voice."""
    printed = text[slice(*span)]
    words = len(printed.split())
    if (words <= HEADING and printed[-1] not in _SENTENCE_ENDS) or (words <= NAMED and printed[-1] == ":"):
        return False
    if label_of(text, span) is not None:
        return False
    named = len(label.key) > 1 and re.search(rf"\b{re.escape(label.key)}\b", printed, re.IGNORECASE)
    return not named and _NARRATED.search(printed) is None


def _is_last_of(printed: str) -> bool:
    """Whether a paragraph after the last label is talk and no note on the talk."""
    return _I.search(_QUOTED.sub("", printed)) is not None and _COLOPHON.search(printed) is None


def _is_transcript(text: str, made: Sequence[Turn]) -> bool:
    count = Counter(turn.label.key for turn in made)
    pair = set(count) >= LETTERS
    if len(made) < FEWEST or not (pair or sum(times > 1 for times in count.values()) > 1):
        return False
    shifts = sum(one.label.key != other.label.key for one, other in pairwise(made))
    printed = [(turn.label.key, _own_words(text, turn)) for turn in made]
    talk = sum(_talks(words) for _, words in printed)
    if shifts < SHIFT * len(made) or talk < TALK * len(made):
        return False
    back = [key for key, times in count.items() if times > 1 or (pair and key in LETTERS)]
    voices = [
        who
        for who in back
        if not _is_word(text, who) and _speaks([words for key, words in printed if key == who])
    ]
    return len(voices) > 1 and sum(count[who] for who in voices) >= VOICED * sum(count[who] for who in back)


def _is_word(text: str, key: str) -> bool:
    """Whether a label is a common noun of the article rather than a name: Numbers, Security."""
    spoken = len(key) == 1 or is_kind(key, "offices", "persons")
    return not spoken and re.search(rf"\b{re.escape(key)}\b", text) is not None


def _own_words(text: str, turn: Turn) -> str:
    return _QUOTED.sub("", " ".join(text[slice(*span)] for span in turn.spans))


def _talks(words: str) -> bool:
    return "?" in words or _I.search(words) is not None or _YOU.search(words) is not None


def _speaks(turns: Sequence[str]) -> bool:
    """Whether somebody's turns are a person's: mostly questions, or now and then with I or we."""
    asks = sum("?" in words for words in turns)
    owns = sum(_I.search(words) is not None for words in turns)
    return 2 * asks > len(turns) or owns >= OWN * len(turns)


def _is_marked(text: str, turn: Turn) -> bool:
    """Whether a turn is in quotation marks, so that these show whose it is: Lee: “...”."""
    if not _OPENS_MARKED.match(text, turn.spans[0].start):
        return False
    whole = sum(end - start for start, end in turn.spans)
    return len(_own_words(text, turn)) < (1 - MARKED) * whole
