"""The text of a page as a reader sees it: no sentence is glued to the next, and none is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.blocks import segment
from index.sources.body import parse


def blocks(markup: str) -> list[str]:
    return [block.text for block in segment(parse(f"<html><body>{markup}</body></html>").find("body"))]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("<p>One.<p>Two.", ["One.", "Two."]),
        ("<div>One.<p>Two.</p>Three.</div>", ["One.", "Two.", "Three."]),
        ("<p>The <b>dam</b>, <i>closed</i>\n  on\tMonday.</p>", ["The dam, closed on Monday."]),
        ("<p>un<b>believ</b>able</p>", ["unbelievable"]),
        ("<p>One.<br>Two.</p>", ["One.\nTwo."]),
        ("<p>One. <br/> Two.<br><br>Three.</p>", ["One.\nTwo.", "Three."]),
        ("<p>One.</p>\n\n<!-- a note -->\n<?php x ?><p>Two.</p>", ["One.", "Two."]),
        ("<p>One <!-- a note -->two.</p>", ["One two."]),
        ("<ul><li>One<li>Two<ul><li>Three</ul></ul>", ["One", "Two", "Three"]),
        ("<blockquote><p>“One.”</p><footer>Ada Byrd</footer></blockquote>", ["“One.”", "Ada Byrd"]),
        (
            "<table><tr><td>Dam</td><td> closed </td></tr><tr><td>Bridge<td>open</table>",
            ["Dam closed", "Bridge open"],
        ),
        ("<pre>One\n  two</pre>", ["One\ntwo"]),
        ("<p>He said <q>no</q>.</p>", ["He said “no”."]),
        ("<p>10&nbsp;km</p>", ["10\xa0km"]),
        ("<p>re<wbr>treat</p>", ["retreat"]),
        ("<x-story>One.</x-story><x-story>Two.</x-story>", ["One. Two."]),
        ("<p>The dam (<x-note><a href=/5>5</a></x-note>) is closed.</p>", ["The dam (5) is closed."]),
        (
            "<p><span>The dam was closed.</span><span>Nobody was hurt.</span></p>",
            ["The dam was closed. Nobody was hurt."],
        ),
        ("<p><span>U.</span><span>S.</span> and a<span>B</span></p>", ["U.S. and aB"]),
        (
            "<p>One.</p><script>two()</script><style>x</style><noscript>Three</noscript><p>Four.</p>",
            ["One.", "Four."],
        ),
        ("<p>One <svg><title>x</title><text>y</text></svg>two.</p><button>Three</button>", ["One two."]),
    ],
)
def test_text_comes_out_as_a_browser_shows_it(markup, text):
    assert blocks(markup) == text


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ('<span class="sr-only">opens in a new window</span>', "The dam is closed."),
        ('<span style="color:red; display: none">not shown</span>', "The dam is closed."),
        ("<span hidden>not shown</span>", "The dam is closed."),
        ('<span class="rollover-block">More about the dam</span>', "The dam is closed."),
        (
            '<span class="rollover-people"><a>now</a> <i class="rollover-people-block">More</i></span>',
            "The dam now is closed.",
        ),
        ('<span class="tooltip">now</span> ', "The dam now is closed."),
        ('<span aria-hidden="true">now</span> ', "The dam now is closed."),
        ('<a class="related" href="/x">now</a> ', "The dam now is closed."),
    ],
)
def test_within_a_line_only_what_is_not_shown_is_left_out(inside, text):
    assert blocks(f"<p>The dam {inside}is closed.</p>") == [text]


def test_links_of_a_block_are_counted_by_their_characters():
    (block,) = segment(parse("<body><p>To <a href=/x>the dam</a>.</p></body>").find("body"))
    assert (block.linked, block.link_share) == (7, 7 / 11)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["b", "i", "a", "em", "u", "span"]), st.text("ab .", min_size=1, max_size=5)
        )
    )
)
def test_markup_within_a_line_adds_and_loses_nothing(pieces):
    marked = "".join(f"<{tag}>{text}</{tag}>" for tag, text in pieces)
    assert blocks(f"<p>{marked}</p>") == blocks("<p>" + "".join(text for _, text in pieces) + "</p>")
