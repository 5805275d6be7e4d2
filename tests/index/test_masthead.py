"""The head of an article: its title once, its byline, its date, its dateline."""

from __future__ import annotations

from datetime import date

import pytest

from index.dates import Stamp
from index.masthead import read_masthead
from index.records import Span

BODY = "The ministry closed the dam on Monday.\n\nRepairs will take a year."


def marked(text: str, **known: object) -> list[str]:
    return [text[start:end] for start, end in read_masthead(text, **known).spans]  # type: ignore[arg-type]


def test_a_title_that_is_printed_twice_is_recognised_once():
    head = read_masthead(f"Dam Closed\n\nBy:  Ada Byrd\nDAM CLOSED\n\n{BODY}")
    assert (head.title, head.authors) == ("Dam Closed", ("Ada Byrd",))
    assert len(head.spans) == 3


@pytest.mark.parametrize("line", ["Dam closed", "DAM CLOSED", "“Dam closed”", "Dam: closed"])
def test_a_line_that_repeats_the_known_title_is_marked(line):
    assert marked(f"{line}\n\n{BODY}", title="Dam closed") == [line]


def test_a_line_that_says_more_than_the_title_is_not_marked():
    assert marked(f"Dam closed after crack\n\n{BODY}", title="Dam closed") == []


@pytest.mark.parametrize(
    "first",
    [
        "The ministry closed the dam.",
        "What could be more powerful than a dam?",
        "“It is safe”",
        "the dam that was closed",
        "Dam",
        "Long " * 40,
        "He said:",
    ],
)
def test_a_first_line_that_can_be_a_sentence_is_no_title(first):
    assert read_masthead(f"{first}\n\n{BODY}").title == ""


def test_a_question_is_a_title_when_a_byline_follows():
    assert read_masthead(f"Is the dam safe?\nBy Ada Byrd\n\n{BODY}").title == "Is the dam safe?"


def test_a_short_line_that_belongs_to_the_paragraph_below_is_no_title():
    assert read_masthead(f"The dam is closed\nand will stay so.\n\n{BODY}").title == ""


def test_a_name_above_a_paper_is_a_byline():
    head = read_masthead(f"Ada Byrd\n\nSpecial to The Valley Courier\n\n{BODY}", title="Dam closed")
    assert head.authors == ("Ada Byrd",)
    assert len(head.spans) == 2


def test_the_names_of_known_authors_alone_are_a_byline():
    assert marked(f"Ada Byrd\n\n{BODY}", title="Dam closed", authors=["Ada Byrd"]) == ["Ada Byrd"]
    assert marked(f"Upper Valley\n\n{BODY}", title="Dam closed", authors=["Ada Byrd"]) == []


def test_a_date_beside_the_byline_is_noted_with_what_it_is_called():
    head = read_masthead(f"Dam closed\nBy Ada Byrd, AP | Updated March 3, 2014\n\n{BODY}")
    assert (head.authors, head.stamps) == (("Ada Byrd", "AP"), [Stamp(date(2014, 3, 3), None, updated=True)])


def test_the_dates_of_the_head_are_noted_in_printed_order():
    head = read_masthead(f"Dam closed\nPosted: 3 March 2014 10:22 GMT\nUpdated March 5, 2014\n\n{BODY}")
    assert [(stamp.day, stamp.updated) for stamp in head.stamps] == [
        (date(2014, 3, 3), False),
        (date(2014, 3, 5), True),
    ]
    assert len(head.spans) == 3


def test_a_date_inside_a_sentence_is_no_date_of_publication():
    assert read_masthead("March 3, 2014, was the day on which the dam was closed.").stamps == []


@pytest.mark.parametrize(
    ("dateline", "place"),
    [
        ("WASHINGTON (CNN) --", "WASHINGTON"),
        ("PYONGYANG, North Korea (AP) —", "PYONGYANG, North Korea"),
        ("(CNN) --", ""),
        ("(CNN)", ""),
        ("LONDON, England (Reuters) -", "LONDON, England"),
        ("ST. PETERSBURG, Fla. (AP) —", "ST. PETERSBURG, Fla."),
        ("Seoul, South Korea CNN —", "Seoul, South Korea"),
        ("DAVOS, Switzerland —", "DAVOS, Switzerland"),
        ("RIO DE JANEIRO –", "RIO DE JANEIRO"),
        ("LONDON -", "LONDON"),
    ],
)
def test_a_dateline_gives_its_place_and_leaves_the_sentence(dateline, place):
    text = f"{dateline} {BODY}"
    head = read_masthead(text)
    assert head.place == place
    assert [text[start:end].strip() for start, end in head.spans] == [dateline]
    assert read_masthead(f"{dateline}\n\n{BODY}", title="x").place in (place, "")


@pytest.mark.parametrize(
    "line",
    [
        "NATO — The alliance said on Monday that it would leave.",
        "The Central Intelligence Agency (CIA) - which denied it - was silent.",
        "The minister — A. Byrd — was silent.",
        "Bonn (Germany) was quiet.",
    ],
)
def test_a_dash_in_a_sentence_makes_no_dateline(line):
    assert marked(f"{line}\n\n{BODY}", title="Dam closed") == []


def test_the_label_of_a_section_above_a_known_title_is_no_reporting():
    text = "Politics\nDam closed after flood\n\nThe dam was closed on Monday."
    head = read_masthead(text, title="Dam closed after flood")
    assert [text[slice(*span)] for span in head.spans] == ["Politics", "Dam closed after flood"]


def test_a_release_has_the_headline_under_its_notice():
    head = read_masthead(
        "FOR IMMEDIATE RELEASE\n\nFree Ferry to Run All Summer\n\nThe city will run a ferry."
    )
    assert head.title == "Free Ferry to Run All Summer"


def test_a_dateline_may_be_in_letters_beyond_the_first_26():
    assert read_masthead("BRØLLVIK, Hjerland — The morning after, it rained.").place == "BRØLLVIK, Hjerland"


def test_an_agency_below_the_name_is_of_the_byline():
    head = read_masthead(f"ADA BYRD\n\nAssociated Press\n\nBONN — {BODY}", title="Dam closed")
    assert head.authors == ("Ada Byrd", "Associated Press")


@pytest.mark.parametrize("head", ["BONN, Germany (AP) —", "AP\n\nBONN —"])
def test_the_agency_signs_where_no_writer_does(head):
    assert read_masthead(f"{head} {BODY}", title="Dam closed").authors == ("AP",)


def test_the_agency_of_a_dateline_is_no_author_beside_a_writer():
    head = read_masthead(f"By Ada Byrd\n\nBONN, Germany (AP) — {BODY}", title="Dam closed")
    assert head.authors == ("Ada Byrd",)


def test_a_byline_gives_the_place_where_no_dateline_does():
    assert read_masthead(f"By Ada Byrd in Bonn\n\n{BODY}", title="Dam closed").place == "Bonn"
    assert read_masthead(f"By Ada Byrd in Bonn\n\nCOLOGNE — {BODY}", title="Dam closed").place == "COLOGNE"


@pytest.mark.parametrize(
    "line", ["Water rises faster than the town had feared", "The mayor's Daily wins the prize"]
)
def test_a_summary_below_the_byline_is_reporting(line):
    assert marked(f"By Ada Byrd, AP\n\n{line}\n\n{BODY}", title="Dam closed") == ["By Ada Byrd, AP"]


@pytest.mark.parametrize(
    "line",
    ["The (Ash, Md.) Daily Times", "abyrd@ash.example.com", "Opinion contributor", "Special for Ash Weekly"],
)
def test_a_paper_or_an_address_below_the_byline_is_a_credit(line):
    assert marked(f"By Ada Byrd\n\n{line}\n\n{BODY}", title="Dam closed") == ["By Ada Byrd", line]


@pytest.mark.parametrize(
    ("line", "day", "place"),
    [
        ("Fergus Dunmallow in Brøllvik, 8 June 2025", date(2025, 6, 8), "Brøllvik"),
        ("Fergus Dunmallow · 8 June 2025 · 4 min read", date(2025, 6, 8), ""),
        ("Fergus Dunmallow in Brøllvik", None, "Brøllvik"),
    ],
)
def test_a_line_that_begins_with_a_known_author_is_a_byline_without_by(
    line: str, day: date | None, place: str
) -> None:
    text = f"{line}\n\nThe women won the cup on Sunday."
    head = read_masthead(text, title="A win", authors=["Fergus Dunmallow"])
    assert head.spans == [Span(0, len(line))]
    assert [stamp.day for stamp in head.stamps] == ([day] if day else [])
    assert head.place == place


def test_a_sentence_that_begins_with_a_known_author_is_no_byline() -> None:
    head = read_masthead("Ada Byrd won the cup on Sunday.\n\nIt rained.", title="T", authors=["Ada Byrd"])
    assert (head.spans, head.authors) == ([], ())
