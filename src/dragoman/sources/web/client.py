"""One answer of the web at a time: guarded, capped in bytes and seconds, redirects followed by the same rules."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import httpcore2

from dragoman import __version__
from dragoman.errors import InputError
from dragoman.sources.base import check_unpacked
from dragoman.sources.web.guard import Guarded, Resolve, deadline, resolved

DEADLINE = 10.0
"""Seconds for a whole answer, redirects included."""
REDIRECTS = 5
SCHEMES = ("http", "https")
MOVED = (301, 302, 303, 307, 308)
AGENT = f"dragoman/{__version__} (news reader)"
HEADERS = MappingProxyType(
    {
        "User-Agent": AGENT,
        "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
        "application/xml;q=0.9,text/plain;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip",
    }
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: the address at the end of all redirects, status, headers in lower case, body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class Client:
    """Fetches addresses; a context manager, for it keeps connections open between requests."""

    def __init__(
        self,
        private_hosts: Iterable[str] = (),
        agent: str | None = None,
        resolve: Resolve = resolved,
    ) -> None:
        self.agent = agent or AGENT
        backend = Guarded(private_hosts, resolve)
        self._pool = httpcore2.ConnectionPool(
            max_connections=16, keepalive_expiry=10.0, network_backend=backend
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the connections."""
        self._pool.close()

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """What lies at an address, at the end of its redirects; raises InputError, Refused or Hostile."""
        here = address
        until = time.monotonic() + DEADLINE
        for _ in range(REDIRECTS + 1):
            answer = self.ask(here, headers, until)
            there = moved(answer)
            if there is None:
                return answer
            here = there
        raise InputError(f"{address} redirects more than {REDIRECTS} times: check the address")

    def ask(
        self, address: str, headers: Mapping[str, str] | None = None, until: float | None = None
    ) -> Answer:
        """What a server says to one request, be it a redirect; `until` is the moment by which it must have."""
        end = until or time.monotonic() + DEADLINE
        with deadline(end):
            return self._one(address, {**HEADERS, "User-Agent": self.agent, **(headers or {})}, end)

    def _one(self, address: str, headers: Mapping[str, str], until: float) -> Answer:
        check_scheme(address)
        left = until - time.monotonic()
        limits = dict.fromkeys(("connect", "read", "write", "pool"), max(0.1, left))
        try:
            with self._pool.stream(
                "GET",
                ascii_of(address),
                headers=list(headers.items()),
                extensions={"timeout": limits},
            ) as response:
                told = _headers(response.headers)
                body = (
                    b""
                    if response.status in (*MOVED, 304)
                    else _body(response, told, address, until)
                )
                return Answer(address, response.status, told, body)
        except httpcore2.TimeoutException as error:
            raise _too_slow(address) from error
        except (
            httpcore2.NetworkError,
            httpcore2.ProtocolError,
            httpcore2.UnsupportedProtocol,
            OSError,
            ValueError,
        ) as error:
            raise InputError(
                f"{address} cannot be fetched ({error}): check the address and the network"
            ) from error


def moved(answer: Answer) -> str | None:
    """Where an answer sends the asker; None where it is the end."""
    there = answer.headers.get("location")
    return _joined(answer.url, there) if answer.status in MOVED and there else None


def _joined(here: str, there: str) -> str:
    try:
        return urljoin(here, there)
    except ValueError as error:
        raise InputError(f"{here} redirects to {there!r}, which is no address: check it") from error


def check_scheme(address: str) -> None:
    """Raises InputError for what is no http or https address."""
    try:
        parts = urlsplit(address)
        good = parts.scheme.lower() in SCHEMES and bool(parts.hostname) and parts.username is None
        good = good and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    if not good:
        raise InputError(f"{address} is no http or https address: give one, or a path")


def ascii_of(address: str) -> str:
    """An address as it is sent: the host in its ASCII form, the rest in percent signs, no fragment."""
    parts = urlsplit(address)
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    path, query = (quote(part, safe="%/:=&?~#+!$,;'@()*[]") for part in (parts.path, parts.query))
    return parts._replace(netloc=host, path=path or "/", query=query, fragment="").geturl()


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in raw}


def _body(response: Any, headers: Mapping[str, str], address: str, until: float) -> bytes:
    """The body, unpacked; the cap counts what comes out, the deadline what passes meanwhile."""
    packing = headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise InputError(
            f"{address} comes packed as {packing}, which was not asked for: save the page"
        )
    unpack = zlib.decompressobj(47) if packing not in ("", "identity") else None
    body, came = bytearray(), 0
    for chunk in response.iter_stream():
        came += len(chunk)
        rest = chunk
        while rest:
            if unpack and unpack.eof:  # a gzip stream may be several joined
                unpack = zlib.decompressobj(47)
            try:
                body += unpack.decompress(rest, 1 << 20) if unpack else rest
            except zlib.error as error:
                raise InputError(f"{address} comes damaged ({error}): fetch it again") from error
            check_unpacked(len(body), came, address)
            rest = (unpack.unconsumed_tail or unpack.unused_data) if unpack else b""
        if time.monotonic() > until:
            raise _too_slow(address)
    if unpack and came and not unpack.eof:
        raise InputError(f"{address} comes cut off: fetch it again")
    return bytes(body)


def _too_slow(address: str) -> InputError:
    return InputError(f"{address} did not answer within {DEADLINE:.0f} seconds: try it later")
