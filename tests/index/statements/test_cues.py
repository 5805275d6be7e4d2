from typing import get_args

import pytest

from index.statements.cues import is_cue, lemma_of, lexicon
from index.statements.record import Stance


def cues(parser, text):
    parsed = parser.parse(text)
    return [token.text for token in parsed.doc if is_cue(parsed, token)]


def test_a_verb_of_saying_is_a_cue_in_any_form():
    assert lexicon().stance["warn"] == "warns"
    assert lexicon().stance["characterise"] == lexicon().stance["characterize"] == "says"


def test_every_stance_has_a_verb():
    assert set(lexicon().stance.values()) == set(get_args(Stance))


def test_every_group_names_verbs_that_the_lexicon_knows():
    known = lexicon()
    for group in (known.strong, known.never_after, known.infinitive, known.objects, known.clausal):
        assert group <= set(known.stance)
    assert set(known.forms.values()) <= set(known.stance)


def test_to_allow_something_is_not_to_confirm_it():
    assert "allow" not in lexicon().stance


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said the bridge was safe.", ["said"]),
        ("The bridge carries cars.", []),
        ("As the mayor put it, the bridge was safe.", ["put"]),
        ("She put the keys on the table.", []),
        ("The alleged thief fled.", []),
    ],
)
def test_cues_are_the_verbs_of_saying_of_the_article(parser, text, expected):
    assert cues(parser, text) == expected


def test_a_verb_inside_a_quotation_is_no_cue_of_the_article(parser):
    assert cues(parser, "“I told them so many times that it was unsafe,” the mayor said.") == ["said"]


def test_a_form_of_saying_that_is_tagged_otherwise_has_the_lemma_of_saying(parser):
    doc = parser.parse("The mayor said no.").doc
    doc[2].lemma_ = "sayd"
    assert lemma_of(doc[2]) == "say"
