"""Quotations as the page draws them: under headings, by article, in pieces, with who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from index import Article, Span
from qa.records import Citation, Group, Quote

__all__ = ["Mark", "cue_words", "groups_of", "heading", "named", "pieces"]

Json = dict[str, Any]


class Mark(NamedTuple):
    """A cited place of an article and the number of its quotation."""

    start: int
    end: int
    number: int


def groups_of(citations: Iterable[Citation], headings: Sequence[Group]) -> list[Json]:
    """Quotations of one article stand together, under their first; those under two headings stand apart.

    A heading is told with the first article under it.
    """
    titles = {number: title for title, numbers in headings for number in numbers}
    groups: dict[tuple[str, str], Json] = {}
    for citation in citations:
        article, title = citation.quote.article, titles.get(citation.number, "")
        shown = "" if any(title == other for other, _ in groups) else title
        empty: Json = {"heading": shown, "article": heading(article), "quotations": []}
        groups.setdefault((title, article.id), empty)["quotations"].append(_quotation(citation))
    return list(groups.values())


def _quotation(citation: Citation) -> Json:
    start, end = citation.quote.span
    return {
        "n": citation.number,
        "mark": Mark(start, end, citation.number),
        "text": citation.quote.text,
        "pieces": list(pieces(citation.quote, citation.spans)),
        "page": citation.quote.page,
        "who": citation.speaker and _who(citation),
        "also": [_also(quote, citation.number) for quote in citation.also],
    }


def _who(citation: Citation) -> Json:
    """Who speaks, as printed and as known, and how."""
    return {
        "speaker": citation.speaker_text,
        "name": citation.speaker_name,
        "stance": citation.stance_words,
        "cue": cue_words(citation.cue or ""),
    }


def cue_words(cue: str) -> str:
    """The words of saying in one line; empty where there are none: a colon says nothing beside a stance."""
    return " ".join(cue.split()) if any(map(str.isalnum, cue)) else ""


def pieces(quote: Quote, said: Sequence[Span]) -> Iterator[Json]:
    """The words of a quotation in pieces: what the speaker says, and what is around it.

    :param said: where the article prints what the speaker says
    """
    start, end = quote.span
    edges = {start, end, *(edge for span in said for edge in span if start < edge < end)}
    for pair in pairwise(sorted(edges)):
        words = quote.article.text[slice(*pair)]
        yield {"text": words, "said": any(span.overlaps(Span(*pair)) for span in said)}


def _also(quote: Quote, number: int) -> Json:
    """Another article that prints the words of a quotation, and where it does."""
    return {"article": heading(quote.article), "mark": Mark(*quote.span, number)}


def heading(article: Article) -> Json:
    """What is told of an article above or below its words."""
    return {
        "id": article.id,
        "title": article.title or article.source or "Untitled",
        "byline": named(article.authors),
        "published": article.published and article.published.isoformat(),
        "publisher": article.publisher,
        "url": article.url,
    }


def named(names: Sequence[str]) -> str:
    """Names as a sentence has them.

    >>> named(["Ada", "Ben", "Cy"])
    'Ada, Ben and Cy'
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
