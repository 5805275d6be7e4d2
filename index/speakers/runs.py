"""Names that no table knows: where one begins and ends among the items of a phrase, and of what it is."""

from __future__ import annotations

from index.speakers.aliases import Term
from index.speakers.items import Item

__all__ = ["PLACES", "named"]

PLACES = ("state", "capital", "adjective")
_OFFICES = ("strong", "weak", "government", "rank")
_MADE_OF = ("orgword", "quality", "private", "local", "field", "name")
_NO_PART = ("strong", "government", "rank", "legislator", "organ", "organisation", *PLACES)
_PERSON = Term(frozenset({"run"}))
_ORGANISATION = Term(frozenset({"run", "named"}))
_MINISTRY = Term(frozenset({"strong", "institution"}))
_LONG_NAME = 3  # words: "Charlotte Church" is a person, "Holy Light Church" is none


def named(part: list[Item], *, goes_on: bool = False) -> list[Item]:
    """The items with those that are one name made one: kind run; kind named as well where it is no person's.

    :param goes_on: whether "of" or the like and a name follow: "Bank" *of England*
    """
    found = []
    at = 0
    while at < len(part):
        end = _end(part, at)
        found.append(_one(part[at:end], part[at - 1] if at else None) if end > at else part[at])
        at = max(end, at + 1)
    if found and _is_body(found, goes_on=goes_on):
        found[-1] = found[-1]._replace(term=_ORGANISATION)
    return found


def _is_body(found: list[Item], *, goes_on: bool) -> bool:
    """Whether the last word is an organisation by what stands beside it: "Turkish *Airlines*", "*Center* for Peace"."""
    last = found[-1]
    if (
        not (last.capital and last.has("orgword"))
        or last.term.key
        or last.has("run", "strong", "government", "people")
    ):
        return False
    beside = len(found) > 1 and found[-2].has(*PLACES) and not found[-2].possessive
    return goes_on or (beside and not last.has("weak", "people", "document", "quality"))


def _one(run: list[Item], before: Item | None) -> Item:
    last = run[-1]
    text = " ".join([item.text for item in run])
    term = _ORGANISATION if _is_organisation(run, before) else _PERSON
    if len(run) > 1 and last.text in ("ministry", "department") and before and before.has(*PLACES):
        term = _MINISTRY
    return Item(text, run[0].start, last.end, term, True, last.possessive, len(run) == 1 and last.upper)


def _is_organisation(run: list[Item], before: Item | None) -> bool:
    """Whether a name is made as those of organisations are, or stands as they do: "the Telegraph", "AWC"."""
    own = [item for item in run if not item.has("suffix")] or run
    if any(item.has("person") for item in run):
        return False
    if run[-1].has("company") or (len(own) > 1 and own[-1].has("orgword") and not _may_be_surname(own)):
        return True
    if len(own) > 1 and (own[-1].text.isdigit() or _is_described(own)):
        return True
    article = before is not None and before.text == "the"
    return article or (len(run) == 1 and run[0].upper and run[0].text.isalpha())


def _is_described(own: list[Item]) -> bool:
    return own[-1].has("orgword") and not own[0].has("name", *PLACES)


def _may_be_surname(own: list[Item]) -> bool:
    if own[0].upper and not own[-1].upper and own[0].text.isalpha():
        return False  # NY Post
    return own[-1].has("namesake") and len(own) < _LONG_NAME and not own[0].has(*PLACES)


def _end(part: list[Item], at: int) -> int:
    """Where the name ends that begins here; here where none does."""
    if not _begins(part, at):
        return at
    end = at + 1
    while end < len(part) and not part[end - 1].possessive:
        if _continues(part, end):
            end += 1
        elif part[end].has("particle") and not part[end].capital and _goes_on(part, end):
            end = _goes_on(part, end)
        else:
            break
    return end


def _goes_on(part: list[Item], at: int) -> int:
    """Behind the name that follows one or two small words like "de la"; 0 where none does."""
    for end in range(at + 1, min(at + 3, len(part))):
        if part[end].has("name") or (part[end].capital and part[end].has(*PLACES, "orgword", "namesake")):
            return end + 1
        if not part[end].has("particle"):
            return 0
    return 0


def _begins(part: list[Item], at: int) -> bool:
    item, after = part[at], part[at + 1] if at + 1 < len(part) else None
    if item.has("name") or (at and item.capital and item.has(*PLACES) and _is_titled(part[at - 1], after)):
        return True
    if after is not None and item.capital and item.has("particle") and after.has("name"):
        return True
    if after is None or item.possessive or not (item.capital and after.capital):
        return False
    if item.has("orgword", "private") and after.text.isdigit():
        return True  # Channel 12
    body = after.has("orgword") and not after.has(*_OFFICES)
    if item.has("state", "capital") and not item.upper:
        return (after.has("name") or (body and not after.has("quality"))) and not _is_object(part, at)
    return not item.has("organ", "title", *PLACES, *_OFFICES) and _is_row(part, at)


def _is_row(part: list[Item], at: int) -> bool:
    """Whether common words with capitals make a name: "Metropolitan Transportation Authority"."""
    end = at
    while end < len(part) and part[end].capital and part[end].has(*_MADE_OF) and not part[end].has(*_NO_PART):
        end += 1
    stated = at > 0 and part[at - 1].has(*PLACES)
    return end - at > 1 and part[end - 1].has("orgword") and not (stated and part[end - 1].has(*_OFFICES))


def _is_titled(before: Item, after: Item | None) -> bool:
    """Whether a place's name is a surname: "Mr. Jordan"."""
    alone = after is None or not after.has(*_OFFICES)
    return alone and before.has("title", "legislator") and not before.has(*_OFFICES, "private")


def _is_object(part: list[Item], at: int) -> bool:
    """Whether a state is what somebody is sent to, and his name follows: "ambassador to Russia Ann Lee"."""
    names = part[at + 1 : at + 3]
    return at > 0 and part[at - 1].has("prep") and len(names) > 1 and all(item.has("name") for item in names)


def _continues(part: list[Item], at: int) -> bool:
    item, after = part[at], part[at + 1] if at + 1 < len(part) else None
    if item.has("name", "suffix", "company"):
        return item.capital or item.has("suffix")
    if not item.capital or item.has("government"):
        return False
    if item.has("namesake", *PLACES) and not item.upper:
        return after is None or after.has("name", "suffix", "prep", "and", "stop") or item.possessive
    if item.has("orgword"):
        return True
    if item.has("particle") and after is not None and after.has("name"):
        return True
    return (
        item.has("quality", "private")
        and not item.has("weak", "title")
        and after is not None
        and after.capital
        and after.has("name", "orgword")
    )
