"""What each stage after the reader costs, as a share of the reader's own processor time.

    DRAGOMAN_CORPORA=… python -m benchmarks.stages [ARTICLES.jsonl.gz] [--runs 3]

Processor time of all threads, for the reader uses every core and the others one: wall time would set one
core's work against two. What a stage loads on its first article is not counted; a run before the first
that counts has loaded it. Told is the median of the runs.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks import machine
from benchmarks.articles import corpora, read
from dragoman.pipeline import build, parts
from dragoman.records import Article, Reading
from dragoman.settings import Settings

ARTICLES = "attribution/polnear-dev.jsonl.gz"
READER = ("statements", "entities")
WARM = 4
"""Articles of the run that does not count."""


def readings(path: Path) -> list[Reading]:
    """The articles of a file, unread."""
    return [
        Reading(
            Article(
                str(n), str(n), a.text, published=date.fromisoformat(a.published), language="en"
            )
        )
        for n, a in enumerate(read(path))
    ]


def seconds(given: Sequence[Reading]) -> dict[str, float]:
    """Processor seconds of each stage over the articles, all together in each."""
    spent: dict[str, float] = {}
    done = list(given)
    for stage in build(parts(Settings())).stages:
        start = time.process_time()
        done = list(stage(done))
        spent[stage.name] = time.process_time() - start
    return spent


def table(runs: Sequence[dict[str, float]]) -> list[str]:
    """A line a stage: median seconds, and their share of the reader's."""
    spent = {name: median(run[name] for run in runs) for name in runs[0]}
    reader = sum(spent[name] for name in READER)
    lines = [f"{name:<12} {value:7.2f} s  {value / reader:6.1%}" for name, value in spent.items()]
    rest = sum(value for name, value in spent.items() if name not in READER)
    resolution = spent["mentions"] + spent["speakers"]
    return [
        *lines,
        f"{'resolution':<12} {resolution:7.2f} s  {resolution / reader:6.1%}",
        f"{'all':<12} {reader + rest:7.2f} s  {1 + rest / reader:6.1%}",
    ]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("articles", type=Path, nargs="?")
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    given = readings(asked.articles or corpora() / ARTICLES)
    print(machine.told(machine.describe(), machine.load()))
    seconds(given[:WARM])
    print("\n".join(table([seconds(given) for _ in range(asked.runs)])))


if __name__ == "__main__":
    main()
