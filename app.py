"""The chat in a browser: Gradio carries questions and answers, the files of ``qa/page`` draw them.

Answers and articles are two HTML components whose template never changes and whose text is set as text: what
an article says is never read as markup, neither here nor in the browser. Whatever a page can call, a stranger
can call, so every value from outside goes through ``qa.page.view`` first.
"""

from __future__ import annotations

import argparse
import logging
import os
import secrets
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
from qa.page import STYLE, part, view  # noqa: E402
from qa.page.guard import Guard, names_of  # noqa: E402

DEFAULT_INDEX = "articles.index"
SAMPLES_NOTE = "Sample articles (invented)"
AT_ONCE = 2  # answers at a time: each of them keeps both cores of a small machine busy
WAITING = 60  # questions in line; further ones are refused at once
EXAMPLES = 4  # questions to try: as many as a phone shows without scrolling
GONE = "This article is no longer in the collection."
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

logger = logging.getLogger(__name__)


def build_app(pipeline: qa.Pipeline, note: str = "") -> gr.Blocks:
    """The page and its API over one pipeline.

    :param note: a remark on all articles, shown at the top of the page
    """
    page = _Page(pipeline, note)

    def get_article(request: Any) -> dict[str, Any]:  # noqa: ANN401  Gradio marks functions; methods take no mark
        return page.open_article(request)

    quietly: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    with gr.Blocks(
        title="On the Record", fill_height=True, fill_width=True, analytics_enabled=False
    ) as blocks:
        with gr.Row(elem_id="room"):
            answers = gr.HTML(
                page.start(),
                html_template=part("answer.html"),
                js_on_load=part("dom.js", "answer.js", "composer.js"),
                apply_default_css=False,
                elem_id="answers",
            )
            gr.HTML(
                html_template=part("reader.html"),
                js_on_load=part("dom.js", "reader.js"),
                server_functions=[get_article],
                apply_default_css=False,
                elem_id="reader",
            )
        answering = answers.ask(
            page.take_question,
            None,
            answers,
            concurrency_limit=AT_ONCE,
            concurrency_id="ask",
            trigger_mode="multiple",  # the page itself asks one question at a time
            **quietly,
        )
        answering.failure(page.not_taken, None, answers, queue=False, **quietly)
        answers.stop(None, None, None, cancels=[answering], queue=False, **quietly)
        blocks.load(page.start, None, answers, queue=False, **quietly)
        gr.api(page.ask, api_name="ask", concurrency_limit=AT_ONCE, concurrency_id="ask")
        gr.api(page.article, api_name="article", concurrency_limit=AT_ONCE)
    blocks.queue(max_size=WAITING)
    return blocks


class _Page:
    """What the browser and other programs can call."""

    def __init__(self, pipeline: qa.Pipeline, note: str) -> None:
        self._pipeline, self._note = pipeline, note
        self._examples: tuple[int, list[str]] = (-1, [])  # size of the collection they were taken from

    def start(self) -> dict[str, Any]:
        """What the page shows before the first question."""
        size = self._pipeline.size
        if size != self._examples[0]:  # to look for them takes answers: not for every visitor anew
            self._examples = (size, self._pipeline.examples(EXAMPLES))
        return {"collection": self._collection(), "examples": self._examples[1]}

    def take_question(self, event: gr.EventData) -> Iterator[dict[str, Any]]:
        """One turn of the conversation, as it comes."""
        asked = view.read_asked(event._data)  # as sent: it may be anything
        try:
            yield self._turn(view.searching(asked, self._pipeline.size))
            for turn in view.answering(asked, self._pipeline.ask(asked.question)):
                yield self._turn(turn)
        except Exception:
            reference = _reference()
            logger.exception("Question failed (reference %s)", reference)
            text = f"The question could not be answered. Reference for whoever runs this page: {reference}."
            yield {"turn": view.failed(asked, text)}

    def not_taken(self) -> dict[str, Any]:
        """The turn of a question that found no place in line."""
        text = "Too many questions are waiting, or the connection was lost. Try again in a moment."
        return {"turn": view.failed(view.Asked(None, ""), text)}

    def open_article(self, request: Any) -> dict[str, Any]:  # noqa: ANN401  anything can be sent
        """An article for the reader, with the places to mark."""
        opened = view.read_opened(request)
        try:
            return view.opened_article(self._pipeline.article(opened.article_id), opened.marks)
        except KeyError:
            return view.unavailable(GONE)
        except Exception:
            reference = _reference()
            logger.exception("Article failed (reference %s)", reference)
            text = f"The article could not be opened. Reference for whoever runs this page: {reference}."
            return view.unavailable(text)

    def ask(self, question: str) -> dict[str, Any]:
        """Answers a question with quotations from the articles, cut at exact offsets."""
        try:
            return qa.to_dict(self._pipeline.ask(view.usable(question)))
        except Exception as err:
            raise _refusal("The question could not be answered") from err

    def article(self, article_id: str) -> dict[str, Any]:
        """Gives the article that a quotation's offsets refer to."""
        try:
            return view.article_record(self._pipeline.article(view.usable(article_id)))
        except KeyError as err:
            raise gr.Error(GONE, print_exception=False) from err
        except Exception as err:
            raise _refusal("The article could not be opened") from err

    def _collection(self) -> dict[str, Any]:
        return view.collection(self._pipeline.size, self._note)

    def _turn(self, turn: dict[str, Any]) -> dict[str, Any]:
        return {"collection": self._collection(), "turn": turn}


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


def _reference() -> str:
    return secrets.token_hex(4)


def _refusal(what: str) -> gr.Error:
    reference = _reference()
    logger.exception("%s (reference %s)", what, reference)
    return gr.Error(f"{what}. Reference: {reference}.", print_exception=False)


if __name__ == "__main__":
    sys.exit(main())
