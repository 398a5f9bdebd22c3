"""Articles of an archive whose reading is older than the models, the knowledge or the settings of today."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.archive.rows import version_of
from dragoman.archive.sql import SqlArchive
from dragoman.pipeline import build, parts
from dragoman.runners.base import Task, task_of_article
from dragoman.runners.reading import words_of
from dragoman.settings import Settings


def due(archive: SqlArchive, settings: Settings) -> Iterator[Task]:
    """A task for each article that stands and was never read by this version."""
    made_by = {stage.name: stage.version for stage in build(parts(settings)).stages}
    version = version_of(made_by, words_of(settings))
    for article in archive.unread_by(version):
        yield task_of_article(article, version)
