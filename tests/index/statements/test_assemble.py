"""Statements from drafts: their spans, kinds and tiers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.records import Article, Span
from index.statements.content import joined
from index.statements.extract import found_in


def statements(parser, text):
    return found_in(parser.parse(text), Article("a@1", text))


def contents(parser, text):
    return [[text[slice(*span)] for span in one.spans] for one in statements(parser, text)]


def test_a_cue_that_interrupts_leaves_two_spans(parser):
    assert contents(parser, "“The streets were empty,” he added, “but people need to meet.”") == [
        ["“The streets were empty,”", "“but people need to meet.”"]
    ]


def test_a_quotation_inside_reported_speech_is_part_of_it(parser):
    (one,) = statements(parser, "Ann Lee said the bridge was “perfectly safe” for lorries.")
    assert (one.kind, len(one.marked)) == ("mixed", 1)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“The bridge is safe,” said Ann Lee.", "direct"),
        ("Ann Lee said the bridge was “safe enough” for lorries.", "mixed"),
        ("Ann Lee said the bridge was safe enough for lorries.", "indirect"),
    ],
)
def test_the_kind_tells_how_much_is_marked(parser, text, kind):
    assert [one.kind for one in statements(parser, text)] == [kind]


def test_words_that_hold_a_speaker_at_arms_length_are_no_content(parser):
    text = "“Supplies are low,” an unnamed “security official” told the Courier. “They will run out.”"
    (one,) = statements(parser, text)
    assert text[slice(*one.speaker)] == "an unnamed “security official”"
    assert [text[slice(*span)] for span in one.marked] == ["Supplies are low,", "They will run out."]


def test_a_chain_has_no_second_record_for_the_same_words(parser):
    text = "“We will go,” said Ann Lee.\n\n“We never left.\n\n“And we stay,” she said.\n\nMarkets fell."
    found = contents(parser, text)
    assert found == [["“We will go,”"], ["We never left.", "“And we stay,”"]]


def test_a_mark_that_is_never_closed_is_left_out_with_what_follows_it(parser):
    text = "“The plan is dead, said Senator Jane Moore.\n\nOthers disagreed."
    (one,) = statements(parser, text)
    assert text[slice(*one.speaker)] == "Senator Jane Moore"
    assert not one.closed
    assert [text[slice(*span)] for span in one.spans] == ["The plan is dead"]


def test_who_declines_to_say_something_says_nothing(parser):
    for one in statements(parser, "Mr. Petrov declined to comment on the “rumours” in the press."):
        assert (one.stance, one.spans) == ("declines", ())


def test_a_label_inside_the_mark_is_the_speaker_and_no_content(parser):
    text = "“MORRIS: Is the bridge safe at all?”"
    (one,) = statements(parser, text)
    assert (text[slice(*one.speaker)], text[slice(*one.spans[0])]) == (
        "MORRIS",
        "Is the bridge safe at all?",
    )


def test_the_surest_rules_have_the_first_tier(parser):
    tiers = [
        one.tier for one in statements(parser, "“We will go,” said Ann Lee.\n\n“We never liked it here.”")
    ]
    assert tiers == ["A", "B"]


def test_a_quotation_inside_a_quotation_is_nested(parser):
    text = "“He told me ‘leave the country’ and hung up,” Ms. Park said."
    (one,) = statements(parser, text)
    assert [text[slice(*span)] for span in one.nested] == ["leave the country"]


def test_spans_join_over_blanks_but_not_over_lines():
    text = "ab cd\nef"
    assert joined(text, [Span(3, 5), Span(0, 2), Span(6, 8)]) == [Span(0, 5), Span(6, 8)]


PIECES = ["“", "”", '"', "‘", "’", "'", "\n\n", "\r\n", "\u00a0", " ", "Ann Lee", "said", "that", "it is", ",", ".",
          "?", ":", "—", "he", "told them", "according to", "the mayor", "denied", "“Go.”", "``", "''"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_spans_are_in_range_sorted_and_disjoint_whatever_the_marks(parser, pieces):
    text = " ".join(pieces)
    found = statements(parser, text)
    assert found == statements(parser, text)
    for one in found:
        for span in (*one.spans, *one.marked, *one.nested, one.speaker, one.head):
            assert 0 <= span.start < span.end <= len(text)
        assert all(left.end <= right.start for left, right in zip(one.spans, one.spans[1:], strict=False))
        for span in one.marked:
            assert any(around.start <= span.start and span.end <= around.end for around in one.spans)
        assert not any(span.overlaps(one.speaker) for span in one.spans)
