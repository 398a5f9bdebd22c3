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
from queue import Queue
from threading import Event, Lock
from typing import Any
from urllib.parse import urlsplit

from dragoman.errors import InputError, NotFound, Refused
from dragoman.sources.web.client import Answer, Client

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
    robots: Any = None
    delay: float = 0.0
    closed: str | None = None


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
        host = self._host(address)
        with host.lock:
            self._admit(host, address)
            last = self.last(address) if conditional else None
            answer = self._patiently(host, address, last.headers() if last else {})
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
            by_host[urlsplit(one).netloc.lower()].append(one)
        ready: Queue[Answered | None] = Queue(maxsize=AHEAD)
        stopped = Event()
        with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
            for urls in by_host.values():
                pool.submit(self._serve, urls, ready, stopped)
            try:
                open_hosts = len(by_host)
                while open_hosts:
                    answered = ready.get()
                    open_hosts -= answered is None
                    if answered is not None:
                        yield answered
            finally:
                stopped.set()
                with suppress(Exception):  # lets threads that wait for room end
                    while not ready.empty():
                        ready.get_nowait()

    def _serve(self, urls: list[str], ready: Queue[Answered | None], stopped: Event) -> None:
        for one in urls:
            if stopped.is_set():
                break
            try:
                ready.put((one, self.fetch(one)))
            except InputError as error:
                ready.put((one, error))
            except Exception as error:  # a thread must not end without a word
                ready.put((one, InputError(f"{one} cannot be fetched ({error}): please report it")))
        ready.put(None)

    def _host(self, address: str) -> _Host:
        with self._guard:
            return self._hosts[urlsplit(address).netloc.lower()]

    def _admit(self, host: _Host, address: str) -> None:
        """Raises Refused for what robots.txt shuts, or a host that asked to be left alone."""
        if host.closed:
            raise Refused(host.closed)
        if host.robots is None:
            host.robots = self._robots(host, address)
        if not host.robots.can_fetch(address, self._client.agent):
            raise Refused(
                f"{address} is shut to programs by the host's robots.txt: save the page yourself"
            )

    def _robots(self, host: _Host, address: str) -> Any:
        """The host's rules; none where there are none, everything shut where they cannot be had (RFC 9309)."""
        from protego import Protego  # noqa: PLC0415  only where many pages are fetched

        parts = urlsplit(address)
        try:
            answer = self._patiently(host, f"{parts.scheme}://{parts.netloc}/robots.txt", {})
            shut, text = answer.status >= 500, answer.body.decode("utf-8", "replace")
            rules = "" if 400 <= answer.status < 500 or shut else text[:500_000]
        except Refused:
            raise
        except InputError:
            shut, rules = True, ""
        found = Protego.parse("User-agent: *\nDisallow: /" if shut else rules)
        host.delay = min(found.crawl_delay(self._client.agent) or 0.0, LONGEST_DELAY)
        return found

    def _patiently(self, host: _Host, address: str, headers: Mapping[str, str]) -> Answer:
        """An answer, waited for where the host asks for it; raises Refused where it asks for too long."""
        for left in range(TRIES - 1, -1, -1):
            self._wait(host)
            answer = self._client.get(address, headers)
            host.free_at = time.monotonic() + max(self._delay, host.delay)
            if answer.status not in BUSY or not left:
                return answer
            pause = retry_after(answer.headers.get("retry-after"))
            if pause > LONGEST_DELAY:
                host.closed = (
                    f"{urlsplit(address).netloc} asks to be left alone for {pause:.0f} seconds"
                )
                raise Refused(f"{host.closed}: run the same again after that")
            host.free_at = time.monotonic() + max(pause, self._delay)
        raise AssertionError("unreachable")

    def _wait(self, host: _Host) -> None:
        pause = host.free_at - time.monotonic()
        if pause > 0:
            self._sleep(pause)


def retry_after(value: str | None) -> float:
    """Seconds that a Retry-After header asks for; a few where it says nothing."""
    if value and value.strip().isdigit():
        return float(value)
    if value:
        with suppress(ValueError, TypeError, IndexError, OverflowError):
            return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    return 5.0
