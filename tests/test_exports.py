"""What the two packages promise by name can be had, and is listed once."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

PACKAGES = ["index", "qa"]


@pytest.fixture(params=PACKAGES)
def package(request: pytest.FixtureRequest) -> ModuleType:
    return importlib.import_module(request.param)


def as_ruff_sorts(names: list[str]) -> list[str]:
    """Constants, then classes, then the rest; in each, numbers in words count as numbers."""

    def key(name: str) -> tuple[int, list[tuple[bool, int, str]]]:
        kind = 0 if name.isupper() else 1 if name[0].isupper() else 2
        parts = re.findall(r"\d+|\D+", name)
        return kind, [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]

    return sorted(names, key=key)


def test_every_name_can_be_had_and_is_what_its_module_calls_so(package: ModuleType) -> None:
    for name in package.__all__:
        found = getattr(package, name)
        home = importlib.import_module(package._MODULE[name])
        assert found is getattr(home, name)
        assert name in home.__all__


def test_the_names_are_those_of_the_table_sorted_and_each_once(package: ModuleType) -> None:
    tabled = [name for names in package._HOME.values() for name in names]
    assert package.__all__ == as_ruff_sorts(tabled)
    assert len(tabled) == len(set(tabled))
    assert list(package._HOME) == sorted(package._HOME)
    assert all(names == as_ruff_sorts(names) for names in package._HOME.values())


def test_a_name_that_is_not_there_is_an_attribute_error(package: ModuleType) -> None:
    with pytest.raises(AttributeError, match=f"module '{package.__name__}' has no attribute 'nothing'"):
        _ = package.nothing
    assert not hasattr(package, "_private")


@pytest.mark.parametrize("name", PACKAGES)
def test_a_star_import_works_in_a_fresh_process(name: str) -> None:
    code = f"from {name} import *\nimport {name} as p\nassert set(p.__all__) <= set(globals())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", PACKAGES)
def test_type_checkers_see_the_same_names(name: str) -> None:
    package = importlib.import_module(name)
    tree = ast.parse(Path(package.__file__ or "").read_text())
    (guarded,) = (node for node in tree.body if isinstance(node, ast.If))
    seen = {
        alias.name: node.module
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == package._MODULE
