"""Reading on all cores: parsers that may be killed, readers that hold a model each, one queue between them.

    tasks -> parsers -> ready -> readers -> outcomes

Nothing is pulled from the tasks while enough is under way, so that memory does not grow with the input. A worker
that dies gives its tasks back: several are tried again one by one; one alone has stopped its reader, and is set
aside when it has done so too often.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import wait
from typing import Any

from dragoman.archive.base import TRIES, Outcome
from dragoman.runners.base import Make, Task, make_reader
from dragoman.runners.worker import (
    PARSER,
    Failed,
    Limits,
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


@dataclass(frozen=True, slots=True)
class Jobs:
    """How many workers of each kind."""

    readers: int
    parsers: int

    @classmethod
    def of(cls, cores: int = 0) -> Jobs:
        """One reader a core; parsers share the cores, for parsing takes a tenth of reading."""
        readers = cores or os.cpu_count() or 1
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
        self._ready: deque[Task] = deque()
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

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """What became of each input, as they are done."""
        waiting = iter(tasks)
        is_open = True
        again: deque[Task] = deque()
        while True:
            is_open = self._feed_parsers(waiting, again) if is_open or again else False
            self._feed_readers(is_last=not is_open and not self._busy(self._parsers))
            busy = [*self._busy(self._parsers), *self._busy(self._readers)]
            if not busy and not (is_open or again or self._ready or self._alone):
                return
            for worker in self._answering(busy):
                yield from self._take(worker, again)

    @staticmethod
    def _busy(workers: Iterable[Worker]) -> list[Worker]:
        return [worker for worker in workers if worker.job is not None]

    def _feed_parsers(self, waiting: Iterator[Task], again: deque[Task]) -> bool:
        """Hands documents to idle parsers, as far as readers keep up; whether more may come."""
        enough = TOGETHER * (self._jobs.readers + 1)
        for parser in self._parsers:
            if parser.job is None and len(self._ready) < enough:
                task = again.popleft() if again else next(waiting, None)
                if task is None:
                    return False
                parser.send(task, time.monotonic())
        return True

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
        idle = not self._busy(self._readers)
        if len(self._ready) < TOGETHER and not is_last and not (idle and self._ready):
            return []
        batch: list[Task] = []
        size = 0
        while self._ready and len(batch) < TOGETHER and size < CHARACTERS:
            batch.append(self._ready.popleft())
            size += len(batch[-1].article.text) if batch[-1].article else 0
        return batch

    def _answering(self, busy: list[Worker]) -> list[Worker]:
        """The workers that have something to say, and those whose time is up."""
        by_connection = {worker.connection: worker for worker in busy}
        said: list[Any] = list(wait(list(by_connection), timeout=1.0))
        late = [
            worker for worker in busy if worker.connection not in said and self._is_late(worker)
        ]
        for worker in late:
            worker.process.kill()
        return [by_connection[one] for one in said] + late

    def _is_late(self, worker: Worker) -> bool:
        limit = PARSING_SECONDS if worker in self._parsers else READING_SECONDS
        return time.monotonic() - worker.since > limit

    def _take(self, worker: Worker, again: deque[Task]) -> Iterator[Outcome]:
        """What a worker says, or what its death means for its job."""
        job, worker.job = worker.job, None
        try:
            answer = worker.answer()
        except EOFError:
            stopped = worker.was_stopped_by_limit
            self._replace(worker)
            yield from self._lost(job, again, stopped=stopped, said=None)
            return
        if isinstance(answer, Failed):
            yield from self._lost(job, again, stopped=False, said=answer.message)
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
        self, job: Task | list[Task], again: deque[Task], *, stopped: bool, said: str | None
    ) -> Iterator[Outcome]:
        """Tasks whose worker died, or raised what it should not."""
        if isinstance(job, list) and len(job) > 1:
            self._alone.extend(job)
            return
        task = job[0] if isinstance(job, list) else job
        if stopped:
            limit = f"takes more than {PARSER.cpu_seconds} seconds to parse and was set aside"
            yield _ended(task, "failed", f"{task.source} {limit}: give its text")
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
        (self._alone if isinstance(job, list) else again).append(tried)


def _ended(task: Task, state: Any, message: str) -> Outcome:
    return Outcome(task.key, task.source, state, message=message, tries=task.tries)


def _plain(settings: Settings) -> Settings:
    """Settings that can be handed to another process; each reader runs on one thread."""
    return replace(
        settings,
        threads=1,
        actors=dict(settings.actors),
        outlets=dict(settings.outlets),
        fetch=dict(settings.fetch),
    )
