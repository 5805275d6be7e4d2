"""Which repeated lines are furniture, and which are reporting that is told again."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from index.furniture import disjoint
from index.records import Article, Span
from index.repeats import Repeats, paragraphs

SYLLABLES = (
    "barge cedar dingo fiord gusty havoc jolly kayak lemon mango nylon pixel raven sauna tulip".split()
)
LETTER = "Get the harbour letter every Friday: subscribe on the Ledger's front page"
BOX = "Puzzles and recipes wait on the second page of the printed paper"


def story(seed: int, count: int = 8) -> list[str]:
    """Paragraphs of made words, the same for the same seed."""
    chance = random.Random(seed)
    words = ["".join(chance.sample(SYLLABLES, 2)) for _ in range(30)]
    return [" ".join(chance.choices(words, k=12)).capitalize() + "." for _ in range(count)]


def article(name: str, parts: list[str], publisher: str = "The Ledger", **fields: object) -> Article:
    return replace(Article(f"{name}@0", "\n\n".join(parts), publisher=publisher), **fields)


def learned(articles: list[Article], stories: dict[str, str] | None = None) -> Repeats:
    stories = stories or {}
    return Repeats((one.publisher, paragraphs(one), stories.get(one.id, one.id)) for one in articles)


def marked(articles: list[Article], one: Article, **more: object) -> list[str]:
    return [one.text[start:end] for start, end in learned(articles, **more).furniture(one)]


def printed_with(line: str, count: int, place: int = 4, publisher: str = "The Ledger") -> list[Article]:
    """Articles on different things that print a line at a place."""
    parts = [story(seed) for seed in range(count)]
    return [
        article(f"{publisher}{seed}", [*part[:place], line, *part[place:]], publisher)
        for seed, part in enumerate(parts)
    ]


@pytest.mark.parametrize("place", [0, 4, 8])
def test_an_invitation_printed_with_four_stories_is_furniture(place: int) -> None:
    made = printed_with(LETTER, 4, place)
    assert [marked(made, one) for one in made] == [[LETTER]] * 4


def test_an_invitation_printed_with_three_stories_is_not_yet() -> None:
    made = printed_with(LETTER, 3)
    assert marked(made, made[0]) == []


def test_copies_of_one_story_count_once() -> None:
    made = printed_with(LETTER, 4)
    assert marked(made, made[0], stories={made[3].id: made[0].id}) == []


def test_a_line_that_does_not_speak_of_the_paper_is_furniture_at_the_end_of_ten_stories() -> None:
    assert marked(printed_with(BOX, 10, 8), printed_with(BOX, 1, 8)[0]) == [BOX]
    assert marked(printed_with(BOX, 9, 8), printed_with(BOX, 1, 8)[0]) == []


def test_a_line_that_does_not_speak_of_the_paper_is_reporting_in_the_middle() -> None:
    made = [article(f"a{seed}", [*story(seed, 20)[:10], BOX, *story(seed, 20)[10:]]) for seed in range(20)]
    assert marked(made, made[0]) == []


def test_among_many_stories_ten_are_not_enough() -> None:
    made = printed_with(BOX, 20, 8)
    rest = [replace(one, id=f"{number}@1") for number in range(600) for one in printed_with(".", 20)]
    assert marked([*made, *rest[:5000]], made[0]) == [BOX]
    assert marked([*made, *rest], made[0]) == []


def test_background_that_follow_ups_repeat_is_reporting() -> None:
    background = (
        "The harbour commission closed the northern terminal after dredging contractors updated their survey"
    )
    made = [
        article(
            f"a{seed}",
            [
                *story(seed),
                "The northern terminal stays closed while contractors repeat the survey for the commission.",
                "Dredging in the harbour goes on.",
                background,
            ],
        )
        for seed in range(20)
    ]
    assert marked(made, made[0]) == []


@pytest.mark.parametrize(
    "line",
    [
        "The ministry did not immediately respond to a request for comment by e-mail",
        "She told listeners of the podcast that she would not stand again",
        "The company declined to comment on the story when it was reached by phone",
    ],
)
def test_what_is_said_or_not_said_is_reporting_however_often_it_is_printed(line: str) -> None:
    made = printed_with(line, 30, 8)
    assert marked(made, made[0]) == []


def test_headings_and_items_are_left_alone() -> None:
    made = printed_with("Subscribe here", 30, 8)
    assert marked(made, made[0]) == []


def test_a_line_of_one_paper_is_not_learned_for_another() -> None:
    made = [*printed_with(LETTER, 4), *printed_with(LETTER, 1, publisher="The Courier")]
    assert marked(made, made[0]) == [LETTER]
    assert marked(made, made[4]) == []


def test_articles_without_a_publisher_are_learned_from_together() -> None:
    made = printed_with(LETTER, 4, publisher="")
    assert marked(made, made[0]) == [LETTER]


def test_case_and_marks_make_no_difference() -> None:
    made = [*printed_with(LETTER, 3), *printed_with(LETTER.upper().replace("’", "'") + "!", 1)]
    made = [replace(one, id=f"{number}@0") for number, one in enumerate(made)]
    assert marked(made, made[3]) == [LETTER.upper() + "!"]


def test_an_article_keeps_its_last_words() -> None:
    made = [*printed_with(LETTER, 6), article("alone", [LETTER]), article("short", [LETTER, "Rain again."])]
    assert [marked(made, one) for one in made[5:]] == [[LETTER], [], []]


def test_furniture_that_is_known_is_passed_over_and_the_rest_of_its_line_is_not() -> None:
    made = printed_with(LETTER, 4, 8)
    whole, part = made[0], made[1]
    start = whole.text.index(LETTER)
    end = start + len(LETTER)
    assert marked(made, replace(whole, furniture=(Span(start, end),))) == []
    start = part.text.index(LETTER)
    assert marked(made, replace(part, furniture=(Span(start, start + 7),))) == [LETTER]


def test_spans_are_sorted_and_can_be_added_to_the_articles() -> None:
    both = [
        article(f"a{seed}", [LETTER, *story(seed), "Follow every match live on our pages and in the app"])
        for seed in range(5)
    ]
    spans = learned(both).furniture(both[0])
    assert len(spans) == 2
    assert disjoint(both[0].text, spans) == list(spans)


def test_touch_tells_which_articles_to_look_at_again() -> None:
    made = printed_with(LETTER, 4)
    repeats = learned(made)
    other = article("other", story(50))
    assert repeats.touch("The Ledger", paragraphs(made[0]))
    assert not repeats.touch("The Courier", paragraphs(made[0]))
    assert not repeats.touch("The Ledger", paragraphs(other))
    assert not repeats.touch("The Ledger", b"")


def test_nothing_is_learned_from_nothing() -> None:
    repeats = Repeats([])
    assert repeats.furniture(article("a", story(1))) == ()
    assert Repeats([("", b"", "a")]).furniture(article("a", story(1))) == ()


def test_the_order_of_the_articles_makes_no_difference() -> None:
    made = [*printed_with(LETTER, 4), *printed_with(BOX, 12, 8, publisher="The Courier")]
    backwards = made[::-1]
    assert [marked(made, one) for one in made] == [marked(backwards, one) for one in made]


def test_what_is_kept_is_small_whatever_the_length() -> None:
    assert len(paragraphs(article("a", story(1, 5000)))) == 1024
    assert paragraphs(article("a", [])) == b""
