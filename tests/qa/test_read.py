"""The reader: whole sentences of the passages, best first, and how much speaks for an answer."""

import pytest

from qa import Hit, SentenceReader, understand
from qa.read import ENCODED
from tests.qa.making import WordEncoder, article, held

STORY = article(
    "The council met on Monday. Vessaria denied that it had sold missiles to the Front. Rain fell in the evening.\n\n"
    "Sign up for our free newsletter.\n\nA second bridge opened.",
    "story",
)


def reading(text, *articles):
    index = held(*articles)
    hits = [
        Hit(p, 1.0)
        for a in articles
        for p in index.passages([s.passage_id for s in _all(index)])
        if p.article == a
    ]
    return SentenceReader(index, WordEncoder()).read(understand(text), hits)


def _all(index):
    return index.dense(WordEncoder().encode_query("x"), 100)


def test_the_sentence_with_the_questions_words_is_first():
    evidence, support = reading("Did Vessaria sell missiles to the Front?", STORY)
    assert evidence[0].quote.text == "Vessaria denied that it had sold missiles to the Front."
    assert 0.5 < support <= 1.0


def test_scores_are_between_0_and_1_and_fall():
    scores = [found.score for found in reading("Did Vessaria sell missiles?", STORY).evidence]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_furniture_is_no_evidence():
    texts = [
        found.quote.text for found in reading("How do I sign up for the free newsletter?", STORY).evidence
    ]
    assert texts
    assert not any("newsletter" in text for text in texts)


def test_a_question_about_something_else_has_less_support():
    near = reading("Did Vessaria sell missiles to the Front?", STORY).support
    far = reading("Why are vaccines expensive in Lowmark?", STORY).support
    assert far < 0.3 < near


def test_no_passage_is_no_evidence():
    index = held(STORY)
    assert SentenceReader(index, WordEncoder()).read(understand("Vessaria?"), []) == ((), 0.0)


def test_the_encoder_sees_a_limited_number_of_sentences():
    long = article(" ".join(f"Vessaria sold missile number {n} to the Front." for n in range(60)), "long")
    assert len(reading("What did Vessaria sell?", long).evidence) == ENCODED


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many died in the flood?", "The flood killed 14 farmers."),
        ("When did the flood come?", "The flood came on Tuesday."),
        ("What did the farmers say of the flood?", "“The flood took it all,” farmers said."),
    ],
)
def test_of_sentences_alike_the_one_with_the_kind_of_words_asked_for_is_first(question, answer):
    story = article(
        "The flood was a flood of farmers.\n\nThe flood killed 14 farmers.\n\nThe flood came on Tuesday.\n\n"
        "“The flood took it all,” farmers said.",
        "flood",
    )
    assert answer in [found.quote.text for found in reading(question, story).evidence[:2]]
