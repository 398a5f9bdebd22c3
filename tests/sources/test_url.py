from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dragoman.errors import InputError, NotFound
from dragoman.records import Document
from dragoman.sources.base import ARTICLE, MAX_BYTES, Item, Reach
from dragoman.sources.url import UrlSource

PAGE = "<p>Señor Ruiz of Costa Verde spoke.</p>".encode("latin-1")


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        route = {
            "/page": self._page,
            "/packed": self._packed,
            "/bomb": self._bomb,
            "/moved": lambda: self._redirect("/page"),
            "/to-file": lambda: self._redirect("file:///etc/hostname"),
            "/loop": lambda: self._redirect("/loop"),
            "/batch.jsonl": lambda: self._send(b'{"text": "One."}\nbad\n', "text/plain"),
            "/caf%C3%A9": self._page,
        }.get(self.path)
        if route:
            route()
        else:
            self.send_error(404)

    def _page(self) -> None:
        self._send(PAGE, "text/html; charset=iso-8859-1")

    def _packed(self) -> None:
        self._send(gzip.compress(PAGE), "text/html", "gzip")

    def _bomb(self) -> None:
        self._send(gzip.compress(b"a" * (MAX_BYTES + 10)), "text/html", "gzip")

    def _redirect(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, body: bytes, media_type: str, encoding: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fetch(address: str) -> list[Item]:
    return list(UrlSource(reach=Reach(private_hosts=("127.0.0.1",))).documents(address))


@pytest.mark.parametrize("path", ["/page", "/moved", "/page#part", "/café"])
def test_a_page_comes_with_its_declared_type(site: str, path: str) -> None:
    [document] = fetch(site + path)
    assert isinstance(document, Document)
    assert document.body == PAGE
    assert document.media_type == "text/html; charset=iso-8859-1"
    assert document.fetched_at is not None
    if path == "/moved":
        assert document.uri == site + "/page"


def test_a_body_packed_unasked_is_unpacked(site: str) -> None:
    [document] = fetch(site + "/packed")
    assert isinstance(document, Document)
    assert document.body == PAGE


def test_a_batch_behind_an_address_gives_an_item_a_line(site: str) -> None:
    first, second = fetch(site + "/batch.jsonl")
    assert isinstance(first, Document)
    assert first.media_type == ARTICLE
    assert isinstance(second, InputError)


def test_nothing_there_is_not_found(site: str) -> None:
    [error] = fetch(site + "/gone")
    assert isinstance(error, NotFound)


@pytest.mark.parametrize("path", ["/bomb", "/to-file", "/loop"])
def test_hostile_answers_are_errors(site: str, path: str) -> None:
    [error] = fetch(site + path)
    assert isinstance(error, InputError)


@pytest.mark.parametrize(
    "address",
    ["ftp://a.example/x", "file:///etc/passwd", "http://", "https://[::1", "http://a b.example/"],
)
def test_other_schemes_and_broken_addresses_are_errors(address: str) -> None:
    [error] = fetch(address)
    assert isinstance(error, InputError)
    assert address in str(error)
