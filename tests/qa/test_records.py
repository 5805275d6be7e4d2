"""An answer's records: a quote is cut from its article, an answer is answered where it has no reason."""

import pytest

from index import Article, Span
from qa import Answer, Citation, Quote, Reason

ARTICLE = Article("a@1", "“We signed nothing,” he said.")
OTHER = Article("b@1", "Nobody signed.")


def test_a_quote_is_the_slice_of_its_article():
    quote = Quote(ARTICLE, Span(1, 18))
    assert quote.text == "We signed nothing" == ARTICLE.text[1:18]
    assert quote.id == "a@1:1-18"
    assert not hasattr(quote, "__dict__"), "a quote has room for a text of its own"


@pytest.mark.parametrize("span", [Span(0, 0), Span(5, 3), Span(-1, 3), Span(0, len(ARTICLE.text) + 1)])
def test_a_quote_outside_its_article_is_refused(span):
    with pytest.raises(ValueError, match="is not inside a@1"):
        Quote(ARTICLE, span)


def test_a_quote_knows_the_page_of_a_paginated_file_on_which_it_begins():
    paginated = Article("p@1", "One. Two. Three.", pages=(0, 5))
    assert [Quote(paginated, Span(*span)).page for span in [(0, 4), (3, 9), (5, 9), (10, 16)]] == [1, 1, 2, 2]
    assert Quote(ARTICLE, Span(1, 18)).page is None


def test_a_citation_has_as_many_copies_as_it_lists():
    quote, other = Quote(OTHER, Span(0, 6)), Quote(ARTICLE, Span(1, 3))
    assert (Citation(1, quote, 1.0).copies, Citation(1, quote, 1.0, also=(other, other)).copies) == (0, 2)


def test_an_answer_is_answered_exactly_where_it_has_no_reason():
    assert Answer("q", "1 quotation").answered
    assert not Answer("q", "none", reason=Reason("no_evidence", "None.")).answered


def test_articles_come_once_in_the_order_of_their_first_quotation():
    quotes = [Quote(OTHER, Span(0, 6)), Quote(ARTICLE, Span(1, 3)), Quote(OTHER, Span(7, 13))]
    answer = Answer("q", "h", tuple(Citation(n, quote, 1.0) for n, quote in enumerate(quotes, 1)))
    assert answer.articles == (OTHER, ARTICLE)
