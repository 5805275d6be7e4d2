"""Markup inside a field: the same words, in the same paragraphs, as a browser shows."""

from __future__ import annotations

from lxml.html import document_fromstring

from index.sources.blocks import segment
from index.sources.tagless import text_of


def test_a_caption_and_the_cells_of_a_table_are_apart_from_what_follows():
    assert text_of("<table><caption>Dams</caption><tr><td>One</td><td>Two</td></tr></table>End.") == (
        "Dams\n\nOne\n\nTwo\n\nEnd."
    )


def test_controls_and_what_stands_in_for_a_frame_are_not_printed():
    assert text_of(
        "<p>Open.</p><select><option>a</select><input value=x><video>No video.</video><p>On.</p>"
    ) == ("Open.\n\nOn.")


def test_a_marked_quotation_has_the_marks_that_a_browser_prints():
    assert text_of("<p>He said <q>no <i>deal</i></q>.</p>") == "He said “no deal”."


def test_a_field_and_a_page_of_the_same_markup_say_the_same():
    markup = "<h2>Dam</h2><p>The <b>dam</b> &amp;<br>the <q>bridge</q>.</p><ul><li>One<li>Two</ul><center>End</center>"
    body = document_fromstring(f"<body>{markup}").find("body")
    assert text_of(markup) == "\n\n".join(block.text for block in segment(body))
