"""Whom questions name, and who speaks for them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.speakers.aliases import Aliases
from index.speakers.asked import asked, speaks_for
from index.speakers.voices import voices_of

ALIASES = Aliases.read()


def keys(name):
    return [voice.key for voice in asked(name, ALIASES)]


def answers(question, phrase, name=""):
    return any(
        speaks_for(voice, meant)
        for voice in voices_of(phrase, name, ALIASES)
        for meant in asked(question, ALIASES)
    )


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("kenya", "state/ke"),
        ("KENYA", "state/ke"),
        ("the Kenyan government", "state/ke"),
        ("kenyan officials", "state/ke"),
        ("uae", "state/ae"),
        ("the us", "state/us"),
        ("cote d'ivoire", "state/ci"),
        ("elysee", "org/elysee"),
        ("the kremlin", "org/kremlin"),
        ("foggy bottom", "org/state department"),
        ("the russian foreign ministry", "org/foreign ministry/ru"),
        ("the foreign ministry", "org/foreign ministry"),
        ("who", "org/world health organization"),
        ("the iaea", "org/international atomic energy agency"),
        ("angela merkel", "person/merkel"),
        ("Chancellor Merkel", "person/merkel"),
        ("kim jong un", "person/kim"),
        ("mia jordan", "person/jordan"),
        ("jordan", "state/jo"),
        ("ursula von der leyen", "person/leyen"),
    ],
)
def test_a_typed_name_is_understood_in_any_case(name, first):
    assert keys(name)[0] == first


def test_an_organ_comes_before_its_state_and_a_state_has_no_organs():
    assert keys("Kremlin") == ["org/kremlin", "state/ru"]
    assert keys("the Thai foreign ministry") == ["org/foreign ministry/th", "state/th"]
    assert keys("Russia") == ["state/ru"]


@pytest.mark.parametrize(
    "name", ["North Korean defectors", "Kenyan farmers", "a former minister of Kenya", "officials", ""]
)
def test_those_for_whom_nobody_speaks_are_nobody(name):
    assert asked(name, ALIASES) == ()


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("North Korea", "Pyongyang's foreign ministry"),
        ("Iran", "Tehran"),
        ("France", "Élysée spokeswoman Anne Roux"),
        ("Kremlin", "the Kremlin"),
        ("the foreign ministry", "the Chadian Foreign Ministry"),
        ("State Department", "State Department spokesman Jon Baker"),
        ("the Justice Department", "the Department of Justice"),
        ("Putin", "President Vladimir Putin"),
        ("President Putin", "Mr. Putin"),
        ("Joe Miller", "Joseph R. Miller"),
        ("Bill Reed", "William Reed"),
        ("W. Reed", "William Reed"),
        ("Kim Jong Un", "North Korean leader Kim Jong-un"),
        ("Kim", "Kim Jong Un"),
        ("Bashar Assad", "Bashar al-Assad"),
        ("Suu Kyi", "Aung San Suu Kyi"),
        ("Robert F. Hale", "Robert F. Hale Jr."),
        ("the IAEA", "the International Atomic Energy Agency"),
        ("Acme Widgets", "a spokesman for Acme Widgets, Inc."),
        ("Zolnex", "Zolnex"),
    ],
)
def test_who_speaks_for_whom_is_asked(question, phrase):
    assert answers(question, phrase)


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("North Korea", "North Korean defectors"),
        ("North Korea", "South Korea's ambassador to the UN"),
        ("the UN", "South Korea's ambassador to the UN"),
        ("the Thai foreign ministry", "the Chinese Foreign Ministry"),
        ("Joe Miller", "Hunter Miller"),
        ("Tom Reed", "Tom Reed Jr."),
        ("Kim Jong Un", "Kim Yo Jong"),
        ("Kim Jong Un", "Kim Walters"),
        ("Georgia", "Georgia Gov. Tom Reed"),
        ("Jordan", "Michael Jordan"),
        ("Iran", "Iran's former president"),
        ("Moscow", "residents of Moscow"),
    ],
)
def test_who_does_not_speak_for_whom_is_asked(question, phrase):
    assert not answers(question, phrase)


def test_people_and_places_never_speak_even_for_the_same_key():
    state = asked("Russia", ALIASES)[0]
    for role in ("people", "place", "document", "unknown"):
        assert not speaks_for(state._replace(role=role), state)
        assert not speaks_for(state, state._replace(role=role))
    assert speaks_for(state, state)
    assert speaks_for(state._replace(role="organ"), state)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_question_is_understood_as_somebody_or_nobody(name):
    found = asked(name, ALIASES)
    assert found == asked(name, ALIASES)
    assert all(speaks_for(voice, voice) for voice in found)
