"""Days in words: what is asked for, counted from the newest article where no year is said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.periods import read_period

NEWEST = date(2025, 7, 10)  # a Thursday
ASK = "What did Ada say {}?"


def day(text):
    return text and date.fromisoformat(text)


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("since 2014", "2014-01-01", None),
        ("in 2014", "2014-01-01", "2014-12-31"),
        ("in March 2014", "2014-03-01", "2014-03-31"),
        ("in February 2024", "2024-02-01", "2024-02-29"),
        ("on 3 July 2014", "2014-07-03", "2014-07-03"),
        ("on July 3rd, 2014", "2014-07-03", "2014-07-03"),
        ("since 2014-07-01", "2014-07-01", None),
        ("after 3 July", "2025-07-04", None),
        ("before 3 July", None, "2025-07-02"),
        ("until 3 July", None, "2025-07-03"),
        ("since March", "2025-03-01", None),
        ("since December", "2024-12-01", None),
        ("in July", "2025-07-01", "2025-07-31"),
        ("yesterday", "2025-07-09", "2025-07-09"),
        ("today", "2025-07-10", "2025-07-10"),
        ("last week", "2025-06-30", "2025-07-06"),
        ("this week", "2025-07-07", "2025-07-13"),
        ("last month", "2025-06-01", "2025-06-30"),
        ("last year", "2024-01-01", "2024-12-31"),
        ("in the last three weeks", "2025-06-19", None),
        ("over the past 10 days", "2025-06-30", None),
        ("3 days ago", "2025-07-07", "2025-07-07"),
        ("on Monday", "2025-07-07", "2025-07-07"),
        ("on Thursday", "2025-07-10", "2025-07-10"),
        ("since last Friday", "2025-07-04", None),
        ("between 3 March and 5 April", "2025-03-03", "2025-04-05"),
        ("from January to March 2024", "2024-01-01", "2024-03-31"),
        ("since the beginning of March", "2025-03-01", None),
        ("since March and before May", "2025-03-01", "2025-04-30"),
    ],
)
def test_days_in_words_are_a_range(words, since, until):
    rest, period = read_period(ASK.format(words))
    assert period.days(NEWEST) == (day(since), day(until))
    assert rest.replace(" and?", "?") == "What did Ada say?"


@pytest.mark.parametrize(
    "text",
    [
        "What did Ada say about the July 26 report?",
        "What did Ada say before the vote?",
        "What may Ada say?",
        "What did Ada say on 31 February 2014?",
        "What did Ada predict for 2030?",
        "What did Ada say in 12 words?",
    ],
)
def test_what_names_no_day_is_no_period(text):
    assert read_period(text) == (text, None)


@pytest.mark.parametrize(
    ("words", "relative"),
    [("since 2014", False), ("since March", True), ("last week", True), ("in May 2014", False)],
)
def test_only_days_without_a_year_depend_on_the_newest_article(words, relative):
    assert read_period(ASK.format(words))[1].is_relative is relative


@given(
    st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    st.sampled_from(["since March", "on Monday", "last month", "in May"]),
)
def test_what_has_no_year_begins_no_later_than_the_newest_article(newest, words):
    since, _ = read_period(ASK.format(words))[1].days(newest)
    assert since <= newest


@given(st.text(max_size=100))
def test_any_text_can_be_read(text):
    rest, period = read_period(text)
    assert period is not None or rest == text
