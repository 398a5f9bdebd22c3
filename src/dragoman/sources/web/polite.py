"""Fetching as a guest: robots.txt (RFC 9309), crawl delays, Retry-After, one connection a host, nothing twice.

An address that was fetched before is asked for with its ETag or day of change; where nothing changed there is no
document. Hosts are served side by side, each address of one host after the other.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from queue import Full, Queue
from threading import Event, Lock
from typing import Any
from urllib.parse import urlsplit

from dragoman.errors import InputError, NotFound, Refused
from dragoman.sources.web.client import REDIRECTS, Answer, Client, check_scheme, moved

DELAY = 1.0
"""Seconds between two requests to a host, where it asks for no more."""
LONGEST_DELAY = 60.0
"""The longest that a host is waited for; one that asks for more is left for this time."""
TRIES = 3
AT_ONCE = 8
"""Hosts that are asked at the same time."""
AHEAD = 32
"""Answers that wait to be taken before fetching goes on."""
BUSY = (429, 503)
PRODUCT = "dragoman"
"""How robots.txt calls us: the whole agent would match groups for other words in it."""
KEPT, MISSED = 24 * 3600.0, 600.0
"""Seconds for which robots.txt is believed, and for which one that could not be had shuts its host."""

Answered = tuple[str, Answer | InputError]


@dataclass(frozen=True, slots=True)
class Last:
    """What a server said of an address the last time, to be told again, and when that was."""

    etag: str | None = None
    modified: str | None = None
    at: datetime | None = None

    def headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in told.items() if value}


@dataclass
class _Host:
    """One host: when it may be asked again, its robots.txt once read, and one request at a time."""

    lock: Lock = field(default_factory=Lock)
    free_at: float = 0.0
    robots: dict[str, tuple[Any, float]] = field(default_factory=dict)
    """By origin the rules, and until when they are believed."""
    delay: float = 0.0
    closed_until: float = 0.0


class Fetcher:
    """Fetches many addresses politely; `last` knows what was fetched before."""

    def __init__(
        self,
        client: Client,
        delay: float = DELAY,
        last: Callable[[str], Last | None] = lambda _: None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._client = client
        self._delay = delay
        self.last = last
        self._sleep = sleep
        self._hosts: dict[str, _Host] = defaultdict(_Host)
        self._guard = Lock()

    def fetch(self, address: str, *, conditional: bool = True) -> Answer:
        """What lies at an address (status 304 where nothing changed); raises NotFound, Refused or InputError."""
        here = address
        last = self.last(address) if conditional else None
        for _ in range(REDIRECTS + 1):
            check_scheme(here)
            host = self._host(here)
            with host.lock:
                self._admit(host, here)
                answer = self._patiently(host, here, last.headers() if last else {})
            there = moved(answer)
            if there is None:
                break
            # What one address said of itself is nothing to tell another host.
            last = last if _origin(there) == _origin(here) else None
            here = there
        else:
            raise InputError(f"{address} redirects more than {REDIRECTS} times: check the address")
        if answer.status in (404, 410):
            raise NotFound(
                f"there is nothing at {address} (HTTP {answer.status}): check the address"
            )
        if answer.status not in (200, 203, 304):
            raise InputError(f"{address} cannot be fetched (HTTP {answer.status}): try it later")
        return answer

    def fetch_all(self, addresses: Iterable[str]) -> Iterator[Answered]:
        """Each address with its answer or its error, as they come; the caller sets the pace."""
        by_host: dict[str, list[str]] = defaultdict(list)
        for one in dict.fromkeys(addresses):
            by_host[_name(one)].append(one)
        ready: Queue[Answered | None] = Queue(maxsize=AHEAD)
        stopped = Event()
        pool = ThreadPoolExecutor(max_workers=AT_ONCE)
        try:
            for urls in by_host.values():
                pool.submit(self._serve, urls, ready, stopped)
            open_hosts = len(by_host)
            while open_hosts:
                answered = ready.get()
                open_hosts -= answered is None
                if answered is not None:
                    yield answered
        finally:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)

    def _serve(self, urls: list[str], ready: Queue[Answered | None], stopped: Event) -> None:
        for one in urls:
            if stopped.is_set():
                break
            try:
                told: Answer | InputError = self.fetch(one)
            except InputError as error:
                told = error
            except Exception as error:  # a thread must not end without a word
                told = InputError(f"{one} cannot be fetched ({error}): please report it")
            _put(ready, (one, told), stopped)
        _put(ready, None, stopped)

    def _host(self, address: str) -> _Host:
        with self._guard:
            return self._hosts[_name(address)]

    def _admit(self, host: _Host, address: str) -> None:
        """Raises Refused for what robots.txt shuts, or a host that asked to be left alone."""
        left = host.closed_until - time.monotonic()
        if left > 0:
            raise Refused(
                f"{_name(address)} asks to be left alone for {left:.0f} seconds more: try it then"
            )
        rules, until = host.robots.get(_origin(address), (None, 0.0))
        if until < time.monotonic():
            rules, until = self._robots(host, address)
            host.robots[_origin(address)] = rules, until
        if rules is None:
            raise Refused(
                f"{address} is not fetched, for its host's robots.txt cannot be had: try it later"
            )
        if not rules.can_fetch(address, PRODUCT):
            raise Refused(
                f"{address} is shut to programs by the host's robots.txt: save the page yourself"
            )

    def _robots(self, host: _Host, address: str) -> tuple[Any, float]:
        """The rules, until when they hold; None where they cannot be had (RFC 9309: then all is shut)."""
        from protego import Protego  # noqa: PLC0415  only where many pages are fetched

        now = time.monotonic()
        try:
            answer = self._patiently(host, f"{_origin(address)}/robots.txt", {}, follow=True)
        except Refused:
            raise
        except InputError:
            return None, now + MISSED
        if answer.status >= 500 or answer.status == 429:
            return None, now + MISSED
        text = answer.body.decode("utf-8", "replace")[:500_000] if answer.status < 400 else ""
        found = Protego.parse(text)
        host.delay = float(found.crawl_delay(PRODUCT) or 0.0)
        return found, now + KEPT

    def _patiently(
        self, host: _Host, address: str, headers: Mapping[str, str], *, follow: bool = False
    ) -> Answer:
        """An answer, waited for where the host asks for it; raises Refused where it asks for too long."""
        asked = self._client.get if follow else self._client.ask
        for left in range(TRIES - 1, -1, -1):
            self._wait(host, address)
            answer = asked(address, headers)
            pause = retry_after(answer.headers.get("retry-after")) if answer.status in BUSY else 0.0
            host.free_at = time.monotonic() + max(pause, self._delay, host.delay)
            if pause > LONGEST_DELAY:
                host.closed_until = time.monotonic() + pause
                raise Refused(
                    f"{_name(address)} asks to be left alone for {pause:.0f} seconds: try it then"
                )
            if answer.status not in BUSY or not left:
                return answer
        raise AssertionError("unreachable")

    def _wait(self, host: _Host, address: str) -> None:
        if host.delay > LONGEST_DELAY:
            raise Refused(
                f"{_name(address)} wants {host.delay:.0f} seconds between two requests: save its pages yourself"
            )
        pause = host.free_at - time.monotonic()
        if pause > 0:
            self._sleep(pause)


def _put(ready: Queue[Answered | None], one: Answered | None, stopped: Event) -> None:
    """Waits for room as long as somebody takes what comes."""
    while not stopped.is_set():
        with suppress(Full):
            ready.put(one, timeout=0.5)
            return


def _name(address: str) -> str:
    """The host of an address, whatever user or port it names; the address itself where it has none."""
    with suppress(ValueError):
        return urlsplit(address).hostname or address
    return address


def _origin(address: str) -> str:
    """Scheme, host and port, for which a robots.txt holds."""
    with suppress(ValueError):
        parts = urlsplit(address)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()
    return address


def retry_after(value: str | None) -> float:
    """Seconds that a Retry-After header asks for; a few where it says nothing."""
    if value and value.strip().isascii() and value.strip().isdigit():
        return float(value.strip()[:9])
    if value:
        with suppress(ValueError, TypeError, IndexError, OverflowError):
            return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    return 5.0
