"""Where results are kept: `base` says what can be written and read, `memory` is its simplest form.

`open_archive` gives the store that outlives a command: a SQLite file, or PostgreSQL by its address.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from dragoman.archive.base import Archive, Outcome, Query, View, Writer
from dragoman.archive.memory import Memory
from dragoman.records import Actor

if TYPE_CHECKING:
    from dragoman.archive.sql import SqlArchive

__all__ = ["Archive", "Memory", "Outcome", "Query", "View", "Writer", "open_archive"]


def open_archive(
    address: str,
    actors: Callable[[str, date | None], Actor | None] = lambda *_: None,
    *,
    create: bool = False,
) -> SqlArchive:
    """The archive at a path or address; raises ArchiveError where there is none and `create` is not set."""
    from dragoman.archive.sql import SqlArchive  # noqa: PLC0415  SQLAlchemy, only where something is kept

    return SqlArchive(address, actors, create=create)
