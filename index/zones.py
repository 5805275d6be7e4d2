"""Time zones as newspapers name them; a name counts only where it can mean one thing on that day."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = ["OFFSET", "ZONE", "in_zone"]

_UTC = ("UTC", "GMT", "Z", "UT")
# Names of one place and half of the year. Left out as they mean several places: CST and CDT (also China, Cuba),
# IST (India, Israel, Ireland), AST (Arabia, the Atlantic), SST, WST.
_PLACES = {
    **dict.fromkeys(("EST", "EDT", "ET"), "America/New_York"),
    **dict.fromkeys(("CT",), "America/Chicago"),
    **dict.fromkeys(("MST", "MDT", "MT"), "America/Denver"),
    **dict.fromkeys(("PST", "PDT", "PT"), "America/Los_Angeles"),
    **dict.fromkeys(("AKST", "AKDT"), "America/Anchorage"),
    **dict.fromkeys(("HST",), "Pacific/Honolulu"),
    **dict.fromkeys(("BST",), "Europe/London"),
    **dict.fromkeys(("CET", "CEST"), "Europe/Paris"),
    **dict.fromkeys(("EET", "EEST"), "Europe/Athens"),
    **dict.fromkeys(("MSK",), "Europe/Moscow"),
    **dict.fromkeys(("SAST",), "Africa/Johannesburg"),
    **dict.fromkeys(("PKT",), "Asia/Karachi"),
    **dict.fromkeys(("HKT",), "Asia/Hong_Kong"),
    **dict.fromkeys(("JST",), "Asia/Tokyo"),
    **dict.fromkeys(("KST",), "Asia/Seoul"),
    **dict.fromkeys(("AEST", "AEDT"), "Australia/Sydney"),
    **dict.fromkeys(("NZST", "NZDT"), "Pacific/Auckland"),
}
_EITHER_HALF = ("ET", "CT", "MT", "PT")  # what is in force in the United States on the day
_AMBIGUOUS = ("CST", "CDT", "IST", "AST", "local time")

OFFSET = r"[+-]\d\d:?\d\d"
# What can stand after a time of day; whether it makes a moment of it is for in_zone to say.
ZONE = "|".join((OFFSET, *sorted((*_UTC, *_PLACES, *_AMBIGUOUS), key=len, reverse=True)))
_FURTHEST = timedelta(hours=14)  # Kiribati; a larger offset is a misprint


def in_zone(local: datetime, zone: str) -> datetime | None:
    """The moment that a local time in a zone is; ``None`` where the zone leaves a doubt.

    A name must be in force on that day in its place: "BST" in March before the clocks change is a mistake of
    somebody's, and it is not known whose. An hour that the clocks pass twice or skip is left open too.

    >>> in_zone(datetime(2016, 11, 2, 13, 4), "ET").isoformat()
    '2016-11-02T13:04:00-04:00'
    >>> in_zone(datetime(2016, 11, 2, 13, 4), "IST") is None
    True
    """
    zone = zone.upper()
    if re.fullmatch(OFFSET, zone):
        return _at(local, _offset(zone))
    if zone in _UTC:
        return _at(local, timedelta(0))
    try:
        placed = local.replace(tzinfo=ZoneInfo(_PLACES[zone]))
    except (KeyError, ZoneInfoNotFoundError):  # the second where a machine has no table of zones
        return None
    offset = placed.utcoffset()
    certain = offset is not None and offset == placed.replace(fold=1).utcoffset()
    if not certain or not (zone in _EITHER_HALF or placed.tzname() == zone):
        return None
    return _at(local, offset)


def _offset(zone: str) -> timedelta | None:
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    offset = timedelta(hours=hours, minutes=minutes)
    if minutes > 59 or offset > _FURTHEST:
        return None
    return -offset if zone[0] == "-" else offset


def _at(local: datetime, offset: timedelta | None) -> datetime | None:
    return None if offset is None else local.replace(tzinfo=timezone(offset))
