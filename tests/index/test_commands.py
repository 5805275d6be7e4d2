"""The commands that change a collection piece by piece, as a user types them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.__main__ import main
from index.store import current_manifest

ROOT = Path(__file__).parent.parent.parent
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs a command on the index ``a.index``; gives exit code, output and complaints."""

    def command(*words: object) -> tuple[int, str, str]:
        capfd.readouterr()
        try:
            code = main([*map(str, words), "--index", str(tmp_path / "a.index")])
        except SystemExit as err:
            code = int(err.code or 0)
        return code, *capfd.readouterr()

    return command


@pytest.fixture
def news(run: Run, tiny: Path, tmp_path: Path) -> Path:
    """Three articles in a table, built."""
    path = tmp_path / "news.csv"
    path.write_text(
        "headline,body,paper,day\n"
        "Rain in May,It rained for nine days. Nobody left the harbour.,The Gull,2025-05-09\n"
        "Sun in June,The sun shone. The mayor denied the plan.,The Gull,2025-06-01\n"
        "Fog in July,Fog fell on the bay. The ferry stayed.,The Tern,2025-07-02\n"
    )
    columns = ["title=headline", "text=body", "publisher=paper", "published=day"]
    words = [word for column in columns for word in ("--column", column)]
    code, out, err = run("build", path, "--no-statements", "--model", tiny, *words)
    assert (code, out.partition(": ")[2][:7]) == (0, "3 added"), err
    return path


def test_the_list_shows_every_article_and_finds_words(run: Run, news: Path) -> None:
    code, out, _ = run("list", "--order", "title")
    assert code == 0
    assert re.findall(r"^\S.* in .*", out, re.MULTILINE) == ["Fog in July", "Rain in May", "Sun in June"]
    assert "2025-07-02 · The Tern · 1 passages" in out
    assert out.endswith("a.index: 3 articles\n")
    assert run("list", "gull", "sun")[1].count("2025-") == 1


def test_one_article_is_added_and_one_taken_out(run: Run, news: Path, tmp_path: Path) -> None:
    more = tmp_path / "snow.txt"
    more.write_text("Snow in August\n\nSnow fell on the bay for an hour.\n")
    code, out, _ = run("add", more, "--no-statements")
    assert code == 0
    assert "1 added, 0 changed, 0 removed, 0 unchanged" in out
    code, out, _ = run("remove", more)
    assert code == 0
    assert re.search(r"removed .*/snow\.txt@[0-9a-f]{12}\n.*: 1 removed", out)
    assert run("remove", "--publisher", "The Gull")[1].count("removed ") == 2
    assert current_manifest(tmp_path / "a.index").articles == 1


def test_what_is_not_there_cannot_be_taken_out(run: Run, news: Path, tmp_path: Path) -> None:
    code, out, err = run("remove", "nothing.txt")
    assert (code, out) == (4, "")
    assert err.startswith(
        "error: nothing.txt: no article of the index has this id, address, path or publisher"
    )
    assert run("remove")[0] == 2
    assert current_manifest(tmp_path / "a.index").articles == 3


def test_compacting_says_how_much_room_it_gave_back(run: Run, news: Path) -> None:
    run("remove", "--publisher", "The Tern")
    code, out, _ = run("compact")
    before, now = re.findall(r"[\d,]{5,}", out.partition(": ")[2])
    assert code == 0
    assert int(now.replace(",", "")) < int(before.replace(",", ""))
    assert run("check")[0] == 0


def test_changes_shows_the_words_before_and_after(run: Run, news: Path) -> None:
    assert run("changes")[1].endswith(": 0 corrections\n")
    news.write_text(
        news.read_text().replace("nine days", "eight days").replace("Rain in May", "Rain this May")
    )
    columns = ["title=headline", "text=body", "publisher=paper", "published=day"]
    run("build", news, "--no-statements", *[word for column in columns for word in ("--column", column)])
    code, out, _ = run("changes")
    assert code == 0
    assert re.search(r"  - \d+-\d+ It rained for nine days\.\n  \+ \d+-\d+ It rained for eight days\.\n", out)
    assert "  title was: Rain in May" in out
    assert out.endswith(": 1 correction\n")
    (one,) = run("changes", "--json", "--since", "2025-01-01")[1].splitlines()
    altered = json.loads(one)["altered"][0]
    assert (altered["earlier"]["exact"], altered["now"]["exact"]) == (
        "It rained for nine days.",
        "It rained for eight days.",
    )
    assert run("changes", "--since", "2999-01-01")[1].endswith(": 0 corrections\n")
    assert run("changes", "--since", "soon")[0] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--column", "text"], "'text': expected FIELD=COLUMN"),
        (["--column", "words=body"], "--column words: no such field; expected one of id, text, title"),
        (["--limit", "pdf=big"], "'big' is no size"),
        (["--limit", "size=3M"], "--limit size: no such limit; expected one of text, line"),
    ],
)
def test_options_that_mean_nothing_are_wrong_usage(
    run: Run, tmp_path: Path, words: list[str], said: str
) -> None:
    code, _, err = run("build", tmp_path, *words)
    assert code == 2
    assert said in err


def test_a_limit_is_heeded(run: Run, tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("It rained. " * 200)
    (tmp_path / "short.txt").write_text("It rained.")
    for limit in ("text=1K", "article=0.5K"):
        code, _, err = run("build", tmp_path, "--no-statements", "--model", tiny, "--limit", limit)
        assert code == 3
        assert f"refused: {tmp_path / 'long.txt'}: " in err


def test_watching_follows_a_folder_until_it_is_interrupted(tiny: Path, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.txt").write_text("It rained on Monday.")
    index = str(tmp_path / "a.index")
    assert main(["build", str(folder), "--no-statements", "--model", str(tiny), "--index", index]) == 0
    words = ["watch", str(folder), "--no-statements", "--every", "1s", "--index", index]
    command = [sys.executable, "-m", "index", *words]
    watching = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        assert watching.stdout is not None
        assert "0 added, 0 changed, 0 removed, 1 unchanged" in watching.stdout.readline()
        (folder / "two.txt").write_text("It rained on Tuesday.")
        deadline = time.monotonic() + 120
        while current_manifest(index).articles < 2:
            assert time.monotonic() < deadline
            time.sleep(0.1)
    finally:
        watching.send_signal(signal.SIGINT)
        _, err = watching.communicate(timeout=60)
    assert watching.returncode == 130, err
    assert "stopped; the last version of the index is as it was" in err


# Who said what


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory, tiny: Path) -> Path:
    """An index of three articles in which somebody says something."""
    folder = tmp_path_factory.mktemp("ledger")
    texts = {
        "ferry": "“The ferry is safe,” said Ana Moro.\n\nThe council in Portmere denied that it had been told.",
        "bridge": "“The bridge will stand,” said Ana Moro.\n\nShe did not deny that it had cracked.",
        "storm": "It rained all day. Nobody left the harbour.",
    }
    rows = [
        {"id": id, "text": text, "title": f"The {id}", "date": f"2025-03-0{number}", "publisher": "The Gull"}
        for number, (id, text) in enumerate(texts.items(), start=1)
    ]
    (folder / "a.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    assert (
        main(["build", str(folder / "a.jsonl"), "--model", str(tiny), "--index", str(folder / "index")]) == 0
    )
    return folder / "index"


def ask(
    capfd: pytest.CaptureFixture[str], ledger: Path, *words: str, name: str = "statements"
) -> tuple[int, str, str]:
    capfd.readouterr()
    try:
        code = main([name, *words, "--index", str(ledger)])
    except SystemExit as err:
        code = int(err.code or 0)
    return code, *capfd.readouterr()


def test_statements_are_told_with_speaker_stance_cue_words_and_place_the_newest_first(
    capfd: pytest.CaptureFixture[str], ledger: Path
) -> None:
    code, out, _ = ask(capfd, ledger, "--speaker", "Moro")
    assert code == 0
    bridge, ferry = out.index("“The bridge will stand,”"), out.index("“The ferry is safe,”")
    assert bridge < ferry
    assert (
        "Ana Moro says (said): “The ferry is safe,”\n    The ferry\n    2025-03-01 · The Gull · tier A" in out
    )
    assert re.search(r" · ferry@[0-9a-f]{12}:0-\d+\n", out)
    assert re.search(r"index: \d statements by .*Moro\n$", out)
    assert ask(capfd, ledger, "--speaker", "Moro", "-k", "1")[1].count("tier") == 1


def test_a_negated_denial_is_no_denial(capfd: pytest.CaptureFixture[str], ledger: Path) -> None:
    code, out, _ = ask(capfd, ledger, "--stance", "denies")
    assert (code, out.count("tier")) == (0, 1)
    assert "The council in Portmere denies (denied): that it had been told" in out
    code, out, _ = ask(capfd, ledger, "--stance", "not-denies")
    assert (code, out.count("tier")) == (0, 1)
    assert "She [Ana Moro] does not deny (did not deny): that it had cracked" in out


def test_filters_leave_what_is_asked(capfd: pytest.CaptureFixture[str], ledger: Path) -> None:
    assert ask(capfd, ledger, "--about", "bridges standing")[1].count("tier") == 1
    assert ask(capfd, ledger, "--article", "ferry")[1].count("tier") == 2
    assert ask(capfd, ledger, "--since", "2025-03-02", "--until", "2025-03-02")[1].count("The bridge\n") == 2
    every = ask(capfd, ledger)[1].count(" · tier ")
    assert 0 < ask(capfd, ledger, "--tier", "A")[1].count(" · tier A") <= every
    code, _, err = ask(capfd, ledger, "--article", "nothing")
    assert code == 4
    assert "has no article 'nothing'" in err


def test_a_statement_as_json_has_its_words_with_their_offsets(
    capfd: pytest.CaptureFixture[str], ledger: Path
) -> None:
    code, out, err = ask(capfd, ledger, "--json", "--about", "ferry safe")
    (line,) = out.splitlines()
    found = json.loads(line)
    assert code == 0
    assert err.endswith("1 statement\n")
    assert found["content"] == [{"exact": "“The ferry is safe,”", "start": 0, "end": 20}]
    assert found["speaker"]["exact"] == "Ana Moro"
    assert (found["stance"], found["negated"], found["kind"]) == ("says", False, "direct")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--speaker", "Bo Ek"], "nobody named Bo Ek is printed as saying anything"),
        (["--speaker", "Moro", "--about", "volcano"], "Moro is as asked"),
        (["--article", "storm"], "no statement is as asked"),
    ],
)
def test_where_there_is_none_a_sentence_says_so(
    capfd: pytest.CaptureFixture[str], ledger: Path, words: list[str], said: str
) -> None:
    code, out, err = ask(capfd, ledger, *words)
    assert (code, out) == (1, "")
    assert said in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--stance", "sings"], "'sings' is no stance; expected one of says, alleges"),
        (["--stance", "not-"], "is no stance"),
        (["--tier", "D"], "invalid choice: 'D'"),
        (["-k", "0"], "'0' is no number of lines"),
        (["--since", "soon"], "'soon' is no day"),
    ],
)
def test_what_cannot_be_asked_is_wrong_usage(
    capfd: pytest.CaptureFixture[str], ledger: Path, words: list[str], said: str
) -> None:
    code, _, err = ask(capfd, ledger, *words)
    assert code == 2
    assert said in err


def test_an_index_without_statements_says_so(run: Run, news: Path) -> None:
    code, _, err = run("statements")
    assert code == 1
    assert "no statements at all; build the index again where spaCy is installed" in err
    assert "no statements: nothing looked for them when it was built" in run("status")[1]
