"""Results in the formats that other programs read: one format a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, BinaryIO

from dragoman.exports import csv, jsonl, parquet

Rows = Iterable[Mapping[str, Any]]
Export = Callable[[Rows, Sequence[str], BinaryIO], int]
"""Writes rows with these columns to a stream; returns how many."""

EXPORTS: MappingProxyType[str, Export] = MappingProxyType(
    {
        "csv": csv.write,
        "csv-safe": csv.write_safe,
        "jsonl": jsonl.write,
        "parquet": parquet.write,
    }
)
"""The formats by name; `csv-safe` is for spreadsheets, which run what begins like a formula."""
