"""Questions for a first-time user: after those who speak, and answered."""

import pytest

from qa.examples import examples
from tests.qa.making import article, held


def test_those_who_speak_in_the_most_articles_come_first():
    index = held(
        article("Corin Adebeck said so. Pavo Renschel denied it.", "one"),
        article("Pavo Renschel told them. Ada Zorn insisted.", "two"),
    )
    assert list(examples(index)) == [
        "What did Pavo Renschel say?",
        "What did Ada Zorn say?",
        "What did Corin Adebeck say?",
    ]


@pytest.mark.parametrize(
    "text", ["He said so.", "The minister said so.", "Nobody spoke.", "It was told again."]
)
def test_nobody_in_particular_is_no_example(text):
    assert list(examples(held(article(text)))) == []


def test_the_samples_examples_are_answered_and_differ(samples):
    asked = samples.examples(4)
    assert len(set(asked)) == 4
    assert all(samples.ask(text).answered for text in asked)
    assert samples.examples(0) == []
