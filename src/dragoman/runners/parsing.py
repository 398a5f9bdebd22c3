"""The first half of the work, the same in every runner: a document becomes an article."""

from __future__ import annotations

from dataclasses import replace

from dragoman import articles
from dragoman.archive.base import Outcome
from dragoman.errors import InputError
from dragoman.runners.base import Task


def parsed(task: Task) -> Task | Outcome:
    """A task with its article; an outcome for a document without one."""
    if task.document is None:
        return task
    try:
        article, issues = articles.read(task.document)
    except InputError as error:
        return Outcome(task.key, task.source, "failed", message=str(error), tries=task.tries)
    return replace(task, document=None, article=article, issues=issues)
