"""Files and folders of articles, read one at a time; what did not change since the last time is not read again."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import BinaryIO, Protocol

from index.errors import SourceError
from index.sources.kinds import LIBRARIES, READ, is_named_so, kind_at, read_resource
from index.sources.listing import ArticleFile, Unlisted, files_of, size_of
from index.sources.options import Options
from index.sources.record import Record, Resource, ResourceRead, printable
from index.sources.streams import unreadable

__all__ = ["FolderSource", "Source", "digest_of", "open_source", "reading_tag"]

# A pipe that took the place of a file after it was listed must not stop the build.
_OPEN_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)
_CHUNK = 1 << 20
_ADDRESSES = ("http://", "https://")


class Source(Protocol):
    """Records, one at a time. What cannot be read comes as an error in its place, and the rest goes on."""

    @property
    def size(self) -> int:
        """Bytes in all, as far as is known before reading."""

    @property
    def position(self) -> int:
        """Bytes read so far."""

    def read(self, known: Mapping[str, str]) -> Iterator[Record | SourceError | ResourceRead]:
        """Starts from the first record, each time; a :class:`ResourceRead` ends what a resource holds.

        :param known: id of a resource -> its digest when it was last read; where it still has that digest,
            its records are not yielded again
        """

    def __iter__(self) -> Iterator[Record | SourceError]:
        """All records and errors, whatever was read before."""


def open_source(paths: Sequence[str | Path], options: Options | None = None) -> Source:
    """The articles of files, folders and addresses; nothing is read yet.

    Folders are read with all that is below them, by name. A file whose ending is known is read as what it
    is; one with another ending, or none, where its content is an article's. Hidden files, links to folders,
    indexes and the ``_files`` of saved pages are passed over; links to files elsewhere are refused. An id is
    ``<folder>/<path inside it>``, so that it does not change when the folder moves, nor when the file is given
    alone.

    :raises SourceError: where a path does not exist, or where there is no article file at all
    """
    if isinstance(paths, str | Path):
        raise TypeError(f"expected a sequence of paths, not one path: {paths!r}")
    if not paths:
        raise ValueError("no path was given: name a file, a folder or an address of articles")
    source = FolderSource([os.fspath(path) for path in paths], options or Options())
    if not source.holds_anything():
        shown = printable(", ".join(os.fspath(path) for path in paths))
        raise SourceError(f"no articles here; expected {READ}: name the folder that holds them", path=shown)
    return source


class FolderSource:
    """The articles of files and folders in the order of names, and then those of addresses."""

    def __init__(self, paths: Sequence[str], options: Options) -> None:
        self._urls = [path for path in paths if path.lower().startswith(_ADDRESSES)]
        self._paths = [path for path in paths if path not in self._urls]
        self._options = options
        self._done = 0
        self._stream: BinaryIO | None = None

    @cached_property
    def size(self) -> int:
        """Bytes of all files when they are counted, for the first time that this is asked."""
        return size_of(self._paths)

    @property
    def position(self) -> int:
        """Bytes of the files that were read, and of the one that is being read."""
        return self._done + (self._stream.tell() if self._stream else 0)

    def __iter__(self) -> Iterator[Record | SourceError]:
        return (found for found in self.read({}) if not isinstance(found, ResourceRead))

    def read(self, known: Mapping[str, str]) -> Iterator[Record | SourceError | ResourceRead]:
        """See :class:`Source`. A file that may not be an article, by ending and content, is passed over."""
        self._done = 0
        for entry in files_of(self._paths):
            if isinstance(entry, Unlisted):
                yield entry.error
                yield ResourceRead(entry.id, "")
            else:
                yield from self._file(entry, known)
                self._done += entry.size
        if self._urls:
            from index.sources.web import read_web

            yield from read_web(self._urls, self._options, known)

    def holds_anything(self) -> bool:
        """Whether there is a file to read, or an error to tell; looks no further than the first."""
        return any(map(self._is_something, files_of(self._paths))) or bool(self._urls)

    @cached_property
    def _tag(self) -> bytes:
        return reading_tag(self._options)

    def _is_something(self, entry: ArticleFile | Unlisted) -> bool:
        if isinstance(entry, Unlisted) or entry.named:
            return True
        try:
            with _open(entry.location) as stream:
                return self._is_read(entry, stream)
        except OSError:
            return True  # an error to tell

    def _is_read(self, file: ArticleFile, stream: BinaryIO) -> bool:
        if is_named_so(file.location) or not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            return True  # if only to say what is wrong
        return kind_at(stream, file.location, line=self._options.limits.line) is not None

    def _file(
        self, file: ArticleFile, known: Mapping[str, str]
    ) -> Iterator[Record | SourceError | ResourceRead]:
        try:
            with _open(file.location) as self._stream:
                if file.named or self._is_read(file, self._stream):
                    yield from self._resource(file, self._stream, known)
        except OSError as err:
            yield unreadable(err, file.path)
            yield ResourceRead(file.id, "")
        finally:
            self._stream = None

    def _resource(
        self, file: ArticleFile, stream: BinaryIO, known: Mapping[str, str]
    ) -> Iterator[Record | SourceError | ResourceRead]:
        before = os.fstat(stream.fileno())
        if not stat.S_ISREG(before.st_mode):
            what = "not a regular file (a pipe or a device); expected a file"
            yield SourceError(what, path=file.path)
            yield ResourceRead(file.id, "")
            return
        digest = digest_of(stream, self._tag) if file.id in known else ""
        if digest and known[file.id] == digest:
            yield ResourceRead(file.id, digest, unchanged=True)
            return
        resource = Resource(file.id, file.path, os.path.basename(file.location), before.st_size)  # noqa: PTH119
        found = failed = False
        for item in read_resource(resource, stream, self._options):
            found, failed = True, failed or isinstance(item, SourceError)
            yield item
        if file.named and not found:
            failed = True
            yield SourceError(f"nothing in it is an article; expected {READ}", path=file.path)
        if not failed:  # what is refused may have gigabytes
            digest = digest or digest_of(stream, self._tag)
            stream.seek(0, os.SEEK_END)  # all of it was read: the position is not to go back
        after = os.fstat(stream.fileno())
        steady = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        yield ResourceRead(file.id, "" if failed or not steady else digest)


def _open(location: str) -> BinaryIO:
    return os.fdopen(os.open(location, _OPEN_FLAGS), "rb")


def digest_of(stream: BinaryIO, tag: bytes) -> str:
    """SHA-256 of what a stream holds from its beginning and of what reads it; it is at its beginning again."""
    stream.seek(0)
    found = hashlib.sha256(tag)
    while chunk := stream.read(_CHUNK):
        found.update(chunk)
    stream.seek(0)
    return found.hexdigest()


def reading_tag(options: Options) -> bytes:
    """What the articles of a file depend on besides its bytes: what reads and cleans it, and the options."""
    from importlib.metadata import PackageNotFoundError, version

    def installed(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return ""

    versions = [(name, installed(name)) for name in LIBRARIES]
    return repr((_code(), versions, options.limits, sorted(options.columns.items()))).encode()


@cache
def _code() -> str:
    """A hash of this room's modules: a file is read again by a program that may read it otherwise."""
    room = Path(__file__).parent.parent
    code = hashlib.sha256()
    for path in sorted(room.rglob("*.py")):
        code.update(path.read_bytes())
    return code.hexdigest()
