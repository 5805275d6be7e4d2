"""The answers to the samples' questions do not get worse unseen."""

import json

from tests.quality.measures import FLOORS, below, digest, measure

AGAIN = "measure again: python -m tests.quality.measures"


def test_the_floors_are_of_these_questions():
    assert json.loads(FLOORS.read_text())["questions"] == digest(), f"the questions changed; {AGAIN}"


def test_no_measure_is_below_its_floor(samples):
    measured = measure(samples)
    assert below(measured, json.loads(FLOORS.read_text())["floors"]) == [], measured


def test_a_question_lost_or_a_new_misleading_answer_is_seen():
    floors = {"first": 0.5, "declined": 1.0, "misleading": ["a"]}
    assert below({"first": 0.49, "declined": 1.0, "misleading": ["a"]}, floors) == []
    assert below({"first": 0.47, "declined": 1.0, "misleading": ["a", "b"]}, floors) == [
        "first: 0.470 is below its floor 0.500",
        "its first quotation is now somebody else's words: b",
    ]
