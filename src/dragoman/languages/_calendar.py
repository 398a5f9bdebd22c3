"""Stretches of days: weeks, months, quarters, seasons, thirds, and how to move between them.

Everything here raises ValueError or OverflowError for days that no calendar holds (30 February, the
day after 31 December 9999); `dates.resolve` turns these into None.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
DAYS = {"day": 1, "week": 7, "fortnight": 14}
_DECADE_THIRDS = ((0, 3), (4, 6), (7, 9))
_MONTH_THIRDS = ((1, 10), (11, 20), (21, 31))


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days from `first` to `last`, both included, and the unit in which they were named."""

    first: date
    last: date
    precision: str = "range"

    def holds(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return self.first <= day <= self.last

    def distance(self, day: date) -> int:
        """Days between it and `day`, 0 where it holds the day."""
        return max((self.first - day).days, (day - self.last).days, 0)


def one(day: date, precision: str = "day") -> Stretch:
    """The stretch of a single day."""
    return Stretch(day, day, precision)


def plus(day: date, days: int) -> date:
    """The day so many days later (earlier if negative)."""
    return day + timedelta(days=days)


def week(day: date) -> Stretch:
    """The week from Monday to Sunday that holds `day`."""
    monday = plus(day, -day.weekday())
    return Stretch(monday, plus(monday, 6), "week")


def weekend(day: date) -> Stretch:
    """The Saturday and Sunday of the week that holds `day`."""
    saturday = plus(day, 5 - day.weekday())
    return Stretch(saturday, plus(saturday, 1), "weekend")


def months(year: int, month: int, count: int, precision: str) -> Stretch:
    """So many whole months from a month on; months beyond 12 or below 1 run into other years."""
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    last_index = month - 1 + count - 1
    last_year, last_month = year + last_index // 12, last_index % 12 + 1
    return Stretch(
        first, date(last_year, last_month, monthrange(last_year, last_month)[1]), precision
    )


def month(year: int, number: int) -> Stretch:
    """One calendar month."""
    return months(year, number, 1, "month")


def year(number: int) -> Stretch:
    """One calendar year."""
    return months(number, 1, 12, "year")


def years(first: int, count: int, precision: str) -> Stretch:
    """So many whole years."""
    return months(first, 1, 12 * count, precision)


def season(number: int, start: int) -> Stretch:
    """The three months from month `start` of a year on."""
    return months(number, start, 3, "season")


def unit(day: date, name: str, steps: int = 0) -> Stretch:
    """The calendar day, week, month … century so many steps from the one that holds `day`."""
    if name in DAYS:
        there = plus(day, DAYS[name] * steps)
        return one(there) if name == "day" else week(there)
    if name in ("month", "quarter"):
        size = MONTHS[name]
        start = (day.month - 1) // size * size + 1
        return months(day.year, start + size * steps, size, name)
    size = MONTHS[name] // 12
    offset = 1 if name == "century" else 0
    start = (day.year - offset) // size * size + offset + size * steps
    return years(start, size, "range" if name == "century" else name)


def shift(day: date, steps: int, name: str) -> date:
    """The day so many units later (earlier if negative), in a shorter month its last day."""
    if name in DAYS:
        return plus(day, DAYS[name] * steps)
    index = day.year * 12 + day.month - 1 + MONTHS[name] * steps
    there_year, there_month = index // 12, index % 12 + 1
    if not 1 <= there_year <= 9999:
        raise OverflowError("beyond the calendar")
    return date(there_year, there_month, min(day.day, monthrange(there_year, there_month)[1]))


def third(whole: Stretch, which: int) -> Stretch:
    """The early (0), middle (1) or late (2) part of a month, year, decade, season or quarter."""
    first = whole.first
    if whole.precision == "month":
        start, end = _MONTH_THIRDS[which]
        return Stretch(first.replace(day=start), first.replace(day=min(end, whole.last.day)))
    if whole.precision == "year":
        return months(first.year, 1 + 4 * which, 4, "range")
    if whole.precision == "decade":
        start, end = _DECADE_THIRDS[which]
        return years(first.year + start, end - start + 1, "range")
    if whole.precision in ("season", "quarter"):
        return months(first.year, first.month + which, 1, "range")
    return whole


def easter(number: int) -> date:
    """Easter Sunday of the western churches (the Gregorian computus of Meeus)."""
    a, b, c = number % 19, number // 100, number % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(number, f // 31, f % 31 + 1)
