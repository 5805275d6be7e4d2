"""Dates as newspapers print them; strict, because a wrong date is worse than none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from index.zones import OFFSET, ZONE, in_zone

__all__ = ["Stamp", "is_date_line", "parse_date", "parse_field", "read_stamps"]


class Stamp(NamedTuple):
    """A date as it was printed.

    :ivar day: the day printed; no time zone moves it
    :ivar at: the moment; ``None`` unless time and zone were printed too
    :ivar updated: whether it is called an update
    """

    day: date
    at: datetime | None = None
    updated: bool = False


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIRST_YEAR = 1500  # before printed news; such a number is not a year of publication
_AHEAD = timedelta(days=1)  # where it is tomorrow already; what lies further ahead has not been published

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
# “10:22 p.m. EST”, “at 17.30”, “1004 GMT (1804 HKT)”; @ stands for what is put before the names of its groups.
_TIME = (
    r"(?:(?:at\s+)?(?:(?P<@clock>(?:[01]\d|2[0-3])[0-5]\d)(?=\s*(?:GMT|UTC|HKT)\b)"
    r"|(?P<@hour>[01]?\d|2[0-3])(?:[:.](?P<@minute>[0-5]\d)(?:[:.](?P<@second>[0-5]\d))?)?)"
    rf"\s*(?P<@half>[ap]\.?\s?m\.?)?(?:\s*\(?(?P<@zone>{ZONE})\b\)?)?(?:\s*\((?:\d{{4}} )?[A-Z]{{3,4}}\))?)"
)
_DAY = r"(?P<{0}day>[0-3]?\d)(?:st|nd|rd|th)?"
# One alternative a form: 2014-03-03 (and 2014-03-03T10:22:00Z) | March 3, 2014 | 3 March 2014. A form in
# which day and month can be taken for each other (03/04/2014) is not here.
_DATE = "|".join(
    (
        r"(?P<iso_year>\d{4})[-/](?P<iso_month>\d\d)[-/](?P<iso_day>\d\d)(?:T[0-9:.,]{4,16}(?:Z|[+-]\d\d:?\d\d)?)?",
        rf"{_WEEKDAY}(?P<us_month>{_MONTH})\s+{_DAY.format('us_')},?\s+(?P<us_year>\d{{4}})",
        rf"{_WEEKDAY}{_DAY.format('uk_')}(?:\s+of)?[\s-]+(?P<uk_month>{_MONTH}),?[\s-]+(?P<uk_year>\d{{4}})",
    )
)
_ISO_TIME = re.compile(rf"T(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?(Z|{OFFSET})")
_LABEL = (
    r"(?:(?:First\s+|Originally\s+)?(?:Published|Posted|Publication date|Date|Created)"
    r"|(?:Last\s+)?(?:Updated?|Modified))(?:\s+(?:on|at))?\s*:?"
)
_SEPARATOR = r"[\s,;|/•·—–-]"
_PRINTED = re.compile(
    rf"(?:(?P<label>{_LABEL})\s*)?(?:{_TIME.replace('@', 'before_')}{_SEPARATOR}+)?(?:on\s+)?(?:{_DATE})"
    rf"(?:{_SEPARATOR}+{_TIME.replace('@', 'after_')})?",
    re.IGNORECASE,
)
_UPDATED = re.compile(rf"{_SEPARATOR}*{_LABEL}\s*[\w\s,:.+|/•·()-]{{0,60}}|{_SEPARATOR}*", re.IGNORECASE)
_ONLY_UPDATED = re.compile(rf"{_LABEL}\s*(?:{_TIME.replace('@', '')})", re.IGNORECASE)
_UPDATE = re.compile(r"update|modified", re.IGNORECASE)
_NEXT = re.compile(rf"{_SEPARATOR}+")
# “Updated 10:22 p.m. EST, Tue March 3, 2014 | Published 4:10 p.m. EST, Mon March 2, 2014” has 90.
_LONGEST = 120

# 20140303, 20140303T102200Z: for machines alone, in print it is a number of something.
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?=T|$)")
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d+)?")  # seconds or thousandths since 1970; from 1973 on


def parse_date(printed: str) -> date | None:
    """The day that a printed date names; ``None`` where it cannot be read with certainty or lies ahead.

    >>> parse_date("Posted: Monday, 3 March 2014 10:22 GMT")
    datetime.date(2014, 3, 3)
    >>> parse_date("03/04/2014") is None
    True
    """
    stamp = _best(read_stamps(printed))
    return stamp.day if stamp else None


def read_stamps(printed: str) -> list[Stamp]:
    """The dates of a line that says nothing else, in printed order; none where it says more.

    >>> [stamp.updated for stamp in read_stamps("March 3, 2014 | Updated March 4, 2014")]
    [False, True]
    """
    printed = printed.strip()
    if len(printed) > _LONGEST:
        return []
    found = _PRINTED.match(printed)
    if found is None or not _UPDATED.fullmatch(printed, found.end()):
        return []
    first = _stamp(found)
    if first is None:
        return []
    after = _NEXT.match(printed, found.end())
    second = _PRINTED.fullmatch(printed, after.end()) if after else None
    return [first, *filter(None, [_stamp(second) if second else None])]


def parse_field(value: str) -> Stamp | None:
    """The date of a field of structured data, where also numbers are dates: 20140303, seconds since 1970.

    The day of such a number of seconds is the one in UTC, as no other is stated.
    """
    value = value.strip()
    stamp = _best(read_stamps(value))
    if stamp:
        return stamp
    compact = _COMPACT.match(value)
    if compact:
        rest = value[compact.end() :]
        moment = _ISO_TIME.fullmatch(rest)
        stamps = read_stamps("-".join(compact.groups())) if moment or not rest else []
        return _timed(stamps[0].day, moment) if stamps else None
    epoch = _EPOCH.fullmatch(value)
    return _since_1970(int(epoch[1])) if epoch else None


def _best(stamps: Sequence[Stamp]) -> Stamp | None:
    """The date of publication before that of an update."""
    return next((stamp for stamp in stamps if not stamp.updated), stamps[0] if stamps else None)


def is_date_line(line: str) -> bool:
    """Whether a line is only about when it was published or updated."""
    return bool(read_stamps(line)) or (len(line) <= _LONGEST and _ONLY_UPDATED.fullmatch(line) is not None)


def _stamp(found: re.Match[str]) -> Stamp | None:
    day = _day(found)
    if day is None:
        return None
    updated = bool(found["label"] and _UPDATE.search(found["label"]))
    return Stamp(day, _moment(found, day), updated)


def _day(found: re.Match[str]) -> date | None:
    form = next(form for form in ("iso", "us", "uk") if found[f"{form}_year"])
    month = found[f"{form}_month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        day = date(int(found[f"{form}_year"]), number, int(found[f"{form}_day"]))
    except ValueError:  # 31 February
        return None
    return day if day.year >= _FIRST_YEAR and not _is_ahead(day) else None


def _is_ahead(day: date) -> bool:
    return day - _AHEAD > date.today()


def _moment(found: re.Match[str], day: date) -> datetime | None:
    exact = _ISO_TIME.search(found[0])
    if exact:
        return _timed(day, exact).at
    for place in ("before_", "after_"):
        zone, clock = found[place + "zone"], _clock(found, place)
        if zone and clock:
            return in_zone(datetime.combine(day, clock), zone)
    return None


def _timed(day: date, exact: re.Match[str] | None) -> Stamp:
    """The day with the time of ISO 8601, where there is such a time."""
    if exact is None:
        return Stamp(day)
    try:
        clock = time(int(exact[1]), int(exact[2]), int(exact[3] or 0))
    except ValueError:  # 25:61
        return Stamp(day)
    return Stamp(day, in_zone(datetime.combine(day, clock), exact[4]))


def _clock(found: re.Match[str], place: str) -> time | None:
    """The time of day; ``None`` where it is no more than a number ("at 5") or no time (14 p.m.)."""
    if found[place + "clock"]:
        return time(int(found[place + "clock"][:2]), int(found[place + "clock"][2:]))
    hour, minute, half = (found[place + name] for name in ("hour", "minute", "half"))
    if hour is None or not (minute or half):
        return None
    number = int(hour)
    if half:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if half[0] in "pP" else 0)
    return time(number, int(minute or 0), int(found[place + "second"] or 0))


def _since_1970(seconds: int) -> Stamp | None:
    at = datetime.fromtimestamp(seconds, UTC)
    return None if _is_ahead(at.date()) else Stamp(at.date(), at)
