"""Dates as newspapers print them; strict, because a wrong date is worse than none."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["is_date_line", "parse_date"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIRST_YEAR = 1500  # before printed news; such a number is not a year of publication

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_ZONE = r"(?:\s*\(?(?:UTC|GMT|BST|IST|CET|CEST|[ECMP][SD]?T|Z|local time|[+-]\d\d:?\d\d)\)?)?"
_TIME = rf"(?:(?:at\s+)?(?:[01]?\d|2[0-3])(?:[:.][0-5]\d(?:[:.][0-5]\d)?)?\s*(?:[ap]\.?\s?m\.?)?{_ZONE})"
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
_LABEL = (
    r"(?:(?:First\s+|Originally\s+)?(?:Published|Posted|Publication date|Date|Created)"
    r"|(?:Last\s+)?(?:Updated|Modified))(?:\s+(?:on|at))?\s*:?"
)
_SEPARATOR = r"[\s,;|/•·—–-]"
_PRINTED = re.compile(
    rf"(?:{_LABEL}\s*)?(?:{_TIME}{_SEPARATOR}+)?(?:on\s+)?(?:{_DATE})(?:{_SEPARATOR}+{_TIME})?", re.IGNORECASE
)
_UPDATED = re.compile(rf"{_SEPARATOR}*{_LABEL}\s*[\w\s,:.+|/•·()-]{{0,60}}|{_SEPARATOR}*", re.IGNORECASE)
_ONLY_UPDATED = re.compile(rf"{_LABEL}\s*(?:{_TIME})", re.IGNORECASE)
# “Updated 10:22 p.m. EST, Tue March 3, 2014 | Published 4:10 p.m. EST, Mon March 2, 2014” has 90.
_LONGEST = 120


def parse_date(printed: str) -> date | None:
    """The day that a printed date names; ``None`` where it cannot be read with certainty.

    The day is the one printed: no time zone moves it.

    >>> parse_date("Posted: Monday, 3 March 2014 10:22 GMT")
    datetime.date(2014, 3, 3)
    >>> parse_date("03/04/2014") is None
    True
    """
    printed = printed.strip()
    if len(printed) > _LONGEST:
        return None
    found = _PRINTED.match(printed)
    if found is None or not _UPDATED.fullmatch(printed, found.end()):
        return None
    return _day(found)


def is_date_line(line: str) -> bool:
    """Whether a line is only about when it was published or updated."""
    return parse_date(line) is not None or (
        len(line) <= _LONGEST and _ONLY_UPDATED.fullmatch(line) is not None
    )


def _day(found: re.Match[str]) -> date | None:
    form = next(form for form in ("iso", "us", "uk") if found[f"{form}_year"])
    month = found[f"{form}_month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    year = int(found[f"{form}_year"])
    # A day ahead is possible (time zones); a year ahead is the most that a magazine prints.
    if not _FIRST_YEAR <= year <= date.today().year + 1:
        return None
    try:
        return date(year, number, int(found[f"{form}_day"]))
    except ValueError:  # 31 February
        return None
