"""Editors' corrections in a database: kept once each, read in the order in which they came."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from dragoman.archive import schema
from dragoman.archive.base import Correction
from dragoman.archive.lists import among, parts, put


def keep(connection: Connection, corrections: Sequence[Correction], stamp: str) -> int:
    """Keeps them; returns how many are new."""
    c = schema.corrections.c
    known: set[str] = set()
    for some in parts([one.id for one in corrections]):
        known |= set(connection.execute(select(c.id).where(among(c.id, some))).scalars())
    fresh = {one.id: one for one in corrections if one.id not in known}
    rows = [
        {
            "id": one.id,
            "article": one.article,
            "revision": one.revision,
            "recorded_at": stamp,
            "body": one.body,
        }
        for one in fresh.values()
    ]
    put(connection, schema.corrections, rows)
    return len(rows)


def of(connection: Connection, articles: Sequence[str], until: str | None) -> list[Correction]:
    """Those of some articles that were recorded by then."""
    c = schema.corrections.c
    found: list[tuple[str, str, Correction]] = []
    for some in parts(articles):
        asked = select(schema.corrections).where(among(c.article, some))
        for row in connection.execute(asked.where(c.recorded_at <= until) if until else asked):
            one = Correction(row.id, row.article, row.revision, row.body)
            found.append((row.recorded_at, row.id, one))
    return [one for _, _, one in sorted(found, key=lambda held: held[:2])]
