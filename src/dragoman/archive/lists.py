"""Lists of values and rows in statements: never more at once than a database takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, insert

AT_ONCE = 400
"""Values of one IN list: SQLite allows 32,766 variables, older ones 999."""
One = TypeVar("One")


def parts(values: Iterable[One], size: int = AT_ONCE) -> Iterator[list[One]]:
    """Values in lists that a statement can hold."""
    held = list(values)
    for at in range(0, len(held), size):
        yield held[at : at + size]


def among(column: ColumnElement[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """A condition: one of these values."""
    return column.in_(list(values))


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts rows."""
    if rows:
        connection.execute(insert(table), list(rows))
