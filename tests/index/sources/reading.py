"""Writing files and reading them as a source does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from index.errors import SourceError
from index.sources import Options, Record, ResourceRead, open_source


def read(*paths: Path | str, options: Options | None = None) -> list[Record | SourceError]:
    return list(open_source(paths, options))


def ends(*paths: Path | str, known: Mapping[str, str] | None = None) -> list[ResourceRead]:
    return [found for found in open_source(paths).read(known or {}) if isinstance(found, ResourceRead)]


def only_record(*paths: Path | str) -> Record:
    (found,) = read(*paths)
    assert isinstance(found, Record), found
    return found


def only_error(*paths: Path | str, options: Options | None = None) -> SourceError:
    (found,) = read(*paths, options=options)
    assert isinstance(found, SourceError), found
    return found


def ids(found: Iterable[Record | SourceError]) -> list[str]:
    return [record.source for record in found if isinstance(record, Record)]


def errors(found: Iterable[Record | SourceError]) -> list[str]:
    return [str(error) for error in found if isinstance(error, SourceError)]


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
