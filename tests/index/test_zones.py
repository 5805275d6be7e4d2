"""Zones by name: only where the name means one thing on that day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from index.zones import in_zone

WINTER, SUMMER = datetime(2014, 1, 15, 12), datetime(2014, 7, 15, 12)


@pytest.mark.parametrize(
    ("local", "zone", "hours"),
    [
        (WINTER, "EST", -5),
        (SUMMER, "EDT", -4),
        (WINTER, "et", -5),
        (SUMMER, "ET", -4),
        (SUMMER, "BST", 1),
        (SUMMER, "GMT", 0),
        (SUMMER, "KST", 9),
        (WINTER, "+0530", 5.5),
        (WINTER, "-03:30", -3.5),
    ],
)
def test_a_plain_zone_gives_its_offset(local, zone, hours):
    assert in_zone(local, zone).utcoffset() == timedelta(hours=hours)
    assert in_zone(local, zone).replace(tzinfo=None) == local


@pytest.mark.parametrize(
    ("local", "zone"),
    [
        (SUMMER, "EST"),
        (WINTER, "BST"),
        (WINTER, "IST"),
        (WINTER, "CST"),
        (WINTER, "local time"),
        (WINTER, "XYZ"),
        (WINTER, "+1500"),
        (WINTER, "+0175"),
    ],
)
def test_a_zone_that_is_not_in_force_or_means_several_is_no_zone(local, zone):
    assert in_zone(local, zone) is None


def test_an_hour_that_the_clocks_pass_twice_or_skip_is_left_open():
    assert in_zone(datetime(2014, 11, 2, 1, 30), "ET") is None
    assert in_zone(datetime(2014, 3, 9, 2, 30), "ET") is None
