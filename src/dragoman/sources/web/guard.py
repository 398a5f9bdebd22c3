"""Sockets that reach the open web alone: no private network, no cloud's metadata, whatever a name resolves to.

A name is resolved once, every address it has is checked, and the connection goes to one that was checked, so
that a name which changes its answer between two look-ups leads nowhere. The connected peer is checked once more.
Hosts that the user names in the settings may be private.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpcore2

from dragoman.errors import Refused

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
_FORBIDDEN = tuple(
    ipaddress.ip_network(net)
    for net in (
        "168.63.129.16/32",  # Azure's metadata, in public space
        "192.0.0.0/24", "192.88.99.0/24",  # the IETF's own, and 6to4 relays
        "64:ff9b::/96", "64:ff9b:1::/48",  # NAT64: an IPv4 address within
        "2002::/16", "2001::/32",  # 6to4 and Teredo: the same
        "fec0::/10",  # site-local, as it once was
    )
)  # fmt: skip


def why_not(text: str) -> str | None:
    """Why an IP address is not connected to; None for one of the open web."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return "no address"
    for one in _meant(address):
        if any(one.version == net.version and one in net for net in _FORBIDDEN):
            return "reserved"
        if one.is_multicast or not one.is_global:
            return "private, local or reserved"
    return None


def _meant(address: Address) -> Iterable[Address]:
    """An address and the IPv4 one that an IPv6 one holds."""
    yield address
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            yield address.ipv4_mapped
        if int(address) >> 32 == 0:  # ::a.b.c.d, as it once was written
            yield ipaddress.IPv4Address(int(address))


def resolved(host: str, port: int) -> Sequence[str]:
    """All addresses of a name; raises ConnectError where it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore2.ConnectError(f"there is no host {host}: {error}") from error
    return list(dict.fromkeys(str(one[4][0]) for one in found))


_now = threading.local()


@contextmanager
def deadline(until: float) -> Iterator[None]:
    """The moment by which everything that this thread reads and writes here must be done."""
    _now.until = until
    try:
        yield
    finally:
        _now.until = None


def _left(timeout: float | None) -> float | None:
    """What is left of a time limit; raises ReadTimeout where nothing is."""
    until = getattr(_now, "until", None)
    if until is None:
        return timeout
    left = float(until - time.monotonic())
    if left <= 0:
        raise httpcore2.ReadTimeout("the time for this answer is up")
    return left if timeout is None else min(timeout, left)


class _Timed(httpcore2.NetworkStream):
    """A stream whose every step gets only what is left of the whole time: a drip of bytes is no way out."""

    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Reads some bytes."""
        return self._inner.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Writes all bytes."""
        self._inner.write(buffer, _left(timeout))

    def close(self) -> None:
        """Closes the socket."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """The same over TLS."""
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        """What the socket knows of itself."""
        return self._inner.get_extra_info(info)


class Guarded(httpcore2.NetworkBackend):
    """Connects to checked addresses only; `resolve` stands in for the name service in tests."""

    def __init__(self, private_hosts: Iterable[str] = (), resolve: Resolve = resolved) -> None:
        self._private = frozenset(host.lower() for host in private_hosts)
        self._resolve = resolve
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to a host; raises Refused for one whose addresses are not all of the open web."""
        addresses = self._resolve(host, port)
        named = {host.lower(), f"{host.lower()}:{port}"}
        is_free = bool(named & self._private)
        if not is_free:
            for address in addresses:
                _check(host, address)
        failed: Exception = httpcore2.ConnectError(f"there is no host {host}")
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
                continue
            if not is_free:
                _check_peer(host, stream)
            return _Timed(stream)
        raise failed

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        """Never: nothing of the web is there."""
        del timeout, socket_options
        raise Refused(f"{path} is no address of the web")


def _check_peer(host: str, stream: httpcore2.NetworkStream) -> None:
    peer = stream.get_extra_info("server_addr")
    try:
        _check(host, str(peer[0]))
    except Refused:
        stream.close()
        raise


def _check(host: str, address: str) -> None:
    why = why_not(address)
    if why:
        raise Refused(
            f"{host} is not fetched: its address {address} is {why}; if you trust it, name the host in the "
            "settings: [fetch] private_hosts"
        )
