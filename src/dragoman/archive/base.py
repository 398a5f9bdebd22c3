"""What a store of results can do. Pages and exports read through `View` alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from dragoman.records import Actor, Reading


class View(Protocol):
    """Results as they stand at one moment."""

    def readings(self) -> Sequence[Reading]:
        """Every reading, in the order of publication where known, else as added."""

    def actor(self, code: str, on: date | None = None) -> Actor | None:
        """What is known of an actor, as it was on a day; None for one that no registry holds."""


class Writer(Protocol):
    """Takes results in; the same article revision twice changes nothing."""

    def add(self, readings: Iterable[Reading]) -> int:
        """Keeps readings; returns how many were new."""
