"""What holds between actors: who answers whom, and who says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import product

import numpy as np

from dragoman.roundup.page import Answer, Entry, Fold, Section
from dragoman.stories.words import Bag, Weights, bag, soft

REPLIES = frozenset(
    {"deny", "reject", "accuse", "condemn", "welcome", "support", "justify", "retract"}
)
"""What one does who answers."""
CALLS = frozenset(
    {
        "accuse", "condemn", "demand", "threaten", "question", "warn", "offer", "urge-calm",
        "urge-dialogue", "request-help", "reject",
    }
)  # fmt: skip
"""What calls for an answer."""
MOST_BEFORE = 30
"""Statements that an answer is compared with, the latest before it."""
ABOUT_THE_SAME = 0.3
"""How much of an answer's words its question must have, near ones counted in part."""
USUAL = frozenset(
    {"concern", "urge-calm", "urge-dialogue", "monitor", "condole", "non-interference"}
)
"""What many say in the same words."""
FEWEST_ALIKE = 3
SAME_WORDS = 0.55
"""How much of each other's words two must have to say the same thing."""


def answers(entries: Sequence[Entry]) -> tuple[Answer, ...]:
    """Who answered whom: in the other's words, repeated, or by a reply to what had been said to him."""
    found = dict.fromkeys(_repeating(entries))
    asked = [e for e in entries if e.actors and e.types & CALLS]
    replies = [e for e in entries if e.actors and e.types & REPLIES]
    bags = {id(e): bag(e.fullest.said) for e in (*asked, *replies)}
    weights = Weights(bags.values())
    between: dict[tuple[str, str], list[Entry]] = {}
    for other in asked:
        for pair in product(other.actors, other.fullest.targets):
            between.setdefault(pair, []).append(other)
    for one in replies:
        pairs = product(one.fullest.targets, one.actors)
        held = {id(e): e for pair in pairs for e in between.get(pair, ())}
        before = [other for other in held.values() if _may_answer(one, other)]
        before = sorted(before, key=_day)[-MOST_BEFORE:]
        best = _nearest(one, before, bags, weights)
        if best is not None:
            found[Answer(one, best)] = None
    return tuple(found)


def _repeating(entries: Iterable[Entry]) -> Iterator[Answer]:
    """Entries that hold another's words within their own."""
    tops = {id(s): e for e in entries for s in e.sightings}
    for one in entries:
        for inner in one.nested if one.types & REPLIES else ():
            other = tops.get(id(inner.fullest), inner)
            if one.actors and other.actors and not set(one.actors) & set(other.actors):
                yield Answer(one, other)


def _may_answer(one: Entry, other: Entry) -> bool:
    """Whether the answer is not the earlier, and nobody answers himself."""
    return not set(one.actors) & set(other.actors) and _day(other) <= _day(one)


def _day(entry: Entry) -> date:
    return entry.earliest.day or date.max


def _nearest(
    one: Entry, before: Sequence[Entry], bags: dict[int, Bag], weights: Weights
) -> Entry | None:
    if not before:
        return None
    near = soft([bags[id(one)], *(bags[id(e)] for e in before)], weights)
    told = np.maximum(near[0, 1:], near[1:, 0])
    best = int(told.argmax())
    return before[best] if told[best] >= ABOUT_THE_SAME else None


def folds(sections: Sequence[Section]) -> tuple[Fold, ...]:
    """Actors that all say no more than the same usual thing, in groups of three and more."""
    plain = [s for s in sections if _is_plain(s)]
    texts = [" ".join(e.fullest.said for e in s.statements) for s in plain]
    bags = [bag(text) for text in texts]
    near = soft(bags, Weights(bags)) if plain else np.zeros((0, 0))
    left, found = list(range(len(plain))), []
    while left:
        first = left.pop(0)
        group = [first] + [n for n in left if _is_same(plain, near, first, n)]
        left = [n for n in left if n not in group]
        if len(group) >= FEWEST_ALIKE:
            shared = set.intersection(*(_all_types(plain[n]) for n in group))
            found.append(Fold(tuple(sorted(shared)), tuple(plain[n] for n in group)))
    return tuple(found)


def _is_plain(one: Section) -> bool:
    """Whether an actor said one or two usual things, did nothing and changed nothing."""
    if one.deeds or one.shift or one.dissents or not 0 < len(one.statements) <= 2:
        return False
    return one.kind == "state" and bool(_all_types(one)) and _all_types(one) <= USUAL


def _all_types(one: Section) -> set[str]:
    return set().union(*(e.types for e in one.statements))


def _is_same(plain: Sequence[Section], near: np.ndarray, one: int, other: int) -> bool:
    shared = _all_types(plain[one]) & _all_types(plain[other])
    return bool(shared) and float(min(near[one, other], near[other, one])) >= SAME_WORDS
