"""The core of a phrase, up to its first preposition: who is named there, and what its last common word makes of it."""

from __future__ import annotations

from index.speakers.aliases import Aliases
from index.speakers.cores import OFFICES, Core, Head, Person, organisation, printed
from index.speakers.items import Item
from index.speakers.owners import OWNERS, is_sovereign, owner_voices, owners
from index.statements.record import Role

__all__ = ["core_of"]

_HARMLESS = frozenset("quality government strong weak rank title det and field institution organ".split())
_NEVER = ("private", "mixed", "legislator", "named", "people", "region", "body")
_ROYAL = frozenset("king queen prince princess pope emir sultan emperor sheikh sheik shaikh archduke".split())


def core_of(units: list[Item], phrase: str, aliases: Aliases) -> Core:
    """Reads a core, of whose unknown names :func:`index.speakers.runs.named` has made one each."""
    tail = units[-1] if units and units[-1].has("run") else None
    body = units[:-1] if tail else units
    core = Core(_head(body, tail))
    core.former = core.head != "bare" and any(item.has("former") for item in body)
    _add_tail(core, body, tail, phrase)
    for at in owners(core, body):
        core.voices += owner_voices(core, body, at, aliases)
        core.names_somebody = True
    if body and core.head in ("office", "government"):
        core.indoor = body[-1].has("indoor") and not any(item.has("region", "local") for item in body)
        core.serving = body[-1].has("serving")
        core.sovereign = is_sovereign(body)
        _find_institution(core, body, phrase)
    return core


def _head(body: list[Item], tail: Item | None) -> Head:
    named = [at for at, item in enumerate(body) if item.term.key and item.has(*OWNERS)]
    last = body[-1] if body else None
    if last is None or all(_is_title(item, tail) for item in body):
        return "none"
    if named and named[-1] == len(body) - 1 and not (len(named) > 1 and last.has(*OFFICES)):
        return _bare(body, tail)
    if last.has("document") and not last.has(*OFFICES):
        return "document"
    if tail and last.text == "representative" and last.capital:
        return "people"  # of a parliament
    if last.has("business"):
        return "office" if any(item.has("organisation", "named") for item in body) else "people"
    between = body[named[-1] + 1 if named else 0 : -1] if not named or named[-1] < len(body) - 1 else []
    if last.has("local") or any(item.has("local") for item in between):
        return "local"
    if not last.has(*OFFICES) or (last.has("legislator") and not last.has("strong")):
        return "people"
    return _office(last, between, body[named[-1]] if named else None)


def _is_title(item: Item, tail: Item | None) -> bool:
    """Whether a word says no more of the name that follows than how its bearer is addressed."""
    if tail is not None and item.has("legislator", "rank"):
        return True
    return item.has("title", "det") and not item.has(*OFFICES)


def _bare(body: list[Item], tail: Item | None) -> Head:
    last = body[-1]
    if tail or not last.has("state", "capital", "organ", "organisation"):
        return "people"
    if last.has("organisation"):
        return "bare"  # the militant group Hamas, the newspaper Haaretz
    if any(item.has("region") for item in body):
        return "place"
    described = any(item.has("former", "private", "people") and not item.term.key for item in body)
    return "people" if described else "bare"


def _office(last: Item, between: list[Item], owner: Item | None) -> Head:
    """An office, unless words between it and its owner say that it is a private one."""
    its_own = [item for item in between if not (item.has("run") and item.possessive)]
    if owner is None:
        return "people" if any(item.has("region", "mixed") for item in its_own) else _named_office(last)
    if any(item.has(*_NEVER) and not _is_harmless(item) for item in its_own):
        return "office" if any(item.has("named") for item in its_own) else "people"
    if last.has("strong", "government") or owner.has("organisation"):
        return _named_office(last)
    return "office" if all(item.has(*_HARMLESS) for item in its_own) else "people"


def _named_office(last: Item) -> Head:
    return "government" if last.has("government") else "office"


def _is_harmless(item: Item) -> bool:
    if item.has("mixed"):  # Libya's U.N.-backed government
        return item.text.endswith(("-backed", "-led", "-recognized", "-recognised"))
    return item.has("strong", "weak", "government") or (item.has("quality") and not item.has("private"))


def _add_tail(core: Core, body: list[Item], tail: Item | None, phrase: str) -> None:
    """The person or the organisation whose name ends the core, and organisations before an office."""
    for item in body:
        if item.has("named") and core.head == "office":
            role: Role = "people" if core.former else "organisation"
            core.voices.append(organisation(phrase[item.start : item.end])._replace(role=role))
            core.names_somebody = True
    if tail is None:
        return
    if tail.has("named") or (body and body[-1].has("body") and not body[-1].has("strong")):
        before = body[-1] if body else None
        joined = before is not None and before.has("state", "adjective") and not before.possessive
        core.organisation_start = before.start if before and joined else tail.start
        core.voices.append(organisation(phrase[core.organisation_start : tail.end]))
        core.names_somebody = True
    else:
        core.people.append(Person(printed(phrase, tail), any(item.text in _ROYAL for item in body)))


def _find_institution(core: Core, body: list[Item], phrase: str) -> None:
    """A ministry, an army or the like in an office's words."""
    at = next((at for at in range(len(body) - 1, -1, -1) if body[at].has("institution")), None)
    if at is None or any(item.has(*_NEVER) and not _is_harmless(item) for item in body[at + 1 : -1]):
        return
    start = at
    while start and body[start - 1].has("field") and not body[start - 1].term.key:
        start -= 1
    core.institution_head = body[at].text
    if start < at or not core.is_ministry:
        core.institution = (
            " ".join(item.text for item in body[start : at + 1]),
            phrase[body[start].start : body[at].end],
        )
