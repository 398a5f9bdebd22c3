"""Results kept in memory: what one command reads, and the twin of every other store in tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from dragoman.records import Actor, Reading


class Memory:
    """A Writer and a View over a dict; the encoder's vectors are not kept."""

    def __init__(
        self, actors: Callable[[str, date | None], Actor | None] = lambda *_: None
    ) -> None:
        self._actors = actors
        self._kept: dict[tuple[str, str], Reading] = {}

    def add(self, readings: Iterable[Reading]) -> int:
        """Keeps readings; returns how many were new."""
        before = len(self._kept)
        for one in readings:
            key = (one.article.id, one.article.revision)
            self._kept.setdefault(key, replace(one, encoding=None))
        return len(self._kept) - before

    def readings(self) -> list[Reading]:
        """Every reading, in the order of publication where known, else as added."""
        return sorted(self._kept.values(), key=lambda r: moment(r.article.published))

    def actor(self, code: str, on: date | None = None) -> Actor | None:
        """What is known of an actor, as it was on a day; None for one that no registry holds."""
        return self._actors(code, on)


def moment(published: date | datetime | None) -> datetime:
    """A publication time that sorts: a bare day at its start, none last, no zone as UTC."""
    if published is None:
        return datetime.max.replace(tzinfo=UTC)
    if not isinstance(published, datetime):
        return datetime.combine(published, time.min, UTC)
    return published if published.tzinfo else published.replace(tzinfo=UTC)


def after(when: date | datetime, until: date | datetime) -> bool:
    """Whether a publication lies after a time; a bare day as a limit holds all of it."""
    if not isinstance(until, datetime):
        return (when.date() if isinstance(when, datetime) else when) > until
    return moment(when) > moment(until)
