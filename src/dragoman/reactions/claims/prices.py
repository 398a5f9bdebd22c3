"""Prices that a sentence says have changed: the factor of the new to the old."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.languages import numbers
from dragoman.languages.data import load
from dragoman.reactions.claims.found import Found
from dragoman.reactions.claims.words import Sentence
from dragoman.records import Bound

_NEAR = 16
_FEW = 8


@dataclass(frozen=True, slots=True)
class Change:
    """A change of price: its factor, and the atoms that tell it."""

    low: float | None
    high: float | None
    bound: Bound
    start: int
    end: int


@cache
def _words() -> Mapping[str, Any]:
    table = load("en").sections["claims"]["price"]
    return {k: frozenset(v) if isinstance(v, list) else v for k, v in table.items()}


def prices(s: Sentence) -> list[Found]:
    """The changes of price in a sentence, in order, one for each price."""
    found: list[Found] = []
    words = _words()
    told = words["nouns"] | words["measures"] | words["goods"] | words["costing"]
    if s.all_lows.isdisjoint(told):
        return found
    last = -1
    for at in range(len(s)):
        change = _change(s, at)
        if change is None or change.start < last:
            continue
        good = _good(s, change)
        if good is not None:
            found.append(_found(s, change, *good))
            last = change.end
    return found


def _found(s: Sentence, change: Change, noun: int, population: str | None) -> Found:
    start, end = min(change.start, noun), max(change.end, noun + 1)
    if noun >= change.end and population and s.low(noun + 1) in ("of", "for"):
        end = noun + 2 + len(population.split())
    text = s.span(change.start, change.end).of(s.text)
    return Found(
        "price change",
        text,
        s.span(start, end),
        s.span(change.start, change.end),
        change.low,
        change.high,
        change.bound,
        population,
    )


def _change(s: Sentence, at: int) -> Change | None:
    readers = (_factor, _percent, _fraction, _times, _from, _costs)
    return next((change for read in readers if (change := read(s, at))), None)


def _factor(s: Sentence, at: int) -> Change | None:
    """Doubled, more than tripled, a halving."""
    factor = _words()["factor"].get(s.low(at))
    if factor is None:
        return None
    words = [s.low(at - 3), s.low(at - 2), s.low(at - 1)]
    pair = " ".join(words[1:])
    if pair in ("more than", "at least") or words[2] in ("over",):
        return Change(factor, None, "at least", at - 2, at + 1)
    if words[2] in ("nearly", "almost") or pair in ("close to", "just under"):
        return Change(None, factor, "about", at - 1, at + 1)
    if words[2] in ("about", "roughly", "around", "approximately"):
        return Change(factor, factor, "about", at - 1, at + 1)
    return Change(factor, factor, "exactly", at, at + 1)


def _percent(s: Sentence, at: int) -> Change | None:
    """Up 30 percent, a 20 per cent cut."""
    number = s.atoms[at].number
    if number is None or not _is_percent(s, at + 1):
        return None
    way = _way(s, at)
    if not way:
        return None
    low, high = (None if n is None else 1 + way * n / 100 for n in (number.low, number.high))
    bound = number.bound
    if way < 0:
        low, high = high, low
        bound = {"at least": "at most", "at most": "at least"}.get(bound, bound)  # type: ignore[assignment]
    low, high = (None if n is None else round(max(n, 0.0), 6) for n in (low, high))
    return Change(low, high, bound, at, at + 2 + (s.low(at + 1) == "per"))


def _is_percent(s: Sentence, at: int) -> bool:
    return s.low(at) in _words()["percent"] or (s.low(at) == "per" and s.low(at + 1) == "cent")


def _way(s: Sentence, at: int) -> int:
    """1 where the words around a number say up, -1 for down, 0 for neither: the nearest wins."""
    words = _words()
    for distance in range(1, 7):
        for k in (at - distance, at + distance):
            clause = range(min(k, at), max(k, at))
            if s.low(k) in words["up"] | words["down"] and not _parted(s, clause):
                return 1 if s.low(k) in words["up"] else -1
    return 0


def _parted(s: Sentence, between: range) -> bool:
    return any(s.low(k) in (",", ";", ".", "but", "while") for k in between)


def _fraction(s: Sentence, at: int) -> Change | None:
    """By a third, by half."""
    if s.low(at) != "by":
        return None
    more = s.spells(("more", "than"), at + 1)
    start = at + 1 + 2 * more
    for phrase, share in _words()["fractions"].items():
        words = phrase.split()
        way = _way(s, at)
        if s.spells(words, start) and way:
            value = round(1 + way * share, 4)
            low = None if more and way < 0 else value
            high = None if more and way > 0 else value
            bound: Bound = ("at least" if way > 0 else "at most") if more else "exactly"
            return Change(low, high, bound, at + 1, start + len(words))
    return None


def _times(s: Sentence, at: int) -> Change | None:
    """Three times as much."""
    value = 2.0 if s.low(at) == "twice" else None
    end = at + 1
    number = s.atoms[at].number
    if number is not None and s.low(at + 1) == "times":
        value, end = number.low, at + 2
    if value is None:
        return None
    spelled = any(s.spells(text.split(), end) for text in _words()["times"])
    if not spelled:
        return None
    bound: Bound = number.bound if number is not None else "exactly"
    high = number.high if number is not None else value
    return Change(value, high, bound, at, end)


def _from(s: Sentence, at: int) -> Change | None:
    """From 5 to 15 pesos; to 15 pesos from 5."""
    if s.low(at) not in ("from", "to") or s.atoms[min(at + 1, len(s) - 1)].number is None:
        return None
    other = "to" if s.low(at) == "from" else "from"
    for k in range(at + 2, min(at + 6, len(s) - 1)):
        second = s.atoms[k + 1].number if s.low(k) == other else None
        if second is not None and not _is_percent(s, k + 2):
            first = s.atoms[at + 1].number
            return _ratio(first, second, (at, k + 2), forward=other == "to")
    return None


def _costs(s: Sentence, at: int) -> Change | None:
    """Costs 140 rand, against 70 before."""
    if s.low(at) not in _words()["costing"]:
        return None
    now = _next_number(s, at + 1, _FEW)
    then = next((k for k in range(now + 1, now + _NEAR) if _against(s, k)), 0) if now else 0
    old = _next_number(s, then, _FEW) if then else 0
    before = s.atoms[old].number if old else None
    if before is None or _is_percent(s, now + 1) or _is_percent(s, old + 1):
        return None
    return _ratio(s.atoms[now].number, before, (now, old + 1), forward=False)


def _next_number(s: Sentence, at: int, reach: int) -> int:
    """The index of the next number within a few atoms; 0 where there is none."""
    near = range(at, min(at + reach, len(s)))
    return next((k for k in near if s.kind(k) == "number" and s.atoms[k].unit == ""), 0)


def _against(s: Sentence, at: int) -> bool:
    return any(s.spells(tuple(text.split()), at) for text in _words()["against"])


def _ratio(
    first: numbers.Quantity | None, second: numbers.Quantity, ends: tuple[int, int], forward: bool
) -> Change | None:
    old, new = (first, second) if forward else (second, first)
    if old is None or new is None or not old.low or new.low is None:
        return None
    if old.low == new.low:
        return None
    factor = round(new.low / old.low, 6)
    return Change(factor, factor, "exactly", *ends)


def _good(s: Sentence, change: Change) -> tuple[int, str | None] | None:
    """The word that tells of a price near a change, and what is sold for it."""
    words = _words()
    if _of_others(s, change):
        return None
    near = range(max(0, change.start - _NEAR), min(len(s), change.end + _NEAR))
    nouns = [k for k in near if s.low(k) in words["nouns"] and not _parted_far(s, k, change)]
    if nouns:
        noun = min(nouns, key=lambda k: abs(k - change.start))
        return noun, _sold(s, noun)
    if _by_measure(s, change):
        return change.start, _subject(s, change)
    return _dearer(s, change)


def _dearer(s: Sentence, change: Change) -> tuple[int, str | None] | None:
    """What is sold, where it stands for its price: "fuel went up by 40 percent"."""
    words = _words()
    if any(s.low(k) in words["costing"] for k in range(max(0, change.start - _FEW), change.start)):
        return change.start, _subject(s, change)
    for k in range(change.start - 1, max(-1, change.start - _NEAR), -1):
        if _parted(s, range(k, k + 1)) or s.low(k) in words["volumes"]:
            return None
        if s.low(k) in words["goods"]:
            kept = s.low(k + 1) in words["goods"] | words["volumes"]
            return None if kept else (k, s.atoms[k].text.lower())
    return None


def _of_others(s: Sentence, change: Change) -> bool:
    """Whether shares, exports or the economy changed, and no price."""
    words = _words()
    for k in range(change.start - 1, max(-1, change.start - _NEAR), -1):
        if s.low(k) in words["nouns"]:
            return s.low(k - 1) in words["others"]
        if s.low(k) in words["others"]:
            return True
    return any(s.low(k) in words["others"] for k in range(change.end, change.end + 3))


def _parted_far(s: Sentence, noun: int, change: Change) -> bool:
    """Whether the price stands in another clause."""
    if noun > change.end and (noun > change.end + 8 or _parted(s, range(change.end, noun))):
        return True
    between = range(min(noun, change.end), max(noun, change.start))
    return any(s.low(k) in (";", "but", "while", ".") for k in between)


def _by_measure(s: Sentence, change: Change) -> bool:
    """Whether a loaf, a litre or the like follows: from 10 to 25 pounds a loaf."""
    words = _words()
    return any(
        s.low(k) in ("a", "per", "an") and s.low(k + 1) in words["measures"]
        for k in (*range(change.end, change.end + 4), *range(change.start - 6, change.start))
    )


def _subject(s: Sentence, change: Change) -> str | None:
    for k in range(change.start - 1, max(-1, change.start - 6), -1):
        if s.low(k) in _words()["moved"] and k > 0:
            return s.atoms[k - 1].text.lower()
    return None


def _sold(s: Sentence, noun: int) -> str | None:
    """What the price is of: "the price of bread", "bread prices", "bread costs"."""
    if s.low(noun + 1) in ("of", "for"):
        return _named(s, noun + 2)
    while noun > 0 and s.has("grammar.adverbs", noun - 1):
        noun -= 1
    start = noun
    while start > 0 and s.kind(start - 1) == "word" and not _ends(s, start - 1):
        start -= 1
    start += 1 if start < noun and s.low(start) in _words()["skip"] else 0
    return s.span(start, noun).of(s.text).lower() if start < noun else None


def _named(s: Sentence, at: int) -> str | None:
    at += s.has("grammar.determiners", at) or s.has("grammar.indefinite", at)
    at += 2 * (s.low(at) in _words()["measures"] and s.low(at + 1) == "of")
    end = at
    while end < min(at + 5, len(s)) and s.kind(end) == "word" and not _ends(s, end):
        end += 1
    return s.span(at, end).of(s.text) if end > at else None


def _ends(s: Sentence, at: int) -> bool:
    words = _words()
    lists = ("prepositions", "be", "have", "modal", "joins", "stops", "adverbs", "determiners",
             "indefinite", "relatives", "reporting")  # fmt: skip
    known = s.low(at) in words["up"] | words["down"] | words["skip"] or s.low(at) in words["factor"]
    return known or any(s.has(f"grammar.{name}", at) for name in lists)
