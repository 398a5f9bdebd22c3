"""Articles of an archive whose reading is older than the models, the knowledge or the settings of today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.runners.base import Task, task_of_article

if TYPE_CHECKING:
    from dragoman.archive.sql import SqlArchive


def due(archive: SqlArchive, version: str) -> Iterator[Task]:
    """A task for each article that stands and was never read by a version, with the issues of its making."""
    for article, issues in archive.unread_by(version):
        yield task_of_article(article, issues, version)
