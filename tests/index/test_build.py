"""The loop that brings an index up to date: what it counts, what it does not do twice, what it leaves alone."""

from __future__ import annotations

import gzip
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest

from index.build import REFUSED, build_index
from index.check import check_index
from index.encode import SentenceEncoder, load_encoder
from index.errors import ArticleError, IndexLocked, IndexMismatch, IndexMissing, StoreError
from index.extraction import StatementOptions
from index.passages import passages
from index.published import LocalIndex
from index.report import BuildReport, Progress
from index.sources import open_source
from index.store import create_index, current_manifest, current_version
from tests.encoders import tiny_model

Build = Callable[..., BuildReport]
SILENT = StatementOptions(find=False)  # what is found in articles is another matter


def item(number: int, text: str = "", **fields: object) -> dict[str, object]:
    """An article of three sentences."""
    text = text or f"The harbour office met on day {number}. It counted {number} ships. Nobody left early."
    return {"id": f"a{number}", "title": f"Report {number}", "text": text, **fields}


def write(path: Path, items: Iterable[object]) -> Path:
    path.write_text("".join(f"{json.dumps(one)}\n" for one in items))
    return path


@pytest.fixture
def build(tmp_path: Path, tiny: Path) -> Build:
    """Builds ``index`` from items, which stand in one file."""

    def run(items: Iterable[object], **options: object) -> BuildReport:
        source = open_source([write(tmp_path / "articles.jsonl", items)])
        return build_index(
            source, tmp_path / "index", **{"model": str(tiny), "statements": SILENT, **options}
        )

    return run


def counts(report: BuildReport) -> tuple[int, int, int, int, int]:
    return (report.added, report.changed, report.removed, report.unchanged, len(report.refused))


def texts(folder: Path) -> dict[str, str]:
    with LocalIndex.open(folder) as index:
        return {article.source: article.text for article in index.articles()}


def refused(folder: Path) -> list[dict[str, object]]:
    with LocalIndex.open(folder) as index:
        return [json.loads(line) for line in (index.attachment(REFUSED) or b"").splitlines()]


# What a build does


def test_a_build_puts_every_article_with_its_passages_and_vectors_into_the_index(
    build: Build, tmp_path: Path, tiny_encoder: SentenceEncoder
) -> None:
    long = " ".join(f"Ship number {number} was late again." for number in range(60))
    report = build([item(1), item(2, long)])
    with LocalIndex.open(tmp_path / "index") as index:
        found = list(index.articles())
        assert [article.source for article in found] == ["a1", "a2"]
        assert [article.title for article in found] == ["Report 1", "Report 2"]
        cut = [
            passage
            for article in found
            for passage in passages(article, tiny_encoder.count_tokens, tiny_encoder.budget)
        ]
        assert len(cut) == report.passages == report.encoded == index.manifest.passages > 3
        assert index.passages([passage.id for passage in cut]) == cut
        for passage in cut:
            vector = tiny_encoder.encode_passages([passage.text], passage.article.title)[0]
            best = index.dense(vector, 1)[0]
            assert best.passage_id == passage.id
            assert abs(best.score - 1) < 1e-5


def test_the_report_counts_what_changed_among_a_thousand_articles(build: Build, tmp_path: Path) -> None:
    assert counts(build(item(number) for number in range(988))) == (988, 0, 0, 0, 0)
    edited = item(3, "The harbour office did not meet.")
    report = build(
        [edited, *(item(number) for number in range(4, 988)), *(item(n) for n in range(2000, 2012))]
    )
    assert str(report).startswith("12 added, 1 changed, 3 removed, 984 unchanged in ")
    assert report.articles == 997
    assert report.encoded == report.passages == 13
    held = texts(tmp_path / "index")
    assert len(held) == current_manifest(tmp_path / "index").articles == 997
    assert held["a3"] == "The harbour office did not meet."
    assert {"a0", "a1", "a2"}.isdisjoint(held)
    assert check_index(tmp_path / "index") == []


def test_an_unchanged_build_needs_no_model_and_publishes_nothing(
    build: Build, tmp_path: Path, tiny: Path
) -> None:
    model = Path(shutil.copytree(tiny, tmp_path / "model"))
    build([item(1), item(2)], model=str(model))
    version = current_version(tmp_path / "index")
    shutil.rmtree(model)
    report = build([item(2), item(1)], model=None)
    assert counts(report) == (0, 0, 0, 2, 0)
    assert report.encoded == report.passages == 0
    assert current_version(tmp_path / "index") == version


def test_a_removal_alone_needs_no_model(build: Build, tmp_path: Path, tiny: Path) -> None:
    model = Path(shutil.copytree(tiny, tmp_path / "model"))
    build([item(1), item(2)], model=str(model))
    shutil.rmtree(model)
    assert counts(build([item(2)], model=None)) == (0, 0, 1, 1, 0)
    assert list(texts(tmp_path / "index")) == ["a2"]
    assert check_index(tmp_path / "index") == []


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Another"},
        {"date": "2014-07-28"},
        {"author": "A. Person"},
        {"publisher": "P"},
        {"url": "http://a.b/"},
    ],
)
def test_an_article_of_which_only_a_field_changed_is_changed(
    build: Build, tmp_path: Path, fields: dict[str, str]
) -> None:
    build([item(1), item(2)])
    report = build([item(1) | fields, item(2)])
    assert counts(report) == (0, 1, 0, 1, 0)
    assert report.encoded == (1 if "title" in fields else 0)  # the encoder reads the title
    assert counts(build([item(1) | fields, item(2)])) == (0, 0, 0, 2, 0)
    assert current_manifest(tmp_path / "index").articles == 2


def test_fresh_starts_over_but_encodes_nothing_twice(build: Build, tmp_path: Path) -> None:
    items = [item(number) for number in range(20)]
    build(items)
    with LocalIndex.open(tmp_path / "index") as index:
        before = index.dense(np.eye(16, dtype=np.float32)[0], 20)
    report = build(items, fresh=True)
    assert counts(report) == (20, 0, 0, 0, 0)
    assert (report.encoded, report.passages) == (0, 20)
    with LocalIndex.open(tmp_path / "index") as index:
        assert index.dense(np.eye(16, dtype=np.float32)[0], 20) == before


def test_fresh_mends_an_index_that_is_damaged(build: Build, tmp_path: Path) -> None:
    build([item(1)])
    (tmp_path / "index" / "CURRENT").write_bytes(b"gen-")
    with pytest.raises(StoreError, match="--fresh"):
        build([item(1)])
    assert build([item(1)], fresh=True).encoded == 0
    assert check_index(tmp_path / "index") == []


# Ids


def test_an_article_given_twice_is_taken_once(build: Build, tmp_path: Path) -> None:
    report = build([item(1), item(2), item(1)])
    assert counts(report) == (2, 0, 0, 0, 0)
    assert counts(build([item(1), item(1), item(2)])) == (0, 0, 0, 2, 0)


@pytest.mark.parametrize("other", [item(1, "Something else was said."), item(1, title="Another title")])
def test_two_articles_with_one_id_name_both_places_and_the_first_is_kept(
    build: Build, tmp_path: Path, other: dict[str, object]
) -> None:
    report = build([item(1), item(2), other])
    assert counts(report) == (2, 0, 0, 0, 1)
    (error,) = report.refused
    file = tmp_path / "articles.jsonl"
    assert str(error).startswith(f"{file}, line 3: the id 'a1' is taken by another article ({file}, line 1)")
    assert texts(tmp_path / "index")["a1"] == item(1)["text"]


# What is refused


def test_refused_records_are_listed_beside_the_index_and_the_others_go_on(
    build: Build, tmp_path: Path
) -> None:
    report = build([item(1), {"id": "b"}, item(2), [1]])
    assert counts(report) == (2, 0, 0, 0, 2)
    assert str(report).split(" in ")[0].endswith("0 unchanged, 2 refused")
    assert refused(tmp_path / "index") == [
        {"path": str(tmp_path / "articles.jsonl"), "line": error.line, "reason": error.message}
        for error in report.refused
    ]
    assert [error.line for error in report.refused] == [2, 4]
    assert list(texts(tmp_path / "index")) == ["a1", "a2"]


def test_the_list_of_refused_records_is_that_of_the_last_build(build: Build, tmp_path: Path) -> None:
    build([item(1)])
    assert refused(tmp_path / "index") == []
    build([item(1), "no article"])
    assert [entry["line"] for entry in refused(tmp_path / "index")] == [2]
    version = current_version(tmp_path / "index")
    assert counts(build([item(1), "no article"])) == (0, 0, 0, 1, 1)
    assert current_version(tmp_path / "index") == version  # nothing new to say
    build([item(1)])
    assert refused(tmp_path / "index") == []


def test_where_all_records_are_refused_the_index_stays_as_it_is(build: Build, tmp_path: Path) -> None:
    build([item(1)])
    version = current_version(tmp_path / "index")
    with pytest.raises(
        ArticleError, match=r"line 1: .*\(1 more were refused\); no article is left"
    ) as caught:
        build([{"id": "b"}, {"id": "c", "text": ""}])
    assert (caught.value.path, caught.value.line) == (str(tmp_path / "articles.jsonl"), 1)
    assert current_version(tmp_path / "index") == version
    assert list(texts(tmp_path / "index")) == ["a1"]


def test_where_all_records_are_refused_there_is_no_first_index(build: Build, tmp_path: Path) -> None:
    with pytest.raises(ArticleError):
        build([{"id": "b"}])
    with pytest.raises(IndexMissing):
        current_version(tmp_path / "index")


# Models


def test_a_model_given_by_a_relative_path_is_found_from_anywhere(
    build: Build, tmp_path: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny.parent)
    build([item(1)], model="tiny")
    monkeypatch.chdir(tmp_path)
    manifest = current_manifest(tmp_path / "index")
    assert manifest.model == str(tiny)
    encoder = load_encoder(manifest.model, revision=manifest.model_revision)
    assert (encoder.dimension, encoder.budget) == (manifest.dimension, manifest.budget)
    assert counts(build([item(1), item(2)], model=None)) == (1, 0, 0, 1, 0)
    assert counts(build([item(1), item(2)], model=f"{tiny.parent}/../{tiny.parent.name}/tiny")) == (
        0,
        0,
        0,
        2,
        0,
    )


def test_another_model_than_the_one_of_the_index_is_refused(build: Build, tmp_path: Path, tiny: Path) -> None:
    build([item(1)])
    with pytest.raises(IndexMismatch, match=f"{tiny}, not all-MiniLM-L6-v2; start over with --fresh"):
        build([item(1)], model="all-MiniLM-L6-v2")
    assert list(texts(tmp_path / "index")) == ["a1"]


def test_fresh_changes_the_model(build: Build, tmp_path: Path) -> None:
    build([item(1)])
    other = tiny_model(tmp_path / "other", seed=8)
    report = build([item(1)], model=str(other), fresh=True)
    assert report.encoded == 1
    assert current_manifest(tmp_path / "index").model == str(other)


def test_a_model_whose_weights_changed_since_is_refused(build: Build, tmp_path: Path, tiny: Path) -> None:
    model = Path(shutil.copytree(tiny, tmp_path / "model"))
    build([item(1)], model=str(model))
    shutil.rmtree(model)
    tiny_model(model, seed=8)
    with pytest.raises(IndexMismatch, match="revision"):
        build([item(1), item(2)], model=None)
    assert list(texts(tmp_path / "index")) == ["a1"]


def test_a_model_that_is_gone_is_named_when_it_is_needed(build: Build, tmp_path: Path, tiny: Path) -> None:
    model = Path(shutil.copytree(tiny, tmp_path / "model"))
    build([item(1)], model=str(model))
    shutil.rmtree(model)
    with pytest.raises(StoreError, match=str(model)):
        build([item(1), item(2)], model=None)
    assert list(texts(tmp_path / "index")) == ["a1"]


# Other builds, kills


def test_a_second_build_waits_for_nobody_and_says_so(build: Build, tmp_path: Path) -> None:
    writer = create_index(tmp_path / "index")
    try:
        with pytest.raises(IndexLocked, match="is being written"):
            build([item(1)])
    finally:
        writer.close()
    assert build([item(1)]).added == 1


def test_a_build_that_failed_leaves_the_index_free(build: Build, tmp_path: Path) -> None:
    def stop(now: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([item(1)], progress=stop)
    assert build([item(1)]).added == 1
    assert {path.name.partition("-")[0] for path in (tmp_path / "index").iterdir()} == {
        "CURRENT", "cache", "gen", "lock", "lock.holder",
    }  # fmt: skip


def test_a_killed_build_leaves_the_last_version_and_the_next_encodes_only_what_is_missing(
    build: Build, tmp_path: Path, tiny: Path
) -> None:
    build([item(1)])
    items = [item(number) for number in range(3000)]
    file = write(tmp_path / "many.jsonl", items)
    words = ["build", str(file), "--no-statements", "--index", str(tmp_path / "index")]
    command = [sys.executable, "-m", "index", *words]
    killed = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    (cache,) = (tmp_path / "index" / "cache").iterdir()
    size = cache.stat().st_size
    record = size  # one passage so far
    deadline = time.monotonic() + 60
    while cache.stat().st_size < 300 * record:
        assert killed.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.005)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    kept = cache.stat().st_size // record
    assert 300 <= kept < 3000
    assert list(texts(tmp_path / "index")) == ["a1"]
    report = build(items)
    assert counts(report) == (2999, 0, 0, 1, 0)
    assert report.encoded == 3000 - kept
    assert check_index(tmp_path / "index") == []


# Progress


def followed(build: Build, items: list[object]) -> list[Progress]:
    seen: list[Progress] = []
    build(items, progress=seen.append)
    return seen


def test_progress_is_that_of_reading_and_then_that_of_encoding(build: Build, tmp_path: Path) -> None:
    items = [item(number) for number in range(700)]
    seen = followed(build, items)
    reading = [now for now in seen if now.stage == "reading"]
    encoding = seen[len(reading) :]
    assert {now.stage for now in encoding} == {"encoding"}
    for stage in (reading, encoding):
        assert [now.done for now in stage] == sorted(now.done for now in stage)
        assert (stage[-1].done, stage[-1].articles) == (stage[-1].size, 700)
    assert {now.size for now in reading} == {(tmp_path / "articles.jsonl").stat().st_size}
    assert {now.size for now in encoding} == {sum(len(one["text"]) for one in items)}  # type: ignore[arg-type]
    assert 0 < encoding[0].done < encoding[1].done < encoding[0].size


def test_progress_over_unchanged_articles_is_that_of_reading(build: Build, tmp_path: Path) -> None:
    items = [item(number) for number in range(30)]
    build(items)
    seen = followed(build, [*items, "no article"])
    assert {now.stage for now in seen} == {"reading"}
    assert len({now.done for now in seen}) == 31
    assert seen[-1] == Progress("reading", seen[-1].size, seen[-1].size, 30)


def test_progress_over_a_compressed_file_reaches_its_end(tmp_path: Path, tiny: Path) -> None:
    file = tmp_path / "articles.jsonl.gz"
    file.write_bytes(gzip.compress("".join(f"{json.dumps(item(n))}\n" for n in range(30)).encode()))
    seen: list[Progress] = []
    build_index(
        open_source([file]), tmp_path / "index", model=str(tiny), statements=SILENT, progress=seen.append
    )
    reading = [now for now in seen if now.stage == "reading"]
    assert reading[-1] == Progress("reading", file.stat().st_size, file.stat().st_size, 30)
