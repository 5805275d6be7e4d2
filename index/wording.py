"""Wording: an article's reporting as numbers that two articles have in common where their words are the same."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.records import Article

__all__ = ["Wording", "hashed", "reporting", "runs", "same_story", "words"]

# Thai, Lao, Burmese, Khmer, Kana, Han: scripts that put no space between words; each character counts as one.
_BARE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_WORD = re.compile(f"[{_BARE}]|[^\\W_{_BARE}]+")
_ASCII_WORD = re.compile("[A-Za-z0-9]+")  # the same words, sooner, from most English texts
_FACTOR = 0x9E3779B97F4A7C15  # odd, bits well mixed: 2**64 divided by the golden ratio
_MIX = 0xFF51AFD7ED558CCD  # of MurmurHash3's finalizer

# What follows was chosen on pairs of real articles judged by eye and on planted ones (benchmarks/copies.py).
RUN = 3  # words in a row that make a match: of a text with every 20th word changed 94 % still match
LEAST = 30  # words; below, texts are the same by formula ("Watch the video above")
SAME = 0.9  # of the shorter text's words are the longer's; follow-ups that repeat their background reach 0.89
FACTS = 0.8  # of the shorter's names and figures are the longer's
_FORM = 0.5  # of the words that the longer has not at all are figures: a form filled for another day
_FEW = 2  # figures that may differ whatever the share
_ALL = 0.8  # of the longer text: then the two are one, wherever the rest was added
_CUT = 0.2  # of the longer text: less than this is an item, not a story that was cut at its end
_MOST = 0.5  # of the longer text: then a paragraph may stand before what the two share
_HEAD = 100  # words of such a paragraph, there or elsewhere in the story
_NOTE = 40  # words that may stand before a story that was cut: a credit, an editor's note
_START = 20  # words in a row that show where the story begins
_TOP = 0.7  # of the shorter's words are found from there on, in as many words
# Two cuts of one story that both lost paragraphs: less is the same, but the opening is, word for word.
_SAME_OPENING = 0.95
_KEPT = 0.7
_KEPT_FACTS = 0.85  # weekly columns with a long frame reach 0.72
_ADDED = 0.5  # of what one has alone stands where the other has nothing: not this week's text for last week's
_SEAM = 5  # words that may differ there


def reporting(article: Article) -> str:
    """An article's text without its furniture."""
    parts, start = [], 0
    for span in article.furniture:
        parts.append(article.text[start : span.start])
        start = span.end
    return "\n".join([*parts, article.text[start:]])


def words(text: str) -> list[str]:
    """The words of a text as they are compared.

    >>> words("Kim’s 7,000 soldiers")
    ['Kim', 's', '7', '000', 'soldiers']
    """
    return (_ASCII_WORD if text.isascii() else _WORD).findall(text)


def hashed(printed: Sequence[str]) -> NDArray[np.uint64]:
    """A number for each word, the same for every spelling of its case."""
    import numpy as np

    folded = " ".join(printed).casefold().encode().split()
    return np.fromiter(map(zlib.crc32, folded), np.uint64, len(folded))


def runs(numbers: NDArray[np.uint64], length: int) -> NDArray[np.uint64]:
    """A number for each run of so many words; none where there are fewer."""
    import numpy as np

    count = max(len(numbers) - length + 1, 0)
    total = np.zeros(count, np.uint64)
    for offset in range(length):
        total = total * np.uint64(_FACTOR) + numbers[offset : offset + count]
    total ^= total >> np.uint64(33)
    total *= np.uint64(_MIX)
    return total ^ (total >> np.uint64(33))


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of an article's reporting: its furniture is not compared.

    :ivar numbers: see :func:`hashed`
    :ivar names: which of them are printed with a capital
    :ivar figures: which of them begin with a digit
    """

    numbers: NDArray[np.uint64]
    names: NDArray[np.bool_]
    figures: NDArray[np.bool_]

    @classmethod
    def of(cls, article: Article) -> Wording:
        """Reads an article."""
        import numpy as np

        printed = words(reporting(article))
        initials = [word[0] for word in printed]
        return cls(
            hashed(printed),
            np.fromiter(map(str.isupper, initials), np.bool_, len(printed)),
            np.fromiter(map(str.isdigit, initials), np.bool_, len(printed)),
        )

    def __len__(self) -> int:
        return len(self.numbers)

    def facts(self, count: int | None = None) -> NDArray[np.uint64]:
        """Its names and figures, each once; of so many words from its beginning."""
        import numpy as np

        return np.unique(self.numbers[:count][(self.names | self.figures)[:count]])


def same_story(one: Wording, other: Wording) -> bool:
    """Whether two articles print one text: one is made from the other, or both from a third.

    A story may be cut at its end, lose or gain a paragraph, and have words changed here and there. A follow-up
    that repeats its background is another story, and so is a report that fills the same form with other facts.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < LEAST or _fills_a_form(short, long):
        return False
    kept, back = _covered(short, long), _covered(long, short)
    facts = _share(short.facts(), long)
    if kept.mean() >= SAME and facts >= FACTS:
        return _is_beginning(back, len(short))
    if kept.mean() < _KEPT or back.mean() < _MOST or facts < _KEPT_FACTS:
        return False
    opening = min(kept[:_HEAD].mean(), back[:_HEAD].mean())
    told = min(_share(short.facts(_HEAD), long), _share(long.facts(_HEAD), short))
    if opening < _SAME_OPENING or told < 1:
        return False
    return min(_added(short, long, kept), _added(long, short, back)) >= _ADDED


def _share(facts: NDArray[np.uint64], text: Wording) -> float:
    """Which part of the facts a text has; all where there are none."""
    import numpy as np

    return float(np.isin(facts, text.numbers).mean()) if len(facts) else 1.0


def _covered(text: Wording, by: Wording) -> NDArray[np.bool_]:
    """For each word of a text, whether it stands in a run that the other has too."""
    import numpy as np

    found = np.isin(runs(text.numbers, RUN), runs(by.numbers, RUN))
    covered = np.zeros(len(text), np.bool_)
    for offset in range(RUN):
        covered[offset : offset + len(found)] |= found
    return covered


def _added(text: Wording, to: Wording, covered: NDArray[np.bool_]) -> float:
    """Which part of the words that only one text has stands where the other has nothing in their stead."""
    import numpy as np

    own = runs(text.numbers, RUN).tolist()
    place = {number: at for at, number in enumerate(runs(to.numbers, RUN).tolist())}
    added, edges = 0, np.flatnonzero(np.diff(covered, prepend=True, append=True)).tolist()
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        before = place[own[start - RUN]] + RUN if start else 0
        after = place[own[end]] if end < len(text) else len(to)
        added += (end - start) * (0 <= after - before <= _SEAM)
    return added / max(len(text) - int(covered.sum()), 1)


def _fills_a_form(short: Wording, long: Wording) -> bool:
    """Whether the two differ in little but their figures, as the reports of two days do."""
    import numpy as np

    figures = len(np.setdiff1d(short.numbers[short.figures], long.numbers))
    return figures > _FEW and figures > _FORM * len(np.setdiff1d(short.numbers, long.numbers))


def _is_beginning(back: NDArray[np.bool_], length: int) -> bool:
    """Whether what the longer text shares is a story from its beginning, not an item or an older part of it."""
    import numpy as np

    if not _CUT <= back.mean() < _ALL:
        return bool(back.mean() >= _ALL)
    begins = int(np.argmax(np.convolve(back, np.ones(_START), "valid") == _START))
    return bool(
        begins <= (_HEAD if back.mean() >= _MOST else _NOTE)
        and back[begins:][: length + _HEAD].sum() >= _TOP * length
    )
