import pytest

from index.statements.according import according


def found(parser, text):
    return [
        (text[slice(*one.speaker)], [text[slice(*span)] for span in one.clause])
        for one in according(parser.parse(text))
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("According to Ann Lee, the book will appear in May.", "Ann Lee", ["the book will appear in May"]),
        ("The book will appear in May, according to Ann Lee.", "Ann Lee", ["The book will appear in May"]),
        (
            "The publisher, according to two people familiar with the deal, paid $2 million.",
            "two people familiar with the deal",
            ["The publisher", "paid $2 million"],
        ),
    ],
)
def test_the_words_around_the_phrase_are_what_its_source_says(parser, text, speaker, content):
    assert found(parser, text) == [(speaker, content)]


def test_what_another_says_in_the_same_sentence_is_left_to_them(parser):
    text = (
        "The president said the economy, which shrank last year, is now growing, and unemployment fell to 4 percent "
        "in May, according to the Labor Department."
    )
    assert found(parser, text) == [("the Labor Department", ["unemployment fell to 4 percent in May"])]


def test_two_clauses_of_one_source_stay_together(parser):
    text = "Lee received 37 percent, Dahl had 36 percent and Roy took 13 percent, according to the poll."
    assert found(parser, text)[0][1][0].startswith("Lee received 37 percent")


@pytest.mark.parametrize(
    "text", ["", "According to", "The city acted according to plan.", "They were paid accordingly."]
)
def test_without_a_source_or_content_there_is_no_statement(parser, text):
    assert [speaker for speaker, _ in found(parser, text) if speaker != "plan"] == []
