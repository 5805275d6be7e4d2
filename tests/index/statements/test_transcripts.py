"""Transcripts in, turns out: who speaks, where the words are, whom the label means; and what is no transcript."""

from itertools import pairwise

import pytest

from index.records import Article, Span
from index.statements.extract import found_in
from index.statements.paragraphs import paragraphs
from index.statements.turns import turns

DEBATE = """The candidates met on Tuesday. Dana Whitlock put the questions to Governor Piet Marlow.

DANA WHITLOCK: Governor, did you know of the letter?

MARLOW: I did not. I said “no” when the harbour office called me.

And I told my staff: keep every page.

[applause]

We kept them all.

WHITLOCK: You were shown it in March. Your aide said he had left it on your desk.

MARLOW (laughing): My desk has many papers. (Laughter.) I read what I sign.

WHITLOCK: Did you sign it? Yes or no?

MARLOW: I signed nothing.

Marlow left the stage at nine. The election is in May."""

INTERVIEW = """The potter Ruth Delgado spoke to us about her kiln.

Q. When did you build it?

A. I built it in the winter we had no roof.

My brother carried the bricks.

The second kiln

Nobody has seen the plans of it since.

Q. Was it cold?

A. It was, and we burned the old door.

This interview was edited for length."""

HEARING = """**SENATOR HUXTABLE-RAO (D-Ostrel):** The committee will come to order. Ms. Brandt, did you open the sluice?

**THE WITNESS:** I opened it at six.

**SENATOR HUXTABLE-RAO (D-Ostrel):** Who told you to?

**CLERK:** The bell, Senator.

**THE WITNESS:** My supervisor told me “open it now,” and I did."""

WRITTEN = """The Courier asked the poet Lowell Abara about his prize.

The Courier: Where were you when the call came?
Lowell Abara: I was under the car. My wife shouted.
The Courier: What did she shout?
Abara: We thought it was the bank.
The Courier: Is the car mended? Will you keep it?
Abara: It never ran again, and I will."""

NOTES = """Lakeside Fair

Where: The old quay, where we all met last year.

When: Saturday. Are you coming?

Cost: $17, and you can bring your dog.

Where: The new hall, if we have rain.

When: Sunday. Will you be there?

Photo: Jo Marr, for us.

Cost: $12 for our readers."""

RECIPE = """My grandmother’s soup

Ingredients: I use two leeks; you may use one.

Method: We boil it for an hour.

Ingredients: I add salt if you like it.

Method: Do you have a big pot? We do."""

LINE_UP = """Harbour Rovers: Lund, Petrie, Okafor; Marr, Diaz.

Quay United: Brand, Sato, Weiss; Holm, Rey.

Harbour Rovers: Okafor 12, Diaz 40.

Quay United: Sato 77.

Harbour Rovers: Host Vale on Saturday.

Quay United: Visit Ostrel on Monday."""

QUESTIONS_OF_READERS = """What to know about the storm

Q: What is a storm surge?

A: It is water that the wind pushes to the shore.

Q: How can I get ready?

A: Keep a lamp and water for three days.

Q: Should I stay?

A: Leave when the town says so."""

MARKED = """Clashes in the hall went on past midnight.

Marr: “I never saw the letter, and you know it.”

Brandt: “You signed it. Did you read it?”

Marr: “I read what I sign.”

Brandt: “Did you?”"""

HEADED = """Five things we learned

The bridge: I asked the mayor, and you can read his answer here.

The ferry: Will it run? We do not know.

The road: My car sank in it.

The mayor: He told us to wait. Do you trust him?"""

NONE = (NOTES, RECIPE, LINE_UP, QUESTIONS_OF_READERS, MARKED, HEADED)


def said(parser, text):
    """Every statement: label, stance, name as printed, first words of each span."""
    found = [one for one in found_in(parser.parse(text), Article("a@1", text)) if one.rule == "turn"]
    return [
        (
            text[slice(*one.speaker)],
            one.stance,
            text[slice(*one.name)] if one.name else "",
            [text[slice(*span)] for span in one.spans],
        )
        for one in found
    ]


def others(parser, text):
    """What the other rules find, with the name of the speaker."""
    found = [one for one in found_in(parser.parse(text), Article("a@1", text)) if one.rule != "turn"]
    return [
        (text[slice(*one.speaker)], one.name and text[slice(*one.name)], text[slice(*one.spans[0])])
        for one in found
    ]


def test_a_debate_gives_every_turn_with_the_name_that_the_article_prints(parser):
    assert said(parser, DEBATE) == [
        ("DANA WHITLOCK", "asks", "Dana Whitlock", ["Governor, did you know of the letter?"]),
        ("MARLOW", "says", "Piet Marlow", [
            "I did not. I said “no” when the harbour office called me.",
            "And I told my staff: keep every page.",
            "We kept them all.",
        ]),
        ("WHITLOCK", "says", "Dana Whitlock", [
            "You were shown it in March. Your aide said he had left it on your desk.",
        ]),
        ("MARLOW (laughing)", "says", "Piet Marlow", ["My desk has many papers.", "I read what I sign."]),
        ("WHITLOCK", "asks", "Dana Whitlock", ["Did you sign it? Yes or no?"]),
        ("MARLOW", "says", "Piet Marlow", ["I signed nothing."]),
    ]  # fmt: skip


def test_questions_and_answers_by_letter_name_who_answers_and_stop_at_a_heading(parser):
    assert said(parser, INTERVIEW) == [
        ("Q", "asks", "", ["When did you build it?"]),
        ("A", "says", "Ruth Delgado", [
            "I built it in the winter we had no roof.",
            "My brother carried the bricks.",
        ]),
        ("Q", "asks", "", ["Was it cold?"]),
        ("A", "says", "Ruth Delgado", ["It was, and we burned the old door."]),
    ]  # fmt: skip


def test_who_answers_has_no_name_where_two_people_might(parser):
    text = INTERVIEW.replace("spoke to us", "and the mason Imke Sandvoort spoke to us")
    assert {name for _, _, name, _ in said(parser, text)} == {""}


def test_labels_have_offices_and_a_part_has_no_name(parser):
    found = said(parser, HEARING)
    assert [(who, name) for who, _, name, _ in found] == [
        ("SENATOR HUXTABLE-RAO (D-Ostrel)", "HUXTABLE-RAO"),
        ("THE WITNESS", ""),
        ("SENATOR HUXTABLE-RAO (D-Ostrel)", "HUXTABLE-RAO"),
        ("CLERK", ""),
        ("THE WITNESS", ""),
    ]
    assert found[2][3] == ["Who told you to?"]


def test_a_turn_a_line_is_read_and_its_label_found_in_the_introduction(parser):
    assert [(who, stance, name) for who, stance, name, _ in said(parser, WRITTEN)] == [
        ("The Courier", "asks", "Courier"),
        ("Lowell Abara", "says", "Lowell Abara"),
        ("The Courier", "asks", "Courier"),
        ("Abara", "says", "Lowell Abara"),
        ("The Courier", "asks", "Courier"),
        ("Abara", "says", "Lowell Abara"),
    ]


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_so_is_no_transcript(parser, text):
    assert said(parser, text) == []


def test_quotations_in_a_turn_keep_their_speakers_and_i_is_whom_the_label_means(parser):
    found = others(parser, DEBATE)
    assert ("I", "Piet Marlow", "“no”") in found
    assert any(speaker == "Your aide" and name != "Piet Marlow" for speaker, name, _ in found)


def test_a_turn_is_direct_all_of_it_marked_and_what_it_quotes_nested(parser):
    found = [one for one in found_in(parser.parse(DEBATE), Article("a@1", DEBATE)) if one.rule == "turn"]
    assert all(one.kind == "direct" and one.marked == one.spans and one.tier == "A" for one in found)
    assert [DEBATE[slice(*span)] for span in found[1].nested] == ["no"]
    assert {DEBATE[slice(*one.cue)] for one in found} == {":"}


@pytest.mark.parametrize("end", ["\n\n", "\r\n\r\n", "\n"])
def test_line_ends_do_not_change_the_turns(end):
    text = "\n\n".join(line for line in DEBATE.split("\n\n")).replace("\n\n", end)
    assert len(turns(text, paragraphs(text))) == 6


def test_an_answer_that_has_lost_its_label_is_not_the_words_of_who_asked():
    text = WRITTEN.replace("\n", "\n\n").replace("Abara: We thought", "We thought")
    found = turns(text, paragraphs(text))
    assert not any("bank" in text[slice(*span)] for turn in found for span in turn.spans)
    assert len(found) == 5


def test_three_turns_are_too_few():
    text = "Marr: Did you go?\n\nBrandt: I did.\n\nMarr: Why?"
    assert turns(text, paragraphs(text)) == []


@pytest.mark.parametrize("text", [DEBATE, INTERVIEW, HEARING, WRITTEN, "\n\n".join([DEBATE, *NONE])])
def test_the_spans_of_turns_are_in_order_and_outside_all_labels(text):
    found = turns(text, paragraphs(text))
    spans = [span for turn in found for span in turn.spans]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(text[slice(*span)].strip() == text[slice(*span)] != "" for span in spans)
    assert not any(
        span.overlaps(Span(turn.label.name.start, turn.label.point.end)) for turn in found for span in spans
    )
