"""The ledger in a real Chromium: who said what, filtered, and read where it was printed."""

import json
import re

import pytest

import qa
from index import StatementOptions, build_index, open_source
from qa.ledger import Attitude, Wanted
from qa.page.ledger import LINES
from tests import test_browser as page_tests
from tests.test_browser import DESKTOP, PHONE, SMALL, ask, contrast, marked, open_first, picture, serve

pytestmark = page_tests.pytestmark
samples, address, browser, visit = (
    page_tests.samples,
    page_tests.address,
    page_tests.browser,
    page_tests.visit,
)
EVIL = '<img src=x onerror="window.PWN=1">'
CALLS = re.compile("/component_server")
SPEAKER = Wanted("person/renschel", "Pavo Renschel")
STATE = Wanted("state/vessaria", "Vessaria")
MANY = LINES + 5
TOWNS = ("Plimmeth", "Ostrel", "Calassa", "Brollvik", "Maldesk")


def record(number):
    first = "".join(chr(ord("a") + int(digit)) for digit in f"{number:02}")
    name = f"Ada Q{first}thorn"
    denied = "did not deny" if number % 2 else "denied"
    text = f"{name} said the ferry to {TOWNS[number % 5]} is late. Mayor Edda Quill {denied} that it is late."
    return {"id": f"n{number}", "title": f"Ferry {number} {EVIL}", "text": text, "publisher": EVIL}


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """A pipeline over more speakers and statements than are listed at a time, and the address of its page."""
    folder = tmp_path_factory.mktemp("crowd")
    lines = (json.dumps(record(number), ensure_ascii=False) for number in range(MANY))
    (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build_index(open_source([folder / "a.jsonl"]), folder / "crowd.index")
    with qa.Pipeline.open(folder / "crowd.index") as pipeline:
        blocks, address = serve(pipeline)
        yield pipeline, address
        blocks.close(verbose=False)


def open_ledger(page):
    page.locator(".spoken").click()
    page.wait_for_selector(".speakers .lines li")


def choose(page, label):
    page.locator(f".speakers .title bdi:text-is('{label}')").click()
    page.wait_for_selector(".statement")


def speakers(page):
    return page.locator(".speakers .lines .title").all_text_contents()


def titles(page):
    return page.locator(".statement .title").all_text_contents()


def focused(page, property_="className"):
    return page.evaluate(f"document.activeElement.{property_}")


def announced(page):
    return page.locator(".ledger [role=status]").text_content()


def wait_for(page, selector, count):
    page.wait_for_function(
        "([name, count]) => document.querySelectorAll(name).length === count", arg=[selector, count]
    )


def wait_for_count(page, count):
    noun = "statement" if count == 1 else "statements"
    page.wait_for_selector(f".statements .found:text-is('{count} {noun} found')", state="attached")


def sideways(page):
    return page.evaluate("""
        () => Math.max(...["html", ".ledger .shelves", ".ledger .bar"].map((name) => document.querySelector(name))
            .map((node) => node.scrollWidth - node.clientWidth))
    """)


def test_the_number_of_statements_at_the_top_opens_the_list_of_speakers_the_most_frequent_first(
    visit, samples
):
    page = visit()
    assert page.locator(".top").inner_text().count(f"{samples.statement_count} statements") == 1
    open_ledger(page)
    picture(page, "ledger")
    found = samples.voices(k=LINES)
    assert (
        page.locator("h1:visible").text_content() == f"Who said what · {samples.statement_count} statements"
    )
    assert speakers(page) == [one.label for one in found.lines]
    counts = page.locator(".speakers .lines .facts").all_text_contents()
    assert [int(count.split()[0]) for count in counts] == [one.statements for one in found.lines]
    assert page.locator(".chat").is_hidden()
    assert focused(page, "id") == "speaker"
    assert announced(page).startswith(f"{found.total} speakers listed")


def test_an_index_without_statements_has_no_ledger(visit, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps(record(1)), encoding="utf-8")
    source = open_source([tmp_path / "a.jsonl"])
    build_index(source, tmp_path / "a.index", statements=StatementOptions(find=False))
    with qa.Pipeline.open(tmp_path / "a.index") as pipeline:
        blocks, address = serve(pipeline)
        page = visit(url=address)
        assert page.locator(".listed").is_visible()
        assert page.locator(".spoken").is_hidden()
        blocks.close(verbose=False)


def test_what_is_typed_is_searched_for_in_the_names_of_speakers(visit, samples):
    page = visit()
    open_ledger(page)
    page.keyboard.type("renschel pavo")
    wait_for(page, ".speakers .lines li", 1)
    assert speakers(page) == ["Pavo Renschel"]
    assert page.locator(".everybody").is_hidden()
    assert announced(page) == "1 speaker found"
    page.fill("#speaker", "sourdough")
    wait_for(page, ".speakers .lines li", 0)
    assert announced(page) == page.locator(".speakers .notice").text_content()
    assert "No speaker’s name" in announced(page)


def test_a_speaker_that_is_pressed_shows_who_said_what_how_and_where(visit, samples):
    page = visit()
    open_ledger(page)
    choose(page, SPEAKER.label)
    picture(page, "ledger-speaker")
    found = samples.leaf(SPEAKER, k=LINES)
    wait_for_count(page, found.total)
    assert page.locator("#spoken-by").text_content() == SPEAKER.label
    assert focused(page, "id") == "spoken-by"
    shown = page.locator(".statement").all()
    assert len(shown) == found.total
    for node, entry in zip(shown, found.entries, strict=True):
        saying, article = entry.saying, entry.saying.article
        assert " ".join(saying.phrase.split()) == node.locator(".speaker").text_content()
        words = node.locator(".words").text_content()
        assert words.removesuffix(" …").removeprefix("… ") in article.text
        assert all(part in saying.content for part in node.locator("mark").all_text_contents())
        source = node.locator(".source").inner_text()
        assert all(fact in source for fact in (article.title, article.publisher, "speaker"))
    printed = page.locator(".who").all_inner_texts()
    assert any(line.startswith("he [Pavo Renschel] says · “said”") for line in printed)


def test_a_statement_opens_at_its_place_with_its_words_marked_and_the_focus_comes_back(visit, samples):
    page = visit()
    open_ledger(page)
    choose(page, SPEAKER.label)
    entries = samples.leaf(SPEAKER, k=LINES).entries
    number = next(n for n, one in enumerate(entries) if len(one.saying.statement.spans) > 1)
    saying = entries[number].saying
    title = page.locator(".statement .title").nth(number)
    title.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.cited")
    picture(page, "ledger-reader")
    assert page.locator(".printed article").evaluate("node => node.textContent") == saying.article.text
    assert marked(page) == "".join(saying.article.text[slice(*span)] for span in saying.statement.spans)
    assert page.locator(".reader .place").text_content() == "Statement"
    mark, text = page.locator("mark.cited").first.bounding_box(), page.locator(".printed").bounding_box()
    assert text["y"] <= mark["y"] < text["y"] + text["height"] - 20
    assert title.get_attribute("aria-current") == "true"
    page.keyboard.press("Escape")
    assert page.locator(".reader").is_hidden()
    assert focused(page, "textContent") == saying.article.title
    assert page.locator("[aria-current]").count() == 0


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (lambda page: page.fill("#about", "missiles"), {"about": "missiles"}),
        (lambda page: page.select_option("#stance", label="denies"), {"attitude": Attitude("denies")}),
        (lambda page: page.select_option("#tier", "A"), {"tier": "A"}),
        (lambda page: page.select_option("#tier", "B"), {"tier": "B"}),
    ],
)
def test_the_statements_are_those_that_the_filters_leave(visit, samples, change, wanted):
    page = visit()
    open_ledger(page)
    choose(page, STATE.label)
    change(page)
    found = samples.leaf(Wanted(STATE.key, STATE.label, **wanted), k=LINES)
    wait_for_count(page, found.total)
    assert titles(page) == [one.saying.article.title for one in found.entries]
    assert announced(page) == page.locator(".statements .found").text_content()
    assert 0 < found.total <= samples.leaf(STATE).total


def test_dates_and_a_stance_are_chosen_together_and_none_may_be_left(visit, samples):
    page = visit()
    open_ledger(page)
    choose(page, SPEAKER.label)
    days = sorted({one.saying.article.published for one in samples.leaf(SPEAKER, k=LINES).entries})
    page.fill("#since", days[0].isoformat())
    page.fill("#until", days[0].isoformat())
    first = [one for one in samples.leaf(SPEAKER, k=LINES).entries if one.saying.article.published == days[0]]
    wait_for_count(page, len(first))
    page.select_option("#stance", label=first[0].saying.statement.stance)
    page.fill("#about", "sourdough")
    page.wait_for_selector(".statements .notice:visible")
    assert announced(page) == "No statement is as chosen. Choose less, or other words."
    assert page.input_value("#stance") == first[0].saying.statement.stance
    page.locator(".up").click()
    choose(page, SPEAKER.label)
    assert [page.input_value(name) for name in ("#since", "#until", "#about", "#stance")] == [""] * 4


def test_everybody_can_be_asked_for_their_denials(visit, samples):
    page = visit()
    open_ledger(page)
    choose(page, "Everybody")
    wait_for_count(page, samples.statement_count)
    page.select_option("#stance", label="denies")
    wait_for_count(page, samples.leaf(Wanted(attitude=Attitude("denies"))).total)
    picture(page, "ledger-denials")
    assert set(page.locator(".statement .stance").all_text_contents()) == {"denies"}


def test_keys_alone_lead_in_and_out_and_the_focus_is_where_it_was(visit):
    page = visit((1280, 420))
    page.locator(".spoken").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".speakers .lines li")
    for _ in range(12):
        page.keyboard.press("Tab")
    label = focused(page, "textContent")
    assert focused(page) == "title"
    scrolled = page.locator(".ledger .shelves").evaluate("node => node.scrollTop")
    assert scrolled > 0
    page.keyboard.press("Enter")
    page.wait_for_selector(".statement")
    assert page.locator("#spoken-by").text_content() == label
    page.keyboard.press("Tab")
    assert focused(page, "id") == "about"
    page.keyboard.press("Escape")
    assert page.locator(".statements").is_hidden()
    assert focused(page, "textContent") == label
    assert page.locator(".ledger .shelves").evaluate("node => node.scrollTop") == scrolled
    page.wait_for_function("!history.state.deeper")
    page.keyboard.press("Escape")
    assert page.locator(".ledger").is_hidden()
    assert focused(page) == "spoken"
    assert announced(page) == ""


def test_back_leads_out_of_a_speaker_and_then_out_of_the_ledger(visit):
    page = visit()
    before = page.evaluate("history.length")
    open_ledger(page)
    choose(page, SPEAKER.label)
    page.go_back()
    page.locator(".statements").wait_for(state="hidden")
    assert focused(page, "textContent") == SPEAKER.label
    page.go_back()
    page.locator(".ledger").wait_for(state="hidden")
    assert focused(page) == "spoken"
    open_ledger(page)
    choose(page, SPEAKER.label)
    page.locator(".ledger .leave").click()
    page.wait_for_function("!history.state || !history.state.listing")
    assert page.evaluate("history.length") == before + 2
    assert page.locator(".start").is_visible()


def test_on_a_phone_back_closes_the_article_first_then_the_speaker_then_the_ledger(visit):
    page = visit(PHONE, has_touch=True)
    open_ledger(page)
    assert focused(page, "id") == "ledger-title"
    choose(page, SPEAKER.label)
    assert page.locator("#stance").is_hidden()
    page.locator(".filters summary").click()
    assert page.locator("#stance").is_visible()
    page.locator(".statement .title").nth(1).click()
    page.wait_for_selector("mark.cited")
    picture(page, "ledger-phone-reader")
    assert page.locator(".ledger").evaluate("node => node.inert")
    page.go_back()
    page.locator(".reader").wait_for(state="hidden")
    assert page.locator(".statements").is_visible()
    assert focused(page) == "title"
    page.go_back()
    page.locator(".statements").wait_for(state="hidden")
    page.go_back()
    page.locator(".ledger").wait_for(state="hidden")
    assert focused(page) == "spoken"


def test_the_list_of_articles_and_the_conversation_are_as_they_were(visit):
    page = visit()
    ask(page, page_tests.FLAGSHIP)
    open_first(page)
    open_ledger(page)
    assert page.locator(".reader").is_hidden()
    page.keyboard.press("Escape")
    page.locator(".listed").click()
    page.wait_for_selector(".catalogue .lines li")
    assert page.locator(".ledger").is_hidden()
    page.keyboard.press("Escape")
    assert page.locator(".turn[data-state=done]").count() == 1


def test_more_speakers_and_more_statements_are_shown_when_asked_for(visit, crowd):
    pipeline, address = crowd
    page = visit(url=address)
    open_ledger(page)
    total = pipeline.voices(k=1).total
    assert total > LINES
    assert len(speakers(page)) == LINES
    page.locator(".speakers .further").focus()
    page.keyboard.press("Enter")
    wait_for(page, ".speakers .lines li", total)
    assert speakers(page) == [one.label for one in pipeline.voices(k=total).lines]
    assert focused(page, "textContent") == speakers(page)[LINES]
    choose(page, "Edda Quill")
    wait_for(page, ".statement", LINES)
    page.locator(".statements .further").click()
    wait_for(page, ".statement", MANY)
    assert page.locator(".statements .further").is_hidden()


def test_a_negated_denial_is_no_denial(visit, crowd):
    page = visit(url=crowd[1])
    open_ledger(page)
    choose(page, "Edda Quill")
    for stance, odd in (("denies", 0), ("does not deny", 1)):
        page.select_option("#stance", label=stance)
        wait_for_count(page, (MANY + 1 - odd) // 2)
        assert set(page.locator(".statement .stance").all_text_contents()) == {stance}
        assert {int(title.split()[1]) % 2 for title in titles(page)} == {odd}


def test_hostile_titles_and_publishers_are_text(visit, crowd):
    page = visit(url=crowd[1])
    open_ledger(page)
    choose(page, "Edda Quill")
    assert all(EVIL in title for title in titles(page))
    page.locator(".statement .title").first.click()
    page.wait_for_selector("mark.cited")
    picture(page, "ledger-hostile")
    assert marked(page) == "that it is late"
    assert page.evaluate("window.PWN") is None
    assert page.locator("#room img").count() == 0


class Evil:
    """A pipeline whose speakers have hostile names, and whose list can break."""

    def __init__(self, pipeline):
        self.pipeline, self.error = pipeline, None

    def __getattr__(self, name):
        return getattr(self.pipeline, name)

    def voices(self, *asked, **how):
        if self.error:
            raise self.error
        found = self.pipeline.voices(*asked, **how)
        return found._replace(lines=tuple(one._replace(label=f"{EVIL} {one.label}") for one in found.lines))

    def leaf(self, wanted, **how):
        return self.pipeline.leaf(Wanted(wanted.key, wanted.label.removeprefix(f"{EVIL} ")), **how)


@pytest.fixture(scope="module")
def evil(crowd):
    pipeline = Evil(crowd[0])
    blocks, address = serve(pipeline)
    yield pipeline, address
    blocks.close(verbose=False)


def test_hostile_names_of_speakers_are_text(visit, evil):
    page = visit(url=evil[1])
    open_ledger(page)
    assert all(label.startswith(EVIL) for label in speakers(page))
    page.locator(".speakers .title", has_text="Edda Quill").click()
    page.wait_for_selector(".statement")
    assert page.locator("#spoken-by").text_content() == f"{EVIL} Edda Quill"
    assert page.evaluate("window.PWN") is None
    assert page.locator("#room img").count() == 0


def test_an_error_is_shown_without_its_details_and_can_be_tried_again(visit, evil):
    pipeline, address = evil
    pipeline.error = OSError("/secret/place is gone")
    page = visit(url=address)
    page.locator(".spoken").click()
    page.wait_for_selector(".speakers .notice:visible")
    assert "Reference" in announced(page)
    assert "secret" not in page.content()
    pipeline.error = None
    page.locator(".speakers .retry").click()
    page.wait_for_selector(".speakers .lines li")
    page.route(CALLS, lambda route: route.fulfill(status=200, body="no json"))
    page.locator(".speakers .lines .title").first.click()
    page.wait_for_selector(".statements .notice:has-text('Check the connection')")


@pytest.mark.parametrize("size", [PHONE, SMALL])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_of_the_ledger_reaches_beyond_a_small_screen(visit, size, scheme):
    page = visit(size, color_scheme=scheme)
    open_ledger(page)
    picture(page, f"ledger-{size[0]}-{scheme}")
    assert sideways(page) <= 0
    choose(page, SPEAKER.label)
    picture(page, f"ledger-{size[0]}-{scheme}-speaker")
    page.locator(".filters summary").click()
    picture(page, f"ledger-{size[0]}-{scheme}-filters")
    assert sideways(page) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ledger_can_be_read_in_light_and_dark(visit, scheme):
    page = visit(DESKTOP, color_scheme=scheme)
    assert contrast(page, ".spoken") >= 4.5
    open_ledger(page)
    picture(page, f"ledger-{scheme}")
    for selector in (".ledger .amount", ".speakers label", "#speaker", ".speakers .title", ".counted .facts"):
        assert contrast(page, selector) >= 4.5, selector
    choose(page, SPEAKER.label)
    picture(page, f"ledger-{scheme}-speaker")
    for selector in (
        ".up",
        "#spoken-by",
        "#about",
        "#stance",
        "#since",
        ".filters label",
        ".filters summary",
    ):
        assert contrast(page, selector) >= 4.5, selector
    for selector in (".who .name", ".who .cue", ".who .stance", ".statement mark", ".source"):
        assert contrast(page, selector) >= 4.5, selector


def test_every_control_of_the_ledger_has_a_name_and_is_large_enough(visit):
    page = visit(SMALL)
    open_ledger(page)
    choose(page, SPEAKER.label)
    page.locator(".filters summary").click()
    controls = page.locator(".ledger :is(button, input, select, summary):visible")
    names = controls.evaluate_all(
        "nodes => nodes.map((node) => node.ariaLabel || node.textContent.trim() || node.labels[0].textContent)"
    )
    assert all(names)
    assert all(each.bounding_box()["height"] >= 24 for each in controls.all()[:8])
    assert page.locator("h1:visible").count() == 1
