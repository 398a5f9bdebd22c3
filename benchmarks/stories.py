"""What stories and pages cost as they grow: python -m benchmarks.stories [--to docs/growth.svg]

Invented articles (`news`) of one crisis, with drawn vectors and names. Adding: one more article to a story that
has so many, from the archive's rows to the committed step (SQLite), the median of several. Page: composing,
checking and rendering the HTML of so many statements from readings that are loaded. Both against n log n.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks import machine
from benchmarks.news import name
from benchmarks.scale import ACTORS, TYPES
from dragoman.actors.registry import Registry
from dragoman.archive import open_archive
from dragoman.archive.selected import Selected
from dragoman.ids import digest
from dragoman.records import (
    ARTICLE,
    Article,
    Coded,
    Entity,
    Mention,
    Reaction,
    Reading,
    Span,
    Speaker,
    Statement,
)
from dragoman.roundup import Request, compose, render
from dragoman.runners.linking import link
from dragoman.stories.words import bag

FIRST = datetime(2031, 3, 4, tzinfo=UTC)
PER_ARTICLE = 10
SIZES = (100, 300, 1_000, 3_000, 10_000)
PAGES = (125, 250, 500, 1_000, 2_000, 4_000)
TIMES = 7


KIND = b"\x01"
"""The byte that tells the kind of a statement's vector."""


def crisis(articles: int, seed: int = 5) -> list[Reading]:
    """Articles of one crisis: a tenth of what is said is said again by others."""
    draw, rng = random.Random(seed), np.random.default_rng(seed)
    topic = rng.normal(size=128)
    towns = [name(draw) for _ in range(3)]
    words = [name(draw).lower() for _ in range(3_000)]
    said: list[tuple[str, str]] = []
    return [_article(n, draw, rng, topic, (towns, words, said)) for n in range(articles)]


def _article(
    n: int, draw: random.Random, rng: Any, topic: Any, held: tuple[list[str], list[str], list[Any]]
) -> Reading:
    towns, words, said = held
    town = draw.choice(towns)
    text = f"{town} news {n}\n\n"
    entities = [Entity("location", Span(0, len(town)), 0.9)]
    statements, speakers, reactions, vectors = [], {}, {}, {ARTICLE: _vector(topic, rng)}
    for k in range(PER_ARTICLE):
        again = said and draw.random() < 0.1
        actor, line = draw.choice(said) if again else (
            draw.choice(ACTORS), " ".join(draw.choices(words, k=12)),
        )  # fmt: skip
        said.append((actor, line))
        start = len(text) + len(actor) + 6
        text += f"{actor} said {line}.\n"
        key = digest(n, k)
        span = Span(start, start + len(line))
        statements.append(
            Statement(key, Span(start - len(actor) - 6, start - 6), (), (span,), "indirect", 0.9)
        )
        speakers[key] = Speaker(key, (actor,), confidence=0.9)
        reactions[key] = Reaction(key, (Coded(draw.choice(TYPES), 0.8),), (), "neutral")
        vectors[key] = _vector(_meaning(line), rng, 0.1) + KIND
    article = Article(
        digest("a", n), digest(text), text, f"https://{n % 40}.example/{n}", f"Post {n % 40}",
        title=f"{town} news {n}", published=FIRST + timedelta(minutes=n),
    )  # fmt: skip
    return Reading(
        article, tuple(statements), (Mention(Span(0, 4), ("KGZ",), "name"),), "KGZ",
        entities=tuple(entities), speakers=speakers, reactions=reactions, vectors=vectors,
        made_by={"a": "1"},
    )  # fmt: skip


def _meaning(line: str) -> Any:
    return np.random.default_rng(int(digest(line), 16) % 2**32).normal(size=128)


def _vector(topic: Any, rng: Any, noise: float = 0.3) -> bytes:
    found = topic + noise * rng.normal(size=128)
    made: bytes = np.rint(found / np.linalg.norm(found) * 127).astype(np.int8).tobytes()
    return made


def adding(root: Path) -> dict[int, dict[str, float]]:
    """Milliseconds for one more article, by the size of its story."""
    told = {}
    every = crisis(max(SIZES) + TIMES * len(SIZES))
    archive, at = open_archive(str(root / "stories.db"), create=True), 0
    for size in SIZES:
        while at < size:
            archive.add(every[at : min(size, at + 500)])
            at = min(size, at + 500)
        link(archive)
        spent = []
        for one in every[at : at + TIMES]:
            archive.add([one])
            start = time.perf_counter()
            link(archive)
            spent.append((time.perf_counter() - start) * 1000)
        at += TIMES
        largest = max(one.articles for one in archive.stories.listed())
        told[size] = {"ms": round(median(spent), 2), "articles of the story": largest}
    archive.close()
    return told


def paging() -> dict[int, dict[str, float]]:
    """Milliseconds for a page, by its statements."""
    registry, told = Registry.load(), {}
    every = crisis(max(PAGES) // PER_ARTICLE)
    for size in PAGES:
        view = Selected(every[: size // PER_ARTICLE], registry.actor)
        spent: list[tuple[float, float]] = []
        page = ""
        for _ in range(3):
            bag.cache_clear()
            start = time.perf_counter()
            made = compose(view, Request(host="KGZ"))
            between = time.perf_counter()
            page = render(made, "html")
            spent.append((between - start, time.perf_counter() - between))
        composed, rendered = (round(1000 * min(one[n] for one in spent), 1) for n in (0, 1))
        told[size] = {
            "ms": round(composed + rendered, 1), "composed": composed, "rendered": rendered,
            "HTML, KB": round(len(page.encode()) / 1000),
        }  # fmt: skip
    return told


def plot(series: dict[str, dict[int, dict[str, float]]]) -> str:
    """Both costs against n log n, on logarithmic axes, as SVG."""
    parts = [_panel(title, held, 50 + n * 460) for n, (title, held) in enumerate(series.items())]
    foot = "milliseconds; dashed: n log n from the first size on"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 920 290" font-family="sans-serif" '
        'font-size="13"><rect width="100%" height="100%" fill="#fff"/>'
        f'{"".join(parts)}<text x="50" y="282" font-size="11">{foot}</text></svg>\n'
    )


def _panel(title: str, held: dict[int, dict[str, float]], left: int) -> str:
    sizes = list(held)
    first = held[sizes[0]]["ms"]
    bound = {n: first * n * math.log(n) / (sizes[0] * math.log(sizes[0])) for n in sizes}
    top = max(*bound.values(), *(one["ms"] for one in held.values()))
    place = _placer(sizes, top, left, (340, 190))
    labels = []
    for n in sizes:
        x, y = place(n, held[n]["ms"]).split(",")
        mark = f'x="{x}" font-size="11" text-anchor="middle"'
        labels.append(f'<text {mark} y="250">{n:,}</text>')
        labels.append(f'<text {mark} y="{float(y) - 7}">{held[n]["ms"]:g}</text>')
    own = " ".join(place(n, held[n]["ms"]) for n in sizes)
    edge = " ".join(place(n, bound[n]) for n in sizes)
    return (
        f'<text x="{left}" y="18">{title}</text>'
        f'<polyline points="{edge}" fill="none" stroke="#999" stroke-dasharray="5 4"/>'
        f'<polyline points="{own}" fill="none" stroke="#8f2d0c" stroke-width="2"/>{"".join(labels)}'
    )


def _placer(
    sizes: Sequence[int], top: float, left: float, size: tuple[float, float]
) -> Callable[[int, float], str]:
    low, high = math.log(sizes[0]), math.log(sizes[-1])

    def place(n: int, value: float) -> str:
        x = left + size[0] * (math.log(n) - low) / (high - low)
        y = 30 + size[1] * (1 - math.log(max(value, 1)) / math.log(max(top, 2)))
        return f"{x:.1f},{y:.1f}"

    return place


def main() -> None:
    """Measures and prints; draws where asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path)
    given = options.parse_args()
    print(machine.told(machine.describe(), machine.load()))
    with tempfile.TemporaryDirectory() as held:
        told = {"One more article, by articles of its story": adding(Path(held))}
    told["A page, by its statements"] = paging()
    print(json.dumps(told, indent=1))
    if given.to:
        given.to.write_text(plot(told), encoding="utf-8")


if __name__ == "__main__":
    main()
