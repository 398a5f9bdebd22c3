"""What waits in an archive is put into stories, in the order of publication; of two at once one begins again."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import numpy as np

from dragoman.archive.base import Archive, StoryRow, StoryStep
from dragoman.archive.rows import moment_of
from dragoman.records import Reading
from dragoman.stories.said import printed
from dragoman.stories.sketch import Sketch, sketch
from dragoman.stories.track import HEAPS, LATEST, QUIET, State, Step, Tracker

TOGETHER = 200
"""Articles that are put into stories within one transaction."""
MEMBERS = HEAPS[-1]
"""Articles of a story that are looked at to tell whether it is two."""


def link(archive: Archive) -> int:
    """Puts every waiting article into a story; returns how many."""
    done = seen = 0
    tracker: Tracker | None = None
    members = Members(archive)
    while waiting := archive.stories.waiting(TOGETHER):
        readings = {r.article.id: r for r in archive.readings_of(waiting)}
        sketches = [_sketch(readings[one]) for one in waiting if one in readings]
        members.fresh = {one.article: one for one in sketches}
        if tracker is None:
            seen, rows = archive.stories.states(_since(sketches))
            tracker = Tracker([state_of(row) for row in rows], members)
        steps = [step for one in sketches for step in tracker.add(one)]
        if not steps:
            break
        if archive.stories.note(_kept(steps), changed(tracker, steps), seen):
            done, seen = done + len(sketches), seen + len(steps)
            tracker.settle()
        else:
            tracker = None
    return done


def _since(sketches: Sequence[Sketch]) -> datetime:
    return min((one.when for one in sketches), default=datetime.now(UTC)) - QUIET


def _sketch(reading: Reading) -> Sketch:
    return sketch(reading, printed(reading.article.published or reading.article.fetched_at))


class Members:
    """The latest articles of a story: those of the archive, and those put into it since."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.fresh: Mapping[str, Sketch] = {}

    def __call__(self, story: str, more: Sequence[str]) -> list[Sketch]:
        """The sketches of a story's articles, `more` among them, the earliest first."""
        ids = dict.fromkeys((*self._archive.stories.articles(story), *more))
        held = [self.fresh[one] for one in ids if one in self.fresh]
        others = [one for one in ids if one not in self.fresh]
        held += [_sketch(one) for one in self._archive.readings_of(others[-MEMBERS:])]
        return sorted(held, key=lambda s: (s.when, s.article))[-MEMBERS:]


def _kept(steps: Sequence[Step]) -> list[StoryStep]:
    return [StoryStep(one.kind, one.story, one.article, one.other) for one in steps]


def changed(tracker: Tracker, steps: Sequence[Step]) -> list[StoryRow]:
    """The rows of stories that changed, those merged among them."""
    into = {one.other: one.story for one in steps if one.kind == "merge" and one.other}
    found = []
    for name in sorted(tracker.changed):
        state = tracker.states.get(name) or tracker.gone.get(name)
        if state is not None:
            found.append(row_of(state, into.get(name)))
    return found


def row_of(state: State, merged_into: str | None = None) -> StoryRow:
    """What is kept of a story."""
    body = {
        "names": {n: round(w, 4) for n, w in state.names.items()},
        "words": {n: round(w, 4) for n, w in state.words.items()},
        "hosts": dict(state.hosts),
        "bridges": dict(state.bridges),
        "title_nearness": round(state.title_nearness, 4),
        "total": base64.b64encode(state.total.astype("<f4").tobytes()).decode(),
    }
    return StoryRow(
        state.id,
        state.title,
        state.host,
        state.count,
        str(moment_of(state.first)),
        str(moment_of(state.last)),
        merged_into,
        json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        b"".join(state.latest) or None,
    )


def state_of(row: StoryRow) -> State:
    """The story of a row."""
    body = json.loads(row.body)
    total = np.frombuffer(base64.b64decode(body["total"]), dtype="<f4").astype(np.float32)
    width, held = len(total), row.vectors or b""
    latest = [held[at : at + width] for at in range(0, len(held), width)] if width else []
    return State(
        row.id,
        datetime.fromisoformat(row.first_at).replace(tzinfo=UTC),
        datetime.fromisoformat(row.last_at).replace(tzinfo=UTC),
        row.articles,
        total,
        latest[-LATEST:],
        body["names"],
        body["words"],
        Counter(body["hosts"]),
        Counter(body["bridges"]),
        row.title,
        body["title_nearness"],
    )
