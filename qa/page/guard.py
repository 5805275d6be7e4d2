"""What a request must be like to reach the page; plain ASGI: to read answers would be to delay streams."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

__all__ = ["CONTENT_SECURITY_POLICY", "LOOPBACK", "MOST_BYTES", "Guard", "names_of"]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
MOST_BYTES = 64 * 1024  # a question has 2,000 characters; what surrounds it in a request is smaller

# Gradio runs inline scripts, and compiles the script of an HTML component, hence the two "unsafe" words:
# they cost little here, because no text of an article is ever made into markup. Nothing loads from outside.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = [
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
]

# Gradio serves far more than this page uses: uploads, files, proxies, recordings, links that replay what a
# stranger sent. What is not named here is not there.
PLACES = frozenset({"/", "/config", "/theme.css", "/favicon.ico", "/robots.txt", "/manifest.json"})
TREES = ("/assets/", "/static/", "/svelte/")
API = "/gradio_api/"
API_PLACES = frozenset(
    {
        "app_id",
        "cancel",
        "component_server",
        "info",
        "queue/data",
        "queue/join",
        "reset",
        "startup-events",
        "theme.css",
    }
)
API_TREES = ("call/", "heartbeat/", "run/")


class Guard:
    """Lets through what this page and its API need, from their own origin, and adds the security headers.

    :param app: the application behind
    :param hosts: names the server may be called by, so that no other site's name can be pointed at it;
        ``None`` where the names are not known (any address but a loopback one)
    """

    def __init__(self, app: Application, hosts: frozenset[str] | None = LOOPBACK) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answers one request, or passes it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif refused := self._refused(scope):
            await _answer(send, *refused)
        else:
            await self._app(scope, receive, _with_headers(send))

    def _refused(self, scope: Message) -> tuple[int, str] | None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if self._hosts is not None and _name(headers.get("host", "")) not in self._hosts:
            return 400, "This server does not go by that name."
        if _foreign(scope["method"], headers):
            return 403, "Requests from other sites are refused."
        if not _known(scope["path"]) or b"deep_link" in scope.get("query_string", b""):
            return 404, "There is nothing here."
        return _too_large(scope["method"], headers)


def names_of(host: str) -> frozenset[str] | None:
    """The names by which a server on an address may be called; ``None``: reachable from outside, so unknown.

    >>> names_of("0.0.0.0") is None, "localhost" in names_of("127.0.0.1")
    (True, True)
    """
    try:
        inside = ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name
        inside = host == "localhost"
    return LOOPBACK | {host} if inside else None


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:  # an unclosed bracket
        return None


def _foreign(method: str, headers: dict[str, str]) -> bool:
    origin = headers.get("origin")
    if origin is not None and origin.partition("://")[2] != headers.get("host"):
        return True
    link = method in {"GET", "HEAD"} and headers.get("sec-fetch-mode") == "navigate"
    return headers.get("sec-fetch-site") in {"cross-site", "same-site"} and not link


def _known(path: str) -> bool:
    if path.startswith(API):
        rest = path.removeprefix(API)
        return rest.rstrip("/") in API_PLACES or rest.startswith(API_TREES)
    return path in PLACES or path.rstrip("/") in PLACES or path.startswith(TREES)


def _too_large(method: str, headers: dict[str, str]) -> tuple[int, str] | None:
    length = headers.get("content-length")
    if length is None:
        # a body of unannounced length would have to be read to be measured; browsers always announce it
        return (411, "The length of the request is needed.") if method == "POST" else None
    if not length.isascii() or not length.isdecimal():
        return 400, "The length of the request is no number."
    if (
        len(length) > len(str(MOST_BYTES)) or int(length) > MOST_BYTES
    ):  # the digits first: int() has its own limit
        return 413, f"A request has at most {MOST_BYTES} bytes."
    return None


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *HEADERS]
        await send(message)

    return send_with_headers


async def _answer(send: Send, status: int, text: str) -> None:
    body = text.encode()
    length = (b"content-length", str(len(body)).encode())
    headers = [(b"content-type", b"text/plain; charset=utf-8"), length, (b"connection", b"close"), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
