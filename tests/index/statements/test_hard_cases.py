from __future__ import annotations

from itertools import combinations

import pytest

from index.records import Article
from index.speakers.aliases import Aliases
from index.speakers.asked import asked, speaks_for
from index.speakers.voices import voices_of
from index.statements.extract import Extractor
from index.statements.record import Statement
from tests.index.statements.hard_cases import DENIALS, HARD, NEGATIONS, Hard, Says
from tests.index.statements.hard_cases_again import AGAIN

GAPS = {23: "the model takes Karin Holm for an organisation, so that nobody is left whom “she” may stand for"}
ASSERTING = {"says", "alleges", "confirms"}


def holds(text: str, one: Statement, words: str) -> bool:
    """Whether a statement has these words of the text among its content."""
    start = text.index(words)
    return any(span.start <= start and start + len(words) <= span.end for span in one.spans)


def is_meant(text: str, one: Statement, says: Says) -> bool:
    stance = f"not {one.stance}" if one.negated else one.stance
    name = text[slice(*one.name)] if one.name else ""
    return (
        holds(text, one, says.content)
        and (says.speaker in text[slice(*one.speaker)] or says.speaker in name)
        and says.stance in ("", stance)
        and says.name in name
    )


def shown(text: str, found: list[Statement]) -> str:
    """What was found, a line each, for whoever reads the failure."""
    return "\n".join(
        f"{text[slice(*one.speaker)]} [{text[slice(*one.name)] if one.name else ''}] "
        f"{'not ' * one.negated}{one.stance} {[text[slice(*span)] for span in one.spans]} {one.rule}"
        for one in found
    )


def cases() -> list[object]:
    first = [
        pytest.param(
            case, id=str(case.number), marks=pytest.mark.xfail(strict=True, reason=GAPS[case.number])
        )
        if case.number in GAPS
        else pytest.param(case, id=str(case.number))
        for case in HARD
    ]
    return [*first, *(pytest.param(case, id=f"{case.number}-again") for case in AGAIN)]


@pytest.mark.parametrize("case", cases())
def test_a_hard_case_is_read_as_a_reader_would(extractor: Extractor, case: Hard) -> None:
    text = case.text
    found = extractor.statements(Article("a@0", text))
    missed = [says for says in case.says if not any(is_meant(text, one, says) for one in found)]
    wrong = [words for words in case.never if any(holds(text, one, words) for one in found)]
    twice = [
        (a.start, b.start)
        for a, b in combinations(found, 2)
        if any(x.overlaps(y) for x in a.marked for y in b.marked)
    ]
    assert (missed, wrong, twice) == ([], [], []), shown(text, found)


@pytest.mark.parametrize(
    ("phrase", "speaks"),
    [
        ("Iranian exiles", False),
        ("residents of Tehran", False),
        ("a former envoy to Iran", False),
        ("the foreign ministry in Tehran", True),
        ("Iranian officials", True),
    ],
)
def test_people_of_a_state_do_not_speak_for_it(phrase: str, speaks: bool) -> None:
    aliases = Aliases.read()
    whom = asked("Iran", aliases)
    found = voices_of(phrase, "", aliases)
    assert any(speaks_for(voice, one) for voice in found for one in whom) == speaks


def test_declining_to_say_something_says_nothing(extractor: Extractor) -> None:
    text = "Commanders declined to say whether the drone had crashed."
    [one] = extractor.statements(Article("a@0", text))
    assert (one.stance, one.spans, text[slice(*one.speaker)]) == ("declines", (), "Commanders")


def asserted(found: list[Statement]) -> list[Statement]:
    return [one for one in found if one.stance in ASSERTING and not one.negated]


@pytest.mark.parametrize(("text", "denied"), DENIALS)
def test_a_denied_claim_is_never_shown_as_an_assertion(extractor: Extractor, text: str, denied: str) -> None:
    found = extractor.statements(Article("a@0", text))
    wrong = [one for one in asserted(found) if holds(text, one, denied)]
    assert wrong == [], shown(text, wrong)


@pytest.mark.parametrize(("text", "kept"), NEGATIONS)
def test_a_negation_inside_what_was_said_stays_in_it(extractor: Extractor, text: str, kept: str) -> None:
    found = asserted(extractor.statements(Article("a@0", text)))
    assert found
    assert all(holds(text, one, kept) for one in found), shown(text, found)
