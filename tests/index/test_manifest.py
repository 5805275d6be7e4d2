"""A manifest reads back as it was written, or says what is wrong with it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import IndexDamaged, IndexMismatch
from index.manifest import FileFacts, Manifest, files_of, read_checked, read_manifest, verify, write_manifest
from tests.index.making import MODEL

FULL = replace(
    MODEL, analyzer="english-1", vectors="flat", articles=2, passages=9, built="2014-07-28T00:00:00+00:00",
    software={"faiss-cpu": "1.15.1"}, files={"words/meta.json": FileFacts(3, "0" * 64)},
)  # fmt: skip


def signed(plain: object) -> bytes:
    """A manifest of any content with the right checksum."""
    digest = hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
    return (json.dumps({"manifest": plain, "sha256": digest}, sort_keys=True, indent=1) + "\n").encode()


def plain(**changes: object) -> dict[str, object]:
    return json.loads(write_manifest(FULL))["manifest"] | changes


def test_a_manifest_reads_back_as_it_was_written() -> None:
    assert read_manifest(write_manifest(FULL), "manifest.json") == FULL
    assert signed(plain()) == write_manifest(FULL)


def test_any_changed_byte_is_damage() -> None:
    data = write_manifest(FULL)
    for place in range(len(data)):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        with pytest.raises(IndexDamaged, match=r"manifest\.json"):
            read_manifest(changed, "manifest.json")


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"null", b"[]", b'{"manifest": 3}', b"\xff\xfe", b"[" * 200_000,
     b'{"manifest": {}, "sha256": ""}',
     b'{"manifest": ' + b"9" * 5000 + b"}", b'{"manifest": NaN, "sha256": "x"}'],
)  # fmt: skip
def test_what_is_no_manifest_is_damage(data: bytes) -> None:
    with pytest.raises(IndexDamaged, match=r"manifest\.json"):
        read_manifest(data, "manifest.json")


@pytest.mark.parametrize(
    "changes",
    [{"extra": 1}, {"model": 3}, {"model": None}, {"dimension": 0}, {"dimension": -1}, {"dimension": 2**60},
     {"dimension": 8.0}, {"dimension": True}, {"passages": "9"}, {"articles": 10**400}, {"files": []},
     {"files": {"../x": {"size": 1, "sha256": "0" * 64}}}, {"files": {"/x": {"size": 1, "sha256": "0" * 64}}},
     {"files": {"": {"size": 1, "sha256": "0" * 64}}}, {"files": {"a//b": {"size": 1, "sha256": "0" * 64}}},
     {"files": {"a\\b": {"size": 1, "sha256": "0" * 64}}}, {"files": {"a": {"size": -1, "sha256": "0" * 64}}},
     {"files": {"a": {"size": 1, "sha256": 5}}}, {"files": {"a": {"size": 1}}}, {"files": {"a": 5}},
     {"software": {"a": 1}}, {"format": "1"}, {"format": None}],
    ids=str,
)  # fmt: skip
def test_an_unexpected_key_or_type_is_damage_though_the_checksum_is_right(
    changes: dict[str, object],
) -> None:
    with pytest.raises(IndexDamaged, match=r"manifest\.json"):
        read_manifest(signed(plain(**changes)), "manifest.json")


def test_a_missing_key_is_damage() -> None:
    for key in plain():
        with pytest.raises(IndexDamaged):
            read_manifest(signed({k: v for k, v in plain().items() if k != key}), "manifest.json")


def test_a_newer_format_is_told_from_damage_though_its_keys_are_unknown() -> None:
    with pytest.raises(IndexMismatch, match=r"format 4.*format 3"):
        read_manifest(signed({"format": 4, "anything": []}), "manifest.json")


def test_the_facts_of_a_model_are_enough_to_commit() -> None:
    manifest = Manifest.of("model", "revision", 384, 254)
    assert read_manifest(write_manifest(manifest), "m") == manifest
    assert (manifest.model, manifest.model_revision, manifest.dimension, manifest.budget) == (
        "model",
        "revision",
        384,
        254,
    )


def test_verify_compares_every_file_and_copies_what_it_read(tmp_path: Path) -> None:
    (tmp_path / "one" / "words").mkdir(parents=True)
    (tmp_path / "one" / "words" / "a").write_bytes(b"abc")
    (tmp_path / "one" / "manifest.json").write_bytes(b"not listed")
    files = {"words/a": FileFacts(3, hashlib.sha256(b"abc").hexdigest())}
    verify(tmp_path / "one", files)
    verify(tmp_path / "one", files, copy_to=tmp_path / "two")
    assert (tmp_path / "two" / "words" / "a").read_bytes() == b"abc"
    assert files_of(tmp_path / "one") == ["words/a"] == files_of(tmp_path / "two")
    assert read_checked(tmp_path / "one" / "words" / "a", files["words/a"]) == b"abc"
    (tmp_path / "one" / "words" / "a").write_bytes(b"abd")
    for act in (
        lambda: verify(tmp_path / "one", files),
        lambda: read_checked(tmp_path / "one/words/a", files["words/a"]),
    ):
        with pytest.raises(IndexDamaged, match="checksum"):
            act()
