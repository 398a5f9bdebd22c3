"""The grammar of date expressions: how the rules nest, from a single day to "from … to …"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from dragoman.languages import _calendar as calendar
from dragoman.languages._anchored import anchor, habit, offset, portion, unanchored, week_of, whole
from dragoman.languages._calendar import Stretch, plus
from dragoman.languages._cursor import DASHES, Cursor, Parsed, Rule, date_words, longest
from dragoman.languages._meanings import NOTHING, Bound, Meaning, fixed, pair
from dragoman.languages._relative import (
    ago,
    ahead,
    before_last,
    daypart,
    deictic,
    relative_day,
    weekday,
)
from dragoman.languages._written import (
    day_month,
    decade,
    holiday,
    month,
    numeric,
    quarter,
    season,
    year,
)
from dragoman.languages.data import load

_FLAT: tuple[Rule, ...] = (
    numeric, day_month, weekday, relative_day, deictic, ago, holiday, month, quarter, season,
    decade, before_last, ahead, unanchored, habit, year,
)  # fmt: skip
_KINDS = frozenset(("iso", "ymd", "dmy", "time", "ordinal", "decade", "number", "short"))
_BOUNDED = (("so", "far"), ("the", "rest", "of"), ("the", "remainder", "of"))
_LONGEST_LIST = 12
_LEADS = {
    "the", "a", "an", "that", "one", "between", "from", "overnight", "q", "h", "half", "no", "not",
    "up", "so", "ever", "more", "less", "at", "couple", "quarter", "in",
    "within", "of", "eve", "weekend", "before",
}  # fmt: skip


@cache
def _starts() -> frozenset[str]:
    """The words with which an expression may begin; all others are passed over quickly."""
    words = date_words()
    lists = ("approximate", "vague", "last", "past", "this", "next", "coming", "earlier", "later",
             "anchored", "indefinite", "since", "until", "hours")  # fmt: skip
    found = {word for name in lists for word in words.lists[name]}
    for table in (words.weekdays, words.months, words.relative, words.dayparts, words.units,
                  words.seasons, words.ordinals, words.decades, words.thirds):  # fmt: skip
        found |= set(table)
    found |= {name[0] for name in (*words.holidays, *words.easter)}
    numerals = {*load("en").table("numbers", "small"), *load("en").table("numbers", "scales")}
    return frozenset(found | _LEADS | numerals)


def _may_begin(cursor: Cursor, at: int) -> bool:
    """Whether a token may begin an expression: a cheap test that rules out nearly all of a text."""
    begins = cursor.low(at) in _starts() or cursor.kind(at) in _KINDS
    return begins and (cursor.near_time_word(at) or (cursor.loose and cursor.one_of(at, "since")))


def expression(cursor: Cursor, at: int) -> Parsed | None:
    """The longest date expression that begins at a token."""
    if not _may_begin(cursor, at):
        return None
    return longest(cursor, at, (_since, _until, _spanned, _listed))


def term(cursor: Cursor, at: int) -> Parsed | None:
    """One date, without "since" or a second date."""
    if not _may_begin(cursor, at):
        return None
    return cursor.deeper(_term, at)


def _term(cursor: Cursor, at: int) -> Parsed | None:
    found = longest(cursor, at, (_third, _earlier, _core))
    return found and _tail(cursor, *found)


def _core(cursor: Cursor, at: int) -> Parsed | None:
    nested = (_part_of_day, _timed, _week_of, _portion, _offset)
    return longest(cursor, at, (*_FLAT, *nested))


def _week_of(cursor: Cursor, at: int) -> Parsed | None:
    return week_of(cursor, at, expression_inside)


def _portion(cursor: Cursor, at: int) -> Parsed | None:
    return portion(cursor, at, term)


def _offset(cursor: Cursor, at: int) -> Parsed | None:
    return offset(cursor, at, term)


def expression_inside(cursor: Cursor, at: int) -> Parsed | None:
    """A date or a pair of dates inside another expression."""
    return cursor.deeper(_pair, at)


def _pair(cursor: Cursor, at: int) -> Parsed | None:
    return longest(cursor, at, (_spanned, _listed))


def _third(cursor: Cursor, at: int) -> Parsed | None:
    """Early January, mid-2020, late on Friday, the end of the month, mid to late May."""
    start = cursor.skip(at, "the")
    which = cursor.words.thirds.get(cursor.low(start))
    if which is None:
        return _unit_end(cursor, start)
    noun = cursor.low(start + 1) == "of"
    if start > at and not noun:
        return None
    second, end = _second_third(cursor, start + 1)
    end = cursor.skip(end, "of") if noun else cursor.skip(cursor.skip(end, *DASHES), "in", "on")
    found = whole(cursor, end, _core)
    if found is None:
        return None
    last = which if second is None else second
    return found[0].mapped(lambda s: _thirds(s, which, last)), found[1]


def _unit_end(cursor: Cursor, at: int) -> Parsed | None:
    """Year-end, the month's end."""
    unit, end = cursor.low(at), at + 1
    end += cursor.low(end) in DASHES or cursor.kind(end) == "possessive"
    if unit not in ("week", "month", "year") or cursor.low(end) != "end":
        return None
    return fixed(lambda day: calendar.third(calendar.unit(day, unit), 2), unit), end + 1


def _second_third(cursor: Cursor, at: int) -> tuple[int | None, int]:
    """The second word of "mid to late", with the index after it."""
    joined = cursor.low(at) in DASHES | {"to", "or", "and"}
    which = cursor.words.thirds.get(cursor.low(at + 1)) if joined else None
    return (which, at + 2) if which is not None else (None, at)


def _thirds(base: Stretch, first: int, last: int) -> Stretch:
    start, end = calendar.third(base, first), calendar.third(base, last)
    return start if first == last else Stretch(start.first, max(start.last, end.last))


def _earlier(cursor: Cursor, at: int) -> Parsed | None:
    """Earlier this week, later in the month, so far this year, the rest of the year."""
    bounds: dict[str, Bound] = {"earlier": "so far", "later": "rest"}
    bound, end = bounds.get(cursor.low(at), ""), at + 1
    for words in _BOUNDED:
        if not bound and (after := cursor.follows(at, *words)) > 0:
            bound, end = ("so far" if words[0] == "so" else "rest"), after
    if not bound:
        return None
    found = whole(cursor, cursor.skip(end, "on", "in", "during"), _core)
    if found is None or found[0].kind != "date":
        return found
    return replace(found[0], bound=bound), found[1]


def _tail(cursor: Cursor, meaning: Meaning, end: int) -> Parsed:
    """A date with the part of the day, the time and the zone that follow it."""
    if meaning.kind == "date" and cursor.follows(end, "so", "far") > 0:
        return replace(meaning, bound="so far"), end + 2
    for _ in range(4):
        after = _time_after(cursor, end) or _zone(cursor, end)
        if after:
            end = after
            continue
        part = _part_after(cursor, end) if meaning.unit == "day" else None
        if part is None:
            break
        kind, end = part
        if _habitual(cursor, end):
            return NOTHING, end
        meaning = meaning.mapped(_at_night) if kind == "night" else meaning
    return meaning, end


def _at_night(base: Stretch) -> Stretch:
    return replace(base, precision="night") if base.first == base.last else base


def _habitual(cursor: Cursor, end: int) -> bool:
    """Whether "Friday nights" stands alone; in "Friday and Saturday nights" it does not."""
    plural = cursor.low(end - 1) in ("nights", "mornings", "evenings", "afternoons")
    joined = cursor.one_of(end - 3, "joining") or cursor.one_of(end - 3, "reaching")
    return plural and not joined


def _part_after(cursor: Cursor, at: int) -> tuple[str, int] | None:
    start = cursor.skip(cursor.skip(at, ","), "in", "at", "around", "about", "during", "by")
    start = cursor.skip(start, "the")
    if cursor.low(start) == "overnight":
        return "night", start + 1
    return daypart(cursor, start)


def _time_after(cursor: Cursor, at: int) -> int:
    leads = ("at", "around", "about", "by", "from", "before", "after")
    start = cursor.skip(cursor.skip(at, ","), *leads)
    return _clock(cursor, cursor.skip(start, "about", "around"))


def _clock(cursor: Cursor, at: int) -> int:
    """The index after a time of day with its zone, 0 where there is none."""
    if cursor.kind(at) == "time":
        return _zone(cursor, at + 1) or at + 1
    number = cursor.kind(at) == "number"
    if number and cursor.low(at + 1) == "o" and cursor.low(at + 3) == "clock":
        return at + 4
    zoned = number and cursor.one_of(at + 1, "zones") and len(cursor.low(at)) in (3, 4)
    return at + 2 if zoned else 0


def _zone(cursor: Cursor, at: int) -> int:
    """The index after "local time", "(GMT)", "Moscow time", 0 where there is none."""
    start = cursor.skip(at, "(", ",")
    closing = int(cursor.low(at) == "(")
    if cursor.one_of(start, "zones") and cursor.tokens[start].text.isupper():
        end = start + 1
    elif cursor.low(start + 1) == "time" and (
        cursor.low(start) == "local" or (start < cursor.stop and cursor.tokens[start].capital)
    ):
        end = start + 2
    else:
        return 0
    return cursor.skip(end, ")") if closing else end


def _part_of_day(cursor: Cursor, at: int) -> Parsed | None:
    """The night of 5 January, the early hours of Friday, midnight on Friday, overnight into X."""
    start = cursor.skip(at, "the")
    overnight = cursor.low(start) == "overnight" and cursor.low(start + 1) != "hours"
    part = ("night", start + 1) if overnight else daypart(cursor, start)
    if part is None:
        return None
    kind, end = part
    into = kind == "night" and cursor.low(end) in ("into", "to")
    inner = cursor.skip(cursor.skip(end, ","), "of", "on", "in", "into", "to")
    if inner == end + 1 and cursor.low(end) in ("in", "to") and not into:
        return None
    found = expression_inside(cursor, inner) or expression_inside(cursor, cursor.skip(inner, "the"))
    if found is None or found[0].kind != "date" or found[0].unit != "day":
        return None
    change = _night_into if into else _at_night
    return (found[0].mapped(change) if kind == "night" else found[0]), found[1]


def _night_into(base: Stretch) -> Stretch:
    return Stretch(plus(base.first, -1), base.last, "night")


def _timed(cursor: Cursor, at: int) -> Parsed | None:
    """3pm on Thursday, 1500 GMT on 5 May."""
    end = _clock(cursor, at)
    if not end:
        return None
    found = term(cursor, cursor.skip(cursor.skip(end, ",", "in"), "on", "the"))
    return found if found and found[0].unit == "day" else None


def _since(cursor: Cursor, at: int) -> Parsed | None:
    """Since X: from its first day to publication."""
    start = cursor.skip(at, "ever")
    if not cursor.one_of(start, "since"):
        return None
    inner = cursor.skip_any(start + 1, _HEDGES, 3)
    found = term(cursor, inner) or term(cursor, cursor.skip(inner, "the"))
    if found is None and cursor.loose:
        found = anchor(cursor, inner, term)
    return _bound(found, "since")


_HEDGES = frozenset(("at", "least", "about", "around", "on", "as", "far", "back", "early", "in"))
_DEADLINES = (("no", "later", "than"), ("not", "later", "than"), ("up", "to"), ("up", "until"))


def _until(cursor: Cursor, at: int) -> Parsed | None:
    """Until X, by X, through X: from publication to its last day."""
    start = at + 1 if cursor.one_of(at, "until") else 0
    for words in (*_DEADLINES, ("before", "the", "end"), ("before", "year")):
        start = start or max(0, cursor.follows(at, *words))
    if not start:
        return None
    start = at + 1 if cursor.low(at) == "before" else start
    if cursor.low(at) == "up" and cursor.low(at - 1) in DASHES:
        return None
    inner = cursor.skip_any(start, frozenset(("at", "least", "about", "around", "to", "on")), 2)
    found = term(cursor, inner) or term(cursor, cursor.skip(inner, "the"))
    if found is None or cursor.kind(found[1]) == "possessive":
        return None
    return _bound(found, "until")


def _bound(found: Parsed | None, bound: Bound) -> Parsed | None:
    if found is None or found[0].kind != "date":
        return found
    return replace(found[0], bound=bound, unit=bound), found[1]


def _spanned(cursor: Cursor, at: int) -> Parsed | None:
    """Between X and Y, from X to Y, from X onwards."""
    if cursor.low(at) not in ("between", "from"):
        return None
    first = term(cursor, cursor.skip(at + 1, "the")) or term(cursor, at + 1)
    if first is None or first[0].kind != "date":
        return None
    between = cursor.low(at) == "between"
    if not between and cursor.one_of(first[1], "onward") and not term(cursor, first[1] + 1):
        return replace(first[0], bound="onward"), first[1] + 1
    joined = cursor.one_of(first[1], "joining" if between else "reaching")
    second = _second(cursor, first[1] + 1) if joined else None
    if second is not None:
        return pair(first[0], second[0], running=not between), second[1]
    inside = any(cursor.one_of(n, "joining") or cursor.one_of(n, "reaching")
                 for n in range(at + 1, first[1]))  # fmt: skip
    return first if inside else None


def _listed(cursor: Cursor, at: int) -> Parsed | None:
    """X; X and Y; X to Y; X, Y and Z."""
    first = term(cursor, at)
    if first is None or first[0].kind != "date":
        return first
    meaning, end = first
    for _ in range(_LONGEST_LIST):
        further = _further(cursor, meaning, end)
        if further is None:
            break
        meaning, end = further
    return meaning, end


def _further(cursor: Cursor, meaning: Meaning, at: int) -> Parsed | None:
    """The pair of what was read and what a joining word adds to it."""
    joining, reaching = cursor.one_of(at, "joining"), cursor.one_of(at, "reaching")
    comma = cursor.low(at) == ","
    if not (joining or reaching or comma):
        return None
    start = at + 2 if comma and cursor.one_of(at + 1, "joining") else at + 1
    second = _second(cursor, start)
    if second is None or not _alike(meaning, second[0], reaching):
        return None
    if comma and start == at + 1 and not _list_goes_on(cursor, second[1]):
        return None
    return pair(meaning, second[0], running=reaching), second[1]


def _list_goes_on(cursor: Cursor, at: int) -> bool:
    start = at + 1 + (cursor.low(at) == "," and cursor.one_of(at + 1, "joining"))
    joined = cursor.low(at) == "," or cursor.one_of(at, "joining")
    return joined and _second(cursor, start) is not None


def _second(cursor: Cursor, at: int) -> Parsed | None:
    """The date after a joining word, with the preposition that may stand before it."""
    inner = cursor.skip(cursor.skip(at, "into", "until", "again"), "on", "in", "during")
    found = term(cursor, inner) or term(cursor, cursor.skip(inner, "the"))
    return found if found and found[0].kind == "date" else None


def _alike(first: Meaning, second: Meaning, reaching: bool) -> bool:
    """Whether two dates make a pair: of one kind, or joined by "to"."""
    pairable = "rolling" not in (first.unit, second.unit) and not (first.bound or second.bound)
    changed = first.change is not None or second.change is not None
    return pairable and not changed and (first.unit == second.unit or reaching)
