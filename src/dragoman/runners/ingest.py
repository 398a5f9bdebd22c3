"""From inputs to the archive: what is known is passed over, what is new is read, kept, and only then reported."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice

from dragoman.archive.base import Archive, Fetched, Outcome
from dragoman.errors import InputError
from dragoman.records import Document
from dragoman.runners.base import Runner, Task, task_of

LOOKED_UP = 64
"""Inputs that are looked up in the archive together."""
KEPT = 32
"""Outcomes that are committed together, at the latest after `AT_LATEST` seconds."""
AT_LATEST = 1.0
SETTLED = frozenset({"done", "failed", "aside"})


@dataclass
class Tally:
    """What became of all inputs so far."""

    new: int = 0
    again: int = 0
    """Articles whose text and reading the archive had from elsewhere."""
    known: int = 0
    failed: int = 0
    aside: int = 0


@dataclass
class Report:
    """Whom is told: of each input that was kept, and of each that could not be."""

    kept: Callable[[Outcome], None] = lambda _: None
    failed: Callable[[InputError], None] = lambda _: None
    step: Callable[[], None] = lambda: None


@dataclass
class Ingest:
    """Reads inputs into an archive; nothing is reported before it is on the disk.

    With `retry` inputs that failed or were set aside are read again.
    """

    archive: Archive
    runner: Runner
    report: Report = field(default_factory=Report)
    retry: bool = False

    def __post_init__(self) -> None:
        self.tally = Tally()
        self._validators: dict[str, Fetched] = {}
        self._under_way: set[str] = set()

    def __call__(self, items: Iterable[Document | InputError]) -> Tally:
        """Reads and keeps all items; raises ArchiveError where the archive cannot be written."""
        return self.tasks(self._fresh(items))

    def tasks(self, tasks: Iterable[Task]) -> Tally:
        """Reads and keeps tasks that are known to be due."""
        batch: list[Outcome] = []
        began = time.monotonic()
        for outcome in self.runner.outcomes(tasks):
            batch.append(outcome)
            if len(batch) >= KEPT or time.monotonic() - began > AT_LATEST:
                self._commit(batch)
                batch, began = [], time.monotonic()
        self._commit(batch)
        return self.tally

    def _fresh(self, items: Iterable[Document | InputError]) -> Iterator[Task]:
        """A task for each document that the archive does not know yet."""
        waiting = iter(items)
        while part := list(islice(waiting, LOOKED_UP)):
            tasks = []
            for item in part:
                if isinstance(item, InputError):
                    self._fail(item)
                else:
                    tasks.append(self._noted(item))
            known = self.archive.known([task.key for task in tasks])
            for task in tasks:
                state, tries = known.get(task.key, ("tried", 0))
                is_settled = state in SETTLED and not (self.retry and state != "done")
                if is_settled or task.key in self._under_way:
                    self.tally.known += 1
                    self._settle([task.key] if is_settled else [])
                    self.report.step()
                    continue
                self._under_way.add(task.key)
                yield replace(task, tries=0 if self.retry else tries)

    def _noted(self, document: Document) -> Task:
        """The task of a document; when it came from the web, how to ask for it again once it is kept."""
        task = task_of(document)
        asked = document.given.get("asked")
        if asked:
            at = document.fetched_at or datetime.now(UTC)
            etag, modified = document.given.get("etag"), document.given.get("modified")
            self._validators[task.key] = Fetched(asked, 200, at, etag, modified)
        return task

    def _commit(self, batch: list[Outcome]) -> None:
        if not batch:
            return
        new = self.archive.commit(batch)
        done = [one for one in batch if one.state == "done"]
        self.tally.new += new
        self.tally.again += len(done) - new
        settled = [one.key for one in batch if one.state != "tried"]
        self._under_way.difference_update(settled)
        self._settle(settled)
        for one in batch:
            self._tell(one)

    def _settle(self, keys: Iterable[str]) -> None:
        """Notes the fetches of inputs that are kept: an address is never thought known before its article is."""
        fetches = [self._validators.pop(key) for key in keys if key in self._validators]
        if fetches:
            self.archive.note_fetches(fetches)

    def _tell(self, one: Outcome) -> None:
        if one.state == "done":
            self.report.kept(one)
            self.report.step()
        elif one.state != "tried":
            self.tally.aside += one.state == "aside"
            self._fail(InputError(one.message or f"{one.source} could not be read"))

    def _fail(self, error: InputError) -> None:
        self.tally.failed += 1
        self.report.failed(error)
        self.report.step()


def stated(tally: Tally) -> Mapping[str, int]:
    """The tally as JSON."""
    return {
        "new": tally.new,
        "again": tally.again,
        "known": tally.known,
        "failed": tally.failed,
        "aside": tally.aside,
    }
