"""Printed dates: read with certainty or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import is_date_line, parse_date


@pytest.mark.parametrize(
    "printed",
    [
        "2014-03-03",
        "2014/03/03",
        "2014-03-03T10:22:00Z",
        "2014-03-03T23:59:59.999-11:00",
        "2014-03-03 10:22:00",
        "March 3, 2014",
        "Mar. 3, 2014",
        "Monday, March 3rd, 2014",
        "3 March 2014",
        "3-Mar-2014",
        "Mon, 03 Mar 2014 10:22:00 GMT",
        "Posted: 3 March 2014 10:22 GMT",
        "Published: March 3, 2014 at 5:03 p.m. ET",
        "Updated 8:01 PM EST, Mon March 3, 2014",
        "Published 10:22 a.m. EST March 3, 2014 | Updated 4:10 p.m. EST March 4, 2014",
    ],
)
def test_a_plain_date_is_read_as_the_day_printed(printed):
    assert parse_date(printed) == date(2014, 3, 3)
    assert is_date_line(printed)


@pytest.mark.parametrize(
    "printed",
    [
        "03/04/2014",
        "31 February 2014",
        "1 January 1400",
        "1 January 2999",
        "0000-00-00",
        "March 2014",
        "2014",
        "today",
        "",
        "On March 3, 2014, he left",
        "March 3, 2014: he left the party and went home to the valley, never to return",
        "٢٠١٤-٠٣-٠٣x",
        "March 3, 2014 " * 20,
    ],
)
def test_what_is_not_certain_is_not_read(printed):
    assert parse_date(printed) is None
    assert not is_date_line(printed)


def test_a_line_that_tells_only_the_hour_of_an_update_is_a_date_line():
    assert is_date_line("Updated 10:22 GMT")
    assert parse_date("Updated 10:22 GMT") is None


@given(st.dates(date(1500, 1, 1), date(2020, 1, 1)))
def test_every_day_is_read_back_from_each_form(day):
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day:%B} {day.day}, {day.year}") == day
    assert parse_date(f"{day.day} {day:%b} {day.year}") == day


@given(st.text())
def test_no_text_makes_it_fail(printed):
    parse_date(printed)
