"""Rules for dates that are written out: numeric dates, day and month, months, years, holidays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from dragoman.languages import _calendar as calendar
from dragoman.languages._calendar import Stretch
from dragoman.languages._cursor import DASHES, Cursor, Parsed
from dragoman.languages._meanings import ANCHORED, NOTHING, Meaning, fixed, gather, yearly

YearOf = Callable[[date], int]
"""The year that an expression means, from the day of publication."""

_LEAP_REACH = 8
_DEICTIC = {"this": 0, "current": 0, "last": -1, "next": 1}
_QUARTERS = {"quarter": 4, "half": 2}
_LETTERS = {"q": 4, "h": 2}


def numeric(cursor: Cursor, at: int) -> Parsed | None:
    """ISO dates and times, 03/04/2023 (day first), 3.4.2023, 2023/04/03."""
    kind, text = cursor.kind(at), cursor.low(at)
    if kind == "number" and len(text) == 8 and text[:2] in ("19", "20"):
        kind, text = "iso", f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if kind not in ("iso", "ymd", "dmy"):
        return None
    plain = text.replace("t", " ").split(" ")[0].replace("/", "-").replace(".", "-")
    one, month, other = (int(part) for part in plain.split("-"))
    year, day = (other, one) if kind == "dmy" else (one, other)
    if kind == "dmy":
        year += 0 if year >= 100 else 2000 if year < 50 else 1900
        month, day = (day, month) if month > 12 >= day and "." not in text else (month, day)
    try:
        written = date(year, month, day)
    except ValueError:
        return NOTHING, at + 1
    return fixed(lambda _: calendar.one(written)), at + 1


def day_month(cursor: Cursor, at: int) -> Parsed | None:
    """6 January 2022, January 6, 6th of January, May 3-6, 5 and 6 January."""
    return _day_first(cursor, at) or _month_first(cursor, at) or _year_first(cursor, at)


def _day_first(cursor: Cursor, at: int) -> Parsed | None:
    found = _days(cursor, cursor.skip(at, "the"), before_month=True)
    if found is None:
        return None
    first, last, end = found
    if (dated := _day_of_month(cursor, last, end)) is not None:
        return dated
    month = cursor.month(cursor.skip(cursor.skip(cursor.skip(end, "day"), "of"), *DASHES, "."))
    return None if month is None else _dated(cursor, (first, last), month)


def _day_of_month(cursor: Cursor, number: int, at: int) -> Parsed | None:
    """The rest of "the 15th of last month"; in a phrase that is all, "the 15th"."""
    steps = _DEICTIC.get(cursor.low(at + 1)) if cursor.low(at) == "of" else None
    if steps is not None and cursor.low(at + 2) == "month":
        return fixed(lambda day: _in_month(number, steps, day)), at + 3
    if not cursor.loose or cursor.kind(at - 1) != "ordinal" or at < cursor.stop:
        return None
    months = range(-2, 3)
    near = Meaning(lambda day: gather(partial(_in_month, number, n, day) for n in months))
    return replace(near, policy="nearest"), at


def _in_month(number: int, steps: int, day: date) -> Stretch:
    return calendar.one(calendar.unit(day, "month", steps).first.replace(day=number))


def _month_first(cursor: Cursor, at: int) -> Parsed | None:
    month = cursor.month(at)
    if month is None:
        return None
    tight = cursor.adjacent(month[1]) and cursor.low(month[1]) in DASHES
    found = _days(cursor, cursor.skip(month[1] + tight, "the"), before_month=False)
    return None if found is None else _dated(cursor, found[:2], (month[0], found[2]))


def _year_first(cursor: Cursor, at: int) -> Parsed | None:
    year, month = cursor.year(at), cursor.month(at + 1)
    if year is None or month is None or cursor.kind(at) == "short":
        return None
    day = cursor.day_number(month[1])
    if day is None:
        return None
    return fixed(lambda _: _between(month[0], (day[0], day[0]), year[0]), "day"), day[1]


def _days(cursor: Cursor, at: int, before_month: bool) -> tuple[int, int, int] | None:
    """The first and the last day of a list or range of days, with the index after it."""
    found = cursor.day_number(at)
    if found is None:
        return None
    first, end = found
    last = first
    while (further := _next_day(cursor, end, before_month)) and further[0] > last:
        last, end = further
    return first, last, end


def _next_day(cursor: Cursor, at: int, before_month: bool) -> tuple[int, int] | None:
    words = cursor.words.lists
    if cursor.low(at) not in words["joining"] | words["reaching"] | {","}:
        return None
    found = cursor.day_number(cursor.skip(at + 1, "the", "and"))
    if found is None or (cursor.low(at) == "," and not _goes_on(cursor, found[1])):
        return None
    return found if before_month or not _counts(cursor, found[1]) else None


def _goes_on(cursor: Cursor, at: int) -> bool:
    joined = cursor.one_of(at, "joining") or cursor.low(at) == ","
    return joined and cursor.day_number(at + 1) is not None


def _counts(cursor: Cursor, at: int) -> bool:
    """Whether the number before counts what follows, or begins a date of its own."""
    token = cursor.around(at)
    counted = token is not None and (token.low in cursor.words.names["counted"])
    return counted or cursor.low(at) == "of" or cursor.month(at) is not None


def _dated(cursor: Cursor, days: tuple[int, int], month: tuple[int, int]) -> Parsed:
    """A day of a month with the year that may follow it and a weekday in brackets."""
    number, end = month
    year, end = year_of(cursor, end) or (None, end)
    if year is None and cursor.low(end - 1) == "year":
        return ANCHORED, end
    end = _bracketed_weekday(cursor, end)
    make = partial(_between, number, days)
    if year is not None:
        return fixed(lambda day: make(year(day))), end
    return yearly(make, "nearest", "day", _LEAP_REACH if days[1] == 29 else 1), end


def _between(month: int, days: tuple[int, int], year: int) -> Stretch:
    first, last = date(year, month, days[0]), date(year, month, days[1])
    return Stretch(first, last, "day" if first == last else "range")


def _bracketed_weekday(cursor: Cursor, at: int) -> int:
    found = cursor.weekday(at + 1) if cursor.low(at) == "(" else None
    return found[1] + 1 if found and cursor.low(found[1]) == ")" else at


def year_of(cursor: Cursor, at: int) -> tuple[YearOf | None, int] | None:
    """The year after a day, month or part: 2022, last year; its value is None for "that year"."""
    start = cursor.skip(cursor.skip(at, ",", *(DASHES if cursor.adjacent(at) else ())), "of", "in")
    found = cursor.year(start) or _dashed_year(cursor, start)
    if found and not (cursor.low(at) == "," and _counts(cursor, found[1])):
        return partial(_always, found[0]), found[1]
    start = cursor.skip(start, "the")
    if cursor.low(start) == "year" and start > at:
        return _published_year, start + 1
    if cursor.low(start + 1) != "year":
        return None
    if (step := _DEICTIC.get(cursor.low(start))) is not None:
        return (lambda day: day.year + step), start + 2
    anchored = cursor.low(start) == "that" or cursor.one_of(start, "anchored")
    return (None, start + 2) if anchored else None


def _always(number: int, _: date) -> int:
    return number


def _published_year(day: date) -> int:
    return day.year


def _dashed_year(cursor: Cursor, at: int) -> tuple[int, int] | None:
    """The year of 6-Jan-22."""
    dashed = cursor.low(at - 1) in DASHES and cursor.low(at - 3) in DASHES
    if not dashed or cursor.kind(at) != "number" or len(cursor.low(at)) != 2:
        return None
    short = int(cursor.low(at))
    return short + (2000 if short < 50 else 1900), at + 1


def month(cursor: Cursor, at: int) -> Parsed | None:
    """January, January 2022, May last year."""
    at = max(at, cursor.follows(at, "the", "month", "of"))
    found = cursor.month(at)
    if found is None:
        return None
    number, end = found
    dated = year_of(cursor, end)
    if dated is None:
        return yearly(lambda y: calendar.month(y, number), "month", "month"), end
    year, end = dated
    if year is None:
        return ANCHORED, end
    return fixed(lambda day: calendar.month(year(day), number), "month"), end


def year(cursor: Cursor, at: int) -> Parsed | None:
    """2019, the year 2019, 2003-06 (a range), 2021-03 (a month)."""
    start = max(at, cursor.follows(at, "the", "year"), cursor.follows(at, "the", "year", "of"))
    found = cursor.year(start)
    if found is None or _counts(cursor, found[1]):
        return None
    number, end = found
    short = _short_end(cursor, number, end)
    if short is None:
        return fixed(lambda _: calendar.year(number), "year"), end
    if short <= number % 100:
        return fixed(lambda _: calendar.month(number, short), "month"), end + 2
    last = number // 100 * 100 + short
    return fixed(lambda _: calendar.years(number, last - number + 1, "range"), "year"), end + 2


def _short_end(cursor: Cursor, number: int, at: int) -> int | None:
    """The two digits after a year and a dash or slash, where they may be a year or a month."""
    text = cursor.low(at + 1)
    joined = cursor.low(at) in DASHES | {"/"} and cursor.kind(at + 1) == "number"
    if not joined or len(text) != 2 or not cursor.adjacent(at + 1):
        return None
    return int(text) if int(text) > number % 100 or 1 <= int(text) <= 12 else None


def decade(cursor: Cursor, at: int) -> Parsed | None:
    """The 1990s, the '90s, the nineties, the 20th century."""
    start = cursor.skip(at, "the")
    ordinal = cursor.ordinal(start)
    if ordinal and cursor.unit(cursor.skip(ordinal[1], *DASHES)) == "century":
        first = (ordinal[0] - 1) * 100 + 1
        end = cursor.skip(ordinal[1], *DASHES) + 1
        return fixed(lambda _: calendar.years(first, 100, "range"), "century"), end
    digits = "".join(c for c in cursor.low(start) if c.isdigit())
    named = cursor.words.decades.get(cursor.low(start)) if start > at else None
    if cursor.kind(start) != "decade" and named is None:
        return None
    written = int(digits) if digits else named or 0
    return fixed(lambda day: _decade(written, day), "decade"), start + 1


def _decade(written: int, day: date) -> Stretch:
    """The decade; for two digits the latest that has begun."""
    first = written
    if written < 100:
        first += day.year // 100 * 100
        first -= 100 if first > day.year else 0
    return calendar.years(first, 10, "decade")


def holiday(cursor: Cursor, at: int) -> Parsed | None:
    """Christmas Day, New Year's Eve 2021, Good Friday."""
    best: tuple[tuple[str, ...], int] | None = None
    for name in cursor.words.holidays_by_word.get(cursor.low(at), ()):
        end = _named(cursor, at, name)
        best = (name, end) if end and (best is None or end > best[1]) else best
    if best is None:
        return None
    name, end = best
    dated = year_of(cursor, end)
    make = partial(_holiday, cursor, name)
    if dated is None or dated[0] is None:
        return yearly(make, "nearest", "day"), end
    chosen = dated[0]
    return fixed(lambda day: make(chosen(day))), dated[1]


def _holiday(cursor: Cursor, name: tuple[str, ...], number: int) -> Stretch:
    if name in cursor.words.holidays:
        return calendar.one(date(number, *cursor.words.holidays[name]))
    return calendar.one(calendar.plus(calendar.easter(number), cursor.words.easter[name]))


def _named(cursor: Cursor, at: int, name: tuple[str, ...]) -> int:
    """The index after the words of a name, apostrophes and dots between them left out; or 0."""
    for number, word in enumerate(name):
        while number and (cursor.kind(at) == "possessive" or cursor.low(at) in ("'", "’", ".")):
            at += 1
        if cursor.low(at) != word:
            return 0
        at += 1
    return at


def season(cursor: Cursor, at: int) -> Parsed | None:
    """Summer, the summer of 2019, winter 2019-20."""
    start = cursor.words.seasons.get(cursor.low(cursor.skip(at, "the")))
    if start is None:
        return None
    end = cursor.skip(at, "the") + 1
    dated = year_of(cursor, end)
    if dated is None or dated[0] is None:
        return yearly(lambda y: calendar.season(y, start), "month", "season"), end
    chosen, end = dated[0], dated[1]
    end += 2 if _short_end(cursor, 0, end) is not None else 0
    return fixed(lambda day: calendar.season(chosen(day), start), "season"), end


def quarter(cursor: Cursor, at: int) -> Parsed | None:
    """Q2 2021, the first half of last year, the second quarter."""
    named = _letter_part(cursor, at) or _ordinal_part(cursor, at)
    lead = cursor.year(at)
    if named is None and lead:
        named = _letter_part(cursor, lead[1])
    if named is None:
        return None
    number, parts, end = named
    dated = None if lead else year_of(cursor, end)
    if dated is not None and dated[0] is None:
        return ANCHORED, dated[1]
    chosen: YearOf = partial(_always, lead[0]) if lead else _published_year
    if dated is not None and dated[0] is not None:
        chosen, end = dated[0], dated[1]
    return _part(chosen, number, parts), end


def _part(chosen: YearOf, number: int, parts: int) -> Meaning:
    size, name = 12 // parts, "quarter" if parts == 4 else "half"
    return fixed(lambda d: calendar.months(chosen(d), 1 + size * (number - 1), size, name), name)


def _letter_part(cursor: Cursor, at: int) -> tuple[int, int, int] | None:
    parts, digit = _LETTERS.get(cursor.low(at)), cursor.low(at + 1)
    if parts is None or not cursor.adjacent(at + 1) or digit not in ("1", "2", "3", "4"):
        return None
    return (int(digit), parts, at + 2) if int(digit) <= parts else None


def _ordinal_part(cursor: Cursor, at: int) -> tuple[int, int, int] | None:
    start = cursor.skip(at, "the")
    found = cursor.ordinal(start)
    last = cursor.low(start) in ("final", "last") and year_of(cursor, start + 2)
    found = (0, start + 1) if last else found
    parts = _QUARTERS.get(cursor.low(cursor.skip(found[1], *DASHES))) if found else None
    if found is None or parts is None or found[0] > parts:
        return None
    return found[0] or parts, parts, cursor.skip(found[1], *DASHES) + 1
