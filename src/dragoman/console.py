"""What the commands share at the terminal: data out, messages and progress to standard error."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from dragoman.errors import DragomanError
from dragoman.safe import printable

PATIENCE = 2.0
"""Seconds without a word; anything longer shows progress."""
EVERY = 1.0
EVERY_IN_LOGS = 15.0


def prepare() -> None:
    """Lets standard output hold any text, whatever the terminal's encoding is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def emit(line: str) -> None:
    """A line of data; ends the command quietly where its reader has seen enough."""
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def say(line: str) -> None:
    """A message to the user."""
    sys.stdout.flush()
    sys.stderr.write(f"{printable(line)}\n")


class Failures:
    """Inputs that could not be read: each told at once, all counted for the exit code."""

    def __init__(self) -> None:
        self.failed = 0
        self.done = 0

    def add(self, error: DragomanError) -> None:
        """Tells of one."""
        self.failed += 1
        say(f"dragoman: {error}")

    @contextmanager
    def told(self) -> Iterator[None]:
        """Counts one as done, or tells of it where it fails on purpose."""
        try:
            yield
        except DragomanError as error:
            self.add(error)
        else:
            self.done += 1

    def leave(self, nothing: str = "the input holds no article") -> None:
        """Ends the command where not all went well: 1 some failed, 3 the only one did, or nothing."""
        if self.failed:
            raise SystemExit(3 if self.done == 0 and self.failed == 1 else 1)
        if nothing and not self.done:
            say(f"dragoman: {nothing}")
            raise SystemExit(3)


class Progress:
    """A count on standard error once something takes longer than `PATIENCE` seconds."""

    def __init__(self, what: str, *, quiet: bool = False) -> None:
        self._what = what
        self._quiet = quiet
        self._count = 0
        self._terminal = sys.stderr.isatty()
        self._next = time.monotonic() + PATIENCE
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def step(self) -> None:
        """One more is done."""
        self._count += 1
        now = time.monotonic()
        if self._quiet or now < self._next:
            return
        self._next = now + (EVERY if self._terminal else EVERY_IN_LOGS)
        self._shown = True
        sys.stderr.write(f"\r{self._told()}" if self._terminal else self._line())
        sys.stderr.flush()

    def _told(self) -> str:
        return f"{self._what}: {self._count}"

    def _line(self) -> str:
        return f"{self._told()}\n"

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            sys.stderr.write(f"\r{self._line()}" if self._terminal else self._line())


__all__ = ["Failures", "Progress", "emit", "prepare", "say"]
