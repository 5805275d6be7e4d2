"""The command line of questions: what it prints, how it ends, and what never reaches the terminal."""

import io
import json
import sys

import pytest

from index import Record, build_index, open_source
from qa.__main__ import main
from tests.qa.making import Given

FLAGSHIP = "What did Vessaria say?"
COPIED = "What did Pavo Renschel say?"  # a story that three of the samples print
UNANSWERED = "What did Bartholomew Quist say about the missiles?"


@pytest.fixture
def run(samples_index, capsys):
    """Runs a command over the samples; gives exit code, output, errors."""

    def run(*arguments, index=samples_index):
        code = main([arguments[0], "--index", str(index), *arguments[1:]])
        return code, *capsys.readouterr()

    return run


def test_an_answer_is_its_headline_and_numbered_quotations_with_their_sources(run, samples):
    code, out, err = run("ask", FLAGSHIP)
    answer = samples.ask(FLAGSHIP)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == answer.headline
    flat = " ".join(out.split())
    for citation in answer.citations:
        assert f"[{citation.number}] {' '.join(citation.quote.text.split())}" in flat
        assert citation.quote.article.title in flat
        assert f"     {citation.quote.id}" in out.splitlines()


def test_a_quotation_names_the_other_articles_that_print_it(run, samples):
    _, out, _ = run("ask", COPIED)
    flat = " ".join(out.split())
    printed = [citation.also for citation in samples.ask(COPIED).citations if citation.also]
    assert printed
    for also in printed:
        assert len(also) == 2
        known = [f"{a.title} ({a.publisher}, {a.published})" for a in (quote.article for quote in also)]
        assert f"also in: {'; '.join(known)}" in flat
    assert flat.count("also in:") == len(printed)


def test_a_quotation_of_a_paginated_file_names_its_page(run, tmp_path):
    text = "The council met in Plimmeth.\n\nMayor Quill said that the bridge is safe."
    build_index(Given(Record("minutes.pdf", text, "Minutes", pages=(0, 30))), tmp_path / "pages.index")
    _, out, _ = run("ask", "What did Mayor Quill say of the bridge?", index=tmp_path / "pages.index")
    assert "— Minutes · page 2" in out


def test_no_answer_is_exit_code_1_and_its_reason(run):
    code, out, _ = run("ask", UNANSWERED)
    assert code == 1
    assert out.splitlines()[2].endswith("mentions “Bartholomew Quist”.")


def test_near_misses_are_called_so(run):
    code, out, _ = run("ask", "What did Odile Harrowgate say about the Gannet Bridge?")
    assert code == 1
    assert "Not an answer, but near:" in out


def test_quotations_stand_under_headings_each_with_its_speaker_and_stance(run, samples):
    _, out, _ = run("ask", FLAGSHIP)
    lines = out.splitlines()
    assert lines[1] == "Statements by Vessaria"
    assert "By Vessaria" in lines
    flat = " ".join(out.split())
    for citation in samples.ask(FLAGSHIP).citations:
        name = f" [{citation.speaker_name}]" if citation.speaker_name else ""
        assert f"{citation.speaker_text}{name} — {citation.stance_words}" in flat


@pytest.mark.parametrize(("question", "code"), [(FLAGSHIP, 0), (UNANSWERED, 1)])
def test_json_is_the_answer_as_plain_data(run, samples, question, code):
    from qa import to_dict

    found, out, _ = run("ask", question, "--json")
    assert found == code
    assert json.loads(out) == to_dict(samples.ask(question))


def test_options_reach_the_question(run):
    _, out, _ = run("ask", FLAGSHIP, "-k", "2", "--json")
    assert len(json.loads(out)["citations"]) == 2
    _, out, _ = run(
        "ask", FLAGSHIP, "--json", "--publisher", "Costavane Ledger", "--publisher", "The Northern Packet"
    )
    printed = {citation["article"]["publisher"] for citation in json.loads(out)["citations"]}
    assert printed <= {"Costavane Ledger", "The Northern Packet"}
    _, out, _ = run("ask", FLAGSHIP, "--json", "--since", "2025-03-05", "--until", "2025-03-07")
    days = {citation["article"]["published"] for citation in json.loads(out)["citations"]}
    assert days
    assert all("2025-03-05" <= day <= "2025-03-07" for day in days)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--since", "yesterday"], "'yesterday' is no date; write it as YYYY-MM-DD"),
        (["-k", "0"], "k is 0; ask for at least 1"),
    ],
)
def test_a_wrong_value_is_exit_code_2_and_a_line_of_words(run, options, words):
    code, out, err = run("ask", FLAGSHIP, *options)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert words in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["ask"], ["ask", FLAGSHIP, "-k", "two"], ["answer", FLAGSHIP]])
def test_wrong_usage_is_exit_code_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_a_missing_index_is_exit_code_4_and_how_to_build_one(run, tmp_path):
    code, out, err = run("ask", FLAGSHIP, index=tmp_path / "no.index")
    assert (code, out) == (4, "")
    assert "python -m index build ARTICLES" in err


def test_help_lists_the_command(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "ask" in capsys.readouterr().out


def test_the_prompt_answers_each_line_until_an_empty_one(samples_index, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{FLAGSHIP}\n?\n\nnever read\n"))
    assert main(["--index", str(samples_index)]) == 0
    out, err = capsys.readouterr()
    assert out.count("quotations from") == 1
    assert "names nothing to look for" in out
    assert "articles. Ask; an empty line ends." in err


def test_the_prompt_ends_with_its_input(samples_index, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(FLAGSHIP))
    assert main(["--index", str(samples_index)]) == 0
    assert capsys.readouterr().out.count("quotations from") == 1


HOSTILE = {
    "id": "evil\x1b]0;id\x07",
    "title": "A \x1b[2Jtitle\u202e and \x9b31m",
    "text": "Vessaria denied \x1b[31mthe sale of\x07 missiles\x08 in \u202eMarch\u202c,\x00 \x7f“\x1b]0;x\x07never”.",
    "publisher": "Courier\x1b[1A",
    "author": "Ann\x1b[1A Lee",
}


@pytest.fixture
def hostile(tmp_path):
    (tmp_path / "evil.jsonl").write_text(json.dumps(HOSTILE))
    build_index(open_source([tmp_path / "evil.jsonl"]), tmp_path / "evil.index")
    return tmp_path / "evil.index"


def test_nothing_of_an_article_is_obeyed_by_a_terminal(run, hostile):
    code, out, err = run("ask", "Did Vessaria deny the sale of missiles?", index=hostile)
    assert (code, err) == (0, "")
    assert "missiles" in out
    assert [c for c in out if not c.isprintable() and c != "\n"] == []


def test_json_holds_the_exact_words_and_no_raw_control_character(run, hostile):
    from index import open_index

    _, out, _ = run("ask", "Did Vessaria deny the sale of missiles?", "--json", index=hostile)
    assert not {c for c in out if ord(c) < 32} - {"\n"}
    (citation,) = json.loads(out)["citations"]
    index = open_index(hostile)
    assert (
        citation["exact"]
        == index.article(citation["article"]["id"]).text[citation["start"] : citation["end"]]
    )
    index.close()


@pytest.mark.parametrize("columns", ["1", "7", "40", "100000", "-3", "x"])
def test_any_width_of_a_terminal_will_do(run, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    code, out, _ = run("ask", FLAGSHIP)
    assert code == 0
    prose = [line for line in out.splitlines() if "@" not in line and "://" not in line]
    assert max(map(len, prose)) <= 100
