"""Some readings of an archive as a View: a story, a host, what a query finds; now or at a past moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dragoman.archive.base import Archive
from dragoman.archive.corrected import corrected
from dragoman.archive.memory import after
from dragoman.records import Actor, Reading


@dataclass(frozen=True, slots=True)
class Selected:
    """Readings that are held, and who is known to whom they belong."""

    held: Sequence[Reading]
    actors: Callable[[str, date | None], Actor | None]

    def readings(self) -> Sequence[Reading]:
        """Every reading, in the order of publication."""
        return self.held

    def actor(self, code: str, on: date | None = None) -> Actor | None:
        """What is known of an actor, as it was on a day."""
        return self.actors(code, on)


@dataclass(frozen=True, slots=True)
class When:
    """The moment of a page: by when things were recorded, by when they were published; None for now."""

    recorded: datetime | None = None
    published: date | datetime | None = None


def select(archive: Archive, articles: Sequence[str], when: When = When()) -> Selected:
    """What stood of some articles at a moment, with what editors had put right by then."""
    readings = archive.readings_of(articles, when.recorded)
    if when.published is not None:
        limit = when.published
        readings = [
            r for r in readings if r.article.published and not after(r.article.published, limit)
        ]
    return Selected(
        corrected(readings, archive.corrections(articles, when.recorded)), archive.actor
    )
