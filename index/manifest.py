"""What was built, written beside it: model, analysis, counts, and a checksum for every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from index.errors import IndexDamaged, IndexMismatch

__all__ = [
    "FORMAT",
    "MANIFEST",
    "FileFacts",
    "Manifest",
    "files_of",
    "opened_checked",
    "read_checked",
    "read_manifest",
    "verify",
    "write_manifest",
]

FORMAT = 3
MANIFEST = "manifest.json"
BLOCK = 1 << 20
LARGEST = 2**53  # whole numbers beyond it are not the same in every reader of JSON


class FileFacts(NamedTuple):
    """What a file must be: its size in bytes and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The facts of one version. Who commits gives those of the model; the writer fills in the rest.

    :ivar model: name or path of the encoder
    :ivar model_revision: fingerprint of its weights
    :ivar dimension: columns of a vector
    :ivar budget: how many word pieces a passage may have
    :ivar analyzer: name of the analysis of words (see :data:`index.words.ANALYZER`)
    :ivar vectors: kind of the vector index (see :data:`index.vectors.KIND`)
    :ivar articles: how many articles
    :ivar passages: how many passages
    :ivar statements: how many statements
    :ivar extractor: name of what found them, see :func:`index.extraction.extractor_name`; empty where nothing did
    :ivar aliases: digest of the names by which their voices were told, see :class:`index.speakers.aliases.Aliases`
    :ivar built: when it was published, ISO 8601 in UTC
    :ivar software: versions of the libraries that wrote it; for people, never compared
    :ivar files: path inside the version -> what the file must be
    """

    model: str
    model_revision: str
    dimension: int
    budget: int
    analyzer: str = ""
    vectors: str = ""
    articles: int = 0
    passages: int = 0
    statements: int = 0
    extractor: str = ""
    aliases: str = ""
    built: str = ""
    software: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FileFacts] = field(default_factory=dict)
    format: int = FORMAT

    @classmethod
    def of(cls, model: str, model_revision: str, dimension: int, budget: int) -> Manifest:
        """The facts of a model, for :meth:`index.store.IndexWriter.commit`, which adds the others."""
        return cls(model, model_revision, dimension, budget)


def write_manifest(manifest: Manifest) -> bytes:
    """The manifest as the bytes of its file, with a checksum of its own."""
    plain = asdict(manifest)
    plain["files"] = {name: facts._asdict() for name, facts in manifest.files.items()}
    return _envelope(plain)


def read_manifest(data: bytes, where: str) -> Manifest:
    """Reads what :func:`write_manifest` wrote.

    The checksum is looked at first and the format second, so that a newer format is told from damage.

    :param where: path of the file, for messages
    :raises IndexDamaged: where a byte, a key or a type is not as written
    :raises IndexMismatch: where the format is another
    """
    try:
        plain = json.loads(data)["manifest"]
        if _envelope(plain) != data:
            raise _damaged(where, "its checksum is another")
        if type(plain["format"]) is int and plain["format"] != FORMAT:
            raise IndexMismatch(
                f"{where}: the index has format {plain['format']}, this program reads format {FORMAT}; "
                f"{'update the program' if plain['format'] > FORMAT else 'build the index again with --fresh'}"
            )
        manifest = _manifest(plain)
    except (ValueError, TypeError, KeyError, RecursionError) as err:
        raise _damaged(where, f"it cannot be read ({type(err).__name__}: {str(err)[:80]})") from err
    return manifest


def verify(version: Path, files: Mapping[str, FileFacts], *, copy_to: Path | None = None) -> None:
    """Reads every file and compares size and SHA-256; with ``copy_to``, copies what it reads.

    :raises IndexDamaged: at the first file that is missing or not as written
    """
    for name, facts in files.items():
        if copy_to is None:
            _compare(version / name, facts, None)
        else:
            (copy_to / name).parent.mkdir(parents=True, exist_ok=True)
            with (copy_to / name).open("wb") as copy:
                _compare(version / name, facts, copy.write)
    for path in files_of(version):
        if path.endswith(("-wal", "-journal", "-shm")):
            raise _damaged(version / path, "it does not belong to a finished index")


def _compare(path: Path, facts: FileFacts, copy: Callable[[bytes], object] | None) -> None:
    digest, size = hashlib.sha256(), 0
    for block in _blocks(path):
        digest.update(block)
        size += len(block)
        if copy is not None:
            copy(block)
    _agree(path, facts, size, digest.hexdigest())


def read_checked(path: Path, facts: FileFacts) -> bytes:
    """The bytes of a file, the very ones whose checksum was compared.

    :raises IndexDamaged: where they are not as written
    """
    try:
        data = path.read_bytes()
    except OSError as err:
        raise _unread(path, err) from err
    _agree(path, facts, len(data), hashlib.sha256(data).hexdigest())
    return data


@contextmanager
def opened_checked(path: Path, facts: FileFacts) -> Iterator[BinaryIO]:
    """A file at its beginning, once its size and checksum were compared.

    :raises IndexDamaged: where it is not as written
    """
    try:
        file = path.open("rb")
    except OSError as err:
        raise _unread(path, err) from err
    with file:
        try:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
            file.seek(0)
        except OSError as err:
            raise _unread(path, err) from err
        _agree(path, facts, size, digest)
        yield file


def _blocks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                yield block
    except OSError as err:
        raise _unread(path, err) from err


def _unread(path: Path, err: OSError) -> IndexDamaged:
    return _damaged(path, f"it cannot be read ({err})")


def _agree(path: Path, facts: FileFacts, size: int, sha256: str) -> None:
    if (size, sha256) == facts:
        return
    raise _damaged(
        path, f"{size} bytes, expected {facts.size}" if size != facts.size else "its checksum is another"
    )


def files_of(version: Path) -> list[str]:
    """The paths of all files of a version but its manifest, sorted."""
    found = (path for path in version.rglob("*") if not path.is_dir() or path.is_symlink())
    return sorted(name for path in found if (name := path.relative_to(version).as_posix()) != MANIFEST)


def _envelope(plain: object) -> bytes:
    """The one spelling of a manifest: sorted keys, so that any changed byte is seen."""
    digest = hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
    return (json.dumps({"manifest": plain, "sha256": digest}, sort_keys=True, indent=1) + "\n").encode()


def _manifest(plain: dict[str, Any]) -> Manifest:
    kinds = {f.name: str(f.type) for f in fields(Manifest)}
    if set(plain) != set(kinds):
        raise ValueError(f"keys not as expected: {sorted(set(plain) ^ set(kinds))}")
    for name, kind in kinds.items():
        _check(name, plain[name], kind)
    if plain["dimension"] < 1:
        raise ValueError(f"dimension is {plain['dimension']}")
    return Manifest(**plain | {"files": {path: _file(path, facts) for path, facts in plain["files"].items()}})


def _check(name: str, value: object, kind: str) -> None:
    expected = {"str": str, "int": int}.get(kind, dict)
    if type(value) is not expected:
        raise TypeError(f"{name} is of type {type(value).__name__}, expected {expected.__name__}")
    if isinstance(value, int) and not 0 <= value <= LARGEST:
        raise ValueError(f"{name} is out of range")
    if name == "software" and isinstance(value, dict) and not all(type(v) is str for v in value.values()):
        raise TypeError("software has a version that is no text")


def _file(path: str, facts: dict[str, Any]) -> FileFacts:
    parts = path.split("/")
    if not path or "\\" in path or "\0" in path or any(part in ("", ".", "..") for part in parts):
        raise ValueError(f"no path inside the index: {path!r}")
    found = FileFacts(**facts)
    _check("size", found.size, "int")
    if type(found.sha256) is not str or len(found.sha256) != hashlib.sha256().digest_size * 2:
        raise TypeError(f"{path} has no SHA-256")
    return found


def _damaged(where: str | Path, what: str) -> IndexDamaged:
    return IndexDamaged(f"{where} is damaged: {what}; build the index again with --fresh")
