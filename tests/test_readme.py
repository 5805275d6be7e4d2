"""README.md's commands and code are run as they are written."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import index.arguments
import qa.__main__

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)
SHELL = [
    line.split("  #")[0].strip() for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()
]
TABLE = re.findall(r"^\| `(python [^`]+)`", README, re.MULTILINE)


@pytest.fixture(scope="module")
def here(samples_index, tmp_path_factory):
    """A folder with an index under the name that the commands leave out or give."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "articles.index").symlink_to(samples_index)
    return folder


def run(words, here):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, *words], cwd=here, env=environment, capture_output=True, text=True)


def test_the_first_command_starts_the_chat_and_the_second_runs_the_tests():
    commands = re.findall(r"<!-- (\w+) command -->\n```sh\n(.+)\n```", README)
    assert [name for name, _ in commands] == ["start", "test"]
    assert commands[0][1].endswith("bin/python app.py")
    assert commands[1][1].endswith("bin/python -m pytest")


def test_ci_runs_the_test_command_of_the_readme():
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    extract = re.search(r"^command=\$\((.+)\)$", script, re.MULTILINE)[1]
    found = subprocess.run(["bash", "-c", extract], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    assert found in SHELL
    assert found.endswith("-m pytest")


def test_the_question_on_the_command_line_is_answered(here):
    command = next(line for line in SHELL if "qa ask" in line)
    words = shlex.split(command.replace("North Korea", "Vessaria"))[1:]
    done = run(words, here)
    assert done.returncode == 0, done.stderr
    assert "quotation" in done.stdout


def test_every_command_of_the_table_is_there_with_its_options():
    parsers = {"index": index.arguments.parser(), "qa": qa.__main__._parser()}
    helps = {}
    for name, parser in parsers.items():
        commands = next(a for a in parser._actions if a.choices)
        helps |= {f"{name} {command}": sub.format_help() for command, sub in commands.choices.items()}
    named = [row.split() for row in TABLE if row.startswith("python -m") and len(row.split()) > 3]
    assert {f"{words[2]} {words[3]}" for words in named} == set(helps)
    for words in named:
        for option in re.findall(r"-{1,2}[a-z]+", " ".join(words[4:])):
            assert option in helps[f"{words[2]} {words[3]}"], option


def test_the_python_block_runs_and_prints_a_quotation(here):
    code = next(block for kind, block in BLOCKS if kind == "python")
    done = run(
        ["-c", code.replace("North Korea", "Vessaria").replace('since="2014-07-01"', 'since="2025-01-01"')],
        here,
    )
    assert done.returncode == 0, done.stderr
    assert "Vessaria" in done.stdout


def test_the_files_that_the_readme_names_are_there():
    for path in re.findall(r"`((?:index|qa|tests|benchmarks)/[\w/.]+)`|\]\(([\w/.-]+)\)", README):
        assert (ROOT / (path[0] or path[1])).exists(), path
    for path in re.findall(r"pytest ((?:tests/[\w/.]+ ?)+)`", README):
        for name in path.split():
            assert (ROOT / name).exists(), name
