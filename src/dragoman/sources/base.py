"""What every source gives: documents, one after another, with an error in place of a bad one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from dragoman.errors import InputError
from dragoman.records import Document

ARTICLE = "application/vnd.dragoman.article+json"
HTML = "text/html"
TEXT = "text/plain"
MAX_BYTES = 20_000_000

Item = Document | InputError


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


def sniff(body: bytes) -> str:
    """The media type of bytes that carry no name: HTML if they open as a page does, else text."""
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return HTML if head.startswith((b"<!doctype html", b"<html")) else TEXT
