"""The chat in a browser: Gradio carries questions and answers, the files of ``qa/page`` draw them.

Answers and articles are two HTML components whose template never changes and whose text is set as text: what
an article says is never read as markup, neither here nor in the browser. Whatever a page can call, a stranger
can call, so every value from outside goes through ``qa.page.view`` first.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

# Gradio and the model hub read these when first imported: nothing is told to anyone, nothing looked up.
for _setting, _value in {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
}.items():
    os.environ.setdefault(_setting, _value)

import gradio as gr  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402

import qa  # noqa: E402
from qa.page import STYLE, part  # noqa: E402
from qa.page.desk import Desk, Refused  # noqa: E402
from qa.page.guard import Guard, names_of  # noqa: E402

DEFAULT_INDEX = "articles.index"
SAMPLES_NOTE = "Sample articles (invented)"
AT_ONCE = 2  # answers at a time: each of them keeps both cores of a small machine busy
WAITING = 60  # questions in line; further ones are refused at once
THEME = gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
HEAD = '<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">'

LAUNCH: dict[
    str, Any
] = {  # no telemetry, no history kept in the browser, no page of figures, no details of errors
    "theme": THEME,
    "css_paths": [STYLE],
    "head": HEAD,
    "footer_links": [],
    "run_history": False,
    "enable_monitoring": False,
    "show_error": False,
    "ssr_mode": False,
    "pwa": False,
    "share": False,
    "mcp_server": False,
    "allowed_paths": None,
    "state_session_capacity": 500,  # Gradio's own 10,000 would let visitors fill the memory
    "quiet": True,
}


def build_app(pipeline: qa.Pipeline, note: str = "") -> gr.Blocks:
    """The page and its API over one pipeline.

    :param note: a remark on all articles, shown at the top of the page
    """
    desk = Desk(pipeline, note)
    page = _Page(desk)

    quietly: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    with gr.Blocks(
        title="On the Record", fill_height=True, fill_width=True, analytics_enabled=False
    ) as blocks:
        answers = _room(desk)
        answering = answers.ask(
            page.take_question,
            None,
            answers,
            concurrency_limit=AT_ONCE,
            concurrency_id="ask",
            trigger_mode="multiple",  # the page itself asks one question at a time
            **quietly,
        )
        answering.failure(desk.not_taken, None, answers, queue=False, **quietly)
        answers.stop(None, None, None, cancels=[answering], queue=False, **quietly)
        blocks.load(desk.start, None, answers, queue=False, **quietly)
        gr.api(page.ask, api_name="ask", concurrency_limit=AT_ONCE, concurrency_id="ask")
        gr.api(page.article, api_name="article", concurrency_limit=AT_ONCE)
        gr.api(page.statements, api_name="statements", concurrency_limit=AT_ONCE)
    blocks.queue(max_size=WAITING)
    return blocks


def _room(desk: Desk) -> gr.HTML:
    """The answers, beside them the collection, the ledger and the reader, which ask for what they show."""

    # Gradio marks the functions of a component; methods take no mark.
    def get_article(request: Any) -> dict[str, Any]:  # noqa: ANN401
        return desk.open_article(request)

    def list_articles(request: Any) -> dict[str, Any]:  # noqa: ANN401
        return desk.list_articles(request)

    def list_speakers(request: Any) -> dict[str, Any]:  # noqa: ANN401
        return desk.list_speakers(request)

    def list_statements(request: Any) -> dict[str, Any]:  # noqa: ANN401
        return desk.list_statements(request)

    def list_refused(_: Any) -> dict[str, Any]:  # noqa: ANN401  Gradio always gives what was sent
        return desk.list_refused()

    with gr.Row(elem_id="room"):
        answers = gr.HTML(
            desk.start(),
            html_template=part("answer.html"),
            js_on_load=part("dom.js", "answer.js", "composer.js"),
            apply_default_css=False,
            elem_id="answers",
        )
        gr.HTML(
            html_template=part("collection.html"),
            js_on_load=part("dom.js", "panel.js", "collection.js"),
            server_functions=[list_articles, list_refused],
            apply_default_css=False,
            elem_id="collection",
        )
        gr.HTML(
            html_template=part("ledger.html"),
            js_on_load=part("dom.js", "panel.js", "ledger.js"),
            server_functions=[list_speakers, list_statements],
            apply_default_css=False,
            elem_id="ledger",
        )
        gr.HTML(
            html_template=part("reader.html"),
            js_on_load=part("dom.js", "reader.js"),
            server_functions=[get_article],
            apply_default_css=False,
            elem_id="reader",
        )
    return answers


class _Page:
    """The desk, as Gradio calls it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def take_question(self, event: gr.EventData) -> Iterator[dict[str, Any]]:
        """One turn of the conversation, as it comes."""
        yield from self._desk.take_question(event._data)  # as sent: it may be anything

    def ask(self, question: str) -> dict[str, Any]:
        """Answers a question with quotations from the articles, cut at exact offsets."""
        with _told():
            return self._desk.ask(question)

    def article(self, article_id: str) -> dict[str, Any]:
        """Gives the article that a quotation's offsets refer to."""
        with _told():
            return self._desk.article(article_id)

    def statements(
        self,
        speaker: str = "",
        about: str = "",
        stance: str = "",
        since: str = "",
        until: str = "",
        tier: str = "",
        k: int = 50,
    ) -> list[dict[str, Any]]:
        """Gives what somebody is printed as saying: quotations, cut at exact offsets; nothing of others."""
        sent = {"speaker": speaker, "about": about, "stance": stance, "since": since, "until": until}
        with _told():
            return self._desk.statements(sent | {"tier": tier, "k": k})


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What is refused, as Gradio tells it to other programs."""
    try:
        yield
    except Refused as err:
        raise gr.Error(str(err), print_exception=False) from err


def serve(blocks: gr.Blocks, *, host: str = "127.0.0.1", port: int = 7860) -> str:
    """Begins to serve the page, in threads of its own; gives its address.

    :raises OSError: where the address cannot be had
    """
    name = f"[{host}]" if ":" in host else host  # as in an address; Gradio takes the brackets off again
    guard = {"middleware": [Middleware(Guard, hosts=names_of(host))], "openapi_url": None}
    blocks.launch(server_name=name, server_port=port, prevent_thread_lock=True, app_kwargs=guard, **LAUNCH)
    return f"http://{name}:{port}"


def main(argv: Sequence[str] | None = None) -> int:
    """Serves the chat until it is interrupted.

    :return: exit code: 0, that of the error met, or 1 where the address cannot be had
    """
    options = _options(argv)
    try:
        pipeline, note = _open(options.index)
    except qa.NewsError as err:
        print(f"error: {err}", file=sys.stderr)
        return err.exit_code
    blocks = build_app(pipeline, note)
    try:
        address = serve(blocks, host=options.host, port=options.port)
    except OSError:
        taken = (
            f"error: {options.host} port {options.port} cannot be had: is it taken? Choose another: --port N"
        )
        print(taken, file=sys.stderr)
        return 1
    if names_of(options.host) is None:
        print(f"Warning: anyone who can reach port {options.port} of this machine can read the articles.")
    print(f"{note or 'Articles'}: {address}  (Ctrl+C ends)", flush=True)
    blocks.block_thread()
    return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="app.py", description="Ask a collection of articles in a browser.")
    parser.add_argument(
        "--index", type=Path, metavar="DIR", help=f"an index; default: {DEFAULT_INDEX}, else samples"
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; default: %(default)s")
    parser.add_argument("--port", type=int, default=7860, help="default: %(default)s")
    options = parser.parse_args(argv)
    if not 0 < options.port < 1 << 16:
        parser.error(f"argument --port: {options.port} is no port: 1 to 65535 are")
    return options


def _open(folder: Path | None) -> tuple[qa.Pipeline, str]:
    chosen = folder or Path(DEFAULT_INDEX)
    if folder or chosen.exists():
        return qa.Pipeline.open(chosen), ""
    print(f"No {DEFAULT_INDEX} here: opening the sample articles, which are invented.", flush=True)
    return qa.open_samples(), SAMPLES_NOTE


if __name__ == "__main__":
    sys.exit(main())
