from dataclasses import replace

import pytest

from index.records import Span
from index.statements.record import Statement
from index.statements.soundness import is_sound

# “No,” said Ann Lee.
SAID = Statement("a@0", (Span(0, 5),), Span(11, 18), Span(15, 18), marked=(Span(1, 4),), cue=Span(6, 10))


def test_a_statement_of_its_article_is_sound():
    assert is_sound(SAID, 19, ())


@pytest.mark.parametrize(
    "wrong",
    [
        replace(SAID, speaker=Span(3, 18)),
        replace(SAID, cue=Span(4, 10)),
        replace(SAID, head=Span(6, 10)),
        replace(SAID, marked=(Span(6, 10),)),
        replace(SAID, spans=(Span(0, 25),)),
        replace(SAID, spans=(Span(3, 5), Span(0, 2))),
    ],
)
def test_one_that_points_elsewhere_is_not(wrong):
    assert not is_sound(wrong, 19, ())


def test_nothing_of_a_statement_is_in_furniture():
    assert not is_sound(SAID, 19, (Span(11, 14),))
