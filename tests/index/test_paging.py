"""Pages: each word stays on its page when the text is cleaned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clean import clean_text
from index.paging import page_starts
from index.records import Article


def joined(pages: list[str], between: str = "\n") -> tuple[str, tuple[int, ...]]:
    raw, starts = "", []
    for page in pages:
        starts.append(len(raw))
        raw += page + between
    return raw, tuple(starts)


def test_a_page_begins_with_the_mark_before_its_first_word():
    raw, starts = joined(["  One.\xad \r\n\r\n\r\n", "\u201cTwo\u201d (three)", "(four)"], "\f")
    clean = clean_text(raw)
    places = page_starts(raw, starts, clean)
    assert [clean[place:][:5] for place in places] == ["One.\n", "\u201cTwo\u201d", "(four"]


def test_empty_pages_take_no_room_and_still_count():
    raw, starts = joined(["", "One.", " \n", "Two.", ""])
    clean = clean_text(raw)
    article = Article("a@1", clean, pages=page_starts(raw, starts, clean))
    assert len(article.pages) == 5
    assert (article.page_at(clean.index("One")), article.page_at(clean.index("Two"))) == (2, 4)


@pytest.mark.parametrize("starts", [(), (1,), (0, 5, 3), (0, 99), (-1, 2)])
def test_offsets_that_cannot_be_pages_are_none(starts):
    assert page_starts("One. Two.", starts, "One. Two.") == ()


def test_a_page_that_begins_inside_a_word_begins_there():
    assert page_starts("trans-\nport", (0, 4), "trans-\nport") == (0, 4)


_PAGES = st.lists(
    st.lists(
        st.sampled_from(
            [
                "word",
                "caf\u0065\u0301",
                "\ufb01le",
                "\u1112\u1161\u11ab",
                "“",
                "”",
                ".",
                "\u0301",
                "\xad",
                "\u200c",
            ]
        )
        | st.text(max_size=4),
        max_size=8,
    ).map(" ".join),
    min_size=1,
    max_size=6,
)


@given(_PAGES, st.sampled_from(["\n", "\f", "\n\n\n"]))
def test_each_word_is_on_the_page_that_it_was_on(pages, between):
    marked = [f"{page} w{number}w " for number, page in enumerate(pages, 1)]
    raw, starts = joined(marked, between)
    clean = clean_text(raw)
    article = Article("a@1", clean, pages=page_starts(raw, starts, clean))
    assert list(article.pages) == sorted(article.pages)
    at = 0
    for number in range(1, len(pages) + 1):
        at = clean.index(f"w{number}w", at)
        assert article.page_at(at) == number
