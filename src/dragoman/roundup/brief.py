"""The lead of a page: a few lines made of counts, names and stored words, each with the place it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.roundup import words
from dragoman.roundup.page import Entry, Passage, Roundup, Row
from dragoman.roundup.sections import NAMED

LONGEST = 320
"""Characters of an utterance that a lead may print."""
FEWEST_SOURCES = 2
MOST_NUMBERS = 2
SIDES = ("backs", "critical", "neutral")


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the lead: the page's own words, words of an article after them, and the statement or number
    that it rests on (`kind` "s" or "n", and its id)."""

    text: str
    said: tuple[Passage, ...] = ()
    kind: str | None = None
    id: str | None = None


def lead(page: Roundup) -> tuple[Point, ...]:
    """What an editor would say first."""
    if len(page.articles) < 2:
        return ()
    return (
        *_stands(page),
        *_most_reported(page),
        *_numbers(page),
        *_changes(page),
        *_silent(page),
    )


def _stands(page: Roundup) -> Iterator[Point]:
    held = [s for s in page.actors if s.kind in NAMED]
    counts = {side: sum(s.posture == side for s in held) for side in SIDES}
    told = [
        f"{count} {words.label('sides', side) if count > 1 else words.label('one_side', side)}"
        for side, count in counts.items()
        if count
    ]
    if page.host and len(held) > 1 and told:
        yield Point(f"Of {len(held)} governments and organisations, {', '.join(told)}.")


def _most_reported(page: Roundup) -> Iterator[Point]:
    """The utterance that most independent sources have; a quotation before other words."""
    held = [e for e in page.entries() if e.independent >= FEWEST_SOURCES and e.actors and _fits(e)]
    if not held:
        return
    direct = [e for e in held if e.fullest.statement.form == "direct"]
    best = max(direct or held, key=lambda e: (e.independent, len(e.sightings)))
    who = words.targets(best.actors, page)
    count = words.count(best.independent, "independent source")
    yield Point(f"{who}, by {count}:", best.fullest.words, "s", best.fullest.statement.id)


def _fits(entry: Entry) -> bool:
    return sum(len(w.text) for w in entry.fullest.words) <= LONGEST


def _numbers(page: Roundup) -> Iterator[Point]:
    for one in [dispute for dispute in page.disputes if dispute.stands][:MOST_NUMBERS]:
        rows = sorted(_two_sides(one.rows), key=_value)
        (low, who), (high, other) = (
            (words.quantity(r.first.claim), words.claimant(r.first.claim, page)) for r in rows
        )
        count = len({r.first.claim.claimant for r in one.rows})
        one_side, other_side = f"{low} ({who})", f"{high} ({other})"
        both = f"from {one_side} to {other_side}"
        told = both if count == 2 else f"{one_side} and {other_side} among them"
        subject = words.subject(rows[0].first.claim)
        line = f"Disputed by {words.count(count, 'claimant')}: {subject}, {told}."
        yield Point(line, (), "n", rows[0].first.claim.id)


def _two_sides(rows: Sequence[Row]) -> tuple[Row, Row]:
    """The two numbers of a dispute that stand and that most articles print: the outermost are the likeliest to be
    misread."""
    ranked = sorted(rows, key=lambda row: (row.superseded, -len(row.figures)))
    first = ranked[0]
    claimant, value = first.first.claim.claimant, _value(first)
    others = (r for r in ranked if r.first.claim.claimant != claimant and _value(r) != value)
    return first, next(others, ranked[-1])


def _value(row: Row) -> float:
    claim = row.first.claim
    return next((v for v in (claim.low, claim.high) if v is not None), 0.0)


def _changes(page: Roundup) -> Iterator[Point]:
    for section in page.sections():
        if section.shift:
            told = words.shift(section.shift)
            yield Point(
                f"{section.name}: {told[0].lower()}{told[1:]}.",
                (),
                "s",
                section.shift.statements[1],
            )
        for dissent in section.dissents:
            yield Point(
                f"{section.name} {words.label('words', 'dissents')} {dissent.body_name}.",
                (),
                "s",
                dissent.says,
            )
    by_id = {row.first.claim.id: row for row in page.rows()}
    seen: set[tuple[str | None, float | None]] = set()
    for row in page.rows():
        number = row.first.claim.claimant, row.first.claim.low
        if row.change in ("correction", "retraction") and number not in seen:
            seen.add(number)
            yield Point(
                _taken_back(row, by_id.get(row.replaced_by or ""), page),
                (),
                "n",
                row.first.claim.id,
            )


def _taken_back(row: Row, instead: Row | None, page: Roundup) -> str:
    claim = row.first.claim
    told = f"{words.claimant(claim, page)} no longer holds to {words.quantity(claim)} ({words.subject(claim)})"
    return f"{told}; now {words.quantity(instead.first.claim)}." if instead else f"{told}."


def _silent(page: Roundup) -> Iterator[Point]:
    if page.silent:
        names = ", ".join(one.name for one in page.silent)
        yield Point(f"Not heard from: {names}.")
