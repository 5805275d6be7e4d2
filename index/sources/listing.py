"""Which files are read: those that are named and those below folders, in the order of their names.

A folder may hold a million files: they are met one by one, and only :data:`BATCH` names are held at a time; the
others of its names wait on the disk, sorted.
"""

from __future__ import annotations

import heapq
import os
import stat
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple

from index.errors import SourceError
from index.sources.kinds import is_named_so
from index.sources.record import printable
from index.sources.streams import unreadable

__all__ = ["ArticleFile", "Unlisted", "files_of", "size_of"]

# Names that are sorted in memory, which takes 10 MB.
BATCH = 50_000
_NOWHERE = "a link that leads nowhere; expected a file: mend the link, or leave it out"
_OUTSIDE = (
    "a link that leads out of the folder; expected a file: give the folder that it leads to, or copy the file"
)


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A file that may hold articles.

    :ivar location: where it is opened; may hold bytes that are not UTF-8
    :ivar id: id of its record, or of its records up to ``#``
    :ivar size: bytes when it was listed
    :ivar named: it was asked for by its name, so that it must not be passed over in silence
    """

    location: str
    id: str
    size: int
    named: bool = False

    @property
    def path(self) -> str:
        """The location, fit to be shown."""
        return printable(self.location)


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A folder or file of which nothing can be said.

    :ivar id: its id; it ends with ``/`` for a folder
    """

    id: str
    error: SourceError


@dataclass(frozen=True, slots=True)
class _Root:
    """A path that was given.

    :ivar whole: its absolute path; no link is followed, the name as given counts
    """

    path: str
    whole: str
    is_folder: bool

    @property
    def id(self) -> str:
        """``<folder>/<name>`` for a file, so that it is the same when its folder is given; a folder's name."""
        parent, name = os.path.split(self.whole)
        return printable(name) if self.is_folder else _join(os.path.basename(parent), name)  # noqa: PTH119


def files_of(paths: Sequence[str]) -> Iterator[ArticleFile | Unlisted]:
    """Every file that is to be looked at, each once, though several paths lead to it.

    :raises SourceError: where a path does not exist
    """
    roots: list[_Root] = []
    for path in paths:
        root = _root(path)
        if not any(root.whole == other.whole or _reaches(other, root) for other in roots):
            roots.append(root)
    named = {root.whole for root in map(_root, paths) if not root.is_folder}
    inside = [os.path.realpath(root.whole) for root in roots]
    before: set[str] = set()
    for root in roots:
        if root.is_folder:
            yield from _Walk(before, named, inside).below(_Folder(root.path, root.whole, root.id))
        else:
            yield from _file(root.path, root.id, named=True)
        before.add(root.whole)


def size_of(paths: Sequence[str]) -> int:
    """Bytes of all files that :func:`files_of` lists."""
    return sum(entry.size for entry in files_of(paths) if isinstance(entry, ArticleFile))


def _root(path: str) -> _Root:
    whole = os.path.abspath(path)  # noqa: PTH100 -- Path would follow links
    try:
        return _Root(path, whole, stat.S_ISDIR(os.stat(path).st_mode))  # noqa: PTH116
    except (OSError, ValueError) as err:  # ValueError: a NUL in the path
        raise unreadable(err, printable(path)) from err


def _reaches(root: _Root, other: _Root) -> bool:
    """Whether the files below one path hold those of another: nothing between them is passed over."""
    if not root.is_folder or not Path(other.whole).is_relative_to(root.whole):
        return False
    folder = root.whole
    *between, last = Path(other.whole).relative_to(root.whole).parts
    for name in [*between, last] if other.is_folder else between:
        if name.startswith(".") or _is_passed_over(folder, name) or Path(folder, name).is_symlink():
            return False
        folder = os.path.join(folder, name)  # noqa: PTH118
    return other.is_folder or not last.startswith(".")


class _Folder(NamedTuple):
    """A folder that is to be listed; for ``whole`` see :class:`_Root`."""

    path: str
    whole: str
    id: str


@dataclass(frozen=True, slots=True)
class _Walk:
    """All files below a folder.

    :ivar before: paths that were read already
    :ivar named: paths of files that were given by name
    :ivar inside: paths, links followed, of what was given; a link leads out of it or not
    """

    before: AbstractSet[str]
    named: AbstractSet[str]
    inside: Sequence[str]

    def below(self, folder: _Folder) -> Iterator[ArticleFile | Unlisted]:
        walked = [
            self._listed(folder)
        ]  # folders may lie in each other deeper than a function may call itself
        while walked:
            entry = next(walked[-1], None)
            if entry is None:
                walked.pop()
            elif isinstance(entry, _Folder):
                walked.append(self._listed(entry))
            else:
                yield entry

    def _listed(self, folder: _Folder) -> Iterator[ArticleFile | Unlisted | _Folder]:
        try:
            for name, is_folder in _entries(folder.path):
                path, whole = f"{folder.path.rstrip('/')}/{name}", f"{folder.whole.rstrip('/')}/{name}"
                if whole in self.before:
                    continue
                id, named = _join(folder.id, name), whole in self.named
                if is_folder:
                    if not _is_passed_over(folder.path, name):
                        yield _Folder(path, whole, id)
                elif named or not self._leads_out(path):
                    yield from _file(path, id, named=named)
                elif is_named_so(name):
                    yield Unlisted(id, SourceError(_OUTSIDE, path=printable(path)))
        except OSError as err:
            yield Unlisted(f"{folder.id}/", unreadable(err, printable(folder.path)))

    def _leads_out(self, path: str) -> bool:
        """Whether it is a link to a file elsewhere, of which whoever gave the folder may not know."""
        if not os.path.islink(path) or not os.path.isfile(path):  # noqa: PTH113, PTH114 -- errors are met later
            return False
        target = os.path.realpath(path)
        return not any(target == held or target.startswith(f"{held.rstrip('/')}/") for held in self.inside)


def _entries(folder: str) -> Iterator[tuple[str, bool]]:
    """What a folder holds and what is not hidden, by name; whether it is a folder too, and no link to one."""
    with ExitStack() as runs:
        with os.scandir(folder) as scanned:
            entries = (
                (os.fsencode(entry.name), entry.is_dir(follow_symlinks=False))
                for entry in scanned
                if not entry.name.startswith(".")
            )
            written = []
            while len(batch := sorted(islice(entries, BATCH))) == BATCH:
                written.append(_written(batch, runs.enter_context(TemporaryFile())))
        for name, is_folder in heapq.merge(*written, batch):
            yield os.fsdecode(name), is_folder


def _written(entries: Sequence[tuple[bytes, bool]], file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Writes sorted names to a file, one a line, and gives them back as they are asked for."""
    for name, is_folder in entries:  # a name may have a line end, and never a slash
        file.write(b"%d%s\n" % (is_folder, name.replace(b"\n", b"/")))
    file.seek(0)
    return ((line[1:-1].replace(b"/", b"\n"), line.startswith(b"1")) for line in file)


def _file(location: str, file_id: str, *, named: bool) -> Iterator[ArticleFile | Unlisted]:
    path = printable(location)
    try:
        status = os.stat(location)  # noqa: PTH116
    except OSError as err:
        gone = isinstance(err, FileNotFoundError) and os.path.islink(location)  # noqa: PTH114
        yield Unlisted(file_id, SourceError(_NOWHERE, path=path) if gone else unreadable(err, path))
        return
    if stat.S_ISREG(status.st_mode):
        yield ArticleFile(location, file_id, status.st_size, named)
    elif named:
        what = "not a regular file (a pipe or a device); expected a file or a folder"
        yield Unlisted(file_id, SourceError(what, path=path))


def _is_passed_over(parent: str, name: str) -> bool:
    """Whether a folder is an index or the images and scripts of a saved page rather than articles."""
    if name.endswith(".index") or _has(parent, f"{name}/CURRENT"):
        return True  # an index that was built inside the articles must not be read as some
    page = name.removesuffix("_files")
    return page != name and (_has(parent, f"{page}.html") or _has(parent, f"{page}.htm"))


def _has(folder: str, name: str) -> bool:
    return os.path.isfile(f"{folder}/{name}")  # noqa: PTH113 -- Path raises where a folder is shut


def _join(folder: str, name: str) -> str:
    return printable(f"{folder}/{name}" if folder else name)
