"""Tidy CSV (RFC 4180): UTF-8, a header, ISO days, nothing for what is not known."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def write(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], stream: BinaryIO) -> int:
    """Values as they are."""
    return _write(rows, columns, stream, lambda value: value)


def write_safe(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], stream: BinaryIO) -> int:
    """Words that a spreadsheet would run as a formula get an apostrophe before them (OWASP, CSV injection)."""
    return _write(rows, columns, stream, harmless)


def harmless(value: Any) -> Any:
    """Words that a spreadsheet would run as a formula, with an apostrophe before them."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULAS) else value


def _write(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str], stream: BinaryIO, made: Any
) -> int:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    out = csv.writer(text)
    out.writerow(columns)
    count = 0
    for row in rows:
        out.writerow([made(row[name]) for name in columns])
        count += 1
    text.detach()
    return count
