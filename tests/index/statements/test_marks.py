from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.statements.marks import Segment, for_parser, segments
from index.statements.paragraphs import paragraphs

MARKS = "“”„«»‟\"＂‘’‚‹›'`"
# Few letters and many marks, so that every neighbourhood of a mark comes up.
MARKED = st.text(st.sampled_from(MARKS + MARKS + "abS1 .,!—(\n\u00a0"), max_size=80)
TEXTS = MARKED | st.text(max_size=80)


def lexed(text: str) -> list[Segment]:
    return segments(text, paragraphs(text))


def inner(text: str, level: int = 0) -> list[str]:
    return [text[slice(*one.inner)] for one in lexed(text) if one.level == level]


# Styles


PAIRS = "“” \"\" „“ „” «» »« ‘’ '' ‚‘ ‹› ”” ““ ＂＂ `' ’’".split()
WIDER = [("``", "''"), ("''", "''"), ("‘‘", "’’"), ("« ", " »"), ("«\u202f", "\u202f»"), ('" ', ' "')]


@pytest.mark.parametrize(("opening", "closing"), [*PAIRS, *WIDER])
def test_what_stands_in_marks_of_any_style_is_a_segment(opening: str, closing: str) -> None:
    text = f"{opening}The harbour is shut,{closing} Ilse Brandt said. Boats waited."
    assert [part.strip() for part in inner(text)] == ["The harbour is shut,"]
    [one] = lexed(text)
    assert (one.closed, one.level, one.continues) == (True, 0, False)
    assert text[slice(*one.outer)].strip() == f"{opening}The harbour is shut,{closing}"


def test_both_parts_of_an_interrupted_quotation_are_segments() -> None:
    text = '"We shut the harbour," Ilse Brandt said, "because of the ice."'
    assert inner(text) == ["We shut the harbour,", "because of the ice."]


def test_styles_that_an_article_mixes_are_paired_each_for_itself() -> None:
    text = "''Ice is coming,'' he said. \"Boats must wait.\" “Until May,” she added. 'Or June.'"
    assert inner(text) == ["Ice is coming,", "Boats must wait.", "Until May,", "Or June."]


@pytest.mark.parametrize(
    "text",
    [
        'She wrote:"Ice is coming." Then she left.',
        'She wrote"Ice is coming." Then she left.',
        'She wrote ("Ice is coming.") and left.',
        "She wrote—“Ice is coming.”—and left.",
        "She wrote “ Ice is coming. ” and left.",
        "She wrote ”Ice is coming.“ and left.",
    ],
)
def test_a_mark_that_stands_oddly_is_still_a_mark(text: str) -> None:
    assert [part.strip() for part in inner(text)] == ["Ice is coming."]


# What is no mark


@pytest.mark.parametrize(
    "text",
    [
        "It’s the dockers’ pay; ’tis late. Bread ’n’ butter in the ’90s and the '70s.",
        "The boys' boat and the girls' boat left at six o'clock.",
        "Class of '08 met the class of '12 on Sunday.",
        'A 6\'2" sailor and a 12" plank.',
        "The plank was 12' long, the mast 30' or so.",
        '<a href="https://example.org/x">More</a>',
        "“” \"\" '' “ ” ‘’",
        "Prices rose 5” said nobody",
    ],
)
def test_apostrophes_and_measures_are_no_marks(text: str) -> None:
    assert lexed(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "'It was an error,' the dockers' union said. 'The owners' club knows.'",
            ["It was an error,", "The owners' club knows."],
        ),
        ("‘The dockers’ union won’t move,’ he said.", ["The dockers’ union won’t move,"]),
        ("‘We’re goin’ home,’ he said.", ["We’re goin’ home,"]),
        ("Jo ‘Lucky’ Marr and the ‘Gulls’ won.", ["Lucky", "Gulls"]),
        ("In the ’90s ‘Gull’ was a boat.", ["Gull"]),
        ('"A 6\'2" sailor came," she said.', ["A 6'2\" sailor came,"]),
        ('"We won in 2012" and "in 14" ports, he said.', ["We won in 2012", "in 14"]),
        ("He called it 'the time of gulls' and left.", ["the time of gulls"]),
    ],
)
def test_apostrophes_inside_and_beside_quotations_do_not_end_them(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


# Nesting


@pytest.mark.parametrize(
    ("text", "nested"),
    [
        ("“He told us ‘wait for May’ and hung up,” Ms. Oduya said.", "wait for May"),
        ("\"He told us 'wait for May' and hung up,\" Ms. Oduya said.", "wait for May"),
        ("‘He told us “wait for May” and hung up,’ Ms. Oduya said.", "wait for May"),
        ("'He told us \"wait for May\" and hung up,' Ms. Oduya said.", "wait for May"),
        ("“He told us “wait for May” and hung up,” Ms. Oduya said.", "wait for May"),
        ("''He told us 'wait for May,''' Ms. Oduya said.", "wait for May,"),
        ("\"He told us ''wait for May'' twice,\" Ms. Oduya said.", "wait for May"),
        ("«He told us “wait for May” and hung up,» Ms. Oduya said.", "wait for May"),
    ],
)
def test_a_quotation_inside_another_is_one_level_deeper(text: str, nested: str) -> None:
    assert inner(text, 1) == [nested]
    assert [outer[:10] for outer in inner(text)] == ["He told us"]
    assert len({one.chain for one in lexed(text)}) == 1


# What is not closed


def test_a_quotation_without_its_closing_mark_ends_with_its_paragraph() -> None:
    text = "“The port stays shut until May.\n\nFishermen protested."
    assert inner(text) == ["The port stays shut until May."]
    assert not lexed(text)[0].closed


@pytest.mark.parametrize(
    "rest",
    [
        ", said Councillor Ada Finch.",
        ", said Ada Finch of the port authority.",
        ", Ada Finch said.",
        ", Councillor Ada Finch told reporters on Tuesday.",
        ", she said.",
        ", said the harbour master.",
    ],
)
def test_a_quotation_without_its_closing_mark_ends_where_the_article_speaks(rest: str) -> None:
    for text in (
        f"“The port is dead{rest}\n\n“Nobody else thinks so,” Jo said.",
        f"“The port is dead{rest} “It",
    ):
        first = lexed(text)[0]
        assert text[slice(*first.inner)] == "The port is dead"
        assert (first.closed, first.outer.end) == (False, first.inner.end)


@pytest.mark.parametrize(
    "text",
    [
        "“On Monday, Finch said the port was open and that was a lie.",
        "“The port, he said to me once, is dead.",
        "“The port, said to be dead, is alive.",
    ],
)
def test_words_of_saying_that_may_be_quoted_do_not_end_a_quotation(text: str) -> None:
    assert inner(text) == [text[1:]]


def test_the_next_opening_mark_ends_a_quotation_that_was_not_closed() -> None:
    text = "“The port is dead. He left. “It lives,” she said."
    assert inner(text) == ["The port is dead. He left.", "It lives,"]
    assert [one.closed for one in lexed(text)] == [False, True]


# Over paragraphs


@pytest.mark.parametrize(("opening", "closing"), ["“”", '""', "‘’", "''", "«»", ("``", "''")])
def test_paragraphs_that_begin_with_a_mark_go_on_with_what_was_left_open(opening: str, closing: str) -> None:
    text = (
        f"{opening}Ice came first.\n\n{opening}The dockers’ boats froze.\n\n{opening}Then it was May.{closing}\n\n"
        f"{opening}Now it is June,{closing} he said."
    )
    found = lexed(text)
    assert [one.continues for one in found] == [False, True, True, False]
    assert [one.chain for one in found] == [0, 0, 0, 1]
    assert [one.closed for one in found] == [False, False, True, True]


def test_a_closed_quotation_does_not_go_on() -> None:
    assert [one.chain for one in lexed("“Ice came.”\n\n“Then May,” he said.")] == [0, 1]


def test_a_quotation_goes_on_only_with_a_mark_of_its_own_style() -> None:
    found = lexed("“Ice came.\n\n‘Then May,’ he said.")
    assert [one.continues for one in found] == [False, False]


# The text for the parser


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Ice," he said.', "“Ice,” he said."),
        ("''Ice,'' he said.", "“ Ice, ” he said."),
        ("‘Ice,’ he said.", "“Ice,” he said."),
        ("„Ice“, he said.", "“Ice”, he said."),
        ("'They say \"ice\",' he said.", "“They say “ice”,” he said."),
        ("\"They say 'ice',\" he said.", "“They say ‘ice’,” he said."),
        ('"Ice\u00a0came.\nIt’s\ta\u2009lot\r\nof\ud800 ice\0', "“Ice came.\nIt’s a lot \nof  ice "),
    ],
)
def test_the_parser_reads_plain_blanks_and_the_marks_it_knows(text: str, expected: str) -> None:
    assert for_parser(text, lexed(text)) == expected


# What always holds


def check(text: str) -> None:
    found = lexed(text)
    inside = paragraphs(text)
    assert [one.outer for one in found] == sorted((one.outer for one in found), key=lambda s: (s[0], -s[1]))
    for one in found:
        assert one.outer.start < one.inner.start < one.inner.end <= one.outer.end <= len(text)
        assert text[slice(*one.inner)].strip()
        assert one.closed == (one.inner.end < one.outer.end)
        assert any(start <= one.outer.start and one.outer.end <= end for start, end in inside)
    for level in {one.level for one in found}:
        same = [one for one in found if one.level == level]
        assert all(before.outer.end <= after.outer.start for before, after in pairwise(same))
        for one in same if level else ():
            outer = [two for two in found if two.level == level - 1 and two.outer.overlaps(one.outer)]
            assert [(two.inner.start <= one.outer.start, two.chain) for two in outer] == [(True, one.chain)]
            assert one.outer.end <= outer[0].inner.end
    top = [one for one in found if not one.level]
    assert all(after.chain - before.chain == (not after.continues) for before, after in pairwise(top))
    plain = for_parser(text, found)
    assert len(plain) == len(text)
    assert [at for at, c in enumerate(text) if c == "\n"] == [at for at, c in enumerate(plain) if c == "\n"]


@given(TEXTS)
def test_segments_are_nested_or_apart_whatever_the_text(text: str) -> None:
    check(text)


@given(st.text(st.characters(), max_size=60))
def test_no_text_at_all_raises(text: str) -> None:
    check(text)
    for_parser(text, lexed(text)).encode()


ARTICLE = (
    "“The port is shut,” said Ilse Brandt, the harbour’s ‘mother’. “It’s the dockers’ fault.\n\n“We told them ‘go "
    "home,’ and they went.”\r\n\r\n''Nobody came,'' said 6'2\" Jo Marr. \"Who'd come in the '90s?\" he asked."
)


@pytest.mark.parametrize("seed", range(25))
def test_marks_put_lost_and_turned_at_random_break_nothing(seed: int) -> None:
    chance = random.Random(seed)
    text = ARTICLE
    for _ in range(40):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice([*MARKS, "", "\n\n", "\u00a0"]) + text[at + chance.randrange(2) :]
        check(text)


@pytest.mark.parametrize("unit", ['"a b," c ', "“a ", "'as' b ", '“‘a "b ’', "“"])
def test_time_grows_with_the_number_of_marks_and_not_with_its_square(unit: str) -> None:
    def seconds(marks: int) -> float:
        text = unit * (marks // sum(c in MARKS for c in unit))
        start = time.process_time()
        lexed(text)
        return time.process_time() - start

    assert seconds(100_000) < max(20 * seconds(12_500), 5)


def test_marks_nested_ten_thousand_deep_are_paired() -> None:
    text = "“a " * 10_000 + "b” " * 10_000
    assert max(one.level for one in lexed(text)) == 9_999
