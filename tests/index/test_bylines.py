"""Names in bylines and in fields for authors."""

from __future__ import annotations

import pytest

from index.bylines import is_agency, is_name, parse_authors, parse_byline


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By: Dave Bohon", ("Dave Bohon",)),
        ("By JANE DOE, Associated Press", ("Jane Doe", "Associated Press")),
        ("By Jane Doe and John Roe | Reuters", ("Jane Doe", "John Roe", "Reuters")),
        ("Jane Doe, Gazette staff", ("Jane Doe",)),
        ("By Jane Doe, AP Sports Writer", ("Jane Doe",)),
        ("By April O’Neill-Ray, Special to The Gazette", ("April O’Neill-Ray",)),
        ("By Ludwig van Beek", ("Ludwig van Beek",)),
        ("By The Associated Press", ("The Associated Press",)),
    ],
)
def test_a_byline_gives_its_authors(line, authors):
    assert parse_byline(line) == authors


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the rebels had left the city.",
        "By Monday",
        "By then, Doe had left",
        "Jane Doe, minister of dams, left",
        "Washington, CNN",
        "Jane Doe",
        "By https://example.com",
        "By " + "Jane Doe, " * 30,
        "",
    ],
)
def test_a_sentence_or_a_lone_name_is_no_byline(line):
    assert parse_byline(line) == ()


@pytest.mark.parametrize(
    ("printed", "authors"),
    [
        (["By JANE DOE", "Jane Doe"], ("Jane Doe",)),
        (["Jane Doe; John Roe", "AP"], ("Jane Doe", "John Roe", "AP")),
        (["ERIC TUCKER Associated Press"], ("Eric Tucker", "Associated Press")),
        (
            ["CONAN O'BRIEN", "J.R. EWING", "RONALD MCDONALD"],
            ("Conan O'Brien", "J.R. Ewing", "Ronald McDonald"),
        ),
        (["Malcolm Owen Monday", "November"], ("Malcolm Owen",)),
        (["Ann Ray Bo Lee", "Ann Ray", "Bo Lee"], ("Ann Ray", "Bo Lee")),
        (["Martin King, Jr."], ("Martin King Jr.",)),
        (["Gazette staff writer", "jdoe@example.com", "", "Last Updated", "3"], ()),
        (["李明", "Øystein Åby"], ("李明", "Øystein Åby")),
    ],
)
def test_a_field_gives_persons_and_agencies_once(printed, authors):
    assert parse_authors(printed) == authors


def test_agencies_and_names_are_told_apart_from_sentences():
    assert is_agency("The Associated Press")
    assert not is_agency("The Associated Press reported it")
    assert is_name("Jane Doe")
    assert not is_name("Monday Night")
    assert not is_name("Jane left")
