"""What every source gives: documents, one after another, with an error in place of a bad one."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import BinaryIO, Protocol

from dragoman.errors import Hostile, InputError
from dragoman.records import Document

ARTICLE = "application/vnd.dragoman.article+json"
HTML = "text/html"
TEXT = "text/plain"
PDF = "application/pdf"
MAIL = "message/rfc822"
MAX_BYTES = 20_000_000
"""Bytes of one document, counted where they come out of whatever packed them."""
MAX_RATIO = 200
"""How many times its packed size a document may be, once it has more than `RATIO_FROM` bytes."""
RATIO_FROM = 1_000_000
CHUNK = 1 << 16

Item = Document | InputError


@dataclass(frozen=True, slots=True)
class Reach:
    """What the user says of sources: how tables call their columns, which hosts may be private, how to sign.

    `columns` maps Dragoman's names (text, title, published, outlet, url, id) to the user's; `private_hosts` are
    the names (or name:port) that may lie inside a private network; `agent` is what hosts are told.
    """

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    private_hosts: tuple[str, ...] = ()
    agent: str | None = None


def held(items: Iterator[Item], spec: str) -> Iterator[Item]:
    """The same items; whatever a parser or an unpacker raises ends this source with a word, and no other."""
    try:
        yield from items
    except InputError as error:
        yield error
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        yield InputError(f"{spec} cannot be read any further ({what}): please report it")


class Source(Protocol):
    """A place where documents come from."""

    def documents(self, spec: str) -> Iterator[Item]:
        """The documents at `spec`; an InputError stands in the place of each that cannot be had."""


def read_capped(stream: BinaryIO, name: str) -> bytes:
    """All bytes of `stream`; raises InputError for more than `MAX_BYTES`."""
    body = stream.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise too_large(name)
    return body


def too_large(name: str) -> InputError:
    """The error for an input of more than `MAX_BYTES`."""
    return InputError(
        f"{name} is larger than {MAX_BYTES // 1_000_000} MB, more than any article: "
        "split it, or give a .jsonl file with an article a line"
    )


def check_unpacked(size: int, packed: int, name: str) -> None:
    """Raises Hostile for a document that unpacks to more than an article, or to absurdly more than it was."""
    if size > MAX_BYTES:
        raise Hostile(
            f"{name} unpacks to more than {MAX_BYTES // 1_000_000} MB, more than any article, and was set aside"
        )
    if size > RATIO_FROM and size > MAX_RATIO * max(1, packed):
        raise Hostile(
            f"{name} unpacks to {MAX_RATIO} times its size, as no text does, and was set aside"
        )


def unpacked(stream: BinaryIO, packed: int, name: str) -> bytes:
    """All bytes of a stream that unpacks `packed` bytes; raises Hostile over a cap, InputError for damage."""
    body = bytearray()
    try:
        while chunk := stream.read(CHUNK):
            body += chunk
            check_unpacked(len(body), packed, name)
    except InputError:
        raise
    except Exception as error:  # unpackers raise what they like
        raise InputError(f"{name} is damaged or locked ({error}): unpack it yourself") from error
    return bytes(body)


class Unpacking(io.RawIOBase):
    """A gzip stream as a file of lines; raises InputError for damage. Its whole size is not capped, lines are."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self._name = stream, name
        self._unpack = zlib.decompressobj(31)
        self._ready = b""

    def readable(self) -> bool:
        """A stream to read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fills a buffer; 0 at the end."""
        while not self._ready:
            held = (
                self._unpack.unconsumed_tail or self._unpack.unused_data or self._stream.read(CHUNK)
            )
            if not held:
                if not self._unpack.eof:
                    raise InputError(f"{self._name} ends in the middle: fetch it again")
                return 0
            if self._unpack.eof:  # gzip files may be several joined
                self._unpack = zlib.decompressobj(31)
            try:
                self._ready = self._unpack.decompress(held, CHUNK)
            except zlib.error as error:
                raise InputError(f"{self._name} is damaged ({error}): fetch it again") from error
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size


def sniff(body: bytes) -> str:
    """The media type of bytes that carry no name: HTML if they open as a page does, PDF by its mark, else text."""
    if body.startswith(b"%PDF-"):
        return PDF
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return HTML if head.startswith((b"<!doctype html", b"<html")) else TEXT
