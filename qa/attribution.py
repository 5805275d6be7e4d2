"""Who speaks in a quotation that was found by its words: where one speaker's statements cover it, and only there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index import Filter, Span
from qa.sayings import Saying, cited

if TYPE_CHECKING:
    from index import Index
    from qa.read import Evidence
    from qa.records import Citation, Quote

__all__ = ["attributed"]

COVERED = 0.6  # share of a sentence's letters that is what is said, who says it, and the words of saying


def attributed(
    index: Index, citations: Sequence[Citation], evidence: Sequence[Evidence], tiers: frozenset[str]
) -> tuple[Citation, ...]:
    """Citations with their speakers, as far as the ledger knows them.

    :param evidence: the sentences that they were cut for, the best one first
    :param tiers: of the statements that may be shown
    """
    return tuple(_attributed(index, citation, evidence, tiers) for citation in citations)


def _attributed(
    index: Index, citation: Citation, evidence: Sequence[Evidence], tiers: frozenset[str]
) -> Citation:
    quote = citation.quote
    sentence = next((place for one in evidence if (place := _place(one.quote, quote))), None)
    statements = index.statements((), Filter(articles=(quote.article.id,))) if sentence else []
    sayings = [
        Saying(statement, quote.article, next(iter(statement.voices), None))
        for statement in statements
        if any(span.overlaps(quote.span) for span in statement.spans)
    ]
    if (
        sentence is None
        or not _is_one_speaker(sayings)
        or any(s.statement.tier not in tiers for s in sayings)
    ):
        return citation
    inside = [s for s in sayings if any(span.overlaps(sentence) for span in s.statement.spans)]
    if _covered(inside, sentence) < COVERED:
        return citation
    return cited(citation.number, quote, citation.score, inside, citation.also)


def _place(found: Quote, quote: Quote) -> Span | None:
    """Where a quotation prints a sentence of evidence; it may be that of a copy."""
    if found.article.id == quote.article.id:
        inside = quote.span.start <= found.span.start and found.span.end <= quote.span.end
        return found.span if inside else None
    at = quote.text.find(found.text)
    return Span(quote.span.start + at, quote.span.start + at + len(found.text)) if at >= 0 else None


def _is_one_speaker(sayings: Sequence[Saying]) -> bool:
    """Whether all of some sayings are the same speaker's; not where there are none."""
    return bool(sayings) and all(sayings[0].is_of(saying) for saying in sayings)


def _covered(sayings: Sequence[Saying], sentence: Span) -> float:
    """Share of a sentence's letters and digits that is part of some statements."""
    statements = [saying.statement for saying in sayings]
    spans = [span for one in statements for span in (*one.spans, one.speaker, *filter(None, [one.cue]))]
    text = sayings[0].article.text if sayings else ""
    letters = [at for at in range(*sentence) if text[at : at + 1].isalnum()]
    covered = [at for at in letters if any(start <= at < end for start, end in spans)]
    return len(covered) / (len(letters) or 1)
