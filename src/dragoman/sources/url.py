"""Web addresses: http and https, fetched with the standard library."""

from __future__ import annotations

import http.client
import io
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import IO, Any
from urllib.parse import quote, urlsplit

from dragoman.errors import InputError, NotFound
from dragoman.records import Document
from dragoman.sources.base import HTML, MAX_BYTES, Item, sniff, too_large
from dragoman.sources.batch import lines, records

TIMEOUT = 20.0
CHUNK = 1 << 16
SCHEMES = ("http", "https")
BATCHES = ("application/jsonl", "application/x-ndjson", "application/x-jsonlines")
HEADERS = {
    "User-Agent": "dragoman/0.1 (news reader)",
    "Accept": "text/html,text/plain;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "identity",
}

Opener = Callable[[urllib.request.Request], Any]


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to http and https alone; urllib itself would go on to ftp."""

    def redirect_request(  # noqa: PLR0913, PLR0917  the signature is urllib's
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        _check_scheme(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class UrlSource:
    """An address of one article or of a batch; `opener` stands in for the network in tests."""

    def __init__(self, opener: Opener | None = None) -> None:
        self._open = opener or _network()

    def documents(self, spec: str) -> Iterator[Item]:
        """The document at an address, or one a line where a batch lies there."""
        try:
            document = self._fetch(spec)
        except (InputError, OSError, ValueError, http.client.HTTPException, zlib.error) as error:
            yield _told(error, spec)
            return
        if _is_batch(document):
            yield from records(lines(io.BytesIO(document.body)), spec)
        else:
            yield document

    def _fetch(self, spec: str) -> Document:
        _check_scheme(spec)
        request = urllib.request.Request(_ascii(spec), headers=HEADERS)
        with self._open(request) as response:
            body = _body(response, spec)
            declared = response.headers.get("Content-Type") or sniff(body)
            final = response.geturl()
        return Document(uri=final, media_type=declared, body=body, fetched_at=datetime.now(UTC))


def _network() -> Opener:
    """An opener without urllib's handlers for file, ftp and data addresses."""
    director = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
    ):
        director.add_handler(handler)
    return lambda request: director.open(request, timeout=TIMEOUT)


def _check_scheme(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme.lower() not in SCHEMES or not parts.hostname:
        raise InputError(f"{address} is no http or https address: give one, or a path")


def _ascii(address: str) -> str:
    parts = urlsplit(address)
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    path, query = (quote(part, safe="%/:=&?~#+!$,;'@()*[]") for part in (parts.path, parts.query))
    return parts._replace(netloc=host, path=path, query=query, fragment="").geturl()


def _body(response: Any, address: str) -> bytes:
    """The body, unpacked if the server packed it unasked; capped in bytes and in seconds."""
    deadline = time.monotonic() + TIMEOUT
    unpack = zlib.decompressobj(47) if _is_packed(response) else None
    body = bytearray()
    while chunk := response.read(CHUNK):
        body += unpack.decompress(chunk, MAX_BYTES + 1) if unpack else chunk
        if len(body) > MAX_BYTES:
            raise too_large(address)
        if time.monotonic() > deadline:
            raise TimeoutError(f"not done after {TIMEOUT:.0f} seconds")
    return bytes(body)


def _is_packed(response: Any) -> bool:
    return (response.headers.get("Content-Encoding") or "").lower() in ("gzip", "x-gzip", "deflate")


def _is_batch(document: Document) -> bool:
    media_type = document.media_type.partition(";")[0].strip().lower()
    named = urlsplit(document.uri or "").path.lower().endswith(".jsonl")
    return media_type in BATCHES or (named and media_type != HTML)


def _told(error: Exception, address: str) -> InputError:
    if isinstance(error, InputError):
        return error
    if isinstance(error, urllib.error.HTTPError) and error.code in (404, 410):
        return NotFound(f"there is nothing at {address} (HTTP {error.code}): check the address")
    return InputError(f"{address} cannot be fetched ({error}): check the address and the network")
