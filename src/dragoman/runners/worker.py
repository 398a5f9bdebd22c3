"""A child process that answers jobs one by one, may be killed, and ends when its parent does.

The parser is held by the kernel: 10 seconds of processor time for each document and 1 GB of address space, so
that no page can hang or fill the machine, whatever a parser does. The reader has neither limit: it gets text.

    parent  -- starts --> child: loads, says Ready or Unready
    parent  -- job -----> child: answers, or Failed; its death closes the pipe
"""

from __future__ import annotations

import os
import signal
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any

from dragoman.errors import DragomanError, WorkerError
from dragoman.runners.base import Make
from dragoman.settings import Settings

CPU_SECONDS = 10
ORPHANED = 0.5
"""Seconds between two looks whether the parent is still there."""
MEMORY = 1 << 30
Job = Callable[[Any], Any]
Begun = tuple[Job, str]
"""What answers jobs, and the version of what it answers with."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A child that has loaded what it needs."""

    version: str


@dataclass(frozen=True, slots=True)
class Unready:
    """A child that cannot: what it raised."""

    error: DragomanError


@dataclass(frozen=True, slots=True)
class Failed:
    """A job that raised what nobody raises on purpose."""

    message: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What the kernel allows a worker: processor seconds for each job, bytes of address space; 0 for no limit."""

    cpu_seconds: int = 0
    memory: int = 0


PARSER = Limits(CPU_SECONDS, MEMORY)
STARTING = object()
"""The job of a child that has not said that it is ready."""


class Worker:
    """The parent's side of one child; `job` is what it is at, None where it waits for one."""

    def __init__(
        self, name: str, begin: Callable[..., Begun], given: tuple[Any, ...], limits: Limits
    ) -> None:
        context = get_context("spawn")  # a fork would copy the threads' locks of a model that runs
        self.name = name
        self.connection, other = context.Pipe()
        self.process = context.Process(
            target=_serve, args=(other, begin, given, limits), name=f"dragoman-{name}", daemon=True
        )
        self.process.start()
        other.close()
        self.job: Any = STARTING
        self.since = 0.0

    def send(self, job: Any, now: float) -> None:
        """Hands a job to a child that waits; one that is gone is noticed when it is listened to."""
        self.job, self.since = job, now
        with suppress(OSError):
            self.connection.send(job)

    def answer(self) -> Any:
        """What the child says; raises EOFError where it died."""
        try:
            return self.connection.recv()
        except (OSError, EOFError, ValueError) as error:
            raise EOFError from error

    @property
    def was_stopped_by_limit(self) -> bool:
        """Whether the kernel ended it for its processor time."""
        self.process.join(5)
        return self.process.exitcode in (-signal.SIGPROF, -signal.SIGXCPU)

    def kill(self) -> None:
        """Ends the child at once."""
        self.process.kill()
        self.process.join(5)
        self.connection.close()


def begin_parsing() -> Begun:
    """A job: a task with a document becomes one with an article, or an outcome.

    What parsing needs is loaded here, before the limits: libraries of algebra alone reserve much address space.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ[name] = "1"
    from dragoman.articles import html, language  # noqa: PLC0415  the child's libraries
    from dragoman.runners.parsing import parsed  # noqa: PLC0415

    language.language(
        "The harbour stays shut until the ministry says otherwise, it said on Monday."
    )
    with suppress(DragomanError):
        html.extract("<html><body><article><p>A page.</p></article></body></html>", "warm", None)
    return parsed, ""


def begin_reading(make: Make, settings: Settings) -> Begun:
    """A job: a list of parsed tasks becomes their outcomes."""
    from dragoman.runners.reading import Reader  # noqa: PLC0415  the child's libraries

    reader = Reader(make(settings), settings)
    return reader, reader.version


def _serve(
    connection: Connection, begin: Callable[..., Begun], given: tuple[Any, ...], limits: Limits
) -> None:
    """The child: answers until its parent closes the pipe or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt ends
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    with suppress(EOFError, OSError, KeyboardInterrupt):
        try:
            job, version = begin(*given)
        except DragomanError as error:
            connection.send(Unready(error))
            return
        except Exception as error:
            connection.send(Unready(WorkerError(f"a worker cannot start ({_said(error)})")))
            return
        _limit_memory(limits.memory)
        connection.send(Ready(version))
        while True:
            asked = connection.recv()
            _limit_time(limits.cpu_seconds)
            answer = _answer(job, asked)
            _limit_time(0)
            connection.send(answer)


def _end_with(parent: int) -> None:
    """Ends this process soon after its parent is gone, whatever it is at: a pipe tells it between jobs only."""
    while os.getppid() == parent:
        time.sleep(ORPHANED)
    os._exit(1)


def _answer(job: Job, asked: Any) -> Any:
    try:
        return job(asked)
    except MemoryError:
        return Failed(f"it needs more than {MEMORY >> 30} GB of memory")
    except Exception as error:
        return Failed(_said(error))


def _said(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error}, in {last.name}"


def _limit_memory(size: int) -> None:
    if size:
        with suppress(ImportError, ValueError, OSError):
            import resource  # noqa: PLC0415  not on Windows

            resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _limit_time(seconds: int) -> None:
    """The kernel ends the process when its processor time is up, also inside a parser that never returns."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)
