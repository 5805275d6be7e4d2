"""What archives share: which members are read, and what they may cost; nothing is written under a member's name."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from index.errors import SourceError
from index.sources.kinds import HEAD_BYTES, kind_of, read_resource
from index.sources.options import Limits, Options
from index.sources.record import Record, Resource, printable

__all__ = ["IN_MEMORY", "Members", "Unpacked", "damaged", "spool_rest", "unpacked_limit"]

# A spool beyond this lies on the disk: hardly any article reaches it.
IN_MEMORY = 4_000_000
_CHUNK = 1 << 18
# Below this, no ratio is a danger: a page of blanks may be packed a thousand times smaller.
_FREE_BYTES = 10_000_000
_LONGEST_NAME = 4096  # of a path on Linux
_BOMB = "unpacks to far more than articles do: a bomb; leave it out"
_DRIVE = re.compile(r"[A-Za-z]:")
_PAGES = 10_000  # saved pages that are remembered, so that the folders beside them are passed over


class Unpacked(io.RawIOBase):
    """A stream that unpacks as it is read; damage and bombs come as our errors.

    :param damages: what the library raises where it cannot unpack
    :param what: what messages call it, with ``path``
    :param allowed: bytes unpacked beyond which it is a bomb; ``None`` where that is known elsewhere
    """

    def __init__(
        self,
        stream: BinaryIO,
        damages: tuple[type[Exception], ...],
        *,
        what: str,
        path: str,
        allowed: int | None = None,
    ) -> None:
        self._stream, self._damages = stream, damages
        self._what, self._path, self._allowed = what, path, allowed

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """As far as what it unpacks is; going back unpacks anew from the beginning."""
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """See :class:`io.RawIOBase`."""
        try:
            return self._stream.seek(offset, whence)
        except self._damages as err:
            raise damaged(self._what, err, self._path) from err

    def tell(self) -> int:
        """Unpacked bytes so far."""
        return self._stream.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """See :class:`io.RawIOBase`.

        :raises SourceError: where it is damaged, or a bomb
        """
        try:
            data = self._stream.read(len(buffer))
        except self._damages as err:
            raise damaged(self._what, err, self._path) from err
        buffer[: len(data)] = data
        if self._allowed is not None and self._stream.tell() > self._allowed:
            raise SourceError(_BOMB, path=self._path)
        return len(data)


class Members:
    """The members of one archive, as they are met.

    :param packed: bytes of the archive
    :raises SourceError: where it lies too deep in other archives
    """

    def __init__(self, archive: Resource, options: Options, *, packed: int) -> None:
        limits = options.limits
        if archive.depth > limits.nested:
            expected = f"expected at most {limits.nested}: unpack it"
            raise SourceError(f"an archive inside {archive.depth} others; {expected}", path=archive.path)
        self._archive, self._options, self._limits = archive, options, limits
        self._allowed = unpacked_limit(packed, limits)
        self._unpacked = self._count = 0
        self._pages: dict[str, None] = {}

    def path(self, name: str) -> str:
        """What messages call a member."""
        return f"{self._archive.path}/{printable(name)}"

    def refused(self, name: str, reason: str) -> SourceError:
        """An error that calls a member by its name."""
        return SourceError(reason, path=self.path(name))

    def is_met(self, name: str) -> bool:
        """Whether a member is to be looked at; false for what a folder passes over too.

        :raises SourceError: at one member more than the limit
        """
        self._count += 1
        if self._count > self._limits.members:
            met = f"over {self._limits.members:,} members"
            raise SourceError(f"{met}; the rest is not read: split the archive", path=self._archive.path)
        *folders, last = name.split("/")
        stem, _, ending = name.rpartition(".")
        if ending.lower() in {"html", "htm"}:
            self._pages[stem] = None
            if len(self._pages) > _PAGES:
                del self._pages[next(iter(self._pages))]
        if "__MACOSX" in folders or any(
            part.startswith(".") and part.strip(".") for part in [*folders, last]
        ):
            return False
        return not any(self._is_beside_page(folders[: n + 1]) for n in range(len(folders)))

    def read(self, name: str, stream: BinaryIO, *, size: int, packed: int) -> Iterator[Record | SourceError]:
        """The records of a member.

        :param stream: gives its bytes; what goes wrong there is a :class:`SourceError`
        :param size: its bytes as the archive has it, which may be a lie
        :param packed: its bytes in the archive
        :raises SourceError: where the whole archive is a bomb
        """
        problem = _problem(name) or self._over(size, packed)
        if problem:
            yield self.refused(name, problem)
            return
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
            spool = cast(BinaryIO, file)
            try:
                unpacked = self._spool(name, stream, spool)
            except SourceError as err:
                yield err
                return
            self._unpacked += unpacked
            if self._unpacked > self._allowed:
                raise SourceError(_BOMB, path=self._archive.path)
            yield from read_resource(self._member(name, unpacked), spool, self._options)

    def _spool(self, name: str, stream: BinaryIO, spool: BinaryIO) -> int:
        """Unpacks a member if it is of a kind that is read; an empty spool reads as nothing."""
        head = stream.read(HEAD_BYTES)
        if kind_of(head, name) is None:
            return 0
        unpacked = spool_rest(head, stream, spool, limit=self._limits.unpacked)
        if unpacked > self._limits.unpacked:
            raise self.refused(name, self._over(unpacked, unpacked))
        return unpacked

    def _member(self, name: str, size: int) -> Resource:
        archive = self._archive
        return replace(
            archive,
            id=f"{archive.id}#{printable(name)}",
            path=self.path(name),
            name=name,
            size=size,
            charset="",
            depth=archive.depth + 1,
        )

    def _over(self, size: int, packed: int) -> str:
        """What is wrong with the size of a member; empty where nothing is."""
        limit = self._limits.unpacked
        if size > limit:
            return (
                f"over {limit / 1_000_000:,.6g} MB; expected an article or a smaller file of some: split it"
            )
        return _BOMB if size > unpacked_limit(packed, self._limits) else ""

    def _is_beside_page(self, folder: list[str]) -> bool:
        page = "/".join(folder)
        return page.endswith("_files") and page.removesuffix("_files") in self._pages


def spool_rest(head: bytes, stream: BinaryIO, spool: BinaryIO, *, limit: int) -> int:
    """Copies a stream, of which the head was read, to a spool; gives its bytes, or one over the limit."""
    size = spool.write(head)
    while size <= limit and (chunk := stream.read(min(_CHUNK, limit - size + 1))):
        size += spool.write(chunk)
    spool.seek(0)
    return size


def unpacked_limit(packed: int, limits: Limits) -> int:
    """Bytes that something may unpack to."""
    return max(_FREE_BYTES, packed * limits.ratio)


def damaged(what: str, err: Exception, path: str) -> SourceError:
    """A library cannot unpack something."""
    return SourceError(
        f"damaged {what} ({str(err) or type(err).__name__}); expected a whole one: pack it anew", path=path
    )


def _problem(name: str) -> str:
    """What is wrong with the name of a member; empty where nothing is."""
    if len(name) > _LONGEST_NAME:
        return f"a name of {len(name):,} characters; expected a file's name: rename it"
    if name.startswith("/") or _DRIVE.match(name):
        return "an absolute name; expected one inside the archive: pack it anew"
    if ".." in name.split("/"):
        return "a name that leads out of the archive (..); expected one inside it: pack it anew"
    return ""
