"""Who wrote it: the names in a byline or in a field for authors."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["byline_place", "is_agency", "is_name", "parse_authors", "parse_byline"]

MAX_AUTHORS = 20  # more is a staff list, not a byline
_MAX_NAME = 200
_MAX_BYLINE = 160  # four names with their papers; a longer line is a sentence

_AGENCIES = (
    "Associated Press|AP|Reuters|Thomson Reuters|AFP|Agence France[- ]Presse|UPI|United Press International"
    "|Bloomberg(?: News)?|Xinhua|TASS|Press Association|PA(?: Media)?|DPA|ANI|PTI|IANS|Kyodo(?: News)?|Yonhap"
    "|CNN(?: Business| Money|Money)?|BBC(?: News| Sport)?|NPR|NBC News|CBS News|ABC News|Fox News|Sky News|"
    "USA TODAY(?: Sports| Network| Opinion)?|(?:The )?(?:New York Times|Washington Post|Wall Street Journal|"
    "Guardian|Independent|Daily Telegraph|Los Angeles Times)|Deutsche Welle|Al Jazeera|Politico|Axios|"
    "Wire reports|Wire services|Staff and wire reports|CNN staff"
)
_AGENCY = re.compile(rf"(?:The )?(?:{_AGENCIES})")
_TRAILING_AGENCY = re.compile(rf"[\s/]+((?:The )?(?:{_AGENCIES}))$")
_SPECIAL = re.compile(r"(?:Special )?(?:to|for) (?:the )?.{2,60}", re.IGNORECASE)
# What a writer is, where that stands between names: “AP Sports Writer”, “Gazette staff”.
_ROLE = re.compile(
    r".{0,60}\b(?:writers?|reporters?|correspondents?|editors?|staff|contributors?|columnists?|producers?|bureau"
    r"|chief|author|photographers?|admin|desk|wire services?|published|updated|navigation)\b.{0,40}",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r".{0,60}\b(?:staff|staff writer|reporter|correspondent|contributor|columnist)\b", re.IGNORECASE
)

_WORD = r"(?:(?:[A-Z]\.){1,3}|[^\W\d_a-z][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?)"
_PARTICLE = r"(?:de|del|della|der|den|di|da|dos|du|la|le|van|von|bin|bint|ibn|al|el|ter|ten|y|e)"
_NAME = re.compile(rf"{_WORD}(?: (?:{_WORD}|{_PARTICLE})){{0,4}}(?:,? (?:Jr\.?|Sr\.?|I{{2,3}}))?")
# A day or a month after a name is of the date that was printed beside it; before one it is a name (April).
_WEEKDAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTHS = (
    r"January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_TRAILING_DATE = re.compile(rf"(?:^|\s+)(?:{_WEEKDAYS}|{_MONTHS})\.?$", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b{_WEEKDAYS}\b", re.IGNORECASE)
_BY = re.compile(r"(?:Written |Reported |Story |Posted |Published )?By(?:\s*:\s*|\s+)", re.IGNORECASE)
# “By Jane Doe in Moscow and John Roe in Kyiv”.
_IN_PLACE = re.compile(
    r"(?<=\w),? in (?P<place>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}"
    r"(?:, [A-Z][\w.]+(?: [A-Z]\w+)?(?=$| and ))?)(?=$|,| and | \|)"
)
_SEPARATOR = re.compile(r"\s*(?:[,;|•·/]|\band\b|&|\bwith\b|\s[–—-]\s)\s*")
_GENERATION = re.compile(r"\s*,\s*(?=[JS]r\b)")
_MAC = re.compile(r"\bMa?c(?=[A-Z])")  # JANIE McCAULEY
_KEPT_CAPITALS = re.compile(r"(?:[A-Z]\.)+|I{2,3}|IV|[A-Z]{2}")


def parse_authors(printed: Iterable[str]) -> tuple[str, ...]:
    """Persons and agencies of a field for authors, in printed order, each once.

    >>> parse_authors(["By JANE DOE, Associated Press"])
    ('Jane Doe', 'Associated Press')
    """
    found: dict[str, str] = {}
    for field in printed:
        field = field.strip()
        opening = _BY.match(field)
        for name in _split(field[opening.end() :] if opening else field):
            found.setdefault(name.casefold(), name[:_MAX_NAME])
            if len(found) > MAX_AUTHORS:
                break
    names = [name for name in found.values() if not _is_run_together(name, found.values())]
    return tuple(names)[:MAX_AUTHORS]


def parse_byline(line: str) -> tuple[str, ...]:
    """The authors that a line names, if it is a byline and nothing else; otherwise none.

    >>> parse_byline("By Jane Doe and John Roe | Reuters")
    ('Jane Doe', 'John Roe', 'Reuters')
    >>> parse_byline("By Monday the rebels had left the city.")
    ()
    """
    opening = _BY.match(line)
    if len(line) > _MAX_BYLINE or "://" in line:
        return ()
    if opening:
        line = _IN_PLACE.sub("", line)
    parts = [part for part in _SEPARATOR.split(line[opening.end() :] if opening else line) if part]
    if not parts or not all(_is_part(part) for part in parts):
        return ()
    if opening is None and not (
        is_name(parts[0]) and any(_STAFF.fullmatch(part) or is_agency(part) for part in parts[1:])
    ):
        return ()
    return parse_authors([line]) if is_name(parts[0]) or is_agency(parts[0]) else ()


def byline_place(line: str) -> str:
    """Where a byline says that its first writer was; empty where it says nothing.

    >>> byline_place("By Jane Doe in Moscow and John Roe in Kyiv")
    'Moscow'
    """
    found = _IN_PLACE.search(line) if _BY.match(line) and parse_byline(line) else None
    return found["place"] if found else ""


def is_agency(line: str) -> bool:
    """Whether a line is the name of a news agency or of a large paper, alone."""
    return _AGENCY.fullmatch(line.strip(" .")) is not None


def is_name(line: str) -> bool:
    """Whether a line can be the name of a person: two to six capitalised words."""
    return " " in line and _is_personal(line)


def _is_personal(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and not (_TRAILING_DATE.search(name) or _WEEKDAY.search(name))


def _is_run_together(name: str, names: Iterable[str]) -> bool:
    """Whether a name is two of the others in one, as a page's data has it that lost its commas."""
    return sum(other in name for other in names if other != name) > 1


def _is_part(part: str) -> bool:
    return (
        is_agency(part)
        or _SPECIAL.fullmatch(part) is not None
        or _is_personal(part)
        or (_ROLE.fullmatch(part) is not None and not part.endswith("."))
    )


def _split(field: str) -> Iterable[str]:
    """The names of a field; roles, dates and addresses are left out."""
    for part in _SEPARATOR.split(_GENERATION.sub(" ", field)):
        part = part.strip(" .,:") if not part.endswith(("Jr.", "Sr.")) else part.strip(" ,:")
        agency = None if is_agency(part) else _TRAILING_AGENCY.search(part)
        name = part[: agency.start()] if agency else part
        name = _TRAILING_DATE.sub("", name).strip()
        if _names_somebody(name):
            yield _capitalised(name)
        if agency:
            yield agency[1]


def _names_somebody(name: str) -> bool:
    if (
        not name
        or "@" in name
        or any(char.isdigit() for char in name)
        or not any(char.isalpha() for char in name)
    ):
        return False
    return is_agency(name) or not (_ROLE.fullmatch(name) or _SPECIAL.fullmatch(name))


def _capitalised(name: str) -> str:
    """A name in capitals as a name is written; any other as it is.

    >>> _capitalised("CONAN O'BRIEN"), _capitalised("USA TODAY")
    ("Conan O'Brien", 'USA TODAY')
    """
    if not _MAC.sub("M", name).isupper() or is_agency(name) or " " not in name:
        return name
    return " ".join(word if _KEPT_CAPITALS.fullmatch(word) else _title(word) for word in name.split())


def _title(word: str) -> str:
    word = re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
    return re.sub(r"^Mc([a-z])", lambda part: "Mc" + part[1].upper(), word)
