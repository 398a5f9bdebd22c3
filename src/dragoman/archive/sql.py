"""An archive in a database: a SQLite file by default, PostgreSQL by its address, with the same code."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, delete, func, select, text, tuple_, update
from sqlalchemy.exc import DataError

from dragoman.archive import correcting, forgetting, schema, searching, writing
from dragoman.archive.base import (
    Contents,
    Correction,
    Fetched,
    Hit,
    Outcome,
    Query,
    Revision,
    State,
)
from dragoman.archive.codec import unpacked
from dragoman.archive.connection import (
    engine_of,
    explained,
    is_sqlite,
    shown,
    snapshot,
    transaction,
)
from dragoman.archive.content import Content
from dragoman.archive.indexing import into_index
from dragoman.archive.lists import among, parts, put
from dragoman.archive.loading import loaded
from dragoman.archive.memory import in_order, kept, refused, revision_of
from dragoman.archive.rows import Rows, article_of, moment_of, place_of, utc_of
from dragoman.archive.standing import keys_of, newest
from dragoman.archive.storying import SqlStories
from dragoman.archive.views import VIEWS
from dragoman.errors import ArchiveError, UsageError
from dragoman.records import Actor, Article, Issue, Reading
from dragoman.safe import printable

_STREAM = 2_000
_PAGE = 100


class SqlArchive:
    """An Archive over SQLAlchemy's engine; every method raises ArchiveError where the database fails."""

    def __init__(
        self,
        address: str,
        actors: Callable[[str, date | None], Actor | None] = lambda *_: None,
        *,
        create: bool = True,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.name = shown(address)
        self._actors = actors
        self._now = now
        self._engine: Engine = engine_of(address, create=create)
        self.stories = SqlStories(self._engine, self.name, self._stamp)

    def add(self, readings: Iterable[Reading]) -> int:
        """Keeps readings; returns how many were new."""
        return self.commit([kept(one) for one in readings])

    def actor(self, code: str, on: date | None = None) -> Actor | None:
        """What is known of an actor, as it was on a day; None for one that no registry holds."""
        return self._actors(code, on)

    def known(self, keys: Sequence[str]) -> Mapping[str, tuple[State, int]]:
        """State and tries of those inputs that the archive has met."""
        i = schema.inputs.c
        found: dict[str, tuple[State, int]] = {}
        with snapshot(self._engine, self.name) as connection:
            for some in parts(keys):
                asked = select(i.key, i.state, i.tries).where(among(i.key, some))
                for row in connection.execute(asked):
                    found[row.key] = (cast("State", row.state), row.tries)
        return found

    def commit(self, outcomes: Sequence[Outcome]) -> int:
        """Keeps outcomes, all or none; returns how many readings were new."""
        try:
            return self._commit(outcomes)
        except (DataError, ValueError) as error:
            # What the database cannot hold must stop nobody else.
            if len(outcomes) == 1:
                return self._commit([_unstorable(outcomes[0], error)])
            return sum(self.commit([one]) for one in outcomes)

    def _commit(self, outcomes: Sequence[Outcome]) -> int:
        with transaction(self._engine, self.name) as connection:
            allowed = [refused(o) if _is_out(connection, o) else o for o in outcomes]
            return writing.commit(connection, allowed, self._stamp())

    def _stamp(self) -> str:
        return str(moment_of(self._now()))

    def readings(self) -> list[Reading]:
        """Every reading that stands today, in the order of publication, those without a day last."""
        with snapshot(self._engine, self.name) as connection:
            where = schema.readings.c.current == 1
            ids = connection.execute(select(schema.readings.c.id).where(where)).scalars()
            return in_order(loaded(connection, list(ids)))

    def as_of(self, when: datetime) -> list[Reading]:
        """The readings that were current at a time, by when they were recorded."""
        r = schema.readings.c
        with snapshot(self._engine, self.name) as connection:
            asked = select(r.id).where(r.recorded_at <= str(moment_of(when)))
            ids = list(connection.execute(asked.order_by(r.recorded_at)).scalars())
            return in_order(newest(loaded(connection, ids)))

    def readings_of(self, articles: Sequence[str], when: datetime | None = None) -> list[Reading]:
        """What stands of some articles, or stood at a time, in the order of publication."""
        r = schema.readings.c
        found: list[Rows] = []
        with snapshot(self._engine, self.name) as connection:
            for some in parts(articles):
                asked = select(r.id).where(among(r.article, some))
                asked = (
                    asked.where(r.recorded_at <= str(moment_of(when)))
                    if when
                    else asked.where(r.current == 1)
                )
                ids = list(connection.execute(asked.order_by(r.recorded_at)).scalars())
                found += newest(loaded(connection, ids))
        return in_order(found)

    def of_host(self, host: str) -> list[str]:
        """The articles whose crisis is in a state's country, by what stands."""
        r = schema.readings.c
        with snapshot(self._engine, self.name) as connection:
            asked = select(r.article).where((r.host == host) & (r.current == 1))
            return sorted(connection.execute(asked).scalars())

    def correct(self, corrections: Sequence[Correction]) -> int:
        """Keeps what an editor put right; returns how many are new."""
        with transaction(self._engine, self.name) as connection:
            return correcting.keep(connection, corrections, self._stamp())

    def corrections(
        self, articles: Sequence[str], when: datetime | None = None
    ) -> list[Correction]:
        """What was put right in some articles, in the order in which that was recorded."""
        with snapshot(self._engine, self.name) as connection:
            return correcting.of(connection, articles, moment_of(when))

    def unread_by(self, version: str) -> Iterator[tuple[Article, tuple[Issue, ...]]]:
        """The newest text of each article that this version has never read, with the issues of its making.

        In a fixed order, a few at a time: no transaction stays open while they are read and others are written.
        """
        r, a = schema.readings.c, schema.articles.c
        done = select(r.article, r.revision).where(r.version == version)
        asked = (
            select(schema.articles, r.body.label("reading"))
            .join(schema.readings, (r.article == a.id) & (r.revision == a.revision))
            .where((r.current == 1) & tuple_(a.id, a.revision).not_in(done))
            .order_by(a.id)
            .limit(_PAGE)
        )
        last = ""
        while True:
            with snapshot(self._engine, self.name) as connection:
                rows = [dict(row._mapping) for row in connection.execute(asked.where(a.id > last))]
            for row in rows:
                held = unpacked(Reading, row["reading"]).issues
                yield article_of(row), tuple(one for one in held if one.stage == "articles")
            if len(rows) < _PAGE:
                return
            last = rows[-1]["id"]

    def refresh(self, seen: Mapping[str, datetime]) -> None:
        """Inputs that were fetched again as they were: what stood at their address stands again."""
        i, table = schema.inputs.c, schema.articles
        with transaction(self._engine, self.name) as connection:
            for some in parts(seen):
                asked = select(i.key, i.article, i.revision).where(among(i.key, some))
                for row in connection.execute(asked).all():
                    at = utc_of(seen[row.key])
                    where = (table.c.id == row.article) & (table.c.revision == row.revision)
                    older = table.c.fetched_at.is_(None) | (table.c.fetched_at < at)
                    connection.execute(update(table).where(where & older).values(fetched_at=at))
                    if row.article:
                        writing.stand(connection, [row.article])

    def search(self, query: Query) -> list[Hit]:
        """Statements that stand today, the newest first; raises UsageError where words hold none."""
        with snapshot(self._engine, self.name) as connection:
            return searching.search(connection, query)

    def revisions(self, address: str) -> list[Revision]:
        """Every text that stood at an address, in the order in which they were recorded."""
        a = schema.articles.c
        where = among(a.id, keys_of(address)) | (a.place == place_of(address))
        asked = select(schema.articles).where(where)
        with snapshot(self._engine, self.name) as connection:
            rows = connection.execute(asked.order_by(a.recorded_at, a.revision)).mappings()
            return [revision_of(dict(row)) for row in rows]

    def contents(self) -> Contents:
        """How much there is, counted from the rows themselves."""
        total = Content()
        i, a = schema.inputs.c, schema.articles.c
        with snapshot(self._engine, self.name) as connection:
            for row in _streamed(connection, select(a.body)):
                total.add("article", row.body)
            r = schema.readings.c
            for row in _streamed(connection, select(r.id, r.body)):
                total.add("reading", row.id, row.body)
            for table in (schema.statements, schema.deeds, schema.claims):
                for row in _streamed(connection, select(table.c.reading, table.c.body)):
                    total.add(table.name, row.reading, row.body)
            counted = select(i.state, func.count()).group_by(i.state)
            states = {row[0]: row[1] for row in connection.execute(counted)}
            copies = select(func.count(a.id.distinct())).where(a.cluster != a.id)
            return Contents(
                **total.counts(),
                failed=states.get("failed", 0),
                aside=states.get("aside", 0),
                copies=connection.execute(copies).scalar_one(),
                digest=total.digest(),
            )

    def columns(self, view: str) -> list[str]:
        """The columns of a view, in order; raises UsageError for what is none."""
        if view not in VIEWS:
            raise UsageError(f"no table is called {view!r}: use {', '.join(VIEWS)}")
        with snapshot(self._engine, self.name) as connection:
            return list(connection.execute(text(f"SELECT * FROM {view} LIMIT 0")).keys())

    def table(self, view: str) -> Iterator[Mapping[str, Any]]:
        """The rows of a view of `views.VIEWS`, in the order of its columns."""
        order = ", ".join(str(n) for n in range(1, len(self.columns(view)) + 1))
        with snapshot(self._engine, self.name) as connection:
            asked = text(f"SELECT * FROM {view} ORDER BY {order}")
            for row in _streamed(connection, asked):
                yield row._mapping

    def fetched(self, url: str) -> Fetched | None:
        """The last fetch of an address."""
        f = schema.fetches.c
        with snapshot(self._engine, self.name) as connection:
            row = connection.execute(select(schema.fetches).where(f.place == place_of(url))).first()
        if row is None:
            return None
        at = datetime.fromisoformat(row.fetched_at).replace(tzinfo=UTC)
        return Fetched(url, row.status, at, row.etag, row.modified)

    def note_fetches(self, fetches: Sequence[Fetched]) -> None:
        """Keeps when addresses were fetched, for the next conditional request."""
        last = {place_of(one.url): one for one in fetches}
        rows = [
            {
                "place": place,
                "status": one.status,
                "fetched_at": moment_of(one.fetched_at),
                "etag": one.etag,
                "modified": one.modified,
            }
            for place, one in last.items()
        ]
        with transaction(self._engine, self.name) as connection:
            for some in parts(last):
                where = among(schema.fetches.c.place, some)
                connection.execute(delete(schema.fetches).where(where))
            put(connection, schema.fetches, rows)

    def forget(self, what: str) -> int:
        """Takes all articles of an address or outlet out, for good; returns how many. No text is left."""
        with transaction(self._engine, self.name) as connection:
            gone = forgetting.forget(connection, what, self._stamp())
            is_due = forgetting.is_due(connection)
        if is_due:
            with explained(self.name):
                forgetting.scour(self._engine, self.name)
            with transaction(self._engine, self.name) as connection:
                connection.execute(delete(schema.chores))
        return gone

    def is_forgotten(self, uri: str | None, outlet: str | None, article: str | None = None) -> bool:
        """Whether a takedown keeps this out."""
        with snapshot(self._engine, self.name) as connection:
            return forgetting.is_forgotten(connection, uri, outlet, article)

    def backup(self, to: Path) -> None:
        """Copies the whole archive into a new SQLite file, while others go on; raises ArchiveError."""
        if to.exists():
            raise ArchiveError(f"{to} is there already: name a new file for the backup")
        part = to.with_name(f".{to.name}.part")
        part.unlink(missing_ok=True)
        try:
            self._copy_into(part)
            with part.open("rb") as made:
                os.fsync(made.fileno())
            part.replace(to)
        except OSError as error:
            raise ArchiveError(
                f"{to} cannot be written ({error.strerror}): name another"
            ) from error
        finally:
            for leftover in to.parent.glob(f"{part.name}*"):
                leftover.unlink(missing_ok=True)

    def _copy_into(self, part: Path) -> None:
        if is_sqlite(self._engine):
            with explained(self.name), self._engine.connect() as connection:
                connection.connection.cursor().execute("VACUUM INTO ?", (str(part),))
            return
        other = SqlArchive(str(part), create=True)
        try:
            with (
                snapshot(self._engine, self.name) as source,
                transaction(other._engine, str(part)) as target,
            ):
                _copied(source, target)
        finally:
            other.close()

    def close(self) -> None:
        """Lets go of files and connections."""
        self._engine.dispose()


def _is_out(connection: Connection, one: Outcome) -> bool:
    article = one.rows.article if one.rows else None
    return article is not None and forgetting.is_forgotten(
        connection, article["uri"], article["outlet"], article["id"]
    )


def _unstorable(one: Outcome, error: Exception) -> Outcome:
    """What becomes of an input that the database cannot hold."""
    why = printable(" ".join(str(getattr(error, "orig", error)).split()))[:300]
    source = printable(one.source)
    told = f"{source} cannot be kept ({why}): please report it"
    return Outcome(one.key, source, "aside", message=told, tries=one.tries)


def _copied(source: Connection, target: Connection) -> None:
    for table in schema.metadata.sorted_tables:
        rows: list[Mapping[str, Any]] = []
        for row in _streamed(source, select(table)):
            rows.append(dict(row._mapping))
            if len(rows) == _STREAM:
                put(target, table, rows)
                rows = []
        put(target, table, rows)
    current = select(schema.readings.c.id).where(schema.readings.c.current == 1)
    into_index(target, list(target.execute(current).scalars()))


def _streamed(connection: Connection, asked: Any) -> Iterator[Any]:
    """Rows a part at a time, never all in memory."""
    with connection.execution_options(yield_per=_STREAM).execute(asked) as found:
        yield from found
