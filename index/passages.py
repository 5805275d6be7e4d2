"""Sentences and passages with exact offsets: the units that are quoted and retrieved."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from index.boundaries import between, boundaries, bounded
from index.records import Article, Passage, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

__all__ = ["evidence_sentences", "paragraphs", "passages", "sentences"]

MAX_SENTENCE = 1200  # characters; one sentence in 80,000 of printed news is longer
OVERLAP = 1  # sentences: an answer often leans on the sentence before it ("He denied it.")
HEADING = 20  # words; headlines have at most some fifteen
WRAPPED_WIDTH = 40  # characters; lines of narrower columns are lists or verse

_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_DANGLING = re.compile(
    r"(?:,|\b(?:a|an|the|and|or|of|in|on|at|to|for|from|by|with|as|that|Mr\.|Mrs\.|Ms\.|Dr\.))\Z"
)
_LISTED = re.compile(r"[•*·–—-]|\(?\d{1,3}[.)]|(?:[^\s:]+ ){0,2}[^\s:]+: \S+(?: \S+){0,7}$")
_BLANK = frozenset(" \n")
_CLOSING = frozenset(".!?…:;,\"'”’»)]")
_SPOKEN = re.compile(r"[^\W_]")


def sentences(text: str) -> list[Span]:
    """Splits a text into sentences: sorted, disjoint, without blanks at their ends, none empty.

    Every code point that is not blank lies in exactly one. None crosses the end of a paragraph, and none is
    longer than :data:`MAX_SENTENCE`.

    >>> sentences("He met Gen. Lowe. They spoke.")
    [Span(start=0, end=17), Span(start=18, end=29)]
    """
    spans: list[Span] = []
    for start, end in paragraphs(text):
        cuts = [start + cut for cut in boundaries(text[start:end])]
        for sentence in between(text, [start, *cuts, end]):
            spans += bounded(text, sentence, MAX_SENTENCE)
    return spans


def evidence_sentences(article: Article) -> list[Span]:
    """The sentences of an article that may be quoted: outside its furniture, with a letter or a digit.

    A heading, or the title of another article between two paragraphs, is no sentence: it may be found, and is not
    quoted.
    """
    edges = {edge for span in article.furniture for edge in span}
    return [span for run in _runs(article) for span in run if not _is_heading(article, span, edges)]


def passages(
    article: Article, count_tokens: Callable[[Sequence[str]], Sequence[int]], budget: int
) -> list[Passage]:
    """Runs of whole sentences that fit the encoder; each begins with the last sentence of the one before.

    A sentence that does not fit alone is cut after a clause, else at a blank, else between two characters.

    :param count_tokens: numbers of word pieces of texts, without the marks that an encoder puts around a text
    :param budget: word pieces that a passage may have. The sum over its sentences is held under it, which
        bounds its own number where word pieces do not reach across blanks and punctuation
    :raises ValueError: where a single character does not fit the budget
    """
    text, runs = article.text, _runs(article)
    spans = [span for run in runs for span in run]
    counts = iter(count_tokens([text[a:b] for a, b in spans]) if spans else ())
    found = []
    for run in runs:
        fitted = [
            piece for span in run for piece in _fitted(text, (span, next(counts)), count_tokens, budget)
        ]
        found += [Passage(article, span) for span in _packed(text, fitted, budget)]
    return found


def _is_heading(article: Article, span: Span, edges: Collection[int]) -> bool:
    """Whether a short line that ends as no sentence does stands between two that do, or beside furniture.

    Lines of lists and tables have their like beside them; a label with a value (“Cost: $17”) tells something.

    :param edges: where furniture begins and ends
    """
    text, (start, end) = article.text, span
    if text[end - 1] in _CLOSING or text[end : end + 1] != "\n" or text[start - 1 : start] not in ("", "\n"):
        return False
    line, last, following = text[start:end], start - 1, end
    while text[last : last + 1] in _BLANK and last >= 0:
        last -= 1
    while text[following : following + 1] in _BLANK:
        following += 1
    line_end = text.find("\n", following)
    after = text[(line_end if line_end >= 0 else len(text)) - 1]
    return (
        len(line.split()) <= HEADING
        and not _LISTED.match(line)
        and (last < 0 or text[last] in _CLOSING or last + 1 in edges)
        and (after in _CLOSING or following in edges)
    )


def _runs(article: Article) -> list[list[Span]]:
    """The sentences of each stretch between pieces of furniture or lines of mere marks (``___``)."""
    edges = [0, *(edge for span in article.furniture for edge in span), len(article.text)]
    runs: list[list[Span]] = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        runs.append([])
        for a, b in sentences(article.text[start:end]):
            if _SPOKEN.search(article.text, start + a, start + b):
                runs[-1].append(Span(start + a, start + b))
            else:
                runs.append([])
    return [run for run in runs if run]


def paragraphs(text: str) -> Iterator[Span]:
    """Blocks between empty lines, cut at line ends over which no sentence goes on."""
    for block in _BLOCK.finditer(text):
        lines = block.group().split("\n")
        wrapped = _is_wrapped(lines)
        start = end = block.start()
        for line, following in pairwise([*lines, ""]):
            end += len(line)
            if not following or not (wrapped or _goes_on(line, following)):
                yield Span(start, end)
                start = end + 1
            end += 1


def _is_wrapped(lines: list[str]) -> bool:
    """Whether line ends are mere typesetting: no line had room for the first word of the next.

    Two lines prove nothing.
    """
    width = max(map(len, lines))
    return (
        len(lines) > 2
        and width >= WRAPPED_WIDTH
        and all(len(line) + len(after.split(" ", 1)[0]) >= width for line, after in pairwise(lines))
    )


def _goes_on(line: str, following: str) -> bool:
    """Whether a sentence runs from a line into the next."""
    closed = line.rstrip("\"'’”»)] ")[-1:] in ".!?…:;"
    return bool(_DANGLING.search(line)) or (following[0].islower() and not closed)


def _fitted(
    text: str, counted: tuple[Span, int], count_tokens: Callable[[Sequence[str]], Sequence[int]], budget: int
) -> list[tuple[Span, int]]:
    """A sentence with its number of word pieces, in as many parts as the budget asks for."""
    span, count = counted
    if count <= budget:
        return [counted]
    length = span.end - span.start
    if length == 1:
        raise ValueError(f"{text[span.start]!r} alone has {count} word pieces; the budget is {budget}")
    parts = list(bounded(text, span, max(1, length * budget // count)))
    counts = count_tokens([text[a:b] for a, b in parts])
    pairs = zip(parts, counts, strict=True)
    return [piece for part in pairs for piece in _fitted(text, part, count_tokens, budget)]


def _packed(text: str, fitted: list[tuple[Span, int]], budget: int) -> Iterator[Span]:
    """Spans of as many neighbours as the budget holds, :data:`OVERLAP` of them shared with the next."""
    first = 0
    while first < len(fitted):
        last, total = first, fitted[first][1]
        while last + 1 < len(fitted) and _fits(text, fitted, last, budget - total):
            last += 1
            total += fitted[last][1]
        yield Span(fitted[first][0].start, fitted[last][0].end)
        if last + 1 == len(fitted):
            return
        shared = last + 1 - OVERLAP
        goes_on = shared > first and _fits(text, fitted, last, budget - fitted[last][1])
        first = shared if goes_on else last + 1


def _fits(text: str, fitted: list[tuple[Span, int]], last: int, room: int) -> bool:
    """Whether the next part fits, and is not the rest of a word, which may have other pieces as a whole."""
    end, (following, count) = fitted[last][0].end, fitted[last + 1]
    return count <= room and (following.start > end or not text[end - 1].isalnum())
