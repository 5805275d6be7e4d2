"""PDF files, read in order or refused by name."""

from __future__ import annotations

import io
import logging
import re
import resource as system
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.sources.options import Limits, Options
from index.sources.pdf import read
from index.sources.record import Record, Resource
from tests.index.printing import assembled, column, one_page, printed, shown, sized, stream, together


def found(data: bytes, limits: Limits | None = None) -> Record | SourceError:
    options = Options(limits=limits or Limits())
    (one,) = read(Resource("news/a.pdf", "news/a.pdf", "a.pdf", len(data)), io.BytesIO(data), options)
    return one


def article(data: bytes) -> Record:
    one = found(data)
    assert isinstance(one, Record), one
    return one


def refusal(data: bytes, limits: Limits | None = None) -> str:
    started = time.process_time()
    one = found(data, limits)
    assert isinstance(one, SourceError), one
    assert one.path == "news/a.pdf"
    assert time.process_time() - started < 30
    return one.message


FIRST = [
    "The ministry of the interior said on Monday that the valley was",
    "closed to all traffic, and that it would be opened again in the",
    "spring.",
]
SECOND = [
    "\tNobody was hurt, the governor told reporters outside the old",
    "town hall, where he had spent the night with his staff and",
    "with the families.",
]
ONE = " ".join(FIRST)
TWO = " ".join(line.strip() for line in SECOND)


# Order and paragraphs


def test_lines_are_joined_to_paragraphs_at_indents():
    assert article(printed(column([*FIRST, *SECOND]))).text == f"{ONE}\n\n{TWO}"


def test_lines_are_joined_to_paragraphs_at_gaps():
    assert (
        article(printed(column([*FIRST, "", *[line.strip() for line in SECOND]]))).text == f"{ONE}\n\n{TWO}"
    )


def test_a_paragraph_ends_where_the_next_word_had_room_on_its_last_line():
    assert article(printed(column([*FIRST, *[line.strip() for line in SECOND]]))).text == f"{ONE}\n\n{TWO}"


def test_a_paragraph_of_one_line_between_indented_ones_stands_alone():
    lines = [*SECOND, "\t“No,” he said, “nothing at all was taken from this office.”", *SECOND]
    text = article(printed(column(line.replace("“", '"').replace("”", '"') for line in lines))).text
    assert text == f'{TWO}\n\n"No," he said, "nothing at all was taken from this office."\n\n{TWO}'


NARROW = [
    "The ministry of the interior said on",
    "Monday that the valley was closed to",
    "all traffic, and that the road would be",
    "opened again in the spring, when the",
    "snow has left the passes, and not one",
]
NARROW_REST = [
    "day earlier. Nobody was hurt, said the",
    "governor, who had spent the night with",
    "his staff in the old town hall, below a",
    "roof that was known to be unsafe for as",
    "long as anyone remembers it to stand.",
]
NARROW_TEXT = " ".join([*NARROW, *NARROW_REST])
HEADLINE = "Valley closed for the whole winter"


def test_columns_below_a_headline_are_read_one_after_the_other():
    page = together(
        sized(24, column([HEADLINE], y=70)), column(NARROW, y=100), column(NARROW_REST, x=250, y=100)
    )
    assert article(printed(page)).text == f"{HEADLINE}\n\n{NARROW_TEXT}"


def test_columns_that_are_drawn_row_by_row_are_read_one_after_the_other():
    rows = [
        column([line], x=x, y=100 + 12.5 * number)
        for number in range(5)
        for x, line in ((50, NARROW[number]), (250, NARROW_REST[number]))
    ]
    assert article(printed(together(*rows))).text == NARROW_TEXT


def test_three_columns_of_which_the_first_two_share_a_headline():
    page = together(
        sized(18, column(["Winter comes to the valley and stays"], y=70)),
        column(NARROW, y=100),
        column(NARROW_REST, x=230, y=100),
        column([line.upper() for line in NARROW], x=430, y=66, leading=14),
    )
    text = article(printed(page)).text
    assert text.startswith(f"Winter comes to the valley and stays\n\n{NARROW_TEXT}\n\nTHE MINISTRY")


def test_a_caption_does_not_break_the_sentence_around_it():
    page = together(
        column(NARROW, y=100),
        sized(7, column(["The closed road, on Sunday. Photo: ASNA"], x=250, y=100)),
        column(NARROW_REST, x=250, y=130),
    )
    text = article(printed(page)).text
    assert NARROW_TEXT in text
    assert "The closed road, on Sunday. Photo: ASNA" in text


def test_a_sentence_goes_on_over_the_page_without_heads_feet_and_numbers():
    def framed(body: list[str], number: int):
        return together(
            column(["The Vessaria Times"], y=40), column(body), column([f"Page {number} of 3"], y=800)
        )

    read_ = article(printed(framed(NARROW, 1), framed(NARROW_REST, 2), framed(["Then it rained."], 3)))
    assert read_.text == f"{NARROW_TEXT}\n\nThen it rained."
    second, third = read_.text.index("day earlier"), read_.text.index("Then it rained")
    assert read_.pages == (0, second, third)


def test_a_word_broken_at_the_end_of_a_page_is_joined_and_the_page_begins_inside_it():
    read_ = article(
        printed(column([*NARROW[:4], "snow has left, and not one mo-"]), column(["ment sooner."]))
    )
    assert read_.text.endswith("and not one moment sooner.")
    assert read_.pages == (0, read_.text.index("ment sooner"))


def test_a_number_that_ends_a_column_is_no_page_number():
    pages = [column([*NARROW[:4], f"snow has left, said {number}"]) for number in ("all", "30")]
    assert article(printed(*pages)).text.endswith("snow has left, said 30")


def test_what_only_one_page_prints_at_its_edge_is_kept():
    text = article(printed(column(["The Vessaria Times", "", "", *FIRST], y=40))).text
    assert text == f"The Vessaria Times\n\n{ONE}"


def test_a_page_without_text_begins_where_the_next_one_does():
    read_ = article(printed(column(FIRST), lambda pdf: pdf.line(0, 0, 99, 99), column([SECOND[0]])))
    start = read_.text.index("Nobody")
    assert read_.pages == (0, start, start)


@pytest.mark.parametrize(
    ("end", "begin", "joined"),
    [
        ("it was only spec-", "ulation, he said", "speculation"),
        ("of a man well-", "known in the town", "well-known"),
        ("a guard of the Franco-", "German brigade", "Franco-German"),
        ("it was Moscow-", "backed, they say", "Moscow-backed"),
        ("a day-to-", "day affair of us", "day-to-day"),
        ("he is an anti-", "hero to all of us", "anti-hero, or"),
    ],
)
def test_a_word_broken_at_a_line_end_is_joined_as_it_is_written(end, begin, joined):
    lines = [
        "He called him an anti-hero, or so they say, in the",
        f"paper, because {end}",
        f"{begin} and the rest",
    ]
    text = article(printed(column(lines))).text
    assert joined in text
    assert f"{end.split()[-1]} " not in text


def test_a_soft_hyphen_at_a_line_end_vanishes():
    content = b"BT /F1 10 Tf 50 700 Td (All of the docu\xad) Tj 0 -12 Td (ments were forged.) Tj ET"
    assert article(one_page(stream(content))).text == "All of the documents were forged."


def test_raised_figures_stay_at_their_word_as_raised():
    content = (
        b"BT /F1 10 Tf 50 700 Td (An area of 40 m) Tj /F1 6 Tf 4 Ts (2) Tj 0 Ts /F1 10 Tf ( was mined.) Tj ET"
    )
    assert article(one_page(stream(content))).text == "An area of 40 m² was mined."


def test_an_initial_of_three_lines_begins_the_first_of_them():
    page = together(
        sized(38, column(["T"], x=50, y=125)),
        column(
            ["he ministry of the interior said on Monday", "that the valley was closed to all traffic"], x=76
        ),
        column(["and that it would be opened in the spring,"], x=76, y=125),
        column(["when the snow has left all of the passes, said they."], x=50, y=137.5),
    )
    assert article(printed(page)).text.startswith(
        "The ministry of the interior said on Monday that the valley was"
    )


def test_text_along_a_margin_follows_its_page():
    def page(pdf):
        with pdf.rotation(90, 20, 500):
            pdf.text(20, 500, "Photographs: ASNA")
        column(FIRST)(pdf)

    assert article(printed(page)).text == f"{ONE}\n\nPhotographs: ASNA"


def test_a_page_that_is_turned_is_read_like_any_other():
    content = b"BT 0 1 -1 0 100 100 Tm /F1 10 Tf (The valley was closed on) Tj 0 -12 Td (Monday.) Tj ET"
    assert article(one_page(stream(content))).text == "The valley was closed on Monday."


def test_what_is_drawn_twice_in_one_place_is_said_once():
    line = "BT /F1 10 Tf 50 700 Td (The valley was closed.) Tj ET "
    assert article(one_page(stream((line + line).encode()))).text == "The valley was closed."


def test_what_stands_beside_the_page_is_not_read():
    slug = "BT /F1 10 Tf 50 900 Td (news.indd 1 12.03.14) Tj ET BT /F1 10 Tf 50 700 Td (It was closed.) Tj ET"
    assert article(one_page(stream(slug.encode()))).text == "It was closed."


def test_the_invisible_text_of_a_scan_is_text():
    assert article(one_page(shown("The valley was closed.", before="3 Tr"))).text == "The valley was closed."


def test_what_a_mark_says_goes_before_its_glyphs():
    content = b"BT /F1 10 Tf 50 700 Td /Span << /ActualText (fi) >> BDC (x) Tj (y) Tj EMC (nal) Tj ET"
    assert article(one_page(stream(content))).text == "final"


def test_forms_are_read_where_they_are_drawn():
    form = stream(
        b"BT /F1 10 Tf 0 0 Td (was closed.) Tj ET", entries=b"/Subtype /Form /Matrix [1 0 0 1 50 688] "
    )
    content = stream(b"BT /F1 10 Tf 50 700 Td (The long valley) Tj ET /X Do")
    assert (
        article(one_page(content, b"/XObject << /X 6 0 R >>", {6: form})).text
        == "The long valley was closed."
    )


# Facts


def headed(**about: str) -> Record:
    page = together(sized(24, column([HEADLINE], y=70)), column(["By Ilse Vantchev", "", *FIRST], y=100))
    return article(printed(page, **about))


def test_the_title_is_what_the_first_page_prints_largest():
    assert headed().title == HEADLINE
    assert article(printed(column(FIRST))).title == ""


def test_a_stated_title_counts_where_it_is_printed_large():
    assert headed(title="Valley closed for the whole winter").title == HEADLINE
    assert headed(title="Microsoft Word - final2.doc").title == HEADLINE
    assert article(printed(column(FIRST), title="Report of the committee")).title == ""


def test_a_large_name_of_the_paper_is_no_title_but_a_stated_title_below_it_counts():
    paper = sized(40, column(["The Vessaria Times"], y=60))
    page = together(paper, sized(20, column([HEADLINE], y=90)), column(FIRST, y=120))
    assert article(printed(page)).title == ""
    assert article(printed(page, title=HEADLINE)).title == HEADLINE


def test_a_stated_author_counts_where_the_first_page_prints_the_name():
    assert headed(author="Ilse Vantchev").authors == ("Ilse Vantchev",)
    assert headed(author="admin").authors == ()
    assert headed(author="Jan Newman").authors == ()


def test_no_date_is_taken_from_the_file():
    read_ = headed()
    assert (read_.published, read_.updated) == ("", "")


def test_what_the_carrier_knows_is_kept():
    data = printed(column(FIRST))
    carried = Resource("a", "a", "a.pdf", 0, "https://a.example/x", "2014-03-03", "ASNA")
    (one,) = read(carried, io.BytesIO(data), Options())
    assert isinstance(one, Record)
    assert (one.url, one.published, one.publisher) == ("https://a.example/x", "2014-03-03", "ASNA")


# Refusals


def test_a_scan_is_refused_with_what_mends_it():
    assert refusal(printed(lambda pdf: pdf.rect(0, 0, 99, 99))) == (
        "no text layer, as in a scan; expected text: run OCR first, for example ocrmypdf"
    )


def test_fonts_that_do_not_name_their_letters_are_refused():
    message = refusal(one_page(shown("\\001\\002\\003\\004\\005\\006\\007\\001\\002 abc")))
    assert "fonts do not say which letters they show" in message


@pytest.mark.parametrize("encoding", [b"/Identity-H", b"/Unheard-Of-H"])
def test_numbers_of_glyphs_that_no_map_explains_are_not_taken_for_letters(encoding):
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding %s >>" % encoding
    assert "fonts do not say" in refusal(one_page(shown("The valley was closed today."), more={5: font}))


def test_codes_that_are_unicode_by_their_encoding_are_letters():
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding /UniGB-UTF16-H >>"
    codes = "The valley was closed.".encode("utf-16-be").hex()
    content = stream(f"BT /F1 10 Tf 50 700 Td <{codes}> Tj ET".encode())
    assert article(one_page(content, more={5: font})).text == "The valley was closed."


def test_a_password_is_asked_for_and_an_owners_is_not():
    page = column(FIRST)
    assert refusal(printed(page, owner_password="o", user_password="u")).startswith(
        "encrypted; expected a PDF without"
    )
    assert article(printed(page, owner_password="o")).text == ONE


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no PDF header"),
        (b"\x00" * 100_000, "no PDF header"),
        (b"%PDF-1.7\n", "truncated"),
        (printed(column(FIRST))[:600], "truncated"),
        (b"%PDF-1.7\n" + b"1 0 obj\n" * 200_000 + b"%%EOF", "damaged"),
        (b"%PDF-1.7\nnothing\n%%EOF", "damaged"),
        (b"%PDF-1.7\nstartxref\n9\n%%EOF", "damaged"),
    ],
    ids=["empty", "zeros", "header only", "half", "junk", "no objects", "no table"],
)
def test_what_is_no_whole_pdf_is_refused(data, message):
    assert refusal(data).startswith(message)


def test_a_file_without_its_table_of_objects_is_read():
    data = printed(column(FIRST))
    assert (
        article(
            data[: data.rindex(b"xref\n", 0, data.rindex(b"startxref"))] + data[data.rindex(b"trailer") :]
        ).text
        == ONE
    )


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
NESTED = b"[" * 20_000 + b"]" * 20_000


@pytest.mark.parametrize(
    "objects",
    [
        {1: CATALOG, 2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"},
        {
            1: CATALOG,
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
        },
        {1: CATALOG, 2: b"<< /Type /Pages /Kids [] /Count 999999999 >>"},
        {1: CATALOG, 2: b"<< /Type /Pages /Kids %s /Count 1 >>" % NESTED},
        {
            1: CATALOG,
            2: b"<< /Type /Pages /Kids [" + b"3 0 R " * 150_000 + b"] /Count 1 >>",
            3: b"<< /Type /Page >>",
        },
        {1: b"<< /Type /Catalog >>"},
        {1: b"<< /Type /Catalog /Pages 9 0 R >>"},
        {1: b"null"},
    ],
    ids=["own child", "circle", "no pages", "nested", "one page often", "no tree", "lost tree", "no root"],
)
def test_trees_of_pages_that_are_none_are_refused(objects):
    assert "expected a" in refusal(assembled(objects))


def test_a_page_whose_content_is_lost_is_not_passed_over():
    data = one_page(shown("The valley was closed.")).replace(b"/Contents 4 0 R", b"/Contents 8 0 R")
    assert refusal(data).startswith("page 1 of 1 is missing")


def test_a_damaged_stream_is_not_read_in_part():
    data = bytearray(one_page(stream(b"BT /F1 10 Tf (It was closed.) Tj ET " * 500, packed=True)))
    middle = data.index(b"stream\n") + 60
    data[middle : middle + 20] = b"\xff" * 20
    assert refusal(bytes(data)).startswith("damaged")


def test_too_many_pages_and_bytes_are_refused():
    data = printed(*[column(FIRST)] * 3)
    assert refusal(data, Limits(pdf_pages=2)).startswith("3 pages; expected at most 2")
    assert refusal(data, Limits(pdf=1000)).startswith(f"{len(data):,} bytes; expected a PDF of at most 1,000")
    assert refusal(data, Limits(article=200)).startswith("over 200 characters")


BOMB = b" " * 200_000_000


LESS = Limits(pdf_drawing=2_000_000, article=50_000)


@pytest.mark.parametrize(
    ("content", "limits"),
    [
        (stream(BOMB, packed=True), None),
        (stream(b"q Q " * 2_000_000, packed=True), None),
        (stream(b"BT /F1 1 Tf " + b"(aaaaaaaa) Tj " * 100_000 + b"ET", packed=True), LESS),
        (stream(b"/X Do " * 2_000), LESS),
        (stream(NESTED + b" TJ"), None),
    ],
    ids=["flate", "operators", "letters", "forms", "nested"],
)
def test_floods_are_stopped_in_time_and_within_memory(content, limits):
    before = system.getrusage(system.RUSAGE_SELF).ru_maxrss
    form = stream(b"BT /F1 10 Tf (a) Tj ET", entries=b"/Subtype /Form ")
    message = refusal(one_page(content, b"/XObject << /X 6 0 R >>", {6: form}), limits)
    assert re.match("beyond what an article needs|damaged|over 50,000 characters", message)
    assert system.getrusage(system.RUSAGE_SELF).ru_maxrss - before < 600_000  # KB


def test_forms_that_draw_each_other_twice_are_stopped():
    forms = {
        number: stream(
            b"/X Do /X Do",
            entries=b"/Subtype /Form /Resources << /XObject << /X %d 0 R >> >> " % (number + 1),
        )
        for number in range(6, 40)
    }
    form = stream(b"BT /F1 10 Tf (a) Tj ET", entries=b"/Subtype /Form ")
    data = one_page(stream(b"/X Do"), b"/XObject << /X 6 0 R >>", {**forms, 40: form})
    assert "no text layer" in refusal(data)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_file_with_bytes_changed_is_read_or_refused_and_nothing_is_raised(draw):
    data = bytearray(one_page(shown("The valley was closed on Monday.")))
    for _ in range(draw.draw(st.integers(1, 8))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    assert isinstance(found(bytes(data)), Record | SourceError)


def test_the_librarys_warnings_are_not_logged():
    logged: list[logging.LogRecord] = []

    class Kept(logging.Handler):
        def emit(self, record):
            logged.append(record)

    handler, before = Kept(), list(logging.getLogger("pypdf").handlers)
    logging.getLogger().addHandler(handler)
    try:
        article(one_page(shown("The valley was closed.")).replace(b"startxref\n", b"startxref\n9"))
    finally:
        logging.getLogger().removeHandler(handler)
    assert logged == []
    assert logging.getLogger("pypdf").handlers == before
