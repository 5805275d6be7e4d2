"""Speakers named beside a quotation without a verb."""

import pytest

from index.statements.leads import lead


def found(parser, text, place=0):
    parsed = parser.parse(text)
    draft = lead(parsed, place)
    return None if draft is None else (draft.rule, text[slice(*draft.speaker)], text[slice(*draft.cue)])


@pytest.mark.parametrize(
    ("text", "rule", "speaker", "cue"),
    [
        ("LEE: “The bridge is safe.”", "colon", "LEE", ":"),
        ("Sen. Ann Lee (D-Ohio): “The bridge is safe.”", "colon", "Sen. Ann Lee (D-Ohio)", ":"),
        ("Rep. Ann Lee (R-S.C.):“The bridge is safe.”", "colon", "Rep. Ann Lee (R-S.C.)", ":"),
        ("Ann Lee, the mayor: “The bridge is safe.”", "colon", "Ann Lee, the mayor", ":"),
        ("“The bridge was never safe.” ― Ann Lee", "dash", "Ann Lee", "―"),
        ("“The bridge was never safe.” — Ann Lee, mayor", "dash", "Ann Lee", "—"),
        ("“MORRIS: Is the bridge safe?”", "label", "MORRIS", ":"),
        ("Ann Lee struck a calmer note: “The bridge is safe.”", "announced", "Ann Lee", ":"),
    ],
)
def test_a_name_beside_a_quotation_is_its_speaker(parser, text, rule, speaker, cue):
    assert found(parser, text) == (rule, speaker, cue)


@pytest.mark.parametrize(
    "text",
    [
        "It was simple: “The bridge is safe.”",
        "The bridge had one problem: “rust” in its cables.",
        "“The bridge is safe.” — which it was not, as all could see.",
    ],
)
def test_what_is_no_name_is_no_speaker(parser, text):
    assert found(parser, text) is None
