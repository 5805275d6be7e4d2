"""PDF and DOCX files that are broken, huge or made to do harm; see :mod:`tests.index.hostile`."""

from __future__ import annotations

import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO

from tests.index.hostile import SPACES, Bait, Case, sentence, story, word_file, word_paragraphs
from tests.index.printing import FONT, assembled, column, one_page, printed, shown, stream, together
from tests.index.sources.packing import overlapping, zipped

__all__ = ["pdfs", "word_files"]

MB = 1_000_000
BEYOND = "beyond what an article needs|damaged"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
TEXT = sentence(1300)
LINES = [TEXT, sentence(1301)]


def _zeros(size: int) -> bytes:
    """So many zeros, packed; never held unpacked."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(bytes(MB)) for _ in range(size // MB)]
    return b"".join([*parts, packer.flush()])


def _flate(data: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    return b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(data), filters, data)


def _tree(objects: Mapping[int, bytes]) -> bytes:
    return assembled({1: CATALOG, 5: FONT, **objects})


def _many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (10 + number) for number in range(count))
    leaf = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    return _tree(
        {
            2: b"<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 595 842] >>" % (kids, count),
            4: shown("a"),
            **{10 + number: leaf for number in range(count)},
        }
    )


def pdfs(bait: Bait) -> Iterator[Case]:
    """PDF files."""
    whole = printed(column(LINES))
    yield from _bombs()
    for name, kids, three in (
        ("self", b"2 0 R", b"null"),
        ("circle", b"3 0 R", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
    ):
        objects = {2: b"<< /Type /Pages /Kids [%s] /Count 1 >>" % kids, 3: three}
        yield Case("B50", f"b50/{name}.pdf", _tree(objects), "expected a whole PDF")
    previous = one_page(shown(TEXT))
    looped = previous.replace(
        b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % previous.rindex(b"xref\n", 0, previous.rindex(b"startxref"))
    )
    yield Case("B50", "b50/previous.pdf", looped, says="Aldra-1300 ")
    form = stream(
        b"BT /F1 10 Tf 50 650 Td (Form.) Tj ET /X Do",
        entries=b"/Subtype /Form /Resources << /XObject << /X 6 0 R >> /Font << /F1 5 0 R >> >> ",
    )
    yield Case(
        "B51",
        "b51/self.pdf",
        one_page(
            stream(b"BT /F1 10 Tf 50 700 Td (%s) Tj ET /X Do" % TEXT.encode(), entries=b""),
            b"/XObject << /X 6 0 R >>",
            {6: form},
        ),
        says="Aldra-1300 ",
    )
    laughs = {
        number: stream(
            b"/X Do " * 10,
            entries=b"/Subtype /Form /Resources << /XObject << /X %d 0 R >> >> " % (number + 1),
        )
        for number in range(6, 16)
    } | {16: stream(b"BT /F1 10 Tf 50 700 Td (ha) Tj ET", entries=b"/Subtype /Form ")}
    yield Case(
        "B51", "b51/laughs.pdf", one_page(stream(b"/X Do"), b"/XObject << /X 6 0 R >>", laughs), "expected"
    )
    nested = b"[" * 20_000 + b"]" * 20_000
    yield Case(
        "B52",
        "b52/arrays.pdf",
        _tree({2: b"<< /Type /Pages /Kids %s /Count 1 >>" % nested}),
        "expected a whole PDF",
    )
    yield Case("B52", "b52/operands.pdf", one_page(stream(nested + b" TJ")), "expected")
    yield Case(
        "B53",
        "b53/count.pdf",
        one_page(shown(TEXT)).replace(b"/Count 1 ", b"/Count 999999999 "),
        says="Aldra-1300 ",
    )
    often = b"<< /Type /Pages /Kids [" + b"3 0 R " * 200_000 + b"] /Count 200000 >>"
    yield Case("B53", "b53/often.pdf", _tree({2: often, 3: b"<< /Type /Page >>"}), "expected")
    yield Case(
        "B54", "b54/map.pdf", _mapped(b"1 beginbfrange\n<00000000> <7fffffff> <0041>\nendbfrange"), "expected"
    )
    yield from _broken(whole)
    yield Case(
        "B56",
        "b56/password.pdf",
        printed(column(LINES), owner_password="o", user_password="u"),
        "encrypted; expected a PDF without a password",
    )
    yield Case("B56", "b56/owner.pdf", printed(column(LINES), owner_password="o"), says="Aldra-1300 ")
    yield Case(
        "B57",
        "b57/scan.pdf",
        printed(lambda pdf: pdf.rect(0, 0, 99, 99)),
        "no text layer, as in a scan; expected text: run OCR",
    )
    yield Case(
        "B58",
        "b58/glyphs.pdf",
        one_page(shown("\\001\\002\\003\\004\\005\\006\\007\\001\\002 abc")),
        "fonts do not say which letters",
    )
    yield Case(
        "B58",
        "b58/private.pdf",
        _mapped(b"1 beginbfrange\n<20> <7e> <e020>\nendbfrange"),
        "fonts do not say which letters",
    )
    yield Case("B59", "b59/invisible.pdf", one_page(shown(TEXT, before="3 Tr")), says="Aldra-1300 ")
    outside = stream(b"BT /F1 10 Tf 50 700 Td (%s) Tj 0 -9000 Td (Zebu) Tj ET" % TEXT.encode())
    yield Case("B59", "b59/off.pdf", one_page(outside), says="Aldra-1300 ", lacks="Zebu")
    yield Case("B60", "b60/actions.pdf", _acting(bait), says="Aldra-1300 ", lacks=bait.secret)
    yield Case("B61", "b61/pages.pdf", _many_pages(10_000), "10,000 pages; expected at most 2,000: split it")
    yield Case("B61", "b61/near.pdf", lambda: _many_pages(2000), "expected", slow=True)
    hyphens = [
        "The ferry Aldra-1300 left the har-",
        "bour of Velmora on Monday with people",
        "on board, its captain told the office.",
    ]
    yield Case("B62", "b62/hyphens.pdf", printed(column(hyphens)), says="left the harbour of Velmora")
    turned = printed(together(column(LINES)))
    yield Case(
        "B62",
        "b62/turned.pdf",
        turned.replace(b"/Type /Page\n", b"/Type /Page\n/Rotate 90\n"),
        says="Aldra-1300 ",
    )
    named = FONT.replace(b"/Type1", b"/Type0").replace(b"/WinAnsiEncoding", b"/#2e#2e#2f#2e#2e#2fevil")
    yield Case(
        "B63",
        "b63/pickle.pdf",
        one_page(shown(TEXT), more={5: named}),
        "fonts do not say which letters they show",
    )


def _bombs() -> Iterator[Case]:
    yield Case("B48", "b48/flate.pdf", one_page(_flate(_zeros(100 * MB))), BEYOND)
    yield Case("B48", "b48/gigabyte.pdf", lambda: one_page(_flate(_zeros(1000 * MB))), BEYOND, slow=True)
    twice = zlib.compress(_zeros(300 * MB), 9)
    yield Case("B48", "b48/double.pdf", one_page(_flate(twice, b"[/FlateDecode /FlateDecode]")), BEYOND)
    words = b"(aaaa) Tj "
    yield Case(
        "B49",
        "b49/operators.pdf",
        one_page(stream(b"BT /F1 1 Tf " + words * 6_000_000 + b"ET", packed=True)),
        BEYOND,
    )
    near = b"BT /F1 1 Tf 50 700 Td " + words * 160_000 + b"ET"
    yield Case("B49", "b49/near.pdf", lambda: one_page(stream(near, packed=True)), "expected", slow=True)
    lines = b"BT /F1 9 Tf 50 700 Td " + b"(Aldra left it.) Tj 0 -1 Td " * 90_000 + b"ET"
    yield Case("B49", "b49/lines.pdf", lambda: one_page(stream(lines, packed=True)), "expected", slow=True)
    spread = b"".join(
        b"1 0 0 1 %d %d Tm (Aldra) Tj " % (n * 7919 % 590, n * 104729 % 840) for n in range(60_000)
    )
    yield Case(
        "B49",
        "b49/spread.pdf",
        lambda: one_page(stream(b"BT /F1 3 Tf " + spread + b"ET", packed=True)),
        "expected",
        says="",
        slow=True,
    )


def _mapped(ranges: bytes) -> bytes:
    """A page whose font says which letters it shows."""
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /Odd /ToUnicode 6 0 R >>"
    says = b"begincmap\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n%s\nendcmap"
    return one_page(shown(TEXT), more={5: font, 6: stream(says % ranges)})


def _acting(bait: Bait) -> bytes:
    uri, file = bait.url.encode(), str(bait.file).encode()
    catalog = (
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL('%s')) >>"
        b" /AA << /WC << /S /Launch /F (%s) >> >> /Metadata 7 0 R /AcroForm << /XFA 7 0 R >>"
        b" /Names << /EmbeddedFiles << /Names [(x) << /Type /Filespec /F (%s) /EF << /F 7 0 R >> >>] >> >> >>"
    ) % (uri, file, file)
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://%s">]><x>&e;</x>' % file
    outer = b"<< /Length 0 /F (%s) /FFilter /FlateDecode >>\nstream\n\nendstream" % file
    return one_page(shown(TEXT), more={1: catalog, 7: stream(entity), 8: outer})


def _broken(whole: bytes) -> Iterator[Case]:
    lost = "expected a whole PDF"
    yield Case("B55", "b55/half.pdf", whole[: len(whole) // 2], "truncated: its end is missing")
    yield Case("B55", "b55/header.pdf", b"%PDF-1.7\n", "truncated: its end is missing")
    yield Case("B55", "b55/mark.pdf", b"%PDF-1.7\n%%EOF", lost)
    no_table = (
        whole[: whole.rindex(b"xref\n", 0, whole.rindex(b"startxref"))] + whole[whole.rindex(b"trailer") :]
    )
    yield Case("B55", "b55/table.pdf", no_table, says="Aldra-1300 ")
    yield Case(
        "B55",
        "b55/zeros.pdf",
        lambda: b"%PDF-1.7\n" + bytes(50 * MB - 20) + b"startxref\n0\n%%EOF",
        lost,
        slow=True,
    )
    yield Case(
        "B55",
        "b55/large.pdf",
        lambda: b"%PDF-1.7\n" + bytes(50 * MB) + b"%%EOF",
        "bytes; expected a PDF of at most 50",
    )
    for name, count, slow in (
        ("junk", 200_000, False),
        ("much junk", 2_500_000, True),
        ("all junk", 6_200_000, True),
    ):
        yield Case(
            "B55",
            f"b55/{name}.pdf",
            lambda n=count: b"%PDF-1.7\n" + b"1 0 obj\n" * n + b"startxref\n0\n%%EOF",
            lost,
            slow=slow,
        )
    yield Case(
        "B55",
        "b55/objects.pdf",
        lambda: (
            b"%PDF-1.7\n"
            + b"".join(b"%d 0 obj <<>> endobj\n" % n for n in range(1_500_000))
            + b"startxref\n0\n%%EOF"
        ),
        lost,
        slow=True,
    )


def word_files(bait: Bait) -> Iterator[Case]:
    """DOCX files."""
    body = word_paragraphs(1400)
    much = "more characters than an article has"
    for name, size, slow in (("text", 20, False), ("more text", 600, True)):
        yield Case(
            "B64",
            f"b64/{name}.docx",
            lambda n=size: word_file(f"<w:p><w:r><w:t>{'a' * (n * MB)}</w:t></w:r></w:p>"),
            f"{much}|far more",
            slow=slow,
        )
    yield Case("B65", "b65/paragraphs.docx", lambda: word_file("<w:p/>" * 300_000), "over 200,000 paragraphs")
    yield Case(
        "B65",
        "b65/more.docx",
        lambda: word_file("<w:p/>" * 8_000_000),
        "over 200,000 paragraphs|far more",
        slow=True,
    )
    near = "<w:p><w:r><w:t>Aldra left.</w:t></w:r></w:p>"
    yield Case("B65", "b65/near.docx", lambda: word_file(near * 199_000), says="Aldra left.", slow=True)
    yield Case(
        "B65",
        "b65/runs.docx",
        lambda: word_file(f"<w:p>{'<w:r><w:t>Aldra left. </w:t></w:r>' * 400_000}</w:p>"),
        says="Aldra left.",
        slow=True,
    )
    yield from _asking(bait, body)
    tables = "<w:tbl><w:tr><w:tc>" * 3000
    yield Case(
        "B69", "b69/tables.docx", word_file(tables + body), "nested over 1000 deep|expected a whole DOCX"
    )
    yield from _packed(body)
    for name in ("old.docx", "old.doc"):
        yield Case(
            "B73",
            f"b73/{name}",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000),
            "an old or an encrypted Word document; expected .docx",
        )
    yield Case(
        "B73",
        "b73/macro.docm",
        word_file(body, word__vbaProject_bin=b"\xd0\xcf\x11\xe0macro"),
        says="Aldra-1400 ",
    )
    gone = "<w:del><w:r><w:delText>Zebu.</w:delText></w:r></w:del>"
    changed = f"{body}<w:p><w:ins><w:r><w:t>It was inserted.</w:t></w:r></w:ins>{gone}</w:p>"
    unseen = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Zebu.</w:t></w:r></w:p>"
    yield Case("B74", "b74/changes.docx", word_file(changed + unseen), says="It was inserted.", lacks="Zebu")


def _asking(bait: Bait, body: str) -> Iterator[Case]:
    told = "a document type"
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    for name, inside, used in (
        ("laughs", laughs, "&a11;"),
        ("square", f'<!ENTITY a "{"a" * 100_000}">', "&a;" * 50_000),
    ):
        yield Case(
            "B66",
            f"b66/{name}.docx",
            word_file(f"<w:p><w:r><w:t>{used}</w:t></w:r></w:p>", top=f"<!DOCTYPE w:document [{inside}]>"),
            told,
        )
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{bait.file.as_uri()}"><!ENTITY f SYSTEM "{bait.url}/f">]>'
    yield Case(
        "B67", "b67/body.docx", word_file(f"<w:p><w:r><w:t>&e;&f;</w:t></w:r></w:p>{body}", top=entity), told
    )
    for part in ("word/styles", "word/footnotes", "docProps/core"):
        made = word_file(
            body, **{f"{part.replace('/', '__')}.xml": f"{entity}<w:styles {SPACES}>&e;&f;</w:styles>"}
        )
        yield Case("B67", f"b67/{part.rpartition('/')[2]}.docx", made, told)
    for part in ("word/_rels/document.xml.rels", "word/settings.xml", "[Content_Types].xml2"):
        made = word_file(body, **{part.replace("/", "__"): f"{entity}<x>&e;&f;</x>"})
        yield Case("B67", f"b67/{part.rpartition('/')[2]}.docx", made, says="Aldra-1400 ", lacks=bait.secret)
    away = "".join(
        f'<Relationship Id="r{n}" Type="{kind}" Target="{target}" TargetMode="External"/>'
        for n, kind in enumerate(("attachedTemplate", "oleObject", "image", "subDocument"))
        for target in (f"{bait.url}/{kind}", bait.file.as_uri())
    )
    linked = f'{body}<w:p><w:r><w:t>See.</w:t></w:r><w:subDoc r:id="r3"/><w:altChunk r:id="r3"/></w:p>'
    made = word_file(
        linked,
        **{"word___rels__document.xml.rels".replace("___", "/_"): f"<Relationships>{away}</Relationships>"},
    )
    yield Case("B68", "b68/away.docx", made, says="Aldra-1400 ", lacks=bait.secret)


def _packed(body: str) -> Iterator[Case]:
    whole = word_file(body * 20)
    yield Case("B70", "b70/half.docx", whole[: len(whole) // 2], "damaged ZIP archive")
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        start = archive.getinfo("word/document.xml").header_offset + 30 + len("word/document.xml")
    directory = bytearray(whole)
    directory[directory.rindex(b"PK\x01\x02", 0, directory.rindex(b"word/document.xml")) + 16] ^= 0xFF
    yield Case("B70", "b70/checksum.docx", bytes(directory), r"damaged word/document.xml \(")
    broken = bytearray(whole)
    broken[start + 5 : start + 25] = b"\xff" * 20
    yield Case("B70", "b70/deflate.docx", bytes(broken), r"damaged word/document.xml \(")
    yield Case("B70", "b70/overlap.zip", overlapping(50, 100_000), "members that overlap: a ZIP bomb")
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 1 << 62, 1)
    end = whole.rindex(b"PK\x05\x06")
    far = whole[:end] + locator + whole[end : end + 8] + b"\xff" * 12 + whole[end + 20 :]
    yield Case("B70", "b70/far.docx", far, "damaged ZIP archive|expected")
    tricks = {
        "../../up.txt": story(1401),
        "/absolute.txt": story(1402),
        "C:\\drive.txt": story(1403),
        "a.txt": story(1404),
    }
    yield Case(
        "B71",
        "b71/tricks.zip",
        zipped(tricks),
        "a name that leads out of the archive|an absolute name",
        says="Aldra-1404 ",
        lacks="Aldra-1401",
    )
    yield Case(
        "B71",
        "b71/tricks.docx",
        word_file(body, **{"..__..__up.txt": "x", "__absolute.txt": "y"}),
        says="Aldra-1400 ",
    )
    out = BytesIO(whole)
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", "x")
    yield Case("B71", "b71/twice.docx", out.getvalue(), "is there 2 times; expected a whole DOCX")
    yield Case(
        "B71",
        "b71/members.zip",
        lambda: zipped({f"{n}.txt": b"" for n in range(210_000)}, zipfile.ZIP_STORED),
        "over 200,000 members; expected an archive of articles",
        slow=True,
    )
    yield Case(
        "B72",
        "b72/types.docx",
        zipped({"[Content_Types].xml": "<Types/>"}),
        "no word/document.xml in it; expected a whole DOCX",
    )
