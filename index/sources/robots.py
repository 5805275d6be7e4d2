"""Manners: what a host's ``robots.txt`` allows, how long to wait before asking it again, when to leave it alone."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.sources.addresses import Address
from index.sources.options import WebOptions

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["ROBOTS_BYTES", "Manners", "Unreachable", "retry_after"]

# The least that a reader must take in (RFC 9309, 2.5); what follows is not read.
ROBOTS_BYTES = 500 * 1024
# A host may ask for longer waits than anyone will wait: between two pages, and after “too many requests”.
_LONGEST_DELAY, _LONGEST_PAUSE = 30.0, 60.0
_PAUSE = 10.0  # after “too many requests” without a time
_FAILURES = 3  # in a row; then a host is down, and each more would cost the whole time limit


class Unreachable(Exception):
    """``robots.txt`` could not be had though there may be one: nothing is allowed (RFC 9309, 2.3.1.4)."""


@dataclass(slots=True)
class _Host:
    rules: Protego
    delay: float
    next: float = 0.0  # of the monotonic clock
    failures: int = 0
    closed: str = ""  # why it is asked no more in this run


class Manners:
    """What is known of each host in a run.

    :param text_of: the text of ``robots.txt`` at an address, empty where there is none;
        :raises Unreachable: see there
    """

    def __init__(self, web: WebOptions, text_of: Callable[[str], str]) -> None:
        self._web, self._text_of = web, text_of
        self._hosts: dict[str, _Host] = {}

    def wait(self, address: Address) -> None:
        """Waits until the host may be asked for a page.

        :raises SourceError: where it may not: by its ``robots.txt``, or because it does not answer
        """
        host = self._host(address)
        if host.closed:
            raise SourceError(f"not asked for: {host.closed}: try again later", path=address.url)
        if not host.rules.can_fetch(address.url, self._agent):
            raise SourceError(
                f"the host's robots.txt does not allow {self._agent!r} to read it; expected to be allowed: "
                "save the page and give the file",
                path=address.url,
            )
        time.sleep(max(0.0, host.next - time.monotonic()))

    def answered(self, address: Address, *, ok: bool) -> None:
        """Notes whether a host answered at all; one that does not is asked no more."""
        host = self._host(address)
        host.failures = 0 if ok else host.failures + 1
        host.next = time.monotonic() + host.delay
        if host.failures >= _FAILURES:
            host.closed = f"its host did not answer {_FAILURES} times in a row; expected an answer"

    def pause(self, address: Address, seconds: float | None) -> bool:
        """Whether a host that met too many requests may be asked once more, after the pause that it asks for."""
        host = self._host(address)
        host.next = time.monotonic() + (_PAUSE if seconds is None else min(seconds, _LONGEST_PAUSE))
        return seconds is None or seconds <= _LONGEST_PAUSE

    def close(self, address: Address) -> None:
        """Leaves a host alone until the next run."""
        self._host(address).closed = "its host asks for fewer requests (429); expected to be let in"

    @property
    def _agent(self) -> str:
        return self._web.agent.partition("/")[0].strip()

    def _host(self, address: Address) -> _Host:
        if address.origin not in self._hosts:
            self._hosts[address.origin] = self._ask(address)
        return self._hosts[address.origin]

    def _ask(self, address: Address) -> _Host:
        from protego import Protego

        try:
            rules = Protego.parse(self._text_of(f"{address.origin}/robots.txt"))
        except Unreachable as err:
            reason = f"its host's robots.txt cannot be read ({err}), which forbids all; expected one"
            return _Host(Protego.parse(""), self._web.delay, closed=reason)
        asked = rules.crawl_delay(self._agent)
        usable = asked is not None and math.isfinite(asked) and asked > 0
        delay = min(asked, _LONGEST_DELAY) if asked is not None and usable else self._web.delay
        return _Host(rules, delay, next=time.monotonic() + delay)


def retry_after(value: str) -> float | None:
    """Seconds that a server asks to wait, by its header of that name; ``None`` where it does not say.

    >>> retry_after("120"), retry_after("soon")
    (120.0, None)
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
