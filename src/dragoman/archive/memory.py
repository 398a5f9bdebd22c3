"""Results kept in memory: what one command reads, and the twin of every other store in tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

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
from dragoman.archive.content import Content
from dragoman.archive.corrected import new_ones
from dragoman.archive.memory_stories import MemoryStories
from dragoman.archive.rows import (
    Row,
    Rows,
    article_of,
    moment_of,
    place_of,
    reading_of,
    rows_of,
    utc_of,
)
from dragoman.archive.standing import keys_of, newest, told_of
from dragoman.archive.terms import phrases, stands_in, terms
from dragoman.copies import SIMILAR, joined, similarity
from dragoman.records import Actor, Reading, instant


class Memory:
    """An Archive over dicts; the encoder's vectors are not kept."""

    def __init__(
        self,
        actors: Callable[[str, date | None], Actor | None] = lambda *_: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._actors = actors
        self._now = now
        self._articles: dict[tuple[str, str], Row] = {}
        self._readings: dict[str, Rows] = {}
        self._inputs: dict[str, tuple[Outcome, str | None]] = {}
        self._texts: dict[str, tuple[str, str]] = {}
        self._sketches: dict[tuple[str, str], bytes] = {}
        self._fetches: dict[str, Fetched] = {}
        self._corrections: list[tuple[str, Correction]] = []
        self.stories = MemoryStories(self._published, lambda: str(moment_of(self._now())))
        self._forgotten: set[str] = set()

    def add(self, readings: Iterable[Reading]) -> int:
        """Keeps readings; returns how many were new."""
        return sum(self.commit([kept(one)]) for one in readings)

    def readings(self) -> list[Reading]:
        """Every reading, in the order of publication where known, else as added."""
        return in_order(self._current(self._readings.values()))

    def actor(self, code: str, on: date | None = None) -> Actor | None:
        """What is known of an actor, as it was on a day; None for one that no registry holds."""
        return self._actors(code, on)

    def known(self, keys: Sequence[str]) -> Mapping[str, tuple[State, int]]:
        """State and tries of those inputs that have been met."""
        met = ((key, self._inputs[key]) for key in keys if key in self._inputs)
        return {key: (one.state, one.tries) for key, (one, _) in met}

    def commit(self, outcomes: Sequence[Outcome]) -> int:
        """Keeps outcomes; returns how many readings were new."""
        new = 0
        stamp = moment_of(self._now())
        for given in outcomes:
            one = refused(given) if self._is_out(given) else given
            new += self._keep(one.rows, str(stamp), one.sketch) if one.rows else 0
            article = one.rows.article["id"] if one.rows else None
            if one.rows:
                self._texts[one.key] = (one.rows.article["id"], one.rows.article["revision"])
            self._inputs[one.key] = (replace(one, rows=None, sketch=None), article)
        return new

    def _is_out(self, one: Outcome) -> bool:
        article = one.rows.article if one.rows else None
        return article is not None and self.is_forgotten(
            article["uri"], article["outlet"], article["id"]
        )

    def _keep(self, rows: Rows, stamp: str, sketch: bytes | None) -> int:
        key = (rows.article["id"], rows.article["revision"])
        held = self._articles.get(key)
        wins = held is None or rows.article["digest"] < held["digest"]
        recorded = held["recorded_at"] if held else stamp
        if all(article != key[0] for article, _ in self._articles):
            self.stories.wait(key[0])
        if wins:
            self._articles[key] = {**rows.article, "recorded_at": recorded}
        if sketch:
            self._sketches[key] = sketch
        known = self._readings.get(rows.reading["id"])
        same = rows.article["digest"] == self._articles[key]["digest"]
        better = known and same and rows.reading["digest"] < known.reading["digest"]
        if known and not wins and not better:
            return 0
        at = known.reading["recorded_at"] if known else stamp
        kept = replace(rows, reading={**rows.reading, "recorded_at": at})
        self._readings[rows.reading["id"]] = kept
        return known is None

    def _current(self, among: Iterable[Rows]) -> list[Rows]:
        """Of each article the newest reading of its newest revision."""
        held = [replace(one, article=self._article(one)) for one in among]
        return newest(held)

    def _article(self, one: Rows) -> Row:
        return self._articles[one.reading["article"], one.reading["revision"]]

    def search(self, query: Query) -> list[Hit]:
        """Statements of current readings, the newest first."""
        asked = phrases(query.words)
        found: list[tuple[int, Hit]] = []
        for rows in self._current(self._readings.values()):
            for row in rows.statements:
                hit = told_of(row, rows)
                held = terms(hit.words)
                if all(stands_in(one, held) for one in asked) and _fits(hit, query):
                    found.append((row["number"], hit))
        found.sort(key=lambda one: -one[0])
        return [hit for _, hit in found[: query.limit]]

    def revisions(self, address: str) -> list[Revision]:
        """Every text that stood at an address, in the order in which they were recorded."""
        wanted = keys_of(address)
        rows = [
            r
            for r in self._articles.values()
            if r["id"] in wanted or r["place"] == place_of(address)
        ]
        rows.sort(key=lambda r: (r["recorded_at"], r["revision"]))
        return [revision_of(row) for row in rows]

    def as_of(self, when: datetime) -> list[Reading]:
        """The readings that were current at a time."""
        limit = str(moment_of(when))
        return in_order(
            self._current(r for r in self._readings.values() if r.reading["recorded_at"] <= limit)
        )

    def readings_of(self, articles: Sequence[str], when: datetime | None = None) -> list[Reading]:
        """What stands of some articles, or stood at a time."""
        wanted, limit = set(articles), moment_of(when)
        among = (
            r
            for r in self._readings.values()
            if r.article["id"] in wanted and (not limit or r.reading["recorded_at"] <= limit)
        )
        return in_order(self._current(among))

    def of_host(self, host: str) -> list[str]:
        """The articles whose crisis is in a state's country."""
        held = self._current(self._readings.values())
        return sorted(r.article["id"] for r in held if r.reading["host"] == host)

    def correct(self, corrections: Sequence[Correction]) -> int:
        """Keeps what an editor put right; returns how many are new."""
        stamp = str(moment_of(self._now()))
        fresh = new_ones([one for _, one in self._corrections], corrections)
        self._corrections += [(stamp, one) for one in fresh]
        return len(fresh)

    def corrections(
        self, articles: Sequence[str], when: datetime | None = None
    ) -> list[Correction]:
        """What was put right in some articles, in the order in which that was recorded."""
        wanted, limit = set(articles), moment_of(when)
        return [
            one
            for at, one in self._corrections
            if one.article in wanted and (not limit or at <= limit)
        ]

    def _published(self, article: str) -> str:
        held = (r["published_at"] for key, r in self._articles.items() if key[0] == article)
        return min(at or "9999" for at in held)

    def contents(self) -> Contents:
        """How much there is."""
        total = Content()
        for row in self._articles.values():
            total.add("article", row["body"])
        for one in self._readings.values():
            total.add("reading", one.reading["id"], one.reading["body"])
            for kind in ("statements", "deeds", "claims"):
                for row in getattr(one, kind):
                    total.add(kind, row["reading"], row["body"])
        clusters = self._clusters()
        states = [one.state for one, _ in self._inputs.values()]
        return Contents(
            **total.counts(),
            failed=states.count("failed"),
            aside=states.count("aside"),
            copies=sum(name != root for name, root in clusters.items()),
            digest=total.digest(),
        )

    def _clusters(self) -> dict[str, str]:
        """The cluster of each article."""
        own = {key[0]: key[0] for key in self._articles}
        held = list(self._sketches.items())
        pairs = [
            (a[0], b[0])
            for n, (a, one) in enumerate(held)
            for b, other in held[:n]
            if a[0] != b[0] and similarity(one, other) >= SIMILAR
        ]
        return {**own, **joined(own, pairs)}

    def fetched(self, url: str) -> Fetched | None:
        """The last fetch of an address."""
        return self._fetches.get(url)

    def note_fetches(self, fetches: Sequence[Fetched]) -> None:
        """Keeps when addresses were fetched."""
        self._fetches.update({one.url: one for one in fetches})

    def forget(self, what: str) -> int:
        """Takes all articles of an address or an outlet out, for good."""
        wanted = keys_of(what)
        gone = [
            key
            for key, row in self._articles.items()
            if row["id"] in wanted or row["place"] == place_of(what) or row["outlet"] == what
        ]
        places = {place_of(what), *(self._articles[key]["place"] for key in gone)}
        self._forgotten |= {what, *wanted, *places, *(key[0] for key in gone)} - {None}
        for key in gone:
            del self._articles[key]
            self._sketches.pop(key, None)
        ids = {key[0] for key in gone}
        self.stories.take_out(ids)
        self._corrections = [one for one in self._corrections if one[1].article not in ids]
        self._readings = {n: r for n, r in self._readings.items() if r.article["id"] not in ids}
        self._inputs = {
            n: held
            for n, held in self._inputs.items()
            if held[1] not in ids and held[0].place not in places
        }
        return len(ids)

    def refresh(self, seen: Mapping[str, datetime]) -> None:
        """Inputs that were fetched again as they were: what stood at their address stands again."""
        for name, at in seen.items():
            rows = self._texts.get(name)
            if rows:
                held = self._articles[rows]
                self._articles[rows] = {
                    **held,
                    "fetched_at": max(held["fetched_at"] or "", utc_of(at) or ""),
                }

    def is_forgotten(self, uri: str | None, outlet: str | None, article: str | None = None) -> bool:
        """Whether a takedown keeps this out."""
        told = {one for one in (outlet, article) if one}
        told |= {*keys_of(uri), place_of(uri)} if uri else set()
        return bool(self._forgotten & told)

    def close(self) -> None:
        """Nothing to let go of."""


def refused(one: Outcome) -> Outcome:
    """What becomes of an input that a takedown keeps out."""
    told = f"{one.source} was taken down and is not kept again"
    return replace(one, state="failed", rows=None, sketch=None, message=told)


def kept(one: Reading) -> Outcome:
    """A reading as the outcome of an input that is known by its article alone."""
    key = f"{one.article.id}-{one.article.revision}"
    return Outcome(key, one.article.uri or one.article.id, "done", rows_of(one))


def in_order(rows: Iterable[Rows]) -> list[Reading]:
    """The readings of rows in the order of publication, those without a day last."""
    return sorted(map(reading_of, rows), key=lambda one: moment(one.article.published))


def revision_of(row: Mapping[str, Any]) -> Revision:
    """One text of an article, from its row."""
    text = article_of(row).text
    return Revision(row["id"], row["revision"], row["title"], row["recorded_at"], text)


def _fits(hit: Hit, query: Query) -> bool:
    asked = (
        (query.actor, hit.actors),
        (query.type, hit.types),
        (query.target, hit.targets),
        (query.posture, (hit.posture,)),
        (query.outlet, (hit.outlet,)),
    )
    days = (
        query.since.isoformat() if query.since else "",
        query.until.isoformat() if query.until else "9",
    )
    in_time = not (query.since or query.until) or (
        hit.day is not None and days[0] <= hit.day <= days[1]
    )
    return in_time and all(value is None or value in held for value, held in asked)


def moment(published: date | datetime | None) -> datetime:
    """A publication time that sorts (`records.instant`), none last."""
    return datetime.max.replace(tzinfo=UTC) if published is None else instant(published)


def after(when: date | datetime, until: date | datetime) -> bool:
    """Whether a publication lies after a time; a bare day as a limit holds all of it."""
    if not isinstance(until, datetime):
        return (when.date() if isinstance(when, datetime) else when) > until
    return moment(when) > moment(until)
