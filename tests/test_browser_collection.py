"""The list of the collection in a real Chromium: searched, ordered, read from, and what was refused."""

import json
import re
import threading
from pathlib import Path

import pytest

import qa
from index import build_index, open_source, remove_articles
from qa.page.catalogue import LINES
from tests import test_browser as page_tests
from tests.test_browser import DESKTOP, PHONE, SMALL, ask, contrast, open_first, picture, serve

pytestmark = page_tests.pytestmark
samples, address, browser, visit = (
    page_tests.samples,
    page_tests.address,
    page_tests.browser,
    page_tests.visit,
)
EVIL = '<img src=x onerror="window.PWN=1">'
ARABIC = "سؤال: 😀 «ok»."
AUTHORS = ["Ada Thorn", "Ben Oakes", "Cy Marl", "Dot Pell"]
PUBLISHERS = ["The Plimmeth Post", "Harbour Wire", f"Gazette {EVIL}"]
CALLS = re.compile("/component_server")
MANY = 2 * LINES + 10


def record(number):
    day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}" if number else None
    title = {0: "", 1: f"{EVIL} ${{window.PWN=1}} {{{{value}}}}", 2: ARABIC, 3: "Unbroken" * 40}.get(
        number, f"Ferry {number:03} is late"
    )
    return {
        "id": f"n{number}",
        "title": title,
        "text": f"Mayor Quill said that ferry {number} of Plimmeth is safe and sound on its way.",
        "author": AUTHORS[number % 4],
        "published": day,
        "publisher": PUBLISHERS[number % 3],
    }


def write(path, *records):
    path.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in records), encoding="utf-8")


class Watched:
    """The real pipeline; the list for a word can be held back, and can break."""

    def __init__(self, pipeline):
        self.pipeline = pipeline
        self.held, self.error = threading.Event(), None
        self.held.set()
        self.asked = []

    def __getattr__(self, name):
        return getattr(self.pipeline, name)

    def listing(self, words="", **how):
        self.asked.append((words, how["start"]))
        if words == "held":
            self.held.wait(30)
        if self.error:
            raise self.error
        return self.pipeline.listing(words, **how)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A pipeline over more articles than are listed at a time, and records that were refused; its address."""
    folder = tmp_path_factory.mktemp("many")
    articles = folder / "articles"
    articles.mkdir()
    write(articles / "a.jsonl", *(record(number) for number in range(MANY)))
    (articles / f"{EVIL}.jsonl".replace("/", "")).write_text("{no json\n", encoding="utf-8")
    (articles / "empty.jsonl").write_text('{"id": "x", "title": "No text"}\n', encoding="utf-8")
    (articles / f"{ARABIC}.html").write_text("<html></html>", encoding="utf-8")
    build_index(open_source([articles]), folder / "many.index")
    with qa.Pipeline.open(folder / "many.index") as pipeline:
        watched = Watched(pipeline)
        blocks, address = serve(watched)
        yield watched, address
        blocks.close(verbose=False)


@pytest.fixture
def crowd(many):
    """The same, as it was."""
    watched, address = many
    yield watched, address
    watched.held.set()
    watched.error = None


def open_list(page):
    page.locator(".listed").click()
    page.wait_for_selector(".catalogue .lines li")


def titles(page):
    return page.locator(".catalogue .lines .title").all_text_contents()


def focused(page, property_="className"):
    return page.evaluate(f"document.activeElement.{property_}")


def wait_for_lines(page, count):
    page.wait_for_function(f"() => document.querySelectorAll('.catalogue .lines li').length === {count}")


def announced(page):
    return page.locator(".catalogue [role=status]").text_content()


def sideways(page):
    return page.evaluate("""
        () => Math.max(...["html", ".catalogue .shelves", ".catalogue .bar"].map((name) => document.querySelector(name))
            .map((node) => node.scrollWidth - node.clientWidth))
    """)


def test_the_size_at_the_top_opens_the_list_of_all_articles_the_newest_first(visit, samples):
    page = visit()
    open_list(page)
    picture(page, "collection")
    expected = samples.listing(k=LINES)
    assert page.locator("h1:visible").text_content() == f"Collection · {samples.size} articles"
    assert titles(page) == [line.title for line in expected.lines]
    assert page.locator(".chat").is_hidden()
    assert focused(page, "id") == "wanted"
    assert announced(page) == f"{samples.size} articles listed"
    assert page.locator(".catalogue .further").is_hidden()
    assert page.locator(".refused").is_hidden()


def test_a_line_says_who_wrote_it_who_printed_it_when_and_how_often(visit, samples):
    page = visit()
    open_list(page)
    lines = page.locator(".catalogue .lines li").all_inner_texts()
    copied = 0
    for shown, line in zip(lines, samples.listing(k=LINES).lines, strict=True):
        assert all(name in shown for name in (line.title, line.publisher, *line.authors))
        assert line.published is None or f"{line.published.day} {line.published:%B %Y}" in shown
        assert f"{line.passages} passage" in shown
        others = f"also printed in {line.copies} other{'' if line.copies == 1 else 's'}"
        assert (others in shown) == bool(line.copies)
        copied += bool(line.copies)
    assert copied


def test_what_is_typed_is_searched_for_in_titles_authors_and_publishers(visit, crowd):
    watched, address = crowd
    page = visit(url=address)
    open_list(page)
    page.keyboard.type("harbour thorn")
    found = watched.pipeline.listing("harbour thorn", k=LINES)
    wait_for_lines(page, found.total)
    picture(page, "collection-search")
    assert titles(page) == [line.title for line in found.lines]
    assert 0 < found.total < MANY
    assert (
        page.locator(".catalogue .found").text_content() == announced(page) == f"{found.total} articles found"
    )
    assert page.locator(".catalogue .amount").text_content() == f"· {MANY} articles"
    assert len([words for words, _ in watched.asked if words]) < len("harbour thorn")


def test_a_search_that_finds_nothing_says_what_was_searched(visit, crowd):
    page = visit(url=crowd[1])
    open_list(page)
    page.fill("#wanted", "sourdough")
    wait_for_lines(page, 0)
    picture(page, "collection-nothing")
    assert (
        "No title, author or publisher has all of these words"
        in page.locator(".catalogue .notice").text_content()
    )
    assert announced(page) == page.locator(".catalogue .notice").text_content()
    page.fill("#wanted", "  ")
    wait_for_lines(page, LINES)
    assert page.locator(".catalogue .notice").is_hidden()
    assert page.locator(".catalogue .found").is_hidden()


@pytest.mark.parametrize("order", ["oldest", "title", "publisher", "newest"])
def test_the_order_is_the_one_that_was_chosen(visit, crowd, order):
    watched, address = crowd
    page = visit(url=address)
    open_list(page)
    page.select_option("#order", "title" if order == "newest" else "newest")
    page.select_option("#order", order)
    expected = [
        line.title or line.id.split("@")[0] for line in watched.listing(order=order, k=LINES, start=0).lines
    ]
    page.wait_for_function(
        "titles => [...document.querySelectorAll('.lines .title')].map(n => n.textContent).join() === titles.join()",
        arg=expected,
    )


def test_more_are_shown_when_asked_for_and_the_first_of_them_has_the_focus(visit, crowd):
    watched, address = crowd
    page = visit(url=address)
    open_list(page)
    assert len(titles(page)) == LINES
    assert page.locator(".catalogue .further").text_content() == f"Show more ({MANY - LINES} left)"
    page.locator(".catalogue .further").focus()
    page.keyboard.press("Enter")
    wait_for_lines(page, 2 * LINES)
    assert focused(page, "textContent") == titles(page)[LINES]
    assert announced(page) == f"{MANY} articles listed, {2 * LINES} shown"
    page.locator(".catalogue .further").click()
    wait_for_lines(page, MANY)
    assert page.locator(".catalogue .further").is_hidden()
    whole = watched.pipeline.listing(k=MANY).lines
    assert titles(page) == [line.title or line.id.split("@")[0] for line in whole]


def test_an_article_is_opened_from_the_list_without_a_quotation(visit, crowd):
    watched, address = crowd
    page = visit(url=address)
    open_list(page)
    page.locator(".catalogue .lines .title").nth(4).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".printed article")
    picture(page, "collection-reader")
    line = watched.pipeline.listing(k=LINES).lines[4]
    text = watched.article(line.id).text
    assert page.locator(".printed article").evaluate("node => node.textContent") == text
    assert page.locator(".heading h2").text_content() == line.title
    assert page.locator(".reader .place").text_content() == "From the collection"
    assert page.locator("mark").count() == 0
    assert page.locator(".previous, .next").evaluate_all("nodes => nodes.every((node) => node.hidden)")
    page.keyboard.press("ArrowRight")
    assert page.locator(".catalogue .lines [aria-current]").text_content() == line.title
    page.keyboard.press("Escape")
    assert page.locator(".reader").is_hidden()
    assert page.locator(".catalogue").is_visible()
    assert focused(page, "textContent") == line.title
    assert page.locator("[aria-current]").count() == 0


def test_after_an_article_of_the_list_a_number_steps_through_quotations_again(visit, samples):
    page = visit()
    open_list(page)
    page.locator(".catalogue .lines .title").first.click()
    page.wait_for_selector(".printed article")
    page.locator(".catalogue .leave").click()
    page.locator(".reader").wait_for(state="hidden")
    ask(page, page_tests.FLAGSHIP)
    open_first(page)
    assert page.locator(".next").is_enabled()
    assert page.locator(".reader .place").text_content().startswith("Quotation 1 of ")


def test_keys_alone_open_search_and_close_and_the_conversation_is_as_it_was(visit):
    page = visit((1280, 420))
    ask(page, page_tests.FLAGSHIP)
    page.locator("#question").fill("half a question")
    scrolled = "document.querySelector('.conversation').scrollTop"
    page.locator(".conversation").evaluate("node => node.scrollTop = 77")
    page.locator(".listed").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".catalogue .lines li")
    page.keyboard.press("Tab")
    assert focused(page, "id") == "order"
    page.keyboard.press("Tab")
    assert focused(page) == "title"
    page.keyboard.press("Escape")
    assert page.locator(".catalogue").is_hidden()
    assert focused(page) == "listed"
    assert page.evaluate(scrolled) == 77
    assert page.input_value("#question") == "half a question"
    assert page.locator(".turn[data-state=done]").count() == 1
    assert announced(page) == ""


def test_a_slash_in_the_search_is_a_slash(visit):
    page = visit()
    open_list(page)
    page.keyboard.type("a/b")
    assert page.input_value("#wanted") == "a/b"
    page.locator(".catalogue .leave").focus()
    page.keyboard.press("/")
    assert focused(page) == "leave"


def test_back_closes_the_list_and_closing_leaves_no_step_behind(visit):
    page = visit()
    before = page.evaluate("history.length")
    open_list(page)
    page.go_back()
    page.locator(".catalogue").wait_for(state="hidden")
    assert focused(page) == "listed"
    open_list(page)
    page.locator(".catalogue .leave").click()
    page.wait_for_function("!history.state || !history.state.listing")
    assert page.evaluate("history.length") == before + 1
    assert page.locator(".start").is_visible()


def test_on_a_phone_back_closes_the_article_first_and_then_the_list(visit):
    page = visit(PHONE, has_touch=True)
    open_list(page)
    assert focused(page, "id") == "catalogue-title"
    page.locator(".catalogue .lines .title").nth(2).click()
    page.wait_for_selector(".printed article")
    picture(page, "collection-phone-reader")
    assert page.locator(".catalogue").evaluate("node => node.inert")
    page.go_back()
    page.locator(".reader").wait_for(state="hidden")
    assert page.locator(".catalogue").is_visible()
    assert not page.locator(".catalogue").evaluate("node => node.inert")
    assert focused(page) == "title"
    page.go_back()
    page.locator(".catalogue").wait_for(state="hidden")
    assert focused(page) == "listed"


def test_after_a_reload_with_the_list_open_back_closes_the_list_all_the_same(visit):
    page = visit()
    open_list(page)
    page.reload()
    page.wait_for_selector(".start:visible")
    open_list(page)
    page.go_back()
    page.locator(".catalogue").wait_for(state="hidden")


def test_opening_the_list_closes_the_article_of_a_quotation(visit):
    page = visit()
    ask(page, page_tests.FLAGSHIP)
    open_first(page)
    open_list(page)
    assert page.locator(".reader").is_hidden()
    assert page.locator(".catalogue").is_visible()


def test_what_was_refused_is_listed_with_its_reason_and_is_never_markup(visit, crowd):
    watched, address = crowd
    page = visit(url=address)
    open_list(page)
    refused = page.locator(".refused")
    refusals = watched.refused()
    assert len(refusals) == 3
    assert refused.locator("summary").text_content() == "3 records not read"
    assert refused.locator("li").first.is_hidden()
    refused.locator("summary").focus()
    page.keyboard.press("Enter")
    picture(page, "collection-refused")
    shown = refused.locator("li").all_inner_texts()
    for line, refusal in zip(shown, refusals, strict=True):
        name = Path(refusal.path).name  # where the articles lie is nobody's business
        place = name if refusal.line is None else f"{name}, line {refusal.line}"
        assert re.split(r"\n+", line, maxsplit=1) == [place, refusal.reason]
    assert any(EVIL in line for line in shown)


def test_hostile_titles_publishers_and_file_names_do_nothing(visit, crowd):
    watched, address = crowd
    page = visit(url=address)
    open_list(page)
    page.locator(".refused summary").click()
    page.fill("#wanted", "onerror value")
    wait_for_lines(page, 1)
    [line] = watched.pipeline.listing("onerror value", k=LINES).lines
    assert titles(page) == [line.title]
    assert EVIL in line.title
    page.locator(".catalogue .lines .title").click()
    page.wait_for_selector(".printed article")
    picture(page, "collection-hostile")
    assert page.evaluate("window.PWN") is None
    assert page.locator("#room img").count() == 0


def test_an_answer_that_comes_too_late_is_dropped(visit, crowd):
    watched, address = crowd
    page = visit(url=address)
    open_list(page)
    watched.held.clear()
    page.fill("#wanted", "held")
    while ("held", 0) not in watched.asked:
        page.wait_for_timeout(50)
    page.fill("#wanted", "thorn")
    count = watched.pipeline.listing("thorn", k=LINES).total
    wait_for_lines(page, count)
    with page.expect_response(CALLS):
        watched.held.set()
    page.wait_for_timeout(200)
    assert len(titles(page)) == count
    assert announced(page) == f"{count} articles found"


def test_an_error_is_shown_without_its_details_and_can_be_tried_again(visit, crowd):
    watched, address = crowd
    watched.error = OSError("/secret/place is gone")
    page = visit(url=address)
    page.locator(".listed").click()
    page.wait_for_selector(".catalogue .notice:visible")
    picture(page, "collection-error")
    assert "Reference" in announced(page)
    assert page.locator(".catalogue .notice").text_content() == announced(page)
    assert "secret" not in page.content()
    watched.error = None
    page.locator(".catalogue .retry").click()
    wait_for_lines(page, LINES)
    assert page.locator(".catalogue .notice").is_hidden()
    assert page.locator(".catalogue .retry").is_hidden()


def test_a_lost_connection_is_said(visit, address):
    page = visit()
    open_list(page)
    page.route(CALLS, lambda route: route.fulfill(status=200, body="no json"))
    page.fill("#wanted", "sourdough")
    page.wait_for_selector(".catalogue .notice:visible")
    assert "Check the connection" in page.locator(".catalogue .notice").text_content()
    assert page.locator(".catalogue .lines li").count() == 0
    page.unroute(CALLS)
    page.locator(".catalogue .retry").click()
    page.wait_for_selector(".catalogue .notice:has-text('No title')")
    page.fill("#wanted", "")
    page.wait_for_selector(".catalogue .lines .title")
    page.route(CALLS, lambda route: route.fulfill(status=200, body="no json"))
    page.locator(".catalogue .lines .title").first.click()
    page.wait_for_selector(".printed .notice:has-text('Check the connection')")


def test_a_version_that_is_published_meanwhile_is_listed_next_and_counted_at_the_top(visit, tmp_path):
    write(tmp_path / "a.jsonl", record(1))
    folder = tmp_path / "growing.index"
    build_index(open_source([tmp_path / "a.jsonl"]), folder)
    with qa.Pipeline.open(folder) as pipeline:
        blocks, address = serve(pipeline)
        page = visit(url=address)
        open_list(page)
        page.locator(".catalogue .leave").click()
        write(tmp_path / "a.jsonl", record(1), record(4))
        build_index(open_source([tmp_path / "a.jsonl"]), folder)
        assert page.locator(".size").text_content() == "1 article"
        page.locator(".listed").click()
        wait_for_lines(page, 2)
        assert page.locator(".catalogue .amount").text_content() == "· 2 articles"
        page.keyboard.press("Escape")
        assert page.locator(".size").text_content() == "2 articles"
        blocks.close(verbose=False)


def test_an_index_without_articles_says_so_and_shows_what_was_refused(visit, tmp_path):
    write(tmp_path / "a.jsonl", record(1))
    (tmp_path / "broken.jsonl").write_text("{no json\n", encoding="utf-8")
    build_index(open_source([tmp_path / "a.jsonl", tmp_path / "broken.jsonl"]), tmp_path / "empty.index")
    remove_articles(tmp_path / "empty.index", ["n1"])
    with qa.Pipeline.open(tmp_path / "empty.index") as pipeline:
        blocks, address = serve(pipeline)
        page = visit(url=address)
        page.locator(".listed").click()
        page.wait_for_selector(".catalogue .notice:visible")
        page.wait_for_selector(".refused:visible")
        picture(page, "collection-empty")
        assert "There are no articles yet" in page.locator(".catalogue .notice").text_content()
        assert page.locator(".refused summary").text_content() == "1 record not read"
        assert page.locator(".catalogue .lines li").count() == 0
        blocks.close(verbose=False)


@pytest.mark.parametrize("size", [PHONE, SMALL])
def test_nothing_of_the_list_reaches_beyond_a_small_screen(visit, crowd, size):
    page = visit(size, url=crowd[1])
    open_list(page)
    page.select_option("#order", "oldest")
    page.fill("#wanted", "o")
    page.wait_for_selector(".catalogue .found:visible")
    page.locator(".refused summary").click()
    picture(page, f"collection-{size[0]}")
    assert sideways(page) <= 0
    page.fill("#wanted", "unbroken")
    wait_for_lines(page, 1)
    page.locator(".catalogue .lines .title").scroll_into_view_if_needed()
    picture(page, f"collection-{size[0]}-long")
    assert sideways(page) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_can_be_read_in_light_and_dark(visit, crowd, scheme):
    page = visit(DESKTOP, url=crowd[1], color_scheme=scheme)
    open_list(page)
    page.fill("#wanted", "thorn")
    page.wait_for_selector(".catalogue .found:visible")
    page.locator(".refused summary").click()
    picture(page, f"collection-{scheme}")
    for selector in (
        ".catalogue .amount",
        ".catalogue .search label",
        "#wanted",
        "#order",
        ".catalogue .found",
        ".catalogue .lines .title",
        ".catalogue .known",
        ".catalogue .facts",
        ".refused li",
    ):
        assert contrast(page, selector) >= 4.5, selector
    page.locator(".catalogue .leave").click()
    assert contrast(page, ".listed") >= 4.5


def test_every_control_of_the_list_has_a_name_and_is_large_enough(visit, crowd):
    page = visit(SMALL, url=crowd[1])
    open_list(page)
    controls = page.locator(".catalogue :is(button, input, select, summary):visible")
    names = controls.evaluate_all(
        "nodes => nodes.map((node) => node.ariaLabel || node.textContent.trim() || node.labels[0].textContent)"
    )
    assert all(names)
    assert all(each.bounding_box()["height"] >= 24 for each in controls.all()[:12])
    assert page.locator("h1:visible").count() == 1
    assert page.locator("main").count() == 1
