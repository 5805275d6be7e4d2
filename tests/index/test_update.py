"""What happens to an index as its files come, change, break and go: one file an article."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.build import build_index
from index.compaction import compact_index
from index.errors import IndexMissing, SourceError
from index.extraction import StatementOptions
from index.local import LocalWriter
from index.published import LocalIndex
from index.removal import remove_articles
from index.report import REFUSED, BuildReport, read_refusals
from index.revised import corrections
from index.sources import open_source
from index.store import current_version
from index.watching import parse_interval, watch

Build = Callable[..., BuildReport]
SILENT = StatementOptions(find=False)  # what is found in articles is another matter


def story(number: int) -> str:
    return f"The harbour office met on day {number}. It counted {number} ships. Nobody left early."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "old").mkdir(parents=True)
    for number in range(3):
        (folder / f"{number}.txt").write_text(story(number))
    (folder / "old" / "9.txt").write_text(story(9))
    return folder


@pytest.fixture
def build(tmp_path: Path, tiny: Path) -> Build:
    def run(*paths: Path, **options: object) -> BuildReport:
        return build_index(
            open_source(paths), tmp_path / "index", **{"model": str(tiny), "statements": SILENT, **options}
        )

    return run


def held(tmp_path: Path) -> set[str]:
    with LocalIndex.open(tmp_path / "index") as index:
        return {article.source for article in index.articles()}


ALL = {"news/0.txt", "news/1.txt", "news/2.txt", "news/old/9.txt"}


# Reading again


def test_a_file_that_is_as_it_was_is_not_read_again(
    build: Build, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(news)
    (news / "1.txt").write_text(story(11))
    from index import collect

    cleaned, clean = [], collect.clean_article
    monkeypatch.setattr(
        collect,
        "clean_article",
        lambda record, **options: cleaned.append(record.source) or clean(record, **options),
    )
    report = build(news)
    assert cleaned == ["news/1.txt"]
    assert (report.changed, report.unchanged, report.articles) == (1, 3, 4)


def test_a_file_that_cannot_be_read_any_more_keeps_its_article(
    build: Build, news: Path, tmp_path: Path
) -> None:
    build(news)
    (news / "1.txt").write_bytes(b"\x00\x01\x02 no text")
    report = build(news)
    assert (report.kept, report.removed, len(report.refused)) == (1, 0, 1)
    assert "1 kept as last read" in str(report)
    assert held(tmp_path) == ALL
    (news / "1.txt").unlink()
    assert build(news).removed == 1
    assert held(tmp_path) == ALL - {"news/1.txt"}


def test_a_refused_file_is_read_at_each_build_until_it_is_mended(
    build: Build, news: Path, tmp_path: Path
) -> None:
    (news / "1.txt").write_bytes(b"\x00\x01\x02 no text")
    for _ in range(2):
        assert len(build(news).refused) == 1
    (news / "1.txt").write_text(story(1))
    assert (build(news).added, held(tmp_path)) == (1, ALL)


def test_what_vanished_from_a_file_is_removed_though_another_line_of_it_is_broken(
    build: Build, tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl"
    rows = [f'{{"id": "{n}", "text": "{story(n)}"}}\n' for n in range(3)]
    file.write_text("".join(rows))
    build(file)
    file.write_text(rows[0] + "broken\n" + rows[2])
    report = build(file)
    assert (report.removed, report.kept, len(report.refused)) == (1, 0, 1)
    assert held(tmp_path) == {"0", "2"}


def test_the_same_id_from_a_file_that_was_not_read_again_is_refused(build: Build, tmp_path: Path) -> None:
    first, second = tmp_path / "b.jsonl", tmp_path / "a.jsonl"
    first.write_text(f'{{"id": "x", "text": "{story(1)}"}}\n')
    build(first)
    second.write_text(f'{{"id": "x", "text": "{story(2)}"}}\n')
    report = build(second, first)
    assert [err.path for err in report.refused] == [f"{tmp_path.name}/b.jsonl"]
    assert report.changed == 1


def test_an_id_that_another_file_took_costs_a_file_that_was_not_read_again_no_other_article(
    build: Build, tmp_path: Path
) -> None:
    first, second = tmp_path / "b.jsonl", tmp_path / "a.jsonl"
    first.write_text("".join(f'{{"id": "{n}", "text": "{story(n)}"}}\n' for n in range(4)))
    build(first)
    second.write_text(f'{{"id": "1", "text": "{story(7)}"}}\n')
    report = build(second, first)
    assert (report.removed, len(report.refused)) == (0, 1)
    assert held(tmp_path) == {"0", "1", "2", "3"}


# Adding and removing


def test_what_is_added_leaves_the_others_and_their_refusals(build: Build, news: Path, tmp_path: Path) -> None:
    (news / "bad.txt").write_bytes(b"\x00\x01\x02 no text")
    build(news)
    more = tmp_path / "more.txt"
    more.write_text(story(7))
    report = build(more, covers=())
    assert (report.added, report.removed, report.articles) == (1, 0, 5)
    assert held(tmp_path) == ALL | {f"{tmp_path.name}/more.txt"}
    with LocalIndex.open(tmp_path / "index") as index:
        assert [one.path for one in read_refusals(index.attachment(REFUSED))] == [str(news / "bad.txt")]


def test_a_refused_file_that_is_gone_is_no_longer_listed(build: Build, news: Path, tmp_path: Path) -> None:
    (news / "bad.txt").write_bytes(b"\x00\x01\x02 no text")
    build(news)
    (news / "bad.txt").unlink()
    build(news, covers=("news/",))
    with LocalIndex.open(tmp_path / "index") as index:
        assert read_refusals(index.attachment(REFUSED)) == []


def test_an_article_that_another_program_put_there_is_brought_up_to_date(
    build: Build, news: Path, tmp_path: Path
) -> None:
    build(news)
    with LocalWriter.open(tmp_path / "index") as writer:
        assert writer.base is not None
        for id in writer.ids():
            article = writer.article(id)
            writer.remove(id)
            writer.add(article, [], np.empty((0, 0), np.float32))
        writer.commit(writer.base).close()
    report = build(news)
    assert (report.changed, report.encoded) == (4, 0)
    assert build(news).unchanged == 4


def test_what_covers_one_folder_removes_only_what_is_gone_from_it(
    build: Build, news: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "5.txt").write_text(story(5))
    build(news, other)
    (news / "0.txt").unlink()
    (other / "5.txt").unlink()
    report = build(news, covers=("news/",))
    assert report.removed == 1
    assert held(tmp_path) == ALL - {"news/0.txt"} | {"other/5.txt"}


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("news/0.txt", {"news/0.txt"}),
        ("{news}/0.txt", {"news/0.txt"}),
        ("{news}/old/", {"news/old/9.txt"}),
        ("{news}", ALL),
        ("{id}", {"news/2.txt"}),
    ],
)
def test_articles_are_removed_by_id_path_and_folder(
    build: Build, news: Path, tmp_path: Path, name: str, gone: set[str]
) -> None:
    build(news)
    with LocalIndex.open(tmp_path / "index") as index:
        id = next(article.id for article in index.articles() if article.source == "news/2.txt")
    removed = remove_articles(tmp_path / "index", [name.format(news=news, id=id)])
    assert {id.rpartition("@")[0] for id in removed} == gone
    assert held(tmp_path) == ALL - gone


def test_articles_are_removed_by_address_and_publisher(build: Build, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(
        "".join(
            f'{{"text": "{story(n)}", "url": "https://paper.example/{n}", "publisher": "Paper {n % 2}"}}\n'
            for n in range(5)
        )
    )
    build(file)
    assert len(remove_articles(tmp_path / "index", ["https://paper.example/1/"])) == 1
    assert len(remove_articles(tmp_path / "index", [], publishers=["Paper 0"])) == 3
    assert len(held(tmp_path)) == 1


def test_where_one_name_fits_nothing_nothing_is_removed(build: Build, news: Path, tmp_path: Path) -> None:
    build(news)
    before = current_version(tmp_path / "index")
    with pytest.raises(SourceError, match=r"news/0\.tx: no article of the index has this id"):
        remove_articles(tmp_path / "index", ["news/1.txt", "news/0.tx"])
    assert current_version(tmp_path / "index") == before
    with pytest.raises(IndexMissing):
        remove_articles(tmp_path / "nowhere", ["news/1.txt"])
    assert not (tmp_path / "nowhere").exists()


def test_a_build_brings_back_what_was_removed_from_a_file_that_is_as_it_was(
    build: Build, tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("".join(f'{{"id": "{n}", "text": "{story(n)}"}}\n' for n in range(3)))
    build(file)
    remove_articles(tmp_path / "index", ["1"])
    assert held(tmp_path) == {"0", "2"}
    report = build(file)
    assert (report.added, report.unchanged, report.encoded) == (1, 2, 0)


def test_a_removed_article_can_be_removed_from_the_disk(build: Build, news: Path, tmp_path: Path) -> None:
    (news / "0.txt").write_text("The zebrafish office met on a day in May. Nobody left.")
    build(news)
    (news / "0.txt").write_text("The zebrafish office met on a day in June. Nobody left.")
    build(news)
    remove_articles(tmp_path / "index", ["news/0.txt"])
    before, after = compact_index(tmp_path / "index")
    assert after < before
    files = [path for path in (tmp_path / "index").rglob("*") if path.is_file()]
    assert not [path for path in files if b"ebrafish" in path.read_bytes()]
    assert (build(news).added, build(news).unchanged) == (1, 4)


def test_compacting_keeps_the_vectors_that_are_in_use(build: Build, news: Path, tmp_path: Path) -> None:
    build(news)
    remove_articles(tmp_path / "index", ["news/0.txt"])
    compact_index(tmp_path / "index")
    report = build(news, fresh=True)
    assert (report.added, report.encoded) == (4, 1)


# Corrections


def test_a_correction_says_which_sentences_changed_vanished_and_came(
    build: Build, news: Path, tmp_path: Path
) -> None:
    (news / "0.txt").write_text(
        "The mayor denied the plan. It cost 3 million. He left. Nobody saw the harbour."
    )
    build(news)
    (news / "0.txt").write_text("The mayor denied the plan. It cost 4 million. He left. Rain fell on Sunday.")
    build(news)
    with LocalIndex.open(tmp_path / "index") as index:
        (found,) = corrections(index)
        assert found.now.source == "news/0.txt"
    assert [(old.text, new and new.text) for old, new in found.altered] == [
        ("It cost 3 million.", "It cost 4 million."),
        ("Nobody saw the harbour.", None),
    ]
    assert [one.text for one in found.added] == ["Rain fell on Sunday."]
    assert found.earlier.text[slice(*found.altered[0].old.span)] == "It cost 3 million."


def test_an_article_that_only_moved_its_sentences_lost_none(build: Build, news: Path, tmp_path: Path) -> None:
    build(news)
    (news / "0.txt").write_text("Rain fell on Sunday.\n\n" + story(0))
    build(news)
    with LocalIndex.open(tmp_path / "index") as index:
        (found,) = corrections(index)
        assert list(corrections(index, since=None)) == [found]
    assert (found.altered, len(found.added)) == ((), 1)


# Copies

LONG = " ".join(
    f"The {place} office counted {number} ships on {day}, and {name} of the harbour board wrote them down."
    for number, (place, day, name) in enumerate(
        zip(
            "northern southern eastern western upper lower outer inner".split(),
            "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Easter".split(),
            "Ada Ben Cyril Dora Egon Frida Gustav Hilde".split(),
            strict=True,
        ),
        start=17,
    )
)


def copied(tmp_path: Path) -> list[set[str]]:
    with LocalIndex.open(tmp_path / "index") as index:
        found = [(article.id, *index.copies(article.id)) for article in index.articles()]
    return [{id.rpartition("@")[0] for id in ids} for ids in found if len(ids) > 1]


def test_copies_are_found_as_they_come_and_forgotten_as_they_go(
    build: Build, news: Path, tmp_path: Path
) -> None:
    (news / "long.txt").write_text(LONG)
    assert build(news).copies == 0
    (news / "cut.txt").write_text(LONG[: len(LONG) // 2])
    assert build(news).copies == 1
    assert copied(tmp_path) == [{"news/cut.txt", "news/long.txt"}] * 2
    (news / "third.txt").write_text(f"Another beginning, by another paper.\n\n{LONG}")
    assert build(news).copies == 2
    (news / "long.txt").unlink()
    assert build(news).copies == 1
    assert copied(tmp_path) == [{"news/cut.txt", "news/third.txt"}] * 2
    (news / "third.txt").write_text(story(30))
    assert build(news).copies == 0
    assert copied(tmp_path) == []


def test_the_order_of_copies_follows_a_date_that_is_corrected(build: Build, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"

    def write(*days: str) -> None:
        rows = [{"id": str(number), "text": LONG, "date": day} for number, day in enumerate(days)]
        file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))

    def others() -> list[str]:
        with LocalIndex.open(tmp_path / "index") as index:
            first = next(article.id for article in index.articles() if article.source == "0")
            return [id.rpartition("@")[0] for id in index.copies(first)]

    write("2025-05-01", "2025-05-02", "2025-05-03")
    build(file)
    assert others() == ["1", "2"]
    write("2025-05-01", "2025-05-04", "2025-05-03")
    assert build(file).changed == 1
    assert others() == ["2", "1"]


# Learned furniture


def test_a_line_that_ends_many_stories_becomes_furniture_of_the_old_ones_too(
    build: Build, news: Path, tmp_path: Path
) -> None:
    line = "Coverage of the coast is supported by the readers of the Gull."
    topics = "harbour bridge school hospital theatre railway forest market museum library".split()

    def write(topic: str) -> None:
        body = f"The {topic} was opened again. Its keepers counted what the {topic} had lost. " * 3
        (news / f"{topic}.txt").write_text(f"{body}\n\nNobody was hurt in the {topic}.\n\n{line}\n")

    for topic in topics[:2]:
        write(topic)
    build(news)
    assert marked(tmp_path, line) == 0
    for topic in topics[2:]:
        write(topic)
    report = build(news)
    assert report.learned == 2
    assert marked(tmp_path, line) == len(topics)
    for topic in topics[2:]:
        (news / f"{topic}.txt").unlink()
    assert build(news).learned == 2
    assert marked(tmp_path, line) == 0


def marked(tmp_path: Path, line: str) -> int:
    """In how many articles a line is furniture."""
    with LocalIndex.open(tmp_path / "index") as index:
        return sum(
            line in article.text[span.start : span.end]
            for article in index.articles()
            for span in article.furniture
        )


# Watching


def test_watching_follows_a_folder_and_tries_again_after_a_fault(
    build: Build, news: Path, tmp_path: Path, tiny: Path
) -> None:
    build(news)
    outcomes: list[object] = []
    away = tmp_path / "away"
    steps = iter(
        [
            lambda: (news / "1.txt").unlink(),
            lambda: news.rename(away),
            lambda: away.rename(news),
            None,
        ]
    )

    def wait() -> bool:
        step = next(steps)
        if step is not None:
            step()
        return step is not None

    watch([news], tmp_path / "index", wait=wait, told=outcomes.append, statements=SILENT)
    first, second, third, fourth = outcomes
    assert isinstance(first, BuildReport)
    assert isinstance(second, BuildReport)
    assert (first.unchanged, second.removed) == (4, 1)
    assert isinstance(third, SourceError)
    assert isinstance(fourth, BuildReport)
    assert (fourth.unchanged, fourth.removed) == (3, 0)
    assert held(tmp_path) == ALL - {"news/1.txt"}


@pytest.mark.parametrize("text", ["", "10", "m", "-1m", "0s", "0.5s", "10 weeks", "1e3s"])
def test_what_is_no_interval_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected a number with s, m, h or d"):
        parse_interval(text)
