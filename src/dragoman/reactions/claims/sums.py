"""Counts that share one verb, added up: two soldiers and three civilians were killed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.reactions.claims.counts import Count
from dragoman.reactions.claims.found import Counted
from dragoman.reactions.claims.parts import joined
from dragoman.reactions.claims.words import Link, Sentence
from dragoman.records import Bound


def summed(s: Sentence, counted: Sequence[Counted]) -> list[Counted]:
    """Adds up counts that share one verb: two soldiers and three civilians were killed."""
    out: list[Counted] = []
    for group in _groups(s, counted):
        if len(group) == 1:
            out += group
            continue
        total = _total(s, group)
        out.append(total)
        if any(not one.count.single for one in group):
            out += [replace(one, base=total.count.start * -1 - 1) for one in group]
    return out


def _groups(s: Sentence, counted: Sequence[Counted]) -> Iterator[list[Counted]]:
    group: list[Counted] = []
    for one in counted:
        if group and not _together(s, group[-1], one):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _together(s: Sentence, a: Counted, b: Counted) -> bool:
    alike = a.link.quantity == b.link.quantity and a.base is None and b.base is None
    named = a.count.noun == b.count.noun == "people"
    same = a.link.start == b.link.start or b.link.how == "shared"
    return alike and named and same and joined(s, a.count.end, b.count.start)


def _total(s: Sentence, group: Sequence[Counted]) -> Counted:
    first, last = group[0].count, group[-1].count
    lows, highs = [one.count.low for one in group], [one.count.high for one in group]
    low = None if None in lows else sum(n for n in lows if n is not None)
    high = None if None in highs else sum(n for n in highs if n is not None)
    bounds = [one.count.bound for one in group if one.count.bound != "exactly"]
    bound: Bound = bounds[0] if bounds else "exactly"
    count = Count(first.start, last.end, low, high, bound, "people")
    text = s.span(first.start, last.end).of(s.text)
    ends = max(one.link.end for one in group)
    link = Link(group[0].link.quantity, group[0].link.start, ends, group[0].link.how)
    return Counted(count, link, text=text)
