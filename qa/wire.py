"""An answer as plain data and back; what is read back is cut from the article again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from index import Article, Span
from qa.copies import same_words
from qa.records import Answer, Citation, Quote, Reason, Speaker

__all__ = ["article_facts", "from_dict", "to_dict"]

CONTEXT = 32  # code points of prefix and suffix, as the W3C's TextQuoteSelector examples use


def to_dict(answer: Answer) -> dict[str, Any]:
    """The answer as JSON types; ``exact == article.text[start:end]``, offsets in code points.

    The key ``related`` is there only where an answer has near misses.
    """
    reason = answer.reason and {"code": answer.reason.code, "text": answer.reason.text}
    related = {"related": [_citation(c) for c in answer.related]} if answer.related else {}
    return {
        "question": answer.question,
        "answered": answer.answered,
        "reason": reason,
        "headline": answer.headline,
        "citations": [_citation(c) for c in answer.citations],
    } | related


def from_dict(data: Mapping[str, Any], article: Callable[[str], Article]) -> Answer:
    """Reads an answer back, cutting each quotation anew.

    :param article: gives an article by id, for example :meth:`Index.article`
    :raises KeyError: where an article is gone, or a key is missing
    :raises ValueError: where the words at a place are not the ones that were written down
    """
    reason = data["reason"] and Reason(data["reason"]["code"], data["reason"]["text"])
    return Answer(
        data["question"],
        data["headline"],
        tuple(_read(c, article) for c in data["citations"]),
        reason,
        tuple(_read(c, article) for c in data.get("related", ())),
    )


def article_facts(article: Article) -> dict[str, Any]:
    """What is told of an article beside its words; what is not known is empty, of a day ``None``.

    ``page`` is the page of a printed paper as its publisher names it, not that of a file.
    """
    return {
        "id": article.id,
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published and article.published.isoformat(),
        "updated": article.updated and article.updated.isoformat(),
        "publisher": article.publisher,
        "section": article.section,
        "page": article.page,
        "place": article.place,
        "language": article.language,
        "url": article.url,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    quote, article = citation.quote, citation.quote.article
    start, end = quote.span
    return {
        "n": citation.number,
        "exact": quote.text,
        "start": start,
        "end": end,
        "prefix": article.text[max(0, start - CONTEXT) : start],
        "suffix": article.text[end : end + CONTEXT],
        "page": quote.page,
        "score": round(citation.score, 4),
        "article": article_facts(article),
        "speaker": citation.speaker and _speaker(citation.speaker, article),
        "cue": citation.cue,
        "kind": citation.kind,
        "stance": citation.stance,
        "copies": citation.copies,
        "also": [_printing(quote) for quote in citation.also],
    }


def _printing(quote: Quote) -> dict[str, Any]:
    start, end = quote.span
    return {"article": article_facts(quote.article), "start": start, "end": end, "exact": quote.text}


def _speaker(speaker: Speaker, article: Article) -> dict[str, Any]:
    start, end = speaker.span
    return {"name": speaker.name, "text": article.text[start:end], "start": start, "end": end}


def _read(data: Mapping[str, Any], article: Callable[[str], Article]) -> Citation:
    quote = _read_quote(data, article)
    speaker = _read_speaker(data["speaker"], quote.article)
    also = tuple(_read_quote(printing, article) for printing in data["also"])
    for other in also:
        if not same_words(other.text, quote.text):
            raise ValueError(f"{other.id} does not print what was quoted: {quote.text!r}")
    if data["copies"] != len(also):
        raise ValueError(f"{quote.id} has {data['copies']} copies, but {len(also)} are given")
    return Citation(data["n"], quote, data["score"], speaker, data["cue"], data["kind"], data["stance"], also)


def _read_quote(data: Mapping[str, Any], article: Callable[[str], Article]) -> Quote:
    quote = Quote(article(data["article"]["id"]), Span(data["start"], data["end"]))
    if quote.text != data["exact"]:
        raise ValueError(
            f"{quote.id} is not what was quoted: expected {data['exact']!r}, found {quote.text!r}"
        )
    return quote


def _read_speaker(data: Mapping[str, Any] | None, article: Article) -> Speaker | None:
    if data is None:
        return None
    named = Quote(article, Span(data["start"], data["end"]))
    if named.text != data["text"]:
        raise ValueError(
            f"{named.id} is not how a speaker was named: expected {data['text']!r}, found {named.text!r}"
        )
    return Speaker(data["name"], named.span)
