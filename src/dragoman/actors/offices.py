"""Office-holders checked on the day: an Issue where somebody is called by an office held at another time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from dragoman.actors.entries import Holder, name_key
from dragoman.actors.people import terms
from dragoman.actors.registry import Registry
from dragoman.records import Issue, Reading, Speaker

NO_LONGER = frozenset(
    {"former", "ex", "late", "then", "elect", "designate", "candidate", "vice", "deputy", "acting", "one", "time"}
)  # fmt: skip
"""Words of a role that say themselves that the office is not held, or is another."""


def doubts(
    registry: Registry, reading: Reading, speakers: Mapping[str, Speaker], stage: str
) -> Iterator[Issue]:
    """An Issue for each person that the article calls by an office he did not hold on the day, by the registry."""
    told: set[tuple[str, str]] = set()
    for statement in reading.statements:
        one = speakers.get(statement.id)
        on = reading.article.published_on
        if one is None or on is None or not one.name or not one.role:
            continue
        wrong = _wrong_term(registry, one, on)
        if wrong and (one.name, one.role) not in told:
            told.add((one.name, one.role))
            held = f"{wrong.since or '…'} to {wrong.until or '…'}"
            message = (
                f"{one.name} is called {one.role}; by the registry {wrong.name} was {wrong.office} of "
                f"{wrong.actor} from {held}, not on {on}: check who spoke"
            )
            yield Issue(stage, "warning", message, statement.id)


def _wrong_term(registry: Registry, one: Speaker, on: date) -> Holder | None:
    """A term of the person in the office that the role names, where there are such and none holds on the day."""
    role = set(name_key(one.role or "").split())
    if role & NO_LONGER:
        return None
    held = [
        term
        for term in terms(registry, one.name or "")
        if term.actor in one.actors and set(name_key(term.office).split()) <= role
    ]
    if not held or any(term.valid(on) for term in held):
        return None
    return max(held, key=lambda term: (term.until or date.max, term.office))
