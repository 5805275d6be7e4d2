"""Copies of a story: found by the words alone, shown as each printed them, the earliest first."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import Article, Filter, Span
from qa import Quote
from qa.copies import Copies, _words, same_words
from tests.qa.making import held

DENIAL = "Vessaria denied on Tuesday that it had sold 300 missiles."
AROUND = "OSTREL was quiet. {} Irravand did not reply."
STORY = AROUND.format(DENIAL)


def printed(name, text=STORY, *, day=None, **fields):
    """An article as an index holds it; ``day``: of March 2025."""
    return Article(f"{name}@1", text, name.title(), published=day and date(2025, 3, day), **fields)


def quote(article, words=DENIAL):
    start = article.text.index(words)
    return Quote(article, Span(start, start + len(words)))


def printings(story, of=None, where=None, words=DENIAL):
    """Where a story's words are printed; asked of its first article where not said."""
    found = Copies(held(*story, stories=[story]), where).printings(quote(of or story[0], words))
    return [one.id for one in found]


def test_the_same_words_are_found_in_every_copy_at_their_own_place_and_the_earliest_comes_first():
    first = printed("first", day=3)
    cut = printed("cut", f"{DENIAL} It rained.", day=4)
    longer = printed("longer", "A paragraph was added.\n\n" + AROUND.format(DENIAL), day=5)
    places = ["first@1:18-75", "cut@1:0-57", "longer@1:42-99"]
    for of in (first, cut, longer):
        assert printings([first, cut, longer], of) == places


def test_an_article_without_copies_prints_its_words_alone():
    alone, other = printed("alone"), printed("other")
    found = Copies(held(alone, other)).printings(quote(alone))
    assert [one.id for one in found] == ["alone@1:18-75"]


@pytest.mark.parametrize(
    "words",
    [
        "Vessaria denied on Tuesday that it had sold 400 missiles.",
        "Vessaria admitted on Tuesday that it had sold 300 missiles.",
        "vessaria denied on Tuesday that it had sold 300 missiles.",
        "Vessaria denied on Tuesday that it had sold 300 missiles!",
        "Nobody believes that Vessaria denied on Tuesday that it had sold 300 missiles.",
        "Vessaria denied on Tuesday that it had sold 300 missiles., said a man.",
        "Vessaria denied on Tuesday that it had sold 300 missiles.”",
        "Vessaria denied on Tuesday that it had sold 3 00 missiles.",
    ],
)
def test_a_copy_with_other_words_does_not_count(words):
    first, copy = printed("first", day=3), printed("copy", AROUND.format(words), day=4)
    assert printings([first, copy]) == ["first@1:18-75"]


def test_a_dropped_not_is_another_sentence():
    first = printed("first", "We did not sign it. It rained.", day=3)
    copy = printed("copy", "We did sign it. It rained.", day=4)
    assert len(printings([first, copy], words="We did not sign it.")) == 1
    assert len(printings([first, copy], words="It rained.")) == 2


def test_words_that_are_furniture_in_a_copy_do_not_count_unless_they_are_printed_again_as_reporting():
    first = printed("first", day=3)
    headline = Span(0, len(DENIAL))
    only = printed("only", f"{DENIAL}\n\nIt rained.", day=4, furniture=(headline,))
    twice = printed("twice", f"{DENIAL}\n\n{AROUND.format(DENIAL)}", day=5, furniture=(headline,))
    assert printings([first, only, twice]) == ["first@1:18-75", "twice@1:77-134"]


def test_furniture_between_the_words_parts_them():
    text = "It began. We sold it.\n\nSign up now!\n\nThey paid."
    copy = printed("copy", text, day=4, furniture=(Span(23, 35),))
    first = printed("first", "It began. We sold it. They paid.", day=3)
    assert len(printings([first, copy], words="We sold it. They paid.")) == 1
    assert len(printings([first, copy], words="They paid.")) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("“No,” he said — twice — “we didn’t.”", '"No," he said -- twice--"we didn\'t."'),
        ("“No,” he said – twice.", "'No,' he said - twice."),
        ("``No,'' he said. It’s 10–12 weeks.", "«No,» he said. It's 10-12 weeks."),
        ("It was a\nlong\u00a0  day.\n\nIt rained.", "It was a long day. It rained."),
    ],
)
def test_blanks_and_kinds_of_marks_and_dashes_make_no_other_words(first, second):
    assert same_words(first, second)
    one, other = printed("one", first, day=3), printed("other", f"So.\n\n{second}\n\nWell.", day=4)
    found = list(Copies(held(one, other, stories=[(one, other)])).printings(quote(one, first)))
    assert [each.text for each in found] == [first, second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("No.", "no."),
        ("It fell -5 degrees.", "It fell — 5 degrees."),
        ("The man-eating shark", "The man — eating shark"),
        ("A pipe of 5'", 'A pipe of 5"'),
        ("We sold it", "We sold it."),
        ("resign", "re-sign"),
        ("anyone", "any one"),
        ("Reported 4.2", "Reported 4,2"),
    ],
)
def test_what_can_tell_two_sentences_apart_is_no_kind_of_mark(first, second):
    assert not same_words(first, second)


def test_only_copies_that_the_question_admits_are_looked_at():
    story = [
        printed("first", day=3, publisher="The Wire"),
        printed("second", day=5, publisher="The Post"),
        printed("third", day=7, publisher="The Sun"),
    ]
    first, second, third = (f"{one.id}:18-75" for one in story)
    assert printings(story, story[2], Filter(publishers=("The Sun",))) == [third]
    assert printings(story, story[1], Filter(since=date(2025, 3, 4))) == [second, third]
    assert printings(story, story[1], Filter(until=date(2025, 3, 6))) == [first, second]


def test_an_article_without_a_date_is_never_the_earliest():
    story = [printed("dated", day=3), printed("undated")]
    assert printings(story, story[1]) == printings(story) == ["dated@1:18-75", "undated@1:18-75"]


def test_of_one_day_the_earlier_moment_comes_first():
    noon, evening = (datetime(2025, 3, 3, hour, tzinfo=UTC) for hour in (12, 18))
    story = [
        printed("z", day=3, published_at=noon),
        printed("b", day=3, published_at=evening),
        printed("a", day=3),
    ]
    for of in story:
        assert [place[0] for place in printings(story, of)] == ["z", "b", "a"]


def test_a_copy_that_repeats_the_words_without_end_is_looked_at_a_few_times():
    first = printed("first", "We sold it. It rained.", day=3)
    many = printed("many", "Nobody says: We sold it. Nobody.\n\n" * 2000, day=4)
    assert len(printings([first, many], words="We sold it.")) == 1


MARKED = st.lists(
    st.sampled_from(["We", "sold", "not", "300", "it.", "“", "”", "'", "’", "-", "—", "--", "–", " ", "\n", "\u00a0"])
).map("".join)  # fmt: skip


@given(MARKED)
@example(" — ''5'--\n")
def test_every_compared_character_knows_its_place(text):
    words = _words(text)
    places = [words.origin(at) for at in range(len(words.plain) + 1)]
    assert (places[0], places[-1]) == (0, len(text))
    parts = [text[a:b] for a, b in pairwise(places)]
    assert "".join(parts) == text
    assert all(same_words(part, one) for part, one in zip(parts, words.plain, strict=True))


@given(MARKED)
def test_compared_words_are_compared_as_themselves(text):
    assert _words(_words(text).plain).plain == _words(text).plain


SENTENCES = [
    "Vessaria said “no” — twice.",
    'Vessaria said "no" -- twice.',
    "Vessaria said “no”.",
    "It sold 300.",
    "It sold 400.",
    "It did not sell.",
    "It did sell.",
    "He was there.",
]
TEXTS = st.lists(
    st.tuples(st.sampled_from(SENTENCES), st.sampled_from([" ", "\n\n", "  "])), min_size=1, max_size=8
)


@given(TEXTS, TEXTS, st.data())
def test_whatever_is_found_is_printed_there_in_the_same_words_and_from_everywhere_alike(one, other, data):
    story = [
        printed(name, "".join(part for pair in parts for part in pair).strip(), day=day)
        for name, parts, day in (("one", one, 3), ("other", other, 4))
    ]
    copies = Copies(held(*story, stories=[story]))
    of = data.draw(st.sampled_from(story))
    asked = quote(of, data.draw(st.sampled_from([s for s in SENTENCES if s in of.text])))
    found = list(copies.printings(asked))
    assert asked in found
    assert [each.article.published for each in found] == sorted(each.article.published for each in found)
    for each in found:
        assert same_words(each.text, asked.text)
        assert {again.article.id for again in copies.printings(each)} == {e.article.id for e in found}
    expected = {
        article.id for article in story if any(same_words(s, asked.text) and s in article.text for s in SENTENCES)
    }  # fmt: skip
    assert {each.article.id for each in found} == expected
