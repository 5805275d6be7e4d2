"""Tables: any separator and encoding, and what is broken costs no more than its own row."""

from __future__ import annotations

import csv
import io
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources import table
from index.sources.options import Limits, Options
from index.sources.record import Record, Resource
from tests.index.sources.rowing import messages, reading, records, texts


def test_a_row_gives_every_field_and_its_line():
    content = (
        "Id,Headline,Body,Byline,Date,Last Modified,Publication,URL,Lang,Section,Page\n"
        '7,"Dam, closed","It is ""safe"",\nshe said.",Ada Byrd,2031-05-02,2031-05-03,Courier,https://example.com,'
        "en,World,A4\n8,Bridge,Two.,,,,,,,,\n"
    )
    first, second = reading("table", content)
    assert first == Record(
        "7",
        'It is "safe",\nshe said.',
        "Dam, closed",
        ("Ada Byrd",),
        published="2031-05-02",
        updated="2031-05-03",
        publisher="Courier",
        url="https://example.com",
        language="en",
        section="World",
        page="A4",
        path="a",
        line=2,
    )
    assert (second.line, second.authors) == (4, ())


@pytest.mark.parametrize("separator", list(",;\t|"))
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_separator_is_the_one_with_which_the_first_row_names_a_text(separator, end):
    rows = [["id", "title", "text"], ["1", "A; b, c | d", "One, two; three | four"]]
    content = end.join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    (record,) = reading("table", content)
    assert (record.source, record.title, record.text) == ("1", "A; b, c | d", "One, two; three | four")


def test_a_separator_that_the_table_names_is_believed():
    (record,) = reading("table", "sep=;\nid;text, or so;text\n1;x;One\n")
    assert (record.text, record.line) == ("One", 3)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "mac-roman", "cp1251"]
)
def test_a_table_is_read_in_the_encoding_that_it_is_written_in(encoding):
    text = (
        "Президент заявил, что переговоры продолжатся." if encoding == "cp1251" else "“It’s naïve,” she said."
    )
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    content = f'{mark}id,text\n1,"{text}"\n2,"{text}"\n'
    assert texts(reading("table", content.encode(encoding))) == [text, text]


def test_an_encoding_that_shows_only_after_a_megabyte_is_read_line_by_line():
    plain = b"".join(b"%d,plain words of a text\n" % number for number in range(60_000))
    found = reading(
        "table", b"id,text\n" + plain + "60000,It’s over.\n".encode("cp1252") + "x,Café\n".encode()
    )
    assert texts(found)[-2:] == ["It’s over.", "Café"]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", "the file is empty"),
        ("\n\n", "the file is empty"),
        ("id,text\n", "a row of names and nothing below it"),
        ("1,The dam\n2,The bridge\n", "no column for the text; found “1”, “The dam”"),
        ("id,text,text\n1,a,b\n", "two columns are called “text”"),
        (",".join(f"c{number}" for number in range(10_000)) + "\n", "10,000 columns; expected at most 1,000"),
        ("text".encode("utf-16-le") * 20, "UTF-16 without its mark"),
        (b"id,text\n" + bytes(range(1, 32)) * 20, "binary data"),
        ("t" * 6_000_000, "a row of over 5 MB"),
    ],
    ids=range(9),
)
def test_what_is_no_table_of_articles_is_refused_with_what_was_found(content, found):
    (message,) = messages(reading("table", content))
    assert found in message


def test_a_column_that_the_options_name_is_read_and_must_be_there():
    assert texts(reading("table", "id,brød,text\n1,a,b\n", text="brød")) == ["a"]
    (message,) = messages(reading("table", "id,text\n1,a\n", title="kop"))
    assert message == "no column “kop”, which the options name; found “id”, “text”"


def test_names_that_are_doubled_or_empty_do_no_harm_where_nobody_needs_them():
    assert texts(reading("table", ",x,x,text,\n0,a,b,One,\n1,a,b,Two,\n")) == ["One", "Two"]


GOOD = ['1,A,"One"', '2,B,"Two,\n“two”"']
AFTER = ['8,H,"Eight\n\nmore"', "9,I,Nine"]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("3,C", "2 cells; expected 3"),
        ("3,C,x,y", "4 cells; expected 3"),
        ('3,C,"He said "no" twice"', "broken quotation marks"),
        ('3,C,"never closed', "broken quotation marks"),
        ('3,C,"never closed, with\nmore lines, of text\nand, more, commas', "broken quotation marks"),
        ("3,C,a\x00b", "NUL bytes"),
        ('3,C,""', 'field "text" is empty'),
        ("3,C," + "x" * 3000, "a row of over 0.002 MB"),
    ],
    ids=range(8),
)
def test_a_broken_row_is_refused_by_its_line_and_the_next_whole_one_goes_on(row, found):
    content = "\n".join(["id,title,text", *GOOD, row, *AFTER]) + "\n"
    result = reading("table", content, Limits(line=2000))
    assert [record.source for record in records(result)] == ["1", "2", "8", "9"]
    assert texts(result)[2] == "Eight\n\nmore"
    (message,) = messages(result)
    assert found in message
    assert next(one.line for one in result if not isinstance(one, Record)) == 5


def test_commas_inside_a_broken_text_make_no_article():
    content = 'id,title,text\n1,A,One\n2,B,"broken "here" it is\nhe said, on Monday, that\n3,C,Three\n'
    found = reading("table", content)
    assert [record.source for record in records(found)] == ["1", "3"]


def test_where_nothing_tells_a_row_from_a_text_the_rest_is_left_out_with_an_error():
    found = reading("table", 'title,text\nA,One\nB,"broken "here" it is\nhe said, that\nC,Three\n')
    assert texts(found) == ["One"]
    assert messages(found)[1].startswith("no whole row is found after the broken one in line 3")


def test_quotation_marks_may_be_written_with_a_backslash():
    assert texts(reading("table", 'id,text\n1,"He said \\"no\\", twice"\n')) == ['He said "no", twice']


def test_a_quotation_mark_that_is_never_closed_swallows_no_more_than_the_limit():
    lines = b"".join(b"%d,T,words and more words of a text\n" % number for number in range(2, 3_000_000))
    stream = io.BytesIO(b'id,title,text\n1,A,One\n0,B,"open\n' + lines)
    del lines
    tracemalloc.start()
    started = time.process_time()
    try:
        found = table.read(Resource("a", "a", "a.csv"), stream, Options())
        first, error, after = next(found), next(found), next(found)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (first.line, error.line, after.line, after.source) == (2, 3, 4, "2")
    assert "never closed" in error.message
    assert peak < 60_000_000  # lines of forty characters, each a string
    assert time.process_time() - started < 20


def test_a_table_of_broken_rows_takes_seconds():
    broken = '"x "y" z\n' * 20_000
    started = time.process_time()
    assert len(messages(reading("table", f"id,title,text\n1,A,One\n{broken}"))) >= 1
    assert time.process_time() - started < 20


def test_lists_that_were_written_as_text_and_words_for_nothing_are_understood():
    found = reading("table", "text,authors,date\nOne,\"['Ada Byrd', 'Bo Carr']\",nan\nTwo,NULL,NaN\n")
    assert [(record.authors, record.published) for record in records(found)] == [
        (("Ada Byrd", "Bo Carr"), ""),
        ((), ""),
    ]


def test_the_stream_is_left_open_for_its_owner():
    stream = io.BytesIO(b"text\nOne\n")
    assert len(list(table.read(Resource("a", "a", "a"), stream, Options()))) == 1
    assert not stream.closed


CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\r\\", exclude_categories=["Cc"]) | st.just("\n")
)
WORDS = CELL.map(lambda cell: f"w {cell} w")


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1), st.sampled_from([",", ";", "\t", "|"]))
def test_what_was_written_as_a_table_is_read_as_it_was(rows, separator):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([("title", "text"), *rows])
    found = reading("table", out.getvalue())
    assert messages(found) == []
    assert [(record.title, record.text) for record in records(found)] == rows


@given(st.binary(max_size=300), st.sampled_from([b"", b"id,text\n", b'text;x\n"', b"\xff\xfe"]))
def test_any_bytes_are_records_or_errors(data, head):
    assert len(reading("table", head + data)) >= 1
