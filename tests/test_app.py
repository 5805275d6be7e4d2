"""The server of the chat, over real HTTP and the sample articles."""

import asyncio
import contextlib
import json
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

import app
import qa
from qa.page import view
from qa.page.desk import GONE

ROOT = Path(app.__file__).parent
FLAGSHIP = "What did Vessaria say?"
STARTING = 180  # seconds: to import and load the model on a busy machine

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:starlette"),
]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def address(samples):
    async def start():  # inside a running event loop: outside of one Gradio opens loops that it never closes
        blocks = app.build_app(samples, app.SAMPLES_NOTE)
        return blocks, app.serve(blocks, port=free_port())

    blocks, address = asyncio.run(start())
    yield address
    blocks.close(verbose=False)


def fetch(url, body=None, **headers):
    """Status, headers and text of a response; a body makes it a POST."""
    data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {"Content-Type": "application/json"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, named), timeout=60) as response:
            return response.status, response.headers, response.read().decode()
    except urllib.error.HTTPError as err:
        with err:
            return err.code, err.headers, err.read().decode()


def call(address, name, *arguments):
    """What an endpoint of the API gives: the name of its last event, and its data."""
    _, _, started = fetch(f"{address}/gradio_api/call/{name}", {"data": arguments})
    _, _, events = fetch(f"{address}/gradio_api/call/{name}/{json.loads(started)['event_id']}")
    *_, last = events.strip().split("\n\n")
    kind, data = last.split("\n", 1)
    return kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def call_page(address, request, component="reader", name="get_article"):
    """What a function of a component gives, called as a stranger would."""
    _, _, config = fetch(f"{address}/config")
    drawn = next(
        each for each in json.loads(config)["components"] if each["props"].get("elem_id") == component
    )
    body = {"data": request, "component_id": drawn["id"], "fn_name": name, "session_hash": "stranger"}
    return fetch(f"{address}/gradio_api/component_server", body)


def test_the_api_is_ask_article_and_statements_and_nothing_else(address):
    _, _, info = fetch(f"{address}/gradio_api/info")
    described = json.loads(info)
    assert sorted(described["named_endpoints"]) == ["/article", "/ask", "/statements"]
    assert described["unnamed_endpoints"] == {}


def test_the_api_gives_the_answer_of_the_pipeline(address, samples):
    kind, [answer] = call(address, "ask", FLAGSHIP)
    assert kind == "complete"
    assert answer == json.loads(json.dumps(qa.to_dict(samples.ask(FLAGSHIP))))
    assert answer["citations"]


def test_the_api_gives_the_article_that_offsets_refer_to(address, samples):
    _, [answer] = call(address, "ask", FLAGSHIP)
    for citation in answer["citations"]:
        _, [article] = call(address, "article", citation["article"]["id"])
        assert article["text"][citation["start"] : citation["end"]] == citation["exact"]


def test_the_api_gives_the_statements_of_the_pipeline(address, samples):
    kind, [found] = call(address, "statements", "Vessaria", "missiles", "denies", "2025-01-01", "", "B", 4)
    expected = samples.statements("Vessaria", "missiles", "denies", since="2025-01-01", tier="B", k=4)
    assert kind == "complete"
    assert found == json.loads(json.dumps([qa.wire.citation_to_dict(one) for one in expected]))
    assert found


def test_a_stance_that_there_is_not_is_an_error_in_plain_words(address):
    kind, data = call(address, "statements", "", "", "lies", "", "", "", 4)
    assert kind == "error"
    assert "choose one of says" in json.dumps(data)


def test_an_unknown_article_is_an_error_in_plain_words(address):
    kind, data = call(address, "article", "no-such@article")
    assert kind == "error"
    assert GONE in json.dumps(data)


@pytest.mark.parametrize("question", ["", "   ", "\ud800", "\x00", 'AND ( " * a:b', "x" * 30_000])
def test_no_text_of_a_question_is_an_error(address, question):
    kind, [answer] = call(address, "ask", question)
    assert kind == "complete"
    assert len(answer["question"]) <= view.LIMIT


@pytest.mark.parametrize("question", [None, 7, ["a"], {"a": 1}])
def test_a_question_that_is_no_text_is_not_answered(address, question):
    _, data = call(address, "ask", question)
    assert not (isinstance(data, list) and data[0].get("answered"))


@pytest.mark.parametrize(
    "request_",
    [None, 7, "x", [], {}, {"id": None}, {"id": "gone@1", "marks": [[0, 1, 1]]}, {"id": "x" * 9_999}],
)
def test_whatever_a_stranger_asks_the_reader_for_is_said_to_be_gone(address, request_):
    status, _, text = call_page(address, request_)
    assert status == 200
    assert json.loads(text) == {"error": GONE}


@pytest.mark.parametrize("request_", [None, [], {"words": "", "order": "newest", "start": 0}, {"start": "x"}])
def test_whatever_a_stranger_asks_the_list_for_is_its_beginning(address, samples, request_):
    status, _, text = call_page(address, request_, "collection", "list_articles")
    assert status == 200
    found = json.loads(text)
    assert [line["id"] for line in found["lines"]] == [line.id for line in samples.listing().lines]
    assert found["total"] == samples.size


@pytest.mark.parametrize("request_", [None, [], {}, "x"])
def test_what_was_refused_is_told_whatever_is_sent(address, request_):
    status, _, text = call_page(address, request_, "collection", "list_refused")
    assert (status, json.loads(text)["total"]) == (200, 0)


@pytest.mark.parametrize(
    ("component", "name"),
    [("reader", "list_articles"), ("collection", "get_article"), ("answers", "list_refused")],
)
def test_a_component_has_its_own_functions_only(address, component, name):
    assert call_page(address, {}, component, name)[0] == 404


def test_no_other_function_of_a_component_can_be_called(address):
    body = {"data": None, "component_id": 1, "fn_name": "__init__", "session_hash": "stranger"}
    assert fetch(f"{address}/gradio_api/component_server", body)[0] >= 400


@pytest.mark.parametrize(
    ("path", "body", "headers", "status"),
    [
        ("/", None, {}, 200),
        ("/gradio_api/upload", b"x", {}, 404),
        ("/gradio_api/deep_link?session_hash=a", None, {}, 404),
        ("/?deep_link=a", None, {}, 404),
        ("/gradio_api/file=/etc/passwd", None, {}, 404),
        ("/openapi.json", None, {}, 404),
        ("/gradio_api/queue/join", b" " * 70_000, {}, 413),
        ("/gradio_api/queue/join", {}, {"Origin": "https://evil.example"}, 403),
        ("/", None, {"Host": "evil.example"}, 400),
    ],
)
def test_the_guard_stands_before_the_server(address, path, body, headers, status):
    assert fetch(address + path, body, **headers)[0] == status


def test_every_page_carries_the_security_policy(address):
    headers = fetch(address)[1]
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


def test_no_history_and_no_page_of_figures_is_kept(address):
    _, _, config = fetch(f"{address}/config")
    settings = json.loads(config)
    assert not settings.get("run_history")
    assert not settings.get("footer_links")
    assert settings["analytics_enabled"] is False
    assert fetch(f"{address}/monitoring/summary")[0] == 404


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http"])
def test_a_number_that_is_no_port_is_refused_before_anything_is_opened(port, capsys):
    with pytest.raises(SystemExit) as caught:
        app.main(["--port", port])
    assert caught.value.code == 2
    assert "--port" in capsys.readouterr().err


def test_a_missing_index_is_one_clear_line_and_its_exit_code(tmp_path, capsys):
    with pytest.raises(qa.NewsError) as caught:
        qa.Pipeline.open(tmp_path / "none")
    assert app.main(["--index", str(tmp_path / "none")]) == caught.value.exit_code
    shown = capsys.readouterr()
    assert shown.err == f"error: {caught.value}\n"
    assert "Traceback" not in shown.err + shown.out


@contextlib.contextmanager
def running(*arguments, cwd):
    """The program itself, with its own Python; it never outlives the block."""
    command = [sys.executable, str(ROOT / "app.py"), *arguments]
    with subprocess.Popen(
        command,
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(
            signal.SIGINT, signal.SIG_DFL
        ),  # a shell's background job ignores it
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_taken_port_is_one_clear_line(samples_index):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with running("--port", str(port), cwd=samples_index.parent) as process:
            _, stderr = process.communicate(timeout=STARTING)
    assert process.returncode == 1
    assert f"port {port} cannot be had" in stderr
    assert "Traceback" not in stderr


def test_without_an_index_it_says_samples_warns_of_an_open_port_and_ends_on_ctrl_c(samples_index):
    port = free_port()
    with running("--host", "0.0.0.0", "--port", str(port), cwd=samples_index.parent) as process:
        lines = [process.stdout.readline() for _ in range(3)]
        status = fetch(f"http://127.0.0.1:{port}/", Host="news.example.org")[0] if lines[-1] else None
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=STARTING)
    assert "Traceback" not in stdout + stderr
    assert "invented" in lines[0]
    assert "anyone who can reach port" in lines[1]
    assert f"http://0.0.0.0:{port}" in lines[2]
    assert status == 200
    assert process.returncode == 0
