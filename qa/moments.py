"""A day, month or year as a question names it, and which days that are."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

__all__ = ["Moment"]


class Moment(NamedTuple):
    """A day, month or year as far as it was said, or how far it lies before the newest article.

    :ivar unit: ``day``, ``week``, ``month``, ``year`` or ``weekday``; empty where the rest says it
    :ivar back: how many of these back; of a weekday, its number, Monday 0
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    unit: str = ""
    back: int = 0

    def days(self, newest: date) -> tuple[date, date]:
        """Its first and its last day; what has no year is the latest such time that is not after the newest day.

        :raises ValueError: where there is no such day, as 31 February
        """
        if self.unit:
            return _counted(self.unit, self.back, newest)
        if self.year is None:
            first, last = Moment(newest.year, self.month, self.day).days(newest)
            return (
                (first, last)
                if first <= newest
                else Moment(newest.year - 1, self.month, self.day).days(newest)
            )
        month, day = self.month or 1, self.day or 1
        last_month = self.month or 12
        last_day = self.day or monthrange(self.year, last_month)[1]
        return date(self.year, month, day), date(self.year, last_month, last_day)


def _counted(unit: str, back: int, newest: date) -> tuple[date, date]:
    if unit == "weekday":
        day = newest - timedelta((newest.weekday() - back) % 7)
        return day, day
    if unit == "day":
        day = newest - timedelta(back)
        return day, day
    if unit == "week":
        monday = newest - timedelta(newest.weekday() + 7 * back)
        return monday, monday + timedelta(6)
    if unit == "year":
        return date(newest.year - back, 1, 1), date(newest.year - back, 12, 31)
    year, month = divmod(newest.year * 12 + newest.month - 1 - back, 12)
    return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
