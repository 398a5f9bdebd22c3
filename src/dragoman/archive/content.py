"""A digest of everything that an archive holds, which no order of adding changes."""

from __future__ import annotations

import hashlib
from collections import Counter

_ROOM = 1 << 256


class Content:
    """A sum of digests of rows, and how many of each kind there are."""

    def __init__(self) -> None:
        self._sum = 0
        self._counts: Counter[str] = Counter()

    def add(self, kind: str, *parts: str) -> None:
        """One row: what it is and what it holds."""
        told = "\x00".join((kind, *parts)).encode("utf-8", "surrogatepass")
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(told).digest(), "big")) % _ROOM
        self._counts[kind] += 1

    def counts(self) -> dict[str, int]:
        """How many rows of each kind."""
        names = ("article", "reading", "statements", "deeds", "claims")
        keys = ("articles", "readings", "statements", "deeds", "claims")
        return {key: self._counts[name] for key, name in zip(keys, names, strict=True)}

    def digest(self) -> str:
        """32 hex digits."""
        return f"{self._sum:064x}"[:32]
