"""Retrieval: fusion by hand, runs of passages merged, copies once, filters kept."""

from datetime import date

import pytest

from index import Article, Filter, Passage, Scored, Span
from qa import Hit, Retriever, fuse, understand
from qa.retrieval import _distinct, _merged, likeness
from tests.qa.making import WordEncoder, article, held

ARTICLE = Article("a@1", "One. Two. Three. Four. Five.", furniture=(Span(10, 16),))


def hit(start, end, score, of=ARTICLE):
    return Hit(Passage(of, Span(start, end)), score)


def spans(hits):
    return [tuple(found.passage.span) for found in hits]


def retrieve(index, text, k=10, where=None):
    return Retriever(index, WordEncoder()).retrieve(understand(text), k, where)


def test_fuse_adds_the_inverse_of_sixty_and_rank():
    dense = [Scored("a", 0.9), Scored("b", 0.8), Scored("c", 0.7)]
    lexical = [Scored("c", 12.0), Scored("a", 3.0)]
    assert fuse([dense, lexical], 3) == [
        ("a", pytest.approx(1 / 61 + 1 / 62)),
        ("c", pytest.approx(1 / 63 + 1 / 61)),
        ("b", pytest.approx(1 / 62)),
    ]


def test_fuse_gives_ties_by_id_and_whatever_the_order_of_the_rankings():
    rankings = [[Scored("b", 1.0), Scored("a", 0.5)], [Scored("a", 9.0), Scored("b", 2.0)]]
    assert [s.passage_id for s in fuse(rankings, 5)] == ["a", "b"]
    assert fuse(rankings, 5) == fuse(rankings[::-1], 5)


def test_fuse_gives_k_at_most_and_nothing_from_nothing():
    assert len(fuse([[Scored(str(n), 1.0) for n in range(9)]], 4)) == 4
    assert fuse([[], []], 4) == []


def test_passages_that_overlap_or_touch_become_one_with_the_better_score_and_place():
    other = Article("b@1", "Elsewhere.")
    hits = [hit(5, 9, 0.9), hit(0, 10, 0.8, other), hit(0, 6, 0.7), hit(17, 22, 0.6), hit(23, 28, 0.5)]
    merged = _merged(hits)
    assert spans(merged) == [(0, 9), (0, 10), (17, 28)]
    assert [found.score for found in merged] == [0.9, 0.8, 0.6]


def test_a_passage_that_fills_the_gap_between_two_makes_one_of_the_three():
    assert spans(_merged([hit(17, 22, 0.9), hit(0, 4, 0.8), hit(23, 28, 0.7), hit(5, 9, 0.6)])) == [
        (17, 28),
        (0, 9),
    ]
    plain = Article("p@1", "One. Two. Three. Four.")
    merged = _merged([hit(0, 4, 0.9, plain), hit(10, 16, 0.8, plain), hit(5, 9, 0.7, plain)])
    assert spans(merged) == [(0, 16)]
    assert merged[0].score == 0.9


def test_furniture_between_two_passages_keeps_them_apart():
    assert spans(_merged([hit(5, 9, 0.9), hit(17, 22, 0.8)])) == [(5, 9), (17, 22)]


def test_nearly_the_same_words_are_shown_once():
    words = "Vessaria denied on Tuesday that it had sold missiles to the Upland Front in March"
    first, copy = Article("a@1", words + "."), Article("b@1", words + ", again.")
    other = Article("c@1", "The bridge will reopen in November.")
    hits = [hit(0, len(one.text), score, one) for one, score in ((first, 3.0), (copy, 2.0), (other, 1.0))]
    assert [found.passage.article.id for found in _distinct(hits)] == ["a@1", "c@1"]


def test_likeness_of_nothing_with_nothing_is_none():
    assert likeness(frozenset(), frozenset()) == 0.0


NEWS = held(
    article("Vessaria denied the sale of missiles.", "one", published="2025-03-05", publisher="The Courier"),
    article(
        "Irravand says that Vessaria sold missiles.", "two", published="2025-03-07", publisher="The Ledger"
    ),
    article("The bridge is closed to traffic.", "three", publisher="The Ledger"),
)


def found(where, text="What of Vessaria's missiles and the bridge?"):
    return sorted(h.passage.article.source for h in retrieve(NEWS, text, where=where))


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (None, ["one", "three", "two"]),
        (Filter(since=date(2025, 3, 6)), ["two"]),
        (Filter(until=date(2025, 3, 5)), ["one"]),
        (Filter(since=date(2025, 3, 5), until=date(2025, 3, 7)), ["one", "two"]),
        (Filter(publishers=("The Ledger",)), ["three", "two"]),
        (Filter(publishers=("The Ledger", "The Courier"), until=date(2025, 3, 6)), ["one"]),
        (Filter(publishers=("the ledger",)), []),
        (Filter(since=date(2025, 3, 7), until=date(2025, 3, 5)), []),
    ],
)
def test_only_articles_that_the_filter_admits_are_found(where, expected):
    assert found(where) == expected


def test_a_story_that_many_papers_print_is_one_passage_from_the_earliest_and_leaves_room_for_others():
    text = "Vessaria denied the sale of missiles."
    story = [article(text, f"{n:03}", published="2025-03-05", publisher=f"Paper {n}") for n in range(150)]
    others = [article(f"Town {n} wrote of Vessaria.", f"town {n}") for n in range(40)]
    index = held(*others, *story, stories=[story])
    hits = retrieve(index, "Did Vessaria deny the sale of missiles?", 30)
    sources = [found.passage.article.source for found in hits]
    assert sources[0] == "000"
    assert sum(source.startswith("town") for source in sources) == 29
    where = Filter(publishers=("Paper 77",))
    assert [h.passage.article.source for h in retrieve(index, text, where=where)] == ["077"]


def test_passages_of_copies_that_are_cut_elsewhere_become_one_run_of_the_earliest():
    lines = [f"Vessaria spoke of missile number {n} and of the weather in the {n}th week." for n in range(9)]
    first = article(" ".join(lines), "first", published="2025-03-05")
    shifted = article(
        "A line was put before it here. " + " ".join(lines[:7]), "later", published="2025-03-06"
    )
    index = held(first, shifted, budget=30, stories=[(first, shifted)])
    hits = retrieve(index, "What did Vessaria say of missiles?", 20)
    assert [h.passage.text for h in hits if h.passage.article == first] == [first.text]
    assert all("was put before" in h.passage.text for h in hits if h.passage.article == shifted)


def test_a_copy_with_another_figure_is_a_passage_of_its_own():
    story = [article(f"Vessaria sold {n} missiles.", f"{n}", published="2025-03-05") for n in (300, 400)]
    hits = retrieve(held(*story, stories=[story]), "How many missiles did Vessaria sell?")
    assert sorted(h.passage.article.source for h in hits) == ["300", "400"]


def test_k_passages_at_most_and_the_same_ones_each_time():
    first = retrieve(NEWS, "Vessaria missiles", 1)
    assert len(first) == 1
    assert first == retrieve(NEWS, "Vessaria missiles", 3)[:1]


def test_the_encoder_sees_no_more_of_a_question_than_its_limit():
    encoder = WordEncoder()
    Retriever(NEWS, encoder).retrieve(understand("Vessaria " * 100_000), 3)
    assert max(map(len, encoder.seen)) <= 2000


@pytest.mark.parametrize(
    "text", ['"', "(", "AND OR NOT", "a:b^2 ~", "*", "text:[a TO b]", "'); DROP TABLE", "\\"]
)
def test_nothing_in_a_question_is_syntax(samples, text):
    samples.retrieve(text + " Vessaria")
    samples.ask(text)


def test_the_near_copy_among_the_samples_is_shown_once(samples):
    hits = samples.retrieve(
        "Vessaria denied that it had secretly agreed to sell missiles to the Upland Front", 10
    )
    words = [frozenset(found.passage.text.split()) for found in hits]
    alike = [(a, b) for n, a in enumerate(words) for b in words[:n] if likeness(a, b) > 0.8]
    assert not alike
    sources = {found.passage.article.source for found in hits}
    assert sources & {"samples/vessaria-denies-missile-deal.txt", "samples/ostrel-rejects-report.html"}
