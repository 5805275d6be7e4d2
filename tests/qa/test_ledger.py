from dataclasses import replace
from datetime import date

import pytest

from index import Filter, Manifest, Voice
from index.memory import MemoryWriter
from qa.ledger import Attitude, Wanted, leaf
from tests.index.making import DIMENSION, unit_rows
from tests.index.said import HARBOUR, MORO, OTHER_MORO, VESSARIA, sayings

STATE = Wanted(VESSARIA.key, VESSARIA.label)


def held(*said):
    writer = MemoryWriter()
    for article, passages, statements in said:
        writer.add(article, passages, unit_rows(len(passages)), b"", statements)
    return writer.commit(Manifest.of("hash", "1", DIMENSION, 254))


@pytest.fixture(scope="module")
def index():
    return held(sayings("a", "2025-01-01"), sayings("b", "2025-06-01"), sayings("c", None))


def told(found):
    return [(entry.saying.article.source, entry.saying.content) for entry in found.entries]


def test_the_statements_of_a_speaker_come_the_newest_first_and_those_without_a_date_last(index):
    found = leaf(index, STATE, 0, 50)
    assert found.total == 6
    assert told(found) == [
        (name, words) for name in "bac" for words in ("that a ship had sunk", "“a fable.”")
    ]


def test_anybody_is_everybody(index):
    found = leaf(index, Wanted(), 0, 50)
    assert found.total == 9
    assert [one.saying.voice for one in found.entries[:3]] == [
        VESSARIA,
        index.statements()[1].voices[0],
        MORO,
    ]


def test_a_stretch_begins_where_it_is_asked_to(index):
    whole = leaf(index, STATE, 0, 50)
    part = leaf(index, STATE, 4, 1)
    assert (part.total, told(part)) == (6, told(whole)[4:5])
    assert leaf(index, STATE, 99, 1).entries == ()


@pytest.mark.parametrize(("start", "k"), [(-1, 1), (0, 0)])
def test_what_is_no_stretch_is_a_wrong_call(index, start, k):
    with pytest.raises(ValueError, match="expected"):
        leaf(index, STATE, start, k)


def test_namesakes_are_told_apart_by_their_names():
    article, passages, statements = sayings()
    both = [replace(statements[0], voices=(MORO,)), replace(statements[2], voices=(OTHER_MORO,))]
    index = held((article, passages, both))
    found = leaf(index, Wanted(OTHER_MORO.key, OTHER_MORO.label), 0, 50)
    assert [one.saying.statement for one in found.entries] == [both[1]]


@pytest.mark.parametrize(
    ("about", "count"), [("ship", 3), ("SHIPS sinking", 0), ("sunk ships", 3), ("denied", 0), ("", 6)]
)
def test_words_are_those_of_what_is_said_in_any_of_their_forms(index, about, count):
    assert leaf(index, replace(STATE, about=about), 0, 50).total == count


@pytest.mark.parametrize(
    ("attitude", "count"),
    [(Attitude("denies"), 3), (Attitude("denies", True), 0), (Attitude("criticises"), 3), (None, 6)],
)
def test_a_stance_is_not_its_negation(index, attitude, count):
    found = leaf(index, replace(STATE, attitude=attitude), 0, 50)
    assert found.total == count


def test_the_stances_that_can_be_chosen_stay_whatever_is_chosen(index):
    expected = (Attitude("denies"), Attitude("criticises"))
    assert leaf(index, STATE, 0, 50).attitudes == expected
    chosen = replace(
        STATE, attitude=Attitude("denies"), about="nothing", tier="A", where=Filter(since=date.max)
    )
    assert leaf(index, chosen, 0, 50) == (0, expected, ())
    assert leaf(index, Wanted(MORO.key, MORO.label), 0, 1).attitudes == (Attitude("says", True),)


@pytest.mark.parametrize(("tier", "count"), [("A", 3), ("B", 3), ("C", 6)])
def test_a_tier_takes_the_better_ones_along(index, tier, count):
    assert leaf(index, replace(STATE, tier=tier), 0, 50).total == count


def test_days_leave_out_the_others_and_what_has_none(index):
    where = Filter(since=date(2025, 1, 1), until=date(2025, 1, 1))
    assert {name for name, _ in told(leaf(index, replace(STATE, where=where), 0, 50))} == {"a"}


def test_a_statement_stands_in_the_sentence_that_says_whose_it_is(index):
    entry = leaf(index, STATE, 0, 1).entries[0]
    assert entry.quote.text.startswith("Vessaria denied that a ship had sunk")
    assert entry.speaks


def test_who_only_has_a_name_in_theirs_does_not_speak_for_it():
    article, passages, statements = sayings()
    people = replace(statements[0], voices=(Voice(VESSARIA.key, "people", VESSARIA.label), HARBOUR))
    [entry] = leaf(held((article, passages, [people])), STATE, 0, 50).entries
    assert not entry.speaks
    assert entry.saying.voice is None


def test_a_speaker_that_there_is_not_has_said_nothing(index):
    assert leaf(index, Wanted("person/nobody", "Nobody"), 0, 50) == (0, (), ())
