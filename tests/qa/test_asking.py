"""The forms of questions about somebody's words: who, on what, and which stance; others are of another kind."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import understand
from qa.asking import read_asking

ANY, DENIES, CONFIRMS, ACCUSES = (), ("denies",), ("confirms", "denies"), ("alleges", "criticises")

FORMS = [
    ("what did North Korea say?", "North Korea", "", ANY),
    ("what did north korea say", "north korea", "", ANY),
    ("WHAT DID NORTH KOREA SAY?", "NORTH KOREA", "", ANY),
    ("What did Kim Jong Un say about the missile test?", "Kim Jong Un", "the missile test", ANY),
    ("What does the White House have to say about the leak?", "the White House", "the leak", ANY),
    ("What else has Ada Zorn said on tin?", "Ada Zorn", "tin", ANY),
    ("what will the mayor promise", "the mayor", "", ("promises",)),
    ("What did the US state department say of the summit?", "the US state department", "the summit", ANY),
    ("What did State Department officials say?", "State Department officials", "", ANY),
    ("What did the Iranian state media report about it?", "the Iranian state media", "", ANY),
    ("what did the report say about costs", "the report", "costs", ANY),
    ("What did the statement say?", "the statement", "", ANY),
    ("what did Iran and Israel say about the attack", "Iran and Israel", "the attack", ANY),
    ("What did Ann Lee, the mayor, say about rain?", "Ann Lee, the mayor", "rain", ANY),
    ("What else did she say about the deal?", "", "the deal", ANY),
    ("What did the minister tell parliament about Vessaria?", "the minister", "Vessaria", ANY),
    ("What did Iran say about Israel's claim that it attacked?", "Iran", "Israel's claim that it attacked", ANY),
    ("What did Iran argue at the summit?", "Iran", "the summit", ANY),
    ("What did Iran accuse Israel of?", "Iran", "Israel", ACCUSES),
    ("Whom did Iran accuse of spying?", "Iran", "spying", ACCUSES),
    ("What did the UN call for?", "the UN", "", ("demands",)),
    ("What did Ada warn of?", "Ada", "", ("warns",)),
    ("Which side does the foreign minister believe?", "the foreign minister", "", ANY),
    ("Which missiles did Iran deny selling?", "Iran", "missiles selling", DENIES),
    ("What claims did Iran make about the ship?", "Iran", "the ship", ANY),
    ("Which accusations has Israel made against Iran?", "Israel", "Iran", ACCUSES),
    ("What's Iran saying about the deal?", "Iran", "the deal", ANY),
    ("What is Iran saying about the deal?", "Iran", "the deal", ANY),
    ("what was Renschel quoted as saying about tin?", "Renschel", "tin", ANY),
    ("What was said by the mayor about the bridge?", "the mayor", "the bridge", ANY),
    ("What was said about the bridge by the mayor?", "the mayor", "the bridge", ANY),
    ("what has been said about the bridge", "", "the bridge", ANY),
    ("who denied the arms deal?", "", "the arms deal", DENIES),
    ("Who has denied selling missiles?", "", "selling missiles", DENIES),
    ("who said that the bridge is safe?", "", "the bridge is safe", ANY),
    ("Who accused Vessaria of selling missiles?", "", "Vessaria of selling missiles", ACCUSES),
    ("who criticised the mayor?", "", "the mayor", ("criticises",)),
    ("who was accused by Iran of spying?", "Iran", "spying", ACCUSES),
    ("Which countries have condemned the attack?", "", "the attack", ("criticises",)),
    ("Which Iranian officials denied the attack?", "Iranian officials", "the attack", DENIES),
    ("did Iran confirm it?", "Iran", "", CONFIRMS),
    ("Did Iran confirm the strike?", "Iran", "the strike", CONFIRMS),
    ("Has Pavo Renschel said whether the paper is right?", "Pavo Renschel", "the paper is right", ANY),
    ("Does the Upland Front admit that it bought arms?", "the Upland Front", "it bought arms", CONFIRMS),
    ("Did North Korea really deny the deal?", "North Korea", "the deal", DENIES),
    ("Didn't Iran deny the sale?", "Iran", "the sale", DENIES),
    ("Did anyone deny the sale?", "", "the sale", DENIES),
    ("Did anyone from Vessaria's government deny the sale?", "Vessaria's government", "the sale", DENIES),
    ("has the deal been confirmed?", "", "the deal", CONFIRMS),
    ("Has the deal been confirmed by Iran?", "Iran", "the deal", CONFIRMS),
    ("was the sale denied by the ministry?", "the ministry", "the sale", DENIES),
    ("Is it true that Iran denied the sale?", "Iran", "the sale", DENIES),
    ("did Mr. Adebeck make a statement about tin?", "Mr. Adebeck", "tin", ANY),
    ("How did Moscow react?", "Moscow", "", ANY),
    ("How did Iran respond to the story about its ships?", "Iran", "the story about its ships", ANY),
    ("How does Ada explain the defeat?", "Ada", "the defeat", ANY),
    ("why did North Korea deny the deal?", "North Korea", "the deal", DENIES),
    ("when did the mayor announce the closure?", "the mayor", "the closure", ANY),
    ("North Korea's response to the raid", "North Korea", "the raid", ANY),
    ("What was the mayor's answer to the claim?", "the mayor", "the claim", ANY),
    ("What is Iran’s position on the deal", "Iran", "the deal", ANY),
    ("what is the stance of Iran on enrichment", "Iran", "enrichment", ANY),
    ("What is Putin's view on NATO?", "Putin", "NATO", ANY),
    ("statements by Iran", "Iran", "", ANY),
    ("give me all quotes from Ada Zorn on tin", "Ada Zorn", "tin", ANY),
    ("reactions to the attack", "", "the attack", ANY),
    ("denials of the arms deal", "", "the arms deal", DENIES),
    ("Was there any comment from Moscow on the strike?", "Moscow", "the strike", ANY),
    ("White House reaction to the leak", "White House", "the leak", ANY),
    ("According to the ministry, how many died?", "the ministry", "died", ANY),
    ("How many died, according to the ministry?", "the ministry", "died", ANY),
    ("according to Iran what sank", "Iran", "sank", ANY),
    ("Are the papers forged, in the ambassador's view?", "the ambassador", "Are the papers forged", ANY),
    ("Can you tell me what Iran said about the deal?", "Iran", "the deal", ANY),
    ("Show me what Putin said about tin", "Putin", "tin", ANY),
    ("Anything Renschel said about the contract", "Renschel", "the contract", ANY),
    ("Corin Adebeck said what?", "Corin Adebeck", "", ANY),
    ("Vessaria denies missile deal", "Vessaria", "missile deal", DENIES),
    ("What did Say Nguyen say?", "Say Nguyen", "", ANY),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "topic", "stances"), FORMS)
def test_a_question_about_somebodys_words_names_who_on_what_and_which_stance(text, speaker, topic, stances):
    asked = understand(text)
    assert (asked.kind, asked.speaker, asked.topic, asked.stances) == ("said", speaker, topic, stances)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who was accused of spying?", "fact"),
        ("Who read out the president's statement in Brøllvik?", "fact"),
        ("Who really spoke of the serial numbers?", "fact"),
        ("Did anyone from the government meet the rebels?", "fact"),
        ("How many people dropped out of the study?", "fact"),
        ("Would Vessaria let outsiders see its missile plant?", "fact"),
        ("Is the alleged deal real?", "fact"),
        ("What did President Tavesh offer the Assembly of Coastal States?", "open"),
        ("What is known so far about the alleged arms deal between the two?", "open"),
        ("What is the name of the official who talked to the paper?", "open"),
        ("Why was testing of the vaccine stopped?", "open"),
        ("Why does Ada Zorn find the number implausible?", "open"),
        ("What do the articles say about Iran?", "open"),
        ("Click here to read the entire article", "open"),
        ("sourdough bread", "open"),
        ("", "open"),
    ],
)
def test_other_questions_are_not_about_somebodys_words(text, kind):
    asked = understand(text)
    assert (asked.kind, asked.speaker, asked.topic, asked.stances) == (kind, "", "", ())


@pytest.mark.parametrize(
    ("text", "thinks"),
    [
        ("What does Ada think of tin?", True),
        ("What is Ada's view on tin?", True),
        ("What does Ada believe?", True),
        ("What does Ada say about tin?", False),
        ("What is Ada's answer to that?", False),
    ],
)
def test_beliefs_are_asked_for_only_by_such_words(text, thinks):
    assert understand(text).thinks is thinks


def test_days_are_read_and_are_no_part_of_the_topic():
    asked = understand("What has the foreign ministry said since March about the deal?")
    assert (asked.speaker, asked.topic, asked.period.words) == (
        "the foreign ministry",
        "the deal",
        "since March",
    )
    assert understand("How many died in March?").period is None


@pytest.mark.parametrize(
    "text",
    [
        "what did " + "a " * 1000 + "say",
        "by " * 700,
        "what was " + "said by x " * 200,
        "who " + "also " * 300 + "said",
    ],
)
def test_no_form_takes_long_to_be_told(text):
    begun = time.process_time()
    understand(text)
    assert time.process_time() - begun < 0.2


WORDS = st.sampled_from(
    "what who did does has been said say deny by about on the of Iran 's to according in , ? view".split()
)


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_any_words_in_any_order_are_a_question(text):
    asked = read_asking(text)
    assert asked.kind in ("said", "fact", "open")
    assert asked.kind == "said" or (asked.speaker, asked.topic, asked.period) == ("", "", None)


@given(st.text(max_size=200))
def test_any_text_is_a_question_and_its_speaker_is_in_it(text):
    asked = understand(text)
    assert asked.speaker in asked.text


def test_many_people_are_not_any_of_them():
    assert read_asking("What did many Mexicans say?").speaker == "many Mexicans"
    assert read_asking("What did anyone from Iran say?").speaker == "Iran"
