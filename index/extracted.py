"""Statements by content: one file of lines that only grows, so that a killed build reads no article twice."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from index.records import Article
from index.versions import writing

__all__ = ["StatementCache"]

KEY = 32  # hexadecimal digits of a SHA-256; two texts share a key once in 2**64
CRC = 8  # of a CRC-32


class _Place(NamedTuple):
    start: int
    size: int


class StatementCache:
    """What an extractor found in each text, on disk. A line is key, CRC-32 of what follows, and packed statements.

    One process writes at a time (the index's lock sees to it), in any of its threads. A line that a kill cut short
    or that was damaged is as if it were not there.

    :param extractor: name of the extractor; another one has another file
    :ivar path: the file
    :ivar added: how many texts were new since the cache was opened
    """

    def __init__(self, folder: Path, extractor: str) -> None:
        self.path = folder / f"{hashlib.sha256(extractor.encode()).hexdigest()[:16]}.statements"
        self.added = 0
        self._lock = threading.Lock()
        with writing(self.path):
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("a+b", buffering=0)
            self._places = dict(self._read())
            self._size = self.path.stat().st_size
            if self._size and os.pread(self._file.fileno(), 1, self._size - 1) != b"\n":
                self._write(b"\n")  # after a line that was cut short

    @staticmethod
    def key(article: Article) -> str:
        """What statements depend on: the text and which of it is no reporting."""
        content = json.dumps([article.text, article.furniture]).encode()
        return hashlib.sha256(content).hexdigest()[:KEY]

    def get(self, key: str) -> tuple[str, ...] | None:
        """The packed statements of a text; ``None`` where they are not known."""
        with self._lock:
            place = self._places.get(key)
            line = os.pread(self._file.fileno(), place.size, place.start) if place else b""
        body = line[KEY + 1 + CRC + 1 : -1]
        if line[:KEY] != key.encode() or line != _line(key, body):
            return None
        return tuple(body.decode().split("\t")) if body else ()

    def add(self, key: str, lines: Sequence[str]) -> None:
        """Keeps the packed statements of a text.

        :raises StoreUnwritable: where there is no room
        """
        line = _line(key, "\t".join(lines).encode())
        with self._lock, writing(self.path):
            start = self._size
            self._write(line)
            self._places[key] = _Place(start, len(line))
            self.added += 1

    def keep(self, keys: Iterable[str]) -> None:
        """Forgets all other texts, and gives their space back."""
        kept = [key for key in dict.fromkeys(keys) if key in self._places]
        slim = self.path.with_suffix(".tmp")
        with self._lock, writing(self.path):
            with slim.open("wb") as file:
                for key in sorted(kept, key=self._places.__getitem__):
                    place = self._places[key]
                    file.write(os.pread(self._file.fileno(), place.size, place.start))
                file.flush()
                os.fsync(file.fileno())
            slim.replace(self.path)
            self._file.close()
            self._file = self.path.open("a+b", buffering=0)
            self._places, self._size = dict(self._read()), self.path.stat().st_size

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            self._file.close()

    def __enter__(self) -> StatementCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self) -> Iterator[tuple[str, _Place]]:
        start = 0
        with self.path.open("rb") as file:
            for line in file:
                if len(line) > KEY + 1 + CRC:
                    yield line[:KEY].decode("latin-1"), _Place(start, len(line))
                start += len(line)

    def _write(self, line: bytes) -> None:
        written = self._file.write(line)
        if written != len(line):
            self._file.truncate(self._size)
            raise OSError(f"only {written} of {len(line)} bytes were written: the disk is full")
        self._size += written


def _line(key: str, body: bytes) -> bytes:
    return f"{key} {zlib.crc32(body):08x} ".encode() + body + b"\n"
