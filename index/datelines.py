"""The dateline before a first sentence: where it was written, and the agency that sent it."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.bylines import is_agency

__all__ = ["Dateline", "read_dateline"]


class Dateline(NamedTuple):
    """What a line begins with.

    :ivar place: as printed; empty where only an agency is
    :ivar agency: name of a known agency or paper; empty where none is named
    :ivar end: where the sentence begins, blanks before it included
    """

    place: str
    agency: str
    end: int


# One place or several: “KYIV and LVIV, Ukraine”, “NEW YORK/LONDON”.
_WORDS = r"(?!The )[A-Z][\w.'’/-]*+(?:(?:,| and)? [A-Z][\w.'’/-]*+){0,6}?"
# “LONDON, Aug. 3 (Reuters)”: a day without its year, which tells nothing certain.
_DAY = (
    r"(?:(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.?|January|February|March|April|May|June|July|August"
    r"|September|October|November|December) \d\d?"
)
_DASH = r"\s?(?:--+|[—–−‒]{1,2})"
_KNOWN = r"(?:CNN(?: Business| Money)?|AP|Reuters|REUTERS|AFP|UPI|BBC|Kyodo|Xinhua|TASS|Bloomberg)"
# “WASHINGTON (CNN) --”, “(EW.com) --”, “London CNN Business —”, “CNN —”; then the sentence begins.
_BEFORE_DASH = re.compile(
    rf"(?:(?:(?P<place>{_WORDS})(?:,? {_DAY})?|{_DAY}),? )?"
    rf"(?:\((?P<named>[A-Z][\w .&/-]{{1,30}})\){_DASH}|(?P<bare>{_KNOWN}){_DASH}|\((?P<dashed>{_KNOWN})\) ?-(?= ))"
)
# “(CNN) Rain fell”, “New York (CNN Business) Rain fell”: no dash at all.
_BEFORE_BLANK = re.compile(rf"(?:(?P<place>{_WORDS}) )?\((?P<named>{_KNOWN})\)(?= [A-Z“\"‘'0-9])")
# “DAVOS, Switzerland — ”: without an agency only a city in capitals, a long dash and a sentence after it.
_CAPITAL = "A-ZÀ-ÖØ-ÞĀČĎĐĒĚĢĪĶĹĽĻŁŃŇŅŌŐŒŔŘŚŠŞŤŢŪŮŰŹŽŻİ"
_CITY = (
    rf"(?:[{_CAPITAL}][{_CAPITAL}.'’-]{{3,}}+|[{_CAPITAL}][{_CAPITAL}.'’-]++(?= [{_CAPITAL}]{{2}}))"
    rf"(?: [{_CAPITAL}][{_CAPITAL}.'’-]++){{0,3}}(?:, [{_CAPITAL}][\w.]*+(?: [{_CAPITAL}][\w.]*+){{0,2}})?"
)
_BARE = re.compile(rf"(?P<place>{_CITY})(?:,? {_DAY})?(?: ?(?:[—–−‒]{{1,2}}|--)| -(?= ))(?= ?[A-Z0-9\"“‘'])")
_NO_CITY = re.compile(
    r"(?:NATO|FIFA|UEFA|NASA|UNICEF|UNESCO|OPEC|ASEAN|NCAA|NAACP|ACLU|COVID|BREAKING|UPDATE|EXCLUSIVE|WATCH"
    r"|OPINION|NEWS|LIVE|ANALYSIS|REVIEW|CORRECTION|VIDEO|PHOTOS|POLL|QUIZ|EDITOR|NOTE|FACT CHECK)\b"
)
# What stands in brackets after a name and is no agency of ours: “Name (Party-State) —”.
_NO_AGENCY = re.compile(r"[A-Z]\.?-|Germany|Austria|[RDI]$")


def read_dateline(line: str) -> Dateline | None:
    """The dateline that a line begins with, if any.

    >>> read_dateline("PYONGYANG, North Korea (AP) — The government denied it.")
    Dateline(place='PYONGYANG, North Korea', agency='AP', end=29)
    """
    found = _BEFORE_DASH.match(line) or _BEFORE_BLANK.match(line)
    if found:
        groups = found.groupdict()
        agency = groups["named"] or groups.get("bare") or groups.get("dashed") or ""
        if not _NO_AGENCY.match(agency):
            place = (groups["place"] or "").rstrip(",")
            return Dateline(place, agency if is_agency(agency) else "", found.end())
    bare = None if _NO_CITY.match(line) else _BARE.match(line)
    return Dateline(bare["place"].rstrip(","), "", bare.end()) if bare else None
