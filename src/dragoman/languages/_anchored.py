"""Rules for days told from another day: the week to 5 March, a day before the 9 May parade.

Where the other day is missing ("two days earlier", "that Monday") the meaning is ANCHORED.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from math import ceil

from dragoman.languages import _calendar as calendar
from dragoman.languages._calendar import Stretch, plus
from dragoman.languages._cursor import Cursor, Parsed, Rule
from dragoman.languages._meanings import ANCHORED, NOTHING, fixed
from dragoman.languages._relative import daypart, moved

_HOURS = {"hour": 24, "minute": 1440}
_FARTHEST = 7
_COARSE = {"month": 1, "season": 2, "quarter": 2, "half": 2, "year": 3, "decade": 4, "century": 5}
_LAST = ("last", "final", "closing")


def anchor(cursor: Cursor, at: int, term: Rule) -> Parsed | None:
    """The date in the next few words: "the 9 May parade", "the coup on 1 February"."""
    for here in range(at, at + _FARTHEST):
        if (found := term(cursor, here)) and found[0].kind == "date":
            return found
        mark = cursor.kind(here) in ("mark", "gap") and cursor.low(here) not in ("'", "’")
        if mark or not cursor.low(here):
            return None
    return None


def whole(cursor: Cursor, at: int, term: Rule) -> Parsed | None:
    """A stretch that parts are taken of: "the year" (of publication), "last month", "January"."""
    found = term(cursor, at)
    unit = cursor.unit(at + 1)
    if cursor.low(at) == "the" and unit and unit not in _HOURS and (not found or found[1] < at + 3):
        return fixed(lambda day: calendar.unit(day, unit), unit), at + 2
    return found


def offset(cursor: Cursor, at: int, term: Rule) -> Parsed | None:
    """A day before X, two weeks after X, the day after X, the eve of X, the Monday before X."""
    start = cursor.skip(at, "the")
    if cursor.follows(start, "eve", "of") > 0:
        found = anchor(cursor, start + 2, term)
        eve = partial(_by_unit, (1.0, "day", -1))
        return (found[0].then(eve, "day"), found[1]) if found else None
    named = _named_step(cursor, start) if start > at else None
    counted = _counted_step(cursor, at) if named is None else None
    if named is None and counted is None:
        return None
    change, end = named or counted or (None, at)
    way, after = _way(cursor, end)
    if change is not None and change[2:] == ("week",) and cursor.low(end) == "on":
        way, after = (1, end + 1) if cursor.weekday(end + 1) and named is None else (0, end)
    if way == 0 or change is None:
        return None
    found = anchor(cursor, after, term)
    if found is None:
        return None if cursor.low(end) == "from" else (ANCHORED, after)
    if isinstance(change, str):
        return NOTHING, found[1]
    base = replace(found[0], tense="future") if cursor.low(end) in ("from", "on") else found[0]
    return base.then(partial(_changed, change, way), "day"), found[1]


Change = tuple[str, float, str] | str
"""("counted", 2, "day"), ("the", 1, "week"), ("weekday", 0, ""), or "vague" (days after X)."""


def _changed(change: tuple[str, float, str], way: int, base: Stretch) -> Stretch:
    how, number, name = change
    if how == "weekday":
        edge = base.first if way < 0 else base.last
        away = (int(number) - edge.weekday()) % 7
        return calendar.one(plus(edge, (away or 7) if way > 0 else (away - 7)))
    if how == "counted" or name == "day":
        return _by_unit((number, name, way), base)
    if name == "week":
        first = plus(base.first, -7) if way < 0 else plus(base.last, 1)
        return Stretch(first, plus(first, 6), "week")
    if name == "weekend":
        return _weekend_by(base.first if way < 0 else base.last, way)
    return calendar.unit(base.first, name, way)


def _weekend_by(day: date, way: int) -> Stretch:
    if way < 0:
        return calendar.weekend(plus(day, -7))
    return calendar.weekend(plus(day, 7) if day.weekday() >= 5 else day)


def _by_unit(step: tuple[float, str, int], base: Stretch) -> Stretch:
    """So many units before the first or after the last day of a stretch."""
    count, unit, way = step
    if unit in _HOURS:
        return base
    coarse = _COARSE.get(base.precision, 0)
    if coarse > _COARSE.get(unit, 0):
        raise ValueError("the anchor is less exact than the step")
    if coarse:
        return calendar.unit(moved(base.first, count * way, unit), _whole_unit(base.precision))
    return calendar.one(moved(base.first if way < 0 else base.last, count * way, unit))


def _whole_unit(precision: str) -> str:
    return precision if precision in calendar.MONTHS else "quarter"


def _named_step(cursor: Cursor, at: int) -> tuple[Change, int] | None:
    """What "the" takes before X: day, night, week, month, year, weekend, a weekday."""
    if (found := cursor.weekday(at)) is not None:
        return ("weekday", float(found[0]), ""), found[1]
    if cursor.low(at) == "weekend":
        return ("the", 1.0, "weekend"), at + 1
    if (part := daypart(cursor, at)) is not None:
        return ("the", 1.0, "day"), part[1]
    unit = cursor.unit(at)
    plain = unit in ("day", "week", "month", "quarter", "year", "decade") and cursor.low(at) == unit
    return (("the", 1.0, unit or ""), at + 1) if plain else None


def _counted_step(cursor: Cursor, at: int) -> tuple[Change, int] | None:
    """Two days, a week, hours, days."""
    if (unit := cursor.unit(at)) is not None:
        plural = cursor.low(at).endswith("s")
        if not plural:
            return None
        return (("counted", 1.0, unit) if unit in _HOURS else "vague"), at + 1
    amount = cursor.amount(at)
    unit = cursor.unit(amount[1]) if amount else None
    if amount is None or unit is None:
        return None
    vague = amount[0] is None and unit not in _HOURS
    return ("vague" if vague else ("counted", amount[0] or 1.0, unit)), amount[1] + 1


def _way(cursor: Cursor, at: int) -> tuple[int, int]:
    """Before (-1) or after (1) what follows, with the index where it begins; 0 for neither."""
    if cursor.low(at) in ("earlier", "later") and cursor.low(at + 1) == "than":
        return (-1 if cursor.low(at) == "earlier" else 1), at + 2
    if cursor.one_of(at, "before"):
        return -1, cursor.skip(at + 1, "of", "to")
    return (1, at + 1) if cursor.one_of(at, "after") else (0, at)


def unanchored(cursor: Cursor, at: int) -> Parsed | None:
    """Two days earlier, the next morning, that Monday, the same week."""
    amount = cursor.amount(at) if cursor.unit(at) is None else (None, at)
    if amount and cursor.unit(amount[1]) and cursor.one_of(amount[1] + 1, "unanchored"):
        return ANCHORED, amount[1] + 2
    start = cursor.skip(at, "the")
    if cursor.unit(start) and start > at and cursor.one_of(start + 1, "unanchored"):
        return ANCHORED, start + 2
    lead = cursor.low(at) == "that" and not _complement(cursor, at)
    if not lead and not cursor.one_of(start, "anchored"):
        return None
    inner = start + 1 + (cursor.low(start + 1) in ("same", "very"))
    named = _named_time(cursor, inner)
    counted = cursor.amount(inner) if named is None else None
    if counted and cursor.unit(counted[1]) and cursor.low(start) not in ("next", "that"):
        return ANCHORED, counted[1] + 1
    bare_next = cursor.low(start) == "next" and start == at
    return (
        None if named is None or (bare_next and not _of_day(cursor, inner)) else (ANCHORED, named)
    )


def _of_day(cursor: Cursor, at: int) -> bool:
    return cursor.unit(at) == "day" or cursor.low(at) in cursor.words.dayparts


def _complement(cursor: Cursor, at: int) -> bool:
    """Whether "that" only joins a clause: "said that Monday's vote", "said that Monday was"."""
    before, named = cursor.around(at - 1), cursor.around(at + 1)
    if cursor.loose or before is None or named is None or not named.capital:
        return False
    after = cursor.around(at + 2)
    owns = after is not None and (after.kind == "possessive" or after.capital)
    return owns or before.low in cursor.words.lists["complement"]


def _named_time(cursor: Cursor, at: int) -> int | None:
    """The index after a weekday, unit, part of the day, weekend, month or season."""
    if found := cursor.weekday(at) or cursor.month(at):
        return found[1]
    if part := daypart(cursor, at):
        return part[1]
    low = cursor.low(at)
    known = low == "weekend" or low in cursor.words.seasons
    return at + 1 if known or (cursor.unit(at) == low) else None


def habit(cursor: Cursor, at: int) -> Parsed | None:
    """Every Friday, each week, on a Thursday: no day is named."""
    single = cursor.low(at) in ("a", "an", "one")
    if not single and not cursor.one_of(at, "indefinite"):
        return None
    inner = cursor.skip(at + 1, "other", "second", "single", "third", "given")
    if not single:
        end = _named_time(cursor, inner)
        return None if end is None else (NOTHING, end)
    found = cursor.weekday(inner)
    if found is None:
        return None
    after = cursor.around(found[1])
    alone = after is None or after.kind != "word" or after.low in ("in", "of", "to", "and", "last")
    return (NOTHING, found[1]) if alone else None


def week_of(cursor: Cursor, at: int, term: Rule) -> Parsed | None:
    """The week of X, the week to X, the week beginning X, three months to X, the weekend of X."""
    start = cursor.skip(at, "the")
    if cursor.follows(start, "weekend", "of") > 0:
        return _mapped(term(cursor, cursor.skip(start + 2, "the")), _weekend_in)
    amount = None if cursor.unit(start) else cursor.amount(start)
    count, end = amount or (1.0, start)
    unit = cursor.unit(end)
    if unit is None or count is None or cursor.low(at) in ("a", "an"):
        return None
    plain = unit == "week" and amount is None
    if plain and cursor.one_of(end + 1, "week_of"):
        return _mapped(term(cursor, cursor.skip(end + 2, "the")), _week_in)
    begins = cursor.one_of(end + 1, "week_from") and (start > at or cursor.low(end + 1) != "from")
    if plain and begins:
        return _mapped(term(cursor, cursor.skip(end + 2, "on", "the")), _week_from)
    ends = cursor.low(end + 1) in ("ending", "ended")
    if not cursor.one_of(end + 1, "week_to") or (start == at and amount is None and not ends):
        return None
    found = term(cursor, cursor.skip(cursor.skip(end + 2, "to", "on"), "the"))
    return _mapped(found, partial(_up_to, count, unit))


def _mapped(found: Parsed | None, change: Callable[[Stretch], Stretch]) -> Parsed | None:
    """The same words with the meaning changed, if they name a date."""
    if found is None or found[0].kind != "date":
        return None
    return found[0].then(change, "week"), found[1]


def _week_in(base: Stretch) -> Stretch:
    return calendar.week(base.first)


def _week_from(base: Stretch) -> Stretch:
    return Stretch(base.first, plus(base.first, 6), "week")


def _weekend_in(base: Stretch) -> Stretch:
    return calendar.weekend(base.first)


def _up_to(count: float, unit: str, base: Stretch) -> Stretch:
    """So many units that end with the last day of a stretch."""
    if unit in _HOURS:
        return Stretch(plus(base.last, -ceil(count / _HOURS[unit])), base.last)
    first = moved(plus(base.last, 1), -count, unit)
    return Stretch(first, base.last, "week" if (count, unit) == (1.0, "week") else "range")


def portion(cursor: Cursor, at: int, term: Rule) -> Parsed | None:
    """The first three months of 2021, the last day of January, the second Monday in March."""
    start = cursor.skip(at, "the")
    last = cursor.low(start) in _LAST
    ordinal = (-1, start + 1) if last else cursor.ordinal(start)
    if ordinal is None:
        return None
    amount = None if cursor.unit(ordinal[1]) else cursor.amount(ordinal[1])
    count, end = amount or (1.0, ordinal[1])
    day = cursor.weekday(end)
    after = day[1] if day else end + 1
    special = cursor.low(end) in ("half", "weekend")
    named = day is not None or cursor.unit(end) is not None or special
    if not named or cursor.low(after) not in ("of", "in") or count is None:
        return None
    found = whole(cursor, after + 1, term)
    if found is None or found[0].kind != "date":
        return found
    if amount is None and cursor.unit(end) and cursor.low(end).endswith("s"):
        edge = 2 if last else 0
        return found[0].mapped(lambda s: calendar.third(s, edge), "portion"), found[1]
    name = cursor.low(end) if special else cursor.unit(end) or ""
    size = (ordinal[0], count, name, None if day is None else day[0])
    return found[0].mapped(partial(_portion, size), "portion"), found[1]


def _portion(size: tuple[int, float, str, int | None], base: Stretch) -> Stretch:
    number, count, name, weekday = size
    if weekday is not None or name == "weekend":
        return _nth_weekday(number, weekday, base)
    if name == "half":
        return _half(number, base)
    precision = name if count == 1 and name != "fortnight" else "range"
    if number < 0:
        return Stretch(_inside(moved(plus(base.last, 1), -count, name), base), base.last, precision)
    first = moved(base.first, (number - 1) * count, name)
    last = plus(moved(first, count, name), -1)
    return Stretch(_inside(first, base), min(last, base.last), precision)


def _inside(day: date, base: Stretch) -> date:
    if not base.holds(day):
        raise ValueError("the part lies outside the whole")
    return day


def _nth_weekday(number: int, weekday: int | None, base: Stretch) -> Stretch:
    """The nth weekday (weekend where it is None) of a stretch, -1 the last."""
    wanted = 5 if weekday is None else weekday
    if number > 0:
        first = plus(base.first, (wanted - base.first.weekday()) % 7 + 7 * (number - 1))
    else:
        first = plus(base.last, -((base.last.weekday() - wanted) % 7))
    _inside(first, base)
    return calendar.weekend(first) if weekday is None else calendar.one(first)


def _half(number: int, base: Stretch) -> Stretch:
    """The first or second half: of a month to the 15th, of longer stretches by whole months."""
    middle = base.first.replace(day=15) if base.precision == "month" else None
    if middle is None:
        count = (base.last.year - base.first.year) * 12 + base.last.month - base.first.month + 1
        middle = plus(moved(base.first, count // 2, "month"), -1)
    return Stretch(plus(middle, 1), base.last) if number in (2, -1) else Stretch(base.first, middle)
