"""The names of the table in a core: which of them own its office, and in what role they speak."""

from __future__ import annotations

from index.speakers.aliases import Aliases
from index.speakers.cores import OFFICES, Core, Head
from index.speakers.items import Item
from index.statements.record import Role, Voice

__all__ = ["OWNERS", "is_sovereign", "owner_voices", "owners"]

OWNERS = ("state", "adjective", "capital", "people of", "organ", "organisation")
_PLACES = ("state", "adjective", "capital")
_TOWN = frozenset("police prosecutor prosecutors court attorney judge".split())  # a city's, with its name
_STATED = frozenset("statement statements communique declaration announcement release".split())
_ROLES: dict[Head, Role] = {"bare": "state", "government": "state", "office": "organ", "place": "place"}


def is_sovereign(body: list[Item]) -> bool:
    """Whether it has an office that only a sovereign state has."""
    return any(item.has("sovereign") for item in body)


def owners(core: Core, body: list[Item]) -> list[int]:
    """Where those are named whose head it is; not the second of "the U.S. Iran envoy"."""
    found: list[int] = []
    for at, item in enumerate(body):
        if not item.term.key or not item.has(*OWNERS):
            continue
        if item.term.shared and core.head != "bare" and not is_sovereign(body):
            continue  # Georgia may be another one
        place = item.has(*_PLACES)
        if place and found and found[-1] == at - 1 and body[found[-1]].has(*_PLACES):
            continue
        found.append(at)
    return found


def owner_voices(core: Core, body: list[Item], at: int, aliases: Aliases) -> list[Voice]:
    """What one name of the table says in its core."""
    item, term = body[at], body[at].term
    if item.has("organisation"):
        if item.has("strong") and any(one.has(*_PLACES) for one in body[:at]):
            return []  # "the Ukrainian Security Council": its own, not that of the table
        return [Voice(term.key, _organisation_role(core, body, at), term.label)]
    if not item.has("organ"):
        return [Voice(term.key, _state_role(core, body, at), term.label)]
    own = next((one.term.key for one in body[:at] if one.has(*_PLACES)), term.state)
    if own != term.state:
        return []
    role = _state_role(core, body, at)
    organ: Role = "organisation" if role in ("state", "organ") else role
    state: Role = "organ" if role == "state" else role
    return [Voice(term.key, organ, term.label), Voice(term.state, state, aliases.labels[term.state])]


def _organisation_role(core: Core, body: list[Item], at: int) -> Role:
    last = body[-1]
    if core.former or core.head in ("people", "place"):
        return "people"
    stated = any(item.has(*_PLACES) for item in body[:at])
    if last.has("delegate") and (stated or last.text.startswith("ambassador")):
        return "people"
    return "organisation"


def _state_role(core: Core, body: list[Item], at: int) -> Role:
    item, last = body[at], body[-1]
    if core.former or core.head in ("people", "none") or item.has("people of"):
        return "people"
    if _is_descent(body, at):
        return "people"
    if core.head == "local" or (item.has("capital") and any(one.text in _TOWN for one in body)):
        return "organ" if "-" in item.term.key else "place"
    if core.head == "document":
        stated = item.has("organ") or last.text in _STATED or any(one.has(*OFFICES) for one in body)
        return "organ" if stated else "document"
    if core.head != "bare" and any(one.has("named", "business") for one in body):
        return "people"
    if core.head == "bare" and at < len(body) - 1 and not any(one.has("and") for one in body):
        return "people" if body[-1].has("organisation") else "organ"
    return _ROLES.get(core.head, "people")


def _is_descent(body: list[Item], at: int) -> bool:
    """Whether two peoples' names make one of a group: "Bosnian Serb", "American Indian"."""
    item, after = body[at], body[at + 1] if at + 1 < len(body) else None
    if after is None or item.possessive or item.has("state"):
        return False
    return item.has("adjective") and after.has("adjective") and not after.has("state")
