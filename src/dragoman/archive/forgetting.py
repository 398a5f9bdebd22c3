"""Takedowns: articles of an address or an outlet leave, and nothing of their text stays in the file."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, delete, select, text, update

from dragoman.archive import schema
from dragoman.archive.connection import is_sqlite
from dragoman.archive.copies import joined
from dragoman.archive.standing import keys_of
from dragoman.archive.writing import among, parts, put, remove_readings
from dragoman.ids import digest


def forget(connection: Connection, what: str, stamp: str) -> int:
    """Takes out the articles of an address, an id or an outlet, and keeps them out; returns how many."""
    a = schema.articles.c
    wanted = keys_of(what)
    asked = (
        select(a.id).where(among(a.id, wanted) | (a.uri == what) | (a.outlet == what)).distinct()
    )
    gone = list(connection.execute(asked).scalars())
    for some in parts(gone):
        _take_out(connection, some)
    keys = {digest("forgotten", one) for one in (what, *wanted)}
    known = select(schema.forgotten.c.key).where(among(schema.forgotten.c.key, keys))
    fresh = keys - set(connection.execute(known).scalars())
    put(connection, schema.forgotten, [{"key": k, "recorded_at": stamp} for k in sorted(fresh)])
    urls = schema.fetches.c.url
    connection.execute(delete(schema.fetches).where(urls == what))
    return len(gone)


def is_forgotten(connection: Connection, uri: str | None, outlet: str | None) -> bool:
    """Whether a takedown keeps an article out."""
    told = {*(keys_of(uri) if uri else ()), *((outlet,) if outlet else ())}
    keys = [digest("forgotten", one) for one in told]
    asked = select(schema.forgotten.c.key).where(among(schema.forgotten.c.key, keys))
    return connection.execute(asked.limit(1)).first() is not None


def _take_out(connection: Connection, articles: Sequence[str]) -> None:
    a, r = schema.articles.c, schema.readings.c
    clusters = set(connection.execute(select(a.cluster).where(among(a.id, articles))).scalars())
    readings = connection.execute(select(r.id).where(among(r.article, articles))).scalars()
    remove_readings(connection, list(readings))
    for table, named in (
        (schema.bands, schema.bands.c.article),
        (schema.sketches, schema.sketches.c.article),
        (schema.copies, schema.copies.c.one),
        (schema.copies, schema.copies.c.other),
        (schema.inputs, schema.inputs.c.article),
        (schema.articles, schema.articles.c.id),
    ):
        connection.execute(delete(table).where(among(named, articles)))
    for cluster in clusters:
        _part(connection, cluster)


def _part(connection: Connection, cluster: str) -> None:
    """Names the rest of a cluster anew: what was tied by an article that left may be several now."""
    articles, c = schema.articles, schema.copies.c
    members = list(
        connection.execute(
            select(articles.c.id).where(articles.c.cluster == cluster).distinct()
        ).scalars()
    )
    own = {one: one for one in members}
    pairs = [
        (row.one, row.other)
        for some in parts(members)
        for row in connection.execute(select(c.one, c.other).where(among(c.one, some)))
    ]
    names = {**own, **joined(own, [pair for pair in pairs if set(pair) <= set(own)])}
    for one, name in names.items():
        connection.execute(update(articles).where(articles.c.id == one).values(cluster=name))


def scour(engine: Engine) -> None:
    """Rewrites the index and the file, so that no page of either holds what was taken out."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not is_sqlite(engine):
            connection.execute(text("VACUUM"))
            return
        raw = connection.connection.cursor()
        raw.execute(f"INSERT INTO {schema.WORDS}({schema.WORDS}) VALUES ('optimize')")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
