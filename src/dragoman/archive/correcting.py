"""Editors' corrections in a database: kept once each, read in the order in which they came."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from dragoman.archive import schema
from dragoman.archive.base import Correction
from dragoman.archive.corrected import new_ones
from dragoman.archive.lists import among, parts, put
from dragoman.ids import digest


def keep(connection: Connection, corrections: Sequence[Correction], stamp: str) -> int:
    """Keeps them; returns how many are new. One that stands last of its text already is not kept again."""
    c = schema.corrections.c
    kept = of(connection, sorted({one.article for one in corrections}), None)
    number = int(connection.execute(select(func.max(c.number))).scalar() or 0)
    fresh = new_ones(kept, corrections)
    rows = [
        {
            "number": number + n,
            "id": digest(one.id, number + n),
            "article": one.article,
            "revision": one.revision,
            "recorded_at": stamp,
            "body": one.body,
        }
        for n, one in enumerate(fresh, 1)
    ]
    put(connection, schema.corrections, rows)
    return len(rows)


def of(connection: Connection, articles: Sequence[str], until: str | None) -> list[Correction]:
    """Those of some articles that were recorded by then."""
    c = schema.corrections.c
    found: list[tuple[int, Correction]] = []
    for some in parts(articles):
        asked = select(schema.corrections).where(among(c.article, some))
        for row in connection.execute(asked.where(c.recorded_at <= until) if until else asked):
            one = Correction(row.id, row.article, row.revision, row.body)
            found.append((row.number, one))
    return [one for _, one in sorted(found, key=lambda held: held[0])]
