"""The page in a real Chromium, over a real server, the real pipeline and the sample articles."""

import asyncio
import json
import os
import re
import shutil
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import app
import qa
from index import Record, build_index, open_source
from qa.page.desk import EXAMPLES
from tests.qa.making import Given

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000  # milliseconds for one step of a page on a busy machine
OUTPUT = Path(__file__).parent / "output"
README_PICTURE = Path(app.__file__).parent / "docs" / "answer.png"
FLAGSHIP = "What did Vessaria say?"
UNANSWERABLE = "How do I make sourdough bread rise in a cold kitchen?"
DESKTOP, PHONE, SMALL = (1280, 800), (390, 844), (320, 640)
COPIED = "What did Pavo Renschel say?"  # a story that three of the samples print
FINAL = ":is([data-state=done], [data-state=none], [data-state=error], [data-state=stopped])"

pytestmark = [
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium in PATH (chromium, chromium-browser, google-chrome)"
    ),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:starlette"),
]


class Gated:
    """The real pipeline behind a gate, so that a test can act while an answer is under way, or breaks."""

    def __init__(self, pipeline):
        self.pipeline = pipeline
        self.gate = threading.Event()
        self.gate.set()
        self.error = None

    def __getattr__(self, name):
        return getattr(self.pipeline, name)

    def ask(self, question):
        self.gate.wait(30)
        if self.error:
            raise self.error
        return self.pipeline.ask(question)


def serve(pipeline, note=""):
    """Blocks and address of a running page."""

    async def start():  # inside a running event loop: outside of one Gradio opens loops that it never closes
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        blocks = app.build_app(pipeline, note)
        return blocks, app.serve(blocks, port=port)

    with ThreadPoolExecutor(1) as thread:  # Playwright keeps an event loop running in this one
        return thread.submit(asyncio.run, start()).result()


@pytest.fixture(scope="module")
def samples(samples):
    return Gated(samples)


@pytest.fixture(scope="module")
def address(samples):
    blocks, address = serve(samples, app.SAMPLES_NOTE)
    yield address
    blocks.close(verbose=False)


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, headless=True)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, address, samples):
    """Opens pages; afterwards none of them has asked another host for anything or reported an error."""
    contexts, outside, errors = [], [], []

    def open_page(size=DESKTOP, url=address, **options):
        width, height = size
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on(
            "request", lambda request: outside.append(request.url) if is_outside(request.url, url) else None
        )
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        page.wait_for_selector(".start:visible")
        return page

    yield open_page
    samples.gate.set()
    samples.error = None
    for context in contexts:
        context.close()
    assert outside == []
    assert errors == []


def is_outside(url, home):
    return not url.startswith((home + "/", "data:", "blob:"))


def send(page, question):
    page.fill("#question", question)
    page.keyboard.press("Enter")


def ask(page, question):
    count = page.locator(".turn").count() + 1
    send(page, question)
    page.wait_for_selector(f".turn:nth-child({count}){FINAL}")
    return page.locator(".turn").last


def open_first(page):
    """Presses the first number; waits until its quotation is marked."""
    page.locator(".number").first.click()
    page.wait_for_selector("mark.cited")


def picture(page, name):
    OUTPUT.mkdir(exist_ok=True)
    page.screenshot(path=OUTPUT / f"{name}.png")


def marked(page):
    return "".join(page.locator("mark.cited").all_text_contents())


def without_line_ends(text):
    return text.replace("\n", "")


def contrast(page, selector):
    """Ratio of the luminances of a text and of the page, as WCAG 2 defines it."""
    colours = page.evaluate(
        """selector => [document.querySelector(selector), document.querySelector(".chat")]
            .map((node, n) => getComputedStyle(node)[n ? "backgroundColor" : "color"])""",
        selector,
    )
    light = []
    for colour in colours:
        shares = [int(each) / 255 for each in re.findall(r"\d+", colour)[:3]]
        linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares]
        light.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(light) + 0.05) / (min(light) + 0.05)


def sideways(page):
    """How far the page and what scrolls in it reach beyond the window."""
    return page.evaluate("""
        () => Math.max(...["html", ".conversation", ".printed", ".heading"]
            .map((name) => document.querySelector(name))
            .map((node) => node.scrollWidth - node.clientWidth))
    """)


def test_the_first_page_tells_what_there_is_and_what_to_ask(visit, samples):
    page = visit()
    assert page.title() == "On the Record"
    top = page.locator(".top").inner_text()
    assert f"{samples.size} articles" in top
    assert "Sample articles (invented)" in top
    assert page.locator(".example").all_text_contents() == samples.examples(EXAMPLES)
    picture(page, "start")


def test_an_example_is_asked_when_it_is_pressed(visit):
    page = visit()
    example = page.locator(".example").first
    question = example.text_content()
    example.click()
    page.wait_for_selector(".turn" + FINAL)
    assert page.locator(".turn .question").text_content() == question
    assert page.locator(".turn").get_attribute("data-state") == "done"


def test_every_quotation_on_the_screen_is_printed_in_its_article(visit, samples):
    page = visit()
    turn = ask(page, FLAGSHIP)
    picture(page, "answer")
    shown = dict(
        zip(
            turn.locator(".number").all_text_contents(),
            turn.locator(".words").all_text_contents(),
            strict=True,
        )
    )
    expected = {
        str(each["n"]): each["exact"] for each in qa.to_dict(samples.pipeline.ask(FLAGSHIP))["citations"]
    }
    assert shown == expected
    assert shown
    for citation in samples.pipeline.ask(FLAGSHIP).citations:
        article = samples.article(citation.quote.article.id)
        assert shown[str(citation.number)] in article.text


def test_every_quotation_says_where_it_was_printed(visit, samples):
    turn = ask(visit(), FLAGSHIP)
    captions = turn.locator("figcaption").all_inner_texts()
    articles = samples.pipeline.ask(FLAGSHIP).articles
    assert len(captions) == len(articles)
    for caption, article in zip(captions, articles, strict=True):
        assert article.title in caption
        assert article.publisher in caption
        assert all(author in caption for author in article.authors)


def test_a_number_opens_the_whole_article_with_the_quotation_marked_in_view(visit, samples):
    page = visit()
    ask(page, FLAGSHIP)
    words = page.locator(".words").first.text_content()
    open_first(page)
    picture(page, "reader")
    first = samples.pipeline.ask(FLAGSHIP).citations[0].quote
    assert page.locator(".printed article").evaluate("node => node.textContent") == first.article.text
    assert without_line_ends(marked(page)) == without_line_ends(words) == without_line_ends(first.text)
    assert page.locator(".heading h2").text_content() == first.article.title
    mark, printed = page.locator("mark.cited").first.bounding_box(), page.locator(".printed").bounding_box()
    assert printed["y"] <= mark["y"] < printed["y"] + printed["height"] - 20


def test_other_quotations_of_the_article_are_marked_faintly(visit, samples):
    answer = samples.pipeline.ask(FLAGSHIP)
    same = [
        each for each in answer.citations if each.quote.article.id == answer.citations[0].quote.article.id
    ]
    page = visit()
    ask(page, FLAGSHIP)
    open_first(page)
    faint = without_line_ends("".join(page.locator("mark.also-cited").all_text_contents()))
    assert faint == without_line_ends(
        "".join(each.quote.text for each in sorted(same[1:], key=lambda each: each.quote.span))
    )


def copied(samples):
    """A quotation that other samples print too."""
    return next(each for each in samples.pipeline.ask(COPIED).citations if each.also)


def test_a_story_printed_by_several_is_quoted_once_and_lists_the_others_when_that_is_pressed(visit, samples):
    page = visit()
    turn = ask(page, COPIED)
    wanted = copied(samples)
    quotation = turn.locator(f".quotation:has(.number[data-n='{wanted.number}'])")
    more, listed = quotation.locator(".more"), quotation.locator(".also")
    assert more.text_content() == f"also in {len(wanted.also)} others"
    assert (more.get_attribute("aria-expanded"), listed.is_visible()) == ("false", False)
    assert listed.get_attribute("id") == more.get_attribute("aria-controls")
    more.focus()
    page.keyboard.press("Enter")
    assert (more.get_attribute("aria-expanded"), listed.is_visible()) == ("true", True)
    for line, other in zip(listed.locator("li").all_inner_texts(), wanted.also, strict=True):
        article = other.article
        day = f"{article.published.day} {article.published:%B %Y}"
        assert line.split("\n") == [article.title, f"{article.publisher} · {day}"]
    picture(page, "copies")
    assert [each.text_content() for each in turn.locator(".words").all()].count(wanted.quote.text) == 1
    page.keyboard.press("Space")
    assert (more.get_attribute("aria-expanded"), listed.is_visible()) == ("false", False)


def test_each_copy_opens_at_the_words_where_it_printed_them(visit, samples):
    page = visit()
    ask(page, COPIED)
    wanted = copied(samples)
    quotation = page.locator(f".quotation:has(.number[data-n='{wanted.number}'])")
    quotation.locator(".more").click()
    for position, other in enumerate(wanted.also):
        title = quotation.locator(".also .title").nth(position)
        title.click()
        page.wait_for_function(
            "title => document.querySelector('.heading h2')?.textContent === title", arg=other.article.title
        )
        assert without_line_ends(marked(page)) == without_line_ends(other.text)
        assert page.locator(".printed article").evaluate("node => node.textContent") == other.article.text
        assert page.locator(".bar .place").text_content().endswith("also printed here")
    picture(page, "copies-reader")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == wanted.also[-1].article.title


def test_from_a_copy_the_arrows_lead_to_the_other_quotations(visit, samples):
    page = visit()
    ask(page, COPIED)
    wanted = copied(samples)
    quotation = page.locator(f".quotation:has(.number[data-n='{wanted.number}'])")
    quotation.locator(".more").click()
    quotation.locator(".also .title").first.click()
    page.wait_for_selector("mark.cited")
    page.locator(".previous").click()
    before = samples.pipeline.ask(COPIED).citations[wanted.number - 2].quote
    page.wait_for_function(
        "title => document.querySelector('.heading h2')?.textContent === title", arg=before.article.title
    )
    assert without_line_ends(marked(page)) == without_line_ends(before.text)
    assert "also" not in page.locator(".bar .place").text_content()


def test_a_story_that_nobody_copies_has_no_list(visit, samples):
    answer = samples.pipeline.ask(FLAGSHIP)
    turn = ask(visit(), FLAGSHIP)
    assert turn.locator(".more").count() == sum(bool(each.also) for each in answer.citations)
    assert any(not each.also for each in answer.citations)


@pytest.fixture(scope="module")
def paginated(tmp_path_factory):
    """Address of a page over an article of two pages that was updated."""
    first, second = "Mayor Quill opened the meeting in Plimmeth.", "Mayor Quill said that the bridge is safe."
    record = Record(
        "council.pdf",
        f"{first}\n\n{second}",
        "Minutes of Plimmeth",
        published="2025-03-03",
        updated="2025-03-09",
        pages=(0, len(first) + 2),
    )
    folder = tmp_path_factory.mktemp("paginated") / "paginated.index"
    build_index(Given(record), folder)
    with qa.Pipeline.open(folder) as pipeline:
        blocks, address = serve(pipeline)
        yield address
        blocks.close(verbose=False)


def test_a_quotation_of_a_paginated_file_says_its_page_and_the_reader_when_it_was_updated(visit, paginated):
    page = visit(url=paginated)
    turn = ask(page, "What did Mayor Quill say about the bridge?")
    pages = dict(
        zip(
            turn.locator(".words").all_text_contents(), turn.locator(".page").all_text_contents(), strict=True
        )
    )
    assert pages["Mayor Quill said that the bridge is safe."] == "Page 2"
    open_first(page)
    picture(page, "paginated")
    assert page.locator(".provenance").inner_text() == "3 March 2025 · updated 9 March 2025"


def test_escape_closes_the_reader_and_the_number_has_the_focus_again(visit):
    page = visit()
    ask(page, FLAGSHIP)
    page.locator(".number").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.cited")
    assert page.evaluate("document.activeElement.className") == "printed"
    assert page.locator(".number[aria-current]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".reader").is_hidden()
    assert page.evaluate("document.activeElement.className + document.activeElement.dataset.n") == "number1"
    assert page.locator(".number[aria-current]").count() == 0


def test_arrow_keys_step_through_the_quotations(visit):
    page = visit()
    ask(page, FLAGSHIP)
    words = page.locator(".words").all_text_contents()
    open_first(page)
    for shown in [words[1], words[0]]:
        page.keyboard.press("ArrowRight" if shown == words[1] else "ArrowLeft")
        page.wait_for_function(
            "words => [...document.querySelectorAll('.cited')].map(n => n.textContent).join('') === words",
            arg=without_line_ends(shown),
        )
    assert page.locator(".previous").is_disabled()


def test_a_slash_focuses_the_box_and_is_not_written_into_it(visit):
    page = visit()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "question"
    assert page.input_value("#question") == ""


def test_what_is_not_in_the_articles_is_said_so(visit, samples):
    turn = ask(visit(), UNANSWERABLE)
    picture(turn.page, "none")
    assert turn.locator("h3").text_content() == "Not in these articles"
    answer = samples.pipeline.ask(UNANSWERABLE)
    assert turn.locator(".card > p").text_content() == answer.reason.text
    assert turn.locator(".item > .groups .words").count() == 0
    assert turn.locator(".related .words").count() == len(answer.related)


def test_a_blank_question_is_not_asked(visit):
    page = visit()
    send(page, "  \n ")
    assert page.locator(".turn").count() == 0


def test_a_new_question_stands_at_the_top_of_the_view(visit):
    page = visit()
    ask(page, FLAGSHIP)
    turn = ask(page, UNANSWERABLE)
    page.wait_for_function(
        "() => { const top = (name) => document.querySelector(name).getBoundingClientRect().top;"
        " return Math.abs(top('.turn:last-child') - top('.conversation')) < 2; }"
    )
    assert turn.locator(".question").is_visible()


def test_what_is_typed_while_an_answer_comes_is_kept_and_not_sent(visit, samples):
    page = visit()
    samples.gate.clear()
    send(page, FLAGSHIP)
    page.wait_for_selector(".status:has-text('Searching')")
    page.keyboard.type("and what did Irravand")
    page.keyboard.press("Enter")
    samples.gate.set()
    page.keyboard.type(" say?")
    page.wait_for_selector(".turn[data-state=done]")
    assert page.input_value("#question") == "and what did Irravand say?"
    assert page.locator(".turn").count() == 1


def test_stop_ends_the_turn_and_a_late_answer_changes_nothing(visit, samples):
    page = visit()
    samples.gate.clear()
    send(page, FLAGSHIP)
    page.wait_for_selector(f".status:has-text('{samples.size} articles')")
    page.locator(".stop").click()
    assert page.locator(".turn").get_attribute("data-state") == "stopped"
    samples.gate.set()
    page.locator(".again").click()
    page.wait_for_selector(".turn:nth-child(2)[data-state=done]")
    assert page.locator(".turn").first.locator(".words").count() == 0
    assert page.locator(".turn").first.get_attribute("data-state") == "stopped"


def test_an_error_shows_a_reference_and_no_details_and_can_be_tried_again(visit, samples):
    page = visit()
    samples.error = OSError("/secret/place is gone")
    turn = ask(page, FLAGSHIP)
    picture(page, "error")
    assert turn.get_attribute("data-state") == "error"
    assert "Reference" in turn.locator(".card").inner_text()
    assert "secret" not in page.content()
    samples.error = None
    turn.locator(".again").click()
    page.wait_for_selector(".turn:nth-child(2)[data-state=done]")


def test_a_question_that_finds_no_place_in_line_says_so(browser, samples, monkeypatch):
    monkeypatch.setattr(app, "WAITING", 1)
    blocks, address = serve(samples)
    context = browser.new_context()
    samples.gate.clear()
    pages = [context.new_page() for _ in range(app.AT_ONCE + 2)]
    for page in pages:  # as many as are answered at once, one that waits in line, one too many
        page.goto(address)
        page.wait_for_selector(".start:visible")
        send(page, FLAGSHIP)
        page.wait_for_timeout(300)
    pages[-1].wait_for_selector(".turn[data-state=error]")
    assert "Too many questions" in pages[-1].locator(".card").inner_text()
    samples.gate.set()
    for page in pages[:-1]:
        page.wait_for_selector(".turn[data-state=done]")
    context.close()
    blocks.close(verbose=False)


EVIL = [
    "${window.PWN=1}",
    '<img src=x onerror="window.PWN=1">',
    "{{value}} {{#each x}}",
    "`;window.PWN=1;`",
    "[x](javascript:window.PWN=1) **b** $x^2$",
    "C:\\new\\table \\u0041 \\",
    "سؤال: 😀 «ok».",
]


@pytest.mark.parametrize("question", EVIL)
def test_a_question_is_shown_as_typed_and_does_nothing(visit, question):
    turn = ask(visit(), question)
    assert turn.locator(".question").text_content() == question
    assert turn.page.evaluate("window.PWN") is None


def hostile_record(number, evil):
    town = f"Plimmeth{number}"
    text = f"😀😀 It rained.\n\nMayor Quill of {town} said “{evil} is safe” today.\n\nThe end."
    return {
        "id": f"{number}",
        "title": f"Title {number} {evil}",
        "text": text,
        "author": f"A {evil}",
        "publisher": evil,
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A pipeline over articles that try to be more than text, and the address of its page."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = (json.dumps(hostile_record(*each), ensure_ascii=False) for each in enumerate(EVIL))
    (folder / "evil.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build_index(open_source([folder / "evil.jsonl"]), folder / "evil.index")
    with qa.Pipeline.open(folder / "evil.index") as pipeline:
        blocks, address = serve(pipeline)
        yield pipeline, address
        blocks.close(verbose=False)


@pytest.mark.parametrize("number", range(len(EVIL)))
def test_an_article_is_shown_as_printed_and_does_nothing(visit, hostile, number):
    pipeline, address = hostile
    question = f"Is Mayor Quill of Plimmeth{number} safe today?"
    page = visit(url=address)
    turn = ask(page, question)
    citations = pipeline.ask(question).citations
    wanted = next(each for each in citations if f"Plimmeth{number} said" in each.quote.text)
    position = [each.number for each in citations].index(wanted.number)
    assert wanted.quote.text in turn.locator(".words").all_text_contents()
    turn.locator(f'.number[data-n="{citations[position].number}"]').click()
    page.wait_for_selector("mark.cited")
    assert page.locator(".printed article").evaluate("node => node.textContent") == wanted.quote.article.text
    assert marked(page) == wanted.quote.text
    assert page.locator(".heading h2").text_content() == wanted.quote.article.title
    assert page.evaluate("window.PWN") is None
    assert page.locator(".chat img, .reader img, .reader a").count() == 0


@pytest.mark.parametrize("size", [PHONE, SMALL])
def test_nothing_reaches_beyond_a_small_screen(visit, size):
    page = visit(size)
    ask(page, FLAGSHIP)
    assert sideways(page) <= 0
    picture(page, f"phone-{size[0]}")
    open_first(page)
    assert sideways(page) <= 0
    picture(page, f"phone-{size[0]}-reader")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_of_copies_fits_a_small_screen_and_can_be_read_in_light_and_dark(visit, scheme):
    page = visit(SMALL, color_scheme=scheme)
    ask(page, COPIED)
    page.locator(".more").first.click()
    page.locator(".also").first.scroll_into_view_if_needed()
    picture(page, f"copies-{SMALL[0]}-{scheme}")
    assert sideways(page) <= 0
    assert page.locator(".more").first.bounding_box()["height"] >= 24
    for selector in (".more", ".also li", ".also .title"):
        assert contrast(page, selector) >= 4.5, selector
    page.locator(".also .title").first.click()
    page.wait_for_selector("mark.cited")
    picture(page, f"copies-{SMALL[0]}-{scheme}-reader")
    assert sideways(page) <= 0


def test_back_closes_the_sheet_of_a_phone_and_keeps_the_conversation(visit):
    page = visit(PHONE)
    ask(page, FLAGSHIP)
    open_first(page)
    assert page.locator(".reader").get_attribute("role") == "dialog"
    assert page.locator(".chat").evaluate("node => node.inert")
    page.go_back()
    page.locator(".reader").wait_for(state="hidden")
    assert page.locator(".turn").count() == 1
    assert page.evaluate("document.activeElement.className") == "number"
    assert not page.locator(".chat").evaluate("node => node.inert")


def test_closing_the_sheet_leaves_no_step_behind_in_the_history(visit):
    page = visit(PHONE)
    ask(page, FLAGSHIP)
    open_first(page)
    page.locator(".close").click()
    page.wait_for_function("!history.state || !history.state.reader")
    assert page.locator(".reader").is_hidden()


def test_light_and_dark_follow_the_system(visit):
    papers = []
    for scheme in ["light", "dark"]:
        page = visit(color_scheme=scheme)
        ask(page, FLAGSHIP)
        open_first(page)
        picture(page, f"reader-{scheme}")
        papers.append(page.locator(".chat").evaluate("node => getComputedStyle(node).backgroundColor"))
    assert papers == ["rgb(255, 255, 255)", "rgb(21, 24, 28)"]


def test_every_control_has_a_name_and_the_status_is_told_once(visit, samples):
    page = visit()
    ask(page, FLAGSHIP)
    open_first(page)
    names = page.locator("button:visible, textarea:visible, a:visible").evaluate_all(
        "nodes => nodes.map(node => node.ariaLabel || node.textContent.trim() || node.labels[0].textContent)"
    )
    assert all(names)
    assert page.locator("[role=status]:not(:empty)").count() == 1
    assert samples.pipeline.ask(FLAGSHIP).headline in page.locator("[role=status]:not(:empty)").text_content()
    assert page.locator("main").count() == 1
    assert page.locator("h1:visible").count() == 1
    assert page.locator("figure blockquote").count() == page.locator("figure .number").count()


def test_the_policy_stops_the_page_from_reaching_another_host(browser, address):
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    refused = page.evaluate("fetch('http://127.0.0.2:1/').then(() => 'reached', error => error.name)")
    blocked = page.evaluate("""
        new Promise((resolve) => {
            document.addEventListener("securitypolicyviolation", (event) => resolve(event.blockedURI));
            new Image().src = "http://127.0.0.2:1/x.png";
        })
    """)
    context.close()
    assert refused == "TypeError"
    assert blocked.startswith("http://127.0.0.2:1/")


@pytest.mark.skipif(
    not os.environ.get("README_PICTURE"), reason="set README_PICTURE=1 to draw the README's picture"
)
def test_draw_the_picture_of_the_readme(visit):
    page = visit((1280, 760))
    ask(page, FLAGSHIP)
    open_first(page)
    README_PICTURE.parent.mkdir(exist_ok=True)
    page.screenshot(path=README_PICTURE)
