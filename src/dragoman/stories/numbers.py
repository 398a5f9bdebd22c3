"""What becomes of numbers: updated, corrected or withdrawn by who gave them, disputed by others.

Numbers are of one thing where they count the same of the same people (or money) at the same place. Whoever asserts
a higher one later has updated it: tolls only grow. A lower one replaces it where the text says so, or where the
statement takes something back (codebook: retract) and names the old number. Everything else that differs is of
another scope, or a dispute: two claimants, one time, ranges that exclude each other. What its claimant had
replaced before the other spoke is disputed no more, and what is many times as much counts something else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Literal

GROWING = frozenset(
    {
        "killed", "injured", "casualties", "arrested", "displaced", "evacuated", "abducted", "released",
    }
)  # fmt: skip
"""Quantities that are counted up over a crisis."""
OPEN_TO_DISPUTE = GROWING | {"missing", "protesters"}
"""Quantities of which two claimants may speak as of one thing: two donors' aid, or two armies, are not."""
MAY_FALL = frozenset({"missing"})
"""Those whose later number replaces the earlier, whichever is higher."""
ABOUT = 0.1
"""How far, in shares of itself, a number called approximate may be off."""
FARTHEST = 10
"""At how many times what one of two numbers ends at the other may begin, if they are of one thing."""
NEAR = timedelta(days=1)
"""How long before an article came out the moment may lie that its number is of, where it does not say."""
Change = Literal["update", "correction", "retraction"]
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity that someone asserts: a claim of one article, or the same of several.

    `subject` is what is counted and where, in normal form; `whose` the state whose people they are, "" where
    nothing tells or it is the host; `days` the first and last day it may be of; `takes_back` the words of a
    statement that withdraws something, and that asserts it; `replaces` the key of a number that its own text says
    it replaces; `until` when its claimant gave another one instead.
    """

    key: Hashable
    quantity: str
    subject: Hashable
    claimant: str | None
    low: float | None
    high: float | None
    approximate: bool
    printed: datetime
    days: tuple[date, date] | None = None
    part: bool = False
    takes_back: str | None = None
    replaces: Hashable | None = None
    until: datetime | None = None
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Replaced:
    """`old` no longer stands; `new` took its place, or nothing did."""

    old: Hashable
    new: Hashable | None
    change: Change


def replaced(numbers: Sequence[Number], retractions: Iterable[Retraction] = ()) -> list[Replaced]:
    """Which numbers no longer stand, each once, and by what they are replaced."""
    found: dict[Hashable, Replaced] = {}
    keys = {one.key for one in numbers}
    for one in numbers:
        if one.replaces is not None and one.replaces in keys:
            change: Change = "correction" if one.takes_back else "update"
            found.setdefault(one.replaces, Replaced(one.replaces, one.key, change))
    for taken in retractions:
        for old in _withdrawn(numbers, taken):
            kind = next(n.quantity for n in numbers if n.key == old)
            same = (n for n in numbers if n.key in taken.instead and n.quantity == kind)
            new = next((n.key for n in same if n.key != old), None)
            found[old] = Replaced(old, new, "correction" if new is not None else "retraction")
    for old, new in _grown(numbers):
        found.setdefault(old, Replaced(old, new, "update"))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Retraction:
    """A statement that takes a number back: whose, its words, when, and the numbers it gives instead."""

    claimant: str
    words: str
    printed: datetime
    instead: frozenset[Hashable] = frozenset()


def _withdrawn(numbers: Sequence[Number], taken: Retraction) -> list[Hashable]:
    """Numbers that the claimant gave before and a retraction names, also where it prints them again."""
    named = {float(one.replace(",", "")) for one in _NUMBER.findall(taken.words)}
    own = [one for one in numbers if one.claimant == taken.claimant and one.low in named]
    given = {one.low for one in own if one.printed < taken.printed}
    return [
        one.key
        for one in own
        if one.low in given and one.printed <= taken.printed and one.key not in taken.instead
    ]


def _grown(numbers: Sequence[Number]) -> Iterable[tuple[Hashable, Hashable]]:
    """Each number that its claimant raised later, with the next."""
    held: defaultdict[Hashable, list[Number]] = defaultdict(list)
    for one in numbers:
        if one.claimant and one.quantity in GROWING | MAY_FALL and not one.part:
            held[one.claimant, one.subject].append(one)
    for group in held.values():
        group.sort(key=_moment)
        for n, one in enumerate(group):
            later = (o for o in group[n + 1 :] if _moment(o) > _moment(one) and _replaces(o, one))
            new = next(later, None)
            if new is not None:
                yield one.key, new.key


def _moment(one: Number) -> tuple[date, datetime]:
    return (one.days[1] if one.days else one.printed.date(), one.printed)


def _replaces(new: Number, old: Number) -> bool:
    value, before = _value(new), _value(old)
    if value is None or before is None:
        return False
    if new.whose != old.whose and {new.whose, old.whose} - {"", new.claimant}:
        return False
    return value > before or (new.quantity in MAY_FALL and value != before)


def _value(one: Number) -> float | None:
    return one.low if one.low is not None else one.high


def at_odds(numbers: Sequence[Number]) -> list[list[Hashable]]:
    """Groups of numbers of one thing and time whose claimants exclude one another, in the order given.

    Two are in one group where a chain of pairs leads from the one to the other.
    """
    groups: defaultdict[Hashable, list[Number]] = defaultdict(list)
    for one in numbers:
        if one.claimant and one.quantity in OPEN_TO_DISPUTE:
            groups[one.subject, one.whose, one.part].append(one)
    found = []
    for group in groups.values():
        tied = {n: {n} for n in range(len(group))}
        for a, b in combinations(range(len(group)), 2):
            if tied[a] is not tied[b] and contradict(group[a], group[b]):
                tied[a] |= tied[b]
                tied.update(dict.fromkeys(tied[a], tied[a]))
        chains = {id(held): sorted(held) for held in tied.values() if len(held) > 1}
        found += [[group[n].key for n in chain] for chain in chains.values()]
    return found


def contradict(one: Number, other: Number) -> bool:
    """Whether two claimants cannot both be right of one moment."""
    if one.claimant == other.claimant or not _same_time(one, other):
        return False
    if _is_over(one, other) or _is_over(other, one):
        return False
    (low, high), (other_low, other_high) = _range(one), _range(other)
    ends, begins = min(high, other_high), max(low, other_low)
    return ends < begins and not 0 < FARTHEST * ends < begins


def _is_over(one: Number, other: Number) -> bool:
    """Whether a number had been replaced when the other was printed."""
    return one.until is not None and one.until <= other.printed


def _range(one: Number) -> tuple[float, float]:
    low = float("-inf") if one.low is None else one.low
    high = float("inf") if one.high is None else one.high
    if one.approximate:
        return low - abs(low) * ABOUT, high + abs(high) * ABOUT
    return low, high


def _same_time(one: Number, other: Number) -> bool:
    """Whether two may be of one moment; the day of printing and the one before stand in for an unknown one."""
    first, second = _days(one), _days(other)
    return first[0] <= second[1] and second[0] <= first[1]


def _days(one: Number) -> tuple[date, date]:
    return one.days or ((one.printed - NEAR).date(), one.printed.date())
