from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Listed, Listing, Refusal
from qa.page import catalogue
from qa.page.catalogue import ListAsked

FIRST = ListAsked("", "newest", 0)
LINE = Listed(
    "a.txt@1", "Ferry late", ("Ada Thorn", "Bo"), date(2025, 3, 4), "The Post", "https://x.example", 7, 2
)
BARE = Listed("b.txt@2", "", (), None, "", "", 1, 0)
EVIL = '<img src=x onerror="window.PWN=1">${1}{{value}}'


def test_a_line_tells_what_is_known_of_an_article():
    [line] = catalogue.listed(Listing(1, (LINE,)), FIRST)["lines"]
    assert line == {
        "id": "a.txt@1",
        "title": "Ferry late",
        "byline": "Ada Thorn and Bo",
        "published": "2025-03-04",
        "publisher": "The Post",
        "facts": ["7 passages", "also printed in 2 others"],
    }


def test_an_article_of_which_little_is_known_has_the_name_of_its_source_and_no_invented_facts():
    [line] = catalogue.listed(Listing(1, (BARE,)), FIRST)["lines"]
    assert (line["title"], line["byline"], line["published"], line["publisher"]) == ("b.txt", "", None, "")
    assert line["facts"] == ["1 passage"]


def test_an_article_without_even_a_source_is_untitled():
    [line] = catalogue.listed(Listing(1, (Listed("", "", (), None, "", "", 1, 0),)), FIRST)["lines"]
    assert line["title"] == "Untitled"


@pytest.mark.parametrize(
    ("copies", "words"), [(1, "also printed in 1 other"), (3, "also printed in 3 others")]
)
def test_copies_are_counted_in_words(copies, words):
    line = Listed("a@1", "A", (), None, "", "", 1, copies)
    assert catalogue.listed(Listing(1, (line,)), FIRST)["lines"][0]["facts"][1] == words


def test_a_stretch_says_where_it_begins_and_how_long_the_whole_list_is():
    found = catalogue.listed(Listing(12_051, (LINE,)), ListAsked("ferry", "title", 50))
    assert (found["total"], found["words"], found["start"]) == (12_051, "12,051 articles", 50)


def test_what_was_refused_has_its_place_and_its_reason():
    shown = catalogue.refused([Refusal("a.jsonl", 3, "broken JSON"), Refusal("b.pdf", None, "no text")])
    assert (shown["total"], shown["words"]) == (2, "2 records not read")
    assert shown["lines"] == [
        {"place": "a.jsonl, line 3", "reason": "broken JSON"},
        {"place": "b.pdf", "reason": "no text"},
    ]


def test_more_refusals_than_can_be_read_are_counted_and_cut():
    shown = catalogue.refused([Refusal("a.jsonl", line, "broken") for line in range(9_000)])
    assert (shown["total"], len(shown["lines"])) == (9_000, catalogue.MOST_REFUSED)


def test_titles_and_file_names_are_carried_as_they_are_for_the_browser_to_set_as_text():
    line = Listed("a@1", EVIL, (EVIL,), None, EVIL, "javascript:1", 1, 0)
    [shown] = catalogue.listed(Listing(1, (line,)), FIRST)["lines"]
    assert (shown["title"], shown["byline"], shown["publisher"]) == (EVIL, EVIL, EVIL)
    assert catalogue.refused([Refusal(EVIL, None, EVIL)])["lines"] == [{"place": EVIL, "reason": EVIL}]


def test_what_is_asked_of_the_list_is_read_as_sent():
    sent = {"words": "harbour thorn", "order": "publisher", "start": 100}
    assert catalogue.read_listed(sent) == ("harbour thorn", "publisher", 100)


def test_a_long_search_is_cut():
    assert len(catalogue.read_listed({"words": "a" * 2_000_000}).words) == catalogue.LONGEST


@pytest.mark.parametrize("start", [-1, True, 1.0, "7", None, 10**30])
def test_a_beginning_that_is_no_place_of_a_list_is_the_beginning(start):
    assert catalogue.read_listed({"start": start}).start == 0


@pytest.mark.parametrize("order", ["", "Newest", "id; DROP TABLE article", ["newest"], {"newest": 1}, None])
def test_an_order_that_there_is_not_is_newest_first(order):
    assert catalogue.read_listed({"order": order}).order == "newest"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["words", "order", "start", "id"]), inner)
    ),
    max_leaves=12,
)


@given(JSON)
def test_whatever_is_sent_is_read_as_something_that_can_be_listed(data):
    words, order, start = catalogue.read_listed(data)
    words.encode("utf-8")  # half of a surrogate pair would raise
    assert len(words) <= catalogue.LONGEST
    assert order in ("newest", "oldest", "title", "publisher")
    assert 0 <= start <= catalogue.FARTHEST
