"""Which articles print one story, and which only look like it."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.copies import NEIGHBOURS, SIZE, find_copies, sketch
from index.records import Article, Span

SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()


def sentences(seed: int, count: int = 12, length: int = 18) -> list[str]:
    """Sentences of made words, some of them names and figures, the same for the same seed."""
    chance = random.Random(seed)

    def word() -> str:
        kind = chance.random()
        if kind < 0.04:
            return str(chance.randrange(10, 10_000))
        made = "".join(chance.choices(SYLLABLES, k=chance.randint(1, 3)))
        return made.capitalize() if kind < 0.12 else made

    return [" ".join(word() for _ in range(length)).capitalize() + "." for _ in range(count)]


def article(name: str, parts: list[str], published: str | None = None, **fields: object) -> Article:
    day = date.fromisoformat(published) if published else None
    return replace(Article(f"{name}@0", "\n\n".join(parts), published=day), **fields)


def groups(*articles: Article, **more: object) -> list[tuple[str, ...]]:
    by_id = {one.id: one for one in articles}
    return find_copies({id: sketch(one) for id, one in by_id.items()}, by_id.__getitem__, **more)


def are_copies(one: list[str], other: list[str]) -> bool:
    return groups(article("a", one), article("b", other)) == [("a@0", "b@0")]


def changed(parts: list[str], every: int, seed: int = 1) -> list[str]:
    """Sentences with one word in so many replaced."""
    chance = random.Random(seed)
    return [
        " ".join("other" if chance.random() < 1 / every else word for word in part.split()) for part in parts
    ]


STORY = sentences(1)
OTHER = sentences(2)


@pytest.mark.parametrize("left", [0.3, 0.5, 0.9])
def test_a_story_cut_at_its_end_is_a_copy(left: float) -> None:
    text = "\n\n".join(STORY)
    assert are_copies(STORY, [text[: int(len(text) * left)]])


@pytest.mark.parametrize("place", [0, 6, 12])
def test_a_story_with_a_paragraph_added_is_a_copy(place: int) -> None:
    assert are_copies(STORY, [*STORY[:place], *OTHER[:2], *STORY[place:]])


def test_a_story_with_every_twentieth_word_changed_is_a_copy() -> None:
    assert are_copies(STORY, changed(STORY, 20))


def test_a_story_with_every_fourth_word_changed_is_not() -> None:
    assert not are_copies(STORY, changed(STORY, 4))


def test_two_cuts_that_lost_different_paragraphs_are_copies() -> None:
    long = sentences(3, 30)
    assert are_copies([*long[:10], *long[13:]], [*long[:20], *long[23:]])


def test_case_quotation_marks_and_line_ends_make_no_difference() -> None:
    assert are_copies(STORY, ["\n".join(STORY).upper().replace(".", "”")])


def test_furniture_is_not_compared() -> None:
    box = " ".join(OTHER)
    one, other = article("a", [box, *STORY]), article("b", [*sentences(4), box])
    marked = [
        replace(one, furniture=(Span(0, len(box)),)),
        replace(other, furniture=(Span(len(other.text) - len(box), len(other.text)),)),
    ]
    assert groups(*marked) == []
    assert groups(marked[0], article("c", STORY)) == [("a@0", "c@0")]


def test_the_words_on_both_sides_of_furniture_stand_together() -> None:
    parts = [part for sentence in STORY for part in (sentence, "Share this")]
    cut = article("a", parts)
    spans, end = [], 0
    for part in parts:
        if part == "Share this":
            spans.append(Span(end, end + len(part)))
        end += len(part) + 2
    assert sketch(replace(cut, furniture=tuple(spans))) == sketch(article("b", STORY))


def test_independent_stories_are_not_folded() -> None:
    assert groups(*(article(f"a{seed}", sentences(seed)) for seed in range(40))) == []


@pytest.mark.parametrize("background", [4, 8, 16])
def test_a_follow_up_that_repeats_the_background_is_another_story(background: int) -> None:
    first = [*STORY, *sentences(5, background)]
    assert not are_copies(first, [*OTHER[:6], *sentences(5, background)])


def test_a_short_report_of_nothing_but_background_is_no_copy_of_the_long_one() -> None:
    assert not are_copies([*sentences(6, 30), *OTHER[:5]], OTHER[:5])


def test_a_column_with_its_long_frame_is_another_story_each_week() -> None:
    frame = sentences(7, 16)
    assert not are_copies([*frame[:8], *STORY[:6], *frame[8:]], [*frame[:8], *OTHER[:6], *frame[8:]])


REPORT = (
    "The index of the exchange at Porto Alto {verb} {0} points, or {1}.{2} percent, to close at {3} on {day}. "
    "Volume was {4} million shares, against {5} million a day before, said the exchange in its daily note. "
    "Among the {6} companies of the main list, {7} gained and {8} lost, while the rest did not change. "
    "Oil for delivery next month was traded at {9} dollars, and gold of the usual grade at {10} an ounce."
)


def test_reports_on_one_form_with_other_figures_are_not_folded() -> None:
    chance = random.Random(3)
    made = [
        article(
            f"r{number}",
            [
                REPORT.format(
                    *(chance.randrange(100, 9999) for _ in range(11)), verb=verb, day=f"{day} the {number}th"
                )
            ],
        )
        for number, (verb, day) in enumerate(
            [("rose", "Monday"), ("fell", "Tuesday"), ("rose", "Monday")] * 4
        )
    ]
    assert groups(*made) == []


def test_reports_that_differ_in_their_figures_alone_are_not_folded() -> None:
    frame = sentences(8, 20)
    tables = [
        [f"{part} {seed}{number}01 {seed}{number}02" for number, part in enumerate(frame)] for seed in (1, 2)
    ]
    assert not are_copies(*tables)


def test_independent_articles_that_quote_one_statement_at_length_are_not_folded() -> None:
    statement = sentences(9, 10)
    assert not are_copies([*STORY[:4], *statement, *STORY[4:8]], [*OTHER[:5], *statement, *OTHER[5:8]])


def test_items_of_a_digest_do_not_make_one_group() -> None:
    items = [sentences(seed, 5) for seed in (10, 11, 12)]
    digest = article("digest", [sentence for item in items for sentence in item])
    found = groups(digest, *(article(f"item{number}", item) for number, item in enumerate(items)))
    assert found == [("digest@0", "item0@0")]  # which the digest, cut at its end, would be


def test_older_entries_of_a_live_page_are_no_copy_of_it() -> None:
    assert not are_copies(STORY, [*sentences(13, 14), *STORY])


@pytest.mark.parametrize("text", ["", "Watch the video above.", " ".join(STORY[0].split()[:17])])
def test_texts_of_a_few_words_are_never_folded(text: str) -> None:
    assert groups(article("a", [text]), article("b", [text])) == []


def test_nothing_and_one_article_give_no_groups() -> None:
    assert groups() == []
    assert groups(article("a", STORY)) == []


def test_the_earliest_comes_first_then_the_undated_then_by_id() -> None:
    made = [
        article("d", STORY),
        article("c", STORY),
        article("b", STORY, "2014-07-28"),
        article("a", STORY, "2014-07-29"),
        article("f", STORY, "2014-07-28", published_at=datetime(2014, 7, 28, 9, tzinfo=UTC)),
        article("e", STORY, "2014-07-28", published_at=datetime(2014, 7, 28, 12, tzinfo=UTC)),
    ]
    assert groups(*made) == [("f@0", "e@0", "b@0", "a@0", "c@0", "d@0")]


def test_groups_are_sorted_and_disjoint() -> None:
    made = [article(f"{name}{seed}", sentences(seed)) for name in "zxy" for seed in (21, 20, 22)]
    found = groups(*made)
    assert found == sorted(found)
    assert [len(group) for group in found] == [3, 3, 3]


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_articles_makes_no_difference(chance: random.Random) -> None:
    made = [article(f"s{seed}-{cut}", sentences(seed)[:cut]) for seed in range(4) for cut in (12, 9, 6)]
    expected = groups(*made)
    chance.shuffle(made)
    assert groups(*made) == expected


def test_scripts_without_blanks_are_compared_by_their_characters() -> None:
    chance = random.Random(4)
    one, other = (["".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(200))] for _ in "ab")
    assert are_copies(one, [one[0][:120]])
    assert not are_copies(one, other)


def test_a_sketch_is_small_whatever_the_length_and_the_same_in_every_process() -> None:
    assert len(sketch(article("a", sentences(1, 400)))) == 4 * SIZE
    assert sketch(article("a", [])) == b""
    assert sketch(article("a", ["one two three four five six"])).hex() == "e079bd300ccca8d1"


def test_many_copies_of_one_story_are_one_group_and_few_are_read() -> None:
    made = [article(f"a{number:04}", STORY) for number in range(40 * NEIGHBOURS)]
    read = []
    by_id = {one.id: one for one in made}

    def load(id: str) -> Article:
        read.append(id)
        return by_id[id]

    found = find_copies({id: sketch(one) for id, one in by_id.items()}, load)
    assert [len(group) for group in found] == [len(made)]
    assert len(read) <= 3 * len(made)


def test_a_phrase_of_every_article_costs_no_more_than_a_share_of_each() -> None:
    phrase = sentences(30, 2)
    made = [article(f"a{number}", [*sentences(100 + number, 5), *phrase]) for number in range(1500)]
    started = time.process_time()
    assert groups(*made) == []
    assert time.process_time() - started < 15  # about a second


class TestAnUpdate:
    def setup_method(self) -> None:
        self.read: list[str] = []
        made = [article(f"{name}{seed}", sentences(seed)) for name in "ab" for seed in range(6)]
        near = [article(f"near{seed}", [*sentences(seed)[:8], *sentences(50 + seed, 8)]) for seed in range(6)]
        self.articles = {one.id: one for one in [*made, *near]}
        self.before = self.find()
        self.read.clear()

    def find(self, **more: object) -> list[tuple[str, ...]]:
        def load(id: str) -> Article:
            self.read.append(id)
            return self.articles[id]

        return find_copies({id: sketch(one) for id, one in self.articles.items()}, load, **more)

    def test_reads_nothing_where_nothing_changed(self) -> None:
        compared = list(self.articles)
        assert self.find(known=self.before, compared=compared) == self.before
        assert self.read == []

    def test_without_the_list_of_what_was_compared_reads_no_more_than_the_first_time(self) -> None:
        assert self.find(known=self.before) == self.before
        assert len(self.read) <= 24  # the two of each pair that is alike and is none

    def test_adds_a_new_copy_to_its_group_and_sorts_it_anew(self) -> None:
        compared = list(self.articles)
        new = article("c", sentences(2), "2014-07-28")
        self.articles[new.id] = new
        found = self.find(known=self.before, compared=compared)
        assert ("c@0", "a2@0", "b2@0") in found
        assert {"c@0", "a2@0"} <= set(self.read) <= {"c@0", "a2@0", "b2@0", "near2@0"}
        assert found == self.find()

    def test_compares_what_is_left_of_a_group_anew(self) -> None:
        compared = list(self.articles)
        third = article("c", [*sentences(2), *sentences(60, 1)])
        self.articles[third.id] = third
        known = self.find(known=self.before, compared=compared)
        del self.articles["a2@0"]
        found = self.find(known=known, compared=[*compared, third.id])
        assert ("b2@0", "c@0") in found
        assert found == self.find()

    def test_forgets_a_group_of_which_one_is_left(self) -> None:
        compared = list(self.articles)
        del self.articles["a2@0"]
        found = self.find(known=self.before, compared=compared)
        assert all("b2@0" not in group for group in found)
        assert len(found) == len(self.before) - 1
