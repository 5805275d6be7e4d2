"""What every engine must answer, measured against numbers that are worked out here by brute force."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IndexMismatch
from index.local import LocalWriter
from index.manifest import Manifest
from index.memory import MemoryIndex, MemoryWriter
from index.records import Article, Filter, Passage, Scored, Span
from index.store import Index, IndexWriter
from index.words import TITLE_WEIGHT, analyze
from tests.index.making import DIMENSION, MODEL, corpus, made, unit_rows

ENGINES = ["memory", "local"]


class Engine:
    """One engine under test: gives writers that start from what was committed last."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.folder = kind, folder
        self.last: MemoryIndex | None = None

    def writer(self) -> IndexWriter:
        return LocalWriter.open(self.folder / "index") if self.kind == "local" else MemoryWriter(self.last)

    def commit(self, writer: IndexWriter, manifest: Manifest = MODEL) -> Index:
        index = writer.commit(manifest)
        if isinstance(index, MemoryIndex):
            self.last = index
        return index

    def hold(
        self, articles: Iterable[tuple[Article, list[Passage]]], vectors: np.ndarray | None = None
    ) -> Index:
        """An index of the articles; the vectors are given out in their order."""
        articles = list(articles)
        count = sum(len(passages) for _, passages in articles)
        vectors = unit_rows(count) if vectors is None else vectors
        writer, start = self.writer(), 0
        for article, passages in articles:
            writer.add(article, passages, vectors[start : start + len(passages)])
            start += len(passages)
        return self.commit(writer)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    return Engine(request.param, tmp_path)


def every(articles: Iterable[tuple[Article, list[Passage]]]) -> list[Passage]:
    return [passage for _, passages in articles for passage in passages]


def inner_products(passages: list[Passage], vectors: np.ndarray, question: np.ndarray) -> dict[str, float]:
    scores = vectors.astype(np.float64) @ question.astype(np.float64)
    return {passage.id: float(score) for passage, score in zip(passages, scores, strict=True)}


def bm25(passages: list[Passage], query: str) -> dict[str, float]:
    """Robertson's formula, written out: text, and title at its weight; only passages with a word."""
    total: dict[str, float] = {}
    for weight, counts in (
        (1.0, [Counter(analyze(p.text)) for p in passages]),
        (TITLE_WEIGHT, [Counter(analyze(p.article.title)) for p in passages]),
    ):
        mean = sum(sum(c.values()) for c in counts) / len(counts)
        for word in set(analyze(query)):
            n = sum(1 for c in counts if word in c)
            idf = math.log(1 + (len(counts) - n + 0.5) / (n + 0.5))
            for passage, c in zip(passages, counts, strict=True):
                if word in c:
                    length = sum(c.values()) / mean
                    part = idf * c[word] * 2.2 / (c[word] + 1.2 * (0.25 + 0.75 * length))
                    total[passage.id] = total.get(passage.id, 0) + weight * part
    return total


def assert_best(found: list[Scored], expected: dict[str, float], k: int, within: float = 2e-4) -> None:
    """Right scores, best first, ties by id, and nothing better left out."""
    assert len(found) == min(k, len(expected))
    assert len({one.passage_id for one in found}) == len(found)
    for one in found:
        assert one.score == pytest.approx(expected[one.passage_id], abs=within)
    assert found == sorted(found, key=lambda one: (-one.score, one.passage_id))
    left = [score for name, score in expected.items() if name not in {one.passage_id for one in found}]
    if found and left:
        assert found[-1].score >= max(left) - within


# Dense


def test_dense_gives_inner_products_best_first(engine: Engine) -> None:
    articles = corpus(20)
    vectors = unit_rows(80, seed=1)
    index = engine.hold(articles, vectors)
    question = unit_rows(1, seed=2)[0]
    assert_best(
        index.dense(question, 10), inner_products(every(articles), vectors, question), 10, within=2e-5
    )


def test_dense_orders_equal_scores_by_passage_id(engine: Engine) -> None:
    articles = corpus(20)
    index = engine.hold(articles, np.tile(unit_rows(1), (80, 1)))
    found = index.dense(unit_rows(1, seed=3)[0], 5)
    assert [one.passage_id for one in found] == sorted(p.id for p in every(articles))[:5]
    assert len({one.score for one in found}) == 1


def test_dense_gives_all_passages_where_k_is_larger(engine: Engine) -> None:
    index = engine.hold(corpus(3))
    assert len(index.dense(unit_rows(1)[0], 10**9)) == 12


@pytest.mark.parametrize(
    "vector", [np.zeros((1, DIMENSION)), np.full(DIMENSION, np.nan), np.full(DIMENSION, np.inf)]
)
def test_dense_refuses_what_is_no_vector_of_numbers(engine: Engine, vector: np.ndarray) -> None:
    index = engine.hold(corpus(1))
    with pytest.raises(ValueError, match="vector"):
        index.dense(vector.astype(np.float32), 3)


def test_dense_refuses_another_dimension_and_names_both(engine: Engine) -> None:
    index = engine.hold(corpus(1))
    with pytest.raises(IndexMismatch, match=r"5 numbers.*8"):
        index.dense(unit_rows(1, dimension=5)[0], 3)


# Lexical


@pytest.mark.parametrize(
    "query", ["word3", "word1 word7 word20", "WORD1, word2. word59!", "word0 word1 word2 word3"]
)
def test_lexical_gives_bm25_of_text_and_title(engine: Engine, query: str) -> None:
    articles = corpus(30, words=40)
    index = engine.hold(articles)
    expected = bm25(every(articles), query)
    assert len(expected) > 3
    assert_best(index.lexical(query, 1000), expected, 1000)
    assert_best(index.lexical(query, 7), expected, 7)


def test_lexical_nearly_agrees_on_long_passages(engine: Engine) -> None:
    """Beyond 40 words tantivy knows a length only roughly, as Lucene does."""
    articles = corpus(30, words=300)
    found = engine.hold(articles).lexical("word9 word30", 20)
    expected = bm25(every(articles), "word9 word30")
    for one in found:
        assert one.score == pytest.approx(expected[one.passage_id], rel=0.06)
    best = sorted(expected, key=lambda name: -expected[name])[:20]
    assert len({one.passage_id for one in found} & set(best)) >= 16


def test_lexical_counts_a_repeated_word_of_the_question_once(engine: Engine) -> None:
    index = engine.hold(corpus(10))
    assert index.lexical("word3 word3 Word3", 9) == index.lexical("word3", 9) != []


def test_lexical_finds_a_word_of_the_title_only(engine: Engine) -> None:
    article, passages = made("a", "one two", "three", title="Missiles denied")
    index = engine.hold([(article, passages), made("b", "four")])
    assert [one.passage_id for one in index.lexical("missile", 9)] == [p.id for p in passages]


def test_lexical_finds_the_words_as_a_reader_would_write_them(engine: Engine) -> None:
    article, passages = made("a", "The U.S. paid 7,000 for the café’s roof, it denied.", "Nothing else here.")
    index = engine.hold([(article, passages)])
    for query in ("US", "u.s.", "7000", "7,000", "cafe", "CAFÉ", "denies"):
        assert [one.passage_id for one in index.lexical(query, 9)] == [passages[0].id], query


def test_lexical_orders_equal_scores_by_passage_id(engine: Engine) -> None:
    articles = [made(f"a{number}", "the same words") for number in range(200)]
    found = engine.hold(reversed(articles)).lexical("same", 5)
    assert [one.passage_id for one in found] == sorted(p.id for p in every(articles))[:5]


QUERIES = [
    "", " ", '"', "(", ")", "AND", "OR NOT", "a:b", "text:word1", "*", "w*", "?", "~2", "[1 TO 2]", "{", "^5",
    "\\",
    "+word1 -word2", "word1\0word2", "🚀👩‍👩‍👧", "\ud800", "' OR 1=1 --", "IN [word1]", "/regex/", "a^9",
    "x" * 2000, "word1 " * 333, "\u202eword1", "ﷺ" * 100, "ـ" * 50, "a" + "\u0301" * 500, "؀" * 9,
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_lexical_takes_any_text_as_words(engine: Engine, query: str) -> None:
    articles = corpus(5)
    index = engine.hold(articles)
    passages = every(articles)
    assert_best(index.lexical(query, 9), bm25(passages, query), 9)


@pytest.mark.parametrize("k", [0, -1])
def test_search_refuses_to_find_less_than_one(engine: Engine, k: int) -> None:
    index = engine.hold(corpus(1))
    with pytest.raises(ValueError, match=f"k is {k}"):
        index.dense(unit_rows(1)[0], k)
    with pytest.raises(ValueError, match=f"k is {k}"):
        index.lexical("word1", k)


def test_frequencies_count_passages_whose_text_or_title_holds_a_word(engine: Engine) -> None:
    articles = corpus(20)
    words = ["word0", "word1", "word59", "absent", ""]
    expected = [
        sum(word in analyze(p.text) or word in analyze(p.article.title) for p in every(articles))
        for word in words
    ]
    assert expected[0] > 10
    assert engine.hold(articles).frequencies(words) == expected


def test_an_empty_index_answers_with_nothing(engine: Engine) -> None:
    index = engine.commit(engine.writer())
    assert index.dense(unit_rows(1)[0], 5) == []
    assert index.lexical("word1", 5) == []
    assert index.frequencies(["word1"]) == [0]
    assert list(index.articles()) == []
    assert (index.manifest.articles, index.manifest.passages) == (0, 0)


# Filters

DAYS = st.none() | st.dates(date(2014, 6, 28), date(2014, 8, 1))
FILTERS = st.builds(
    Filter,
    since=DAYS,
    until=DAYS,
    publishers=st.lists(
        st.sampled_from(["", "The Paper", "Wire: a-b", "the paper", "x' OR 1=1"]), max_size=2
    ).map(tuple),
    articles=st.just(())
    | st.lists(st.sampled_from([f"a0-{i}@0000" for i in range(33)]), max_size=9).map(tuple),
)


@pytest.fixture(scope="module", params=ENGINES)
def filtered(request: pytest.FixtureRequest) -> Iterator[tuple[Index, list[Passage], np.ndarray]]:
    articles, vectors = corpus(30), unit_rows(120, seed=4)
    with TemporaryDirectory() as folder:
        yield Engine(request.param, Path(folder)).hold(articles, vectors), every(articles), vectors


@settings(max_examples=60, deadline=None)
@given(where=FILTERS, k=st.integers(1, 130))
def test_a_filter_admits_what_its_definition_admits(
    filtered: tuple[Index, list[Passage], np.ndarray], where: Filter, k: int
) -> None:
    index, passages, vectors = filtered
    admitted = {p.id for p in passages if where.admits(p.article)}
    question = unit_rows(1, seed=5)[0]
    dense = {name: s for name, s in inner_products(passages, vectors, question).items() if name in admitted}
    assert_best(index.dense(question, k, where), dense, k, within=2e-5)
    lexical = {name: s for name, s in bm25(passages, "word1 word4").items() if name in admitted}
    assert_best(index.lexical("word1 word4", k, where), lexical, k)  # a filter changes no score
    expected = sorted({p.article.id for p in passages if p.id in admitted})
    assert [article.id for article in index.articles(where)] == expected


# Articles and passages


def test_articles_come_back_as_they_went_in(engine: Engine) -> None:
    text = "Титул\n\nHe said: “no 🚀”.\nShare this!\u00a0\t"
    article = Article(
        "src:a-b@x:1-2@beef", text, title="«Quoted» title", authors=("Ann", "Åsa Ö."),
        published=date(999, 1, 2),
        publisher="P's \"own\"", url="https://example.org/?a=b&c", place="SEOUL",
        furniture=(Span(0, 5), Span(24, 35)),
    )  # fmt: skip
    passages = [Passage(article, Span(7, 23))]
    index = engine.hold([(article, passages), *corpus(2)])
    assert index.article(article.id) == article
    assert index.passages([passages[0].id]) == passages
    assert index.passages([passages[0].id])[0].text == text[7:23]
    assert [a.id for a in index.articles()] == sorted([article.id, "a0-0@0000", "a0-1@0000"])


def test_passages_come_in_the_order_asked_and_as_often(engine: Engine) -> None:
    articles = corpus(3)
    ids = [p.id for p in every(articles)]
    asked = [ids[7], ids[0], ids[7], ids[11]]
    assert [p.id for p in engine.hold(articles).passages(asked)] == asked


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x",
        "a0-0@0000",
        "a0-0@0000:0-1",
        "a0-0@0000:00-5",
        "a0-0@0000:0-٣",
        ":-",
        "x:0-5",
        "a0-0@0000:0-" + "9" * 30,
    ],
)
def test_passages_know_no_id_that_is_not_in_the_index(engine: Engine, name: str) -> None:
    index = engine.hold(corpus(1))
    with pytest.raises(KeyError):
        index.passages([name])


def test_an_unknown_article_is_a_key_error(engine: Engine) -> None:
    index = engine.hold(corpus(1))
    for name in ("", "a0-0", "a0-0@0000 ", "' OR 1=1 --"):
        with pytest.raises(KeyError):
            index.article(name)


def test_an_article_without_passages_is_kept(engine: Engine) -> None:
    index = engine.hold([made("empty"), *corpus(1)])
    assert index.article("empty@0000").text == ""
    assert index.manifest.articles == 2


# Writing


def test_an_article_cannot_be_added_twice(engine: Engine) -> None:
    writer = engine.writer()
    (article, passages), *_ = corpus(1)
    writer.add(article, passages, unit_rows(4))
    with pytest.raises(ValueError, match="remove it first"):
        writer.add(replace(article, title="another"), [], unit_rows(0))
    writer.close()


def test_an_unknown_article_cannot_be_removed(engine: Engine) -> None:
    writer = engine.writer()
    with pytest.raises(KeyError):
        writer.remove("a0-0@0000")
    writer.close()


WRONG: dict[str, Callable[[], np.ndarray]] = {
    "too few": lambda: unit_rows(3),
    "too many": lambda: unit_rows(5),
    "float64": lambda: unit_rows(4).astype(np.float64),
    "one row": lambda: unit_rows(4)[0],
    "a list": lambda: unit_rows(4).tolist(),
    "not finite": lambda: unit_rows(4) * np.float32("nan"),
    "infinite": lambda: unit_rows(4) * np.float32("inf"),
    "of another length": lambda: unit_rows(4) * np.float32(1.01),
    "zero": lambda: unit_rows(4) * np.float32(0),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_vectors_must_be_unit_rows_one_for_each_passage(engine: Engine, wrong: str) -> None:
    writer = engine.writer()
    (article, passages), *_ = corpus(1)
    with pytest.raises(ValueError, match="vectors"):
        writer.add(article, passages, WRONG[wrong]())
    writer.add(article, passages, unit_rows(4))  # nothing of the refused call stayed behind
    assert engine.commit(writer).manifest.passages == 4


def test_vectors_of_another_dimension_are_refused(engine: Engine) -> None:
    one, two = corpus(2)
    engine.hold([one])
    writer = engine.writer()
    with pytest.raises(IndexMismatch, match=r"9 numbers.*8"):
        writer.add(*two, unit_rows(4, dimension=9))
    writer.close()


def test_another_model_is_refused_at_commit(engine: Engine) -> None:
    engine.hold(corpus(1))
    writer = engine.writer()
    with pytest.raises(IndexMismatch, match=r"other.*hash"):
        writer.commit(replace(MODEL, model="other"))
    writer.close()


def test_passages_must_be_of_the_article_once_and_clear_of_furniture(engine: Engine) -> None:
    article, passages = made("a", "Report.", "Share this!")
    other = replace(article, title="another")
    marked = replace(article, furniture=(Span(9, 20),))
    writer = engine.writer()
    with pytest.raises(ValueError, match="is not of article"):
        writer.add(other, passages, unit_rows(2))
    with pytest.raises(ValueError, match="twice"):
        writer.add(article, [passages[0], passages[0]], unit_rows(2))
    with pytest.raises(ValueError, match="furniture"):
        writer.add(marked, [Passage(marked, Span(0, 10))], unit_rows(1))
    writer.close()


def assert_holds(index: Index, articles: list[tuple[Article, list[Passage]]], vectors: np.ndarray) -> None:
    """The index answers as one built from nothing with these articles alone."""
    passages = every(articles)
    question = unit_rows(1, seed=6)[0]
    assert_best(index.dense(question, 500), inner_products(passages, vectors, question), 500, within=2e-5)
    assert_best(index.lexical("word1 word2 word8", 500), bm25(passages, "word1 word2 word8"), 500)
    assert index.frequencies(["word1"]) == [
        sum("word1" in analyze(p.text) or "word1" in analyze(p.article.title) for p in passages)
    ]
    assert list(index.articles()) == sorted((a for a, _ in articles), key=lambda a: a.id)
    assert (index.manifest.articles, index.manifest.passages) == (len(articles), len(passages))


def test_what_is_removed_is_gone_from_every_answer(engine: Engine) -> None:
    articles, vectors = corpus(12), unit_rows(48, seed=7)
    engine.hold(articles, vectors)
    writer = engine.writer()
    for article, _ in articles[:5]:
        writer.remove(article.id)
    assert_holds(engine.commit(writer), articles[5:], vectors[20:])


def test_adding_and_removing_in_one_session_leaves_what_stands_at_its_end(engine: Engine) -> None:
    articles, vectors = corpus(12), unit_rows(48, seed=8)
    engine.hold(articles[:6], vectors[:24])
    writer = engine.writer()
    for at, (article, passages) in enumerate(articles[6:], start=6):
        writer.add(article, passages, vectors[4 * at : 4 * at + 4])
    writer.remove(articles[0][0].id)  # of the version before
    writer.remove(articles[7][0].id)  # of this session
    writer.remove(articles[8][0].id)  # and back again, another vector
    writer.add(*articles[8], vectors[0:4])
    writer.remove(articles[1][0].id)
    writer.add(*articles[1], vectors[4:8])
    order = [*range(1, 7), 8, *range(9, 12)]
    rows = np.concatenate([vectors[0:4] if at == 8 else vectors[4 * at : 4 * at + 4] for at in order])
    assert_holds(engine.commit(writer), [articles[at] for at in order], rows)


def test_everything_can_be_removed_and_added_again(engine: Engine) -> None:
    articles, vectors = corpus(4), unit_rows(16)
    engine.hold(articles, vectors)
    writer = engine.writer()
    for article, _ in articles:
        writer.remove(article.id)
    assert engine.commit(writer).dense(unit_rows(1)[0], 3) == []
    assert_holds(engine.hold(articles, vectors), articles, vectors)


def test_an_open_index_does_not_change_when_a_new_one_is_committed(engine: Engine) -> None:
    articles, vectors = corpus(8), unit_rows(32)
    before = engine.hold(articles[:4], vectors[:16])
    for at in range(4, 8):  # the version that is open is removed from the disk after the second
        engine.hold([articles[at]], vectors[4 * at : 4 * at + 4]).close()
    assert_holds(before, articles[:4], vectors[:16])


def test_what_is_not_committed_leaves_no_trace(engine: Engine) -> None:
    articles, vectors = corpus(4), unit_rows(16)
    index = engine.hold(articles[:2], vectors[:8])
    writer = engine.writer()
    writer.add(*articles[2], vectors[8:12])
    writer.remove(articles[0][0].id)
    writer.close()
    assert_holds(index, articles[:2], vectors[:8])
    assert_holds(
        engine.hold([articles[3]], vectors[12:]),
        [*articles[:2], articles[3]],
        vectors[[*range(8), *range(12, 16)]],
    )


# What is known of articles together


def noted(engine: Engine, count: int = 4) -> list[str]:
    """Some articles, each with its id as a note; gives the ids."""
    writer = engine.writer()
    for number, (article, passages) in enumerate(corpus(count)):
        writer.add(article, passages, unit_rows(len(passages), number), article.id.encode())
    engine.commit(writer).close()
    return [article.id for article, _ in corpus(count)]


def test_notes_come_back_to_the_next_writer_and_can_be_replaced(engine: Engine) -> None:
    first, second, *others = noted(engine)
    writer = engine.writer()
    assert writer.notes() == {id: id.encode() for id in [first, second, *others]}
    assert writer.ids() == sorted([first, second, *others])
    writer.note({second: b"another"})
    writer.remove(first)
    engine.commit(writer).close()
    writer = engine.writer()
    assert writer.notes() == {second: b"another"} | {id: id.encode() for id in others}
    writer.close()


def test_copies_are_the_others_of_the_group_in_its_order(engine: Engine) -> None:
    first, second, third, fourth = noted(engine)
    writer = engine.writer()
    writer.fold([(third, first, fourth)])
    index = engine.commit(writer)
    assert index.copies(first) == (third, fourth)
    assert index.copies(third) == (first, fourth)
    assert index.copies(second) == ()
    assert [line.copies for line in index.listing(order="title").lines].count(2) == 3
    with pytest.raises(KeyError):
        index.copies("nobody@0000")
    index.close()


def test_a_removed_article_leaves_its_group_and_a_later_fold_replaces_all_groups(engine: Engine) -> None:
    first, second, third, fourth = noted(engine)
    writer = engine.writer()
    writer.fold([(first, second, third)])
    engine.commit(writer).close()
    writer = engine.writer()
    writer.remove(first)
    assert writer.copies() == [(second, third)]
    index = engine.commit(writer)
    assert index.copies(third) == (second,)
    writer = engine.writer()
    writer.fold([(fourth, second)])
    index = engine.commit(writer)
    assert (index.copies(third), index.copies(second)) == ((), (fourth,))


def test_a_replaced_article_is_kept_among_the_earlier_ones_until_it_is_forgotten(engine: Engine) -> None:
    old, _ = made("a", "One text.", title="Old", published="2014-07-01", publisher="The Paper")
    old = replace(old, id="a@0001", language="en", updated=date(2014, 7, 2), pages=(0, 4))
    new, passages = made("a", "Another text.")
    writer = engine.writer()
    writer.add(old, [Passage(old, Span(0, 9))], unit_rows(1))
    engine.commit(writer).close()
    writer = engine.writer()
    writer.remove(old.id, replaced=True)
    writer.add(new, passages, unit_rows(1))
    index = engine.commit(writer)
    (earlier,) = index.earlier()
    assert earlier.article == old
    assert datetime.fromisoformat(earlier.replaced).tzinfo
    assert [article.id for article in index.articles()] == [new.id]
    writer = engine.writer()
    writer.forget("a")
    assert list(engine.commit(writer).earlier()) == []


def test_an_article_that_is_in_force_again_is_not_among_the_earlier_ones(engine: Engine) -> None:
    one, passages = made("a", "One text.")
    other = replace(one, id="a@0001", text="One tale.")
    writer = engine.writer()
    writer.add(one, passages, unit_rows(1))
    writer.remove(one.id, replaced=True)
    writer.add(other, [], unit_rows(0))
    writer.remove(other.id, replaced=True)
    writer.add(one, passages, unit_rows(1))
    assert [earlier.article for earlier in engine.commit(writer).earlier()] == [other]


def test_the_list_is_sorted_and_what_is_unknown_stands_last(engine: Engine) -> None:
    engine.hold(
        [
            made("a", "x", title="Beta", published="2014-07-01", publisher="Zed"),
            made("b", "x", "y", title="alpha", published="2015-01-01"),
            made("c", "x", publisher="Abc"),
        ]
    ).close()
    writer = engine.writer()
    index = engine.commit(writer)
    orders = {"newest": "bac", "oldest": "abc", "title": "bac", "publisher": "cab"}
    for order, expected in orders.items():
        total, lines = index.listing(order=order)  # type: ignore[arg-type]
        assert "".join(line.id[0] for line in lines) == expected, order
        assert total == 3
    assert [line.passages for line in index.listing(order="oldest").lines] == [1, 2, 1]


def test_the_list_is_cut_into_stretches_and_searched_in_every_field(engine: Engine) -> None:
    articles = [made(f"a{n}", "x", title=f"Émile {n}", publisher="The Paper") for n in range(5)]
    articles.append((replace(made("z", "x")[0], authors=("Ada Byrd",)), []))
    index = engine.hold(articles, unit_rows(6))
    total, lines = index.listing("éMILE paper", order="title", start=3, k=5)
    assert (total, [line.title for line in lines]) == (5, ["Émile 3", "Émile 4"])
    assert [line.authors for line in index.listing("byrd").lines] == [("Ada Byrd",)]
    assert index.listing("nobody") == (0, ())
    for wrong in ({"order": "size"}, {"start": -1}, {"k": 0}):
        with pytest.raises(ValueError, match="expected"):
            index.listing(**wrong)


def test_an_attachment_is_there_for_the_index_and_for_the_next_writer(engine: Engine) -> None:
    writer = engine.writer()
    writer.attach("refused.jsonl", b"{}")
    index = engine.commit(writer)
    assert index.attachment("refused.jsonl") == b"{}"
    assert index.attachment("other") is None
    writer = engine.writer()
    assert writer.attachment("refused.jsonl") == b"{}"
    assert writer.attachment("other") is None
    assert engine.commit(writer).attachment("refused.jsonl") is None


def test_many_threads_get_the_answers_that_one_gets(engine: Engine) -> None:
    articles = corpus(30)
    index = engine.hold(articles)
    questions = unit_rows(40, seed=9)
    where = Filter(since=date(2014, 7, 9))

    def ask(at: int) -> tuple[object, ...]:
        found = index.dense(questions[at], 9, where if at % 2 else None)
        words = index.lexical(f"word{at} word1", 9, where if at % 3 else None)
        return (
            found,
            words,
            index.passages([one.passage_id for one in found]),
            index.frequencies([f"word{at}"]),
        )

    alone = [ask(at) for at in range(40)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(40))) == alone
