"""The ledger of numbers: every quantity claimed, by whom, and where claimants contradict."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from dragoman.roundup.entries import Told, figures_alike, is_new, moment
from dragoman.roundup.page import Dispute, Figure, Row, Sighting
from dragoman.roundup.subjects import Subjects, is_part
from dragoman.stories.numbers import Number, Replaced, Retraction, at_odds, replaced

ORDER = (
    "killed", "injured", "casualties", "missing", "abducted", "arrested", "released", "displaced",
    "evacuated", "troops", "protesters", "aid", "money",
)  # fmt: skip
"""What a reader looks for first; any other quantity follows."""


def ledger(
    articles: Sequence[Told], since: date | datetime | None, subjects: Subjects
) -> tuple[Row, ...]:
    """The rows in order of quantity and time, parts under their total; those replaced say by what."""
    groups = figures_alike(articles, lambda figure: _same(figure, subjects))
    rows = [Row(g[0], tuple(g[1:]), new=is_new(g[0].article, since)) for g in groups]
    numbers = [_number(row, subjects) for row in rows]
    gone = {one.old: one for one in replaced(numbers, _retractions(articles, rows))}
    told = [_marked(row, gone.get(key_of(row))) for row in rows]
    return _under_totals(sorted(told, key=_place))


def key_of(row: Row) -> tuple[str, str]:
    """What a row goes by: the article and claim that first told it."""
    return row.first.article.id, row.first.claim.id


def _marked(row: Row, gone: Replaced | None) -> Row:
    if gone is None:
        return row
    by = gone.new[1] if isinstance(gone.new, tuple) else None
    return replace(row, superseded=True, change=gone.change, replaced_by=by)


def _number(row: Row, subjects: Subjects, until: datetime | None = None) -> Number:
    """A row as it is compared with others; `until` is when another took its place."""
    figure, claim = row.first, row.first.claim
    own, subject = figure.article.id, subjects.of(figure)
    return Number(
        key_of(row),
        claim.quantity,
        subject.what,
        claim.claimant,
        claim.low,
        claim.high,
        claim.bound == "about",
        moment(figure.article),
        _days(figure),
        is_part(figure),
        replaces=(own, claim.supersedes) if claim.supersedes else None,
        until=until,
        whose=subject.whose,
    )


def _days(figure: Figure) -> tuple[date, date] | None:
    """The days that a number may be of; none after it was printed, for what is counted has happened."""
    when, printed = figure.claim.as_of, figure.article.published_on
    if when is None or not (when.earliest or when.latest):
        return None
    first, last = when.earliest or date.min, when.latest or printed or date.max
    return (first, min(last, printed)) if printed and first <= printed else (first, last)


def _retractions(articles: Sequence[Told], rows: Sequence[Row]) -> Iterator[Retraction]:
    """The statements that take something back, with the numbers that they give instead."""
    for one in (s for told in articles for s in told.sightings):
        if "retract" not in one.types or one.speaker is None:
            continue
        printed = moment(one.article)
        given = [row for row in rows if any(_is_within(f, one) for f in row.figures)]
        # "The number was a technical error" names it in the sentence beside.
        words = one.said if any(map(str.isdigit, one.said)) else one.context.text
        for actor in one.speaker.actors:
            before = {
                row.first.claim.low
                for row in rows
                if row.first.claim.claimant == actor and moment(row.first.article) < printed
            }
            new = (row for row in given if row.first.claim.low not in before)
            yield Retraction(actor, words, printed, frozenset(map(key_of, new)))


def _is_within(figure: Figure, one: Sighting) -> bool:
    """Whether a number stands in a statement."""
    claim, said = figure.claim, one.statement
    same = figure.article.id == one.article.id
    return same and (claim.statement == said.id or claim.evidence.overlaps(said.extent))


def _same(figure: Figure, subjects: Subjects) -> tuple[object, ...]:
    """What makes the claims of two articles one claim."""
    c = figure.claim
    known = (c.as_of.earliest, c.as_of.latest) if c.as_of else None
    when = known if c.claimant else (known, figure.article.published_on)
    part = (figure.article.id, c.part_of) if c.part_of else is_part(figure)
    return (subjects.of(figure), c.low, c.high, c.bound, c.claimant, when, part)


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


def disputes(rows: Iterable[Row], subjects: Subjects) -> tuple[Dispute, ...]:
    """Rows of one quantity, population, place and time whose claimants exclude one another, updated ones too."""
    every = list(rows)
    given = {f.claim.id: moment(row.first.article) for row in reversed(every) for f in row.figures}
    held: dict[Hashable, Row] = {
        key_of(row): row for row in every if row.change in (None, "update")
    }
    numbers = [
        _number(row, subjects, given.get(row.replaced_by) if row.replaced_by else None)
        for row in held.values()
    ]
    found = []
    for keys in at_odds(numbers):
        group = [held[key] for key in keys]
        claim = group[0].first.claim
        found.append(Dispute(claim.quantity, claim.population, claim.place, tuple(group)))
    return tuple(sorted(found, key=_standing))


def _standing(one: Dispute) -> tuple[bool, float]:
    """Those in which a number stands that nothing replaced first, and of these the latest."""
    latest = max(moment(row.first.article) for row in one.rows)
    return not one.stands, -latest.timestamp()
