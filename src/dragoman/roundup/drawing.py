"""Drawings of a page as inline SVG: the world by posture, the days, the numbers. All is labelled, nothing loaded.

Each stands beside a table or list that says the same; colours are classes of the page's own style.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from dragoman.records import Posture
from dragoman.roundup.page import Roundup, Row, Section

FEWEST_ON_MAP = 2
"""States with a posture from which a map says more than a list."""
FEWEST_POINTS = 3
MOST_CHARTS = 3
MOST_LINES = 6
FEWEST_WIDE = 14
"""Days that a drawing has room for, so that few do not fill it with huge bars."""
LONGEST_NAME = 24
LABEL = 14
"""Between two labels of a chart."""
Place = Callable[[Section], str]
"""The anchor of an actor."""


@cache
def _world() -> dict[str, Any]:
    text = files("dragoman.roundup").joinpath("world.json").read_text(encoding="utf-8")
    held: dict[str, Any] = json.loads(text)
    return held


def world(page: Roundup, place: Place, told: Callable[[Section], str]) -> Markup | None:
    """The world with those who speak or act coloured by posture, each a link; None where too few are on it."""
    held = _world()
    shown = {
        s.actor: s
        for s in (*page.actors, *page.also_acting)
        if s.actor and (s.actor in held["outlines"] or s.actor in held["points"])
    }
    if len(shown) < FEWEST_ON_MAP:
        return None
    rest = "".join(
        d for code, d in held["outlines"].items() if code not in shown and code != page.host
    )
    parts = [Markup('<path class="land" d="{}"/>').format(rest)]
    if page.host in held["outlines"]:
        parts.append(Markup('<path class="host" d="{}"/>').format(held["outlines"][page.host]))
    for code, section in shown.items():
        label = told(section)
        parts.append(
            Markup('<a href="#{}" aria-label="{}">{}</a>').format(
                place(section), label, _shape(code, section.posture, label)
            )
        )
    return Markup(
        '<svg class="world" viewBox="0 0 {} {}" role="group" aria-labelledby="map-title">'
        '<title id="map-title">{}</title>{}</svg>'
    ).format(held["width"], held["height"], "Where they stand, on a map", Markup("").join(parts))


def _shape(code: str, posture: Posture, label: str) -> Markup:
    held = _world()
    if code in held["outlines"]:
        made = Markup('<path class="{}" d="{}">').format(posture, held["outlines"][code])
        return made + Markup("<title>{}</title></path>").format(label)
    x, y = held["points"][code]
    made = Markup('<circle class="{}" cx="{}" cy="{}" r="5">').format(posture, x, y)
    return made + Markup("<title>{}</title></circle>").format(label)


@dataclass(frozen=True, slots=True)
class Bar:
    """One day: what was said and done on it, and the place of its list."""

    label: str
    said: int
    done: int
    place: str


def bars(days: Sequence[Bar]) -> Markup | None:
    """A bar a day, statements below and deeds above them; None for a single day."""
    if len(days) < 2:
        return None
    most = max(one.said + one.done for one in days) or 1
    step, height = 48, 72
    parts = []
    for n, one in enumerate(days):
        said, done = (round(height * v / most, 1) for v in (one.said, one.done))
        x = n * step + 6
        parts.append(
            Markup(
                '<a href="#{}" aria-label="{}: {} statements, {} deeds">'
                '<rect class="said" x="{}" y="{}" width="36" height="{}"/>'
                '<rect class="done" x="{}" y="{}" width="36" height="{}"/>'
                '<text x="{}" y="{}">{}</text></a>'
            ).format(
                one.place, one.label, one.said, one.done, x, round(height - said, 1), said,
                x, round(height - said - done, 1), done, x + 18, height + 15, one.label.split()[0],
            )
        )  # fmt: skip
    return Markup(
        '<svg class="days" viewBox="0 0 {} {}" role="group" aria-labelledby="days-title">'
        '<title id="days-title">Statements and deeds by day</title>{}</svg>'
    ).format(max(len(days), FEWEST_WIDE) * step, height + 20, Markup("").join(parts))


@dataclass(frozen=True, slots=True)
class Line:
    """One claimant's numbers of one thing over time."""

    name: str
    points: tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The numbers of one quantity, by claimant."""

    title: str
    lines: tuple[Line, ...]


def charts(page: Roundup, name: Callable[[Row], str]) -> list[Chart]:
    """The quantities that several claim, or one claims anew, over more than a day."""
    groups: dict[str, dict[str, dict[date, float]]] = {}
    for row in page.rows():
        claim, day = row.first.claim, row.first.article.published_on
        value = claim.low if claim.low is not None else claim.high
        taken_back = row.change in ("correction", "retraction")
        if taken_back or claim.part_of or not claim.claimant or value is None or day is None:
            continue
        when = (claim.as_of.latest if claim.as_of else None) or day
        held = groups.setdefault(claim.quantity, {}).setdefault(name(row), {})
        held[when] = max(value, held.get(when, value))
    made = [_chart(quantity, lines) for quantity, lines in groups.items()]
    return [one for one in made if one is not None][:MOST_CHARTS]


def _chart(quantity: str, lines: dict[str, dict[date, float]]) -> Chart | None:
    days = {day for held in lines.values() for day in held}
    moved = any(len(held) > 1 for held in lines.values())
    if len(days) < 2 or not moved or sum(map(len, lines.values())) < FEWEST_POINTS:
        return None
    ordered = sorted(lines.items(), key=lambda one: (-len(one[1]), one[0]))[:MOST_LINES]
    return Chart(quantity, tuple(Line(n, tuple(sorted(held.items()))) for n, held in ordered))


def chart(one: Chart, number: int, day: Callable[[date], str]) -> Markup:
    """A chart: a line for each claimant, its name at its last point."""
    width, height, left, top = 640, 200, 8, 12
    days = [d for line in one.lines for d, _ in line.points]
    first, span = min(days), max((max(days) - min(days)).days, 1)
    most = max(v for line in one.lines for _, v in line.points) or 1.0
    parts = []
    taken: list[float] = []
    for n, line in enumerate(one.lines):
        places = [
            (
                round(left + (d - first).days / span * (width - 220), 1),
                round(top + height * (1 - v / most), 1),
            )
            for d, v in line.points
        ]
        path = " ".join(f"{x},{y}" for x, y in places)
        x, y = places[-1]
        y = _free(y, taken)
        taken.append(y)
        dots = Markup("").join(
            Markup('<circle cx="{}" cy="{}" r="3.5"/>').format(*place) for place in places
        )
        told = f"{_short(line.name)} {line.points[-1][1]:,.0f}"
        parts.append(
            Markup('<g class="line l{}"><polyline points="{}"/>{}<text x="{}" y="{}">{}</text></g>')
            .format(n, path, dots, x + 8, y + 4, told)
        )  # fmt: skip
    edges = Markup('<text class="edge" x="{}" y="{}">{}</text>')
    axis = edges.format(left, top + height + 18, day(first))
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="chart-{}">'
        '<title id="chart-{}">{}</title><line class="base" x1="{}" y1="{}" x2="{}" y2="{}"/>{}{}</svg>'
    ).format(
        width, top + height + 24, number, number, _summary(one), left, top + height, width - 212,
        top + height, Markup("").join(parts),
        axis + edges.format(width - 290, top + height + 18, day(max(days))),
    )  # fmt: skip


def _free(wanted: float, taken: Sequence[float]) -> float:
    """The nearest height to the wanted one at which a label covers no other."""
    step = LABEL + 0.1
    places = [wanted, *(other + side * step for other in taken for side in (-1, 1))]
    free = [y for y in places if all(abs(y - other) >= LABEL for other in taken)]
    best: float = min(free, key=lambda y: (abs(y - wanted), y))
    return round(best, 1)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _summary(one: Chart) -> str:
    """What a chart shows, for those who do not see it."""
    told = "; ".join(
        f"{line.name}: {', '.join(f'{v:,.0f}' for _, v in line.points)}" for line in one.lines
    )
    return f"{one.title} over time. {told}"
