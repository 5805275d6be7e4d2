"""The verb of saying that a quotation hangs on."""

import pytest

from index.statements.after import frame_after
from index.statements.before import frame_before


def cue_of(parser, text, find, place=0):
    frame = find(parser.parse(text), place)
    return None if frame is None else (frame.cue.text, frame.rule)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("“The bridge is safe,” she said on Monday.", "said"),
        ("“The bridge is safe,” said Ann Lee, the mayor.", "said"),
        ("“The bridge is safe,” Ann Lee, an engineer who built it, told reporters.", "told"),
        ("“Is the bridge safe?” asked Mr. Ray.", "asked"),
        ("“The bridge is safe” — and sound — she added.", None),
    ],
)
def test_a_verb_of_saying_after_a_quotation_is_its_cue(parser, text, cue):
    found = cue_of(parser, text, frame_after)
    assert (found and found[0]) == cue


def test_a_quotation_with_a_full_stop_takes_no_cue_from_the_next_sentence(parser):
    assert cue_of(parser, "“The bridge is safe.” He said nothing more about it.", frame_after) is None


def test_a_question_takes_no_cue_from_a_sentence_that_begins_anew(parser):
    assert cue_of(parser, "“Who did it?” The mayor said nobody knew.", frame_after) is None


def test_a_verb_that_is_no_verb_of_saying_brings_a_whole_sentence_only(parser):
    assert cue_of(parser, "“What a player he is!” Marsh beamed.", frame_after) == ("beamed", "post-any")
    assert cue_of(parser, "The so-called “new deal,” critics warned us, failed.", frame_after) != (
        "failed",
        "post-any",
    )


def test_what_he_said_may_follow_as_the_subject_of_its_own_clause(parser):
    assert cue_of(parser, "“I will not resign” is what he said.", frame_after) == ("said", "cleft")


@pytest.mark.parametrize(
    ("text", "cue", "rule"),
    [
        ("Ann Lee said: “The bridge is safe.”", "said", "intro"),
        ("Ann Lee called the bridge “perfectly safe” again.", "called", "pre"),
        ("The bridge, she said, is “perfectly safe” for lorries.", "said", "pre"),
        ("As the mayor put it, “the bridge is safe”.", "put", "pre"),
    ],
)
def test_a_verb_of_saying_before_a_quotation_is_its_cue(parser, text, cue, rule):
    assert cue_of(parser, text, frame_before) == (cue, rule)


def test_what_somebody_says_they_would_accept_is_their_saying(parser):
    assert cue_of(parser, "Ann Lee said she would accept “any fair offer” from the firm.", frame_before) == (
        "said",
        "pre",
    )


def test_when_asked_is_no_cue_of_the_answer(parser):
    text = "She told the council when asked about the bridge: “It was closed in time.”"
    assert cue_of(parser, text, frame_before) == ("told", "pre")


def test_a_verb_of_another_paragraph_is_no_cue(parser):
    assert cue_of(parser, "The mayor said so\n\n“The bridge is safe.”", frame_before) is None
