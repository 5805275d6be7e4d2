"""Where sentences begin, and where to cut what has no end; the only place of sentencex.

The rules here mend what the library gets wrong in news. They know English best; other languages get its
rules for end marks.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from index.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["between", "boundaries", "bounded"]

LONG_QUOTATION = 400  # characters; what is quoted stays with who said it (997 in 1000 sentences are shorter)
WINDOW = 4000  # characters read at once: sentencex's time grows with the square of unclosed quotation marks
BEFORE, AFTER = (
    24,
    100,
)  # characters beside a boundary that rules look at: a mark or a title, four names and a verb

# sentencex panics on a blank of several bytes before a full stop, and refuses surrogates.
_FOREIGN = re.compile(r"[^\S ]|[\ud800-\udfff]")
_BULLET = re.compile(r"\s*[•·►▶●■▪*–—-]+(?=\s)")  # after one, sentencex misses the first end
_ENCLOSING = re.compile(r"[\"“”«»„‟「」『』()\[\]]")
_OPENING = re.compile(r"(?:(?<!\S)[\"']|[“‘„(\[「『¿¡]|«\s?)+\Z")
_CLOSING = re.compile(r"(?:[”’»)\]」』]|[\"'](?!\S))+\s*")
_MISSED = re.compile(
    r"(?:(?<![A-Z])[.!?][)\]\"”’»]+|\w…[\"'”’»]?|[)\]]\.|\.(?:com|org|net|gov|edu)\.|\bMay\.)\s+(?=[\"'“‘«„(\[]*[A-Z])"
)
_UNENDED = re.compile(r"[\w,;:–—-][\"'”’»)\]]*\s*\Z")
_GOING_ON = re.compile(r"[:;,]|[–—-]\s?[a-z]")
_MARKER = re.compile(r"\A\s*\(?(?:\d{1,3}|[A-Za-z])[.)]\s*\Z")
_LISTED = re.compile(r"[:,;]\s\(?\d{1,2}[.)]\s*\Z")
_COUNTED = re.compile(r"\b(?:[Nn]os?|[Vv]ols?|pp?|approx|ca|[Aa]rt|[Ss]ec|[Ff]igs?|[Cc]h|est)\.\s*\Z")
_HOUR = re.compile(r"\d\s?[ap]\.m\.\s*\Z")
_DAY_OR_ZONE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
    r"|[A-Z]{1,2}T\b|UTC\b|(?:Eastern|Central|Mountain|Pacific|Local)\b|\("
)
_TITLE = re.compile(r"[-:](?:Sen|Gov|Gen|Rep|Dr|Mr|Mrs|Ms|Lt|Col|Sgt|Capt|Prof|Rev|St|Pres)\.\s*\Z")
_INITIAL = re.compile(r"\b[A-Z]\.\Z")  # no blank follows: "R-S.C."
_INITIALS = re.compile(r"(?<![\w.])(?!U\.[SKN]|E\.U|D\.C|L\.A|N\.[YJ]|P\.M|A\.M)[A-Z]\.\s?[A-Z]\.\s*\Z")
_STATE = re.compile(
    r"\b(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla"
    r"|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo)\.\)\s*\Z"
)
_VERSUS = re.compile(r"\bvs\.\s*\Z")
_EXCLAIMED = re.compile(r"[!?][\"'”’»)]*\s*\Z")
_QUOTED = re.compile(r"[!?…][\"'”’»]\s*\Z")
_SAID = (
    "said|says|asked|asks|told|tells|added|adds|wrote|writes|tweeted|replied|cried|shouted|exclaimed|"
    "recalled|joked|yelled|continued|explained|wondered|declared|insisted|warned|posted"
)
_NO_NAME = r"(?!(?:The|An?|He|She|They|It|I|We|You|But|And|In|On|At|So|No|Yes|Some|Many|Police|Officials)\s)"
_NAME = re.compile(_NO_NAME + "[A-Z]")
_ATTRIBUTION = re.compile(rf"{_NO_NAME}(?:[A-Z][\w.’'-]*\s){{1,4}}(?:{_SAID})\b")
_ANY = re.compile("")
_JOINED = (  # what stands before and after a boundary that is none
    (_UNENDED, _ANY),
    (_MARKER, _ANY),
    (_LISTED, _ANY),
    (_ANY, _GOING_ON),
    (_EXCLAIMED, re.compile(r"[a-z]")),
    (_COUNTED, re.compile(r"\d")),
    (_HOUR, _DAY_OR_ZONE),
    (_TITLE, re.compile(r"[A-Z]")),
    (_INITIAL, re.compile(r"[A-Z]\.")),
    (_INITIALS, _NAME),
    (_VERSUS, _ANY),
    (_STATE, _ANY),
    (_QUOTED, _ATTRIBUTION),
    (re.compile(r"[」』]\Z"), re.compile("と")),  # the particle of Japanese attributions
)
_PLACES = (  # where a run without an end is cut, best first
    re.compile(r"[.!?…][\"'’”»)\]]*\s+(?=\S)|[。！？]"),
    re.compile(r"[;:,–—][\"'’”»)\]]*\s+(?=\S)|[、，；：]"),
    re.compile(r"\s+(?=\S)"),
)
_EXTENDING = re.compile(r"[\u200c\u200d\u1160-\u11ff\udc00-\udfff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # two of these letters are one flag


def boundaries(paragraph: str) -> list[int]:
    """Where sentences of a paragraph begin, the first left out.

    A quotation of several sentences is one, with who said it, up to :data:`LONG_QUOTATION`.

    >>> boundaries("He met Gen. Lowe. They spoke.")
    [18]
    """
    plain = _FOREIGN.sub(" ", paragraph).rstrip()
    bullet = _BULLET.match(plain)
    shown = plain if bullet is None else " " * bullet.end() + plain[bullet.end() :]
    cuts = _mended(plain, _found(shown))
    inner: list[int] = []
    for start, end in pairwise([0, *cuts, len(plain)]):
        if end - start > LONG_QUOTATION:
            long = plain[start:end]
            inner += [start + cut for cut in _mended(long, _found(_ENCLOSING.sub(" ", long)))]
    return sorted({*cuts, *inner})


def bounded(text: str, span: Span, limit: int) -> Iterator[Span]:
    """Pieces of at most ``limit`` characters of a span, cut after a clause, at a blank, or anywhere."""
    cuts = [span.start]
    while span.end - cuts[-1] > limit:
        cuts.append(_place(text, cuts[-1], cuts[-1] + limit))
    return between(text, [*cuts, span.end])


def between(text: str, cuts: Sequence[int]) -> Iterator[Span]:
    """The spans from each cut to the next, without the blanks at their ends; none is empty."""
    for start, end in pairwise(cuts):
        piece = text[start:end].strip()
        if piece:
            first = text.index(piece[0], start)
            yield Span(first, first + len(piece))


def _found(plain: str) -> list[int]:
    """Where sentencex, reading a window at a time, has sentences begin."""
    from sentencex import get_sentence_boundaries

    cuts: list[int] = []
    at = 0
    while at < len(plain):
        window = plain[at : at + WINDOW]
        starts = [start for found in get_sentence_boundaries("en", window) if (start := found["start_index"])]
        if at + WINDOW >= len(plain):
            return cuts + [at + start for start in starts]
        cuts += [at + start for start in starts] or [_place(plain, at, at + WINDOW)]
        at = cuts[-1]  # the last sentence of a window may go on beyond it
    return cuts


def _mended(plain: str, found: list[int]) -> list[int]:
    """Boundaries with missed ones added, marks put to the side they belong to, and false ones dropped."""
    missed = {match.end() for match in _MISSED.finditer(plain)}.difference(found)
    missed = {cut for cut in missed if not _is_quoted(plain[max(0, cut - WINDOW) : cut])}
    kept = [0]
    for cut in sorted({_beside_marks(plain, cut) for cut in (*found, *missed)}):
        left = plain[max(kept[-1], cut - BEFORE) : cut]
        if left.strip() and cut < len(plain) and not _belongs(left, plain[cut : cut + AFTER]):
            kept.append(cut)
    return kept[1:]


def _beside_marks(plain: str, cut: int) -> int:
    """A boundary moved before opening and behind closing marks."""
    if closing := _CLOSING.match(plain, cut):
        return closing.end()
    opening = _OPENING.search(plain, max(0, cut - 5), cut)
    return opening.start() if opening else cut


def _is_quoted(left: str) -> bool:
    """Whether a quotation is open at the end of a text."""
    return left.rfind("“") > left.rfind("”") or left.count('"') % 2 == 1


def _belongs(left: str, right: str) -> bool:
    """Whether what follows a boundary belongs to the sentence before it."""
    return any(before.search(left) and after.match(right) for before, after in _JOINED)


def _place(text: str, start: int, stop: int) -> int:
    """The best place for a cut in the second half of a stretch, its end included."""
    for pattern in _PLACES:
        places = [match.end() for match in pattern.finditer(text, (start + stop) // 2, stop)]
        if places and places[-1] > start:
            return places[-1]
    return next((at for at in range(stop, start, -1) if _is_apart(text, at, start)), stop)


def _is_apart(text: str, at: int, start: int) -> bool:
    """Whether no character as a reader sees it (accent, emoji, flag, syllable) reaches across a place."""
    if at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    return not (
        unicodedata.category(after)[0] == "M"
        or _EXTENDING.match(after)
        or before == "\u200d"
        or unicodedata.combining(before) == 9  # a virama ties the next consonant to it
        or (after in _FLAGS and (at - start - len(text[start:at].rstrip(_FLAGS))) % 2)
    )
