"""JSON Lines: an object a row, null for what is not known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO


def write(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], stream: BinaryIO) -> int:
    """Writes rows; returns how many."""
    count = 0
    for row in rows:
        told = json.dumps({name: row[name] for name in columns}, ensure_ascii=False)
        stream.write(told.encode("utf-8", "replace") + b"\n")
        count += 1
    return count
