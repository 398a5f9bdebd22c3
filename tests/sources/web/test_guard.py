"""Sixty addresses that lead inside, each directly, by a redirect, and by a name that changes its answer."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Iterator

import pytest

from dragoman.errors import InputError, Refused
from dragoman.sources.web.client import Client
from dragoman.sources.web.guard import Guarded, why_not
from tests.sources.site import Page, Site, served

INSIDE = (
    "127.0.0.1", "127.1.2.3", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255",
    "100.64.0.1", "100.127.255.254", "169.254.169.254", "169.254.0.1", "172.16.0.1", "172.31.255.255",
    "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1",
    "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "168.63.129.16", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]",
    "[::ffff:168.63.129.16]", "[::127.0.0.1]", "[::10.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::a00:1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::]", "[2001::1]", "[2001:db8::1]", "[fe80::1]",
    "[fc00::1]", "[fd00:ec2::254]", "[fec0::1]", "[ff02::1]", "[100::1]",
    # the same in other clothes, as the system's resolver takes them
    "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "0", "0xa9fea9fe", "2852039166",
    "0251.0376.0251.0376", "10.1", "192.168.257",
)  # fmt: skip
OUTSIDE = (
    "8.8.8.8",
    "1.1.1.1",
    "93.184.216.34",
    "2606:4700:4700::1111",
    "2a00:1450:4001:80b::200e",
)


def test_there_are_sixty() -> None:
    assert len(set(INSIDE)) >= 60


@pytest.mark.parametrize("address", OUTSIDE)
def test_the_open_web_is_open(address: str) -> None:
    assert why_not(address) is None


class Listener:
    """Counts the connections that come to any address of this machine."""

    def __init__(self) -> None:
        self.count = 0
        self._sockets: list[socket.socket] = []
        for family, host in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
            made = socket.socket(family, socket.SOCK_STREAM)
            if family == socket.AF_INET6:
                made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            try:
                made.bind((host, self.port if self._sockets else 0))
            except OSError:
                made.close()
                continue
            made.listen(64)
            self._sockets.append(made)
            threading.Thread(target=self._accept, args=(made,), daemon=True).start()

    @property
    def port(self) -> int:
        return int(self._sockets[0].getsockname()[1])

    def _accept(self, made: socket.socket) -> None:
        while True:
            try:
                other, _ = made.accept()
            except OSError:
                return
            self.count += 1
            other.close()

    def close(self) -> None:
        for one in self._sockets:
            one.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with served() as made:
        yield made


@pytest.mark.parametrize("host", INSIDE)
def test_no_address_inside_is_connected_to(host: str, listener: Listener) -> None:
    with Client() as client, pytest.raises(InputError):
        client.get(f"http://{host}:{listener.port}/")
    assert listener.count == 0


@pytest.mark.parametrize("host", INSIDE)
def test_no_redirect_leads_inside(host: str, listener: Listener, site: Site) -> None:
    site.pages["/"] = Page(status=302, headers={"Location": f"http://{host}:{listener.port}/"})
    with Client([site.host]) as client, pytest.raises(InputError):
        client.get(f"{site.address}/")
    assert listener.count == 0


@pytest.mark.parametrize("host", INSIDE)
def test_a_name_that_changes_its_answer_leads_nowhere(host: str, listener: Listener) -> None:
    """The first look-up says an address of the open web, every later one the address inside."""
    asked = []
    inside = socket.getaddrinfo(host.strip("[]"), 80, type=socket.SOCK_STREAM)[0][4][0]

    def resolve(name: str, port: int) -> list[str]:
        asked.append(name)
        return ["203.0.114.1" if len(asked) == 1 else str(inside)]

    backend = Guarded((), resolve)
    backend._inner = _Recorder()  # type: ignore[assignment]
    backend.connect_tcp("news.example", listener.port, 0.2)
    with pytest.raises(Refused):
        backend.connect_tcp("news.example", listener.port, 0.2)
    assert backend._inner.addresses == ["203.0.114.1"]  # type: ignore[attr-defined]
    assert listener.count == 0


class _Recorder:
    """Connects to nobody, and says which addresses it was given."""

    def __init__(self) -> None:
        self.addresses: list[str] = []

    def connect_tcp(self, host: str, *_: object) -> _Recorder:
        self.addresses.append(host)
        return self

    def get_extra_info(self, _: str) -> tuple[str, int]:
        return (self.addresses[-1], 80)

    def close(self) -> None:
        pass


def test_a_name_with_one_address_inside_is_refused_whole(listener: Listener) -> None:
    backend = Guarded((), lambda *_: ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(Refused, match=r"127\.0\.0\.1"):
        backend.connect_tcp("news.example", listener.port, 0.2)
    assert listener.count == 0


def test_a_socket_that_ends_inside_is_closed_whatever_was_asked(listener: Listener) -> None:
    class Liar(_Recorder):
        def get_extra_info(self, _: str) -> tuple[str, int]:
            return ("127.0.0.1", 80)

    backend = Guarded((), lambda *_: ["93.184.216.34"])
    backend._inner = Liar()  # type: ignore[assignment]
    with pytest.raises(Refused):
        backend.connect_tcp("news.example", listener.port, 0.2)


def test_hosts_of_the_settings_may_be_private(site: Site) -> None:
    site.pages["/ok"] = Page(b"<p>Here.</p>")
    for name in (site.host, "127.0.0.1"):
        with Client([name]) as client:
            assert client.get(f"{site.address}/ok").body == b"<p>Here.</p>"
    with Client(["127.0.0.1:1"]) as client, pytest.raises(Refused, match="private_hosts"):
        client.get(f"{site.address}/ok")


def test_every_forbidden_range_is_told_from_its_neighbours() -> None:
    for net in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"):
        block = ipaddress.ip_network(net)
        assert why_not(str(block[0])) and why_not(str(block[-1]))
        assert why_not(str(block[0] - 1)) is None or net == "10.0.0.0/8"
        assert why_not(str(block[-1] + 1)) is None
