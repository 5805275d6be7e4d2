"""Whom phrases of speakers speak for."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.speakers.aliases import Aliases
from index.speakers.voices import voices_of

ALIASES = Aliases.read()
# Pieces of which phrases are made, so that random ones reach the rules.
PIECES = st.sampled_from(
    "the a U.S. North Korean Korea's Iran’s former official officials spokesman President Prime Minister of in to for"
    " and , ( ) - — ’ “ ” Ann Lee Jr. de van al-Assad Kim Jong-un Ministry Bank Times Inc. Georgia Washington who"
    " document statement Kremlin UN newspaper Haaretz army-led ex-minister İstanbul 12 é … said King".split()
)


def roles(phrase, name=""):
    return [f"{voice.role} {voice.key}" for voice in voices_of(phrase, name, ALIASES)]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Lisbon", ["state state/pt"]),
        ("the government in Harare", ["state state/zw"]),
        ("the regime in Minsk", ["state state/by"]),
        ("the Government of the Republic of Korea", ["state state/kr"]),
        ("Côte d’Ivoire", ["state state/ci"]),
        ("the D.P.R.K.", ["state state/kp"]),
        ("Peru and Chile", ["state state/pe", "state state/cl"]),
        ("Norway, Sweden and Denmark", ["state state/no", "state state/se", "state state/dk"]),
        ("two senior Danish officials", ["organ state/dk"]),
        ("Laos's ambassador to the United Nations", ["organ state/la"]),
        ("Kenyan and Ugandan officials", ["organ state/ke", "organ state/ug"]),
        ("officials in Riga", ["organ state/lv"]),
        ("the president of Ghana", ["organ state/gh"]),
        ("Norway’s central bank governor", ["place state/no"]),
        (
            "Cuban state television",
            ["organisation org/state television/cu", "organ state/cu", "organisation org/state television"],
        ),
        ("the Élysée", ["organisation org/elysee", "organ state/fr"]),
        ("a Pentagon official", ["organisation org/pentagon", "organ state/us"]),
        (
            "the Ukrainian Security Council",
            ["organisation org/security council/ua", "organ state/ua", "organisation org/security council"],
        ),
        ("Peru's U.N.-backed government", ["state state/pe"]),
        ("the Saudi-led coalition", []),
    ],
)
def test_states_speak_by_names_capitals_and_offices(phrase, expected):
    assert roles(phrase) == expected


@pytest.mark.parametrize(
    "phrase",
    [
        "Vietnamese exiles",
        "residents of Lima",
        "ordinary Norwegians",
        "a former Kenyan minister",
        "Kenya's ex-minister",
        "retired Indian general Ravi Rao",
        "Polish opposition leader Jan Kos",
        "the Danish newspaper Dagbladet",
        "the Portuguese national team",
        "Brazil's football federation",
        "Chinese company officials",
        "a Swedish bank",
        "the Irish actor Sean Kerr",
        "experts in Seoul",
        "Turkish academics",
        "a Kremlin critic",
        "Finnish lawmakers",
        "an Israeli settler leader",
        "a Bosnian Serb leader",
        "pro-Russian officials",
        "a former U.S. envoy to Libya",
    ],
)
def test_people_of_a_state_do_not_speak_for_it(phrase):
    voices = voices_of(phrase, "", ALIASES)
    assert not [
        voice for voice in voices if voice.key.startswith("state/") and voice.role in ("state", "organ")
    ]


@pytest.mark.parametrize(
    ("phrase", "state"),
    [
        ("analysts on Iran", "ir"),
        ("Chad Miller", "td"),
        ("Michael Jordan", "jo"),
        ("Mr. Jordan", "jo"),
        ("Georgia Hale", "ge"),
        ("Georgia Gov. Tom Reed", "ge"),
        ("officials in Georgia", "ge"),
        ("the University of Georgia", "ge"),
        ("Sen. Kay Bell of Georgia", "ge"),
        ("New Mexico officials", "mx"),
        ("South Sudanese officials", "sd"),
        ("Papua New Guinea's government", "gn"),
        ("Northern Ireland officials", "ie"),
        ("the Mongolian ambassador to China", "cn"),
        ("the Saudi embassy in Rome", "it"),
        ("a Western diplomat in Cairo", "eg"),
        ("the Moscow Herald", "ru"),
        ("Dakar's mayor", "sn"),
        ("turkey farmers", "tr"),
        ("polish", "pl"),
        ("us", "us"),
    ],
)
def test_a_name_that_only_stands_in_a_phrase_speaks_for_nobody(phrase, state):
    assert not {f"state state/{state}", f"organ state/{state}"}.intersection(roles(phrase))


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Georgian officials", "organ state/ge"),
        ("Georgia’s prime minister", "organ state/ge"),
        ("Georgia", "state state/ge"),
        ("King Abdullah of Jordan", "organ state/jo"),
        ("Chad's army", "organ state/td"),
        ("Texas Gov. Tom Reed", "organ state/us-tx"),
    ],
)
def test_names_that_are_shared_count_where_they_can_mean_one_thing(phrase, expected):
    assert expected in roles(phrase)


@pytest.mark.parametrize(
    ("phrase", "key", "label", "rest"),
    [
        ("Kremlin spokeswoman Vera Orlova", "person/orlova", "Vera Orlova", ["org/kremlin", "state/ru"]),
        ("Norwegian Prime Minister Kari Holm", "person/holm", "Kari Holm", ["state/no"]),
        ("Iran's top negotiator, Dr. Reza Nouri", "person/nouri", "Reza Nouri", ["state/ir"]),
        ("Vera Orlova, a spokeswoman for the Serbian police,", "person/orlova", "Vera Orlova",
            ["org/police/rs", "state/rs", "org/police"]),
        ("Ann Lee, an adviser to the Maltese president", "person/lee", "Ann Lee", ["state/mt"]),
        ("President Karel Novak of the Czech Republic", "person/novak", "Karel Novak", ["state/cz"]),
        ("Jon Baker, a spokesman for the Red Cross", "person/baker", "Jon Baker", ["org/red cross"]),
        ("Ludwig van der Berg", "person/berg", "Ludwig van der Berg", []),
        ("Omar al-Hadi", "person/hadi", "Omar al-Hadi", []),
        ("Rev. Sam Hill Jr.", "person/hill", "Sam Hill Jr.", []),
        ("Sen. Kay Bell (R-Tex.)", "person/bell", "Kay Bell", []),
        ("Dan O’Neill", "person/oneill", "Dan O’Neill", []),
        ("Ms. Park's lawyer, José Núñez", "person/nunez", "José Núñez", []),
        ("University of Ashford professor Ann Lee", "person/lee", "Ann Lee", ["org/university of ashford"]),
    ],
)  # fmt: skip
def test_a_person_comes_first_and_then_for_whom_the_office_speaks(phrase, key, label, rest):
    first, *others = voices_of(phrase, "", ALIASES)
    assert first == (key, "person", label)
    assert [voice.key for voice in others] == rest


@pytest.mark.parametrize(
    ("phrase", "keys"),
    [
        ("Kim Yong Nam", ["person/kim", "person/nam"]),
        ("Lee Jae-myung", ["person/lee", "person/jae-myung"]),
        ("Zhao Lijian", ["person/zhao", "person/lijian"]),
        ("Kim Walters", ["person/walters"]),
        ("Prince Faisal bin Khalid", ["person/faisal", "person/khalid"]),
        ("Queen Sofia Helena", ["person/helena", "person/sofia"]),
        ("Ann Lee and Bob Ray", ["person/lee", "person/ray"]),
        ("Volodymyr Zelenskiy", ["person/zelensky"]),
    ],
)
def test_people_are_known_by_every_word_that_they_may_be_called_by(phrase, keys):
    assert [voice.key for voice in voices_of(phrase, "", ALIASES)] == keys


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the IAEA", ["organisation org/international atomic energy agency"]),
        ("UN peacekeeping chief Jean Roux", ["person person/roux", "organisation org/united nations"]),
        (
            "the Gannet Bridge Council (GBC)",
            ["organisation org/gannet bridge council", "organisation org/gbc"],
        ),
        ("Acme Widgets, Inc.", ["organisation org/acme widgets"]),
        ("the Institute for Tidal Studies", ["organisation org/institute for tidal studies"]),
        ("the Department of Justice", ["organisation org/justice department", "organ state/us"]),
        ("Dolan Airways", ["organisation org/dolan airways"]),
        ("the Telegraph", ["organisation org/telegraph"]),
        ("a former UN official", ["people org/united nations"]),
        ("Haitian Airlines", ["organisation org/haitian airlines", "people state/ht"]),
        ("the newspaper Dagbladet", ["organisation org/dagbladet"]),
    ],
)
def test_organisations_are_known_by_one_form_of_their_names(phrase, expected):
    assert roles(phrase) == expected


def test_a_ministry_is_one_of_all_and_that_of_its_state():
    one, state, all_of_them = voices_of("the Thai Ministry of Foreign Affairs", "", ALIASES)
    assert (one.key, one.role) == ("org/foreign ministry/th", "organisation")
    assert state == ("state/th", "organ", "Thailand")
    assert all_of_them.key == "org/foreign ministry"
    assert voices_of("the foreign ministry", "", ALIASES) == (
        ("org/foreign ministry", "organisation", "foreign ministry"),
    )


@pytest.mark.parametrize(
    "phrase", ["a source", "officials", "residents", "He", "the report", "a spokesman", "", "—", "the"]
)
def test_those_whom_nobody_could_name_have_no_voice(phrase):
    assert roles(phrase) == []


@pytest.mark.parametrize(
    ("phrase", "name", "expected"),
    [
        ("Orlova", "Vera Orlova", ["person person/orlova"]),
        ("the spokesman", "Jon Baker", ["person person/baker"]),
        ("The statement", "the government in Tripoli", ["state state/ly"]),
        ("Jordan", "Mia Jordan", ["person person/jordan"]),
        ("GBC", "Gannet Bridge Council", ["organisation org/gbc", "organisation org/gannet bridge council"]),
        ("the Kenyan minister", "Ann Otieno", ["person person/otieno", "organ state/ke"]),
        ("North Korean defectors", "", ["people state/kp"]),
    ],
)
def test_the_name_that_an_article_gives_joins_what_is_printed(phrase, name, expected):
    assert roles(phrase, name) == expected


def test_statements_speak_for_whoever_issues_them():
    assert "organ state/kp" in roles("a statement from the North Korean foreign ministry")
    assert roles("a report on Kenya") == []
    assert roles("a Kenyan report") == ["document state/ke"]


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=30))
@example("'s", "’")
@example("(((", ")")
def test_any_text_has_voices_and_always_the_same(phrase, name):
    found = voices_of(phrase, name, ALIASES)
    assert found == voices_of.__wrapped__(phrase, name, ALIASES)
    assert all(voice.key and voice.label for voice in found)
    assert len({voice.key for voice in found}) == len(found)


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=4).map(" ".join))
def test_any_row_of_such_words_has_voices_each_key_once(phrase, name):
    found = voices_of(phrase, name, ALIASES)
    assert len({voice.key for voice in found}) == len(found)
    assert all(voice.label.strip() == voice.label for voice in found)


def test_a_long_phrase_takes_no_longer_than_its_words_do():
    phrase = "the president of the bank of " * 400 + "France and " * 2000 + "(" * 5000
    started = time.process_time()
    voices_of(phrase, "", ALIASES)
    assert time.process_time() - started < 2


def test_nothing_is_read_before_it_is_asked_for():
    code = (
        "import builtins, pathlib, sys\n"
        "import index.speakers.aliases, index.speakers.voices, index.speakers.asked\n"
        "from index.speakers import people\n"
        "assert people._short_forms.cache_info().currsize == 0\n"
        "assert 'spacy' not in sys.modules and 'numpy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[3])
