"""Articles put into stories one by one, as they come: the nearest story that is near enough, else a new one.

A learned score (`tracking.json`, fitted by `training/stories.py`) weighs how near an article's vector is to the
story's mean and to its latest articles, which names they share, the host and the days between. Two stories that
articles keep falling between become one; a story whose articles fall into two heaps is parted. Every step is
told, so that what a story held at any past moment can be told again. One more article costs as much in a
story of ten thousand as in one of ten: of a story its mean, its names and its latest articles are kept.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np

from dragoman.ids import digest
from dragoman.stories.heaps import second_heap
from dragoman.stories.means import Means
from dragoman.stories.similar import rows
from dragoman.stories.sketch import Sketch
from dragoman.stories.words import Floats

FEATURES = (
    "mean", "nearest", "near three", "names", "names covered", "one host", "other host", "days", "size",
    "mean and names", "nearest and names", "seldomest", "words", "words covered", "words and names",
)  # fmt: skip
LATEST = 32
"""Articles of a story whose vectors are kept."""
MOST_NAMES = 120
MOST_WORDS = 200
QUIET = timedelta(days=21)
"""A story that nothing came to for so long is over: what comes after is another."""
USUAL = 3.0
"""A name that a third of a story's articles hold, by weight, is one of the story's own."""
LOOKED_AT = 24
"""Stories that an article is weighed against: the nearest by their means, and those that share a seldom name."""
Kind = Literal["join", "merge", "split"]


@dataclass(frozen=True, slots=True)
class Step:
    """An article joined `story`, `other` was merged into it, or an article was parted from `other` to it."""

    kind: Kind
    story: str
    article: str | None = None
    other: str | None = None


@dataclass(slots=True)
class State:
    """What is kept of a story to tell whether an article belongs to it."""

    id: str
    first: datetime
    last: datetime
    count: int = 0
    total: Floats = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    latest: list[bytes] = field(default_factory=list)
    names: dict[str, float] = field(default_factory=dict)
    words: dict[str, float] = field(default_factory=dict)
    hosts: Counter[str] = field(default_factory=Counter)
    bridges: Counter[str] = field(default_factory=Counter)
    title: str | None = None
    title_nearness: float = -1.0

    def take(self, one: Sketch) -> None:
        """Counts an article in."""
        self.count += 1
        self.first, self.last = min(self.first, one.when), max(self.last, one.when)
        if one.vector:
            own = rows([one.vector])[0]
            self.total = own + (self.total if len(self.total) else 0)
            self.latest = [*self.latest, one.vector][-LATEST:]
            near = float(own @ self.mean)
            if one.title and near >= self.title_nearness:
                self.title, self.title_nearness = one.title, near
        self.title = self.title or one.title
        if one.host:
            self.hosts[one.host] += 1
        self.names = _added(self.names, one.names, MOST_NAMES)
        self.words = _added(self.words, one.words, MOST_WORDS)

    @property
    def mean(self) -> Floats:
        length = float(np.linalg.norm(self.total)) if len(self.total) else 0.0
        return self.total / length if length else self.total

    @property
    def host(self) -> str | None:
        """The host of most of its articles."""
        return min(self.hosts, key=lambda h: (-self.hosts[h], h)) if self.hosts else None


@dataclass(frozen=True, slots=True)
class Weighing:
    """The learned score: above `bound` an article belongs to a story."""

    weights: Floats
    bias: float
    bound: float


@cache
def learned() -> Weighing:
    """The shipped score."""
    held = json.loads(
        files("dragoman.stories").joinpath("tracking.json").read_text(encoding="utf-8")
    )
    weights = np.array([held["weights"][name] for name in FEATURES], dtype=np.float32)
    return Weighing(weights, held["bias"], held["bound"])


BRIDGED = 0.3
"""Articles between two stories, as a share of the smaller, from which both are one."""
FEWEST_BRIDGES = 2
SMALL = 3
"""Articles of a story that a larger one may adopt whole."""
ADOPTS = 1.5
"""By how much the score must be above the bound for that."""
HEAPS = (6, 12, 24, 48, 96)
"""Sizes at which it is asked whether a story is two."""
Members = Callable[[str, Sequence[str]], Sequence[Sketch]]
"""The latest articles of a story, those just put into it among them, for telling whether it is two."""


class Tracker:
    """Holds the stories that are not over; `add` puts one article into one and tells what happened."""

    def __init__(
        self,
        states: Iterable[State] = (),
        members: Members = lambda *_: (),
        weighing: Weighing | None = None,
    ) -> None:
        self.states: dict[str, State] = {}
        self.changed: set[str] = set()
        self.gone: dict[str, State] = {}
        self._fresh: defaultdict[str, list[str]] = defaultdict(list)
        self._members = members
        self._weighing = weighing or learned()
        self._adopts = self._weighing.bound + ADOPTS
        self._means = Means()
        self._named: defaultdict[str, set[str]] = defaultdict(set)
        self._worded: Counter[str] = Counter()
        for one in states:
            self._hold(one)

    def add(self, one: Sketch) -> list[Step]:
        """Puts an article into the story that it belongs to most, or a new one."""
        ranked = sorted(self.weighed(one), key=lambda held: (-held[0], held[1].id))
        near = [(told, state) for told, state in ranked if told > self._weighing.bound]
        state = near[0][1] if near else self.begin(one)
        self.take(state, one)
        steps = [Step("join", state.id, one.article)]
        for _, other in near[1:3]:
            state.bridges[other.id] += 1
            if self._is_bridged(state, other):
                state, step = self._merge(state, other)
                steps.append(step)
                break
        steps += self._adopted(state, [other for _, other in ranked[:LOOKED_AT]])
        if state.id in self.states and state.count in HEAPS:
            steps += self._parted(state)
        return steps

    def settle(self) -> None:
        """Forgets which stories changed: what they are is kept elsewhere now."""
        self.changed.clear()
        self.gone.clear()
        self._fresh.clear()

    def weighed(self, one: Sketch) -> Iterator[tuple[float, State]]:
        """The stories that an article may belong to, with the score (logit) of each."""
        for state in self._candidates(one):
            yield self._score(one, state), state

    def features(self, one: Sketch, state: State) -> tuple[float, ...]:
        """FEATURES of an article and a story."""
        own = rows([one.vector])[0] if one.vector else None
        mean, nearest, three = 0.0, 0.0, 0.0
        if own is not None and state.latest:
            mean = float(own @ state.mean)
            near = np.sort(rows(state.latest) @ own)[::-1]
            nearest, three = float(near[0]), float(near[:3].mean())
        names, covered, seldomest = _shared(one.names, state, state.names, self._seldom)
        words, of_words, _ = _shared(one.words, state, state.words, self._seldom_word)
        host = state.host
        days = max((one.when - state.last).total_seconds(), 0.0) / 86_400
        return (
            mean, nearest, three, names, covered,
            float(host is not None and one.host == host),
            float(host is not None and one.host is not None and one.host != host),
            math.log1p(days), math.log(state.count), mean * names, nearest * names, seldomest,
            words, of_words, words * names,
        )  # fmt: skip

    def _seldom(self, name: str) -> float:
        """How much a name tells: the fewer stories it stands in, the more."""
        return math.log((len(self.states) + 2) / (len(self._named.get(name, ())) + 1))

    def _seldom_word(self, word: str) -> float:
        return math.log((len(self.states) + 2) / (self._worded[word] + 1))

    def _candidates(self, one: Sketch) -> list[State]:
        found: dict[str, None] = {}
        if one.vector:
            found.update(dict.fromkeys(self._means.nearest(rows([one.vector])[0], LOOKED_AT)))
        seldom = sorted(one.names, key=lambda n: (len(self._named.get(n, ())), n))
        for name in seldom:
            held = self._named.get(name, set())
            if held and len(held) <= LOOKED_AT and len(found) < 2 * LOOKED_AT:
                found.update(dict.fromkeys(sorted(held)))
        recent = (self.states[key] for key in found if key in self.states)
        return [s for s in recent if one.when - s.last < QUIET and s.first - one.when < QUIET]

    def begin(self, one: Sketch) -> State:
        """A new story that an article begins; `take` counts the article in."""
        state = State(digest("story", one.article), one.when, one.when)
        self._hold(state)
        return state

    def take(self, state: State, one: Sketch) -> None:
        """Counts an article into a story."""
        before = set(state.words)
        state.take(one)
        self._worded.update(state.words.keys() - before)
        self._worded.subtract(before - state.words.keys())
        self._fresh[state.id].append(one.article)
        for name in one.names:
            self._named[name].add(state.id)
        self.changed.add(state.id)
        self._means.put(state.id, state.mean)

    def _hold(self, state: State) -> None:
        self.states[state.id] = state
        self._worded.update(state.words.keys())
        for name in state.names:
            self._named[name].add(state.id)
        self._means.put(state.id, state.mean)

    def _drop(self, state: State) -> None:
        del self.states[state.id]
        self._means.take_out(state.id)
        self._worded.subtract(state.words.keys())
        for name in state.names:
            self._named[name].discard(state.id)

    @staticmethod
    def _is_bridged(one: State, other: State) -> bool:
        bridges = one.bridges[other.id] + other.bridges[one.id]
        return bridges >= max(FEWEST_BRIDGES, BRIDGED * min(one.count, other.count))

    def _adopted(self, state: State, near: Iterable[State]) -> list[Step]:
        """Small stories that belong to a larger one, now that more is known of it."""
        steps = []
        for other in near:
            small = other.count <= min(SMALL, state.count - 2) and other.id in self.states
            if small and other is not state and self._score(_as_one(other), state) > self._adopts:
                steps.append(self._merge(state, other)[1])
        return steps

    def _score(self, one: Sketch, state: State) -> float:
        features = np.array(self.features(one, state), dtype=np.float32)
        return float(features @ self._weighing.weights) + self._weighing.bias

    def _merge(self, one: State, other: State) -> tuple[State, Step]:
        """The smaller of two stories into the larger, the later into the earlier of two as large."""
        kept, gone = sorted((one, other), key=lambda s: (-s.count, s.first, s.id))
        self._drop(gone)
        self.gone[gone.id] = gone
        self._fresh[kept.id] += self._fresh.pop(gone.id, [])
        kept.count += gone.count
        kept.first, kept.last = min(kept.first, gone.first), max(kept.last, gone.last)
        kept.total = kept.total + gone.total if len(gone.total) else kept.total
        kept.latest = [*gone.latest, *kept.latest][-LATEST:]
        kept.hosts.update(gone.hosts)
        before = set(kept.words)
        kept.names = _added(kept.names, gone.names, MOST_NAMES)
        kept.words = _added(kept.words, gone.words, MOST_WORDS)
        self._worded.update(kept.words.keys() - before)
        self._worded.subtract(before - kept.words.keys())
        for name in gone.names:
            self._named[name].add(kept.id)
        kept.bridges.pop(gone.id, None)
        self.changed |= {kept.id, gone.id}
        self._means.put(kept.id, kept.mean)
        return kept, Step("merge", kept.id, None, gone.id)

    def _parted(self, state: State) -> list[Step]:
        """A story in two heaps: the one with its first article keeps its name."""
        held = list(self._members(state.id, self._fresh[state.id]))
        heap = second_heap(held)
        if not heap:
            return []
        gone = {held[n].article for n in heap}
        stay = [one for one in held if one.article not in gone]
        leave = [one for one in held if one.article in gone]
        self._drop(state)
        made = (
            _state_of(state.id, stay),
            _state_of(digest("story", leave[0].article, state.id, state.count), leave),
        )
        for one in made:
            self._hold(one)
            self.changed.add(one.id)
        self._fresh[made[1].id] = [one for one in self._fresh[state.id] if one in gone]
        self._fresh[state.id] = [one for one in self._fresh[state.id] if one not in gone]
        return [Step("split", made[1].id, one.article, state.id) for one in leave]


def _as_one(state: State) -> Sketch:
    """A small story as if it were one article."""
    vector = np.rint(state.mean * 127).astype(np.int8).tobytes() if len(state.total) else None
    return Sketch(state.id, state.last, vector, state.names, state.words, state.host)


def _added(held: dict[str, float], more: Mapping[str, float], most: int) -> dict[str, float]:
    """Weights summed; those that count most where there are too many."""
    found = dict(held)
    for name, weight in more.items():
        found[name] = found.get(name, 0.0) + weight
    if len(found) <= 2 * most:
        return found
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0]))[:most])


def _shared(
    own: Mapping[str, float],
    state: State,
    theirs: Mapping[str, float],
    seldom: Callable[[str], float],
) -> tuple[float, float, float]:
    """What an article has in common with a story: as a cosine, as a share of its own, and how seldom the
    seldomest is.

    A name counts as far as it is usual in the story, so that one of many articles covers no more than one of few.
    """
    weight = {name: seldom(name) for name in own}
    size = sum((own[n] * weight[n]) ** 2 for n in own)
    their_size = sum((w * seldom(n)) ** 2 for n, w in theirs.items())
    both = [n for n in own if n in theirs]
    product = sum(own[n] * theirs[n] * weight[n] ** 2 for n in both)
    cosine = product / math.sqrt(size * their_size) if size and their_size else 0.0
    whole = sum(own[n] * weight[n] for n in own)
    usual = {n: min(1.0, USUAL * theirs[n] / state.count) for n in both}
    share = sum(own[n] * weight[n] * usual[n] for n in both) / whole if whole else 0.0
    return cosine, share, max((weight[n] * usual[n] for n in both), default=0.0)


def _state_of(name: str, held: Sequence[Sketch]) -> State:
    state = State(name, held[0].when, held[0].when)
    for one in held:
        state.take(one)
    return state


def replayed(steps: Iterable[Step]) -> Mapping[str, list[str]]:
    """What each story holds after some steps: article ids in the order in which they came."""
    of: dict[str, str] = {}
    into: dict[str, str] = {}
    for step in steps:
        if step.article is not None:
            of.pop(step.article, None)
            of[step.article] = step.story
        elif step.other is not None:
            into[step.other] = step.story
    found: defaultdict[str, list[str]] = defaultdict(list)
    for article, own in of.items():
        story = own
        while story in into:
            story = into[story]
        found[story].append(article)
    return dict(found)
