"""Versions of an index in one folder: written aside, published in one step, never changed afterwards.

``CURRENT`` names the version that answers. A kill at any moment leaves it answering, and whatever was being
written is swept away by the next writer. The version before it stays for those who are reading it.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import IndexDamaged, IndexLocked, IndexMissing, StoreUnwritable
from index.manifest import MANIFEST, FileFacts, Manifest, files_of, read_manifest, write_manifest

if TYPE_CHECKING:
    from filelock import BaseFileLock

__all__ = [
    "discard",
    "lock",
    "newest_version",
    "open_version",
    "point",
    "require_space",
    "seal",
    "start_version",
    "unwritable",
    "write_file",
    "writing",
]

CURRENT = "CURRENT"
LOCK = "lock"
HOLDER = "lock.holder"
VERSION = re.compile(r"gen-([0-9]{6,18})-[0-9a-f]{8}")
LEFTOVER = "tmp-"
POINTER_LIMIT = 100  # a name and a line end are 23 bytes
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FORBIDDEN = (errno.EROFS, errno.EACCES, errno.EPERM)
MANIFEST_LIMIT = 16 << 20  # a manifest names some dozens of files; a larger one is not ours


def newest_version(folder: str | Path) -> str:
    """The name of the version that answers now; cheap, so that a running program can notice a new one.

    :raises IndexMissing: where nothing was published
    :raises IndexDamaged: where ``CURRENT`` does not name a version
    """
    pointer = Path(folder) / CURRENT
    try:
        with pointer.open("rb") as file:
            line = file.read(POINTER_LIMIT)
    except (FileNotFoundError, NotADirectoryError) as err:
        raise IndexMissing(
            f"no index at {folder}; build one: python -m index build ARTICLES --index {folder}"
        ) from err
    except OSError as err:
        raise IndexDamaged(f"{pointer} cannot be read: {err}") from err
    name = line.decode("latin-1").removesuffix("\n")
    if not VERSION.fullmatch(name) or not line.endswith(b"\n"):
        raise IndexDamaged(f"{pointer} names no version: {name[:60]!r}; build the index again with --fresh")
    if not (Path(folder) / name).is_dir():
        raise IndexDamaged(f"{pointer} names {name}, which is not there; build the index again with --fresh")
    return name


def open_version(version: Path) -> Manifest:
    """The manifest of a version, none of whose other files is looked at yet.

    :raises IndexDamaged: where it is missing or not as written
    :raises IndexMismatch: where it has another format
    """
    path = version / MANIFEST
    try:
        with path.open("rb") as file:
            data = file.read(MANIFEST_LIMIT)
    except OSError as err:
        raise IndexDamaged(f"{path} cannot be read: {err}; build the index again with --fresh") from err
    return read_manifest(data, str(path))


@contextmanager
def writing(path: Path, *foreign: type[Exception]) -> Iterator[None]:
    """Translates what the system, or a library with errors of its own, says while writing below a path."""
    kinds: tuple[type[Exception], ...] = (OSError, *foreign)
    try:
        yield
    except kinds as err:
        raise unwritable(path, err) from err


def unwritable(path: Path, err: BaseException) -> StoreUnwritable:
    """The error for a path that could not be written, with what to do about it."""
    number, words = getattr(err, "errno", None), str(err).lower()
    if number in FULL or re.search(r"\bfull\b|no space|too large", words):
        cure = "free some space (or raise the limit) and build again"
    elif number in FORBIDDEN or re.search(r"readonly|read-only|permission", words):
        cure = "make the folder writable, or give another one with --index"
    else:
        cure = "see that the disk has space, can be written and is sound, and build again"
    return StoreUnwritable(f"{path} cannot be written: {err}; {cure}. The last version is as it was")


def require_space(folder: Path, needed: int) -> None:
    """Stops before writing what will not fit.

    :raises StoreUnwritable: with the bytes needed and the bytes free
    """
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise unwritable(
            folder, OSError(errno.ENOSPC, f"no space: {needed} bytes are needed, {free} are free")
        )


def lock(folder: Path) -> BaseFileLock:
    """Takes the lock of an index; the system frees it when the process dies.

    :raises IndexLocked: where another writer has it
    """
    from filelock import FileLock, Timeout

    held = FileLock(folder / LOCK, timeout=0, thread_local=False)
    try:
        held.acquire()
    except Timeout as err:
        raise IndexLocked(
            f"{folder} is being written by {_holder(folder)}; wait until it has finished"
        ) from err
    try:
        with writing(folder), (folder / HOLDER).open("w") as file:
            json.dump({"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}, file)
    except BaseException:
        held.release()
        raise
    return held


def _holder(folder: Path) -> str:
    try:
        facts = json.loads((folder / HOLDER).read_bytes())
        return f"process {int(facts['pid'])} since {str(facts['since'])[:40]}"
    except (OSError, ValueError, TypeError, KeyError):  # between the lock and the note about it
        return "another process"


def start_version(folder: Path) -> Path:
    """An empty folder to write the next version in; sweeps away what killed writers left. Needs the lock."""
    for path in folder.iterdir():
        if path.name.startswith(LEFTOVER):
            _remove(path)
    with suppress(IndexMissing, IndexDamaged):
        _sweep(folder, newest_version(folder))
    return Path(tempfile.mkdtemp(prefix=LEFTOVER, dir=folder))


def seal(folder: Path, built: Path, manifest: Manifest) -> Path:
    """Brings a written version to the disk and gives it its name; readers do not see it yet. Needs the lock.

    Everything is on the disk before it has its name, and has its name before :func:`point` moves the pointer.
    """
    facts = {path: _sync(built / path) for path in files_of(built)}
    write_file(built / MANIFEST, write_manifest(replace(manifest, files=facts)))
    for path, _, _ in os.walk(built):
        _sync_folder(Path(path))
    number = 1 + max((_number(path.name) for path in folder.iterdir()), default=0)
    version = built.rename(folder / f"gen-{number:06d}-{secrets.token_hex(4)}")
    _sync_folder(folder)
    return version


def point(folder: Path, version: Path, *, before: int = 1) -> None:
    """Makes a sealed version the one that answers, in one step, and keeps so many before it. Needs the lock."""
    pointer = folder / f"{LEFTOVER}{CURRENT}"
    write_file(pointer, f"{version.name}\n".encode())
    pointer.replace(folder / CURRENT)
    _sync_folder(folder)
    _sweep(folder, version.name, before)


def discard(folder: Path, built: Path) -> None:
    """Removes a version that was written, unless it is the one that answers."""
    with suppress(IndexMissing, IndexDamaged):
        if newest_version(folder) == built.name:
            return
    _remove(built)


def write_file(path: Path, data: bytes | memoryview) -> None:
    """Writes a file and brings it to the disk.

    :raises StoreUnwritable: where not every byte arrives
    """
    with writing(path), path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> FileFacts:
    """Brings a file to the disk and says what it is."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        digest = hashlib.file_digest(file, "sha256")
        return FileFacts(file.tell(), digest.hexdigest())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _number(name: str) -> int:
    found = VERSION.fullmatch(name)
    return int(found[1]) if found else 0


def _sweep(folder: Path, current: str, before: int = 1) -> None:
    """Removes all versions but the current one and those before it that may still be read."""
    names = sorted((path.name for path in folder.iterdir() if _number(path.name)), key=_number)
    older = [name for name in names if _number(name) < _number(current)]
    for name in names:
        if name not in (current, *older[len(older) - before :]):
            _remove(folder / name)


def _remove(path: Path) -> None:
    """Removes what nothing refers to; what resists is tried again by the next writer."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
