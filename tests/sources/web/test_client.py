from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from dragoman.errors import Hostile, InputError
from dragoman.sources.web import client as module
from dragoman.sources.web.client import Client
from tests.sources.site import Page, Site, served


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as made:
        yield made


@pytest.fixture
def client(site: Site) -> Iterator[Client]:
    with Client([site.host]) as made:
        yield made


def test_an_answer_has_its_address_at_the_end_of_redirects(site: Site, client: Client) -> None:
    site.pages["/a"] = Page(status=301, headers={"Location": "/b"})
    site.pages["/b"] = Page(b"<p>B</p>", headers={"ETag": '"1"'})
    found = client.get(f"{site.address}/a")
    assert (found.url, found.status, found.body) == (f"{site.address}/b", 200, b"<p>B</p>")
    assert found.headers["etag"] == '"1"'
    assert site.asked[-1][1]["user-agent"].startswith("dragoman/")


def test_a_packed_answer_is_unpacked_up_to_the_cap(site: Site, client: Client) -> None:
    site.pages["/packed"] = Page(gzip.compress(b"text" * 99), headers={"Content-Encoding": "gzip"})
    assert client.get(f"{site.address}/packed").body == b"text" * 99
    bomb = gzip.compress(b"\0" * 30_000_000)
    site.pages["/bomb"] = Page(bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(Hostile, match="unpacks"):
        client.get(f"{site.address}/bomb")
    site.pages["/cut"] = Page(
        gzip.compress(b"text" * 99)[:40] + b"xx", headers={"Content-Encoding": "br"}
    )
    with pytest.raises(InputError, match="packed as br"):
        client.get(f"{site.address}/cut")


def test_a_body_without_end_is_cut(site: Site, client: Client) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 65536)
        except OSError:
            handler.close_connection = True

    site.pages["/endless"] = endless
    with pytest.raises(Hostile):
        client.get(f"{site.address}/endless")


def test_a_slow_server_is_left_at_the_deadline(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DEADLINE", 0.5)

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        try:
            for _ in range(40):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass
        handler.close_connection = True

    site.pages["/drip"] = drip
    began = time.monotonic()
    with pytest.raises(InputError, match="did not answer"):
        client.get(f"{site.address}/drip")
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "location",
    ["file:///etc/hostname", "ftp://a.example/", "gopher://a.example/", "http://[::1", "/loop"],
)
def test_redirects_lead_to_http_alone_and_to_an_end(
    site: Site, client: Client, location: str
) -> None:
    site.pages["/loop"] = Page(status=302, headers={"Location": location})
    with pytest.raises(InputError):
        client.get(f"{site.address}/loop")


def test_several_packed_streams_are_one_body_and_a_cut_one_is_told(
    site: Site, client: Client
) -> None:
    both = gzip.compress(b"one ") + gzip.compress(b"two")
    site.pages["/both"] = Page(both, headers={"Content-Encoding": "gzip"})
    assert client.get(f"{site.address}/both").body == b"one two"
    site.pages["/cut"] = Page(
        gzip.compress(b"text" * 99)[:-9], headers={"Content-Encoding": "gzip"}
    )
    with pytest.raises(InputError, match="cut off"):
        client.get(f"{site.address}/cut")


def test_headers_that_drip_end_at_the_deadline(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DEADLINE", 0.6)

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        try:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for n in range(60):
                handler.wfile.write(b"X-%d: y\r\n" % n)
                handler.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    site.pages["/drip"] = drip
    began = time.monotonic()
    with pytest.raises(InputError, match="did not answer"):
        client.get(f"{site.address}/drip")
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "address", ["http://me@a.example/", "http://a.example:99999/", "http://a.example:x/"]
)
def test_odd_addresses_are_refused(client: Client, address: str) -> None:
    with pytest.raises(InputError):
        client.get(address)
