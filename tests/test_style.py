"""The house's rules that tools can hold: ruff, mypy, and examples in docstrings that are true."""

import doctest
import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for room in ("index", "qa")
    for path in (ROOT / room).rglob("*.py")
    if ">>>" in path.read_text("utf-8")
)


def run(tool, *arguments):
    pytest.importorskip(tool)
    done = subprocess.run([sys.executable, "-m", tool, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_has_nothing_to_say():
    run("ruff", "check", ".")


def test_the_code_is_formatted():
    run("ruff", "format", "--check", ".")


def test_mypy_is_content_with_both_rooms():
    run("mypy")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_no_index_and_no_output_is_part_of_the_project():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True
    ).stdout.splitlines()
    assert [name for name in tracked if ".index/" in name or name.startswith("tests/output")] == []


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name):
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert (failed, tried > 0) == (0, True)
