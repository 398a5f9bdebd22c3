from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.stories.sketch import Sketch
from dragoman.stories.track import QUIET, State, Step, Tracker, replayed

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
RNG = np.random.default_rng(3)
TOPICS = RNG.normal(size=(6, 128))


def sketch(
    name: str, topic: int, hour: int = 0, noise: float = 0.2, host: str | None = None
) -> Sketch:
    vector = TOPICS[topic] + noise * np.random.default_rng(sum(map(ord, name))).normal(size=128)
    vector = vector / np.linalg.norm(vector) * 127
    names = {f"town{topic}": 2.0, f"minister{topic}": 1.5, f"@X{topic}": 1.0}
    words = {f"word{topic}{n}": 1.0 for n in range(6)}
    return Sketch(
        name,
        NOON + timedelta(hours=hour),
        np.rint(vector).astype(np.int8).tobytes(),
        names,
        words,
        host,
        name,
    )


def told(*sketches: Sketch, tracker: Tracker | None = None) -> dict[str, list[str]]:
    made = tracker or Tracker()
    steps = [step for one in sketches for step in made.add(one)]
    return dict(replayed(steps))


def test_articles_of_one_thing_are_one_story_and_others_another() -> None:
    found = told(*(sketch(f"a{n}", n % 3, n) for n in range(12)))
    assert sorted(map(sorted, found.values())) == [
        sorted(f"a{n}" for n in range(12) if n % 3 == k) for k in range(3)
    ]


def test_a_story_that_was_quiet_for_long_is_over() -> None:
    late = int(QUIET.total_seconds() // 3600) + 24
    assert len(told(sketch("a", 0), sketch("b", 0, late))) == 2


def test_an_article_without_a_vector_or_names_is_a_story_of_its_own() -> None:
    bare = Sketch("b", NOON, None, {}, {})
    assert len(told(sketch("a", 0), bare)) == 2


def test_what_is_known_of_a_story_goes_on_where_it_was_left() -> None:
    first = Tracker()
    steps = [s for n in range(4) for s in first.add(sketch(f"a{n}", 1, n))]
    second = Tracker(first.states.values())
    steps += second.add(sketch("a9", 1, 9))
    assert len(replayed(steps)) == 1


def test_a_story_of_two_heaps_is_parted() -> None:
    held = [sketch(f"a{n}", 0, n) for n in range(3)] + [sketch(f"b{n}", 1, 5 + n) for n in range(3)]
    tracker = Tracker(members=lambda *_: held)
    state = tracker.begin(held[0])
    for one in held:
        tracker.take(state, one)
    steps = [Step("join", state.id, one.article) for one in held]
    steps += tracker._parted(state)
    assert sorted(map(sorted, replayed(steps).values())) == [
        ["a0", "a1", "a2"], ["b0", "b1", "b2"],
    ]  # fmt: skip


def test_the_smaller_of_two_stories_that_are_one_goes_into_the_larger() -> None:
    tracker = Tracker()
    one, other = tracker.begin(sketch("a", 0)), tracker.begin(sketch("b", 0))
    for n in range(3):
        tracker.take(one, sketch(f"a{n}", 0, n))
    tracker.take(other, sketch("b0", 0, 1))
    kept, step = tracker._merge(other, one)
    assert (kept.id, step.other, kept.count) == (one.id, other.id, 4)
    assert set(tracker.gone) == {other.id}
    joins = [Step("join", one.id, "a0"), Step("join", other.id, "b0")]
    assert replayed([*joins, step]) == {one.id: ["a0", "b0"]}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 60), st.floats(0, 2)), max_size=25))
def test_no_article_is_lost_or_doubled_and_the_same_gives_the_same(
    drawn: list[tuple[int, int, float]],
) -> None:
    held = [sketch(f"a{n}", t, h, noise) for n, (t, h, noise) in enumerate(drawn)]
    found = told(*held)
    assert sorted(a for articles in found.values() for a in articles) == sorted(
        s.article for s in held
    )
    assert told(*held) == found


def test_one_more_article_costs_the_same_in_a_large_story() -> None:
    state = State("s", NOON, NOON)
    for n in range(400):
        state.take(sketch(f"a{n}", 0))
    assert len(state.latest) <= 32
    assert len(state.names) < 400
