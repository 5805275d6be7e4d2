"""Answers from the ledger: the words of whom was asked about, under headings, or why there are none."""

from datetime import date

import pytest

from index import Filter
from qa import Settings, understand
from qa.said import Inquiry
from tests.qa.making import article, said, version

STATE = ("state/kp", "state", "North Korea")
ORGAN = ("state/kp", "organ", "North Korea")
PEOPLE = ("state/kp", "people", "North Korea")
IRAN = ("state/ir", "state", "Iran")
MINISTER = ("person/zorn", "person", "Ada Zorn")

DEAL = article(
    "The government of North Korea denied that it had sold missiles to Hamas. "
    "The statement added that “the report is a fairy tale told by spies.”\n\n"
    "South Korea claimed that North Korea had sold missiles to Hamas. "
    "North Korean defectors said that they had seen the missiles leave the harbour.\n\n"
    "Iran has not confirmed that missiles crossed its border.\n\n"
    "Israel was silent.",
    "deal",
    title="Denial of a missile sale",
    published="2014-07-28",
    publisher="The Wire",
)
DENIAL = said(
    DEAL,
    "The government of North Korea",
    "denied",
    "that it had sold missiles to Hamas",
    stance="denies",
    lemma="deny",
    voices=[STATE],
)
ADDED = said(
    DEAL,
    "The statement",
    "added",
    "“the report is a fairy tale told by spies.”",
    name="The government of North Korea",
    how="issuer",
    voices=[STATE],
)
CLAIM = said(
    DEAL,
    "South Korea",
    "claimed",
    "that North Korea had sold missiles to Hamas",
    stance="alleges",
    tier="B",
    voices=[("state/kr", "state", "South Korea")],
)
DEFECTORS = said(
    DEAL, "North Korean defectors", "said that they", "seen the missiles leave the harbour", voices=[PEOPLE]
)
IRANIAN = said(
    DEAL,
    "Iran",
    "has not confirmed",
    "that missiles crossed its border",
    stance="confirms",
    negated=True,
    voices=[IRAN],
)
HARVEST = article(
    "“The harvest was poor,” said a spokesman for North Korea. “But it was not a disaster.”\n\n"
    "“Rain fell,” said Ada Zorn. “It fell on tin roofs.”\n\n"
    "The mayor, Bo Lind, said that the bridge is closed. Cy Zorn said that no rain fell.\n\n"
    "Dora Zorn believes that rain is holy.",
    "harvest",
    title="A poor harvest",
    published="2015-03-02",
    publisher="The Post",
)
POOR = said(
    HARVEST,
    "a spokesman for North Korea",
    "said",
    "“The harvest was poor,”",
    "“But it was not a disaster.”",
    voices=[ORGAN],
)
RAIN = said(HARVEST, "Ada Zorn", "said", "“Rain fell,”", "“It fell on tin roofs.”", voices=[MINISTER])
BRIDGE = said(
    HARVEST,
    "The mayor, Bo Lind",
    "said that",
    "the bridge is closed",
    voices=[("person/lind", "person", "Bo Lind")],
)
OTHER_ZORN = said(
    HARVEST,
    "Cy Zorn",
    "said that no",
    "rain fell",
    voices=[("person/zorn", "person", "Cy Zorn")],
)
BELIEF = said(
    HARVEST,
    "Dora Zorn",
    "believes",
    "that rain is holy",
    stance="thinks",
    voices=[("person/zorn", "person", "Dora Zorn")],
)
ALL = [DENIAL, ADDED, CLAIM, DEFECTORS, IRANIAN, POOR, RAIN, BRIDGE, OTHER_ZORN, BELIEF]
NEWS = version(DEAL, HARVEST, statements=ALL)


def ask(text, k=5, where=None, of=NEWS, **settings):
    return of.answer(understand(text), k, where, Settings(**settings))


def shown(answer):
    """Heading -> what is marked in each quotation under it."""
    by_number = {c.number: c for c in answer.citations or answer.related}
    return {
        group.title: [
            [c.quote.article.text[slice(*span)] for span in c.spans]
            for c in map(by_number.get, group.numbers)
        ]
        for group in answer.groups
    }


def texts(answer, title):
    return [text for contents in shown(answer).get(title, []) for text in contents]


@pytest.mark.parametrize(
    "name", ["North Korea", "north korea", "DPRK", "Pyongyang", "the North Korean government"]
)
def test_a_speaker_is_found_by_any_of_its_names_and_by_those_who_speak_for_it(name):
    answer = ask(f"What did {name} say?")
    assert answer.answered
    assert set(texts(answer, "By North Korea")) == {
        "that it had sold missiles to Hamas",
        "“the report is a fairy tale told by spies.”",
        "“The harvest was poor,”",
        "“But it was not a disaster.”",
    }


def test_those_who_do_not_speak_for_it_and_those_who_speak_about_it_are_not_quoted_as_it():
    answer = ask("What did North Korea say about the missiles?")
    by = texts(answer, "By North Korea")
    assert "that it had sold missiles to Hamas" in by
    assert not any("harbour" in text or "South Korea" in text for text in by)


def test_what_was_denied_stands_beside_who_alleged_it_under_another_heading():
    answer = ask("What did North Korea say about missiles?")
    assert [group.title for group in answer.groups] == ["By North Korea", "Others about North Korea"]
    assert "that North Korea had sold missiles to Hamas" in texts(answer, "Others about North Korea")
    numbers = [n for group in answer.groups for n in group.numbers]
    assert numbers == [c.number for c in answer.citations] == list(range(1, len(numbers) + 1))


def test_who_denied_shows_the_denial_and_then_the_allegation():
    answer = ask("Who denied that missiles were sold to Hamas?")
    assert [group.title for group in answer.groups] == ["Denied", "Alleged"]
    assert texts(answer, "Denied") == ["that it had sold missiles to Hamas"]
    assert texts(answer, "Alleged") == ["that North Korea had sold missiles to Hamas"]


def test_a_denied_claim_is_never_shown_without_its_stance():
    for question in (
        "What did North Korea say?",
        "What did North Korea say about missiles?",
        "statements about missiles",
    ):
        for citation in ask(question).citations:
            text = citation.quote.article.text
            if any("it had sold missiles" in text[slice(*span)] for span in citation.spans):
                assert (citation.stance, citation.stance_words) == ("denies", "denies")
                assert "denied" in citation.quote.text


def test_not_confirming_is_neither_a_confirmation_nor_a_denial():
    answer = ask("Did Iran confirm it?")
    (citation,) = answer.citations
    assert (citation.stance_words, citation.cue) == ("does not confirm", "has not confirmed")
    anybody = ask("Who confirmed that missiles crossed the border?")
    assert "Not confirmed" in [group.title for group in anybody.groups]
    assert "Confirmed" not in [group.title for group in anybody.groups]


def test_the_speaker_is_as_printed_with_the_name_that_the_article_gives():
    answer = ask("What did North Korea say?")
    who = {(c.speaker_text, c.speaker_name) for c in answer.citations}
    assert ("The statement", "The government of North Korea") in who
    assert ("The government of North Korea", "") in who
    assert {c.speaker.key for c in answer.citations if c.number in answer.groups[0].numbers} == {"state/kp"}


def test_a_quotation_holds_what_its_speaker_takes_back():
    answer = ask("What did North Korea say about the harvest?")
    (citation,) = [c for c in answer.citations if c.quote.article.source == "harvest"]
    assert citation.quote.text.endswith("“But it was not a disaster.”")


def test_people_of_one_surname_stand_apart():
    answer = ask("What did Zorn say about rain?")
    assert [group.title for group in answer.groups] == ["By Ada Zorn", "By Cy Zorn"]
    assert texts(ask("What did Cy Zorn say about rain?"), "By Cy Zorn") == ["rain fell"]


def test_somebody_of_a_place_is_nobody_of_another_place():
    assert ask("What did Ada Zorn of North Korea say?").answered
    assert ask("What did Ada Zorn of Hamas say?").reason.code == "not_quoted"


def test_several_speakers_have_a_heading_each():
    answer = ask("What did Iran and North Korea say?")
    assert [group.title for group in answer.groups][:2] == ["By Iran", "By North Korea"]


def test_beliefs_are_shown_only_where_they_are_asked_for():
    assert ask("What did Dora Zorn say?").reason.code == "not_quoted"
    assert texts(ask("What does Dora Zorn think of rain?"), "By Dora Zorn") == ["that rain is holy"]


def test_somebody_who_is_described_is_found_in_the_articles_that_answer():
    answer = ask("What did the mayor say about the bridge?")
    assert texts(answer, "By the mayor") == ["the bridge is closed"]
    nobody = ask("What did the admiral say about the bridge?")
    assert nobody.groups == ()
    assert nobody.understood.endswith("none is on record, so this is what mentions it")


def test_who_is_mentioned_and_never_quoted_is_said_to_be_so_with_what_others_say_about_them():
    answer = ask("What did Hamas say about missiles?")
    assert (answer.reason.code, answer.reason.text) == (
        "not_quoted",
        "Hamas is mentioned in these articles, but nowhere quoted in them.",
    )
    assert [group.title for group in answer.groups] == ["Others about Hamas"]
    assert answer.citations == ()
    assert {c.stance for c in answer.related} <= {"denies", "alleges"}


def test_who_is_quoted_on_something_else_is_said_to_be_so():
    answer = ask("What did Ada Zorn say about Hamas?")
    assert answer.reason.code == "not_on_topic"
    assert answer.reason.text == "Ada Zorn is quoted in these articles, but not on “Hamas”."
    assert [group.title for group in answer.groups] == ["By Ada Zorn"]
    assert not answer.citations


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("What did Bartholomew Quist say?", "not_mentioned"),
        ("what did bartholomew quist say", "not_mentioned"),
        ("What did Ada Zorn say about Bartholomew Quist?", "not_mentioned"),
        ("What did Israel say?", "not_quoted"),
        ("Who promised that missiles would be sold?", "not_quoted"),
        ("What did North Korea say in 1999?", "outside_dates"),
        ("What did Ada Zorn say in 2014?", "outside_dates"),
        ("What did they say?", "no_question"),
    ],
)
def test_a_reason_says_why_nothing_is_quoted(text, code):
    answer = ask(text)
    assert answer.reason.code == code
    assert answer.citations == ()


def test_days_in_words_narrow_the_articles_and_are_told():
    answer = ask("What has North Korea said since 2015?")
    assert {c.quote.article.source for c in answer.citations} == {"harvest"}
    assert answer.understood == "Statements by North Korea, since 2015-01-01"
    counted = ask("What did North Korea say in July?")
    assert {c.quote.article.source for c in counted.citations} == {"deal"}
    assert counted.understood.endswith("(“in July”, counted from the newest article, of 2015-03-02)")


def test_a_filter_and_days_in_words_both_hold():
    where = Filter(until=date(2014, 12, 31))
    assert ask("What has North Korea said since 2015?", where=where).reason.code == "outside_dates"
    assert ask("What did North Korea say?", where=Filter(publishers=("The Post",))).answered


@pytest.mark.parametrize(("tier", "claims"), [("A", 0), ("B", 1), ("C", 1)])
def test_lower_tiers_are_left_out_where_they_are_not_wanted(tier, claims):
    assert len(ask("What did South Korea say?", tier=tier).citations) == claims


def test_an_index_without_statements_answers_as_before():
    plain = version(DEAL, HARVEST)
    answer = ask("What did North Korea say about missiles?", of=plain)
    assert answer.answered
    assert answer.groups == ()
    assert {c.speaker for c in answer.citations} == {None}


@pytest.mark.parametrize("k", [1, 2, 3])
def test_no_more_quotations_come_than_are_asked_for(k):
    for question in (
        "What did North Korea say?",
        "What did North Korea say about missiles?",
        "Who denied missiles?",
    ):
        assert len(ask(question, k).citations) <= k


COPY = article(DEAL.text + "\n\nThe Sun saw more.", "copy", published="2014-07-30", publisher="The Sun")


def test_the_same_words_of_copies_are_one_quotation_from_the_earliest_article():
    again = said(
        COPY,
        "The government of North Korea",
        "denied",
        "that it had sold missiles to Hamas",
        stance="denies",
        voices=[STATE],
    )
    of = version(DEAL, COPY, stories=[(DEAL, COPY)], statements=[*ALL[:5], again])
    (citation,) = ask("What did North Korea deny about missiles?", of=of).citations[:1]
    assert (citation.quote.article.source, [q.article.source for q in citation.also]) == ("deal", ["copy"])
    later = ask("What did North Korea deny about missiles?", of=of, where=Filter(publishers=("The Sun",)))
    assert [c.quote.article.source for c in later.citations][:1] == ["copy"]


def test_a_tier_that_is_none_is_a_wrong_call():
    with pytest.raises(ValueError, match="tier is 'D'; choose one of A, B, C"):
        Inquiry(NEWS._room, understand("What did Iran say?"), None, "D")


def test_what_a_state_says_is_not_what_its_ministry_says():
    assert not ask("What did the North Korean foreign ministry say?").answered
    assert ask("What did the North Korean government say?").answered
