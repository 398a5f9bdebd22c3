"""The reliability plot: an SVG of its own, readable on light and dark paper.

A panel for each kind of span and one for statements, or for types and deeds. A dot is a bin of equal width at its
mean confidence and its share of right ones; its area is how many it holds, as the bars under the
panel are. What lies on the diagonal is calibrated, what lies below is too sure of itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from dragoman.evaluation.reliability import Bin, Judged, equal_mass, equal_width, error

SIDE, BARS = 260, 56
GAP, LEFT, TOP = 96, 64, 116
WIDTH = LEFT + 2 * SIDE + GAP + 48
PANEL = SIDE + BARS + 112
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.head{font-size:17px;font-weight:600}"
    ".name{font-size:15px;font-weight:600}.tick,.note{font-size:11px;fill:#555}"
    ".grid{stroke:#ddd}.frame{fill:none;stroke:#888}.even{stroke:#888;stroke-dasharray:5 4}"
    ".line{fill:none;stroke:#0b5cad;stroke-width:2}.dot{fill:#0b5cad}.bar{fill:#0b5cad;opacity:.45}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}.tick,.note{fill:#bbb}.grid{stroke:#3a3a3a}"
    ".frame,.even{stroke:#999}.line{stroke:#7db7f0}.dot,.bar{fill:#7db7f0}}"
)


def plot(judged: Mapping[str, Sequence[Judged]], caption: str) -> str:
    """The whole file; `judged` by name of panel, `caption` says of what and how many."""
    rows = (len(judged) + 1) // 2
    height = TOP + rows * PANEL - 44
    body = [part for at, one in enumerate(judged.items()) for part in _panel(at, *one)]
    heading = (
        text(LEFT, 32, "Confidence and how often it is right", "head"),
        text(LEFT, 54, caption, "note"),
    )
    return drawing((WIDTH, height), f"Reliability: {caption}", STYLE, [*heading, *body])


def drawing(size: tuple[int, int], title: str, style: str, body: Sequence[str]) -> str:
    """An SVG file of its own."""
    width, height = size
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
            f'width="{width}" height="{height}">',
            f"<title>{escape(title)}</title>",
            f"<style>{style}</style>",
            *body,
            "</svg>\n",
        ]
    )


def _panel(at: int, name: str, judged: Sequence[Judged]) -> Iterator[str]:
    left, top = LEFT + at % 2 * (SIDE + GAP), TOP + at // 2 * PANEL
    bins = equal_width(judged)
    errors = f"error {error(bins):.3f} (equal width), {error(equal_mass(judged)):.3f} (equal mass)"
    yield f'<g transform="translate({left} {top})">'
    yield text(0, -27, name, "name")
    yield text(0, -11, f"{len(judged):,} found; {errors}", "note")
    yield from _axes()
    yield from _curve(bins)
    yield from _bars(bins)
    yield "</g>"


def _axes() -> Iterator[str]:
    for tenth in range(0, 11, 2):
        place, label = tenth * SIDE / 10, f"{tenth / 10:.1f}"
        yield _line(place, 0, place, SIDE, "grid")
        yield _line(0, place, SIDE, place, "grid")
        yield text(place, SIDE + BARS + 28, label, "tick", "middle")
        yield text(-8, SIDE - place + 4, label, "tick", "end")
    yield _line(0, SIDE, SIDE, 0, "even")
    yield f'<rect class="frame" width="{SIDE}" height="{SIDE}"/>'
    yield text(SIDE / 2, SIDE + BARS + 46, "confidence", anchor="middle")
    yield text(-8, SIDE + BARS + 10, "number", "tick", "end")
    yield f'<g transform="translate(-42 {SIDE / 2}) rotate(-90)">'
    yield text(0, 0, "share that is right", anchor="middle") + "</g>"


def _curve(bins: Sequence[Bin]) -> Iterator[str]:
    most = max((one.count for one in bins), default=1)
    places = [(one.confidence * SIDE, SIDE - one.right * SIDE) for one in bins]
    yield f'<polyline class="line" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>'
    for (x, y), one in zip(places, bins, strict=True):
        radius = 3 + 5 * (one.count / most) ** 0.5
        told = f"{one.count:,} of confidence {one.confidence:.2f}: {one.right:.2f} right"
        yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">'
        yield f"<title>{told}</title></circle>"


def _bars(bins: Sequence[Bin]) -> Iterator[str]:
    """How many each bin holds, written above its bar."""
    most = max((one.count for one in bins), default=1)
    foot = SIDE + BARS + 14
    for one in bins:
        left, wide = one.low * SIDE, (one.high - one.low) * SIDE
        tall = max(one.count / most * (BARS - 6), 0.5)
        place = f'x="{left + 1:.1f}" y="{foot - tall:.1f}"'
        yield f'<rect class="bar" {place} width="{wide - 2:.1f}" height="{tall:.1f}"/>'
        yield text(left + wide / 2, foot - tall - 3, str(one.count), "tick", "middle")


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    """Words at a place of a drawing."""
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
