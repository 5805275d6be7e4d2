"""What is declined, and why; near misses are marked as such."""

from datetime import date

import pytest

from index import Filter
from qa import Settings, understand
from qa.version import Version
from tests.qa.making import WordEncoder, article, held, version

STORY = article(
    "Irravand's minister, Corin Adebeck, accused Vessaria of selling missiles. Vessaria denied the sale of missiles.",
    "story",
    published="2025-03-05",
    publisher="The Courier",
)
NEWS = version(
    STORY, article("The bridge in Lowmark is closed to all traffic.", "bridge", publisher="The Ledger")
)


def ask(text, where=None, of=NEWS, **settings):
    return of.answer(understand(text), 5, where, Settings(**settings))


def code(text, where=None, of=NEWS, **settings):
    reason = ask(text, where, of, **settings).reason
    return reason and reason.code


def test_a_question_that_the_articles_answer_is_answered_and_says_what_is_shown():
    answer = ask("What did Vessaria deny about the sale of missiles?")
    assert answer.answered
    assert answer.citations[0].quote.text.endswith("Vessaria denied the sale of missiles.")
    assert (
        answer.headline
        == f"{len(answer.citations)} quotation{'s'[: len(answer.citations) > 1]} from 1 article"
    )
    assert answer.related == ()


@pytest.mark.parametrize("text", ["", "  ", "?!", "🙂", "…—“”", "Why?", "What did they say?"])
def test_a_question_about_nothing_is_no_question(text):
    assert code(text) == "no_question"


def test_an_index_without_articles_has_no_answer():
    assert code("What did Vessaria say?", of=Version("gen-empty", held(), WordEncoder())) == "no_articles"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("What did Bartholomew Quist say about the missiles?", "“Bartholomew Quist”"),
        ("What is the view of the Kingdom of Zuralia on Vessaria's missiles?", "“Kingdom”"),
        ("What did Łukasz say about missiles?", "“Łukasz”"),
        ("sourdough bread", "any word of this question"),
    ],
)
def test_what_no_article_mentions_is_named(text, missing):
    answer = ask(text)
    assert answer.reason.code == "not_mentioned"
    assert answer.reason.text == f"None of the 2 articles mentions {missing}."
    assert answer.citations == answer.related == ()


@pytest.mark.parametrize(
    "name", ["Irravandian", "Irravandians", "Vessarian", "Vessarians", "Lowmarkers", "Adebeck’s"]
)
def test_a_people_is_mentioned_where_its_place_is(name):
    assert NEWS.missing(understand(f"What do the {name} say of missiles?")) == ""


def test_a_name_of_which_one_word_is_known_is_mentioned():
    assert NEWS.missing(understand("What did Mr Adebeck say?")) == ""


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Filter(since=date(2025, 3, 6)), "outside_dates"),
        (Filter(until=date(2025, 3, 4)), "outside_dates"),
        (Filter(since=date(2026, 1, 1), until=date(2025, 1, 1)), "outside_dates"),
        (Filter(publishers=("Nobody's Daily",)), "no_articles"),
        (Filter(since=date(2025, 3, 1), publishers=("The Ledger",)), "outside_dates"),
        (Filter(since=date(2025, 3, 5), until=date(2025, 3, 5), publishers=("The Courier",)), None),
    ],
)
def test_a_filter_that_admits_no_article_is_the_reason(where, expected):
    assert code("Did Vessaria deny the sale of missiles?", where) == expected


def test_an_answer_outside_the_dates_is_told_but_not_shown():
    later = article("The missiles were on parade in the rain of May.", "later", published="2025-05-01")
    answer = ask(
        "Did Vessaria deny the sale of missiles?", Filter(since=date(2025, 4, 1)), version(STORY, later)
    )
    assert answer.reason.code == "outside_dates"
    assert {c.quote.article.source for c in answer.citations + answer.related} <= {"later"}


def test_what_is_under_the_floor_is_a_near_miss_and_never_a_citation():
    answer = ask("What did Vessaria say about the price of missiles?", floor=0.99)
    assert answer.reason.code == "no_evidence"
    assert not answer.answered
    assert answer.citations == ()
    assert 1 <= len(answer.related) <= 2


def test_what_is_far_below_the_first_quotation_is_not_shown():
    text = "Did Vessaria deny the sale of missiles, or the bridge?"
    assert len(ask(text, tail=1.0).citations) == 1
    assert len(ask(text, tail=0.0).citations) > 1


@pytest.mark.parametrize("text", ["What did Bartholomew Quist say?", "Who won the 1998 World Cup?", "?"])
def test_what_is_declined_cites_nothing(samples, text):
    answer = samples.ask(text)
    assert not answer.answered
    assert answer.citations == ()
    assert answer.reason.text.endswith(".")


def test_a_people_is_not_declined_for_its_ending(samples):
    asked = samples.ask("What did the Vessarians say?")
    assert asked.reason is None or asked.reason.code != "not_mentioned"


def copied(name, day, text, **fields):
    return article(text, name, published=f"2025-03-{day:02}", publisher=f"The {name.title()}", **fields)


COPIED = [
    copied("wire", 4, "Vessaria denied the sale of missiles. Rain fell in Ostrel."),
    copied("post", 5, "Vessaria denied the sale of missiles."),
    copied("sun", 6, "Vessaria never denied the sale of missiles. The sun shone on Ostrel and its square."),
    copied(
        "star", 7, "Vessaria  denied the sale\nof missiles. Rain fell in Ostrel. The Star’s own man saw it."
    ),
]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (None, ["wire", "post", "star"]),
        (Filter(since=date(2025, 3, 5)), ["post", "star"]),
        (Filter(publishers=("The Star",)), ["star"]),
        (Filter(publishers=("The Post", "The Wire")), ["wire", "post"]),
    ],
)
def test_one_story_is_quoted_once_from_its_earliest_admitted_copy_and_lists_the_others(where, expected):
    of = version(*COPIED, stories=[COPIED])
    quoted = ask("Who denied the sale of missiles?", where, of, tail=0.0).citations
    (found,) = [
        c for c in quoted if " ".join(c.quote.text.split()) == "Vessaria denied the sale of missiles."
    ]
    assert [q.article.source for q in (found.quote, *found.also)] == expected


def test_near_misses_list_their_copies_too():
    answer = ask("Who denied the sale of missiles?", None, version(*COPIED, stories=[COPIED]), floor=0.999)
    assert not answer.answered
    assert next(len(c.also) for c in answer.related if c.quote.article.source == "wire") == 2


class Closing:
    """An index that counts how often it was closed."""

    def __init__(self):
        self.closed = 0

    def close(self):
        self.closed += 1


def test_a_version_is_closed_once_by_the_last_who_leaves():
    index = Closing()
    used = Version("gen", index, WordEncoder())
    used.enter()
    used.enter()
    used.leave()
    used.leave()
    assert index.closed == 0
    used.leave()
    assert index.closed == 1
