"""The second half of the work, the same in every runner: articles read, readings as rows."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.archive.base import Outcome
from dragoman.archive.copies import sketch
from dragoman.archive.rows import rows_of
from dragoman.records import Reading
from dragoman.runners.base import Read, Task
from dragoman.settings import Settings


def read(tasks: Sequence[Task], reader: Read, settings: Settings) -> list[Outcome]:
    """The outcomes of parsed tasks, in order."""
    fresh = [Reading(task.article, issues=task.issues) for task in tasks if task.article]
    told = words_of(settings)
    return [
        Outcome(
            task.key,
            task.source,
            "done",
            rows_of(reading, told),
            tries=task.tries,
            sketch=sketch(reading.article.text),
        )
        for task, reading in zip(tasks, reader(fresh), strict=True)
    ]


def words_of(settings: Settings) -> str:
    """What of the user's settings decides a reading beside the versions of the stages."""
    return f"host={settings.host or ''} reader={settings.reader}"
