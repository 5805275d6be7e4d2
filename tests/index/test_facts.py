"""Which of several statements about a date is believed."""

from __future__ import annotations

from datetime import UTC, date, datetime

from index.dates import read_stamps
from index.facts import Dates, believed_dates

HEAD = [*read_stamps("March 3, 2014 10:22 GMT"), *read_stamps("Updated March 5, 2014")]
AT = datetime(2014, 3, 3, 10, 22, tzinfo=UTC)


def test_the_field_is_believed_before_the_head():
    found = believed_dates("2014-03-01", "2014-03-02", HEAD)
    assert found == Dates(date(2014, 3, 1), None, date(2014, 3, 2), None)


def test_the_head_gives_what_the_fields_leave_open():
    assert believed_dates("", "", HEAD) == Dates(date(2014, 3, 3), AT, date(2014, 3, 5), None)
    assert believed_dates("03/04/2014", "never", HEAD) == Dates(date(2014, 3, 3), AT, date(2014, 3, 5), None)


def test_the_head_can_add_the_hour_of_the_same_day_and_of_no_other():
    assert believed_dates("2014-03-03", "", HEAD).published_at == AT
    assert believed_dates("2014-03-04", "", HEAD).published_at is None


def test_the_date_of_an_update_is_not_one_of_publication():
    found = believed_dates("", "", read_stamps("Updated March 5, 2014"))
    assert (found.published, found.updated) == (None, date(2014, 3, 5))


def test_an_update_before_the_publication_is_dropped():
    assert believed_dates("2014-03-03", "2014-03-02", []).updated is None
    assert believed_dates("2014-03-03T10:00:00Z", "2014-03-03T09:00:00Z", []).updated is None
    same = believed_dates("2014-03-03T23:00:00-05:00", "2014-03-04T05:00:00+01:00", [])
    assert same.updated == date(2014, 3, 4)


def test_of_several_updates_the_last_printed_counts():
    stamps = [*read_stamps("Updated March 4, 2014"), *read_stamps("Updated March 5, 2014")]
    assert believed_dates("2014-03-03", "", stamps).updated == date(2014, 3, 5)


def test_nothing_stated_is_nothing_known():
    assert believed_dates("", "", []) == Dates()
