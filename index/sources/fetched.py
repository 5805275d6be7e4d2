"""Pages that were fetched, in memory or on the disk, and the folder that keeps them from one run to the next.

An entry is two files under the hash of its address: the page, and what was said about it, which names the
page's own hash. Each is put in place in one step, the page first: a run that is killed leaves an entry that is
whole, or one whose halves do not fit, which is as none. Nothing is ever thrown away here; the folder may be.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

__all__ = ["Fetched", "FetchedPages", "Kept"]

_TEXTS = ("asked", "url", "type", "charset", "etag", "modified", "sha256")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page.

    :ivar url: where it was in the end, behind all redirects
    :ivar name: a name whose ending says what the server calls it
    :ivar charset: what the server calls its encoding; empty where it does not
    :ivar stream: its bytes, unpacked, at their beginning; closed by whoever asked
    """

    url: str
    name: str
    charset: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Kept:
    """What was said about a page that is kept.

    :ivar asked: the address that was asked for
    :ivar url: where it was in the end, behind all redirects
    :ivar type: media type, as the server calls it
    :ivar charset: encoding, as the server calls it
    :ivar etag: the server's mark of this version
    :ivar modified: since when it is so, in the server's words
    :ivar time: when the server last sent it, or said that it is the same; seconds since 1970
    :ivar sha256: of the page
    """

    asked: str
    url: str
    type: str
    charset: str
    etag: str
    modified: str
    time: float
    sha256: str


class FetchedPages:
    """A folder of pages, each under the address that was asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, url: str) -> Kept | None:
        """What is known of a page; ``None`` where it is not kept, or damaged."""
        try:
            found = json.loads(self._path(url, "json").read_bytes())
            kept = Kept(**found)
            sound = all(isinstance(found[name], str) for name in _TEXTS) and kept.asked == url
            with self.open(kept) as page:
                return kept if sound and _sha256(page) == kept.sha256 and kept.time >= 0 else None
        except (OSError, ValueError, TypeError, RecursionError):  # UnicodeDecodeError too
            return None

    def open(self, kept: Kept) -> BinaryIO:
        """The bytes of a page."""
        return self._path(kept.asked, "page").open("rb")

    def keep(self, kept: Kept, page: BinaryIO | None = None) -> None:
        """Keeps a page; where only what is known of it is new, that alone. The stream is at its beginning again.

        :raises OSError: where the folder cannot be written
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        if page is not None:
            page.seek(0)
            kept = replace(kept, sha256=_sha256(page))
            with self._written(kept.asked, "page") as out:
                page.seek(0)
                shutil.copyfileobj(page, out)
            page.seek(0)
        with self._written(kept.asked, "json") as out:
            out.write(json.dumps(asdict(kept), ensure_ascii=True).encode())

    def _path(self, url: str, ending: str) -> Path:
        return self._folder / f"{hashlib.sha256(url.encode('utf-8', 'replace')).hexdigest()[:40]}.{ending}"

    @contextmanager
    def _written(self, url: str, ending: str) -> Iterator[IO[bytes]]:
        out = tempfile.NamedTemporaryFile(dir=self._folder, delete=False)  # noqa: SIM115 -- renamed below
        try:
            with out:
                yield out
            os.replace(out.name, self._path(url, ending))  # noqa: PTH105
        except BaseException:
            os.unlink(out.name)  # noqa: PTH108
            raise


def _sha256(stream: BinaryIO) -> str:
    return hashlib.file_digest(cast(Any, stream), "sha256").hexdigest()
