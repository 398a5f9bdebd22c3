"""Rules for dates told from publication: weekdays, yesterday, last week, two days ago."""

from __future__ import annotations

from datetime import date
from functools import partial
from math import ceil, floor

from dragoman.languages import _calendar as calendar
from dragoman.languages._calendar import Stretch, plus
from dragoman.languages._cursor import DASHES, Cursor, Parsed
from dragoman.languages._meanings import ANCHORED, NOTHING, Meaning, agreeing, fixed, gather
from dragoman.languages._written import day_month, holiday, month, season

_HOURS = {"hour": 1.0, "minute": 1 / 60}
_LONGEST = 100_000
_WHOLE = ("week", "month", "quarter", "year", "decade", "century")
_STEPS = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1}


def daypart(cursor: Cursor, at: int) -> tuple[str, int] | None:
    """A part of the day ("night" or "day") with the index after it: late night, the early hours."""
    start = cursor.skip_any(at, cursor.words.lists["hours"] | {"mid", "pre", *DASHES}, 3)
    if cursor.low(start) == "hours" and start > at:
        return "day", start + 1
    for here in (start, at):
        kind = cursor.words.dayparts.get(cursor.low(here))
        if kind is not None:
            return _hours_of(cursor, kind, here + 1)
    ends = start > at and cursor.words.dayparts.get(cursor.low(start - 1))
    return _hours_of(cursor, ends, start) if ends else None


def _hours_of(cursor: Cursor, kind: str, end: int) -> tuple[str, int]:
    return kind, cursor.skip(end, "hours", "time") if cursor.low(end) == "hours" else end


def weekday(cursor: Cursor, at: int) -> Parsed | None:
    """Thursday; Thursday, 6 January; Friday the 13th; Monday of last week; Tuesday next."""
    found = cursor.weekday(at)
    if found is None:
        return None
    number, end = found
    inner = cursor.skip(cursor.skip(end, ",", "("), "the")
    day = cursor.ordinal(inner) if cursor.kind(inner) == "ordinal" else None
    if day and cursor.low(day[1]) != "of" and cursor.month(day[1]) is None:
        return _numbered(number, day[0]), day[1]
    if dated := day_month(cursor, inner):
        closing = cursor.skip(dated[1], ")") if cursor.low(end) == "(" else dated[1]
        return agreeing(dated[0], number), closing
    return _in_week(cursor, number, end) or _suffixed(cursor, number, end)


def days_named(number: int) -> Meaning:
    """A bare weekday."""

    def near(day: date) -> list[Stretch]:
        first = number - day.weekday() - 14
        return gather(partial(_on, day, first + 7 * step) for step in range(5))

    return Meaning(near, "weekday")


def _on(day: date, days: int) -> Stretch:
    return calendar.one(plus(day, days))


def _numbered(number: int, day_of_month: int) -> Meaning:
    """Friday the 13th: the days of neighbouring years that are both."""

    def near(day: date) -> list[Stretch]:
        index = day.year * 12 + day.month - 1
        spread = range(index - 30, index + 31)
        found = gather(partial(_month_day, n // 12, n % 12 + 1, day_of_month) for n in spread)
        return [s for s in found if s.first.weekday() == number]

    return Meaning(near, "nearest")


def _month_day(year: int, number: int, day: int) -> Stretch:
    return calendar.one(date(year, number, day))


def _in_week(cursor: Cursor, number: int, at: int) -> Parsed | None:
    """The rest of "Monday of last week", "Tuesday this week", "Friday that week"."""
    start = cursor.skip(cursor.skip(at, ",", "of", "in"), "the")
    other = cursor.low(start) == "that" or cursor.one_of(start, "anchored")
    if other and cursor.low(start + 1) == "week" and cursor.low(start) != "next":
        return ANCHORED, start + 2
    steps = _STEPS.get(cursor.low(start))
    if cursor.low(start + 1) != "week" or steps is None:
        return None
    two = cursor.low(start + 2) in ("before", "after") and cursor.low(start + 3) in ("last", "next")
    return _weekday_of(number, steps * (1 + two)), start + 2 + 2 * two


def _weekday_of(number: int, weeks: int) -> Meaning:
    """A weekday of the week so many weeks from publication's."""
    return fixed(lambda day: _on(day, number - day.weekday() + 7 * weeks))


def _suffixed(cursor: Cursor, number: int, at: int) -> Parsed:
    """The rest of "Monday next", "Monday last", "Tuesday before last", "Monday week"."""
    if cursor.follows(at, "before", "last") > 0:
        return fixed(lambda day: _on(_strictly(number, day, -1), -7)), at + 2
    following = cursor.around(at + 1)
    ends = following is None or following.kind in ("mark", "gap")
    if cursor.low(at) in ("last", "next") and ends:
        return directed(number, -1 if cursor.low(at) == "last" else 1), at + 1
    if cursor.low(at) == "week" and ends:
        return fixed(lambda day: _on(_strictly(number, day, 1), 7)), at + 1
    return days_named(number), at


def _strictly(number: int, day: date, way: int) -> date:
    """The nearest such weekday before (-1) or after (1) a day, never the day itself."""
    away = (number - day.weekday()) % 7 or 7
    return plus(day, away if way > 0 else (away - 7 or -7))


def directed(number: int, way: int) -> Meaning:
    """Last Monday (-1), next Monday (1)."""
    return fixed(lambda day: calendar.one(_strictly(number, day, way)))


def relative_day(cursor: Cursor, at: int) -> Parsed | None:
    """Yesterday, the day after tomorrow, overnight, last night, this morning."""
    if cursor.low(at) == "overnight":
        return fixed(lambda day: Stretch(plus(day, -1), day, "night"), "overnight"), at + 1
    days = cursor.words.relative.get(cursor.low(at))
    if days is not None:
        kind = "night" if cursor.low(at) == "tonight" else "day"
        return fixed(lambda day: calendar.one(plus(day, days), kind)), at + 1
    return _beyond(cursor, at) or _part_of_today(cursor, at)


def _beyond(cursor: Cursor, at: int) -> Parsed | None:
    start = cursor.skip(at, "the")
    if (end := cursor.follows(start, "day", "before", "yesterday")) > 0:
        return fixed(lambda day: _on(day, -2)), end
    if (end := cursor.follows(start, "day", "after", "tomorrow")) > 0:
        return fixed(lambda day: _on(day, 2)), end
    if (end := cursor.follows(start, "night", "before", "last")) > 0:
        return fixed(lambda day: calendar.one(plus(day, -2), "night")), end
    return None


def _part_of_today(cursor: Cursor, at: int) -> Parsed | None:
    """This morning, last night."""
    part = daypart(cursor, at + 1)
    if part is None or cursor.low(at) not in ("this", "last"):
        return None
    back = -1 if cursor.low(at) == "last" else 0
    kind = "night" if cursor.low(part[1] - 1) == "night" else "day"
    return fixed(lambda day: calendar.one(plus(day, back), kind)), part[1]


def deictic(cursor: Cursor, at: int) -> Parsed | None:
    """Last week, this coming Friday, the past three days, next June, the weekend."""
    article = cursor.low(at) == "the"
    start = at + article
    if cursor.low(start) == "weekend":
        return (_weekend(), start + 1) if article else None
    word, end = cursor.low(start), start + 1
    if word not in _STEPS and not cursor.one_of(start, "coming"):
        return None
    if word in ("this", "the") and (cursor.one_of(end, "coming") or cursor.low(end) == "past"):
        word, end = cursor.low(end), end + 1
    word = "coming" if word == "upcoming" else word
    end = cursor.skip(end, *DASHES)
    return _rolling(cursor, word, end, article) or _directed(cursor, word, end, article)


def _rolling(cursor: Cursor, word: str, at: int, article: bool) -> Parsed | None:
    """The past N days, the next N weeks; "the last week" is the past one, "last week" is not."""
    amount = cursor.amount(at)
    count, end = amount or (1.0, at)
    unit = cursor.unit(end)
    if unit is None or word in ("this", "current"):
        return None
    if amount is None and not (word == "past" or (article and word != "next") or word == "coming"):
        return None
    if count is None or (amount is None and cursor.low(end).endswith("s")):
        return NOTHING, end + 1
    return span_of(count, unit, 1 if word in ("next", "coming") else -1), end + 1


def span_of(count: float, unit: str, way: int) -> Meaning:
    """From so many units before publication to publication, or from it to so many units after."""
    return fixed(lambda day: _rolled(day, count, unit, way), "rolling")


def _rolled(day: date, count: float, unit: str, way: int) -> Stretch:
    if unit in _HOURS:
        count, unit = ceil(count * _HOURS[unit] / 24), "day"
    there = moved(day, count * way, unit)
    return Stretch(min(day, there), max(day, there))


def moved(day: date, count: float, unit: str) -> date:
    """The day so many units away, halves of units rounded to days or months."""
    if abs(count) > _LONGEST or unit in _HOURS:
        raise OverflowError("beyond the calendar, or less than a day")
    if count % 1:
        size = calendar.DAYS.get(unit) or calendar.MONTHS[unit] * (30 if unit == "month" else 1)
        unit, count = "month" if unit in ("year", "decade", "century") else "day", count * size
    return calendar.shift(day, int(count), unit)


def _directed(cursor: Cursor, word: str, at: int, article: bool) -> Parsed | None:
    """Last, this or next with a weekday, month, season, holiday, weekend or unit."""
    steps = _STEPS.get(word, 1)
    if (found := cursor.weekday(at)) is not None:
        return _directed_weekday(word, found, article)
    if cursor.low(at) == "weekend":
        return _directed_weekend(cursor, word, at)
    unit = cursor.unit(at)
    if unit is not None and cursor.low(at) in _WHOLE:
        return _directed_unit(cursor, steps, unit, at) if not article or word != "next" else None
    for rule in (holiday, day_month, month, season):
        if (read := rule(cursor, at)) and read[0].policy != "fixed":
            return _turn(read[0], word), read[1]
    return None


def _directed_weekday(word: str, found: tuple[int, int], article: bool) -> Parsed:
    number, end = found
    if word in ("this", "current"):
        return fixed(lambda day: _on(day, (number - day.weekday()) % 7)), end
    if article and word == "next":
        return ANCHORED, end
    return directed(number, _STEPS.get(word, 1)), end


def _weekend() -> Meaning:
    """The weekend: the latest that has begun, with a future verb the coming one."""

    def near(day: date) -> list[Stretch]:
        return gather(partial(_weekend_on, day, 7 * step) for step in (-1, 0, 1))

    return Meaning(near, "running", "weekend")


def _weekend_on(day: date, days: int) -> Stretch:
    return calendar.weekend(plus(day, days))


def _directed_weekend(cursor: Cursor, word: str, at: int) -> Parsed:
    if cursor.follows(at + 1, "before", "last") > 0:
        return fixed(lambda day: _weekend_on(day, -14), "weekend"), at + 3
    weeks = {"last": -7, "past": -7, "next": 7}.get(word, 0)
    return fixed(lambda day: _weekend_on(day, weeks), "weekend"), at + 1


def _directed_unit(cursor: Cursor, steps: int, unit: str, at: int) -> Parsed:
    """Last week, next year; last week's Thursday stands in "last week on Thursday"."""
    inner = cursor.skip(at + 1 + (cursor.kind(at + 1) == "possessive"), "on")
    found = cursor.weekday(inner) if unit == "week" else None
    if found is not None:
        return _weekday_of(found[0], steps), found[1]
    return fixed(lambda day: calendar.unit(day, unit, steps), unit), at + 1


def _turn(base: Meaning, word: str) -> Meaning:
    """The latest over, this year's or the next of what comes back each year."""

    def near(day: date) -> list[Stretch]:
        found = base.near(day)
        if word in ("last", "past"):
            return [s for s in found if s.last < day][-1:]
        if word in ("next", "coming"):
            return [s for s in found if s.first > day][:1]
        return [s for s in found if s.holds(day) or s.first.year == day.year][:1]

    return Meaning(near, "fixed", base.unit)


def before_last(cursor: Cursor, at: int) -> Parsed | None:
    """The week before last, the year after next, the Monday before last."""
    start = cursor.skip(at, "the")
    unit, named = cursor.unit(start), cursor.weekday(start)
    way = {("before", "last"): -1, ("after", "next"): 1}.get(
        (cursor.low(start + 1), cursor.low(start + 2))
    )
    if way is None:
        return None
    if named:
        return fixed(lambda day: _on(_strictly(named[0], day, way), 7 * way)), start + 3
    if cursor.low(start) == "weekend":
        return fixed(lambda day: _weekend_on(day, 14 * way), "weekend"), start + 3
    if unit is None or unit in _HOURS or unit == "fortnight":
        return None
    return fixed(lambda day: calendar.unit(day, unit, 2 * way), unit), start + 3


def ago(cursor: Cursor, at: int) -> Parsed | None:
    """Two days ago, a decade ago, three weeks from now, in ten days' time."""
    amount = cursor.amount(at) if cursor.unit(at) is None else (None, at)
    unit = _unit_or_night(cursor, amount[1]) if amount else None
    if amount is None or unit is None:
        return None
    count, end = amount[0], max(amount[1] + 1, cursor.follows(amount[1] + 1, "or", "so"))
    if (half := cursor.follows(end, "and", "a", "half")) > 0 and count is not None:
        count, end = count + 0.5, half
    way, end = _direction(cursor, end)
    if way == 0:
        return None
    if count is None and unit not in _HOURS:
        return NOTHING, end
    meaning = fixed(lambda day: _away(day, count or 1.0, unit, way))
    return _refined(cursor, meaning, (count or 1.0, unit, way), end)


def _unit_or_night(cursor: Cursor, at: int) -> str | None:
    return "day" if cursor.low(at) == "nights" else cursor.unit(at)


def _direction(cursor: Cursor, end: int) -> tuple[int, int]:
    """Whether the words after an amount look back (-1) or ahead (1), with the index after them."""
    if cursor.low(end) in ("ago", "back"):
        return -1, end + 1
    for phrase in (("from", "now"), ("hence",), ("from", "today"), ("'", "time"), ("’", "time")):
        if (after := cursor.follows(end, *phrase)) > 0:
            return 1, after
    possessive = cursor.kind(end) == "possessive" and cursor.low(end + 1) == "time"
    return (1, end + 2) if possessive else (0, end)


def _away(day: date, count: float, unit: str, way: int) -> Stretch:
    """The day, month or year so many units away; for hours the days that it may be."""
    if unit in _HOURS:
        hours = count * _HOURS[unit] / 24
        near, far = plus(day, way * floor(hours)), plus(day, way * ceil(hours))
        first, last = min(near, far), max(near, far)
        return Stretch(first, last, "day" if first == last else "range")
    there = moved(day, count * way, unit)
    if unit in ("day", "week", "fortnight"):
        return calendar.one(there)
    exact = unit in ("month", "quarter") or (unit == "year" and count % 1)
    return calendar.unit(there, "month" if exact else "year")


def _refined(
    cursor: Cursor, meaning: Meaning, step: tuple[float, str, int], end: int
) -> tuple[Meaning, int]:
    """The same on the weekday or unit that follows: a week ago on Thursday, a year ago today."""
    count, unit, way = step
    if cursor.low(end) == "today" and unit not in _HOURS:
        return fixed(lambda day: calendar.one(moved(day, count * way, unit))), end + 1
    inner = cursor.unit(end + 1) if cursor.low(end) == "this" else None
    if inner in ("week", "month") and unit not in _HOURS:
        there = partial(moved, count=count * way, unit=unit)
        return fixed(lambda day: calendar.unit(there(day), inner), inner), end + 2
    found = cursor.weekday(cursor.skip(end, "on", "last"))
    if found and unit in ("week", "fortnight"):
        return fixed(lambda day: _on_weekday(moved(day, count * way, unit), found[0])), found[1]
    return meaning, end


def _on_weekday(day: date, number: int) -> Stretch:
    return _on(day, number - day.weekday())


def ahead(cursor: Cursor, at: int) -> Parsed | None:
    """In two days, within 48 hours: only with a future verb, else it is a duration."""
    if cursor.low(at) not in ("in", "within"):
        return None
    if (dated := ago(cursor, at + 1)) is not None:
        return dated
    amount = cursor.amount(at + 1)
    unit = cursor.unit(amount[1]) if amount else None
    if amount is None or unit is None or amount[0] is None:
        return None
    count, end = amount[0], amount[1] + 1
    ahead = fixed(lambda day: _away(day, count, unit, 1))
    near = span_of(count, unit, 1) if cursor.low(at) == "within" else ahead
    return Meaning(near.near, "coming", "rolling"), end
