"""Facts about an article, and which statement is believed where several are made.

The order of trust, for dates as for every other fact:

1. the record's field: what the source states as data (a column, a page's JSON-LD, a feed's entry). Readers put there
   what the publisher's own data say before what a carrier adds;
2. what the head of the text says with a label ("Published", "Updated");
3. a date alone on a line of the head, or beside the byline: a date of publication.

Nothing else is asked: no clock of a file, no number in an address, no date within a sentence. A date that can be read
in two ways, or that lies further ahead than tomorrow, is no fact. The day is the one printed, whatever the zone; a
moment is known only where its time and its zone were stated for that day. A date that is called an update is not taken
for one of publication. An update before the publication is implausible and dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from index.dates import Stamp, parse_field

__all__ = ["Dates", "believed_dates"]


@dataclass(frozen=True, slots=True)
class Dates:
    """When an article was published and last changed; ``None`` is not known."""

    published: date | None = None
    published_at: datetime | None = None
    updated: date | None = None
    updated_at: datetime | None = None


def believed_dates(published: str, updated: str, printed: Iterable[Stamp]) -> Dates:
    """The dates of the fields, and of the head where the fields have none.

    :param printed: the dates of the head, in printed order
    """
    head = list(printed)
    first = _believed(parse_field(published), (stamp for stamp in head if not stamp.updated))
    last = _believed(parse_field(updated), reversed([stamp for stamp in head if stamp.updated]))
    if first and last and _is_before(last, first):
        last = None
    return Dates(
        first.day if first else None,
        first.at if first else None,
        last.day if last else None,
        last.at if last else None,
    )


def _believed(field: Stamp | None, head: Iterable[Stamp]) -> Stamp | None:
    """The field's date; the head can add the hour of that day, or the whole where there is no field."""
    for stamp in head:
        if field is None or (field.at is None and stamp.day == field.day and stamp.at):
            return stamp
    return field


def _is_before(one: Stamp, other: Stamp) -> bool:
    if one.at and other.at:
        return one.at < other.at
    return one.day < other.day
