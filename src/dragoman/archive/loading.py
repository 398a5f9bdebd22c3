"""Rows of readings as they are kept, a part at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from dragoman.archive import schema
from dragoman.archive.lists import among, parts
from dragoman.archive.rows import Rows


def loaded(connection: Connection, ids: Sequence[str]) -> list[Rows]:
    """The rows of readings, in the order of the ids."""
    found: dict[str, Rows] = {}
    for some in parts(ids):
        found |= _some(connection, some)
    return [found[one] for one in ids]


def _some(connection: Connection, ids: Sequence[str]) -> dict[str, Rows]:
    r, a = schema.readings, schema.articles
    own = {row["id"]: dict(row) for row in _mappings(connection, r, r.c.id, ids)}
    keys = {(one["article"], one["revision"]) for one in own.values()}
    every = _mappings(connection, a, a.c.id, {key[0] for key in keys})
    texts = {(row["id"], row["revision"]): dict(row) for row in every}
    found = {n: Rows(texts[one["article"], one["revision"]], one) for n, one in own.items()}
    for table in (schema.statements, schema.deeds, schema.claims):
        for row in _mappings(connection, table, table.c.reading, ids):
            getattr(found[row["reading"]], table.name).append(dict(row))
    return found


def _mappings(
    connection: Connection, table: Any, column: Any, values: Iterable[str]
) -> Iterable[Any]:
    return connection.execute(select(table).where(among(column, values))).mappings()
