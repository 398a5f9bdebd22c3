"""From inputs to the archive: what is known is passed over, what is new is read, kept, and only then reported.

input ── known? ──> passed over
  │ no
  ├─ done     kept with its reading
  ├─ failed   no article in it; told once, read again with --retry
  ├─ tried    stopped its worker once or twice; tried again, alone, also by the next run
  └─ aside    three times, or over its processor time; told once, read again with --retry
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import RLock

from dragoman.archive.base import Archive, Fetched, Outcome
from dragoman.errors import InputError
from dragoman.records import Document
from dragoman.runners.base import Runner, Task, task_of

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

    With `retry` inputs that failed or were set aside are read again. Inputs are drawn in the runner's thread, so
    that what both threads write is written under a lock.
    """

    archive: Archive
    runner: Runner
    report: Report = field(default_factory=Report)
    retry: bool = False

    def __post_init__(self) -> None:
        self.tally = Tally()
        self._validators: dict[str, Fetched] = {}
        self._under_way: set[str] = set()
        self._lock = RLock()

    def __call__(self, items: Iterable[Document | InputError]) -> Tally:
        """Reads and keeps all items; raises ArchiveError where the archive cannot be written."""
        return self._tasks(self._fresh(items))

    def again(self, tasks: Iterable[Task]) -> Tally:
        """Reads articles of the archive again; one that was set aside before is not tried without `retry`."""
        return self._tasks(due for task in tasks for due in self._due(task))

    def _tasks(self, tasks: Iterable[Task]) -> Tally:
        batch: list[Outcome] = []
        began = time.monotonic()
        for outcome in self.runner.outcomes(tasks):
            if outcome is not None:
                batch.append(outcome)
            # A try is on the disk before it is made: what kills this process too is counted as well.
            was_tried = outcome is not None and outcome.state == "tried"
            if was_tried or len(batch) >= KEPT or time.monotonic() - began > AT_LATEST:
                self._commit(batch)
                batch, began = [], time.monotonic()
        self._commit(batch)
        return self.tally

    def _fresh(self, items: Iterable[Document | InputError]) -> Iterator[Task]:
        """A task for each document that the archive does not know yet."""
        for item in items:
            if isinstance(item, InputError):
                self._fail(item)
            else:
                yield from self._due(self._noted(item))

    def _due(self, task: Task) -> Iterator[Task]:
        """The task, if the archive has not settled it and it is not under way."""
        state, tries = self.archive.known([task.key]).get(task.key, ("tried", 0))
        is_settled = state in SETTLED and not (self.retry and state != "done")
        with self._lock:
            is_due = not is_settled and task.key not in self._under_way
            if is_due:
                self._under_way.add(task.key)
            else:
                self.tally.known += 1
                self._settle([task.key] if is_settled else [], known=True)
        if is_due:
            yield replace(task, tries=0 if self.retry else tries)
        else:
            self.report.step()

    def _noted(self, document: Document) -> Task:
        """The task of a document; when it came from the web, how to ask for it again once it is kept."""
        task = task_of(document)
        asked = document.given.get("asked")
        if asked:
            at = document.fetched_at or datetime.now(UTC)
            etag, modified = document.given.get("etag"), document.given.get("modified")
            with self._lock:
                self._validators[task.key] = Fetched(asked, 200, at, etag, modified)
        return task

    def _commit(self, batch: list[Outcome]) -> None:
        if not batch:
            return
        new = self.archive.commit(batch)
        done = [one for one in batch if one.state == "done"]
        settled = [one.key for one in batch if one.state != "tried"]
        with self._lock:
            self.tally.new += new
            self.tally.again += len(done) - new
            self._under_way.difference_update(settled)
            self._settle(settled)
        for one in batch:
            self._tell(one)

    def _settle(self, keys: Iterable[str], *, known: bool = False) -> None:
        """Notes the fetches of inputs that are kept: an address is never thought known before its article is.

        What is fetched again as it was before stands again, whatever stood there meanwhile.
        """
        fetches = {key: self._validators.pop(key) for key in keys if key in self._validators}
        if fetches:
            self.archive.note_fetches(list(fetches.values()))
        if fetches and known:
            self.archive.refresh({key: one.fetched_at for key, one in fetches.items()})

    def _tell(self, one: Outcome) -> None:
        if one.state == "done":
            self.report.kept(one)
            self.report.step()
        elif one.state != "tried":
            self.tally.aside += one.state == "aside"
            self._fail(InputError(one.message or f"{one.source} could not be read"))

    def _fail(self, error: InputError) -> None:
        with self._lock:
            self.tally.failed += 1
        self.report.failed(error)
        self.report.step()
