import pytest

from index.statements.calls import calls
from index.statements.objects import objects


def said(text, drafts):
    return [
        (text[slice(*one.speaker)], one.stance, [text[slice(*span)] for span in one.clause]) for one in drafts
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor denied the allegations.", ("The mayor", "denies", ["the allegations"])),
        ("The mayor condemned the attack.", ("The mayor", "criticises", ["the attack"])),
        ("The firm announced a deal with Lee.", ("The firm", "says", ["a deal with Lee"])),
        ("Ann Lee accused Dahl of lying.", ("Ann Lee", "alleges", ["Dahl of lying"])),
        ("Ann Lee called Dahl a hero.", ("Ann Lee", "says", ["Dahl a hero"])),
        ("Dahl rejected the idea that he had lied.", ("Dahl", "denies", ["the idea that he had lied"])),
    ],
)
def test_a_noun_of_speech_is_what_is_said(parser, text, expected):
    assert said(text, objects(parser.parse(text))) == [expected]


@pytest.mark.parametrize(
    "text", ["The rain threatened the harvest.", "The plan demands patience.", "Lee called Dahl on Monday."]
)
def test_what_things_do_is_no_statement(parser, text):
    assert objects(parser.parse(text)) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ann Lee called for a ban on trucks.", "a ban on trucks"),
        ("Ann Lee called for the minister to resign.", "the minister to resign"),
        ("Ann Lee called on the minister to resign.", "the minister to resign"),
    ],
)
def test_whoever_calls_for_something_demands_it(parser, text, content):
    assert said(text, calls(parser.parse(text))) == [("Ann Lee", "demands", [content])]


def test_to_call_on_the_telephone_demands_nothing(parser):
    assert calls(parser.parse("Ann Lee called from Oslo.")) == []
