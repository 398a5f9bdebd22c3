"""Standard input: one text or page, or a batch of articles."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from typing import BinaryIO

from dragoman.errors import InputError
from dragoman.records import Document
from dragoman.sources.base import MAX_BYTES, Item, Reach, sniff, too_large
from dragoman.sources.batch import is_record, lines, records

NAME = "standard input"


class StdinSource:
    """What is piped in; `stream` stands in for standard input in tests."""

    def __init__(self, stream: BinaryIO | None = None, reach: Reach | None = None) -> None:
        self._stream = stream
        self._reach = reach or Reach()

    def documents(self, spec: str = "-") -> Iterator[Item]:  # noqa: ARG002  there is but one
        """One document, or one a line where the input is a batch."""
        stream = self._stream or sys.stdin.buffer
        try:
            head, is_batch = _head(stream, self._reach.columns)
            if is_batch:
                yield from records(chain(head, lines(stream)), NAME, self._reach.columns)
            else:
                yield _whole(b"".join(head))
        except InputError as error:
            yield error
        except OSError as error:
            yield InputError(f"{NAME} cannot be read ({error.strerror}): give a file instead")


def _head(stream: BinaryIO, columns: Mapping[str, str]) -> tuple[list[bytes], bool]:
    """The lines up to where it is clear that they are a batch, and True; all lines, and False.

    A batch if half of the lines that are not empty are records: one bad line, even the first, must
    not turn a batch into one long text. Raises InputError for more than `MAX_BYTES` of such lines.
    """
    head: list[bytes] = []
    size = filled = found = 0
    while line := stream.readline(MAX_BYTES + 1):
        head.append(line)
        size += len(line)
        if size > MAX_BYTES:
            raise too_large(NAME)
        if line.strip():
            filled += 1
            found += is_record(line, columns)
            if found * 2 >= filled:
                return head, True
    return head, False


def _whole(body: bytes) -> Document:
    return Document(uri=None, media_type=sniff(body), body=body, fetched_at=datetime.now(UTC))
