"""Results in the formats that other programs read: one format a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, BinaryIO

from dragoman.exports import brat, csv, events, feeds, jsonl, linked, obsidian, parquet, studio
from dragoman.exports.told import Told

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
"""The formats of tables by name; `csv-safe` is for spreadsheets, which run what begins like a formula."""

Whole = Callable[[Told, BinaryIO], int]
"""Writes readings to a stream; returns how many things it wrote."""

WHOLE: MappingProxyType[str, Whole] = MappingProxyType(
    {
        "plover": events.write_plover,
        "gdelt": events.write_gdelt,
        "web-annotation": linked.write_annotations,
        "quotation": linked.write_quotations,
        "atom": feeds.write_atom,
        "json-feed": feeds.write_json_feed,
        "brat": brat.write,
        "label-studio": studio.write,
        "obsidian": obsidian.write,
    }
)
"""The formats of whole readings; `brat` and `obsidian` are zips, `brat` and `label-studio` come back by
`import`."""
COMING_BACK = frozenset({"brat", "label-studio"})
"""Those that are compared, when they come back, with each article as it was read alone."""
