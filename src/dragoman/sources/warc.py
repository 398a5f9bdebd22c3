"""WARC files (ISO 28500), such as CC-NEWS: pages as a crawler kept them, read on after damage.

Each record of a packed file is a gzip member of its own. Readers that trust the stream lose all that follows a
damaged member; here the next place is looked for where a member begins and opens as a record does, and what lies
between is told with its offset. Files that are not packed are cut where a line opens a record.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from types import MappingProxyType
from typing import Any, BinaryIO

from dragoman.errors import Hostile, InputError
from dragoman.records import Document
from dragoman.sources.base import CHUNK, HTML, MAX_BYTES, Item, check_unpacked

GZIP = b"\x1f\x8b\x08"
OPENS = b"WARC/1."
PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_LENGTH = re.compile(rb"^content-length:\s*(\d{1,15})\s*$", re.IGNORECASE | re.MULTILINE)
MOST_PACKED = 64_000_000
"""Bytes of one packed record that are held; a longer one is a film, or a file that was packed as a whole."""
_HEAD = 1 << 16
_END = b"\r\n\r\n"


class _Window:
    """A file that is read forward, with what was not used up yet at hand."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.at = 0
        self.held = b""
        self.is_done = False

    def fill(self, size: int) -> bytes:
        """At least `size` bytes from here on, if there are as many."""
        while len(self.held) < size and not self.is_done:
            more = self._stream.read(max(CHUNK, len(self.held) // 2))
            self.held += more
            self.is_done = not more
        return self.held

    def skip(self, size: int) -> None:
        """Goes on by so many bytes."""
        self.fill(size)
        self.at += min(size, len(self.held))
        self.held = self.held[size:]

    def find(self, mark: bytes, start: int) -> int:
        """Where a mark stands from `start` on, what lies before being let go; -1 where it never comes."""
        while True:
            found = self.held.find(mark, start)
            if found >= 0:
                return found
            keep = max(start, len(self.held) - len(mark) + 1)
            self.skip(keep)
            start = 0
            before = len(self.held)
            self.fill(before + CHUNK)
            if len(self.held) == before:
                return -1


def pages(stream: BinaryIO, name: str) -> Iterator[Item]:
    """The pages of a WARC file in order, with an InputError for each damaged stretch and each page over a cap."""
    window = _Window(stream)
    packed = name.lower().endswith(".gz") or window.fill(3)[:3] == GZIP
    while window.fill(1):
        start = window.at
        try:
            record = _member(window, name) if packed else _plain(window, name)
        except Hostile as error:
            yield error
            continue
        except InputError:
            _resynchronise(window, packed=packed)
            yield InputError(
                f"{name} is damaged from byte {start} to byte {window.at}, or holds a record over every cap: "
                "what lies there is lost, the rest was read"
            )
            continue
        if record is not None:
            yield from _page(record, name, start)


def _member(window: _Window, name: str) -> bytes | None:
    """One gzip member, unpacked; None for one that opens no record. Raises InputError for damage."""
    unpack = zlib.decompressobj(31)
    body, used, too_much = bytearray(), 0, False
    while not unpack.eof:
        chunk = window.fill(used + CHUNK)[used : used + CHUNK]
        if not chunk:
            raise InputError(f"{name} ends in the middle of a record")
        if used > MOST_PACKED:
            raise InputError(f"{name}: a record over every cap")
        try:
            while chunk and not unpack.eof:
                part = unpack.decompress(chunk, CHUNK)
                body += b"" if too_much else part
                used += len(chunk) - len(unpack.unconsumed_tail) - len(unpack.unused_data)
                chunk = unpack.unconsumed_tail
                too_much = too_much or _is_over(len(body), used, name)
        except zlib.error as error:
            raise InputError(f"{name}: {error}") from error
    at = window.at
    window.skip(used)
    if too_much:
        raise Hostile(f"{name}, byte {at}: a record over every cap was set aside")
    if not body.strip():
        return None
    if not body.startswith(OPENS):
        raise InputError(f"{name}: no record")
    return bytes(body)


def _is_over(size: int, packed: int, name: str) -> bool:
    try:
        check_unpacked(size, packed, name)
    except Hostile:
        return True
    return False


def _plain(window: _Window, name: str) -> bytes | None:
    """One record of a file that is not packed. Raises InputError where none begins or ends here."""
    head = window.fill(_HEAD)[:_HEAD]
    blank = len(head) - len(head.lstrip(b"\r\n"))
    if blank:
        window.skip(blank)
        return None
    end = head.find(_END)
    length = _LENGTH.search(head[: end + 2].replace(b"\r\n", b"\n")) if end > 0 else None
    if not head.startswith(OPENS) or length is None:
        raise InputError(f"{name}: no record")
    whole = end + len(_END) + int(length[1])
    if _is_over(
        int(length[1]), int(length[1]), name
    ):  # its word is not taken: what follows is looked for
        raise InputError(f"{name}: a record over every cap")
    held = window.fill(whole + len(_END))
    if len(held) < whole or held[whole : whole + 4] not in (_END, b""):
        raise InputError(f"{name}: a record that does not end where it says")
    window.skip(whole)
    return held[:whole]


def _resynchronise(window: _Window, *, packed: bool) -> None:
    """Goes on to the next place where a record begins, or to the end."""
    start = 1
    while True:
        at = window.find(GZIP if packed else b"\n" + OPENS, start)
        if at < 0:
            window.skip(len(window.held))
            return
        window.skip(at if packed else at + 1)
        if not packed or _opens_record(window.fill(CHUNK)[:CHUNK]):
            return
        start = 1


def _opens_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(packed, len(OPENS)).startswith(OPENS)
    except zlib.error:
        return False


def _page(record: bytes, name: str, at: int) -> Iterator[Item]:
    """The page of a record, if it is an answer with one."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415  only for WARC files

    where = f"{name}, byte {at}"
    try:
        records = ArchiveIterator(
            io.BytesIO(record), record_types=WarcRecordType.response, auto_decode="all"
        )
        for one in records:
            media_type = (one.http_content_type or "").lower()
            status = one.http_headers.status_code if one.http_headers else None
            if media_type in PAGES and status == 200:
                yield _document(one, media_type, where, len(record))
    except (OSError, ValueError, UnicodeError) as error:
        yield InputError(f"{where}: the record cannot be read ({error}), the rest was")
    except InputError as error:
        yield error


def _document(one: Any, media_type: str, where: str, size: int) -> Document:
    body = one.reader.read(MAX_BYTES + 1)
    check_unpacked(len(body), size, where)
    charset = one.http_charset
    told = f"{media_type}; charset={charset}" if charset else media_type
    when = one.record_date
    return Document(
        uri=one.headers.get("WARC-Target-URI"),
        media_type=told if media_type != HTML or charset else HTML,
        body=body,
        fetched_at=when if isinstance(when, datetime) else None,
        given=MappingProxyType({}),
    )
