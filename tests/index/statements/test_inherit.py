"""Quotations that take their speaker over from another."""

from index.statements.inherit import inherit
from index.statements.quotations import quotations


def speakers(parser, text):
    """For each segment, who speaks it; None where nobody does."""
    parsed = parser.parse(text)
    drafts = quotations(parsed)
    drafts += inherit(parsed, drafts)
    owners = {place: text[slice(*one.speaker)] for one in drafts for place in one.segments}
    return [owners.get(place) for place in range(len(parsed.segments))]


def test_the_next_sentence_in_marks_goes_on_with_its_speaker(parser):
    assert speakers(parser, "“We will go,” said Ann Lee. “We never liked it here.”") == ["Ann Lee"] * 2


def test_the_sentence_before_a_quotation_with_a_cue_is_its_speakers_too(parser):
    assert speakers(parser, "“We never liked it here.” “We will go,” said Ann Lee.") == ["Ann Lee"] * 2


def test_a_paragraph_that_opens_with_a_mark_goes_on_after_a_quoting_one(parser):
    text = "“We will go,” said Ann Lee.\n\n“We never liked it here at all.”\n\nMarkets fell."
    assert speakers(parser, text) == ["Ann Lee"] * 2


def test_a_chain_over_paragraphs_has_one_speaker(parser):
    text = "“We will go,” said Ann Lee.\n\n“We never liked it.\n\n“And it never liked us.”\n\nMarkets fell."
    assert speakers(parser, text) == ["Ann Lee"] * 3


def test_a_cue_at_the_end_of_a_chain_speaks_for_all_of_it(parser):
    text = "“We never liked it.\n\n“And it never liked us,” said Ann Lee."
    assert speakers(parser, text) == ["Ann Lee"] * 2


def test_a_paragraph_that_ends_in_a_colon_announces_the_next(parser):
    assert speakers(parser, "The judge told the court:\n\n“This is a grave matter.”") == ["The judge"]


def test_another_speaker_between_two_quotations_takes_the_second(parser):
    text = "“We will go,” said Ann Lee. Bob Ray disagreed. “That is simply not true,” he said."
    assert speakers(parser, text) == ["Ann Lee", "he"]


def test_marked_words_within_a_sentence_are_not_taken_over(parser):
    text = "“We will go,” said Ann Lee. The so-called “peace camp” lost seats."
    assert speakers(parser, text) == ["Ann Lee", None]


def test_nothing_is_taken_over_where_nobody_spoke(parser):
    assert speakers(parser, "“We never liked it here at all.” Markets fell.") == [None]
