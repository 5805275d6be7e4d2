import pytest

from tests.index.statements.naming_cases import names


def test_she_is_the_woman_who_was_just_named(parser):
    text = "Angela Merkel met Emmanuel Macron in Paris. “It went well,” she said. “He agrees.”"
    assert names(parser, text, "she") == ["Angela Merkel"]


def test_a_chain_of_pronouns_stays_with_its_speaker(parser):
    text = (
        "“We were late,” Jon Baker told the court. “It rained.”\n\n"
        "He said the road was closed. He added that nobody had called.\n\n"
        "“I would do it again,” he said."
    )
    assert names(parser, text, "Baker", "He", "He", "he") == ["Jon Baker"] * 4


def test_a_new_subject_takes_over_from_the_last_speaker(parser):
    text = (
        "“It is done,” said Ann Lee.\n\nBob Ray, who runs the rival union, disagreed strongly. "
        "“It is not,” he said."
    )
    assert names(parser, text, "Lee", "he") == ["Ann Lee", "Bob Ray"]


def test_he_in_what_a_man_says_is_that_man(parser):
    text = "Paul Hart attacked Mark Dunn on Sunday. Dunn replied that he had warned Hart twice."
    assert names(parser, text, "he") == ["Mark Dunn"]


def test_somebody_is_not_told_something_by_himself(parser):
    text = "Jon Baker met Mark Dunn in Leeds on Friday. Dunn told him the plant would close."
    assert names(parser, text, "him") == ["Jon Baker"]


def test_a_title_tells_whom_she_is(parser):
    text = "Mrs. Okafor and Mr. Stone sat in the first row. “The vote was fair,” she said."
    assert names(parser, text, "she") == ["Okafor"]


def test_somebody_without_a_name_is_not_given_that_of_another(parser):
    text = "Jon Baker resigned in May. “He was tired,” an aide said. She said the aide’s office was shut."
    assert names(parser, text, "aide", "She") == [None, None]


def test_names_inside_a_quotation_are_not_who_speaks_after_it(parser):
    text = "Jon Baker took the stage. “I never met Mark Dunn. Mark Dunn never met me,” he said."
    assert names(parser, text, "he") == ["Jon Baker"]


def test_they_are_the_party_that_spoke_just_before(parser):
    text = "Republicans said the bill was dead. They said the vote was a farce."
    assert names(parser, text, "Republicans", "They") == ["Republicans", "Republicans"]


def test_it_is_the_ministry_that_spoke_just_before(parser):
    text = "The Justice Department said the case was closed. It said no charges would follow."
    assert names(parser, text, "Department", "It") == ["Justice Department"] * 2


@pytest.mark.parametrize("word", ["He", "She", "They", "It", "Him"])
def test_a_pronoun_with_nobody_before_it_has_no_name(parser, word):
    assert names(parser, f"{word} said the road was closed.", word) == [None]
