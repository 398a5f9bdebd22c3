"""The ledger of numbers: every quantity claimed, by whom, and where claimants contradict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import combinations

from dragoman.languages.data import load
from dragoman.records import Claim
from dragoman.roundup.entries import Told, figures_alike, is_new, moment, normal
from dragoman.roundup.page import Dispute, Figure, Row

ORDER = (
    "killed", "injured", "casualties", "missing", "abducted", "arrested", "released", "displaced",
    "evacuated", "troops", "protesters", "aid", "money",
)  # fmt: skip
"""What a reader looks for first; any other quantity follows."""
ABOUT = 0.1
"""How far, in shares of itself, a number called approximate may be off."""


def ledger(articles: Sequence[Told], since: date | datetime | None) -> tuple[Row, ...]:
    """The rows in order of quantity and time, parts under their total."""
    groups = figures_alike(articles, _same)
    replaced = {(f.article.id, f.claim.supersedes) for g in groups for f in g if f.claim.supersedes}
    rows = [
        Row(
            g[0],
            tuple(g[1:]),
            superseded=any((f.article.id, f.claim.id) in replaced for f in g),
            new=is_new(g[0].article, since),
        )
        for g in groups
    ]
    return _under_totals(sorted(rows, key=_place))


def _same(figure: Figure) -> tuple[object, ...]:
    """What makes the claims of two articles one claim."""
    c = figure.claim
    when = (c.as_of.earliest, c.as_of.latest) if c.as_of else figure.article.published_on
    part = (figure.article.id, c.part_of) if c.part_of else None
    return (
        c.quantity, normal(c.population or ""), normal(c.place or ""), c.low, c.high, c.bound,
        c.currency, c.claimant, when, part, normal(c.text),
    )  # fmt: skip


def _place(row: Row) -> tuple[int, str, datetime, int]:
    claim = row.first.claim
    rank = ORDER.index(claim.quantity) if claim.quantity in ORDER else len(ORDER)
    return rank, claim.quantity, moment(row.first.article), claim.evidence.start


def _under_totals(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with parts put under their totals; a part whose total is not here stands alone."""
    by_id = {(f.article.id, f.claim.id): n for n, row in enumerate(rows) for f in row.figures}
    parts: dict[int, list[int]] = {}
    held: set[int] = set()
    for number, row in enumerate(rows):
        total = by_id.get((row.first.article.id, row.first.claim.part_of or ""))
        if total is not None and _root(rows, by_id, number) != number:
            parts.setdefault(total, []).append(number)
            held.add(number)

    def build(number: int) -> Row:
        return replace(rows[number], parts=tuple(build(n) for n in parts.get(number, ())))

    return tuple(build(n) for n in range(len(rows)) if n not in held)


def _root(rows: Sequence[Row], by_id: Mapping[tuple[str, str], int], number: int) -> int:
    """The total that a row leads up to; the row itself where it leads round in a ring."""
    seen = [number]
    while True:
        figure = rows[seen[-1]].first
        above = by_id.get((figure.article.id, figure.claim.part_of or ""))
        if above is None:
            return seen[-1]
        if above in seen:
            return number
        seen.append(above)


def disputes(rows: Iterable[Row], host_name: str | None) -> tuple[Dispute, ...]:
    """Rows of one quantity, population, place and time whose claimants exclude one another."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        if row.first.claim.claimant and not row.superseded:
            groups.setdefault(_subject(row.first.claim, host_name), []).append(row)
    return tuple(d for group in groups.values() if (d := _dispute(group)))


def _subject(claim: Claim, host_name: str | None) -> tuple[object, ...]:
    """What a claim is about; the host's own name as the place says nothing."""
    place = normal(claim.place or "")
    if host_name and place == normal(host_name):
        place = ""
    population = normal(claim.population or "")
    population = "" if population in _anyone() else population
    return claim.quantity, population, place, claim.currency, claim.part_of is not None


@cache
def _anyone() -> frozenset[str]:
    """Words for the counted that say no more than that they are people."""
    return frozenset(load("en").table("roundup", "words")["anyone"])


def _dispute(group: Sequence[Row]) -> Dispute | None:
    at_odds = {
        n
        for (n, one), (m, other) in combinations(enumerate(group), 2)
        if _contradict(one.first, other.first)
        for n in (n, m)
    }
    if not at_odds:
        return None
    rows = tuple(group[n] for n in sorted(at_odds))
    claim = rows[0].first.claim
    return Dispute(claim.quantity, claim.population, claim.place, rows)


def _contradict(one: Figure, other: Figure) -> bool:
    if one.claim.claimant == other.claim.claimant or not _same_time(one, other):
        return False
    low, high = _range(one.claim)
    other_low, other_high = _range(other.claim)
    return high < other_low or other_high < low


def _range(claim: Claim) -> tuple[float, float]:
    low = float("-inf") if claim.low is None else claim.low
    high = float("inf") if claim.high is None else claim.high
    if claim.bound == "about":
        return low - abs(low) * ABOUT, high + abs(high) * ABOUT
    return low, high


def _same_time(one: Figure, other: Figure) -> bool:
    """Whether two claims may be of one moment; the day of printing stands in for an unknown one."""
    first, second = _days(one), _days(other)
    if first is None or second is None:
        return True
    return first[0] <= second[1] and second[0] <= first[1]


def _days(figure: Figure) -> tuple[date, date] | None:
    when, printed = figure.claim.as_of, figure.article.published_on
    if when and (when.earliest or when.latest):
        return when.earliest or date.min, when.latest or printed or date.max
    return (printed - timedelta(days=1), printed) if printed else None
