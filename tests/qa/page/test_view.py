from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Span
from qa import Answer, Citation, Group, Quote, Reason, Speaker
from qa.page import view

TEXT = "HEADLINE\n\n😀 Ann said: “We shall not.”\n\nBen said nothing. “Nor shall we,” said Cy.\n\nFollow us"
FURNITURE = (Span(0, 8), Span(TEXT.index("Follow"), len(TEXT)))
ARTICLE = Article(
    "a.txt@1", TEXT, "Headline", ("Ann Lee", "Bo"), date(2031, 3, 4), "The Post", furniture=FURNITURE
)
OTHER = Article("b.txt@2", "Ben said nothing at all.")


def quote(article, words):
    start = article.text.index(words)
    return Quote(article, Span(start, start + len(words)))


def cite(number, article, words, **more):
    return Citation(number, quote(article, words), 1.0, **more)


def mark(number, words):
    start = TEXT.index(words)
    return view.Mark(start, start + len(words), number)


def pieces(data):
    return [piece for paragraph in data["paragraphs"] for piece in paragraph["pieces"]]


def joined(data):
    paragraphs = data["paragraphs"]
    return "".join("".join(piece["text"] for piece in each["pieces"]) + each["gap"] for each in paragraphs)


def test_the_pieces_of_an_opened_article_are_its_text():
    data = view.opened_article(ARTICLE, [mark(1, "“We shall not.”"), mark(2, "Nor shall we")])
    assert joined(data) == TEXT
    assert len(data["paragraphs"]) == 4


def test_a_marked_piece_is_the_quotation_even_after_an_emoji():
    data = view.opened_article(ARTICLE, [mark(3, "“We shall not.”")])
    assert [piece["text"] for piece in pieces(data) if piece["numbers"] == [3]] == ["“We shall not.”"]


def test_a_quotation_over_two_paragraphs_is_marked_in_both():
    words = "“We shall not.”\n\nBen said nothing."
    data = view.opened_article(ARTICLE, [mark(1, words)])
    assert [piece["text"] for piece in pieces(data) if piece["numbers"]] == words.split("\n\n")


def test_overlapping_marks_keep_both_numbers_where_they_overlap():
    data = view.opened_article(ARTICLE, [mark(1, "Ben said nothing."), mark(2, "nothing. “Nor shall we,”")])
    shared = [piece["text"] for piece in pieces(data) if piece["numbers"] == [1, 2]]
    assert shared == ["nothing."]


def test_what_is_no_reporting_is_told_apart():
    data = view.opened_article(ARTICLE, [])
    assert [piece["text"] for piece in pieces(data) if piece["furniture"]] == ["HEADLINE", "Follow us"]


def test_lines_are_paragraphs_where_no_blank_line_parts_them():
    data = view.opened_article(Article("c@3", "One.\nTwo."), [])
    assert [piece["text"] for piece in pieces(data)] == ["One.", "Two."]


@pytest.mark.parametrize("span", [(-1, 4), (4, 4), (9, 4), (0, 10**9), (10**30, 10**31)])
def test_a_mark_outside_the_article_is_left_out(span):
    data = view.opened_article(ARTICLE, [view.Mark(*span, 1)])
    assert not any(piece["numbers"] for piece in pieces(data))


@given(
    st.text("ab \n😀", min_size=1),
    st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40), st.integers(1, 9))),
)
def test_no_mark_changes_the_text_of_an_article(text, marks):
    data = view.opened_article(Article("d@4", text), [view.Mark(*each) for each in marks])
    assert joined(data) == text


@given(st.text("ab \n😀", min_size=1), st.data())
def test_the_pieces_of_a_mark_are_its_words_without_paragraph_ends(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    opened = view.opened_article(Article("d@4", text), [view.Mark(start, end, 1)])
    shown = "".join(piece["text"] for piece in pieces(opened) if piece["numbers"])
    assert shown.replace("\n", "") == text[start:end].replace("\n", "")


def test_an_article_of_few_known_facts_still_has_a_title():
    data = view.opened_article(OTHER, [])
    assert (data["title"], data["byline"], data["published"]) == ("b.txt", "", None)


def test_quotations_come_one_by_one_and_the_last_turn_is_the_whole_answer():
    first, second = cite(1, ARTICLE, "“We shall not.”"), cite(2, OTHER, "Ben said nothing at all.")
    turns = list(view.answering(view.Asked("t", "Q?"), Answer("Q?", "2 quotations", (first, second))))
    assert [turn["state"] for turn in turns] == ["streaming", "done"]
    assert [len(turn["groups"]) for turn in turns] == [1, 2]
    assert turns[-1]["headline"] == "2 quotations"


def test_quotations_of_one_article_stand_together_under_their_first():
    cited = (cite(1, ARTICLE, "“We shall not.”"), cite(2, OTHER, "Ben"), cite(3, ARTICLE, "Nor shall we"))
    *_, turn = view.answering(view.Asked("t", "Q?"), Answer("Q?", "", cited))
    assert [[each["n"] for each in group["quotations"]] for group in turn["groups"]] == [[1, 3], [2]]


def test_a_quotation_carries_its_exact_words_its_place_and_its_speaker():
    cited = cite(
        1,
        ARTICLE,
        "“Nor shall we,” said Cy.",
        speaker=Speaker("Cyrus Lee", quote(ARTICLE, "Cy").span, "person/lee", "A"),
        cue_span=quote(ARTICLE, "said Cy").span._replace(end=quote(ARTICLE, "said Cy").span.start + 4),
        stance="confirms",
        negated=True,
        spans=(quote(ARTICLE, "“Nor shall we,”").span,),
    )
    *_, turn = view.answering(view.Asked("t", "Q?"), Answer("Q?", "", (cited,)))
    [shown] = turn["groups"][0]["quotations"]
    assert shown["text"] == "“Nor shall we,” said Cy."
    assert shown["who"] == {
        "speaker": "Cy",
        "name": "Cyrus Lee",
        "stance": "does not confirm",
        "cue": "said",
    }
    assert shown["pieces"] == [
        {"text": "“Nor shall we,”", "said": True},
        {"text": " said Cy.", "said": False},
    ]
    start, end, number = shown["mark"]
    assert (TEXT[start:end], number) == ("“Nor shall we,” said Cy.", 1)


def test_a_quotation_of_nobody_known_is_one_piece_without_a_speaker():
    *_, turn = view.answering(view.Asked("t", "Q?"), Answer("Q?", "", (cite(1, OTHER, "Ben said nothing"),)))
    [shown] = turn["groups"][0]["quotations"]
    assert shown["who"] is None
    assert shown["pieces"] == [{"text": "Ben said nothing", "said": False}]


def test_a_heading_stands_over_the_first_article_under_it_and_parts_quotations_of_one_article():
    cited = (cite(1, ARTICLE, "“We shall not.”"), cite(2, OTHER, "Ben"), cite(3, ARTICLE, "Nor shall we"))
    headings = (Group("By Ann", (1, 2)), Group("Others", (3,)))
    answer = Answer("Q?", "", cited, None, (), headings, "Statements by Ann")
    *_, turn = view.answering(view.Asked("t", "Q?"), answer)
    assert [group["heading"] for group in turn["groups"]] == ["By Ann", "", "Others"]
    assert [[each["n"] for each in group["quotations"]] for group in turn["groups"]] == [[1], [2], [3]]
    assert turn["understood"] == "Statements by Ann"


def test_a_quotation_lists_the_articles_that_print_it_too_with_the_place_in_each():
    copies = [
        Article("c.txt@3", "Ben said nothing.", "Nothing", publisher="The Wire"),
        Article("d.txt@4", TEXT),
    ]
    also = tuple(quote(each, "Ben said nothing.") for each in copies)
    *_, turn = view.answering(
        view.Asked("t", "Q?"), Answer("Q?", "", (cite(7, ARTICLE, "Ben said nothing.", also=also),))
    )
    [shown] = turn["groups"][0]["quotations"]
    assert [each["article"]["title"] for each in shown["also"]] == ["Nothing", "d.txt"]
    for each, article in zip(shown["also"], copies, strict=True):
        start, end, number = each["mark"]
        assert (article.text[start:end], number) == ("Ben said nothing.", 7)
        opened = view.opened_article(article, [view.Mark(*each["mark"])])
        assert [piece["text"] for piece in pieces(opened) if piece["numbers"]] == ["Ben said nothing."]


def test_a_quotation_of_a_paginated_file_names_its_page_and_another_none():
    paginated = Article("p.pdf@5", "One page. Two pages.", pages=(0, 10))
    *_, turn = view.answering(
        view.Asked("t", "Q?"), Answer("Q?", "", (cite(1, paginated, "Two"), cite(2, OTHER, "Ben")))
    )
    assert [group["quotations"][0]["page"] for group in turn["groups"]] == [2, None]


def test_an_opened_article_says_when_it_was_updated_where_that_is_known():
    changed = Article("u@6", "It.", updated=date(2031, 3, 9))
    assert view.opened_article(changed, [])["updated"] == "2031-03-09"
    assert view.opened_article(OTHER, [])["updated"] is None


def test_a_declined_answer_shows_its_reason_and_near_misses_apart_from_quotations():
    declined = Answer(
        "Q?", "", (), Reason("not_mentioned", "No article mentions it."), (cite(1, OTHER, "Ben"),)
    )
    [turn] = view.answering(view.Asked("t", "Q?"), declined)
    assert (turn["state"], turn["title"], turn["reason"]) == (
        "none",
        "Not in these articles",
        "No article mentions it.",
    )
    assert turn["groups"] == []
    assert turn["related"][0]["quotations"][0]["text"] == "Ben"


def test_an_index_without_articles_is_not_said_to_lack_this_one_answer():
    [turn] = view.answering(
        view.Asked("t", "Q?"), Answer("Q?", "", (), Reason("no_articles", "Nothing there."))
    )
    assert turn["title"] == "There are no articles yet"


def test_a_long_question_is_cut():
    assert len(view.usable("a" * 2_000_000)) == view.LIMIT


def test_half_a_surrogate_pair_becomes_a_question_mark():
    assert view.usable("a\ud800b") == "a?b"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["id", "question", "marks", "n"]), inner)
    ),
    max_leaves=12,
)


@given(JSON)
def test_whatever_is_sent_is_read_as_a_question_or_as_none(data):
    asked = view.read_asked(data)
    assert isinstance(asked.question, str)
    assert asked.id is None or view.TURN_ID.fullmatch(asked.id)


@given(JSON)
def test_whatever_is_sent_is_read_as_places_of_an_article(data):
    opened = view.read_opened(data)
    assert isinstance(opened.article_id, str)
    assert all(type(value) is int for each in opened.marks for value in each)


def test_a_mark_of_anything_but_three_whole_numbers_is_left_out():
    marks = [[0, 4, 1], [0, 4], [0, 4.0, 1], [False, True, True], "abc", None, ["0", "4", "1"]]
    assert view.read_opened({"id": "a", "marks": marks}).marks == ((0, 4, 1),)


def test_more_marks_than_any_answer_has_are_cut():
    assert len(view.read_opened({"id": "a", "marks": [[0, 4, 1]] * 5_000}).marks) == view.MOST_MARKS


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 articles"), (1, "1 article"), (12_000, "12,000 articles")]
)
def test_the_size_of_the_collection_is_said_in_words(size, words):
    assert view.collection(size, "")["words"] == words


def test_of_statements_nothing_is_said_where_there_are_none():
    assert view.collection(3, "")["statements"] == ""
    assert view.collection(3, "", 1_204)["statements"] == "1,204 statements"
