"""One input after another in this process: the twin of `processes` in tests. A document that hangs, hangs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.archive.base import Outcome
from dragoman.runners.base import Make, Task, make_reader
from dragoman.runners.parsing import parsed
from dragoman.runners.reading import Reader
from dragoman.settings import Settings

TOGETHER = 64


class Inline:
    """A Runner without workers."""

    def __init__(self, settings: Settings, make: Make = make_reader) -> None:
        self._reader = Reader(make(settings), settings)

    @property
    def version(self) -> str:
        """What readings are made by."""
        return self._reader.version

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """What became of each input, in order but for those without an article, which come first."""
        batch: list[Task] = []
        for task in tasks:
            one = parsed(task)
            if isinstance(one, Outcome):
                yield one
                continue
            batch.append(one)
            if len(batch) == TOGETHER:
                yield from self._reader(batch)
                batch = []
        if batch:
            yield from self._reader(batch)
