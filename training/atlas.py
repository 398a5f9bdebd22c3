"""Bakes the world map of pages: Natural Earth's outlines in the Equal Earth projection, as SVG paths by ISO code.

    python -m training.atlas --corpora ../shared/data --to src/dragoman/roundup/world.json

Natural Earth (110m, public domain) for outlines; states that it leaves out are points at the coordinates of the
factbook (CC0). Equal Earth: Savric, Patterson and Jenny 2018. Coordinates are whole units of a map 1,000 wide; the
Antarctic is left out.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from itertools import pairwise
from pathlib import Path

from dragoman.actors.registry import Registry

WIDTH = 1000
A = (1.340264, -0.081106, 0.000893, 0.003796)
OTHER = {"PSX": "PSE", "SAH": "ESH", "SDS": "SSD", "KOS": "XKX"}
NO_STATES = {"ATA", "CYN", "SOL", "ATF"}
_DEGREES = re.compile(r"(\d+)(?: (\d+))? ([NS]), (\d+)(?: (\d+))? ([EW])")


def projected(lon: float, lat: float) -> tuple[int, int]:
    """A place on the map."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    square = theta * theta
    six = square**3
    slope = A[0] + 3 * A[1] * square + six * (7 * A[2] + 9 * A[3] * square)
    x = 2 * math.sqrt(3) * math.radians(lon) * math.cos(theta) / (3 * slope)
    y = theta * (A[0] + A[1] * square + six * (A[2] + A[3] * square))
    scale = WIDTH / (2 * 2.70663)
    return round(x * scale + WIDTH / 2), round(TOP - y * scale)


TOP = 240


def path(rings: list[list[list[float]]]) -> str:
    """SVG path data of some rings, each from an absolute place on in relative steps."""
    out = []
    for ring in rings:
        places = [projected(lon, lat) for lon, lat in ring]
        kept = [p for n, p in enumerate(places) if n == 0 or p != places[n - 1]]
        if len(kept) < 4:
            continue
        steps = [f"{b[0] - a[0]},{b[1] - a[1]}" for a, b in pairwise(kept)]
        out.append(f"M{kept[0][0]},{kept[0][1]}l{' '.join(steps[:-1])}z")
    return "".join(out)


def outlines(corpora: Path) -> dict[str, str]:
    """Path data by code."""
    held = json.loads((corpora / "geo" / "ne_110m_admin_0_countries.geojson").read_text("utf-8"))
    found = {}
    for one in held["features"]:
        code = one["properties"]["ADM0_A3"]
        if code in NO_STATES:
            continue
        shape = one["geometry"]["coordinates"]
        rings = shape if one["geometry"]["type"] == "Polygon" else [r for p in shape for r in p]
        made = path(rings)
        if made:
            found[OTHER.get(code, code)] = made
    return found


def points(corpora: Path, drawn: dict[str, str]) -> dict[str, list[int]]:
    """Places of states that have no outline, by code."""
    registry, found = Registry.load(), {}
    codes = {
        row.split("\t")[0]: row
        for row in (corpora / "actors" / "countries.tsv").read_text("utf-8").splitlines()
    }
    for line in (corpora / "actors" / "places.tsv").read_text("utf-8").splitlines()[1:]:
        key, capital, *places = line.split("\t")
        at = next((m for one in places if (m := _DEGREES.search(one))), None)
        named = registry.names().get(capital) or ()
        code = next(
            (n.actor for n in named if registry.entry(n.actor).kind in ("state", "territory")), None
        )
        if not at or not code or code in drawn or key not in codes:
            continue
        lat = int(at[1]) + int(at[2] or 0) / 60
        lon = int(at[4]) + int(at[5] or 0) / 60
        found[code] = list(projected(-lon if at[6] == "W" else lon, -lat if at[3] == "S" else lat))
    return found


def main() -> None:
    """The command."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpora", type=Path, required=True)
    options.add_argument("--to", type=Path, required=True)
    given = options.parse_args()
    drawn = outlines(given.corpora)
    dots = points(given.corpora, drawn)
    held = {"width": WIDTH, "height": 440, "outlines": drawn, "points": dots}
    given.to.write_text(json.dumps(held, separators=(",", ":"), sort_keys=True) + "\n")
    print(len(drawn), "outlines,", len(dots), "points,", given.to.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
