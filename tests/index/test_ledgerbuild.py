"""Who said what, from the words of an article to the index: found once, kept, and found anew when it must be."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build_index
from index.check import check_index
from index.compaction import compact_index
from index.errors import SourceError
from index.extraction import StatementOptions
from index.ledger import ALIASES
from index.published import LocalIndex
from index.removal import remove_articles
from index.report import BuildReport, Progress
from index.sources import open_source
from index.statements.record import Statement
from index.store import current_manifest, current_version

ROOT = Path(__file__).parent.parent.parent
PLAIN = StatementOptions(parser="", extractor="tests.index.finders:Finder")
LATER = StatementOptions(parser="", extractor="tests.index.finders_later:Finder")
NONE = StatementOptions(find=False)
Build = Callable[..., BuildReport]


def item(number: int, text: str = "") -> dict[str, str]:
    text = text or f"The harbour met on day {number}. “It sank on day {number},” said Ana Moro. Nobody left."
    return {"id": f"a{number}", "title": f"Report {number}", "text": text}


@pytest.fixture
def build(tmp_path: Path, tiny: Path) -> Build:
    """Builds ``index`` from items, which stand in one file."""

    def run(items: Iterable[object], options: StatementOptions = PLAIN, **others: object) -> BuildReport:
        path = tmp_path / "articles.jsonl"
        path.write_text("".join(f"{json.dumps(one)}\n" for one in items))
        settings = {"model": str(tiny), "statements": options, **others}
        return build_index(open_source([path]), tmp_path / "index", **settings)  # type: ignore[arg-type]

    return run


def said(folder: Path) -> dict[str, list[str]]:
    """The words of all statements, by source id."""
    with LocalIndex.open(folder) as index:
        found: dict[str, list[str]] = {article.source: [] for article in index.articles()}
        for one in index.statements():
            article = index.article(one.article)
            found[article.source] += [article.text[slice(*span)] for span in one.spans]
        return found


def statements(folder: Path) -> list[Statement]:
    with LocalIndex.open(folder) as index:
        return index.statements()


def test_a_build_finds_the_statements_of_every_article_and_says_how_many(
    build: Build, tmp_path: Path
) -> None:
    report = build([item(1), item(2), item(3, "Nobody spoke.")])
    assert said(tmp_path / "index") == {
        "a1": ["“It sank on day 1,”"],
        "a2": ["“It sank on day 2,”"],
        "a3": [],
    }
    assert (report.statements, report.speakers, report.extracted) == (2, 1, 3)
    assert str(report).endswith("s; statements: 2 by 1 speakers")
    manifest = current_manifest(tmp_path / "index")
    assert (manifest.statements, manifest.extractor) == (2, "plain 1")
    with LocalIndex.open(tmp_path / "index") as index:
        assert [(line.label, line.statements) for line in index.voices().lines] == [("Ana Moro", 2)]
    assert check_index(tmp_path / "index") == []


def test_an_unchanged_build_looks_through_nothing_and_publishes_nothing(build: Build, tmp_path: Path) -> None:
    build([item(1), item(2)])
    version = current_version(tmp_path / "index")
    report = build([item(2), item(1)])
    assert (report.unchanged, report.extracted) == (2, 0)
    assert current_version(tmp_path / "index") == version


def test_only_texts_that_are_new_are_looked_through(build: Build, tmp_path: Path) -> None:
    build([item(1), item(2), item(3)])
    report = build([item(1) | {"title": "Another"}, item(2, "“No,” said Bo Ek. He left."), item(3), item(4)])
    assert (report.added, report.changed, report.extracted) == (1, 2, 2)
    assert said(tmp_path / "index")["a2"] == ["“No,”"]
    assert said(tmp_path / "index")["a1"] == ["“It sank on day 1,”"]
    assert build([item(n) for n in range(1, 4)], fresh=True).extracted == 0


def test_two_articles_with_one_text_are_looked_through_once(build: Build, tmp_path: Path) -> None:
    report = build([item(1), item(1) | {"id": "b"}, item(1, "faulty words"), item(2, "faulty words")][:2])
    assert report.extracted == 1
    assert said(tmp_path / "index") == {"a1": ["“It sank on day 1,”"], "b": ["“It sank on day 1,”"]}


def test_another_extractor_looks_through_stored_articles_without_encoding_them(
    build: Build, tmp_path: Path, tiny: Path
) -> None:
    model = Path(shutil.copytree(tiny, tmp_path / "model"))
    items = [item(1), item(2, "“Yes,” said Ann. “No,” said Bo Ek.")]
    build(items, model=str(model))
    assert said(tmp_path / "index")["a2"] == ["“Yes,”", "“No,”"]
    shutil.rmtree(model)  # nothing of it is needed
    seen: list[Progress] = []
    report = build(items, LATER, model=None, progress=seen.append)
    assert (report.unchanged, report.encoded, report.extracted) == (2, 0, 2)
    assert said(tmp_path / "index")["a2"] == ["“No,”"]
    assert current_manifest(tmp_path / "index").extractor == "plain 2"
    assert [now for now in seen if now.stage == "statements"] == [
        Progress("statements", 1, 2, 2),
        Progress("statements", 2, 2, 2),
    ]
    version = current_version(tmp_path / "index")
    assert build(items, LATER, model=None).extracted == 0
    assert current_version(tmp_path / "index") == version
    assert build(items, PLAIN, model=None).extracted == 0  # what the first one found is still known
    assert said(tmp_path / "index")["a2"] == ["“Yes,”", "“No,”"]
    assert check_index(tmp_path / "index") == []


def test_without_statements_none_are_found_and_those_that_were_stay(build: Build, tmp_path: Path) -> None:
    report = build([item(1)], NONE)
    assert (report.statements, report.missing, current_manifest(tmp_path / "index").extractor) == (0, "", "")
    assert "statements" not in str(report)
    build([item(1), item(2)], PLAIN)
    assert [len(words) for words in said(tmp_path / "index").values()] == [1, 1]
    build([item(1), item(2), item(3)], NONE)
    assert [len(words) for words in said(tmp_path / "index").values()] == [1, 1, 0]
    assert build([item(n) for n in (1, 2, 3)], PLAIN).extracted == 1
    assert [len(words) for words in said(tmp_path / "index").values()] == [1, 1, 1]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (StatementOptions(parser="no_such_model"), "pip install spacy no-such-model"),
        (
            StatementOptions(parser="absent-model", extractor=PLAIN.extractor),
            "pip install spacy absent-model",
        ),
    ],
)
def test_where_a_part_is_not_installed_everything_else_works_and_the_report_says_so(
    build: Build, tmp_path: Path, options: StatementOptions, why: str
) -> None:
    build([item(1)])
    report = build([item(1), item(2)], options)
    assert report.added == 1
    assert why in report.missing
    assert [len(words) for words in said(tmp_path / "index").values()] == [1, 0]
    assert current_manifest(tmp_path / "index").extractor == "plain 1"
    assert build([item(1), item(2)]).extracted == 1


@pytest.mark.parametrize(
    ("parser", "why"),
    [
        ("absent", "a parser is not installed"),
        ("broken", "ended before it began"),
        ("unfit", "cannot be loaded (ValueError: of another version)"),
    ],
)
def test_what_only_the_workers_miss_is_said_too(build: Build, tmp_path: Path, parser: str, why: str) -> None:
    (tmp_path / parser).mkdir()
    (tmp_path / parser / "meta.json").write_text('{"version": "1"}')
    report = build([item(1), item(2)], replace(PLAIN, parser=str(tmp_path / parser)))
    assert (report.added, report.statements) == (2, 0)
    assert why in report.missing
    assert current_manifest(tmp_path / "index").extractor == ""


def test_an_article_in_which_looking_fails_is_named_and_the_others_are_whole(
    build: Build, tmp_path: Path
) -> None:
    failing = {
        n: item(n, f"“Day {n},” said Ana Moro. A {word} storm.") for n, word in ((2, "faulty"), (4, "fatal"))
    }
    items = [failing.get(number, item(number)) for number in range(7)]
    report = build(items)
    assert report.added == 7
    faulty, fatal = sorted(report.silent)
    assert faulty.startswith("a2@")
    assert faulty.endswith("has no statements: LookupError: no such rule")
    assert fatal.startswith("a4@")
    assert "died" in fatal
    assert [len(words) for words in said(tmp_path / "index").values()] == [1, 1, 0, 1, 0, 1, 1]
    again = build(items)
    assert (again.silent, again.extracted) == ([], 0)  # it is not tried again in every build


def test_an_article_that_takes_too_long_is_named_and_the_others_are_whole(
    build: Build, tmp_path: Path
) -> None:
    options = replace(PLAIN, patience=2)
    begun = time.monotonic()
    report = build([item(1), item(2, "An endless rain."), item(3)], options)
    assert time.monotonic() - begun < 30
    (silent,) = report.silent
    assert silent.startswith("a2@")
    assert "took more than 2 seconds" in silent
    assert [len(words) for words in said(tmp_path / "index").values()] == [1, 0, 1]


def test_a_stopped_build_ends_its_workers_at_once(build: Build) -> None:
    def stop(now: Progress) -> None:
        if now.stage == "encoding":
            raise KeyboardInterrupt

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        build([item(1), item(2, "An endless rain.")], progress=stop)
    assert time.monotonic() - begun < 30


def test_a_killed_build_looks_through_nothing_twice(build: Build, tmp_path: Path, tiny: Path) -> None:
    items = [item(number) for number in range(200)]
    (tmp_path / "many.jsonl").write_text(
        "".join(f"{json.dumps(one)}\n" for one in [*items, item(999, "endless")])
    )
    code = (
        "import sys; from index.build import build_index; from index.sources import open_source\n"
        "from tests.index.test_ledgerbuild import PLAIN\n"
        "build_index(open_source([sys.argv[1]]), sys.argv[2], model=sys.argv[3], statements=PLAIN)"
    )
    words = [sys.executable, "-c", code, str(tmp_path / "many.jsonl"), str(tmp_path / "index"), str(tiny)]
    killed = subprocess.Popen(words, cwd=ROOT, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    deadline = time.monotonic() + 60
    while len(known(tmp_path)) < 200:
        assert killed.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    report = build([*items, item(201)])
    assert (report.added, report.extracted) == (201, 1)
    assert len(statements(tmp_path / "index")) == 201


def known(folder: Path) -> list[str]:
    files = (folder / "index" / "cache").glob("*.statements")
    return [line for path in files for line in path.read_text().splitlines()]


# Names


ALIAS_FILE = "person: Ana Maria Moro\n    also: Ana Moro\n"


def test_further_names_are_kept_with_the_index_and_another_table_tells_all_voices_anew(
    build: Build, tmp_path: Path
) -> None:
    def labels() -> list[tuple[str, int]]:
        with LocalIndex.open(tmp_path / "index") as index:
            return [(line.label, line.statements) for line in index.voices().lines]

    names = tmp_path / "names.txt"
    names.write_text(ALIAS_FILE)
    build([item(1), item(2)])
    before = current_manifest(tmp_path / "index").aliases
    named = replace(PLAIN, aliases=names)
    report = build([item(1), item(2)], named)
    assert (report.unchanged, report.extracted) == (2, 0)
    assert labels() == [("Ana Maria Moro", 2)]
    assert current_manifest(tmp_path / "index").aliases != before
    names.unlink()
    build([item(1), item(2), item(3)])  # the names are those of the index
    assert labels() == [("Ana Maria Moro", 3)]
    with LocalIndex.open(tmp_path / "index") as index:
        assert index.attachment(ALIASES) == ALIAS_FILE.encode()
        assert index.aliases().digest == index.manifest.aliases
    remove_articles(tmp_path / "index", ["a3"])
    compact_index(tmp_path / "index")
    with LocalIndex.open(tmp_path / "index") as index:
        assert index.attachment(ALIASES) == ALIAS_FILE.encode()
    build([item(1), item(2)], replace(PLAIN, aliases=""))
    assert labels() == [("Ana Moro", 2)]
    assert current_manifest(tmp_path / "index").aliases == before


def test_a_file_of_names_that_is_none_is_refused_and_the_index_stays(build: Build, tmp_path: Path) -> None:
    build([item(1)])
    version = current_version(tmp_path / "index")
    for content in (None, b"\xff\xfe", b"no such line"):
        if content is not None:
            (tmp_path / "names.txt").write_bytes(content)
        options = replace(PLAIN, aliases=tmp_path / "names.txt")
        with pytest.raises(SourceError, match=r"names\.txt"):
            build([item(1)], options)
    assert current_version(tmp_path / "index") == version


def test_compacting_forgets_what_was_found_in_other_texts(build: Build, tmp_path: Path) -> None:
    build([item(1), item(2)])
    build([item(1), item(3)])
    build([item(1), item(3)], LATER)
    assert len(known(tmp_path)) == 5
    compact_index(tmp_path / "index")
    assert len(known(tmp_path)) == 2
    assert build([item(1), item(3)], LATER, fresh=True).extracted == 0
