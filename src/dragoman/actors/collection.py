"""What one article of a collection says of a person serves the others: "Ana Ruiz, a UN spokeswoman".

News agencies introduce a spokesman once a day, and papers that quote him need not. Taken over is for whom
a person speaks, never a role, which every article tells in its own words; only between articles of days
near to each other, for people change office; and only where all that say it say the same. The result does not
depend on the order of the articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.actors.entries import name_key
from dragoman.records import Reading, Speaker

METHOD = "collection"
DAYS = 30
"""How far apart the days of two articles may be."""
SURE = 0.7
"""From which confidence on another article's decision counts."""
LEFT = 0.85
"""What the step between articles leaves of the confidence, twice where only the surname is alike."""
_OPEN = frozenset({"person", "undecided"})
_INFERRED = frozenset({METHOD, "pronoun", "continued", "context"})


@dataclass(frozen=True, slots=True)
class _Known:
    """For whom a person spoke in one article."""

    name: str
    actors: tuple[str, ...]
    on: date | None
    confidence: float


def shared(readings: Iterable[Reading]) -> list[Reading]:
    """The readings in their order; persons whom only other articles place speak for the same as there."""
    given = list(readings)
    known = _known(given)
    return [_placed(one, known) for one in given]


def _known(readings: Sequence[Reading]) -> Mapping[str, list[_Known]]:
    """What the articles say, by full name and by surname."""
    found: dict[str, list[_Known]] = defaultdict(list)
    for reading in readings:
        on = reading.article.published_on
        for one in reading.speakers.values():
            key = name_key(one.name or "")
            if not one.role or " " not in key or one.confidence < SURE or one.method in _INFERRED:
                continue
            if one.actors and one.method not in _OPEN:
                told = _Known(key, one.actors, on, one.confidence)
                found[key].append(told)
                found[_surname(key)].append(told)
    return found


def _placed(reading: Reading, known: Mapping[str, list[_Known]]) -> Reading:
    placed = {
        key: _in_light_of(one, reading.article.published_on, known)
        for key, one in reading.speakers.items()
    }
    return reading if placed == reading.speakers else replace(reading, speakers=placed)


def _in_light_of(one: Speaker, on: date | None, known: Mapping[str, list[_Known]]) -> Speaker:
    """The speaker, with the actors on which the articles of these days agree."""
    key = name_key(one.name or "")
    if not key or one.role or one.method not in _OPEN:
        return one
    near = [k for k in known.get(key, ()) if _near(k.on, on)]
    if len({(_surname(k.name) if " " in key else k.name, k.actors) for k in near}) != 1:
        return one
    left = LEFT if " " in key else LEFT * LEFT
    sure = round(min(k.confidence for k in near) * left, 3)
    return replace(one, actors=near[0].actors, method=METHOD, confidence=sure)


def _near(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and abs((one - other).days) <= DAYS


def _surname(key: str) -> str:
    return key.rsplit(" ", 1)[-1]
