"""Tar archives, inside gzip or not: read as a stream, member by member."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import tarfile

import pytest

from index.errors import SourceError
from index.sources import Limits, Options, Record
from tests.index.sources.packing import header, tarred, zipped
from tests.index.sources.reading import errors, ids, only_error, read, write

DAM = "The dam was closed."


@pytest.mark.parametrize(
    ("name", "mode"), [("a.tar", "w"), ("a.tar.gz", "w:gz"), ("a.tgz", "w:gz"), ("a", "w:gz")]
)
def test_members_are_read_in_their_order_each_as_what_it_is(tmp_path, name, mode):
    data = tarred(
        {"./b/two.md": "# Two\n\nThe road.", "one.txt": DAM, "c.png": b"\x89PNG", ".d.txt": DAM}, mode
    )
    two, one = read(write(tmp_path / "news" / name, data))
    assert ids([two, one]) == [f"news/{name}#./b/two.md", f"news/{name}#one.txt"]
    assert (two.title, one.text) == ("Two", DAM)


@pytest.mark.parametrize("kind", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT, tarfile.USTAR_FORMAT])
def test_every_form_of_header_is_read(tmp_path, kind):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=kind) as archive:
        info = tarfile.TarInfo("a" * 90 + "/" + "b" * 90 + ".txt")
        info.size = len(DAM)
        archive.addfile(info, io.BytesIO(DAM.encode()))
    (record,) = read(write(tmp_path / "a.tar", buffer.getvalue()))
    assert record.source.endswith("b" * 90 + ".txt")


@pytest.mark.parametrize(
    ("member", "found"),
    [
        (header("a.txt", tarfile.SYMTYPE, "/etc/passwd"), "a link"),
        (header("a.txt", tarfile.LNKTYPE, "b.txt"), "a link"),
        (header("a.txt", tarfile.CHRTYPE), "a device"),
        (header("a.txt", tarfile.FIFOTYPE), "a device, a pipe"),
        (header("/etc/a.txt", tarfile.REGTYPE), "an absolute name"),
        (header("../../a.txt", tarfile.REGTYPE), "leads out of the archive"),
    ],
)
def test_what_is_no_plain_file_inside_the_archive_is_refused_and_the_others_go_on(tmp_path, member, found):
    error, record = read(write(tmp_path / "a.tar", tarred({"": member, "b.txt": DAM})))
    assert isinstance(error, SourceError)
    assert found in error.message
    assert isinstance(record, Record)
    assert [path.name for path in tmp_path.rglob("*")] == ["a.tar"]


def test_an_archive_in_an_archive_is_read(tmp_path):
    file = write(
        tmp_path / "a.tar.gz", tarred({"b.zip": zipped({"c.tgz": tarred({"d.txt": DAM}, "w:gz")})}, "w:gz")
    )
    (name,) = ids(read(file))
    assert name.endswith("a.tar.gz#b.zip#c.tgz#d.txt")


def test_a_member_beyond_the_limit_is_refused_and_the_others_go_on(tmp_path):
    file = write(tmp_path / "a.tar", tarred({"a.txt": "ab" * 1000, "b.txt": DAM}))
    error, record = read(file, options=Options(Limits(unpacked=1000)))
    assert "a.txt: over 0.001 MB" in str(error)
    assert isinstance(record, Record)


def test_a_sparse_file_of_terabytes_is_refused_at_once(tmp_path):
    sparse = tarfile.TarInfo("a.txt")
    sparse.type = tarfile.GNUTYPE_SPARSE
    data = bytearray(sparse.tobuf(tarfile.GNU_FORMAT))
    data[483:495] = b"\x80" + struct.pack(">QHB", 1 << 40, 0, 0)  # its real size
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\x00 " % sum(data[:512])
    error, record = read(write(tmp_path / "a.tar", bytes(data) + tarred({"b.txt": DAM})))
    assert "a.txt: over 200 MB" in str(error)
    assert isinstance(record, Record)


def test_more_members_than_the_limit_end_the_archive(tmp_path):
    file = write(tmp_path / "a.tar", tarred({f"{number}.txt": DAM for number in range(11)}))
    found = read(file, options=Options(Limits(members=10)))
    assert len(ids(found)) == 10
    assert "over 10 members; the rest is not read" in errors(found)[-1]


def test_a_truncated_archive_gives_what_it_has_and_an_error(tmp_path):
    data = tarred({"a.txt": DAM, "b.txt": DAM * 100})
    for length in (513, 1024 + 100, 1024 + 512 + 700):
        found = read(write(tmp_path / "a.tar", data[:length]))
        assert any("damaged" in error for error in errors(found)), length
    assert len(ids(found)) == 1
    cut = tarred({"a.txt": DAM * 100, "b.txt": random.Random(1).randbytes(9000).hex()}, "w:gz")[:-2000]
    assert any("damaged gzip file" in error for error in errors(read(write(tmp_path / "a.tgz", cut))))


def test_a_damaged_header_is_an_error_and_not_the_end(tmp_path):
    data = bytearray(tarred({"a.txt": DAM, "b.txt": DAM}))
    data[1024 + 10] ^= 1
    found = read(write(tmp_path / "a.tar", bytes(data)))
    assert len(ids(found)) == 1
    assert "damaged tar archive (no header at byte 1,024)" in errors(found)[0]


def test_a_header_without_end_is_refused_and_never_held(tmp_path):
    long = tarfile.TarInfo("././@LongLink")
    long.type, long.size = tarfile.GNUTYPE_LONGNAME, 3_000_000_000
    file = tmp_path / "a.tar"
    with file.open("wb") as written:
        written.write(long.tobuf(tarfile.GNU_FORMAT))
        written.truncate(3_000_000_000)  # a sparse file
    code = (
        "import sys, resource; from index.sources.folder import FolderSource; import index.sources.tar as tar\n"
        "from index.sources import Options, Resource\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(*tar.read(Resource('a', 'a', 'a', 1), open(sys.argv[1], 'rb'), Options()))\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, file], capture_output=True, text=True, check=True)
    found, grown = done.stdout.splitlines()
    assert "a header of over 1 MB" in found
    assert int(grown) < 20


def test_a_size_below_nothing_ends_the_archive(tmp_path):
    data = bytearray(tarred({"a.txt": DAM, "b.txt": DAM}))
    data[1024 + 124 : 1024 + 136] = b"\xff" * 10 + struct.pack(">h", -1024)
    data[1024 + 148 : 1024 + 156] = b" " * 8
    data[1024 + 148 : 1024 + 156] = b"%06o\x00 " % sum(data[1024:1536])
    found = read(write(tmp_path / "a.tar", bytes(data)))
    assert len(ids(found)) == 1
    assert errors(found)


def test_whatever_is_wrong_with_an_archive_comes_as_an_error(tmp_path):
    whole = tarred({"a.txt": DAM * 20, "in.zip": zipped({"b.txt": DAM}), "c" * 150 + ".md": "# Dam"})
    source = random.Random(7)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(source.randint(1, 6)):
            data[source.randrange(6000)] = source.randrange(256)
        found = read(write(tmp_path / "a.tar", bytes(data)))
        assert all(isinstance(item, Record | SourceError) for item in found)


def test_an_empty_archive_by_name_is_an_error(tmp_path):
    assert "nothing in it is an article" in only_error(write(tmp_path / "a.tar", tarred({}))).message
    assert "the file is empty" in only_error(write(tmp_path / "b.tar", b"")).message
