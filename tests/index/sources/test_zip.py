"""ZIP archives: members read in their order, and everything that archives are misused for."""

from __future__ import annotations

import gzip
import io
import random
import struct
import zipfile

import pytest

from index.errors import SourceError
from index.sources import Limits, Options, Record, open_source
from index.sources.zip import office_kind
from tests.index.sources.packing import overlapping, tarred, zipped
from tests.index.sources.reading import ends, errors, ids, only_error, read, write

DAM = "The dam was closed."


def test_members_are_read_in_their_order_each_as_what_it_is(tmp_path):
    members = {"b/two.md": "# Two\n\nThe road.", "one.txt": DAM, "rows.csv.txt": "The bridge."}
    file = write(tmp_path / "news" / "a.zip", zipped(members))
    two, one, rows = read(file)
    assert ids([two, one, rows]) == ["news/a.zip#b/two.md", "news/a.zip#one.txt", "news/a.zip#rows.csv.txt"]
    assert (two.title, two.text) == ("Two", "Two\n\nThe road.")
    assert (one.path, one.text) == (f"{file}/one.txt", DAM)
    assert len(ends(file)) == 1


def test_what_a_folder_passes_over_an_archive_passes_over_too(tmp_path):
    members = {"a.txt": DAM, "b.png": b"\x89PNG..", "c.css": "body {}", ".d.txt": "x", ".e/f.txt": "x"}
    members |= {"__MACOSX/a.txt": "x", "P.htm": "", "P_files/ad.txt": "x", "case_files/g.txt": DAM}
    found = read(write(tmp_path / "a.zip", zipped(members)))
    assert [name.partition("#")[2] for name in ids(found)] == ["a.txt", "case_files/g.txt"]
    (error,) = errors(found)
    assert "P.htm" in error


def test_an_archive_of_nothing_to_read_is_passed_over_in_a_folder_and_an_error_by_name(tmp_path):
    file = write(tmp_path / "a.zip", zipped({"a.png": b"\x89PNG"}))
    write(tmp_path / "b.zip", zipped({}))
    write(tmp_path / "c.txt", DAM)
    assert ids(read(tmp_path)) == [f"{tmp_path.name}/c.txt"]
    assert errors(read(tmp_path)) == []
    assert "nothing in it is an article" in only_error(file).message


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("../evil.txt", "leads out of the archive"),
        ("a/../../evil.txt", "leads out of the archive"),
        ("..\\evil.txt", "leads out of the archive"),
        ("/etc/evil.txt", "an absolute name"),
        ("C:\\evil.txt", "an absolute name"),
        ("a" * 5000 + ".txt", "a name of 5,004 characters"),
    ],
)
def test_a_member_with_a_trick_in_its_name_is_refused_and_the_others_go_on(tmp_path, name, found):
    error, record = read(write(tmp_path / "a.zip", zipped({name: "x", "b.txt": DAM})))
    assert isinstance(error, SourceError)
    assert found in error.message
    assert isinstance(record, Record)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip"]


def test_a_link_is_refused_by_name(tmp_path):
    link = zipfile.ZipInfo("passwords.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("b.txt", DAM)
    error, record = read(write(tmp_path / "a.zip", buffer.getvalue()))
    assert "passwords.txt: a link" in str(error)
    assert isinstance(record, Record)


def test_an_encrypted_member_is_refused_by_name(tmp_path):
    data = bytearray(zipped({"a.txt": DAM, "b.txt": DAM}))
    data[6] |= 1  # the flag in the member's own header, and in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    error, record = read(write(tmp_path / "a.zip", bytes(data)))
    assert "a.txt: encrypted; expected an archive without a password" in str(error)
    assert isinstance(record, Record)


def test_archives_lie_in_each_other_to_the_limit_and_no_deeper(tmp_path):
    data = zipped({"deep.txt": DAM})
    for level in "cba":
        data = zipped({f"{level}.zip": data, f"{level}.txt": DAM})
    found = read(write(tmp_path / "top.zip", data))
    name = f"{tmp_path.name}/top.zip"
    assert ids(found) == [f"{name}#a.zip#b.zip#c.txt", f"{name}#a.zip#b.txt", f"{name}#a.txt"]
    (error,) = errors(found)
    assert "top.zip/a.zip/b.zip/c.zip: an archive inside 3 others; expected at most 2" in error


def test_a_bomb_of_nested_archives_ends_at_once(tmp_path):
    data = zipped({"zeros.txt": b"0" * 1_000_000})
    for _ in range(5):
        data = zipped({f"{number}.zip": data for number in range(16)})  # 16^5 MB
    found = read(write(tmp_path / "bomb.zip", data))
    assert ids(found) == []
    assert 0 < len(found) <= 16**3


def test_members_that_overlap_are_refused(tmp_path):
    bomb = overlapping(50, 1_000_000)
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:  # a valid archive to whom does not look
        assert len(archive.infolist()) == 50
    assert len(bomb) < 10_000
    assert "members that overlap" in only_error(write(tmp_path / "a.zip", bomb)).message


def test_a_member_that_unpacks_to_far_more_than_text_does_is_refused_and_the_others_go_on(tmp_path):
    data = zipped({"a.txt": b"0" * 30_000_000, "b.txt": DAM}, zipfile.ZIP_BZIP2)
    error, record = read(write(tmp_path / "a.zip", data))
    assert "a.txt: unpacks to far more than articles do" in str(error)
    assert isinstance(record, Record)


def test_many_members_that_are_small_bombs_each_end_the_archive(tmp_path):
    data = zipped({f"{number}.txt": b"0" * 9_000_000 for number in range(10)})
    found = read(write(tmp_path / "a.zip", data), options=Options(Limits(text=1000)))
    assert "a.zip: unpacks to far more than articles do" in errors(found)[-1]
    assert len(found) == 2  # 9 MB were within what is free, 18 MB are not


def test_a_member_beyond_the_limit_is_refused_whatever_size_it_states(tmp_path):
    options = Options(Limits(unpacked=1000))
    data = bytearray(zipped({"a.txt": b"ab" * 1000, "b.txt": DAM}))
    error, record = read(write(tmp_path / "a.zip", bytes(data)), options=options)
    assert "a.txt: over 0.001 MB" in str(error)
    assert isinstance(record, Record)
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<L", 500)  # it says that it is smaller than it is
    error, record = read(write(tmp_path / "b.zip", bytes(data)), options=options)
    assert "a.txt: damaged in the archive (Bad CRC-32" in str(error)
    assert isinstance(record, Record)


def test_more_members_than_the_limit_are_refused_before_the_directory_is_held(tmp_path):
    file = write(tmp_path / "a.zip", zipped({f"{number}.txt": DAM for number in range(11)}))
    assert len(ids(read(file, options=Options(Limits(zip_members=11))))) == 11
    assert "over 10 members" in only_error(file, options=Options(Limits(zip_members=10))).message


def test_a_member_with_another_checksum_is_refused_and_the_others_go_on(tmp_path):
    data = bytearray(zipped({"a.txt": DAM, "b.txt": "The road."}, zipfile.ZIP_STORED))
    data[data.index(DAM.encode())] ^= 1
    error, record = read(write(tmp_path / "a.zip", bytes(data)))
    assert "a.txt: damaged in the archive (Bad CRC-32" in str(error)
    assert isinstance(record, Record)


def test_a_truncated_archive_is_refused(tmp_path):
    data = zipped({"a.txt": DAM, "b.txt": DAM})
    for length in (4, 30, len(data) // 2, len(data) - 1):
        assert "damaged ZIP archive" in only_error(write(tmp_path / "a.zip", data[:length])).message


def test_whatever_is_wrong_with_an_archive_comes_as_an_error(tmp_path):
    whole = zipped({"a.txt": DAM * 20, "in.zip": zipped({"b.txt": DAM}), "c.md": "# Dam"})
    source = random.Random(7)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(source.randint(1, 6)):
            data[source.randrange(len(data))] = source.randrange(256)
        found = read(write(tmp_path / "a.zip", bytes(data)))
        assert all(isinstance(item, Record | SourceError) for item in found)
        assert found


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"[Content_Types].xml": "", "word/document.xml": ""}, "docx"),
        ({"[Content_Types].xml": "", "xl/workbook.xml": ""}, None),
        ({"ppt/presentation.xml": ""}, None),
        ({"a.docx": zipped({"word/document.xml": ""})}, "zip"),
        ({}, "zip"),
    ],
)
def test_an_office_document_is_told_from_an_archive_by_its_parts(members, kind):
    assert office_kind(io.BytesIO(zipped(members, zipfile.ZIP_STORED))) == kind


@pytest.mark.parametrize(
    ("mimetype", "kind"),
    [
        ("application/vnd.oasis.opendocument.text", "odt"),
        ("application/vnd.oasis.opendocument.spreadsheet", None),
        ("application/epub+zip", None),
        ("text/plain", "zip"),
    ],
)
def test_other_documents_are_told_by_their_first_part(mimetype, kind):
    assert office_kind(io.BytesIO(zipped({"mimetype": mimetype}, zipfile.ZIP_STORED))) == kind


def test_nothing_of_an_archive_is_held_open_when_reading_stops(tmp_path):
    file = write(tmp_path / "a.zip", zipped({"a.txt": DAM, "b.txt": DAM}))
    found = open_source([file]).read({})
    next(found)
    found.close()


def test_a_file_gives_the_same_articles_inside_an_archive_as_beside_it(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    pyarrow = pytest.importorskip("pyarrow")
    folder = tmp_path / "news"
    write(folder / "a.jsonl.gz", gzip.compress(b'{"text": "The dam was closed."}\n'))
    write(folder / "b.csv", "title,text\nDam,The dam was closed.\n")
    write(folder / "c.json", '[{"text": "The dam was closed."}]')
    parquet.write_table(pyarrow.table({"text": [DAM]}), folder / "d.parquet")
    write(folder / "e.tgz", tarred({"f.txt": DAM}, "w:gz"))
    beside = read(folder)
    data = zipped({path.name: path.read_bytes() for path in sorted(folder.iterdir())})
    inside = read(write(tmp_path / "news.zip", data))
    prefix = f"{tmp_path.name}/news.zip#"
    assert [record.text for record in inside] == [record.text for record in beside] == [DAM] * 5
    assert [name.removeprefix(prefix) for name in ids(inside)] == [
        name[len("news/") :] for name in ids(beside)
    ]
