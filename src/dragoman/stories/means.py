"""The mean vectors of many stories in one array: found, changed and taken out at little cost."""

from __future__ import annotations

import numpy as np

from dragoman.stories.words import Floats

WIDTH = 128
FIRST = 64
"""Rows at the beginning; their number doubles when they are full."""


class Means:
    """Rows by name; the last row takes the place of one that goes."""

    def __init__(self) -> None:
        self._rows = np.zeros((FIRST, WIDTH), dtype=np.float32)
        self._names: list[str] = []
        self._places: dict[str, int] = {}

    def put(self, name: str, mean: Floats) -> None:
        """The mean of a story; zeros where it has none."""
        at = self._places.get(name)
        if at is None:
            at = self._places[name] = len(self._names)
            self._names.append(name)
            if at == len(self._rows):
                self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._rows[at] = mean if len(mean) else 0

    def take_out(self, name: str) -> None:
        """Forgets a story."""
        at = self._places.pop(name)
        last = self._names.pop()
        if last != name:
            self._names[at] = last
            self._places[last] = at
            self._rows[at] = self._rows[len(self._names)]

    def nearest(self, vector: Floats, count: int) -> list[str]:
        """The stories that are nearest, the nearest first; those as near by name."""
        held = len(self._names)
        if not held:
            return []
        near = self._rows[:held] @ vector
        some = np.argpartition(-near, count)[:count] if held > count else np.arange(held)
        ranked = sorted((-float(near[n]), self._names[n]) for n in some.tolist())
        return [name for _, name in ranked]
