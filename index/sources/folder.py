"""Files and folders of articles: what is in them, in a fixed order, and which reader reads what."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from index.errors import SourceError
from index.sources.record import Record, printable

__all__ = ["ArticleFile", "FolderSource", "Source", "open_source"]

# Ending -> module that reads it, loaded when the first such file is met.
_READERS = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonl.gz": "jsonl",
    ".ndjson.gz": "jsonl",
}
_EXPECTED = "expected .txt, .md, .html or .jsonl"

# A pipe that took the place of a file after it was listed must not stop the build.
_OPEN_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)


class Source(Protocol):
    """Records, one at a time. What cannot be read comes as an error in its place, and the rest goes on."""

    @property
    def size(self) -> int:
        """Bytes in all, as far as is known before reading."""

    @property
    def position(self) -> int:
        """Bytes read so far."""

    def __iter__(self) -> Iterator[Record | SourceError]:
        """Starts from the first record, each time."""


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A file that holds articles.

    :ivar location: where it is opened; may hold bytes that are not UTF-8
    :ivar id: id of its record, or of its records up to ``#``
    :ivar size: bytes when it was listed
    """

    location: str
    id: str
    size: int

    @property
    def path(self) -> str:
        """The location, fit to be shown."""
        return printable(self.location)


Reader = Callable[[ArticleFile, BinaryIO], Iterator[Record | SourceError]]


def open_source(paths: Sequence[str | Path]) -> Source:
    """Lists the articles of files and folders; nothing is read yet.

    Folders are read with all that is below them, by name; hidden files, links to folders, indexes and files
    with other endings are passed over. An id is ``<folder>/<path inside it>``, so that it does not change
    when the folder moves, nor when the file is given alone.

    :raises SourceError: where a path does not exist, or where there is no article file at all
    """
    if isinstance(paths, str | Path):
        raise TypeError(f"expected a sequence of paths, not one path: {paths!r}")
    if not paths:
        raise ValueError("no path was given: name a file or a folder of articles")
    entries: dict[str, ArticleFile | SourceError] = {}
    for path in paths:
        for entry in _list(os.fspath(path)):
            key = entry.location if isinstance(entry, ArticleFile) else entry.path
            entries.setdefault(os.path.abspath(key), entry)  # noqa: PTH100 -- Path would follow links
    if not entries:
        shown = printable(", ".join(os.fspath(path) for path in paths))
        raise SourceError(f"no articles here: {_EXPECTED} files; name the folder that holds them", path=shown)
    return FolderSource(list(entries.values()))


class FolderSource:
    """The articles of listed files, read in their order.

    :param entries: files, and errors that were met while listing
    """

    def __init__(self, entries: Sequence[ArticleFile | SourceError]) -> None:
        self._entries = entries
        self._done = 0
        self._stream: BinaryIO | None = None

    @property
    def size(self) -> int:
        """Bytes of all files when they were listed."""
        return sum(entry.size for entry in self._entries if isinstance(entry, ArticleFile))

    @property
    def position(self) -> int:
        """Bytes of the files that were read, and of the one that is being read."""
        return self._done + (self._stream.tell() if self._stream else 0)

    def __iter__(self) -> Iterator[Record | SourceError]:
        self._done = 0
        for entry in self._entries:
            if isinstance(entry, SourceError):
                yield entry
                continue
            try:
                yield from self._read(entry)
            except OSError as err:
                yield _unreadable(entry.path, err)
            self._done += entry.size

    def _read(self, file: ArticleFile) -> Iterator[Record | SourceError]:
        with _open(file.location) as stream:
            self._stream = stream
            try:
                if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                    yield SourceError(
                        "not a regular file (a pipe or a device); expected a file", path=file.path
                    )
                else:
                    yield from _reader(file.location)(file, stream)
            finally:
                self._stream = None


def _open(location: str) -> BinaryIO:
    return os.fdopen(os.open(location, _OPEN_FLAGS), "rb")


def _ending(name: str) -> str | None:
    """The ending that a reader is known for, or ``None``."""
    name = name.lower()
    return max((ending for ending in _READERS if name.endswith(ending)), key=len, default=None)


def _reader(location: str) -> Reader:
    ending = _ending(location)
    assert ending is not None  # noqa: S101 -- only files with such an ending are listed
    return cast(Reader, import_module(f"index.sources.{_READERS[ending]}").read)


def _list(path: str) -> Iterator[ArticleFile | SourceError]:
    whole = os.path.abspath(path)  # noqa: PTH100 -- the name as given counts, not where a link leads
    try:
        status = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError) as err:  # ValueError: a NUL in the path
        raise _unreadable(printable(path), err) from err
    parent, name = os.path.split(whole)
    if stat.S_ISDIR(status.st_mode):
        yield from _walk(path, name)
    elif not stat.S_ISREG(status.st_mode):
        yield SourceError(
            "not a regular file (a pipe or a device); expected a file or a folder", path=printable(path)
        )
    elif _ending(name) is None:
        yield SourceError(
            f"unknown ending; {_EXPECTED}: convert the file, or leave it out", path=printable(path)
        )
    else:
        yield ArticleFile(path, _join(os.path.basename(parent), name), status.st_size)  # noqa: PTH119


def _walk(folder: str, folder_id: str) -> Iterator[ArticleFile | SourceError]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as err:
        yield _unreadable(printable(folder), err)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        below = _join(folder_id, entry.name)
        if _is_folder(entry):
            if not _is_index(entry.path):
                yield from _walk(entry.path, below)
        elif _ending(entry.name) is not None:
            yield from _file(entry, below)


def _file(entry: os.DirEntry[str], file_id: str) -> Iterator[ArticleFile | SourceError]:
    try:
        status = entry.stat()
    except OSError as err:
        yield _unreadable(printable(entry.path), err)
        return
    if stat.S_ISREG(status.st_mode):
        yield ArticleFile(entry.path, file_id, status.st_size)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def _is_index(folder: str) -> bool:
    """Whether a folder is an index rather than articles: built inside them, it must not be read as one."""
    return folder.endswith(".index") or Path(folder, "CURRENT").is_file()


def _join(folder: str, name: str) -> str:
    return printable(f"{folder}/{name}" if folder else name)


def _unreadable(path: str, err: OSError | ValueError) -> SourceError:
    if isinstance(err, FileNotFoundError):
        return SourceError("no such file or folder; check the spelling", path=path)
    if isinstance(err, PermissionError):
        return SourceError("no permission to read it; change its permissions, or leave it out", path=path)
    reason = (err.strerror if isinstance(err, OSError) else None) or str(err)
    return SourceError(f"cannot be read ({reason}); expected a readable file", path=path)
