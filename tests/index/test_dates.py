"""Printed dates: read with certainty or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import Stamp, is_date_line, parse_date, parse_field, read_stamps


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


EASTERN = timezone(timedelta(hours=-5))


@pytest.mark.parametrize(
    ("printed", "at"),
    [
        ("2014-03-03T10:22:00Z", datetime(2014, 3, 3, 10, 22, tzinfo=UTC)),
        ("2014-03-03T10:22:00.250+01:00", datetime(2014, 3, 3, 10, 22, tzinfo=timezone(timedelta(hours=1)))),
        ("2014-03-03 10:22 -0500", datetime(2014, 3, 3, 10, 22, tzinfo=EASTERN)),
        ("Mon, 03 Mar 2014 10:22:07 GMT", datetime(2014, 3, 3, 10, 22, 7, tzinfo=UTC)),
        ("Mon, 03 Mar 2014 10:22:07 +0000 (UTC)", datetime(2014, 3, 3, 10, 22, 7, tzinfo=UTC)),
        ("March 3, 2014 10:22 p.m. EST", datetime(2014, 3, 3, 22, 22, tzinfo=EASTERN)),
        ("March 3, 2014 12:05 a.m. ET", datetime(2014, 3, 3, 0, 5, tzinfo=EASTERN)),
        ("3 June 2014 | 10:22 BST", datetime(2014, 6, 3, 10, 22, tzinfo=timezone(timedelta(hours=1)))),
        ("1004 GMT (1804 HKT) March 3, 2014", datetime(2014, 3, 3, 10, 4, tzinfo=UTC)),
    ],
)
def test_a_time_with_its_zone_is_a_moment(printed, at):
    (stamp,) = read_stamps(printed)
    assert (stamp.day, stamp.at) == (at.date(), at)
    assert stamp.at.utcoffset() == at.utcoffset()


@pytest.mark.parametrize(
    "printed",
    [
        "2014-03-03T10:22:00",
        "March 3, 2014 at 5",
        "March 3, 2014 10:22 p.m.",
        "March 3, 2014 10:22 p.m. IST",
        "March 3, 2014 10:22 p.m. CST",
        "3 March 2014 | 10:22 BST",
        "2014-03-03T25:61:00Z",
        "March 3, 2014 14:22 p.m. EST",
        "2014-03-03T10:22:00+19:00",
    ],
)
def test_a_time_that_leaves_a_doubt_gives_the_day_alone(printed):
    assert read_stamps(printed) == [Stamp(date(2014, 3, 3))]


def test_no_zone_moves_the_day():
    assert parse_date("2014-03-03T23:59:59-11:00") == date(2014, 3, 3)
    assert parse_field("Mon, 03 Mar 2014 00:01:00 +1300").day == date(2014, 3, 3)


def test_an_update_is_told_from_a_publication_on_one_line():
    first, last = read_stamps("Published 10:22 a.m. EST March 3, 2014 | Updated 4:10 p.m. EST March 4, 2014")
    assert (first.updated, last.updated) == (False, True)
    assert (first.at.hour, last.at.hour, last.day) == (10, 16, date(2014, 3, 4))
    assert parse_date("Updated March 4, 2014 | Published March 3, 2014") == date(2014, 3, 3)
    assert read_stamps("Updated 1:04 PM ET, Wed November 2, 2016")[0].at.isoformat() == (
        "2016-11-02T13:04:00-04:00"
    )


def test_a_day_that_has_not_come_is_no_date():
    today = date.today()
    assert parse_date((today + timedelta(days=1)).isoformat()) is not None
    assert parse_date((today + timedelta(days=2)).isoformat()) is None
    assert parse_field(str(int(datetime.now(UTC).timestamp()) + 3 * 86_400)) is None


def test_numbers_are_dates_in_fields_alone():
    epoch = Stamp(date(2014, 3, 5), datetime(2014, 3, 5, 6, 13, 20, tzinfo=UTC))
    assert [parse_field(value) for value in ("1394000000", "1394000000000", "1394000000.5")] == [epoch] * 3
    assert parse_field("20140303") == Stamp(date(2014, 3, 3))
    assert parse_field("20140303T102200Z").at == datetime(2014, 3, 3, 10, 22, tzinfo=UTC)
    for value in ("1394000000", "20140303"):
        assert parse_date(value) is None
    for value in ("12345678", "20141332", "139400000000000000", "20140303x"):
        assert parse_field(value) is None


@given(st.datetimes(datetime(1971, 1, 1), datetime(2020, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_every_moment_in_iso_form_is_read_back(local, minutes):
    at = local.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert read_stamps(at.isoformat()) == [Stamp(at.date(), at)]


@given(st.text())
def test_no_field_makes_it_fail(value):
    parse_field(value)
