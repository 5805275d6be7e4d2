"""What every engine must keep and answer of statements: who is printed as saying what."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.catalog import CATALOG
from index.check import check_index
from index.errors import IndexDamaged
from index.ledger import VoiceCount
from index.published import LocalIndex
from index.records import Article, Filter, Passage, Span
from index.statements.packing import pack, unpack
from index.statements.record import How, Kind, Stance, Statement, Tier, Voice
from index.store import Index
from tests.index.making import made, unit_rows
from tests.index.said import HARBOUR, MORO, OTHER_MORO, VESSARIA, sayings, span
from tests.index.test_local import resigned, version
from tests.index.test_store_contract import ENGINES, Engine

Said = tuple[Article, list[Passage], list[Statement]]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    return Engine(request.param, tmp_path)


def hold(engine: Engine, *said: Said) -> Index:
    writer = engine.writer()
    for article, passages, statements in said:
        writer.add(article, passages, unit_rows(len(passages)), b"", statements)
    return engine.commit(writer)


def test_statements_come_back_as_they_went_in_by_article_and_place(engine: Engine) -> None:
    first, second = sayings("a"), sayings("b")
    index = hold(engine, second, (*first[:2], first[2][::-1]))
    assert index.statements() == [*first[2], *second[2]]
    assert index.manifest.statements == 6


def test_a_key_gives_the_statements_that_have_it_in_any_role_once(engine: Engine) -> None:
    article, passages, (denial, fable, sight) = sayings()
    index = hold(engine, (article, passages, [denial, fable, sight]))
    assert index.statements([VESSARIA.key]) == [denial, fable]
    assert index.statements([HARBOUR.key, VESSARIA.key, MORO.key]) == [denial, fable, sight]
    assert index.statements(["person/nobody"]) == []
    assert index.statements(["' OR 1=1 --", "%"]) == []


def test_a_filter_admits_the_statements_of_the_articles_that_it_admits(engine: Engine) -> None:
    old, new, undated = sayings("a", "2025-01-01"), sayings("b", "2025-06-01", ""), sayings("c", None)
    index = hold(engine, old, new, undated)
    assert index.statements(where=Filter(since=date(2025, 2, 1))) == new[2]
    assert index.statements([MORO.key], Filter(publishers=("The Gull",))) == [old[2][2], undated[2][2]]
    assert index.statements([MORO.key], Filter(articles=("a@0000", "x"))) == [old[2][2]]
    assert index.statements(where=Filter()) == [*old[2], *new[2], *undated[2]]


def test_an_index_without_statements_says_so(engine: Engine) -> None:
    index = engine.hold([made("a", "One text.")])
    assert index.statements() == []
    assert index.voices() == (0, ())
    assert index.manifest.statements == 0


def test_voices_are_counted_by_name_the_most_frequent_first(engine: Engine) -> None:
    first, (article, passages, statements) = sayings("a"), sayings("b")
    namesake = replace(statements[2], voices=(OTHER_MORO,))
    twice = replace(statements[0], voices=(VESSARIA, Voice("state/ve", "people", "Vessaria")))
    index = hold(engine, first, (article, passages, [twice, statements[1], namesake]))
    total, lines = index.voices()
    assert (total, lines) == (
        4,
        (
            VoiceCount("state/ve", "Vessaria", 4),
            VoiceCount("org/harbour office", "Harbour Office", 2),
            VoiceCount("person/moro", "Ana Moro", 1),
            VoiceCount("person/moro", "Luis Moro", 1),
        ),
    )


def test_somebody_who_is_found_by_several_keys_is_listed_once(engine: Engine) -> None:
    article, passages, statements = sayings()
    names = (Voice("person/ki", "person", "Ki Un"), Voice("person/un", "person", "Ki Un"), VESSARIA)
    index = hold(engine, (article, passages, [replace(one, voices=names) for one in statements]))
    expected = (VoiceCount("person/ki", "Ki Un", 3), VoiceCount("state/ve", "Vessaria", 3))
    assert index.voices() == (2, expected)


def test_what_a_states_people_say_and_what_is_said_from_its_place_count_for_nobody(engine: Engine) -> None:
    article, passages, statements = sayings()
    exiles = (Voice(VESSARIA.key, "people", "Vessaria"), Voice("state/ve-x", "place", "Vessaria"))
    index = hold(engine, (article, passages, [replace(statements[0], voices=exiles), statements[2]]))
    assert index.voices() == (1, (VoiceCount("person/moro", "Ana Moro", 1),))


def test_the_list_of_voices_is_cut_into_stretches_and_searched(engine: Engine) -> None:
    index = hold(engine, sayings())
    assert [line.label for line in index.voices(start=1, k=1).lines] == ["Ana Moro"]
    assert index.voices(start=1, k=1).total == 3
    assert [line.label for line in index.voices("MORO ana").lines] == ["Ana Moro"]
    assert index.voices("moro luis") == (0, ())
    for wrong in ({"start": -1}, {"k": 0}):
        with pytest.raises(ValueError, match="expected"):
            index.voices(**wrong)  # type: ignore[arg-type]


def test_what_is_removed_takes_its_statements_along(engine: Engine) -> None:
    first, second = sayings("a"), sayings("b")
    hold(engine, first, second).close()
    writer = engine.writer()
    writer.remove(first[0].id)
    index = engine.commit(writer)
    assert index.statements() == second[2]
    assert [line.statements for line in index.voices().lines] == [2, 1, 1]
    writer = engine.writer()
    writer.add(first[0], first[1], unit_rows(2))
    assert engine.commit(writer).statements(where=Filter(articles=(first[0].id,))) == []


def test_statements_are_put_in_the_place_of_others(engine: Engine) -> None:
    first, second = sayings("a"), sayings("b")
    before = hold(engine, first, second)
    writer = engine.writer()
    assert writer.statements("b@0000") == second[2]
    writer.restate("b@0000", second[2][:0:-1])
    assert writer.statements("b@0000") == second[2][1:]
    with pytest.raises(KeyError):
        writer.restate("nobody@0000", [])
    assert writer.statements("nobody@0000") == []
    index = engine.commit(writer)
    assert index.statements() == [*first[2], *second[2][1:]]
    assert before.statements() == [*first[2], *second[2]]
    writer = engine.writer()
    writer.restate("b@0000", [])
    writer.close()
    assert index.statements([MORO.key]) == [first[2][2], second[2][2]]


def wrong_ones() -> dict[str, tuple[Article, Statement]]:
    article, _, (denial, fable, _) = sayings()
    end = len(article.text)
    framed = replace(article, furniture=(span(article, "Ana Moro said."),))
    return {
        "to article": (article, replace(denial, article="other@0000")),
        "neither content nor a cue": (article, replace(denial, spans=(), cue=None)),
        "content at .* not inside the text": (article, replace(denial, spans=(Span(end - 3, end + 1),))),
        "content out of order at -2-4": (article, replace(denial, spans=(Span(-2, 4),))),
        "content out of order at 5-5": (article, replace(denial, spans=(Span(5, 5),))),
        "content out of order at 17-30": (article, replace(denial, spans=(Span(14, 20), Span(17, 30)))),
        "content out of order at 14-16": (article, replace(denial, spans=(Span(20, 30), Span(14, 16)))),
        "marked words at .* outside": (article, replace(fable, marked=(fable.speaker,))),
        "nested words at .* outside": (article, replace(fable, nested=(fable.speaker,))),
        "head outside its speaker": (article, replace(fable, head=fable.spans[0])),
        "cue in its content": (article, replace(fable, cue=fable.marked[0])),
        "speaker in its content": (article, replace(fable, speaker=fable.marked[0], head=fable.marked[0])),
        "name at .* not inside": (article, replace(fable, name=Span(end, end + 4))),
        "(speaker|cue) at .* in furniture": (framed, replace(sayings()[2][2], article=framed.id)),
        "without a key": (article, replace(fable, voices=(Voice("", "state", "Nobody"),))),
        "or a role": (article, replace(fable, voices=(Voice("a", "king", "A"),))),  # type: ignore[arg-type]
    }


@pytest.mark.parametrize("fault", wrong_ones())
def test_a_statement_that_cannot_be_its_articles_is_refused_whole(engine: Engine, fault: str) -> None:
    article, statement = wrong_ones()[fault]
    sound = sayings()[2][0]
    writer = engine.writer()
    with pytest.raises(ValueError, match=fault):
        writer.add(article, [], unit_rows(0), b"", [sound, statement])
    writer.add(article, [], unit_rows(0), b"", [sound])  # nothing of the refused call stayed behind
    with pytest.raises(ValueError, match=fault):
        writer.restate(article.id, [statement])
    assert engine.commit(writer).statements() == [sound]


def test_a_statement_without_content_stands_where_its_cue_is(engine: Engine) -> None:
    article, passages = made("a", "Ana Moro declined to comment on the ship.")
    declined = Statement(
        article.id, (), span(article, "Ana Moro"), span(article, "Moro"), cue=span(article, "declined to comment"),
        stance="declines", lemma="decline",
    )  # fmt: skip
    assert hold(engine, (article, passages, [declined])).statements() == [declined]


def test_offsets_are_those_of_any_text(engine: Engine) -> None:
    article, passages = made("a", "🚀\u0000 “Нет 🚀,” said Åsa.")
    said = Statement(article.id, (span(article, "“Нет 🚀,”"),), span(article, "Åsa"), span(article, "Åsa"))
    (found,) = hold(engine, (article, passages, [said])).statements()
    assert [article.text[slice(*one)] for one in (*found.spans, found.speaker)] == ["“Нет 🚀,”", "Åsa"]


# Damage


def record(change: str) -> str:
    return f"UPDATE statement SET record = {change} WHERE key = 2"


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (record("'{'"), "a statement cannot be read"),
        (record("'[]'"), "its fields are not those of a statement"),
        (record("json_remove(record, '$.speaker')"), "its fields are not those of a statement"),
        (record("json_set(record, '$.voices', json('[]'))"), "its fields are not those of a statement"),
        (record("json_set(record, '$.stance', 'sings')"), "its stance is 'sings'"),
        (record("json_set(record, '$.tier', json('[]'))"), "its tier is"),
        (record("json_set(record, '$.hedged', 1)"), "its hedged is no bool"),
        (record("json_set(record, '$.chain', json('true'))"), "its chain is no int"),
        (record("json_set(record, '$.lemma', 5)"), "its lemma is no str"),
        (record("json_set(record, '$.spans', 5)"), "its spans are no spans"),
        (record("json_set(record, '$.spans[0]', json('[1]'))"), "its spans is no span"),
        (record("json_set(record, '$.cue', json('[1.0, 2]'))"), "its cue is no span"),
        (record("json_set(record, '$.name', json('[90, 9000]'))"), "name at 90-9000, which is not inside the text"),
        (record("json_set(record, '$.cue', json('[40, 45]'))"), "is not where its row says"),
        ("UPDATE statement SET start = 3 WHERE key = 2", "is not where its row says"),
        ("UPDATE statement SET article = 77 WHERE key = 2", "row 2 of statement refers to nothing"),
        ("UPDATE voice SET role = 'king' WHERE statement = 2", "'king' is no role"),
        ("UPDATE voice SET statement = 99 WHERE statement = 2", "refers to nothing"),
        ("DELETE FROM statement WHERE key = 2", "5 statements, the manifest others"),
        ("DROP INDEX voice_key", "other tables"),
    ],
)  # fmt: skip
def test_a_changed_row_is_damage_and_a_fault_though_every_checksum_is_right(
    tmp_path: Path, statement: str, fault: str
) -> None:
    hold(Engine("local", tmp_path), sayings("a"), sayings("b")).close()
    base = sqlite3.connect(version(tmp_path / "index") / CATALOG)
    base.execute(statement)
    base.commit()
    base.close()
    resigned(tmp_path / "index")
    faults = check_index(tmp_path / "index")
    assert any(re.search(fault, found) for found in faults), faults
    if "nothing" not in fault:  # what is only unreachable is found by the check alone
        with pytest.raises(IndexDamaged), LocalIndex.open(tmp_path / "index") as index:
            index.statements()


WORDS = st.text(st.characters(codec="utf-8"), max_size=8)
SPANS = st.builds(Span, st.integers(0, 99), st.integers(0, 99))
MANY = st.lists(SPANS, max_size=3).map(tuple)


@given(
    st.builds(
        Statement, st.just("a@1"), MANY, SPANS, SPANS, marked=MANY, nested=MANY, cue=st.none() | SPANS,
        name=st.none() | SPANS, lemma=WORDS, rule=WORDS, negated=st.booleans(), hedged=st.booleans(),
        closed=st.booleans(), chain=st.none() | st.integers(0), kind=st.sampled_from(get_args(Kind)),
        stance=st.sampled_from(get_args(Stance)), tier=st.sampled_from(get_args(Tier)),
        how=st.sampled_from(get_args(How)),
    )
)  # fmt: skip
def test_any_statement_can_be_packed_and_unpacked(statement: Statement) -> None:
    assert unpack("a@1", pack(statement)) == statement


@given(st.text() | st.recursive(st.none() | st.integers() | WORDS, lambda one: st.lists(one)).map(json.dumps))
def test_what_is_no_line_of_a_statement_is_a_value_error(line: str) -> None:
    with pytest.raises((ValueError, RecursionError)):
        unpack("a@1", line)
