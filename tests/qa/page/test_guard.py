import asyncio

import pytest

from qa.page.guard import CONTENT_SECURITY_POLICY, LOOPBACK, MOST_BYTES, Guard, names_of

HOME = "127.0.0.1:7860"
ASK = "/gradio_api/queue/join"


async def application(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"inside"})


def answer(path="/", method="GET", query=b"", hosts=LOOPBACK, **headers):
    """Status, body and headers of one request; a header is left out by ``None``."""
    sent = []
    if method == "POST":
        headers = {"content-length": "2"} | headers
    named = {"host": HOME} | {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query,
        "headers": [(name.encode(), value.encode()) for name, value in named.items() if value is not None],
    }

    async def send(message):
        sent.append(message)

    asyncio.run(Guard(application, hosts)(scope, None, send))
    return sent[0]["status"], sent[1]["body"], dict(sent[0]["headers"])


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/config",
        "/theme.css",
        "/assets/index.js",
        "/static/x.css",
        "/gradio_api/info",
        "/gradio_api/heartbeat/x",
    ],
)
def test_what_the_page_reads_passes(path):
    assert answer(path)[:2] == (200, b"inside")


@pytest.mark.parametrize(
    "path", [ASK, "/gradio_api/component_server", "/gradio_api/call/ask", "/gradio_api/cancel"]
)
def test_what_the_page_sends_passes(path):
    assert answer(path, "POST", origin=f"http://{HOME}", sec_fetch_site="same-origin")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/upload/",
        "/gradio_api/deep_link",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=http://127.0.0.1:9/",
        "/gradio_api/vibe-code",
        "/gradio_api/process_recording",
        "/monitoring/summary",
        "/upload",
        "/openapi.json",
        "/elsewhere",
    ],
)
def test_what_the_page_does_not_use_is_not_there(path):
    assert answer(path, "POST")[0] == 404
    assert answer(path)[0] == 404


def test_a_link_that_replays_what_a_stranger_sent_is_not_followed():
    assert answer(query=b"deep_link=abc")[0] == 404


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://127.0.0.1:1", "http://127.0.0.1:7860.evil.example", "null", ""]
)
def test_another_origin_is_refused(origin):
    assert answer(ASK, "POST", origin=origin)[0] == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_request_that_another_page_makes_is_refused_but_a_link_is_followed(site):
    assert answer(ASK, "POST", sec_fetch_site=site)[0] == 403
    assert answer(ASK, "POST", sec_fetch_site=site, sec_fetch_mode="navigate")[0] == 403
    assert answer("/config", sec_fetch_site=site, sec_fetch_mode="no-cors")[0] == 403
    assert answer("/", sec_fetch_site=site, sec_fetch_mode="navigate")[0] == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:7860", "localhost:80", "LOCALHOST", "[::1]:7860"])
def test_the_names_of_this_machine_are_known(host):
    assert answer(host=host)[0] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "", "[::1", None]
)
def test_another_name_is_refused(host):
    assert answer(host=host)[0] == 400


def test_any_name_passes_where_the_names_are_not_known():
    assert answer(host="news.example.org", hosts=None)[0] == 200


@pytest.mark.parametrize(
    ("length", "status"),
    [
        ("0", 200),
        (str(MOST_BYTES), 200),
        (str(MOST_BYTES + 1), 413),
        ("9" * 5000, 413),
        ("-1", 400),
        ("²", 400),
        ("x", 400),
    ],
)
def test_a_request_has_at_most_64_kilobytes(length, status):
    assert answer(ASK, "POST", content_length=length)[0] == status


def test_a_request_of_unannounced_length_is_refused():
    assert answer(ASK, "POST", content_length=None, transfer_encoding="chunked")[0] == 411


@pytest.mark.parametrize("path", ["/", "/elsewhere"])
def test_every_response_tells_the_browser_to_load_nothing_from_outside(path):
    headers = answer(path)[2]
    assert headers[b"content-security-policy"].decode() == CONTENT_SECURITY_POLICY
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"referrer-policy"] == b"no-referrer"


def test_the_policy_names_no_other_host():
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "*" not in CONTENT_SECURITY_POLICY


def test_what_is_no_web_request_passes_untouched():
    seen = []

    async def inner(scope, receive, send):
        seen.append(scope["type"])

    asyncio.run(Guard(inner)({"type": "lifespan"}, None, None))
    assert seen == ["lifespan"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "localhost", "::1"])
def test_a_server_of_this_machine_alone_goes_by_the_names_of_this_machine(host):
    assert names_of(host) == LOOPBACK | {host}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "news.example"])
def test_a_server_that_others_reach_goes_by_names_that_are_not_known(host):
    assert names_of(host) is None
