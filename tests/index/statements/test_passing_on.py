"""Quotations with several verbs around them, long titles, and speakers whom a paragraph of their own announces."""

from __future__ import annotations

import pytest

from index.records import Article
from index.statements.extract import Extractor
from index.statements.record import Statement


def found(extractor: Extractor, text: str) -> list[Statement]:
    return extractor.statements(Article("a@0", text))


def quoted(extractor: Extractor, text: str) -> list[tuple[str, str]]:
    """Each marked quotation by place, with its speaker as printed."""
    pairs = [
        (text[slice(*inner)], text[slice(*one.speaker)])
        for one in found(extractor, text)
        for inner in one.marked
    ]
    return sorted(pairs, key=lambda pair: text.index(pair[0]))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Asked about the merger, the chairwoman replied, “Ask me in May,” the Evening Echo reported.",
            "the chairwoman",
        ),
        (
            "Pressed on the delay, Minister Roy answered, “Wait for it,” the Daily Star reported.",
            "Minister Roy",
        ),
        ("The mayor said, “We are ready,” a spokesman told the Herald.", "The mayor"),
        ("“A deal is near,” Lee said at a news conference, according to the Herald.", "Lee"),
        ("“The bridge is safe,” Lee said, the Herald reported.", "Lee"),
    ],
)
def test_a_quotation_is_of_whoever_said_it_and_not_of_who_reports_that(
    extractor: Extractor, text: str, speaker: str
) -> None:
    ((_, said_by),) = quoted(extractor, text)
    assert said_by == speaker
    own = [one for one in found(extractor, text) if text[slice(*one.speaker)] == speaker]
    assert [len(one.spans) for one in own] == [1], "the frame around a quotation is no part of it"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "“We will go,” an aide close to the minister who asked not to be named told Reuters.",
            "an aide close to the minister",
        ),
        (
            "“It is over,” a friend of the actor who had asked for privacy told the paper.",
            "a friend of the actor",
        ),
        ("“It is over,” a man who said he was a doctor told the Herald.", "a man"),
        ("“It is over,” said Lee, who added that nobody would come.", "Lee"),
    ],
)
def test_a_verb_of_a_relative_clause_does_not_take_the_quotation(
    extractor: Extractor, text: str, speaker: str
) -> None:
    assert [said_by for _, said_by in quoted(extractor, text)] == [speaker]


@pytest.mark.parametrize(
    ("who", "verb"),
    [
        ("Tulsa police Chief Chuck Jordan", "said Monday"),
        ("former state senator Ann Lee", "told the Herald"),
        ("Vessarian army chief General Oma Lint", "said Tuesday"),
        ("the club's head coach, Bo Marl,", "said"),
        ("Osk County deputy sheriff Dana Pool", "told reporters"),
        ("Dorn fire Captain Eli Roth", "said Sunday"),
        ("Reeve school board president Mina Holt", "said"),
        ("Norvale city council member Ada Quill", "added"),
        ("retired army Col. Hugo Brandt", "recalled"),
        ("Brask state police spokesman Lt. Kurt Vole", "told the Herald on Friday"),
        ("Orlan deputy prime minister Ilya Stenn", "said"),
        ("Ashford University law professor Jo Finch", "wrote"),
        ("Labour party leader Sir Ian Moss", "insisted"),
    ],
)
@pytest.mark.parametrize("words", ["I will promise this: we will act", "We want the truth"])
def test_titles_in_small_and_capital_letters_are_part_of_a_speaker(
    extractor: Extractor, words: str, who: str, verb: str
) -> None:
    text = f"“{words},” {who} {verb}. “I want it soon.”"
    assert quoted(extractor, text) == [(f"{words},", who.rstrip(",")), ("I want it soon.", who.rstrip(","))]


@pytest.mark.parametrize("marks", ["“”", '""', ("''", "''")])
@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("Lee continued:", "Lee"),
        ("Stated Lee:", "Lee"),
        ("Added Marl:", "Marl"),
        ("Continued Dr. Ann Holm, the chair:", "Dr. Ann Holm, the chair"),
        ("The firm, which Bo Marl owns, said in a statement:", "The firm"),
    ],
)
def test_a_paragraph_that_announces_a_speaker_gives_all_quoted_paragraphs_after_it(
    extractor: Extractor, marks: str | tuple[str, str], lead: str, speaker: str
) -> None:
    before, after = marks
    said = ["The harbour will close in May.", "It will open in June.", "Nobody will be dismissed."]
    paragraphs = ["Rain fell on the coast.", lead, *(f"{before}{words}{after}" for words in said)]
    text = "\n\n".join([*paragraphs, "The crowd left.", f"{before}Shame on you,{after} a man chanted."])
    assert quoted(extractor, text) == [*((words, speaker) for words in said), ("Shame on you,", "a man")]
    first = min(found(extractor, text), key=lambda one: one.start)
    assert first.name is None or text[slice(*first.name)] in speaker


@pytest.mark.parametrize(
    "text",
    [
        "The firm did not deny the meeting had been recorded.",
        "The firm did not deny the meeting was recorded.",
        "The bank did not deny its records had been lost.",
        "The ministry did not confirm the convoy was attacked.",
    ],
)
def test_a_clause_whose_subject_the_parser_gave_away_is_whole(extractor: Extractor, text: str) -> None:
    (one,) = found(extractor, text)
    (span,) = one.spans
    verb = "deny " if "deny" in text else "confirm "
    assert (text[slice(*span)], one.negated) == (text.partition(verb)[2].rstrip("."), True)


@pytest.mark.parametrize(
    "text",
    [
        "The minister refused to call it a “war”.",
        "The general declined to describe the talks as “frank”.",
        "The general refused to label the raid “a massacre.”",
        "The general refused to admit that the raid had failed.",
        "The general did not refuse to call it a “massacre”.",
    ],
)
def test_what_somebody_refuses_to_say_is_no_saying(extractor: Extractor, text: str) -> None:
    assert [one.stance for one in found(extractor, text) if one.spans] == []


@pytest.mark.parametrize(
    "text",
    [
        "The envoy told the AP after hinting that talks had failed that “nobody will come back”.",
        "The envoy told the AP after hinting at a deal that “nobody will come back”.",
        "The coach told reporters before warning that the season was “lost”.",
    ],
)
def test_whoever_is_told_does_not_speak(extractor: Extractor, text: str) -> None:
    assert {text[slice(*one.speaker)].lower()[:9] for one in found(extractor, text)} <= {
        "the envoy",
        "the coach",
    }


def test_whoever_is_quoted_as_saying_something_speaks(extractor: Extractor) -> None:
    text = "The paper cited Lee as saying that the talks were over."
    assert [text[slice(*one.speaker)] for one in found(extractor, text)] == ["Lee"]


@pytest.mark.parametrize(
    ("text", "inner", "negated"),
    [
        ("Lee said he thinks the bridge will fall.", "the bridge will fall", False),
        ("Lee said Kim believes the bridge will fall.", "the bridge will fall", False),
        (
            "Lee said that he had told the mayor that the bridge would fall.",
            "that the bridge would fall",
            False,
        ),
        ("Lee denied that he believed the bridge would fall.", "the bridge would fall", True),
        (
            "Lee denied that he had told the mayor that the bridge would fall.",
            "that the bridge would fall",
            True,
        ),
    ],
)
def test_a_saying_inside_another_is_a_statement_too_and_under_a_denial_it_is_negated(
    extractor: Extractor, text: str, inner: str, negated: bool
) -> None:
    _, second = sorted(found(extractor, text), key=lambda one: one.start)
    assert [text[slice(*span)] for span in second.spans] == [inner]
    assert (second.negated, second.hedged) == (negated, True)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "The letters were about the harbour, the Herald said, including the sale of land.",
            ["The letters were about the harbour", "including the sale of land"],
        ),
        (
            "The plan would be helped, Marl said, by a mild winter.",
            ["The plan would be helped", "by a mild winter"],
        ),
        ("The road was closed, the ministry said, two days after the storm.", ["The road was closed"]),
    ],
)
def test_what_goes_on_after_an_aside_is_said_too(extractor: Extractor, text: str, pieces: list[str]) -> None:
    (one,) = found(extractor, text)
    assert [text[slice(*span)] for span in one.spans] == pieces


@pytest.mark.parametrize(
    ("text", "content", "stance"),
    [
        ("Kim warned of the dangers of a new flood.", "the dangers of a new flood", "warns"),
        ("Kim warned against a rush to judgment and left.", "against a rush to judgment", "warns"),
        ("Kim argued against a ban on boats.", "against a ban on boats", "says"),
        (
            "The union called for a special prosecutor to take a look at the accounts.",
            "a special prosecutor to take a look at the accounts",
            "demands",
        ),
    ],
)
def test_what_is_warned_of_argued_against_or_called_for_is_a_statement(
    extractor: Extractor, text: str, content: str, stance: str
) -> None:
    (one,) = found(extractor, text)
    assert ([text[slice(*span)] for span in one.spans], one.stance) == ([content], stance)


def test_a_warning_that_is_only_feared_is_none(extractor: Extractor) -> None:
    assert found(extractor, "Kim may warn of the dangers of a new flood.") == []
