"""Archives for tests, honest and hostile ones."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping


def zipped(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(members: Mapping[str, bytes | str | tarfile.TarInfo], mode: str = "w") -> bytes:
    """A tar archive; a member that is a header alone stands for itself."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            if isinstance(content, tarfile.TarInfo):
                archive.addfile(content)
                continue
            data = content if isinstance(content, bytes) else content.encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def header(name: str, kind: bytes, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


def local_header(name: bytes, crc: int, packed: int, unpacked: int) -> bytes:
    return (
        struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, packed, unpacked, len(name), 0) + name
    )


def entry(name: bytes, crc: int, packed: int, unpacked: int, offset: int) -> bytes:
    sizes = (crc, packed, unpacked, len(name), 0, 0, 0, 0, 0, offset)
    return struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, *sizes) + name


def with_directory(body: bytes, entries: list[bytes]) -> bytes:
    directory = b"".join(entries)
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), len(body), 0
    )
    return body + directory + end


def overlapping(files: int, kernel_bytes: int) -> bytes:
    """Members that quote the headers of those after them, so that all share one packed kernel.

    The construction of D. Fifield, “A better zip bomb”, 2019.
    """
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = b"a" * kernel_bytes
    data = compressor.compress(content) + compressor.flush()
    body = local_header(b"0.txt", zlib.crc32(content), len(data), len(content)) + data
    facts = [(b"0.txt", zlib.crc32(content), len(data), len(content), len(body))]
    for number in range(1, files):
        quoted = body[: len(body) - len(data)] if number == 1 else body[: 30 + len(facts[-1][0])]
        data = b"\x00" + struct.pack("<HH", len(quoted), len(quoted) ^ 0xFFFF) + quoted + data
        content = quoted + content
        name = f"{number}.txt".encode()
        body = local_header(name, zlib.crc32(content), len(data), len(content)) + data
        facts.append((name, zlib.crc32(content), len(data), len(content), len(body)))
    entries = [entry(*fact, len(body) - begun) for *fact, begun in facts]
    return with_directory(body, list(reversed(entries)))
