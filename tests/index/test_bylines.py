"""Names in bylines and in fields for authors."""

from __future__ import annotations

import pytest

from index.bylines import byline_place, is_agency, is_name, parse_authors, parse_byline


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
        ("By Jane Doe in Moscow and John Roe in Kyiv", ("Jane Doe", "John Roe")),
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
        "By Jane Doe in anger",
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
            ["CONAN O'BRIEN", "J.R. EWING", "RONALD MCDONALD", "JANE McROE"],
            ("Conan O'Brien", "J.R. Ewing", "Ronald McDonald", "Jane McRoe"),
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


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("By Jane Doe in Moscow", "Moscow"),
        ("By Jane Doe, in New York, and John Roe", "New York"),
        ("By Jane Doe", ""),
        ("By Monday in Moscow the rebels had left the city.", ""),
        ("Jane Doe in Moscow", ""),
    ],
)
def test_the_place_of_a_byline_is_that_of_its_first_writer(line, place):
    assert byline_place(line) == place
