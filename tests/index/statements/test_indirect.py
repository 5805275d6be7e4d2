from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.statements.indirect import indirect

WORDS = (
    "the mayor Lee said that denied according to , . “ ” \" ' it was safe unsafe and but not who which called for "
    "a lie saying adding declined comment told he they as while asked if claim reported \n"
).split(" ")


def test_no_cue_has_two_drafts_and_drafts_are_by_place(parser):
    text = (
        "Ann Lee said the bridge was safe and denied the reports, according to the Herald. Dahl called for a ban. "
        "The ministry declined to comment."
    )
    drafts = indirect(parser.parse(text))
    cues = [one.cue_token for one in drafts]
    assert cues == sorted(set(cues))
    assert {one.stance for one in drafts} == {"says", "denies", "demands", "declines"}


def test_a_draft_has_its_cue_speaker_and_rule(parser):
    [one] = indirect(parser.parse("Ann Lee said the bridge was safe."))
    assert (one.rule, one.lemma, one.stance, one.negated) == ("clause/nsubj", "say", "says", False)
    assert (one.cue_token, one.head_token) == (2, 1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_spans_are_inside_the_text_whatever_it_is(parser, words):
    text = " ".join(words)
    for one in indirect(parser.parse(text)):
        for start, end in [one.cue, one.speaker, *one.clause]:
            assert 0 <= start < end <= len(text)
