"""A question is cut first and read afterwards; nothing in it is syntax."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question import LIMIT, understand


def test_content_words_are_analysed_and_come_once_in_order():
    asked = understand("What did Vessaria say about Vessaria's missiles, and about the missile deal?")
    assert asked.words == ("vessaria", "missil", "deal")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("What did North Korea say about Hamas?", ("North Korea", "Hamas")),
        ("what did north korea say?", ()),
        ("Did Mirela Vantchev answer?", ("Mirela Vantchev",)),
        ("WHO is Corin Adebeck?", ("Corin Adebeck",)),
        ("Why does O’Brien of AT&T trust the U.S. Army?", ("O’Brien", "AT&T", "U.S. Army")),
        ("What did Łukasz Żak and Þorvald Ækre say?", ("Łukasz Żak", "Þorvald Ækre")),
        ("Что сказал Иван Петров?", ("Иван Петров",)),
        ("Corruption is rising, isn’t it?", ()),
        ("Corin Adebeck said what?", ("Corin Adebeck",)),
        ("what did McDonald and iPhone makers say", ("McDonald",)),
    ],
)
def test_names_are_runs_of_capitalised_words_and_not_the_word_that_begins_the_question(text, names):
    assert understand(text).names == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What did the U.S. tell us?", ("us",)),
        ("U.S. policy on Vessaria", ("us", "polici", "vessaria")),
        ("What did the WHO and the US decide?", ("who", "us", "decid")),
        ("Who told us what Vessaria did?", ("vessaria",)),
        ("WHAT DID VESSARIA TELL US?", ("vessaria",)),
    ],
)
def test_a_function_word_printed_as_initials_is_a_content_word(text, words):
    assert understand(text).words == words


@pytest.mark.parametrize("text", ["", "   \n\t", "?!… — “”", "🙂🙂 👍🏽", "\u200b\u200d", "\x00\x1b["])
def test_a_question_without_a_word_has_none(text):
    assert understand(text).words == ()


def test_a_question_of_function_words_alone_asks_about_nothing():
    assert understand("What did they say about it?").words == ()


def test_a_question_is_cut_before_anything_reads_it():
    text = "What did Vessaria say? " * 900_000
    begun = time.process_time()
    asked = understand(text)
    assert time.process_time() - begun < 0.2
    assert len(text) > 20_000_000
    assert len(asked.text) <= LIMIT == 2000
    assert asked.words == ("vessaria",)


def test_what_stands_beyond_the_limit_is_not_seen():
    assert "zuralia" not in understand("missile " * 250 + "Zuralia").words
    assert "zuralia" in understand("missile " * 249 + "Zuralia").words


def test_blanks_are_single_so_that_equal_questions_are_equal():
    assert understand("  What did\n\tVessaria   say? ") == understand("What did Vessaria say?")


@pytest.mark.parametrize("text", ["\ud800 Vessaria", "Vessaria \udfff\udc00", "\udcff\udcfe Vessaria"])
def test_half_a_surrogate_pair_becomes_a_character_that_can_be_encoded(text):
    asked = understand(text)
    assert "vessaria" in asked.words
    asked.text.encode()


def test_a_whole_surrogate_pair_becomes_its_character():
    assert understand("\ud83d\ude42 Vessaria").text == "🙂 Vessaria"


@given(st.text(st.characters(), max_size=3000))
def test_any_text_is_a_question(text):
    asked = understand(text)
    assert len(asked.text) <= LIMIT
    asked.text.encode()
    assert len(set(asked.words)) == len(asked.words)
    assert all(name in asked.text for name in asked.names)
