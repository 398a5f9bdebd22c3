"""Stories in the archive: what waits to be put into one, what is kept of each, and how they came to be.

A step is never changed. What a story held at a moment is read from the steps that were recorded by then: the last
that names an article says in which story it is, a merge that another story is within this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, select

from dragoman.archive import schema
from dragoman.archive.base import StoryRow, StoryStep
from dragoman.archive.connection import snapshot, transaction
from dragoman.archive.lists import among, parts, put
from dragoman.archive.rows import moment_of

_STORY = (
    "id",
    "title",
    "host",
    "articles",
    "first_at",
    "last_at",
    "merged_into",
    "body",
    "vectors",
)


class SqlStories:
    """The stories of one archive; every method raises ArchiveError where the database fails."""

    def __init__(self, engine: Engine, name: str, stamp: Callable[[], str]) -> None:
        self._engine, self._name, self._stamp = engine, name, stamp

    def waiting(self, limit: int) -> list[str]:
        """Articles that are in no story, the earliest published first."""
        with snapshot(self._engine, self._name) as connection:
            return waiting(connection, limit)

    def states(self, since: datetime) -> tuple[int, list[StoryRow]]:
        """The last step, and the stories that something came to since then."""
        with snapshot(self._engine, self._name) as connection:
            return last_step(connection), states(connection, str(moment_of(since)))

    def note(self, steps: Sequence[StoryStep], changed: Sequence[StoryRow], seen: int) -> bool:
        """Keeps what happened since step `seen`; nothing, and False, where another was faster."""
        with transaction(self._engine, self._name) as connection:
            if last_step(connection) != seen:
                return False
            note(connection, steps, changed, self._stamp())
            return True

    def listed(self, since: datetime | None = None, limit: int = 100) -> list[StoryRow]:
        """Stories, the one that something came to last first."""
        with snapshot(self._engine, self._name) as connection:
            return listed(connection, moment_of(since), limit)

    def named(self, beginning: str, follow: bool = True) -> list[str]:
        """The stories whose ids begin so, at most two; merged ones lead to what they are in now, if wanted."""
        with snapshot(self._engine, self._name) as connection:
            return named(connection, beginning, follow)

    def articles(self, story: str, until: datetime | None = None) -> list[str]:
        """The articles of a story, as it stood at a moment."""
        with snapshot(self._engine, self._name) as connection:
            return articles_of(connection, story, moment_of(until))


def wait(connection: Connection, articles: Iterable[str]) -> None:
    """Notes that new articles are in no story yet."""
    fresh = sorted(set(articles))
    waiting: set[str] = set()
    for some in parts(fresh):
        asked = select(schema.unlinked.c.article).where(among(schema.unlinked.c.article, some))
        waiting |= set(connection.execute(asked).scalars())
    rows = [{"article": one} for one in fresh if one not in waiting]
    put(connection, schema.unlinked, rows)


def last_step(connection: Connection) -> int:
    """The number of the last step; 0 before the first."""
    return int(connection.execute(select(func.max(schema.story_steps.c.step))).scalar() or 0)


def states(connection: Connection, since: str) -> list[StoryRow]:
    """What is kept of the stories that something came to since then and that are still their own."""
    s = schema.stories.c
    where = (s.last_at >= since) & s.merged_into.is_(None)
    rows = connection.execute(select(schema.stories).where(where).order_by(s.id))
    return [_story(row._mapping) for row in rows]


def listed(connection: Connection, since: str | None, limit: int) -> list[StoryRow]:
    """Stories, the one that something came to last first."""
    s = schema.stories.c
    asked = select(schema.stories).where(s.merged_into.is_(None))
    asked = asked.where(s.last_at >= since) if since else asked
    rows = connection.execute(asked.order_by(s.last_at.desc(), s.id).limit(limit))
    return [_story(row._mapping) for row in rows]


def _story(row: Mapping[Any, Any]) -> StoryRow:
    return StoryRow(**{name: row[name] for name in _STORY})


def note(
    connection: Connection, steps: Sequence[StoryStep], changed: Sequence[StoryRow], stamp: str
) -> None:
    """Keeps steps and what they made of stories; the articles no longer wait."""
    at = last_step(connection)
    put(
        connection,
        schema.story_steps,
        [
            {
                "step": at + n,
                "recorded_at": stamp,
                "kind": one.kind,
                "story": one.story,
                "article": one.article,
                "other": one.other,
            }
            for n, one in enumerate(steps, 1)
        ],
    )
    for some in parts([one.id for one in changed]):
        connection.execute(delete(schema.stories).where(among(schema.stories.c.id, some)))
    put(
        connection,
        schema.stories,
        [{name: getattr(one, name) for name in _STORY} for one in changed],
    )
    for some in parts([one.article for one in steps if one.article]):
        connection.execute(delete(schema.unlinked).where(among(schema.unlinked.c.article, some)))


def waiting(connection: Connection, limit: int) -> list[str]:
    """Articles that are in no story, the earliest published first."""
    u, a = schema.unlinked.c, schema.articles.c
    first = func.min(func.coalesce(a.published_at, "9999"))
    asked = (
        select(u.article, first.label("first"))
        .join(schema.articles, a.id == u.article)
        .group_by(u.article)
        .order_by(first, u.article)
        .limit(limit)
    )
    return [row.article for row in connection.execute(asked)]


def named(connection: Connection, beginning: str, follow: bool = True) -> list[str]:
    """The stories whose ids begin so, at most two; one that was merged leads to what it is in now, if wanted."""
    s = schema.stories.c
    asked = select(s.id, s.merged_into).where(s.id.startswith(beginning, autoescape=True))
    rows = list(connection.execute(asked.order_by(s.id).limit(2)))
    found = []
    for row in rows:
        own, into = row.id, row.merged_into
        while into and follow:
            own = into
            into = connection.execute(select(s.merged_into).where(s.id == own)).scalar()
        found.append(own)
    return list(dict.fromkeys(found))


def articles_of(connection: Connection, story: str, until: str | None) -> list[str]:
    """The articles of a story, as it stood at a moment."""
    t = schema.story_steps.c

    def by_then(asked: ColumnElement[bool]) -> ColumnElement[bool]:
        return asked & (t.recorded_at <= until) if until else asked

    within, fresh = {story}, [story]
    while fresh:
        asked = select(t.other).where(by_then((t.kind == "merge") & among(t.story, fresh)))
        held = {one for one in connection.execute(asked).scalars() if one}
        fresh = sorted(held - within)
        within |= held
    found: set[str] = set()
    for some in parts(sorted(within)):
        asked = select(t.article).where(by_then(among(t.story, some) & t.article.is_not(None)))
        found |= {one for one in connection.execute(asked).scalars() if one}
    last: dict[str, tuple[int, str]] = {}
    for some in parts(sorted(found)):
        rows = select(t.step, t.article, t.story).where(by_then(among(t.article, some)))
        for row in connection.execute(rows):
            last[str(row.article)] = max(last.get(str(row.article), (0, "")), (row.step, row.story))
    return sorted(one for one, (_, held) in last.items() if held in within)


def take_out(connection: Connection, articles: Sequence[str], stamp: str) -> None:
    """Takes articles out of all stories; what is kept of their words goes with them.

    A step of its own tells whoever links meanwhile that what he knows no longer holds.
    """
    t = schema.story_steps.c
    at = last_step(connection) + 1
    asked = select(t.story).where(among(t.article, articles))
    touched = _with_parents(connection, connection.execute(asked).scalars())
    connection.execute(delete(schema.story_steps).where(among(t.article, articles)))
    connection.execute(
        delete(schema.corrections).where(among(schema.corrections.c.article, articles))
    )
    connection.execute(delete(schema.unlinked).where(among(schema.unlinked.c.article, articles)))
    for some in parts(touched):
        _begin_anew(connection, some)
    if touched or articles:
        gone = {"step": at, "recorded_at": stamp, "kind": "forget", "story": ""}
        put(connection, schema.story_steps, [{**gone, "article": None, "other": None}])


def _with_parents(connection: Connection, stories: Iterable[str]) -> list[str]:
    """Stories and those that they were merged into."""
    t = schema.story_steps.c
    found = fresh = set(stories)
    while fresh:
        asked = select(t.story).where((t.kind == "merge") & among(t.other, fresh))
        fresh = set(connection.execute(asked).scalars()) - found
        found = found | fresh
    return sorted(found)


def _begin_anew(connection: Connection, touched: Sequence[str]) -> None:
    """Stories that lost an article: names and vectors in them may be of its words, so that all is told anew."""
    t, s = schema.story_steps.c, schema.stories.c
    held = {story: articles_of(connection, story, None) for story in touched}
    for story, own in held.items():
        connection.execute(delete(schema.stories).where(s.id == story))
        connection.execute(delete(schema.story_steps).where(among(t.story, [story])))
        connection.execute(
            delete(schema.story_steps).where((t.kind == "merge") & (t.other == story))
        )
        wait(connection, own)
