"""The table of names, and what a user's file may do to it."""

import pickle
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.speakers.aliases import NAMES, Aliases
from index.speakers.asked import asked, speaks_for
from index.speakers.entries import read_entries
from index.speakers.voices import voices_of

ENTRIES = read_entries(NAMES.read_text("utf-8"))[0]
STATES = [entry for entry in ENTRIES if entry.kind == "state"]


def names(entry, field):
    return [name for line in entry.lines if line.field == field for name in line.names]


def written(tmp_path, text, name="mine.txt"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_all_members_of_the_united_nations_are_there_with_a_demonym_and_most_with_a_capital():
    codes = {entry.name for entry in STATES}
    members = (
        "af al dz ad ao ag ar am au at az bs bh bd bb by be bz bj bt bo ba bw br bn bg bf bi kh cm ca cv cf td cl cn"
        " co km cd cg cr ci hr cu cy cz dk dj dm do ec eg sv gq er ee sz et fj fi fr ga gm ge de gh gr gd gt gn gw gy"
        " ht hn hu is in id ir iq ie il it jm jp jo kz ke ki kp kr kw kg la lv lb ls lr ly li lt lu mg mw my mv ml mt"
        " mh mr mu mx fm md mc mn me ma mz mm na nr np nl nz ni ne ng mk no om pk pw pa pg py pe ph pl pt qa ro ru rw"
        " kn lc vc ws sm st sa sn rs sc sl sg sk si sb so za ss es lk sd sr se ch sy tj tz th tl tg to tt tn tr tm tv"
        " ug ua ae gb us uy uz vu ve vn ye zm zw"
    ).split()
    assert len(members) == 193
    assert set(members) - codes == set()
    entries = {entry.name: entry for entry in STATES}
    assert {code for code in members if not names(entries[code], "adjective")} == {
        "cg",
        "dm",
    }  # shared with others
    assert sum(not names(entries[code], "capital") for code in members) < 25


@pytest.mark.parametrize("entry", STATES, ids=lambda entry: entry.name)
def test_a_state_speaks_by_its_names_capitals_and_officials_and_not_by_its_people(entry, aliases):
    key, label = f"state/{entry.name}", entry.first("name")
    shared = names(entry, "shared")

    def role(phrase):
        return next((voice.role for voice in voices_of(phrase, "", aliases) if voice.key == key), None)

    for name in [*names(entry, "name"), *names(entry, "also")]:
        if name == "Georgia (U.S.)":  # as it is shown, not as anybody prints it
            continue
        assert role(name) == role(f"the government of {name}") == "state", name
        assert name in shared or role(f"{name}’s foreign minister") == "organ", name
    for name in names(entry, "adjective"):
        assert role(f"senior {name} officials") == role(f"the {name} ambassador") == "organ", name
        assert role(f"two {name} defectors") == role(f"a former {name} official") == "people", name
    for name in names(entry, "capital"):
        assert role(name) == "state", name
        assert role(f"officials in {name}") == "organ", name
        assert role(f"the people of {name}") == role(f"{name} residents") == "people", name
    for name in names(entry, "people"):
        assert role(name) == role(f"many {name}") == "people", name
    assert label


@pytest.mark.parametrize("entry", STATES, ids=lambda entry: entry.name)
def test_an_organ_is_found_by_all_its_names_and_speaks_for_its_state(entry, aliases):
    for line in entry.lines:
        if line.field == "organ":
            found = {asked(name, aliases) for name in line.names}
            assert len(found) == 1, line
            organ, state = found.pop()
            assert (organ.role, organ.label, state.key) == (
                "organisation",
                line.names[0],
                f"state/{entry.name}",
            )
            assert [voice.role for voice in voices_of(f"the {line.names[-1]}", "", aliases)] == [
                "organisation",
                "organ",
            ]


def test_the_table_as_it_comes_has_no_faults():
    assert read_entries(NAMES.read_text("utf-8"))[1] == []
    Aliases.read()


def test_the_digest_is_of_all_that_was_read(tmp_path, aliases):
    mine = written(tmp_path, "organisation: Gannet Trust\n")
    read = Aliases.read(mine)
    assert re.fullmatch("[0-9a-f]{64}", aliases.digest)
    assert Aliases.read().digest == aliases.digest != read.digest == Aliases.read(mine).digest
    mine.write_text("organisation: Gannet Trusts\n")
    assert Aliases.read(mine).digest != read.digest
    assert pickle.loads(pickle.dumps(aliases)).digest == aliases.digest


def test_a_users_file_adds_states_names_and_organisations(tmp_path):
    text = """
        state: vessaria
          name: Vessaria
          adjective: Vessarian
          capital: Ostrel
          organ: Amber House; the Amber
        state: kp
          also: Chosun
        organisation: Red Cross
          also: Norrland Red Cross
        organisation: Gannet Bridge Trust
          also: GBT
        person: Ann Lee
          also: Leigh
    """
    aliases = Aliases.read(written(tmp_path, text))
    assert [voice.key for voice in voices_of("Vessarian officials", "", aliases)] == ["state/vessaria"]
    assert [voice.key for voice in asked("amber house", aliases)] == ["org/amber house", "state/vessaria"]
    assert asked("Chosun", aliases) == asked("North Korea", aliases)
    assert asked("Norrland Red Cross", aliases) == asked("the ICRC", aliases)
    assert asked("GBT", aliases) == asked("the Gannet Bridge Trust", aliases)
    assert any(
        speaks_for(voice, name) for voice in voices_of("Leigh", "", aliases) for name in asked("Lee", aliases)
    )


def test_a_name_of_the_table_goes_over_to_a_users_entry(tmp_path):
    aliases = Aliases.read(written(tmp_path, "organisation: Amazon Basin Council\n  also: Amazon\n"))
    assert [voice.label for voice in voices_of("Amazon", "", aliases)] == ["Amazon Basin Council"]


def test_a_mark_of_order_and_line_ends_of_any_kind_do_not_matter(tmp_path):
    path = tmp_path / "mine.txt"
    path.write_bytes(
        "\ufeffstate: xx-1\r\n  name: Norrland\r\n# a word\r\n\r\n  capital: Ostrel\r\n".encode()
    )
    assert [voice.key for voice in voices_of("Ostrel", "", Aliases.read(path))] == ["state/xx-1"]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("state vessaria\n", 1, "“state vessaria” is no line of the form “field: value”"),
        ("\nname: Vessaria\n", 2, "name: stands before any entry"),
        (
            "state: xx\n  name: X1\n  colour: red\n",
            3,
            "“colour” is no field of this state; expected one of name,",
        ),
        ("organisation: Trust\n  capital: Ostrel\n", 2, "“capital” is no field of this organisation"),
        ("state: Ves Saria\n  name: V\n", 1, "“Ves Saria” is no key of a state; expected small letters"),
        ("state: xx\n  also: Norrland\n", 1, "state xx has no name; add a line “name: ...”"),
        ("state: xx\n  name:\n", 2, "is no name; expected letters or digits after the colon"),
        ("state: xx\n  name: Norr; ...\n", 2, "“...” is no name"),
        ("organisation: A1; B1\n", 1, "has several names; write the others below it"),
        (
            "organisation: Trust A\n  also: Twice\norganisation: Trust B\n  also: Twice\n",
            4,
            "already is a name in line 2",
        ),
        ("state: xx\n  name: " + "?" * 900 + "\n", 2, "?…”"),
    ],
)
def test_a_bad_line_is_named_with_its_value_and_what_mends_it(tmp_path, text, line, says):
    path = written(tmp_path, text)
    with pytest.raises(SourceError, match=re.escape(says)) as caught:
        Aliases.read(path)
    assert (caught.value.path, caught.value.line) == (str(path), line)
    assert len(caught.value.message) < 300


def test_all_bad_lines_are_named_at_once(tmp_path):
    path = written(tmp_path, "nothing\nstate: xx\n  name: Norrland\n  colour: red\n")
    with pytest.raises(SourceError, match=r"line 1: .*; line 4: “colour”"):
        Aliases.read(path)


def test_a_file_that_cannot_be_read_is_an_error_that_says_why(tmp_path):
    with pytest.raises(SourceError, match="No such file") as caught:
        Aliases.read(tmp_path / "missing.txt")
    assert (caught.value.path, caught.value.line) == (str(tmp_path / "missing.txt"), None)
    path = tmp_path / "latin.txt"
    path.write_bytes(b"state: xx\n  name: Norrl\xe5nd\n")
    with pytest.raises(SourceError, match="0xe5 is no UTF-8; save the file as UTF-8") as caught:
        Aliases.read(path)
    assert caught.value.line == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.text())
def test_any_file_is_read_or_refused_with_a_line(tmp_path, text):
    entries, faults = read_entries(text)
    assert all(1 <= fault.line <= len(text.splitlines()) for fault in faults)
    assert all(entry.line <= len(text.splitlines()) for entry in entries)
