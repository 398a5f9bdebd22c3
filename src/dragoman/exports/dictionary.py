"""The data dictionary: every table and column of the archive's views, and the formats of whole readings, in
Markdown."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.exports import EXPORTS, WHOLE
from dragoman.exports.events import GDELT, POLECAT


@cache
def _told() -> Mapping[str, Any]:
    text = files("dragoman.exports").joinpath("columns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def dictionary(tables: Mapping[str, Sequence[str]]) -> str:
    """The dictionary of tables with these columns; raises KnowledgeError for a column that nobody described."""
    out = [
        "# The data dictionary",
        "",
        "What `dragoman export`, Datasette and BI tools read. A column is never renamed or taken away.",
        "",
        f"Tables: `--format` {', '.join(EXPORTS)}. Readings: `--format` {', '.join(WHOLE)}.",
    ]
    for table, columns in tables.items():
        out += [
            "",
            f"## {table}",
            "",
            _of("tables", table),
            "",
            "| column | what it holds |",
            "|---|---|",
        ]
        out += [f"| `{name}` | {_of('columns', name)} |" for name in columns]
    out += ["", "## plover", "", f"POLECAT's columns: {', '.join(POLECAT)}."]
    out += [
        "",
        "## gdelt",
        "",
        f"GDELT's 61 columns, tab-separated, no header: {', '.join(GDELT)}.",
    ]
    return "\n".join(out) + "\n"


def _of(kind: str, name: str) -> str:
    try:
        return str(_told()[kind][name])
    except KeyError as error:
        raise KnowledgeError(
            f"exports/columns.toml does not say what {kind[:-1]} {name} is"
        ) from error
