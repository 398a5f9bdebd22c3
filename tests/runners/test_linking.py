from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from dragoman.archive import Memory
from dragoman.archive.sql import SqlArchive
from dragoman.records import ARTICLE, Reading
from dragoman.runners.linking import link, row_of, state_of
from dragoman.stories.track import State
from tests.archive.news import told
from tests.stories.test_track import TOPICS, sketch

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)


def reading(n: int, topic: int) -> Reading:
    vector = TOPICS[topic] / np.linalg.norm(TOPICS[topic]) * 127
    one = told(n)
    held = np.rint(vector).astype(np.int8).tobytes()
    return replace(one, vectors={ARTICLE: held, one.statements[0].id: held})


def test_what_waits_is_put_into_stories_once(tmp_path: Path) -> None:
    for archive in (Memory(), SqlArchive(str(tmp_path / "a.db"))):
        archive.add([reading(n, 1) for n in range(1, 5)])
        assert link(archive) == 4
        assert link(archive) == 0
        (story,) = archive.stories.listed()
        assert (story.articles, story.host) == (4, "XVE")
        archive.add([reading(9, 1)])
        assert link(archive) == 1
        (again,) = archive.stories.listed()
        assert (again.id, again.articles) == (story.id, 5), "its name stays"
        archive.close()


def test_another_that_links_at_the_same_time_is_respected() -> None:
    archive = Memory()
    archive.add([reading(n, 1) for n in range(1, 4)])
    noted = archive.stories.note
    calls: list[int] = []

    def slow(steps: object, changed: object, seen: int) -> bool:
        calls.append(seen)
        if len(calls) == 1:
            other = Memory.__new__(Memory)
            other.__dict__.update(archive.__dict__)
            archive.stories.note = noted  # type: ignore[method-assign]
            link(other)
            archive.stories.note = slow  # type: ignore[method-assign]
        return noted(steps, changed, seen)  # type: ignore[arg-type]

    archive.stories.note = slow  # type: ignore[method-assign]
    link(archive)
    (story,) = archive.stories.listed()
    assert story.articles == 3
    assert len(archive.stories.articles(story.id)) == 3


def test_a_story_is_kept_and_comes_back() -> None:
    state = State("s", NOON, NOON)
    for n in range(5):
        state.take(sketch(f"a{n}", 2, n, host="XVE"))
    state.bridges["t"] = 2
    back = state_of(row_of(state))
    assert (back.total == state.total).all()
    assert (back.id, back.count, back.latest, back.host) == ("s", 5, state.latest, "XVE")
    assert set(back.names) == set(state.names) and back.bridges == state.bridges
