"""Takedowns: articles of an address or an outlet leave, and nothing of their text stays in the file.

What keeps them out is digests of their addresses, ids and outlet. Removing rows and scouring the file are two
steps; between them a row of `chores` says that the second is due, and the next takedown does what was cut off.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, delete, select, text, update

from dragoman.archive import schema, storying
from dragoman.archive.connection import is_sqlite
from dragoman.archive.lists import among, parts, put
from dragoman.archive.rows import place_of
from dragoman.archive.standing import keys_of
from dragoman.archive.writing import remove_readings
from dragoman.errors import ArchiveError
from dragoman.ids import digest

SCOUR = "scour"


def forget(connection: Connection, what: str, stamp: str) -> int:
    """Takes out the articles of an address, an id or an outlet, and keeps them out; returns how many."""
    a = schema.articles.c
    wanted, place = keys_of(what), place_of(what)
    asked = select(a.id, a.place).where(
        among(a.id, wanted) | (a.place == place) | (a.outlet == what)
    )
    rows = list(connection.execute(asked))
    gone = sorted({row.id for row in rows})
    places = {place, *(row.place for row in rows if row.place)}
    for some in parts(gone):
        _take_out(connection, some, stamp)
    for some in parts(places):
        connection.execute(delete(schema.inputs).where(among(schema.inputs.c.place, some)))
    keys = {digest("forgotten", one) for one in (what, *wanted, *gone, *places)}
    known: set[str] = set()
    for some in parts(keys):
        held = select(schema.forgotten.c.key).where(among(schema.forgotten.c.key, some))
        known |= set(connection.execute(held).scalars())
    fresh = [{"key": key, "recorded_at": stamp} for key in sorted(keys - known)]
    put(connection, schema.forgotten, fresh)
    if gone and not is_due(connection):
        put(connection, schema.chores, [{"name": SCOUR, "recorded_at": stamp}])
    return len(gone)


def is_due(connection: Connection) -> bool:
    """Whether the file is still to be scoured."""
    asked = select(schema.chores.c.name).where(schema.chores.c.name == SCOUR)
    return connection.execute(asked).first() is not None


def is_forgotten(
    connection: Connection, uri: str | None, outlet: str | None, article: str | None
) -> bool:
    """Whether a takedown keeps an article out."""
    told = {one for one in (outlet, article) if one}
    told |= {*keys_of(uri), place_of(uri)} if uri else set()
    keys = [digest("forgotten", one) for one in told]
    asked = select(schema.forgotten.c.key).where(among(schema.forgotten.c.key, keys))
    return connection.execute(asked.limit(1)).first() is not None


def _take_out(connection: Connection, articles: Sequence[str], stamp: str) -> None:
    a, r = schema.articles.c, schema.readings.c
    clusters = set(connection.execute(select(a.cluster).where(among(a.id, articles))).scalars())
    readings = connection.execute(select(r.id).where(among(r.article, articles))).scalars()
    remove_readings(connection, list(readings))
    storying.take_out(connection, articles, stamp)
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
        _name_anew(connection, cluster)


def _name_anew(connection: Connection, cluster: str) -> None:
    """What is left of a cluster stays one, and takes the least name that is left."""
    articles = schema.articles
    where = articles.c.cluster == cluster
    least = connection.execute(select(articles.c.id).where(where).order_by(articles.c.id)).scalar()
    if least is not None:
        connection.execute(update(articles).where(where).values(cluster=least))


def scour(engine: Engine, address: str) -> None:
    """Rewrites the index and the file, so that no page of either holds what was taken out.

    Raises ArchiveError where another program has the file open: the log that it reads cannot be emptied.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if is_sqlite(engine):
            raw = connection.connection.cursor()
            raw.execute(f"INSERT INTO {schema.WORDS}({schema.WORDS}) VALUES ('optimize')")
            _empty_log(raw, address)
            raw.execute("VACUUM")
            _empty_log(raw, address)
        else:
            for table in schema.metadata.sorted_tables:
                connection.execute(text(f"VACUUM FULL {table.name}"))


def _empty_log(raw: object, address: str) -> None:
    busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # type: ignore[attr-defined]
    if busy:
        raise ArchiveError(
            f"the articles are out of the archive {address}, but another program reads it and keeps their text on "
            "the disk: close it, and run the same again"
        )
