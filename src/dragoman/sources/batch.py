"""Batches: JSON Lines with an article a line. Used by the sources; no source itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, BinaryIO

from dragoman.errors import BadRecord
from dragoman.records import Document
from dragoman.sources.base import ARTICLE, MAX_BYTES, Item

FIELDS = ("id", "title", "published", "outlet", "url")
CURE = 'each line holds one JSON object with at least "text"'


def lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; one of more than `MAX_BYTES` is cut there and never held whole."""
    while line := stream.readline(MAX_BYTES + 1):
        tail = line
        while not tail.endswith(b"\n") and len(tail) > MAX_BYTES:
            tail = stream.readline(MAX_BYTES + 1)
        yield line


def records(
    batch: Iterable[bytes], name: str, columns: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Item]:
    """A Document for each line, a BadRecord naming `name` and the line's number for a bad one.

    `columns` are the keys that the user has for Dragoman's.
    """
    for number, raw in enumerate(batch, start=1):
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if not line.strip():
            continue
        try:
            yield record(line, f"{name}, line {number}", columns)
        except BadRecord as error:
            yield error


def record(line: bytes, where: str, columns: Mapping[str, str] = MappingProxyType({})) -> Document:
    """The Document of one line; its body is the line. Raises BadRecord if it holds no article."""
    if len(line) > MAX_BYTES:
        raise BadRecord(f"{where} is longer than {MAX_BYTES // 1_000_000} MB: split the article")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"{where} is not JSON ({error}): {CURE}") from error
    if columns and isinstance(value, dict):
        value |= {name: value.get(own) for name, own in columns.items()}
        line = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise BadRecord(f'{where} holds no object with a string "text": {CURE}')
    given = {key: _stated(value[key]) for key in FIELDS if value.get(key) is not None}
    return Document(
        uri=given.get("url"),
        media_type=ARTICLE,
        body=line.strip(),
        given=MappingProxyType(given),
    )


def _stated(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def is_record(line: bytes, columns: Mapping[str, str] = MappingProxyType({})) -> bool:
    """Whether a line is one of a batch."""
    try:
        record(line, "", columns)
    except BadRecord:
        return False
    return True
