"""Peak memory while `dragoman read` reads one long stream, and how it moves: a leak shows as a slope.

The stream is made while it is read and is never on disk: articles of the corpora, each time with
another id and a new name in the first line. Memory is what Linux holds resident for the whole tree
of processes; pages that processes share are counted for each, so that a peak is rather too high.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from math import ceil
from pathlib import Path
from statistics import linear_regression
from threading import Thread
from typing import IO, Any

from benchmarks import machine
from benchmarks.articles import STREAMED, corpora, read, stream

COUNT = 20_000
EVERY = 1.0
"""Seconds between two looks."""
ROWS = 12
SETTLED = 0.25
"""Share of the articles after which memory should be flat: models are loaded, caches are full."""
FEWEST = 1000
"""Articles below which no slope is told."""
COMMAND = (
    sys.executable,
    "-c",
    "from dragoman.cli import main; main()",
    "read",
    "--json",
    "--quiet",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One look: seconds from the start, articles written by then, and MB resident and at the peak."""

    seconds: float
    articles: int
    resident: float
    peak: float


class Written:
    """Counts the lines of a process's standard output, and keeps none."""

    def __init__(self, lines: IO[bytes]) -> None:
        self.count = 0
        self._lines = lines
        self.thread = Thread(target=self._all, daemon=True)
        self.thread.start()

    def _all(self) -> None:
        for _ in self._lines:
            self.count += 1


def feed(target: IO[bytes] | Path, rows: Iterable[dict[str, str]]) -> None:
    """Writes rows, a line each, until all are written or nobody reads on."""
    try:
        with target.open("wb") if isinstance(target, Path) else target as out:
            for row in rows:
                out.write(json.dumps(row).encode() + b"\n")
    except BrokenPipeError:
        return


def watch(spec: str, rows: Iterable[dict[str, str]]) -> list[Sample]:
    """Looks at `dragoman read SPEC` until it has read all rows; SystemExit where it fails.

    `spec` is "-" or the path of a named pipe.
    """
    pipe = subprocess.PIPE if spec == "-" else subprocess.DEVNULL
    environ = machine.untuned(os.environ)
    start = time.perf_counter()
    running = subprocess.Popen((*COMMAND, spec), stdin=pipe, stdout=subprocess.PIPE, env=environ)
    assert running.stdout
    written = Written(running.stdout)
    Thread(target=feed, args=(running.stdin or Path(spec), rows), daemon=True).start()
    samples: list[Sample] = []
    while running.poll() is None:
        resident, peak = memory(running.pid)
        if resident:  # else it has just ended
            samples.append(Sample(time.perf_counter() - start, written.count, resident, peak))
        with suppress(subprocess.TimeoutExpired):
            running.wait(EVERY)
    seconds = time.perf_counter() - start
    written.thread.join()
    if running.returncode:
        raise SystemExit(f"`dragoman read` failed with exit code {running.returncode}")
    return [*samples, replace(samples[-1], seconds=seconds, articles=written.count)]


def memory(pid: int) -> tuple[float, float]:
    """MB resident now, and the sum of each one's highest so far, of a process and all under it."""
    found = [parsed(text) for text in _statuses(pid)]
    return sum(now for now, _ in found), sum(high for _, high in found)


def parsed(status: str) -> tuple[float, float]:
    """MB resident now and at the highest, of the text of Linux's /proc/PID/status."""
    rows = dict(line.partition(":")[::2] for line in status.splitlines())
    now, high = (int(rows.get(key, "0 kB").split()[0]) / 1024 for key in ("VmRSS", "VmHWM"))
    return now, high


def _statuses(pid: int) -> Iterator[str]:
    folder = Path("/proc", str(pid))
    try:
        yield (folder / "status").read_text("utf-8")
        children = " ".join(c.read_text("utf-8") for c in folder.glob("task/*/children"))
    except OSError:  # it has ended meanwhile
        return
    for child in children.split():
        yield from _statuses(int(child))


def slope(samples: Sequence[Sample]) -> float | None:
    """MB that memory grows by with a thousand articles once it has settled; None for a short stream."""
    end = samples[-1].articles
    if end < FEWEST:
        return None
    kept = [s for s in samples if s.articles >= SETTLED * end]
    line = linear_regression([s.articles for s in kept], [s.resident for s in kept])
    return line.slope * 1000


def table(samples: Sequence[Sample], rows: int = ROWS) -> str:
    """Memory over time, in at most `rows` lines at even distances; the last look is always there."""
    step = max(1, ceil((len(samples) - 1) / (rows - 1)))
    kept = [*samples[step - 1 : -1 : step], samples[-1]]
    lines = [f"{'articles':>10}{'seconds':>10}{'MB':>8}{'articles/s':>12}"]
    before = Sample(0.0, 0, 0.0, 0.0)
    for one in kept:
        passed = one.seconds - before.seconds
        rate = f"{(one.articles - before.articles) / passed:.2f}" if passed else ""
        lines.append(f"{one.articles:>10}{one.seconds:>10.0f}{one.resident:>8.0f}{rate:>12}")
        before = one
    return "\n".join(lines)


def record(samples: Sequence[Sample], load: float) -> dict[str, Any]:
    """Everything that was measured, for programs."""
    last, growth = samples[-1], slope(samples)
    return {
        "machine": machine.describe(),
        "load_before": load,
        "articles": last.articles,
        "seconds": round(last.seconds, 1),
        "articles_a_second": round(last.articles / last.seconds, 2),
        "peak_mb": round(max(s.peak for s in samples), 1),
        "mb_a_thousand_articles": None if growth is None else round(growth, 3),
        "samples": [asdict(s) for s in samples],
    }


def page(found: dict[str, Any], samples: Sequence[Sample]) -> str:
    """The table with the figures that matter."""
    growth = found["mb_a_thousand_articles"]
    slow = "too few articles to tell a leak"
    if growth is not None:
        slow = f"from a quarter of the articles on {growth:+.2f} MB a thousand articles"
    return "\n".join(
        (
            machine.told(found["machine"], found["load_before"]),
            f"{found['articles']} articles in {found['seconds']:.0f} seconds, "
            f"{found['articles_a_second']} a second",
            f"peak {found['peak_mb']:.0f} MB; {slow}",
            "",
            table(samples),
        )
    )


def main() -> None:
    """Measures, and prints a table or JSON."""
    parser = argparse.ArgumentParser(prog="benchmarks.memory", description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT, help="articles of the stream")
    parser.add_argument("--file", action="store_true", help="a .jsonl file, not standard input")
    parser.add_argument("--json", action="store_true", dest="as_json")
    asked = parser.parse_args()
    load = machine.load()
    articles = [one for name in STREAMED for one in read(corpora() / name)]
    rows = stream(articles, asked.count)
    with tempfile.TemporaryDirectory() as folder:
        spec = "-"
        if asked.file:
            spec = str(Path(folder, "stream.jsonl"))
            os.mkfifo(spec)
        samples = watch(spec, rows)
    if samples[-1].articles != asked.count:
        raise SystemExit(f"{samples[-1].articles} of {asked.count} articles were written")
    found = record(samples, load)
    print(json.dumps(found, indent=1) if asked.as_json else page(found, samples))


if __name__ == "__main__":
    main()
