"""The index of words: which terms and labels each statement that stands today is found by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select, text

from dragoman.archive import schema
from dragoman.archive.connection import is_sqlite
from dragoman.archive.lists import among, parts
from dragoman.archive.terms import tags, terms

_INTO = {
    True: text(f"INSERT INTO {schema.WORDS} (rowid, words, tags) VALUES (:number, :words, :tags)"),
    False: text("UPDATE statements SET terms = CAST(:vector AS tsvector) WHERE number = :number"),
}
_OUT = {
    True: text(
        f"INSERT INTO {schema.WORDS} ({schema.WORDS}, rowid, words, tags) "
        "VALUES ('delete', :number, :words, :tags)"
    ),
    False: text("UPDATE statements SET terms = NULL WHERE number = :number"),
}
_MOST_PLACES = 250
"""Places of one term that PostgreSQL keeps (256), and how far it counts."""


def into_index(connection: Connection, readings: Sequence[str]) -> None:
    """Lets the statements of readings be found."""
    _each(connection, readings, _INTO[is_sqlite(connection)])


def out_of_index(connection: Connection, readings: Sequence[str]) -> None:
    """Takes the statements of those readings out of the index that stand in it."""
    table = schema.readings.c
    for some in parts(readings):
        asked = select(table.id).where(among(table.id, some) & (table.current == 1))
        _each(connection, list(connection.execute(asked).scalars()), _OUT[is_sqlite(connection)])


def _each(connection: Connection, readings: Sequence[str], told: Any) -> None:
    for some in parts(readings):
        rows = [_entry(*one) for one in _statements(connection, some)]
        if rows:
            connection.execute(told, rows)


def _statements(
    connection: Connection, readings: Sequence[str]
) -> Iterator[tuple[Any, list[tuple[str, str]]]]:
    """The statements of readings, each with its labels."""
    s, r, a, held = (
        schema.statements.c,
        schema.readings.c,
        schema.articles.c,
        schema.labels.c,
    )
    asked = (
        select(s.number, s.words, s.posture, a.outlet, held.kind, held.value)
        .join(schema.readings, r.id == s.reading)
        .join(schema.articles, (a.id == r.article) & (a.revision == r.revision))
        .outerjoin(schema.labels, held.number == s.number)
        .where(among(s.reading, readings))
        .order_by(s.number)
    )
    for _, rows in groupby(connection.execute(asked), key=lambda row: row.number):
        own = list(rows)
        yield own[0], [(row.kind, row.value) for row in own if row.kind]


def _entry(row: Any, labels: Sequence[tuple[str, str]]) -> dict[str, Any]:
    words, told = terms(row.words), tags(labels, row.posture, row.outlet)
    return {
        "number": row.number,
        "words": " ".join(words),
        "tags": " ".join(told),
        "vector": _vector(words, told),
    }


def _vector(words: Sequence[str], told: Sequence[str]) -> str:
    """A tsvector's text: terms hold letters, digits and underscores alone, so that none needs quoting."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words, start=1):
        held = places.setdefault(word, [])
        if len(held) < _MOST_PLACES:
            held.append(at)
    vector = [f"{word}:{','.join(map(str, held))}" for word, held in places.items()]
    return " ".join([*vector, *told])
