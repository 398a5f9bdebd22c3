"""What a date expression means before its day of publication is known, and how meanings combine.

A phrase such as "Thursday" or "5 January" means many days. A `Meaning` lists those near a given day
and says by which policy one of them is chosen; `resolve` chooses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Literal

from dragoman.languages._calendar import Stretch
from dragoman.records import DateRange

Tense = Literal["past", "future"]
Near = Callable[[date], Sequence[Stretch]]
Policy = Literal["fixed", "weekday", "running", "month", "nearest", "coming"]
"""How one candidate is chosen: fixed (there is one), weekday (ended by publication), running (begun
by publication), month (the current one, else begun), nearest, coming (only with a future verb)."""

Bound = Literal["", "since", "until", "onward", "so far", "rest"]
Kind = Literal["date", "anchor", "none"]

_FORCED: dict[Bound, Tense | None] = {"since": "past", "until": "future"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """The days that an expression may mean near a given day, in order, and how to choose.

    `change` is applied to the chosen one; `tense` outranks that of the sentence; `unit` is the
    class for pairs ("and"). `kind` is anchor for an expression that needs a day which it does not
    name, none for one that names no day though its words do ("every Friday").
    """

    near: Near
    policy: Policy = "fixed"
    unit: str = "day"
    bound: Bound = ""
    kind: Kind = "date"
    change: Callable[[Stretch], Stretch] | None = None
    tense: Tense | None = None

    def mapped(self, change: Callable[[Stretch], Stretch], unit: str | None = None) -> Meaning:
        """The same with each candidate changed."""
        if self.change is not None:
            return self.then(change, unit or self.unit)

        def near(day: date) -> list[Stretch]:
            return gather(partial(change, found) for found in self.near(day))

        return replace(self, near=near, unit=unit or self.unit)

    def then(self, change: Callable[[Stretch], Stretch], unit: str) -> Meaning:
        """The same with the chosen candidate changed: the choice does not look at the change."""
        before = self.change
        both = change if before is None else (lambda s: change(before(s)))
        return replace(self, change=both, unit=unit)

    def choose(self, published: date, tense: Tense | None) -> Stretch | None:
        """The candidate that is meant; bounds and changes are not applied."""
        tense, candidates = self.tense or tense, self.near(published)
        if not candidates:
            return None
        if self.policy == "fixed":
            return candidates[0]
        if tense == "future":
            return next((c for c in candidates if c.last >= published), candidates[-1])
        if self.policy == "coming":
            return None
        if tense is None and self.policy in ("month", "nearest"):
            return _by_default(candidates, published, self.policy)
        over = self.policy == "running" and self.unit == "day" and tense == "past"
        return _past(candidates, published, ended=over or self.policy == "weekday")

    def resolve(self, published: date, tense: Tense | None) -> DateRange | None:
        """The days that are meant; None where they need an anchor or cannot be told."""
        if self.kind != "date":
            return None
        chosen = self.choose(published, _FORCED.get(self.bound, tense))
        if chosen is None:
            return None
        return _bounded(self.change(chosen) if self.change else chosen, published, self.bound)


ANCHORED = Meaning(lambda _: (), kind="anchor")
NOTHING = Meaning(lambda _: (), kind="none")


def _past(candidates: Sequence[Stretch], published: date, ended: bool) -> Stretch:
    """The latest candidate that began (or ended) by the day of publication."""
    begun = [c for c in candidates if (c.last if ended else c.first) <= published]
    return begun[-1] if begun else candidates[0]


def _by_default(candidates: Sequence[Stretch], published: date, policy: Policy) -> Stretch:
    """What is meant where no verb tells."""
    if policy == "nearest":
        return min(candidates, key=lambda c: c.distance(published))
    this_month = published.replace(day=1)
    for candidate in candidates:
        if candidate.holds(published) or candidate.first.replace(day=1) == this_month:
            return candidate
    return _past(candidates, published, ended=False)


def _bounded(chosen: Stretch, published: date, bound: Bound) -> DateRange:
    """The chosen days, cut or stretched to publication; an end that contradicts it is left open."""
    first, last = chosen.first, chosen.last
    match bound:
        case "since":
            return DateRange(first, published if first <= published else None, "range")
        case "until":
            return DateRange(published if published <= last else None, last, "range")
        case "onward":
            return DateRange(first, None, "range")
        case "so far" if chosen.holds(published):
            return DateRange(first, published, _cut(chosen))
        case "rest" if chosen.holds(published):
            return DateRange(published, last, _cut(chosen))
    return DateRange(first, last, chosen.precision)


def _cut(chosen: Stretch) -> str:
    return chosen.precision if chosen.first == chosen.last else "range"


def gather(makers: Iterable[Callable[[], Stretch]]) -> list[Stretch]:
    """The stretches that exist; those that no calendar holds are left out."""
    found = []
    for make in makers:
        try:
            found.append(make())
        except (ValueError, OverflowError):
            continue
    return found


def fixed(make: Callable[[date], Stretch], unit: str = "day") -> Meaning:
    """A meaning with one candidate, counted from the day of publication."""
    return Meaning(lambda day: gather([partial(make, day)]), unit=unit)


def yearly(make: Callable[[int], Stretch], policy: Policy, unit: str, reach: int = 1) -> Meaning:
    """A meaning that comes back each year; `reach` is how many years are looked at on each side."""

    def near(day: date) -> list[Stretch]:
        spread = range(day.year - reach, day.year + reach + 1)
        return gather(partial(make, number) for number in spread)

    return Meaning(near, policy, unit)


def agreeing(base: Meaning, weekday: int) -> Meaning:
    """The candidates that fall on a weekday; all of them where none does (the writer's slip)."""

    def near(day: date) -> Sequence[Stretch]:
        found = base.near(day)
        return [s for s in found if s.first.weekday() == weekday] or found

    return replace(base, near=near)


def pair(first: Meaning, last: Meaning, running: bool) -> Meaning:
    """From the first day of one meaning to the last of the other; `running` for "from … to"."""
    if first.policy == "fixed" and last.policy == "fixed":
        return Meaning(lambda day: _hull(first.near(day), last.near(day)), unit=first.unit)
    if not running and "weekday" in (first.policy, last.policy) and first.policy != last.policy:
        return Meaning(lambda day: _closest(first.near(day), last.near(day)), unit=first.unit)
    if last.policy == "fixed":
        return Meaning(lambda day: _before(first, last.near(day)), unit=first.unit)
    if first.policy == "fixed":
        return Meaning(lambda day: _after(first.near(day), last), unit=first.unit)
    policy: Policy = "running" if running and first.policy == "weekday" else first.policy
    return Meaning(lambda day: _after(first.near(day), last), policy, first.unit)


def _hull(firsts: Sequence[Stretch], lasts: Sequence[Stretch]) -> list[Stretch]:
    return [
        Stretch(min(a.first, b.first), max(a.last, b.last))
        for a, b in zip(firsts, lasts, strict=False)
    ]


def _closest(firsts: Sequence[Stretch], lasts: Sequence[Stretch]) -> list[Stretch]:
    """The two that lie closest together, whichever comes first ("yesterday and on Thursday")."""
    hulls = [hull for a in firsts for b in lasts for hull in _hull([a], [b])]
    return [min(hulls, key=lambda hull: hull.last - hull.first)] if hulls else []


def _before(first: Meaning, lasts: Sequence[Stretch]) -> list[Stretch]:
    """Each last day with the latest first day that is not after it."""
    found = []
    for end in lasts:
        starts = [s for s in first.near(end.first) if s.first <= end.first]
        found += [Stretch(starts[-1].first, end.last)] if starts else []
    return found


def _after(firsts: Sequence[Stretch], last: Meaning) -> list[Stretch]:
    """Each first day with the earliest last day that is not before it."""
    found = []
    for start in firsts:
        ends = [e for e in last.near(start.first) if e.last >= start.last]
        found += [Stretch(start.first, ends[0].last)] if ends else []
    return found
