"""A web server of our own, on this machine alone, that says exactly what it is told to, also what no server should."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from index.sources import Limits, Options, WebOptions

Answer = bytes | Iterable[bytes] | Callable[["Asked"], "Answer"]

PARAGRAPHS = (
    "The river rose above its banks on Monday, and two hundred families left their homes, the ministry said.",
    "“We have never seen the water so high,” said Marta Holm, who has run the ferry for thirty years.",
    "The bridge at Lower Vale stays closed until engineers have looked at its piers, officials added.",
)


class Asked(NamedTuple):
    """One question to the server."""

    path: str
    headers: dict[str, str]
    time: float


def reply(body: bytes | str = b"", *, status: int = 200, **headers: str) -> bytes:
    """An answer of a server; ``content_type="…"`` becomes a header."""
    body = body.encode() if isinstance(body, str) else body
    named = {"content_type": "text/html; charset=utf-8", "content_length": str(len(body)), **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items()]
    return "\r\n".join([f"HTTP/1.1 {status} Told", *lines, "", ""]).encode() + body


def redirect(location: str, status: int = 302) -> bytes:
    return reply(status=status, location=location)


def page(title: str, *, extra: str = "") -> bytes:
    """A page of an article, with its title in every paragraph."""
    text = "".join(f"<p>{title}: {paragraph}</p>" for paragraph in PARAGRAPHS)
    return reply(
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}"
        f"<p>{extra}</p></article></body></html>"
    )


def rss(*items: str) -> bytes:
    feed = f'<rss version="2.0"><channel><title>Vale Courier</title>{"".join(items)}</channel></rss>'
    return reply(feed, content_type="application/rss+xml")


def item(link: str, more: str = "") -> str:
    return f"<item><title>About {link}</title><link>{link}</link>{more}</item>"


class Site:
    """Answers on 127.0.0.1 (or another address of this machine) until the ``with`` block ends.

    :ivar pages: path -> answer: bytes as they are sent, pieces of them, or what gives them
    :ivar asked: every question
    """

    def __init__(self, host: str = "127.0.0.1", *, tls: ssl.SSLContext | None = None) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, 0), family=family, dualstack_ipv6=host == "::")
        self._tls = tls
        self._open = True
        self._threads: list[threading.Thread] = []
        self.port: int = self._listener.getsockname()[1]
        self.connections = 0
        self.pages: dict[str, Answer] = {"/robots.txt": reply(status=404)}
        self.asked: list[Asked] = []

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def __enter__(self) -> Site:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, err: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open = False
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(10)

    def _start(self, target: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while self._open:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(5)
            if self._tls:
                with self._tls.wrap_socket(connection, server_side=True) as secure:
                    self._answer(secure)
            else:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(4096)
            if not piece:
                return
            head += piece
        first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        asked = Asked(first.split(" ")[1], headers, time.monotonic())
        self.asked.append(asked)
        answer = self.pages.get(asked.path, reply("<p>Nothing here.</p>", status=404))
        while callable(answer):
            answer = answer(asked)
        for piece in [answer] if isinstance(answer, bytes) else answer:
            connection.sendall(piece)
            if not self._open:
                return


def slowly(pieces: Iterable[bytes], seconds: float) -> Iterator[bytes]:
    """Pieces with a pause behind each."""
    for piece in pieces:
        yield piece
        time.sleep(seconds)


def web_options(cache: Path | None = None, *, limits: Limits | None = None, **web: Any) -> Options:
    """Options by which the server may be asked, without a pause."""
    plain = WebOptions(allow_private=True, delay=0.0, timeout=5.0, cache=cache)
    return Options(limits=limits or Limits(), web=replace(plain, **web))
