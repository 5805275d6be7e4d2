"""Marked words that are no quotation."""

import pytest

from index.statements.titles import is_title


@pytest.mark.parametrize(
    "text",
    [
        "She appeared on NBC’s “Today” in May.",
        "He spoke on “Good Evening Britain,” she said.",
        "The film “Salt and Stone” opened on Friday.",
        "The hacker known as “Nightjar” was arrested.",
        "The bill is called the “Fair Bridges Act” by its friends.",
        "“Falling Water,” which is in bookstores, is her third novel.",
        "She wrote a book, “The Last Ferry Home,” in 2012.",
    ],
)
def test_a_title_is_no_quotation(parser, text):
    assert is_title(parser.parse(text), 0)


@pytest.mark.parametrize(
    "text",
    [
        "He called her “Crooked Ann” again.",
        "The crowd chanted “Lock The Gates” at the mayor.",
        "“Ann Lee,” he answered.",
        "She said: “Yes We Can.”",
        "He called the plan “strong” and went home.",
        "“Go Away Now!” she shouted.",
    ],
)
def test_what_somebody_says_in_capitals_is_a_quotation(parser, text):
    assert not is_title(parser.parse(text), 0)
