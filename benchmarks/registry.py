"""How long the registry takes to load in a fresh process, from the compact file and from the tables.

    python -m benchmarks.registry [--runs 15]

Wall time of `Registry.load()` alone, in milliseconds; the imports before it do not count.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from statistics import median

_WAYS = {
    "compact": "Registry.load()",
    "tables": "gather(Tables.of(texts := shipped_texts()), compact.version(texts))",
}
_CODE = """
import time
from dragoman.actors import compact
from dragoman.actors.knowledge import gather
from dragoman.actors.registry import Registry
from dragoman.actors.tables import Tables, shipped_texts
start = time.perf_counter()
{way}
print(1000 * (time.perf_counter() - start))
"""


def timed(way: str) -> float:
    """Milliseconds of one way to load, in a process of its own."""
    code = _CODE.format(way=_WAYS[way])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the fastest, median and slowest of the runs of each way; the ways take turns."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=15)
    runs = asked.parse_args(arguments).runs
    took: dict[str, list[float]] = {way: [] for way in _WAYS}
    for _ in range(runs):
        for way, times in took.items():
            times.append(timed(way))
    for way, times in took.items():
        print(f"{way:8} {min(times):6.1f} {median(times):6.1f} {max(times):6.1f} ms")


if __name__ == "__main__":
    main()
