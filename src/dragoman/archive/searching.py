"""Statements found by words, actor, type, target, posture, outlet and day, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Select, column, select, table, text

from dragoman.archive import schema
from dragoman.archive.base import Hit, Query
from dragoman.archive.connection import is_sqlite
from dragoman.archive.rows import first_number
from dragoman.archive.standing import hit_of
from dragoman.archive.terms import Phrase, phrases, tag

_LABELS = ("actor", "type", "target", "posture", "outlet")


def search(connection: Connection, query: Query) -> list[Hit]:
    """The statements; raises UsageError for words that cannot be looked for."""
    numbers = _numbers(connection, query)
    if not numbers:
        return []
    s, r, a = schema.statements.c, schema.readings.c, schema.articles.c
    asked = (
        select(
            s.number, s.id.label("statement"), a.id.label("article"), a.revision, a.outlet, a.uri,
            a.published, s.day, s.speaker, s.role, s.posture, s.words,
        )
        .join(schema.readings, r.id == s.reading)
        .join(schema.articles, (a.id == r.article) & (a.revision == r.revision))
        .where(s.number.in_(numbers))
        .order_by(s.number.desc())
    )  # fmt: skip
    held = schema.labels
    labels: dict[int, list[Any]] = {}
    for label in connection.execute(select(held).where(held.c.number.in_(numbers))):
        labels.setdefault(label.number, []).append(dict(label._mapping))
    return [
        hit_of(dict(row._mapping), labels.get(row.number, ())) for row in connection.execute(asked)
    ]


def _numbers(connection: Connection, query: Query) -> list[int]:
    """The numbers of the newest statements that fit."""
    asked = phrases(query.words)
    told = [(kind, getattr(query, kind)) for kind in _LABELS]
    own = [tag(kind, value) for kind, value in told if value]
    chosen = _indexed(connection, asked, own) if asked or own else _all()
    number = chosen.selected_columns[0]
    if query.since or query.until:  # what has no day is of no day that is asked for
        chosen = chosen.where(number >= first_number(query.since or date.min))
    if query.until:
        chosen = chosen.where(number < first_number(query.until + timedelta(days=1)))
    return list(connection.execute(chosen.order_by(number.desc()).limit(query.limit)).scalars())


def _all() -> Select[Any]:
    s, r = schema.statements.c, schema.readings.c
    return select(s.number).join(schema.readings, r.id == s.reading).where(r.current == 1)


def _indexed(connection: Connection, asked: Sequence[Phrase], own: Sequence[str]) -> Select[Any]:
    if is_sqlite(connection):
        words = table(schema.WORDS, column("rowid"))
        match = text(f"{schema.WORDS} MATCH :asked").bindparams(asked=_fts(asked, own))
        return select(words.c.rowid).where(match)
    terms = text("statements.terms @@ CAST(:asked AS tsquery)").bindparams(asked=_ts(asked, own))
    return select(schema.statements.c.number).where(terms)


def _fts(asked: Sequence[Phrase], own: Sequence[str]) -> str:
    """The question in FTS5's language; terms hold nothing that needs care but its quotes."""
    told = [f'words : "{" ".join(one.terms)}"{"*" if one.begins else ""}' for one in asked]
    return " AND ".join([*told, *(f'tags : "{one}"' for one in own)])


def _ts(asked: Sequence[Phrase], own: Sequence[str]) -> str:
    """The question in PostgreSQL's."""
    told = [
        "(" + " <-> ".join([*one.terms[:-1], one.terms[-1] + (":*" if one.begins else "")]) + ")"
        for one in asked
    ]
    return " & ".join([*told, *own])
