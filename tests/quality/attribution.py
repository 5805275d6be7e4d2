"""How well statements are found: against hand-marked attributions, by the definitions of this module.

A segment is what stands between a pair of double quotation marks of one paragraph (curly, straight or two
apostrophes; paragraphs whose marks do not pair are left out). It is long from five words on. It is attributed where
60 % of it lie in the content of one attribution, and its speaker is right where the statement's phrase overlaps the
source that was marked, or names the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

__all__ = ["Counts", "Indirect", "Speech", "by_tier", "score", "shortest", "speaker_right"]

Pair = Sequence[int]

_PAIRS = re.compile(r"“([^“”]*)”|''([^']*)''|\"([^\"]*)\"")
_SPEECH = re.compile(
    r"\b(?:say|said|says|saying|tells?|told|ask(?:ed|s)?|add(?:ed|s)?|argue[ds]?|claim(?:ed|s)?|deny|denied|denies"
    r"|insist(?:ed|s)?|warn(?:ed|s)?|explain(?:ed)?|noted?|notes|report(?:ed|s)?|state[ds]?|announced?"
    r"|acknowledged?|admit(?:ted)?|accused?|alleged?|suggest(?:ed)?|declared?|according to|tweet(?:ed)?"
    r"|writes?|wrote|reply|replied|respond(?:ed)?|vow(?:ed)?|promised?|described?|call(?:ed)?)\b",
    re.IGNORECASE,
)
_BINDING = frozenset("the a an of and mr mrs ms sen rep gov his her their said who in for on".split())
LONG = 5  # words
COVERED = 0.6


class Counts(NamedTuple):
    """Segments: attributed by hand, by a program, by both; with a marked source; with the right speaker."""

    gold: int = 0
    found: int = 0
    both: int = 0
    sources: int = 0
    right: int = 0

    def plus(self, other: Counts) -> Counts:
        """The sum of two counts."""
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))

    def figures(self) -> dict[str, float]:
        """Precision, recall, speaker (where both attribute), end-to-end recall and precision."""
        return {
            "precision": _ratio(self.both, self.found),
            "recall": _ratio(self.both, self.gold),
            "speaker": _ratio(self.right, self.sources),
            "end-to-end recall": _ratio(self.right, self.gold),
            "end-to-end precision": _ratio(self.right, self.found),
        }


class Indirect(NamedTuple):
    """Contents without quotation marks whose cue is a verb of speech: marked; found; with the right speaker."""

    gold: int = 0
    found: int = 0
    right: int = 0

    def plus(self, other: Indirect) -> Indirect:
        """The sum of two counts."""
        return Indirect(*(a + b for a, b in zip(self, other, strict=True)))

    def figures(self) -> dict[str, float]:
        """Recall and speaker."""
        return {"recall": _ratio(self.found, self.gold), "speaker": _ratio(self.right, self.found)}


class Speech(NamedTuple):
    """All counts of some articles."""

    long: Counts = Counts()
    short: Counts = Counts()
    indirect: Indirect = Indirect()

    def plus(self, other: Speech) -> Speech:
        """The sum of two counts."""
        return Speech(
            self.long.plus(other.long), self.short.plus(other.short), self.indirect.plus(other.indirect)
        )


def score(text: str, gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> Speech:
    """Scores the statements of one article.

    :param gold: attributions with ``source``, ``cue``, ``content``: lists of ``[start, end]``
    :param found: statements with ``spans`` and ``speaker``: ``[start, end]`` or ``None``
    """
    total = Speech(indirect=_indirect(text, gold, found))
    for segment in _segments(text):
        counts = _segment(text, segment, gold, found)
        long = len(text[slice(*segment)].split()) >= LONG
        total = total.plus(Speech(long=counts) if long else Speech(short=counts))
    return total


def _segment(
    text: str, segment: Pair, gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]
) -> Counts:
    marked = next((one for one in gold if _cover(segment, one["content"]) >= COVERED), None)
    best = shortest(segment, found)
    both = marked is not None and best is not None
    source = marked["source"] if marked and best else []
    right = bool(source) and best is not None and speaker_right(text, best["speaker"], source)
    return Counts(marked is not None, best is not None, both, bool(source), right)


def by_tier(
    text: str, gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]
) -> Iterator[tuple[str, Counts]]:
    """The tier of the statement of each long segment that has one, and what is counted of the segment."""
    for segment in _segments(text):
        best = shortest(segment, found)
        if best is not None and len(text[slice(*segment)].split()) >= LONG:
            yield best["tier"], _segment(text, segment, gold, found)


def shortest(segment: Pair, found: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The statement that a segment is counted for: of those that cover it, the one with the fewest words."""
    covering = [one for one in found if _cover(segment, one["spans"]) >= COVERED]
    return min(covering, key=lambda one: sum(b - a for a, b in one["spans"]), default=None)


def _indirect(text: str, gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> Indirect:
    total = Indirect()
    for one in gold:
        printed, cue = (" ".join(text[a:b] for a, b in one[part]) for part in ("content", "cue"))
        marked = re.search(r"[“”\"]|''", printed)
        if len(printed.split()) < LONG or marked or not _SPEECH.search(cue):
            continue
        best = max(found, key=lambda other: _overlap(other["spans"], one["content"]), default=None)
        met = best is not None and _overlap(best["spans"], one["content"]) >= 1 / 2
        right = met and best is not None and speaker_right(text, best["speaker"], one["source"])
        total = total.plus(Indirect(1, met, right))
    return total


def _segments(text: str) -> Iterator[tuple[int, int]]:
    for paragraph in re.finditer(r"[^\n]+", text):
        body = paragraph.group()
        if body.count("“") != body.count("”") or body.count('"') % 2 or body.count("''") % 2:
            continue
        for match in _PAIRS.finditer(body):
            start, end = (paragraph.start() + at for at in match.span(match.lastindex or 0))
            if text[start:end].strip():
                yield start, end


def speaker_right(text: str, speaker: Pair | None, source: Sequence[Pair]) -> bool:
    """Whether a speaker's phrase overlaps the source, or one of them names what the other does."""
    if speaker is None or not source:
        return False
    start, end = speaker
    if any(start < b and a < end for a, b in source):
        return True
    mine = _words(text[start:end])
    theirs = frozenset[str]().union(*(_words(text[a:b]) for a, b in source))
    return bool(mine & theirs) and (mine <= theirs or theirs <= mine)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip(".,'’s").lower() for word in text.split()) - _BINDING


def _cover(segment: Pair, spans: Sequence[Pair]) -> float:
    start, end = segment
    return sum(max(0, min(end, b) - max(start, a)) for a, b in spans) / (end - start)


def _overlap(left: Sequence[Pair], right: Sequence[Pair]) -> float:
    """Intersection over union, in code points."""
    both = sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)
    return both / max(1, sum(b - a for a, b in left) + sum(d - c for c, d in right) - both)


def _ratio(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
