"""The second half of the work, the same in every runner: articles read, readings as rows."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.archive.base import Outcome
from dragoman.archive.rows import rows_of, version_of
from dragoman.copies import sketch
from dragoman.records import Reading
from dragoman.runners.base import Read, Task
from dragoman.settings import Settings


class Reader:
    """Makes outcomes of parsed tasks; `version` is a digest of all stages' versions and some settings."""

    def __init__(self, read: Read, settings: Settings) -> None:
        self._read = read
        stages = getattr(read, "stages", ())
        self._made_by = {stage.name: stage.version for stage in stages}
        self.version = version_of(self._made_by, words_of(settings))

    def __call__(self, tasks: Sequence[Task]) -> list[Outcome]:
        """The outcomes, in order. One that a stage failed on has its error among its issues."""
        fresh = [Reading(task.article, issues=task.issues) for task in tasks if task.article]
        return [
            Outcome(
                task.key,
                task.source,
                "done",
                rows_of(reading, self.version),
                tries=task.tries,
                sketch=sketch(reading.article.text),
            )
            for task, reading in zip(tasks, self._read(fresh), strict=True)
        ]


def words_of(settings: Settings) -> str:
    """What of the user's settings decides a reading beside the versions of the stages."""
    return f"host={settings.host or ''} reader={settings.reader}"
