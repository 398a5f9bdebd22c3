"""The confusion matrix of types and of posture: an SVG of its own, readable on light and dark paper.

A row is what the labels say, a column what was found. A statement may have several types: one that is
both labelled and found stands on the diagonal; of the others each labelled one stands with each found
one, or under "nothing" where none is left to stand with. A cell's shade is its share of the row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from dragoman.evaluation.plot import drawing, text

NOTHING = "nothing"
CELL, LEFT, TOP, GAP = 30, 150, 92, 190
NARROW = 480
"""The least width, for heading and caption."""
Pairs = Mapping[tuple[str, str], int]
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#222}.head{font-size:17px;font-weight:600}"
    ".name{font-size:15px;font-weight:600}.note{fill:#555}.cell{fill:#0b5cad;stroke:#ccc}"
    ".count{font-size:11px}.over{fill:#fff}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}.note{fill:#bbb}.cell{fill:#7db7f0;stroke:#444}"
    ".over{fill:#111}}"
)


def cells(wanted: frozenset[str], found: frozenset[str]) -> Counter[tuple[str, str]]:
    """The cells in which one statement counts."""
    missed, extra = wanted - found, found - wanted
    counted = Counter((name, name) for name in wanted & found)
    counted.update((a, b) for a in missed or {NOTHING} for b in extra or {NOTHING})
    counted.pop((NOTHING, NOTHING), None)
    return counted


def matrices(counted: Mapping[str, Pairs], order: Sequence[str], caption: str) -> str:
    """The whole file: a matrix for each entry of `counted`, its labels in the given order."""
    tables = {name: (found, _labels(found, order)) for name, found in counted.items() if found}
    heights = [len(labels) * CELL + GAP for _, labels in tables.values()]
    widest = max((len(labels) for _, labels in tables.values()), default=1)
    width = max(NARROW, LEFT + widest * CELL + 40)
    body: list[str] = []
    top = TOP
    for (name, (found, labels)), height in zip(tables.items(), heights, strict=True):
        body += [f'<g transform="translate({LEFT} {top})">', *_matrix(name, found, labels), "</g>"]
        top += height
    heading = (
        text(16, 32, "What was labelled, and what was found", "head"),
        text(16, 54, caption, "note"),
    )
    return drawing((width, top), f"Confusion: {caption}", STYLE, [*heading, *body])


def _labels(found: Pairs, order: Sequence[str]) -> list[str]:
    there = {name for pair in found for name in pair}
    rest = sorted(there - {*order, NOTHING})
    return [
        *(name for name in order if name in there),
        *rest,
        *([NOTHING] if NOTHING in there else []),
    ]


def _matrix(name: str, found: Pairs, labels: Sequence[str]) -> Iterator[str]:
    yield text(0, -2, f"{name}: rows labelled, columns found", "name")
    head = 100
    for at, label in enumerate(labels):
        x = at * CELL + CELL / 2 + 4
        yield f'<text transform="translate({x} {head - 6}) rotate(-60)">{escape(label)}</text>'
        yield text(-8, head + at * CELL + CELL / 2 + 4, label, anchor="end")
    for row, wanted in enumerate(labels):
        total = sum(found.get((wanted, other), 0) for other in labels)
        for column, other in enumerate(labels):
            count = found.get((wanted, other), 0)
            share = count / total if total else 0.0
            x, y = column * CELL, head + row * CELL
            yield (
                f'<rect class="cell" x="{x}" y="{y}" width="{CELL}" height="{CELL}" '
                f'fill-opacity="{share:.2f}"><title>{escape(f"{wanted}, found as {other}: {count}")}'
                "</title></rect>"
            )
            if count:
                shade = "count over" if share > 0.5 else "count"
                yield text(x + CELL / 2, y + CELL / 2 + 4, str(count), shade, "middle")
