"""From evidence to quotations that can stand alone: quotation marks closed, pronouns introduced, copies folded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Article, Span, analyze, evidence_sentences
from qa.read import Evidence
from qa.records import Citation, Quote
from qa.retrieval import likeness

__all__ = ["select_quotes"]

ALIKE = 0.8  # Jaccard of two quotations' words from which the second tells nothing new
LONGEST = 4  # sentences of a quotation; a speech that goes on for longer is cut after a whole sentence

# A quotation that begins so leans on the sentence before it.
_LEANS = re.compile(
    r"[“\"‘'«(\[]*(?:He|She|It|They|We|This|That|These|Those|His|Her|Hers|Its|Their|Theirs|But|And|So|Or|Nor|Yet|Also"
    r"|However|Instead|Meanwhile|Moreover|Therefore|Thus|Otherwise|Then|Still|Besides|Nevertheless|Nonetheless"
    r"|Rather|Similarly|Likewise|Furthermore|Consequently|Hence|In (?:addition|contrast|response|return)|For (?:example"
    r"|instance)|As a result|The (?:former|latter|two|pair|same))\b"
)
_SPEECH = re.compile(r"[“„][^”“]*[”“]|\"[^\"]*\"|«[^»]*»|(?<!\w)‘.*’(?!\w)", re.DOTALL)
_WORD = re.compile(r"\w")
_MARKS = re.compile(r"[“”\"«»]")


def select_quotes(evidence: Sequence[Evidence], k: int) -> tuple[Citation, ...]:
    """Up to ``k`` numbered quotations from evidence that is sorted best first.

    A sentence that leans on one already chosen joins its quotation; one that says what a better one said is
    left out.
    """
    chosen: list[tuple[Quote, float]] = []
    seen: list[frozenset[str]] = []
    for found in evidence:
        words = frozenset(analyze(found.quote.text))
        if any(likeness(words, other) >= ALIKE for other in seen):
            continue
        quote = _standing_alone(found.quote)
        touched = next((n for n, (other, _) in enumerate(chosen) if _overlap(quote, other)), None)
        if touched is not None:
            chosen[touched] = _joined(chosen[touched][0], quote), chosen[touched][1]
        elif len(chosen) < k:
            chosen.append((quote, found.score))
        seen.append(words)
    return tuple(Citation(n, quote, score) for n, (quote, score) in enumerate(chosen, start=1))


def _standing_alone(quote: Quote) -> Quote:
    """The sentence with those around it that it cannot do without."""
    article = quote.article
    sentences = evidence_sentences(article)
    first = last = sentences.index(quote.span)
    while _marks_open(article, sentences[first].start) and _follows(article, sentences, first):
        first -= 1
    if last - first >= LONGEST:
        return quote
    while last - first < LONGEST - 1 and _goes_on(article, sentences, last):
        last += 1
    if _bare_speech(quote.text) and last - first < LONGEST - 1:
        first, last = _with_speaker(article, sentences, first, last)
    if _LEANS.match(article.text, sentences[first].start) and _follows(article, sentences, first):
        first -= 1
    return Quote(article, Span(sentences[first].start, sentences[last].end))


def _bare_speech(text: str) -> bool:
    """Whether a sentence is somebody's direct speech and nothing else: shown alone it would have no speaker.

    >>> _bare_speech("“We sold nothing.”"), _bare_speech("“We sold nothing,” he said.")
    (True, False)
    """
    return bool(_SPEECH.search(text)) and not _WORD.search(_SPEECH.sub("", text))


def _with_speaker(article: Article, sentences: Sequence[Span], first: int, last: int) -> tuple[int, int]:
    """Direct speech with the sentence of its paragraph that names who speaks: the one before, else the one after."""
    if _follows(article, sentences, first) and not _breaks(article, sentences, first):
        return first - 1, last
    if (
        last + 1 < len(sentences)
        and _follows(article, sentences, last + 1)
        and not _breaks(article, sentences, last + 1)
    ):
        return first, last + 1
    return (first - 1, last) if _follows(article, sentences, first) else (first, last)


def _breaks(article: Article, sentences: Sequence[Span], n: int) -> bool:
    """Whether a paragraph ends between a sentence and the one before it."""
    return "\n" in article.text[sentences[n - 1].end : sentences[n].start]


def _marks_open(article: Article, at: int) -> bool:
    """Whether a place is inside quotation marks that its paragraph opened."""
    start = article.text.rfind("\n", 0, at) + 1
    paired = straight = 0
    for mark in _MARKS.findall(article.text, start, at):
        straight += mark == '"'
        paired += (mark in "“«") - (mark in "”»")
    return paired > 0 or straight % 2 == 1


def _goes_on(article: Article, sentences: Sequence[Span], last: int) -> bool:
    """Whether a quotation may not end here: inside quotation marks, or with a question and not its answer."""
    end = sentences[last].end
    open_ended = _marks_open(article, end) or article.text[end - 1] == "?"
    return open_ended and last + 1 < len(sentences) and _follows(article, sentences, last + 1)


def _follows(article: Article, sentences: Sequence[Span], n: int) -> bool:
    """Whether only blanks stand between a sentence and the one before it."""
    return n > 0 and not article.text[sentences[n - 1].end : sentences[n].start].strip()


def _overlap(first: Quote, second: Quote) -> bool:
    return first.article.id == second.article.id and first.span.overlaps(second.span)


def _joined(first: Quote, second: Quote) -> Quote:
    """Both in one, if that is no longer than a quotation may be; else the first."""
    span = Span(min(first.span.start, second.span.start), max(first.span.end, second.span.end))
    held = [s for s in evidence_sentences(first.article) if s.overlaps(span)]
    return Quote(first.article, span) if len(held) <= LONGEST else first
