"""Who speaks in a quotation that was found by its words: told where it is sure, and otherwise nobody."""

import pytest

from qa import Settings, understand
from tests.qa.making import article, said, version

TEXT = (
    "The council met in Lowmark. The engineer denied that the bridge was cracked. "
    "“The piles are rotten,” said Bo Lind, “and the piles are old.” "
    "The bridge has 90 piles of oak, and it was opened in 1968 by the mayor's wife, Cy said. "
    "Ann said that fish is dear, while Ben said that bread is cheap."
)
STORY = article(TEXT, "story")
DENIED = said(STORY, "The engineer", "denied", "that the bridge was cracked", stance="denies")
PILES = said(STORY, "Bo Lind", "said", "“The piles are rotten,”", "“and the piles are old.”")
SMALL = said(STORY, "Cy", "said.", "by the mayor's wife")
FISH = said(STORY, "Ann", "Ann said", "that fish is dear")
BREAD = said(STORY, "Ben", "while", "that bread is cheap")


def citation(question, *statements, **settings):
    of = version(STORY, statements=statements)
    answer = of.answer(understand(question), 1, None, Settings(floor=0.0, **settings))
    return answer.citations[0]


def test_a_quotation_that_a_statement_covers_has_its_speaker_and_stance():
    found = citation("Which piles are rotten?", PILES)
    assert found.quote.text == "“The piles are rotten,” said Bo Lind, “and the piles are old.”"
    assert (found.speaker_text, found.stance, found.cue, found.kind) == ("Bo Lind", "says", "said", "direct")
    assert [found.quote.article.text[slice(*span)] for span in found.spans] == [
        "“The piles are rotten,”",
        "“and the piles are old.”",
    ]


def test_evidence_that_is_a_denial_says_so():
    assert citation("Which bridge was cracked?", DENIED).stance == "denies"


@pytest.mark.parametrize(
    ("question", "statements"),
    [
        ("Which piles are rotten?", [DENIED]),
        ("How many piles of oak has the bridge?", [SMALL]),
        ("Where is fish dear and bread cheap?", [FISH, BREAD]),
        ("Where did the council meet in Lowmark?", [DENIED, PILES]),
    ],
)
def test_nobody_is_named_where_another_sentence_only_a_part_or_two_people_speak(question, statements):
    found = citation(question, *statements)
    assert (found.speaker, found.stance, found.spans) == (None, None, ())


def test_statements_of_a_tier_that_is_not_wanted_name_nobody():
    unsure = said(STORY, "The engineer", "denied", "that the bridge was cracked", tier="C")
    assert citation("Which bridge was cracked?", unsure, tier="C").speaker_text == "The engineer"
    assert citation("Which bridge was cracked?", unsure, tier="B").speaker is None
