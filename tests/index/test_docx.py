"""DOCX files, read in order or refused by name."""

from __future__ import annotations

import io
import resource as system
import socket
import struct
import time
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.sources.docx import read
from index.sources.options import Limits, Options
from index.sources.record import Record, Resource

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
STYLES = """
<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Unseen"><w:name w:val="Unseen"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def document(body: str, *, top: str = "", **parts: str | bytes) -> bytes:
    """A DOCX whose body has such markup; other parts by their names without folder and ending."""
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"{top}<w:document {SPACES}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {SPACES}>{STYLES}</w:styles>",
            **{f"word/{name}.xml": part for name, part in parts.items() if name != "core"},
            **({"docProps/core.xml": parts["core"]} if "core" in parts else {}),
        }
    )


def p(text: str, style: str = "") -> str:
    set_as = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{set_as}<w:r><w:t>{text}</w:t></w:r></w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def found(data: bytes, limits: Limits | None = None) -> Record | SourceError:
    options = Options(limits=limits or Limits())
    (one,) = read(Resource("news/a.docx", "news/a.docx", "a.docx", len(data)), io.BytesIO(data), options)
    return one


def article(data: bytes) -> Record:
    one = found(data)
    assert isinstance(one, Record), one
    return one


def text(body: str, **parts: str | bytes) -> str:
    return article(document(body, **parts)).text


def refusal(data: bytes, limits: Limits | None = None) -> str:
    started = time.process_time()
    one = found(data, limits)
    assert isinstance(one, SourceError), one
    assert one.path == "news/a.docx"
    assert time.process_time() - started < 20
    return one.message


CLOSED = "The valley was closed on Monday."
NO_ONE = "No one was hurt, the governor said."


# What is read


def test_paragraphs_come_in_order_those_of_tables_among_them():
    table = f"<w:tbl><w:tr><w:tc>{p('Killed')}</w:tc><w:tc>{p('12')}</w:tc></w:tr></w:tbl>"
    assert text(p(CLOSED) + table + p(NO_ONE)) == f"{CLOSED}\n\nKilled\n\n12\n\n{NO_ONE}"


def test_runs_are_joined_and_breaks_and_hyphens_kept():
    runs = "<w:r><w:t>self</w:t><w:noBreakHyphen/><w:t>made</w:t><w:br/><w:t>po</w:t><w:softHyphen/><w:t>et</w:t>"
    assert (
        text(f'<w:p>{runs}<w:tab/><w:t>here</w:t><w:br w:type="page"/></w:r></w:p>') == "self-made\npoet here"
    )


def test_empty_paragraphs_leave_no_trace():
    assert text(p(CLOSED) + "<w:p/><w:p><w:r/></w:p>" + p(NO_ONE)) == f"{CLOSED}\n\n{NO_ONE}"


def test_insertions_are_read_and_deletions_are_not():
    changes = (
        f"<w:ins>{r('It was ')}</w:ins><w:del><w:r><w:delText>They were </w:delText></w:r></w:del>"
        f"<w:moveFrom>{r('never ')}</w:moveFrom>{r('closed ')}<w:moveTo>{r('never')}</w:moveTo>{r('.')}"
    )
    assert text(f"<w:p>{changes}</w:p>") == "It was closed never."


def test_hidden_text_is_not_read_and_what_is_marked_as_shown_is():
    hidden = r("not ", "<w:vanish/>") + r("ever ", '<w:rStyle w:val="Unseen"/>')
    shown = r("now ", '<w:vanish w:val="0"/>') + r("closed.", "<w:b/>")
    assert (
        text(f"<w:p>{r('It is ')}{hidden}{shown}</w:p>{p('Nobody knows', 'Unseen')}") == "It is now closed."
    )


def test_a_hidden_paragraph_mark_hides_no_text():
    assert text(f"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{r(CLOSED)}</w:p>") == CLOSED


def test_comments_heads_and_instructions_of_fields_are_not_read():
    field = '<w:r><w:fldChar/><w:instrText> HYPERLINK "https://a.example" </w:instrText></w:r>'
    body = f"<w:p>{field}<w:commentRangeStart/>{r(CLOSED)}<w:r><w:commentReference/></w:r></w:p>"
    others = dict.fromkeys(("comments", "header1", "footer1"), f"<w:x {SPACES}>{p('Not for print')}</w:x>")
    assert text(body, **others) == CLOSED


def test_links_and_content_controls_are_read():
    body = f"<w:sdt><w:sdtContent><w:p><w:hyperlink r:id='x'>{r(CLOSED)}</w:hyperlink></w:p></w:sdtContent></w:sdt>"
    assert text(body) == CLOSED


def test_a_text_box_is_read_once_behind_the_paragraph_it_is_anchored_in():
    box = f"<w:txbxContent>{p('A box about the valley.')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    body = f"<w:p>{r('The valley ')}<w:r>{both}</w:r>{r('was closed.')}</w:p>{p(NO_ONE)}"
    assert text(body) == f"The valley was closed.\n\nA box about the valley.\n\n{NO_ONE}"


def test_notes_follow_the_body_by_the_order_of_their_marks():
    def note(kind: str, number: int, said: str) -> str:
        return f'<w:{kind} w:id="{number}">{p(said)}</w:{kind}>'

    feet = f"<w:footnotes {SPACES}>{note('footnote', -1, 'line')}{note('footnote', 7, 'So he wrote.')}</w:footnotes>"
    ends = f"<w:endnotes {SPACES}>{note('endnote', 2, 'In his memoirs.')}</w:endnotes>"
    first, second = '<w:r><w:endnoteReference w:id="2"/></w:r>', '<w:r><w:footnoteReference w:id="7"/></w:r>'
    body = f"<w:p>{r('He went')}{first}{r(' and came.')}{second}</w:p>"
    assert (
        text(body, footnotes=feet, endnotes=ends)
        == "He went¹ and came.²\n\n¹ In his memoirs.\n\n² So he wrote."
    )


def test_formulas_and_phonetic_guides():
    body = f"<w:p>{r('It is ')}<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"
    ruby = f"<w:r><w:ruby><w:rt>{r('kan')}</w:rt><w:rubyBase>{r('漢')}</w:rubyBase></w:ruby></w:r></w:p>"
    assert text(body + ruby) == "It is x+1漢"


def test_a_strict_document_is_read():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    part = f'<w:document xmlns:w="{strict}"><w:body>{p(CLOSED)}</w:body></w:document>'
    assert article(packed({"word/document.xml": part})).text == CLOSED


def test_a_document_in_utf_16_is_read():
    part = f'<?xml version="1.0" encoding="UTF-16"?><w:document {SPACES}><w:body>{p("Søren")}</w:body></w:document>'
    assert article(packed({"word/document.xml": part.encode("utf-16")})).text == "Søren"


# Facts


def core(title: str) -> str:
    return (
        '<c:p xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
        f"<dc:title>{title}</dc:title><dc:creator>Jan Newman</dc:creator>"
        "<t:created>2014-03-03T10:22:00Z</t:created></c:p>"
    )


def test_the_title_is_the_paragraph_that_is_set_as_one():
    assert article(document(p("Politics") + p("Valley closed", "Titel") + p(CLOSED))).title == "Valley closed"
    assert article(document(p("Valley closed", "berschrift1") + p(CLOSED))).title == "Valley closed"


def test_a_stated_title_counts_where_it_is_printed():
    assert (
        article(document(p("Valley closed") + p(CLOSED), core=core("Valley closed"))).title == "Valley closed"
    )
    assert article(document(p(CLOSED), core=core("final2 (copy)"))).title == ""


def test_author_and_dates_of_the_file_are_not_the_articles():
    one = article(document(p(CLOSED), core=core("x")))
    assert (one.authors, one.published, one.updated, one.pages) == ((), "", "", ())


# Refusals


def test_what_is_no_whole_docx_is_refused():
    whole = document(p(CLOSED))
    assert refusal(b"").startswith("damaged ZIP archive")
    assert refusal(whole[: len(whole) // 2]).startswith("damaged ZIP archive")
    assert refusal(packed({"[Content_Types].xml": "<Types/>"})).startswith("no word/document.xml")
    assert refusal(document("")).startswith("no text in it")
    assert refusal(packed({"word/document.xml": f"<w:document {SPACES}><w:body>"})).startswith(
        "word/document.xml: "
    )
    assert refusal(packed({"word/document.xml": "plain"})).startswith("word/document.xml: ")


def test_old_and_encrypted_documents_are_refused_by_name():
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)).startswith(
        "an old or an encrypted Word"
    )
    flagged = bytearray(document(p(CLOSED)))
    at = flagged.index(b"PK\x01\x02")
    while at >= 0:
        flagged[at + 8] |= 1
        at = flagged.find(b"PK\x01\x02", at + 4)
    assert refusal(bytes(flagged)).startswith("encrypted")


def test_a_wrong_checksum_and_a_broken_stream_are_refused():
    data = document(p(CLOSED * 50))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo("word/document.xml")
    directory = bytearray(data)
    entry = directory.rindex(b"PK\x01\x02", 0, directory.rindex(b"word/document.xml"))
    directory[entry + 16] ^= 0xFF
    assert "CRC" in refusal(bytes(directory))
    broken = bytearray(data)
    start = info.header_offset + 30 + len(info.filename) + 5
    broken[start : start + 20] = b"\xff" * 20
    assert "damaged" in refusal(bytes(broken))


def test_a_part_that_is_there_twice_is_refused():
    out = io.BytesIO(document(p(CLOSED)))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", "x")
    assert refusal(out.getvalue()).startswith("word/document.xml is there 2 times")


def test_a_part_packed_by_an_unknown_method_is_refused():
    data = bytearray(document(p(CLOSED)))
    for mark, offset in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        at = data.rindex(
            mark, 0, data.index(b"word/document.xml", 0 if offset == 8 else data.index(b"PK\x01\x02"))
        )
        data[at + offset : at + offset + 2] = struct.pack("<H", 99)
    assert "damaged" in refusal(bytes(data))


def test_entities_and_document_types_are_refused_and_nothing_is_opened(monkeypatch, tmp_path):
    def never(*_):
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", never)
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(20))
    for inside, shown in (
        (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', "&x;"),
        ('<!ENTITY x SYSTEM "http://127.0.0.1:9/x">', "&x;"),
        (laughs, "&a19;"),
        ("", "closed"),
    ):
        assert "a document type" in refusal(document(p(shown), top=f"<!DOCTYPE w:document [{inside}]>"))


def test_what_a_file_refers_to_is_never_fetched(monkeypatch):
    def never(*_):
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", never)
    away = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="x"'
        ' Type="attachedTemplate" Target="http://127.0.0.1:9/t.dotm" TargetMode="External"/></Relationships>'
    )
    data = packed(
        {
            "word/document.xml": f"<w:document {SPACES}>{p(CLOSED)}</w:document>",
            "word/_rels/document.xml.rels": away,
        }
    )
    assert article(data).text == CLOSED


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<w:p/>" * 300_000, "over 200,000 paragraphs"),
        ("<w:p/>" * 8_000_000, "over 200,000 paragraphs"),
        (p("a" * 6_000_000), "more characters than an article has"),
        (p("a" * 300_000_000), "more characters than an article has"),
        ("<w:tbl>" * 3000 + "</w:tbl>" * 3000, "nested over 1000 deep"),
        (p("a ") * 190_000 + "<w:x " + "a" * 15_000_000 + "=''/>", "unpacks to far more"),
    ],
    ids=["paragraphs", "more paragraphs", "text", "more text", "tables", "a name"],
)  # fmt: skip
def test_bombs_are_refused_before_they_unpack(body, message):
    data = document(body)
    del body
    before = system.getrusage(system.RUSAGE_SELF).ru_maxrss
    assert message in refusal(data)
    assert system.getrusage(system.RUSAGE_SELF).ru_maxrss - before < 300_000  # KB


def test_a_file_that_is_too_large_is_refused_unread():
    data = document(p(CLOSED))
    assert refusal(data, Limits(docx=500)).startswith(f"{len(data):,} bytes; expected a DOCX of at most 500")
    assert "characters" in refusal(data, Limits(article=10))


def test_members_that_overlap_are_refused():
    data = bytearray(document(p(CLOSED)))
    first, second = data.index(b"PK\x01\x02"), data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    assert "overlap" in refusal(bytes(data))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_file_with_bytes_changed_is_read_or_refused_and_nothing_is_raised(draw):
    data = bytearray(document(p(CLOSED), core=core("x")))
    for _ in range(draw.draw(st.integers(1, 6))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    assert isinstance(found(bytes(data)), Record | SourceError)
