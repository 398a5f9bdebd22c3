"""A stream is read as it comes: what is done is written, and nothing of it is kept."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from threading import Timer

import pytest

from dragoman.errors import BadRecord, InputError
from dragoman.pipeline import BATCH, CHARACTERS, Pipeline, run
from dragoman.records import Document, Reading
from dragoman.sources.stdin import StdinSource
from tests.builders import reading

TEXT = "The foreign ministry of Chad said on Monday that it was following the talks closely."
LINE = json.dumps({"text": TEXT}).encode() + b"\n"


@pytest.mark.parametrize("by", ["standard input", "a .jsonl file"])
def test_the_first_line_is_written_before_the_input_has_ended(tmp_path: Path, by: str) -> None:
    spec = "-"
    if by != "standard input":
        spec = str(tmp_path / "stream.jsonl")
        os.mkfifo(spec)
    running = subprocess.Popen(
        [sys.executable, "-c", "from dragoman.cli import main; main()", "read", spec, "--json"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert running.stdin and running.stdout
    watch = Timer(120, running.kill)
    watch.start()
    # A pipe that is opened to read as well does not wait for its reader.
    into = running.stdin if spec == "-" else os.fdopen(os.open(spec, os.O_RDWR), "wb")
    with into:
        into.write(LINE * BATCH)
        into.flush()
        first = running.stdout.readline()
        into.write(LINE)
    rest = running.stdout.readlines()
    assert running.wait() == 0
    watch.cancel()
    assert json.loads(first)["article"]["text"] == TEXT
    assert len(rest) == BATCH


class Endless(io.BytesIO):
    """A stream of some lines and then of article after article; it counts the lines that it gave."""

    given = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        self.given += 1
        return super().readline(size) or LINE


@pytest.mark.parametrize(
    ("head", "kinds", "lines"),
    [
        (b"", [Document, Document], 2),
        (b"\n\n", [Document, Document], 4),
        (b"broken\n", [BadRecord, Document, Document], 3),
        (b"\nbroken\nbroken\n", [BadRecord, BadRecord, Document, Document], 5),
    ],
)
def test_standard_input_is_read_no_further_than_is_asked(
    head: bytes, kinds: list[type], lines: int
) -> None:
    stream = Endless(head)
    found = list(islice(StdinSource(stream).documents(), len(kinds)))
    assert [type(one) for one in found] == kinds
    assert stream.given == lines


class Encoding:
    """Stands for what the encoder leaves."""


class Counted(Pipeline):
    """Gives each reading an encoding, and notes how many of all are alive."""

    def __init__(self) -> None:
        super().__init__([])
        self.sizes: list[int] = []
        self.alive: list[int] = []
        self._all: weakref.WeakSet[Encoding] = weakref.WeakSet()

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
        done = [replace(one, encoding=Encoding()) for one in readings]
        self._all.update(one.encoding for one in done)
        self.sizes.append(len(done))
        self.alive.append(len(self._all))
        return done


def test_no_more_than_a_batch_is_opened_or_kept() -> None:
    opened: list[int] = []

    def articles() -> Iterator[Reading | InputError]:
        for number in range(3 * BATCH):
            opened.append(number)
            yield InputError("gone") if number % BATCH == BATCH - 1 else reading(f"Text {number}.")

    pipeline = Counted()
    readings = run(pipeline, articles())
    next(readings)
    assert len(opened) == BATCH
    assert sum(1 for _ in readings) == 3 * BATCH - 1
    assert pipeline.alive == [BATCH - 1] * 3


def test_a_batch_of_long_articles_is_short() -> None:
    half, whole = (reading("x" * size) for size in (CHARACTERS // 2, CHARACTERS))
    pipeline = Counted()
    list(run(pipeline, [half, half, whole, half, reading("Fine.")]))
    assert pipeline.sizes == [2, 1, 2]
