"""What holds between actors: who answers whom, who dissents from a body of its own, who says the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import product

import numpy as np

from dragoman.records import Actor
from dragoman.roundup.page import Answer, Dissent, Entry, Fold, Section
from dragoman.stories.words import Bag, Weights, bag, soft

Lookup = Callable[[str], Actor | None]
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
DIFFERS = frozenset({"reject", "condemn", "accuse", "deny", "question"})
MOST_BEFORE = 30
"""Statements that an answer is compared with, the latest before it."""
ABOUT_THE_SAME = 0.3
"""How much of an answer's words its question must have, near ones counted in part."""
USUAL = frozenset(
    {"concern", "urge-calm", "urge-dialogue", "monitor", "condole", "non-interference"}
)
"""What many say in the same words."""
FEWEST_TAKEN = 2
"""How often member and body must each take a side, and never the other, for these to be told as apart."""
MOST_MEMBERS = 60
FEWEST_ALIKE = 3
SAME_WORDS = 0.55
"""How much of each other's words two must have to say the same thing."""


def answers(entries: Sequence[Entry]) -> tuple[Answer, ...]:
    """Who answered whom: in the other's words, repeated, or by a reply to what had been said to him."""
    found = dict.fromkeys(_repeating(entries))
    asked = [e for e in entries if e.actors and _types(e) & CALLS]
    replies = [e for e in entries if e.actors and _types(e) & REPLIES]
    bags = {id(e): bag(e.fullest.said) for e in (*asked, *replies)}
    weights = Weights(bags.values())
    between: dict[tuple[str, str], list[Entry]] = {}
    for other in asked:
        for pair in product(other.actors, _targets(other)):
            between.setdefault(pair, []).append(other)
    for one in replies:
        pairs = product(_targets(one), one.actors)
        held = {id(e): e for pair in pairs for e in between.get(pair, ())}
        before = [other for other in held.values() if _may_answer(one, other)]
        before = sorted(before, key=_day)[-MOST_BEFORE:]
        best = _nearest(one, before, bags, weights)
        if best is not None:
            found[Answer(one, best)] = None
    return tuple(found)


def _repeating(entries: Iterable[Entry]) -> Iterator[Answer]:
    """Entries that hold another's words within their own."""
    tops = {id(e.fullest): e for e in entries}
    for one in entries:
        for inner in one.nested if _types(one) & REPLIES else ():
            other = tops.get(id(inner.fullest), inner)
            if one.actors and other.actors and not set(one.actors) & set(other.actors):
                yield Answer(one, other)


def _types(entry: Entry) -> set[str]:
    reaction = entry.fullest.reaction
    return {coded.type for coded in reaction.types} if reaction else set()


def _targets(entry: Entry) -> set[str]:
    return set(entry.fullest.targets)


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


def dissents(sections: Sequence[Section], actor: Lookup) -> dict[str, tuple[Dissent, ...]]:
    """Members that take another side than a body of theirs, or speak against it, by the member's code."""
    bodies = {
        s.actor: s
        for s in sections
        if s.actor and s.kind in ("igo", "bloc") and s.statements and _is_close(actor(s.actor))
    }
    found: dict[str, tuple[Dissent, ...]] = {}
    for one in sections:
        known = actor(one.actor) if one.actor else None
        held = [
            told
            for code in (known.memberships if known else ())
            if code in bodies and (told := _dissent(one, bodies[code]))
        ]
        if held and one.actor:
            found[one.actor] = tuple(held)
    return found


def _is_close(body: Actor | None) -> bool:
    """Whether a body is of some states, not of nearly all."""
    return body is not None and 0 < len(body.members) <= MOST_MEMBERS


def _dissent(one: Section, body: Section) -> Dissent | None:
    assert body.actor is not None
    against = [e for e in one.statements if body.actor in _targets(e) and _types(e) & DIFFERS]
    if against:
        return Dissent(body.actor, body.name, against[0].fullest.statement.id, None)
    if {one.posture, body.posture} != {"backs", "critical"}:
        return None
    if min(_count(one), _count(body)) < FEWEST_TAKEN:
        return None
    own = next(e for e in one.statements if e.posture == one.posture)
    theirs = next(e for e in body.statements if e.posture == body.posture)
    return Dissent(body.actor, body.name, own.fullest.statement.id, theirs.fullest.statement.id)


def _count(one: Section) -> int:
    """How often an actor takes its side; 0 where it takes the other too."""
    taken = [e.posture for e in one.statements if e.posture in ("backs", "critical")]
    return len(taken) if set(taken) == {one.posture} else 0


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
    return set().union(*(_types(e) for e in one.statements))


def _is_same(plain: Sequence[Section], near: np.ndarray, one: int, other: int) -> bool:
    shared = _all_types(plain[one]) & _all_types(plain[other])
    return bool(shared) and float(min(near[one, other], near[other, one])) >= SAME_WORDS
