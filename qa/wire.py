"""An answer as plain data and back; what is read back is cut from the article again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from index import Article, Span
from qa.copies import same_words
from qa.records import Answer, Citation, Group, Quote, Reason, Speaker

__all__ = ["article_facts", "citation_to_dict", "from_dict", "to_dict"]

CONTEXT = 32  # code points of prefix and suffix, as the W3C's TextQuoteSelector examples use


def to_dict(answer: Answer) -> dict[str, Any]:
    """The answer as JSON types; ``exact == article.text[start:end]``, offsets in code points.

    The key ``related`` is there only where an answer has near misses.
    """
    reason = answer.reason and {"code": answer.reason.code, "text": answer.reason.text}
    related = {"related": [citation_to_dict(c) for c in answer.related]} if answer.related else {}
    return {
        "question": answer.question,
        "answered": answer.answered,
        "reason": reason,
        "headline": answer.headline,
        "understood": answer.understood,
        "groups": [{"title": group.title, "numbers": list(group.numbers)} for group in answer.groups],
        "citations": [citation_to_dict(c) for c in answer.citations],
    } | related


def from_dict(data: Mapping[str, Any], article: Callable[[str], Article]) -> Answer:
    """Reads an answer back, cutting each quotation anew.

    :param article: gives an article by id, for example :meth:`Index.article`
    :raises KeyError: where an article is gone, or a key is missing
    :raises ValueError: where the words at a place are not the ones that were written down, or a heading is over
        quotations that are not there
    """
    reason = data["reason"] and Reason(data["reason"]["code"], data["reason"]["text"])
    citations = tuple(_read(c, article) for c in data["citations"])
    related = tuple(_read(c, article) for c in data.get("related", ()))
    groups = tuple(Group(group["title"], tuple(group["numbers"])) for group in data["groups"])
    under = sorted(number for group in groups for number in group.numbers)
    if groups and under != sorted(c.number for c in citations or related):
        raise ValueError(f"the headings are over {under}, which are not the numbers of the quotations")
    return Answer(data["question"], data["headline"], citations, reason, related, groups, data["understood"])


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


def citation_to_dict(citation: Citation) -> dict[str, Any]:
    """One quotation of an answer as JSON types."""
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
        "cue_start": citation.cue_span and citation.cue_span.start,
        "cue_end": citation.cue_span and citation.cue_span.end,
        "kind": citation.kind,
        "stance": citation.stance,
        "negated": citation.negated,
        "hedged": citation.hedged,
        "spans": [_place(article, span) for span in citation.spans],
        "copies": citation.copies,
        "also": [_printing(quote) for quote in citation.also],
    }


def _printing(quote: Quote) -> dict[str, Any]:
    return {"article": article_facts(quote.article)} | _place(quote.article, quote.span)


def _place(article: Article, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "exact": article.text[slice(*span)]}


def _speaker(speaker: Speaker, article: Article) -> dict[str, Any]:
    start, end = speaker.span
    return {
        "name": speaker.name,
        "text": article.text[start:end],
        "start": start,
        "end": end,
        "key": speaker.key,
        "tier": speaker.tier,
    }


def _read(data: Mapping[str, Any], article: Callable[[str], Article]) -> Citation:
    quote = _read_quote(data, article)
    also = tuple(_read_quote(printing, article) for printing in data["also"])
    for other in also:
        if not same_words(other.text, quote.text):
            raise ValueError(f"{other.id} does not print what was quoted: {quote.text!r}")
    if data["copies"] != len(also):
        raise ValueError(f"{quote.id} has {data['copies']} copies, but {len(also)} are given")
    return Citation(
        data["n"],
        quote,
        data["score"],
        _read_speaker(data["speaker"], quote.article),
        _read_cue(data, quote.article),
        data["kind"],
        data["stance"],
        also,
        tuple(_cut(quote.article, place, place["exact"]).span for place in data["spans"]),
        data["negated"],
        data["hedged"],
    )


def _read_quote(data: Mapping[str, Any], article: Callable[[str], Article]) -> Quote:
    return _cut(article(data["article"]["id"]), data, data["exact"])


def _cut(article: Article, data: Mapping[str, Any], words: str) -> Quote:
    """A place of an article. :raises ValueError: where it prints other words than were written down"""
    quote = Quote(article, Span(data["start"], data["end"]))
    if quote.text != words:
        raise ValueError(f"{quote.id} is not what was quoted: expected {words!r}, found {quote.text!r}")
    return quote


def _read_cue(data: Mapping[str, Any], article: Article) -> Span | None:
    if data["cue"] is None:
        return None
    return _cut(article, {"start": data["cue_start"], "end": data["cue_end"]}, data["cue"]).span


def _read_speaker(data: Mapping[str, Any] | None, article: Article) -> Speaker | None:
    if data is None:
        return None
    return Speaker(data["name"], _cut(article, data, data["text"]).span, data["key"], data["tier"])
