"""Standard input: one text or page, or a batch of articles."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import BinaryIO

from dragoman.errors import InputError
from dragoman.records import Document
from dragoman.sources.base import MAX_BYTES, Item, read_capped, sniff
from dragoman.sources.batch import is_record, lines, records

NAME = "standard input"


class StdinSource:
    """What is piped in; `stream` stands in for standard input in tests."""

    def __init__(self, stream: BinaryIO | None = None) -> None:
        self._stream = stream

    def documents(self, spec: str = "-") -> Iterator[Item]:  # noqa: ARG002  there is but one
        """One document, or one a line where the input is a batch."""
        stream = self._stream or sys.stdin.buffer
        try:
            first = stream.readline(MAX_BYTES + 1)
            if is_record(first):
                yield from records(chain([first], lines(stream)), NAME)
                return
            yield from _whole(first + read_capped(stream, NAME))
        except InputError as error:
            yield error
        except OSError as error:
            yield InputError(f"{NAME} cannot be read ({error.strerror}): give a file instead")


def _whole(body: bytes) -> Iterator[Item]:
    """A batch if at least half of the lines that are not empty are records: one bad line, even the
    first, must not turn a batch into one long text."""
    filled = [line for line in body.splitlines() if line.strip()]
    if filled and sum(map(is_record, filled)) * 2 >= len(filled):
        yield from records(lines(io.BytesIO(body)), NAME)
    else:
        yield Document(uri=None, media_type=sniff(body), body=body, fetched_at=datetime.now(UTC))
