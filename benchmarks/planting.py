"""Near-copies made from real articles, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from index.sources.record import Record

BEFORE = "Listen to this story\nAd-free for members of the Sunrise Club: see what else is in it for you today"
AFTER = (
    "The Morning Ledger is owned by its readers and printed on paper from forests that are looked after.\n"
    "Puzzles, recipes and the week's weather: see page two for everything that the Ledger offers."
)

OF = " of "  # in the ids of copies


class Plant(NamedTuple):
    """A copy, and the article that must be found with it: a real one, or another copy of it."""

    kind: str
    copy: Record
    other: Record | None


def planted(records: list[Record], count: int, seed: int) -> Iterator[Plant]:
    """Copies of articles drawn by chance, their kinds in the proportions of :data:`KINDS`."""
    chance = random.Random(seed)
    kinds = chance.choices([kind for kind, _, _ in KINDS], [share for _, share, _ in KINDS], k=count)
    makers = {kind: maker for kind, _, maker in KINDS}
    for number, (kind, base) in enumerate(zip(kinds, chance.sample(records, count), strict=True)):
        donor = chance.choice(records)
        lines = [line for line in base.text.split("\n") if line.strip()]
        copy = makers[kind](lines, donor, chance)
        twin = makers[kind](lines, donor, chance) if kind == TWINS else None
        titled = donor if number % 2 else base
        other = _record(base, base, twin, f"other{number}") if twin else None
        yield Plant(kind, _record(base, titled, copy, f"copy{number}"), other)


def _record(base: Record, titled: Record, lines: list[str], name: str) -> Record:
    return replace(base, source=f"{name}{OF}{base.source}", title=titled.title, text="\n\n".join(lines))


def _retitled(lines: list[str], _donor: Record, _chance: random.Random) -> list[str]:
    return lines


def _cut(lines: list[str], _donor: Record, chance: random.Random) -> list[str]:
    text = "\n".join(lines)
    return text[: int(len(text) * chance.uniform(0.3, 0.9))].split("\n")


def _extended(lines: list[str], donor: Record, chance: random.Random) -> list[str]:
    texts = [line for line in donor.text.split("\n") if 30 <= len(line.split()) <= 80]
    place = chance.choice([0, len(lines) // 2, len(lines)])
    return [*lines[:place], chance.choice(texts or [AFTER]), *lines[place:]]


def _changed(lines: list[str], donor: Record, chance: random.Random) -> list[str]:
    others = donor.text.split()

    def word(old: str) -> str:
        return chance.choice(others) if chance.random() < 0.05 else old

    return [" ".join(map(word, line.split())) for line in lines]


def _framed(lines: list[str], _donor: Record, _chance: random.Random) -> list[str]:
    middle = len(lines) // 2
    return [BEFORE, *lines[:middle], "See the picture in full size", *lines[middle:], AFTER]


def _thinned(lines: list[str], _donor: Record, chance: random.Random) -> list[str]:
    dropped = chance.uniform(0.1, 0.2)
    return [line for number, line in enumerate(lines) if number < 4 or chance.random() > dropped]


def _corrected(lines: list[str], _donor: Record, chance: random.Random) -> list[str]:
    places = chance.sample(range(len(lines)), min(2, len(lines)))
    for place in places:
        parts = lines[place].split()
        parts[chance.randrange(len(parts))] = str(chance.randrange(100))
        lines = [*lines[:place], " ".join(parts), *lines[place + 1 :]]
    return [*lines, "Correction: an earlier version of this report gave two figures that were wrong."]


def _worn(lines: list[str], donor: Record, chance: random.Random) -> list[str]:
    text = "\n".join(lines)
    return _changed(text[: int(len(text) * 0.3)].split("\n"), donor, chance)


TWINS = "paragraphs dropped, others by each of two papers"
Maker = Callable[[list[str], Record, random.Random], list[str]]
KINDS: list[tuple[str, float, Maker]] = [
    ("retitled", 0.08, _retitled),
    ("cut at the end, 30 to 90 % left", 0.24, _cut),
    ("a paragraph added", 0.2, _extended),
    ("5 % of words changed", 0.2, _changed),
    ("other furniture around", 0.06, _framed),
    ("30 % left, 5 % of words changed", 0.06, _worn),
    ("corrected", 0.08, _corrected),
    (TWINS, 0.08, _thinned),
]
