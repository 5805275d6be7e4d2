"""Days in words: "since March", "last week", "after 3 July 2014" as a range of days."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from qa.moments import Moment

__all__ = ["Bound", "Period", "read_period"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_FEW = 3  # "the last few weeks"
_FIRST_DAY = {"week": 7, "month": 30, "year": 365}  # days back from the newest article in "the past month"

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?:1[5-9]|20)\d\d\b(?![-/]\d)"
_COUNT = rf"(?:\d{{1,3}}|few|couple of|{'|'.join(_NUMBERS[1:])})"
# One alternative a form; @ stands for what tells the two moments of "between … and …" apart.
_MOMENT = "|".join(
    (
        r"(?P<@iso>\d{4}-\d\d-\d\d)",
        rf"(?:the )?(?P<@uk_day>{_DAY})(?: of)? (?P<@uk_month>{_MONTH})(?:,? (?P<@uk_year>{_YEAR}))?",
        rf"(?P<@us_month>{_MONTH}) (?P<@us_day>{_DAY})(?:,? (?P<@us_year>{_YEAR}))?",
        rf"(?:the (?:start|beginning) of )?(?P<@month>{_MONTH})(?:,? (?P<@month_year>{_YEAR}))?",
        rf"(?:the (?:start|beginning) of )?(?:the year )?(?P<@year>{_YEAR})",
        rf"(?:last )?(?P<@weekday>(?:{'|'.join(_WEEKDAYS)})[a-z]*day)\b",
        r"(?P<@near>yesterday|today)\b",
        rf"(?P<@ago>{_COUNT}) (?P<@ago_unit>day|week|month|year)s? ago\b",
        r"(?P<@which>this|last|(?:the )?previous) (?P<@unit>week|month|year)\b",
        rf"(?:the )?(?:last|past|previous)(?: (?P<@past>{_COUNT}))? (?P<@past_unit>day|week|month|year)s?\b",
    )
)
_RELATIONS = {
    "since": "since", "from": "since", "starting": "since", "as of": "since", "after": "after", "before": "before",
    "prior to": "before", "until": "until", "till": "until", "up to": "until", "in": "in", "on": "in", "during": "in",
    "within": "in", "over": "in", "": "in",
}  # fmt: skip
_PERIOD = re.compile(
    rf"\b(?:(?P<pair>between|from) (?:{_MOMENT.replace('@', 'a_')})"
    rf" (?:and|to|until|till|through) (?:{_MOMENT.replace('@', 'b_')})"
    rf"|(?P<relation>{'|'.join(word for word in _RELATIONS if word)}) (?:{_MOMENT.replace('@', 'c_')})"
    rf"|(?P<bare>(?=yesterday|today|(?:this|last) (?:week|month|year)|\w+ \w+ ago)(?:{_MOMENT.replace('@', 'd_')})))",
    re.IGNORECASE,
)
_REST = re.compile(r"\s+(?=[?!.,]|$)|\s{2,}")


class Bound(NamedTuple):
    """One range: since, after, before, until or in a moment; from the first to the second where there are two."""

    relation: str
    first: Moment
    second: Moment | None = None

    def days(self, newest: date) -> tuple[date | None, date | None]:
        """The first and the last day that it admits; ``None`` where it is open."""
        start, end = self.first.days(newest)
        if self.second is not None:
            return start, self.second.days(newest)[1]
        match self.relation:
            case "since":
                return start, None
            case "after":
                return end + timedelta(1), None
            case "before":
                return None, start - timedelta(1)
            case "until":
                return None, end
        return start, end


class Period(NamedTuple):
    """The days that a question asks for.

    :ivar words: as typed
    :ivar bounds: all of them hold
    """

    words: str
    bounds: tuple[Bound, ...]

    @property
    def is_relative(self) -> bool:
        """Whether its days depend on the newest article's."""
        moments = [m for bound in self.bounds for m in (bound.first, bound.second) if m is not None]
        return any(moment.year is None for moment in moments)

    def days(self, newest: date) -> tuple[date | None, date | None]:
        """The first and the last day asked for; ``None`` where it is open.

        :param newest: day of the newest article, from which "last week" and "since March" are counted
        """
        found = [bound.days(newest) for bound in self.bounds]
        starts = [start for start, _ in found if start is not None]
        ends = [end for _, end in found if end is not None]
        return max(starts, default=None), min(ends, default=None)


def read_period(text: str) -> tuple[str, Period | None]:
    """A question without the days that it asks for, and these; ``None`` where it names none.

    >>> rest, period = read_period("What did Ada say since 3 May 2014 about tin?")
    >>> rest, period.words, period.days(date(2020, 1, 1))
    ('What did Ada say about tin?', 'since 3 May 2014', (datetime.date(2014, 5, 3), None))
    """
    bounds, words, rest = [], [], text
    for found in _PERIOD.finditer(text):
        if (bound := _bound(found)) is not None:
            bounds.append(bound)
            words.append(found.group())
            rest = rest.replace(found.group(), "", 1)
    if not bounds:
        return text, None
    rest = _REST.sub(
        lambda blank: " " if blank.end() < len(rest) and rest[blank.end()] not in "?!.," else "", rest
    )
    return rest.strip(), Period(" and ".join(words), tuple(bounds))


def _bound(found: re.Match[str]) -> Bound | None:
    """What a phrase says; ``None`` where it names a day that there is not."""
    if found["pair"]:
        first, second = _moment(found, "a_"), _moment(found, "b_")
        moments = [first if first.year or first.unit else first._replace(year=second.year), second]
        relation = "in"
    else:
        moments = [_moment(found, "c_" if found["relation"] else "d_")]
        relation = _RELATIONS[(found["relation"] or "").lower()]
        if _is_run(found) and relation == "in":
            relation = "since"
    return Bound(relation, *moments) if _exist(moments) else None


def _is_run(found: re.Match[str]) -> bool:
    """Whether it is a run of days up to the newest article: "in the last three weeks"."""
    return any(found[f"{place}past_unit"] for place in "c_ d_".split())


def _exist(moments: Sequence[Moment]) -> bool:
    try:
        for moment in moments:
            moment.days(date(2024, 12, 31))  # of a leap year: 29 February is a day
    except (ValueError, OverflowError):
        return False
    return True


def _moment(found: re.Match[str], place: str) -> Moment:
    def part(name: str) -> str:
        return (found[place + name] or "").lower()

    if part("iso"):
        day = [int(number) for number in part("iso").split("-")]
        return Moment(day[0], day[1], day[2])
    for form in ("uk_", "us_"):
        if part(f"{form}month"):
            return Moment(
                _year(part(f"{form}year")), _month(part(f"{form}month")), _number(part(f"{form}day"))
            )
    if part("month") or part("year"):
        month = _month(part("month")) if part("month") else None
        return Moment(_year(part("year") or part("month_year")), month)
    return _relative(part)


def _relative(part: Callable[[str], str]) -> Moment:
    """A moment that is counted from the newest article."""
    if part("weekday"):
        return Moment(unit="weekday", back=_WEEKDAYS.index(part("weekday")[:3]))
    if part("near"):
        return Moment(unit="day", back=int(part("near") == "yesterday"))
    if part("unit"):
        return Moment(unit=part("unit"), back=int(part("which") != "this"))
    count, unit = part("ago") or part("past"), part("ago_unit") or part("past_unit")
    return Moment(unit="day", back=(_number(count) or 1) * _FIRST_DAY.get(unit, 1))


def _year(printed: str) -> int | None:
    return int(printed) if printed else None


def _month(printed: str) -> int:
    return _MONTHS.index(printed[:3]) + 1


def _number(printed: str) -> int:
    """A number in figures or words; 0 where there is none."""
    digits = re.match(r"\d+", printed)
    if digits:
        return int(digits.group())
    if printed in ("few", "couple of"):
        return _FEW if printed == "few" else 2
    return _NUMBERS.index(printed) if printed in _NUMBERS else 0
