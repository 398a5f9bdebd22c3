"""What is written to an archive, within one transaction: articles, readings, copies, what stands today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, tuple_, update

from dragoman.archive import schema
from dragoman.archive.base import Outcome
from dragoman.archive.indexing import into_index, out_of_index
from dragoman.archive.lists import among, parts, put
from dragoman.archive.rows import Row, Rows
from dragoman.archive.standing import text_age
from dragoman.archive.storying import wait
from dragoman.copies import SIMILAR, bands, joined, similarity

MOST_COPIES = 64
"""Near copies that an article is compared with: of a story in a thousand papers all are one cluster already."""
Key = tuple[str, str]


def commit(connection: Connection, outcomes: Sequence[Outcome], stamp: str) -> int:
    """Keeps outcomes; returns how many readings were new."""
    kept = [(one.rows, one.sketch) for one in outcomes if one.rows]
    new = _keep(connection, [rows for rows, _ in kept], stamp)
    _note_copies(connection, [(rows, sketch) for rows, sketch in kept if sketch])
    _note_inputs(connection, outcomes, stamp)
    return new


def _note_inputs(connection: Connection, outcomes: Sequence[Outcome], stamp: str) -> None:
    last = {one.key: one for one in outcomes}
    for keys in parts(last):
        connection.execute(delete(schema.inputs).where(among(schema.inputs.c.key, keys)))
    rows = [
        {
            "key": one.key,
            "source": one.source,
            "place": one.place,
            "state": one.state,
            "tries": one.tries,
            "article": one.rows.article["id"] if one.rows else None,
            "revision": one.rows.article["revision"] if one.rows else None,
            "message": one.message,
            "recorded_at": stamp,
        }
        for one in last.values()
    ]
    put(connection, schema.inputs, rows)


def _keep(connection: Connection, every: Sequence[Rows], stamp: str) -> int:
    """Articles and readings. Of two that say different things of one text the one with the lesser digest stays,
    whichever came first; so of two readings of the same article by the same version."""
    held = _articles(connection, {(r.article["id"], r.article["revision"]) for r in every})
    there = _readings(connection, {rows.reading["id"] for rows in every})
    new, fresh, touched = 0, list[Rows](), set[str]()
    for rows in every:
        key = (rows.article["id"], rows.article["revision"])
        known = held.get(key)
        wins = known is None or rows.article["digest"] < known["digest"]
        if wins:
            if known:  # the index has been told of the old outlet, and must forget it by that
                fall(connection, [rows.article["id"]])
                touched.add(rows.article["id"])
            held[key] = _article(connection, rows.article, known, stamp)
        before = there.get(rows.reading["id"])
        if before and not wins and not _is_better(rows, held[key], before):
            continue
        if before:
            fresh = [one for one in fresh if one.reading["id"] != rows.reading["id"]]
            remove_readings(connection, [rows.reading["id"]])
        else:
            new += 1
        at = before[0] if before else stamp
        there[rows.reading["id"]] = (at, rows.reading["digest"])
        fresh.append(
            Rows(rows.article, {**rows.reading, "recorded_at": at, "current": 0}, *_held(rows))
        )
        touched.add(rows.article["id"])
    _put_readings(connection, fresh)
    stand(connection, touched)
    return new


def _is_better(rows: Rows, article: Row, before: tuple[str, str]) -> bool:
    """Whether a reading of the article that stays has a lesser digest than the one that is kept."""
    return bool(rows.article["digest"] == article["digest"] and rows.reading["digest"] < before[1])


def _held(rows: Rows) -> tuple[list[Row], list[Row], list[Row], list[Row]]:
    return rows.statements, rows.labels, rows.deeds, rows.claims


def _articles(connection: Connection, keys: set[Key]) -> dict[Key, Row]:
    table = schema.articles.c
    found: dict[Key, Row] = {}
    for some in parts(keys):
        asked = select(table.id, table.revision, table.digest, table.recorded_at, table.cluster)
        for row in connection.execute(asked.where(tuple_(table.id, table.revision).in_(some))):
            found[row.id, row.revision] = dict(row._mapping)
    return found


def _readings(connection: Connection, ids: set[str]) -> dict[str, tuple[str, str]]:
    """Of readings that are kept when they were recorded, and their digests."""
    table = schema.readings.c
    found: dict[str, tuple[str, str]] = {}
    for some in parts(ids):
        asked = select(table.id, table.recorded_at, table.digest).where(among(table.id, some))
        for row in connection.execute(asked):
            found[row.id] = (row.recorded_at, row.digest)
    return found


def _article(connection: Connection, row: Row, known: Row | None, stamp: str) -> Row:
    table = schema.articles
    if known is None:
        cluster = connection.execute(
            select(table.c.cluster).where(table.c.id == row["id"]).limit(1)
        ).scalar()
        if cluster is None:
            wait(connection, [row["id"]])
        whole = {**row, "recorded_at": stamp, "cluster": cluster or row["cluster"]}
        put(connection, table, [whole])
        return whole
    whole = {**row, "recorded_at": known["recorded_at"], "cluster": known["cluster"]}
    where = (table.c.id == row["id"]) & (table.c.revision == row["revision"])
    connection.execute(update(table).where(where).values(whole))
    return whole


def _put_readings(connection: Connection, fresh: Sequence[Rows]) -> None:
    put(connection, schema.readings, [rows.reading for rows in fresh])
    taken = _taken(connection, [row["number"] for rows in fresh for row in rows.statements])
    statements: list[Row] = []
    labels: list[Row] = []
    for rows in fresh:
        moved: dict[int, int] = {}
        for row in rows.statements:
            number = row["number"]
            # Two of 2^47 numbers of one day are the same once in a long life.
            while number in taken:
                number += 1
            taken.add(number)
            moved[row["number"]] = number
            statements.append({**row, "number": number})
        labels += [{**row, "number": moved[row["number"]]} for row in rows.labels]
    put(connection, schema.statements, statements)
    put(connection, schema.labels, labels)
    put(connection, schema.deeds, [row for rows in fresh for row in rows.deeds])
    put(connection, schema.claims, [row for rows in fresh for row in rows.claims])


def _taken(connection: Connection, numbers: Sequence[int]) -> set[int]:
    found: set[int] = set()
    column = schema.statements.c.number
    for some in parts(numbers):
        found |= set(connection.execute(select(column).where(among(column, some))).scalars())
    return found


def remove_readings(connection: Connection, ids: Sequence[str]) -> None:
    """Takes readings out with all that they hold."""
    for some in parts(ids):
        out_of_index(connection, some)
        own = select(schema.statements.c.number).where(among(schema.statements.c.reading, some))
        connection.execute(delete(schema.labels).where(schema.labels.c.number.in_(own)))
        for table in (schema.statements, schema.deeds, schema.claims):
            connection.execute(delete(table).where(among(table.c.reading, some)))
        connection.execute(delete(schema.readings).where(among(schema.readings.c.id, some)))


def stand(connection: Connection, articles: Iterable[str]) -> None:
    """Marks of each article the reading that stands today, and lets its statements alone be found."""
    for some in parts(articles):
        best, current = _standing(connection, some)
        gone = [one for one in current if one not in best]
        come = [one for one in best if one not in current]
        out_of_index(connection, gone)
        table = schema.readings
        for ids, value in ((gone, 0), (come, 1)):
            if ids:
                connection.execute(
                    update(table).where(among(table.c.id, ids)).values(current=value)
                )
        into_index(connection, come)


def fall(connection: Connection, articles: Sequence[str]) -> None:
    """Takes what stands of these articles out of the index, until `stand` is asked again."""
    table = schema.readings
    for some in parts(articles):
        where = among(table.c.article, some) & (table.c.current == 1)
        ids = list(connection.execute(select(table.c.id).where(where)).scalars())
        out_of_index(connection, ids)
        connection.execute(update(table).where(where).values(current=0))


def _standing(connection: Connection, articles: Sequence[str]) -> tuple[list[str], list[str]]:
    """The readings that should stand, and those that do."""
    a, r = schema.articles.c, schema.readings.c
    asked = select(
        r.id, r.article, r.recorded_at, r.current,
        a.updated_at, a.published_at, a.fetched_at, a.revision,
    ).join_from(
        schema.readings, schema.articles, (r.article == a.id) & (r.revision == a.revision)
    ).where(among(r.article, articles))  # fmt: skip
    best: dict[str, tuple[Any, ...]] = {}
    current = []
    for row in connection.execute(asked):
        mine = (text_age(dict(row._mapping)), (row.recorded_at, row.id))
        if row.article not in best or mine > best[row.article][:2]:
            best[row.article] = (*mine, row.id)
        if row.current:
            current.append(row.id)
    return [one[2] for one in best.values()], current


def _note_copies(connection: Connection, sketched: Sequence[tuple[Rows, bytes]]) -> None:
    """Near copies of these articles among all that are kept, and what they are joined to."""
    held = schema.sketches.c
    for rows, sketch in sketched:
        key = {"article": rows.article["id"], "revision": rows.article["revision"]}
        there = select(held.article).where(
            (held.article == key["article"]) & (held.revision == key["revision"])
        )
        if connection.execute(there).first():
            continue
        own = bands(sketch)
        near = (
            select(held.article, held.sketch)
            .join(
                schema.bands,
                (schema.bands.c.article == held.article)
                & (schema.bands.c.revision == held.revision),
            )
            .where(among(schema.bands.c.band, own) & (held.article != key["article"]))
            .distinct()
            .order_by(held.article)
            .limit(MOST_COPIES)
        )
        found: dict[str, float] = {}
        for row in connection.execute(near):
            alike = similarity(sketch, row.sketch)
            if alike >= SIMILAR:
                found[row.article] = max(alike, found.get(row.article, 0.0))
        put(connection, schema.sketches, [{**key, "sketch": sketch}])
        put(connection, schema.bands, [{**key, "band": band} for band in sorted(set(own))])
        if found:
            _join(connection, key["article"], found)


def _join(connection: Connection, article: str, copies: Mapping[str, float]) -> None:
    table, c = schema.copies, schema.copies.c
    for other, alike in copies.items():
        one, two = sorted((article, other))
        where = (c.one == one) & (c.other == two)
        known = connection.execute(select(c.similarity).where(where)).scalar()
        if known is None:
            put(connection, table, [{"one": one, "other": two, "similarity": alike}])
        elif alike > known:
            connection.execute(update(table).where(where).values(similarity=alike))
    articles = schema.articles
    names: dict[str, str] = {}
    for some in parts([article, *copies]):
        asked = select(articles.c.id, articles.c.cluster).where(among(articles.c.id, some))
        names |= {row.id: row.cluster for row in connection.execute(asked)}
    for old, new in joined(names, ((article, other) for other in copies)).items():
        connection.execute(update(articles).where(articles.c.cluster == old).values(cluster=new))
