"""Dates and times as the data of a page has them, in ISO 8601; what cannot be one is nothing."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from index.dates import parse_date

__all__ = ["is_before", "latest_day", "stamp"]

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d|\d{8})"
    r"(?:[T ]\s*(?P<time>\d\d:?\d\d(?::?\d\d)?)(?:[.,]\d{1,9})?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?\Z",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)?(?: (?:[+-]\d{4}|[A-Z]{1,4}))?\Z",
    re.ASCII,
)
_MONTH_ONLY = re.compile(r"\d{4}(?:[-/]\d\d)?\Z")
# A clock that is wrong, a zone that was left out: two days. What is further ahead is no time of publication.
_AHEAD = timedelta(days=2)
_FIRST_YEAR = 1500  # before printed news
_LONGEST = 80
_UNIX_SECONDS = re.compile(r"1\d{9}(?:\d{3})?\Z")  # 2001 to 2033, in seconds or milliseconds


def stamp(value: str) -> str:
    """A time with its zone where one is stated, or a day, in ISO 8601; empty where a value is neither.

    Days that cannot be: beyond the day after tomorrow, the first day of a computer's clock, 31 February.

    >>> stamp("2014-07-28T10:22:00+0200"), stamp("Mon, 28 Jul 2014 10:22:00 GMT"), stamp("July 28, 2014")
    ('2014-07-28T10:22:00+02:00', '2014-07-28T10:22:00+00:00', '2014-07-28')
    >>> stamp("2014-07-28 10:22"), stamp("28/07/2014"), stamp("9999-12-31")
    ('2014-07-28T10:22:00', '', '')
    """
    value = " ".join(value.split())
    if not value or len(value) > _LONGEST or _MONTH_ONLY.match(value):
        return ""
    try:
        found = _iso(value) or _unix(value) or _mail(value) or parse_date(value)
    except (ValueError, OverflowError):
        return ""
    return found.isoformat() if found is not None and _is_plausible(found) else ""


def is_before(one: str, other: str) -> bool:
    """Whether one stamp is earlier than another; by day, where either has no time or no zone."""
    first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
    if first.tzinfo and second.tzinfo:
        return first < second
    return first.date() < second.date()


def latest_day() -> date:
    """The last day that a page can be of."""
    return datetime.now(UTC).date() + _AHEAD


def _iso(value: str) -> date | None:
    found = _ISO.match(value)
    if found is None:
        return None
    day = date.fromisoformat(found["day"])
    if found["time"] is None:
        return day
    zone = found["zone"] or ""
    zone = "+00:00" if zone.upper() in {"Z", "UTC", "GMT"} else zone
    return datetime.fromisoformat(f"{day.isoformat()}T{found['time']}{zone}")


def _unix(value: str) -> datetime | None:
    if not _UNIX_SECONDS.match(value):
        return None
    return datetime.fromtimestamp(int(value[:10]), UTC)


def _mail(value: str) -> datetime | None:
    # The parser takes more than it understands: of “10:00 pm” the morning.
    return parsedate_to_datetime(value) if _MAIL.match(value) else None


def _is_plausible(found: date) -> bool:
    day = found.date() if isinstance(found, datetime) else found
    return day.year >= _FIRST_YEAR and day <= latest_day() and day != date(1970, 1, 1)
