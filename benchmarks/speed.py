"""Articles a second: Dragoman, text in and linked statements out, beside spaCy's small pipeline.

Each contender runs as a fresh process with an interpreter of its own; its whole wall time counts,
start and loading included. All read the same articles, take turns, use the same two cores, and have
no variable set that tunes a library. Of the batch sizes that spaCy is given, its best one counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import machine
from benchmarks.articles import corpora, read

CORES = 2
PROCESSES = (1, 2)
BATCHES = (4, 8, 16)
RUNS = 3
FLOOR = "spaCy"
ARTICLES = "attribution/polnear-dev.jsonl.gz"
WORKERS = Path(__file__).parent / "workers"
SPACY = Path(".venv-bench/bin/python")


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to read articles; of those with one name, the fastest counts. `how` tells them apart."""

    name: str
    command: tuple[str, ...]
    how: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """Seconds that each run of a contender took over `articles`, and what its worker told."""

    contender: Contender
    articles: int
    seconds: tuple[float, ...]
    told: Mapping[str, Any]

    @property
    def rate(self) -> float:
        """Articles a second, by the median run."""
        return self.articles / median(self.seconds)

    @property
    def spread(self) -> tuple[float, float]:
        """Articles a second of the slowest and of the fastest run."""
        return self.articles / max(self.seconds), self.articles / min(self.seconds)


def contenders(spacy: Path) -> list[Contender]:
    """spaCy in one and in two processes with every batch size, and Dragoman in every setting."""
    if not spacy.is_file():
        raise SystemExit(f"there is no interpreter {spacy}: `make bench` sets it up")
    found = [
        Contender(
            f"{FLOOR}, {processes} process{'es' if processes > 1 else ''}",
            (str(spacy), str(WORKERS / "spacy_worker.py"), "--processes", str(processes),
             "--batch", str(batch)),
            f"batches of {batch}",
        )
        for processes in PROCESSES
        for batch in BATCHES
    ]  # fmt: skip
    own = (sys.executable, str(WORKERS / "dragoman_worker.py"))
    told = subprocess.run(own, capture_output=True, text=True, check=True).stdout
    return found + [Contender(f"Dragoman {s}", (*own, "--setting", s)) for s in told.split()]


def run(contender: Contender, articles: Path) -> tuple[float, dict[str, Any]]:
    """The wall seconds of one whole process, and what it told; SystemExit where it fails."""
    command = [*contender.command, str(articles)]
    environ = machine.untuned(os.environ)
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{contender.name} failed ({done.returncode}): {done.stderr[-2000:]}")
    return seconds, json.loads(done.stdout)


def measure(every: Sequence[Contender], texts: Sequence[str], runs: int) -> Iterator[Result]:
    """The results of all contenders, who take turns; one short run of each beforehand is not counted."""
    seconds: dict[Contender, list[float]] = {one: [] for one in every}
    told: dict[Contender, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        short, whole = Path(folder, "short.jsonl"), Path(folder, "whole.jsonl")
        for path, kept in ((short, texts[:1]), (whole, texts)):
            path.write_text("".join(f"{json.dumps({'text': text})}\n" for text in kept), "utf-8")
        for one in every:
            run(one, short)
        for turn in range(1, runs + 1):
            for one in every:
                took, told[one] = run(one, whole)
                seconds[one].append(took)
                sys.stderr.write(f"run {turn}: {one.name} {one.how}: {took:.2f} s\n")
    for one in every:
        if told[one]["articles"] != len(texts):
            raise SystemExit(f"{one.name} read {told[one]['articles']} of {len(texts)} articles")
        yield Result(one, len(texts), tuple(seconds[one]), told[one])


def best(results: Sequence[Result]) -> list[Result]:
    """The fastest of each name, in the order of first appearance."""
    kept: dict[str, Result] = {}
    for one in results:
        name = one.contender.name
        if name not in kept or one.rate > kept[name].rate:
            kept[name] = one
    return list(kept.values())


def ratio(one: Result, results: Sequence[Result]) -> float:
    """How many times as fast as spaCy's fastest way a contender is."""
    return one.rate / max(r.rate for r in results if r.contender.name.startswith(FLOOR))


def table(results: Sequence[Result]) -> str:
    """The best result of each contender as lines of text."""
    kept = best(results)
    rows = [f"{'':<36}{'articles/s':>10}{'spread':>16}{'ratio':>8}"]
    for one in kept:
        low, high = one.spread
        name = ", ".join(filter(None, (one.contender.name, one.contender.how)))
        spread = f"{low:.2f} to {high:.2f}"
        rows.append(f"{name:<36}{one.rate:>10.2f}{spread:>16}{ratio(one, kept):>8.2f}")
    return "\n".join(rows)


def record(results: Sequence[Result], load: float) -> dict[str, Any]:
    """Everything that was measured, for programs."""
    return {
        "machine": machine.describe(),
        "load_before": load,
        "unset": [f"{start}*" for start in machine.TUNING],
        "articles": results[0].articles,
        "results": [
            {
                "contender": one.contender.name,
                "how": one.contender.how,
                "seconds": [round(s, 3) for s in one.seconds],
                "articles_a_second": round(one.rate, 3),
                "spread": [round(rate, 3) for rate in one.spread],
                "ratio": round(ratio(one, results), 3),
                "is_best_of_name": one in best(results),
                "told": dict(one.told),
            }
            for one in results
        ],
    }


def page(found: dict[str, Any], results: Sequence[Result]) -> str:
    """The table with all that is needed to judge it."""
    versions = {k: v for one in results for k, v in one.told["versions"].items() if k != "model"}
    return "\n".join(
        (
            f"{found['articles']} articles, {len(results[0].seconds)} runs each in turn; "
            "whole processes by wall time, start and loading included; median, spread",
            machine.told(found["machine"], found["load_before"]),
            ", ".join(f"{name} {number}" for name, number in versions.items()),
            f"unset for all alike: {' '.join(found['unset'])}",
            f"ratio: to {FLOOR}'s fastest way, of batches of {', '.join(map(str, BATCHES))}",
            "",
            table(results),
        )
    )


def main() -> None:
    """Measures, and prints a table or JSON."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description=__doc__)
    parser.add_argument("articles", type=Path, nargs="?", help=f"JSONL; else {ARTICLES}")
    parser.add_argument("--limit", type=int, help="only the first articles")
    parser.add_argument("--repeat", type=int, default=1, help="every article so many times")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--spacy", type=Path, default=SPACY, help="the interpreter that has it")
    parser.add_argument("--json", action="store_true", dest="as_json")
    asked = parser.parse_args()
    machine.use(CORES)
    load = machine.load()
    path = asked.articles or corpora() / ARTICLES
    texts = [one.text for one in islice(read(path), asked.limit)] * asked.repeat
    results = list(measure(contenders(asked.spacy), texts, asked.runs))
    found = record(results, load)
    print(json.dumps(found, indent=1) if asked.as_json else page(found, results))


if __name__ == "__main__":
    main()
