"""Links to other articles: a label and a title; and reporting that has a colon."""

from __future__ import annotations

import pytest

from index.links import is_link, links_between

LONG = "The ministry closed the dam on Monday because of cracks in its wall, it said."


@pytest.mark.parametrize(
    "line",
    [
        "Double take:Ben Ash seen working at the dam",
        "'It is over':Town mourns after the flood",
        "Is the dam safe?:What engineers know so far",
        "Will the dam hold?Engineers look for cracks in the wall",
        "DAMS:5 walls that broke in a hundred years",
        "►Dam reopened:Visitors may walk on the wall again",
        "The 1%:The dams that nobody may visit",
        "MORE: Fish leave the valley before the water does",
        "STORY: Town says that its dam was never inspected",
        "Rivers in flood: Ash valley under water 02:19 - Source: CNN",
    ],
)
def test_a_label_and_a_title_are_a_link(line):
    assert is_link(line)


@pytest.mark.parametrize(
    "line",
    [
        "The law: “Nobody may fish here.”",
        "BLITZER: What do you think of the dam?",
        "BLITZER:What do you think of the dam?",
        "Ash Town at Elm Town, 7:30 p.m. (ASH+) and on the radio",
        "Background: The dam was built in 1950, and its wall has cracked twice since.",
        "The schedule was simple: rise at 9:30, walk, sleep.",
        "'All precautions:' Farmers brace for the flood",
        "What happened next? Nobody in the valley would say",
        "See https://example.com/dams-of-the-valley",
        "Score: Ash Town 3, Elm Town 1",
    ],
)
def test_a_colon_makes_no_link(line):
    assert not is_link(line)


def test_a_label_in_capitals_between_two_paragraphs_is_a_link():
    assert links_between([LONG, "DAM STATS CENTRAL: Levels and flow of every river", LONG]) == {1}
    two = ["DAM CRACKS: What the engineers found in May", "RIVER IN FLOOD: How the valley was emptied"]
    assert links_between([LONG, *two, LONG]) == {1, 2}


@pytest.mark.parametrize(
    "line",
    [
        "WHERE: The old mill on River Road in Ashford",
        "ASH MINISTER: 'It is a beautiful dam, I think'",
        "DAM NEWS: The wall has cracked, the ministry says.",
        "Dam news: Levels and flow of every river",
    ],
)
def test_facts_and_sentences_with_a_label_are_no_links(line):
    assert links_between([LONG, line, LONG]) == set()


def test_a_label_in_a_list_is_an_entry_of_it():
    line = "RIVER ASH: High and rising since early Monday"
    assert links_between(["RIVER ELM: Low", line, "RIVER OAK: Dry"]) == set()
    assert links_between([LONG, line, line, line, line, LONG]) == set()
    assert links_between([line]) == links_between([line, LONG]) == links_between([LONG, line]) == set()
