"""Reading on all cores: parsers that may be killed, readers that hold a model each, one queue between them.

    tasks -> pump -> parsers -> ready -> readers -> outcomes

Nothing is drawn from the tasks while enough is under way, so that memory does not grow with the input. A worker
that dies gives its tasks back: several are tried again one by one; one alone has stopped its reader, and is set
aside when it has done so too often. A worker that cannot start ends the run: that is nobody's article's fault.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from dragoman.archive.base import TRIES, Outcome, State
from dragoman.errors import WorkerError
from dragoman.processor import cores as cores_of
from dragoman.runners.base import Make, Task, make_reader
from dragoman.runners.pump import Pump
from dragoman.runners.worker import (
    PARSER,
    STARTING,
    Failed,
    Limits,
    Ready,
    Unready,
    Worker,
    begin_parsing,
    begin_reading,
)
from dragoman.settings import Settings

TOGETHER = 16
"""Articles that a reader is given at once."""
CHARACTERS = 120_000
PARSING_SECONDS = 30.0
"""Seconds of wall time for one document; its processor time ends sooner, but a parser may wait for ever."""
READING_SECONDS = 900.0
READER_BYTES = 500_000_000
"""Memory that a reader may come to; no more are started than the machine has room for."""
TICK = 0.5
"""Seconds after which the caller is given its turn though nothing is done."""


@dataclass(frozen=True, slots=True)
class Jobs:
    """How many workers of each kind."""

    readers: int
    parsers: int

    @classmethod
    def of(cls, cores: int = 0) -> Jobs:
        """One reader a core that this process may use; parsers share them: they take a tenth of the time."""
        readers = cores or max(1, min(cores_of(), _room() // READER_BYTES))
        return cls(readers, max(1, readers // 4))


class Processes:
    """A Runner with workers; a context manager, for it ends them."""

    def __init__(
        self, settings: Settings, jobs: Jobs | None = None, make: Make = make_reader
    ) -> None:
        self._jobs = jobs or Jobs.of(settings.threads)
        self._given = (make, _plain(settings))
        self._parsers = [self._parser() for _ in range(self._jobs.parsers)]
        self._readers = [self._reader() for _ in range(self._jobs.readers)]
        self._version: str | None = None
        self._ready: deque[Task] = deque()
        self._again: deque[Task] = deque()
        """Tasks that stopped their parser, and are parsed again."""
        self._alone: deque[Task] = deque()
        """Tasks that are read one by one, for one of them has stopped a reader."""

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in (*self._parsers, *self._readers):
            worker.kill()

    def _parser(self) -> Worker:
        return Worker("parser", begin_parsing, (), PARSER)

    def _reader(self) -> Worker:
        return Worker("reader", begin_reading, self._given, Limits())

    @property
    def version(self) -> str:
        """What readings are made by; waits for the first reader, raises WorkerError where none can start."""
        while self._version is None:
            for worker in self._answering(self._readers):
                for _ in self._take(worker):
                    raise AssertionError("a reader that was asked nothing answers")
        return self._version

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome | None]:
        """What became of each input, as they are done; None now and then, while nothing is."""
        with Pump(tasks) as pump:
            while True:
                self._feed_parsers(pump)
                is_last = pump.is_done and not self._again and not self._at_work(self._parsers)
                self._feed_readers(is_last=is_last)
                at_work = [*self._at_work(self._parsers), *self._at_work(self._readers)]
                if not at_work and is_last and not (self._ready or self._alone):
                    return
                answering = self._answering([*self._parsers, *self._readers])
                for worker in answering:
                    yield from self._take(worker)
                if not answering:
                    yield None

    @staticmethod
    def _at_work(workers: Iterable[Worker]) -> list[Worker]:
        return [worker for worker in workers if worker.job not in (None, STARTING)]

    def _feed_parsers(self, pump: Pump[Task]) -> None:
        """Hands documents to idle parsers, as far as readers keep up."""
        enough = TOGETHER * (self._jobs.readers + 1)
        for parser in self._parsers:
            if parser.job is None and len(self._ready) < enough:
                task = self._again.popleft() if self._again else pump.take()
                if task is not None:
                    parser.send(task, time.monotonic())

    def _feed_readers(self, *, is_last: bool) -> None:
        for reader in self._readers:
            if reader.job is None:
                batch = self._batch(is_last=is_last)
                if batch:
                    reader.send(batch, time.monotonic())

    def _batch(self, *, is_last: bool) -> list[Task]:
        """What a reader is given: one that is read alone, or enough to be worth its while."""
        if self._alone:
            return [self._alone.popleft()]
        idle = not self._at_work(self._readers)
        if len(self._ready) < TOGETHER and not is_last and not (idle and self._ready):
            return []
        batch: list[Task] = []
        size = 0
        while self._ready and len(batch) < TOGETHER and size < CHARACTERS:
            batch.append(self._ready.popleft())
            size += len(batch[-1].article.text) if batch[-1].article else 0
        return batch

    def _answering(self, workers: list[Worker]) -> list[Worker]:
        """The workers that have something to say, and those whose time is up."""
        busy = [worker for worker in workers if worker.job is not None]
        by_connection = {worker.connection: worker for worker in busy}
        patience = 0.02 if any(worker.job is None for worker in self._parsers) else TICK
        said: list[Any] = list(wait(list(by_connection), timeout=patience)) if busy else []
        if not busy:
            time.sleep(patience)  # all wait for a source
        late = [w for w in self._at_work(busy) if w.connection not in said and self._is_late(w)]
        for worker in late:
            worker.process.kill()
        return [by_connection[one] for one in said] + late

    def _is_late(self, worker: Worker) -> bool:
        limit = PARSING_SECONDS if worker.name == "parser" else READING_SECONDS
        return time.monotonic() - worker.since > limit

    def _take(self, worker: Worker) -> Iterator[Outcome]:
        """What a worker says, or what its death means for its job."""
        job, worker.job = worker.job, None
        try:
            answer = worker.answer()
        except EOFError:
            if job is STARTING:
                raise WorkerError(
                    f"the {worker.name} died while it was loading, perhaps for want of memory: use fewer --jobs"
                ) from None
            stopped = worker.was_stopped_by_limit
            self._replace(worker)
            yield from self._lost(job, stopped=stopped, said=None)
            return
        if isinstance(answer, Unready):
            raise answer.error
        if isinstance(answer, Ready):
            self._version = self._version or answer.version or None
        elif isinstance(answer, Failed):
            yield from self._lost(job, stopped=False, said=answer.message)
        elif isinstance(answer, Task):
            self._ready.append(answer)
        elif isinstance(answer, Outcome):
            yield answer
        else:
            yield from answer

    def _replace(self, worker: Worker) -> None:
        worker.kill()
        if worker in self._parsers:
            self._parsers[self._parsers.index(worker)] = self._parser()
        else:
            self._readers[self._readers.index(worker)] = self._reader()

    def _lost(
        self, job: Task | list[Task], *, stopped: bool, said: str | None
    ) -> Iterator[Outcome]:
        """Tasks whose worker died, or raised what it should not; told before they are tried again."""
        if isinstance(job, list) and len(job) > 1:
            self._alone.extend(job)
            return
        task = job[0] if isinstance(job, list) else job
        if stopped:
            limit = f"takes more than {PARSER.cpu_seconds} seconds to parse and was set aside"
            yield _ended(task, "aside", f"{task.source} {limit}: give its text")
            return
        tried = replace(task, tries=task.tries + 1)
        why = said or "its worker died"
        if tried.tries >= TRIES:
            told = (
                f"{task.source} was set aside after {tried.tries} tries ({why}): please report it"
            )
            yield _ended(tried, "aside", told)
            return
        yield _ended(tried, "tried", f"{task.source} stopped its reader ({why}); it is tried again")
        (self._alone if isinstance(job, list) else self._again).append(tried)


def _ended(task: Task, state: State, message: str) -> Outcome:
    return Outcome(task.key, task.source, state, message=message, tries=task.tries)


def _room() -> int:
    """Bytes of memory that are free; a large number where the system does not tell."""
    with suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/meminfo").read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return 1 << 40


def _plain(settings: Settings) -> Settings:
    """Settings that can be handed to another process; each reader runs on one thread."""
    return replace(
        settings,
        threads=1,
        actors=dict(settings.actors),
        outlets=dict(settings.outlets),
        fetch=dict(settings.fetch),
        stories=dict(settings.stories),
    )
