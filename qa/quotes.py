"""From evidence to quotations that can stand alone: quotation marks closed, pronouns introduced, copies folded."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from index import Article, Span, analyze
from qa.copies import Copies
from qa.read import Evidence, sentences_of
from qa.records import Citation, Quote
from qa.retrieval import alike

__all__ = ["LONGEST", "select_quotes", "widened"]

LONGEST = 5  # sentences of a quotation; one of them is kept free for who speaks, longer speeches are cut

# A quotation that begins so leans on the sentence before it.
_LEANS = re.compile(
    r"[“\"‘'«(\[]*(?:He|She|It|They|We|This|That|These|Those|His|Her|Hers|Its|Their|Theirs|But|And|So|Or|Nor|Yet|Also"
    r"|However|Instead|Meanwhile|Moreover|Therefore|Thus|Otherwise|Then|Still|Besides|Nevertheless|Nonetheless"
    r"|Rather|Similarly|Likewise|Furthermore|Consequently|Hence|In (?:addition|contrast|response|return)|For (?:example"
    r"|instance)|As a result|The (?:former|latter|two|pair|same))\b"
)
# Direct speech; a paragraph that is not its last one may leave the mark open.
_SPEECH = re.compile(r"[“„][^”“]*(?:[”“]|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)|(?<!\w)‘.*(?:’(?!\w)|$)")
_OPENING = re.compile(r"[“„«\"‘](?=\w)")
_SAYING = re.compile(r"\b(?:said|says|told|asked|added|wrote|replied|explained|insisted|warned|posted)\b")
_WORD = re.compile(r"\w")
# Single marks are apostrophes too: one opens before a word and closes after one, and short forms open nothing.
_MARK = re.compile(
    r"[“”„«»\"]"
    r"|(?P<opens>(?<![^\s“„«\"(\[—–-])['‘](?=[\w“\"«¡¿…])(?!(?i:em|til|tis|twas|cause|bout|n|\d0s)\b))"
    r"|(?P<closes>(?<=\S)['’](?!\w))"
)
_CLOSING = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’", "'": "'’"}


class _Chosen(NamedTuple):
    """A quotation: article id -> its words there, the earliest article of the story first, which is quoted."""

    printings: Mapping[str, Quote]
    score: float


def select_quotes(evidence: Sequence[Evidence], k: int, copies: Copies | None = None) -> tuple[Citation, ...]:
    """Up to ``k`` numbered quotations from evidence that is sorted best first.

    A sentence that leans on one already chosen joins its quotation; one that says what a better one said is
    left out. Quotations of one article stand together, under the best of them. Each is shown from the earliest
    article that prints its words, with those that copy it.

    :param copies: where else words were printed; nowhere where not given
    """
    chosen: list[_Chosen] = []
    seen: list[frozenset[str]] = []
    for found in evidence:
        words = frozenset(analyze(found.quote.text))
        if any(alike(words, other) for other in seen):
            continue
        printings = _printings(_standing_alone(found.quote), copies)
        quote = max(printings.values(), key=lambda one: len(_touched(one, chosen)))
        if touched := _touched(quote, chosen):
            _join(chosen, touched, quote, copies)
        elif len(chosen) < k:
            chosen.append(_Chosen(printings, found.score))
        seen.append(words)
    return tuple(_citation(n, one) for n, one in enumerate(_by_article(chosen), start=1))


def _citation(number: int, chosen: _Chosen) -> Citation:
    quote, *also = chosen.printings.values()
    return Citation(number, quote, chosen.score, also=tuple(also))


def _printings(quote: Quote, copies: Copies | None) -> dict[str, Quote]:
    found = copies.printings(quote) if copies else [quote]
    return {one.article.id: one for one in found}


def _touched(quote: Quote, chosen: Sequence[_Chosen]) -> list[int]:
    """Which of those chosen overlap a quotation, in its article."""
    id, span = quote.article.id, quote.span
    return [
        n for n, (there, _) in enumerate(chosen) if (other := there.get(id)) and other.span.overlaps(span)
    ]


def _by_article(chosen: Sequence[_Chosen]) -> list[_Chosen]:
    """The quotations of one article together, articles in the order of their best one: as they are shown."""
    shown = [next(iter(one.printings)) for one in chosen]
    return sorted(chosen, key=lambda one: shown.index(next(iter(one.printings))))


def _standing_alone(quote: Quote) -> Quote:
    """The sentence with those around it that it cannot do without, :data:`LONGEST` at most."""
    place = sentences_of(quote.article).index(quote.span)
    return widened(quote.article, place, place)


def widened(
    article: Article, first: int, last: int, *, leans: bool = True, attributed: bool = False
) -> Quote:
    """A run of an article's sentences with those around it that it cannot do without, :data:`LONGEST` at most.

    :param first: place of its first sentence among those that may be quoted
    :param last: place of its last one
    :param leans: whether a beginning such as "He" or "But" needs the sentence before it
    :param attributed: whether it is known to say who speaks
    """
    sentences = sentences_of(article)
    bare = Quote(article, Span(sentences[first].start, sentences[last].end))
    first = _outside_marks(article, first)
    if last - first >= LONGEST:
        return bare
    while last - first < LONGEST - 2 and _goes_on(article, last):
        last += 1
    text = article.text[sentences[first].start : sentences[last].end]
    if not attributed and last - first < LONGEST - 1 and _bare_speech(text):
        first, last = _with_speaker(article, first, last)
    if leans and _LEANS.match(article.text, sentences[first].start) and _follows(article, first):
        first = _one_before(article, first, last)
    return Quote(article, Span(sentences[first].start, sentences[last].end))


def _bare_speech(text: str) -> bool:
    """Whether a text is somebody's direct speech and nothing else: shown alone it would have no speaker.

    >>> _bare_speech("“We sold nothing.”"), _bare_speech("“We sold nothing,” he said.")
    (True, False)
    """
    paragraphs = [line for line in text.split("\n") if line]
    return all(_SPEECH.search(line) and not _WORD.search(_SPEECH.sub("", line)) for line in paragraphs)


def _with_speaker(article: Article, first: int, last: int) -> tuple[int, int]:
    """Direct speech with the sentence that names who speaks.

    That is the one before in its paragraph, or else the one after it if it tells of saying, or else the end of the
    paragraph before.
    """
    sentences, before = sentences_of(article), _follows(article, first)
    after = last + 1 < len(sentences) and _follows(article, last + 1) and not _breaks(article, last + 1)
    if after and not (before and not _breaks(article, first)):
        start, end = sentences[last + 1]
        if _SAYING.search(article.text, start, end):
            return first, last + 1
    named = before and not _bare_speech(article.text[slice(*sentences[first - 1])])
    return (_one_before(article, first, last) if named else first), last


def _one_before(article: Article, first: int, last: int) -> int:
    """Where a quotation begins that takes in the sentence before, if that makes it no longer than it may be."""
    before = _outside_marks(article, first - 1)
    return before if last - before < LONGEST else first


def _breaks(article: Article, n: int) -> bool:
    """Whether a paragraph ends between a sentence and the one before it."""
    sentences = sentences_of(article)
    return "\n" in article.text[sentences[n - 1].end : sentences[n].start]


def _outside_marks(article: Article, n: int) -> int:
    """The last sentence up to the ``n``-th that begins outside quotation marks."""
    while _marks_open(article, n, sentences_of(article)[n].start) and _follows(article, n):
        n -= 1
    return n


def _goes_on(article: Article, last: int) -> bool:
    """Whether a quotation may not end here: inside quotation marks, or with a question and not its answer, or with
    what introduces a speech and not the speech."""
    sentences = sentences_of(article)
    if last + 1 == len(sentences) or not _follows(article, last + 1):
        return False
    start, end = sentences[last]
    if article.text[end - 1] == "?" or _marks_open(article, last, end):
        return True
    speech_next = _OPENING.match(article.text, sentences[last + 1].start) is not None
    return speech_next and not _SPEECH.search(article.text, start, end)


def _marks_open(article: Article, n: int, at: int) -> bool:
    """Whether a place in the ``n``-th sentence is inside quotation marks that its paragraph opened."""
    while n > 0 and not _breaks(article, n):
        n -= 1
    opened: list[str] = []
    for match in _MARK.finditer(article.text, sentences_of(article)[n].start, at):
        mark = match.group()
        closed = [depth for depth, opener in enumerate(opened) if mark in _CLOSING[opener]]
        if closed and not match["opens"]:
            del opened[closed[-1] :]
        elif mark in _CLOSING and not match["closes"]:
            opened.append(mark)
    return bool(opened)


def _follows(article: Article, n: int) -> bool:
    """Whether only blanks stand between a sentence and the one before it."""
    sentences = sentences_of(article)
    return n > 0 and not article.text[sentences[n - 1].end : sentences[n].start].strip()


def _join(chosen: list[_Chosen], touched: Sequence[int], quote: Quote, copies: Copies | None) -> None:
    """Makes one quotation of those that another overlaps, if it is no longer than one may be."""
    article = quote.article
    spans = [quote.span, *(chosen[n].printings[article.id].span for n in touched)]
    span = Span(min(start for start, _ in spans), max(end for _, end in spans))
    if sum(one.overlaps(span) for one in sentences_of(article)) > LONGEST:
        return
    chosen[touched[0]] = _Chosen(_printings(Quote(article, span), copies), chosen[touched[0]].score)
    for n in reversed(touched[1:]):
        del chosen[n]
