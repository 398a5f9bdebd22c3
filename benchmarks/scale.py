"""What an archive costs at a size: searching a million statements, and ingesting fifty thousand pages.

    python -m benchmarks.scale search --statements 1000000 [--archive postgresql://…/name]
    python -m benchmarks.scale ingest --articles 50000 --stub        a stub in the reader's place
    python -m benchmarks.scale ingest --articles 300                 the real reader, beside `dragoman read`
    python -m benchmarks.scale replay --articles 300 --archive …     three orders, one digest

All news is invented (`news`). Search times are those of `Archive.search` within one process, file in memory, over
drawn questions of each kind. Ingest is from HTML on disk to committed rows, by whole-process wall time; memory is
the sum over all processes of what Linux holds resident, shared pages once (PSS), looked at every ten articles.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks import machine
from benchmarks.news import folder, name, stories
from dragoman.archive import Query, open_archive
from dragoman.archive.base import Outcome
from dragoman.archive.rows import rows_of
from dragoman.ids import digest
from dragoman.records import Article, Coded, Reaction, Reading, Span, Speaker, Statement
from dragoman.runners.base import Make, make_reader
from dragoman.runners.ingest import Ingest
from dragoman.runners.processes import Jobs, Processes
from dragoman.settings import Settings
from dragoman.sources import open_source

ACTORS = (
    "RUS",
    "USA",
    "CHN",
    "TUR",
    "EU",
    "UN",
    "FRA",
    "GBR",
    "KGZ",
    "UZB",
    "IND",
    "JPN",
    "BRA",
    "ZAF",
    "DEU",
)
TYPES = (
    "condemn",
    "concern",
    "urge-calm",
    "support",
    "demand",
    "report",
    "warn",
    "offer",
    "question",
    "reject",
)
COMMON = (
    "government", "people", "said", "border", "police", "support", "calm", "talks", "region", "president",
)  # fmt: skip
PER_ARTICLE = 20
ROUNDS = 40


def readings(statements: int) -> Iterator[Reading]:
    """Readings with so many statements together, words drawn as news has them: a few very often, most seldom."""
    draw = random.Random(11)
    rare = [name(draw).lower() for _ in range(20_000)]
    weights = [1 / (n + 1) for n in range(len(rare))]
    for number in range(statements // PER_ARTICLE):
        day = date(2030, 1, 1) + timedelta(days=draw.randrange(1000))
        words = iter(draw.choices(rare, weights, k=PER_ARTICLE * 14))
        said, speakers, reactions, text = [], {}, {}, f"Story {number}\n\n"
        for n in range(PER_ARTICLE):
            line = [next(words) for _ in range(14)]
            line[draw.randrange(14)] = draw.choice(COMMON)
            start = len(text)
            text += " ".join(line) + ".\n"
            key = digest(number, n)
            said.append(Statement(key, None, (), (Span(start, len(text) - 2),), "indirect", 0.9))
            speakers[key] = Speaker(key, (draw.choice(ACTORS),), confidence=0.9)
            reactions[key] = Reaction(
                key, (Coded(draw.choice(TYPES), 0.8),), (draw.choice(ACTORS),), "neutral"
            )
        article = Article(
            digest("a", number),
            digest(text),
            text,
            f"https://a.example/{number}",
            "Post",
            published=day,
        )
        yield Reading(
            article, tuple(said), speakers=speakers, reactions=reactions, made_by={"a": "1"}
        )


def searching(given: argparse.Namespace, root: Path) -> dict[str, Any]:
    """Fills an archive and asks it."""
    archive = open_archive(given.archive or str(root / "search.db"), create=True)
    began, batch = time.monotonic(), list[Outcome]()
    for reading in readings(given.statements):
        batch.append(Outcome(reading.article.id, "", "done", rows_of(reading)))
        if len(batch) == 200:
            archive.commit(batch)
            batch = []
    archive.commit(batch)
    filled = time.monotonic() - began
    draw = random.Random(3)
    rare = [name(random.Random(11 + n)).lower() for n in range(50)]
    kinds: dict[str, Callable[[], Query]] = {
        "a common word": lambda: Query(draw.choice(COMMON)),
        "two common words": lambda: Query(" ".join(draw.sample(COMMON, 2))),
        "a seldom word": lambda: Query(draw.choice(rare)),
        "the beginning of a word": lambda: Query(draw.choice(rare)[:3] + "*"),
        "a word and an actor": lambda: Query(draw.choice(COMMON), actor=draw.choice(ACTORS)),
        "an actor and a type": lambda: Query(actor=draw.choice(ACTORS), type=draw.choice(TYPES)),
        "a word, an actor, a type, a month": lambda: _in_a_month(draw),
        "a phrase": lambda: Query(f'"{draw.choice(COMMON)} {draw.choice(rare)}"'),
        "the newest": Query,
    }
    told: dict[str, Any] = {"statements": given.statements, "filled in s": round(filled)}
    every: list[float] = []
    for kind, question in kinds.items():
        spent = []
        for _ in range(ROUNDS):
            asked = question()
            start = time.perf_counter()
            archive.search(asked)
            spent.append((time.perf_counter() - start) * 1000)
        every += spent
        told[kind] = _spread(spent)
    told["all"] = _spread(every)
    archive.close()
    return told


def _in_a_month(draw: random.Random) -> Query:
    since = date(2030, 1, 1) + timedelta(days=draw.randrange(900))
    return Query(
        draw.choice(COMMON),
        actor=draw.choice(ACTORS),
        type=draw.choice(TYPES),
        since=since,
        until=since + timedelta(days=30),
    )


def _spread(spent: list[float]) -> str:
    return f"median {median(spent):.1f} ms, 95th percentile {quantiles(spent, n=20)[-1]:.1f} ms"


def ingesting(given: argparse.Namespace, root: Path) -> dict[str, Any]:
    """Pages on disk to rows, in a process of its own that is watched."""
    pages = folder(root / "pages", given.articles)
    archive = given.archive or str(root / "ingest.db")
    command = [
        sys.executable,
        "-m",
        "benchmarks.scale",
        "child",
        "--archive",
        archive,
        "--pages",
        str(pages),
    ]
    began = time.monotonic()
    run = subprocess.Popen(
        [*command, *(["--stub"] if given.stub else [])], stdout=subprocess.PIPE, text=True
    )
    steps: list[tuple[int, float, float]] = []
    assert run.stdout is not None
    peak = 0.0
    for line in run.stdout:
        done = int(line)
        held = _held(run.pid)
        peak = max(peak, held)
        if done >= (len(steps) + 1) * max(1, given.articles // 20):
            steps.append((done, time.monotonic() - began, held))
    whole = time.monotonic() - began
    kept = open_archive(archive)
    told: dict[str, Any] = {
        "articles": given.articles,
        "reader": "stub" if given.stub else "real",
        "seconds": round(whole, 1),
        "articles a second": round(given.articles / whole, 2),
        "peak memory of all processes, MB": round(peak),
        "memory, MB, by articles": {done: round(held) for done, _, held in steps},
        "ms an article, by articles": _paces(steps),
        "kept": kept.contents().articles,
    }
    kept.close()
    if not given.stub:
        told |= _beside_read(given.articles, root, whole)
    return told


def _paces(steps: list[tuple[int, float, float]]) -> dict[int, float]:
    """Milliseconds an article since the step before."""
    before = [(0, 0.0, 0.0), *steps[:-1]]
    return {
        done: round(1000 * (at - was) / (done - n), 2)
        for (done, at, _), (n, was, _) in zip(steps, before, strict=True)
        if done > n
    }


def _beside_read(articles: int, root: Path, whole: float) -> dict[str, Any]:
    """`dragoman read` on the same articles as text."""
    batch = root / "batch.jsonl"
    with batch.open("w", encoding="utf-8") as out:
        for one in stories(articles):
            out.write(json.dumps({"text": one.text, "published": one.day.isoformat()}) + "\n")
    began = time.monotonic()
    main = "from dragoman.cli import main; main()"
    command = [sys.executable, "-c", main, "read", "-q", "--json", str(batch)]
    with (root / "read.jsonl").open("wb") as out:
        subprocess.run(command, stdout=out, check=True)
    spent = time.monotonic() - began
    return {
        "dragoman read, seconds": round(spent, 1),
        "rate beside dragoman read": round(spent / whole, 3),
    }


def _held(group: int) -> float:
    """Megabytes of a process and those under it, what they share counted once."""
    found = subprocess.run(["pgrep", "-P", str(group)], capture_output=True, text=True, check=False)
    total = 0
    for pid in (str(group), *found.stdout.split()):
        try:
            rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next((int(row.split()[1]) for row in rows if row.startswith("Pss:")), 0)
    return total / 1024


def _made(given: argparse.Namespace) -> Make:
    from tests.runners import stub  # noqa: PLC0415  only where it is asked for

    return stub.make if given.stub else make_reader


def child(given: argparse.Namespace) -> None:
    """One ingest, which tells every hundredth article."""
    archive = open_archive(given.archive, create=True)
    with Processes(Settings(), Jobs.of(), _made(given)) as runner:
        ingest = Ingest(archive, runner)

        told = 0

        def step() -> None:
            nonlocal told
            done = ingest.tally.new + ingest.tally.again
            if done >= told + 10:
                told = done
                print(done, flush=True)

        ingest.report.step = step
        ingest(open_source(given.pages))
    archive.close()


def replaying(given: argparse.Namespace, root: Path) -> dict[str, Any]:
    """The same pages in three orders, into archives of their own."""
    pages = sorted(str(p) for p in folder(root / "pages", given.articles).rglob("*.html"))
    place = given.archive or f"{root}/{{}}.db"
    found = {}
    for n in range(3):
        random.Random(n).shuffle(pages)
        archive = open_archive(place.format(f"replay{n}"), create=True)
        make = (
            __import__("tests.runners.stub", fromlist=["make"]).make if given.stub else make_reader
        )
        with Processes(Settings(), Jobs.of(), make) as runner:
            Ingest(archive, runner)(item for page in pages for item in open_source(page))
        found[n] = archive.contents().digest
        archive.close()
    return {"digests": list(found.values()), "identical": len(set(found.values())) == 1}


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", choices=("search", "ingest", "replay", "child"))
    options.add_argument("--statements", type=int, default=1_000_000)
    options.add_argument("--articles", type=int, default=300)
    options.add_argument("--stub", action="store_true")
    options.add_argument("--archive")
    options.add_argument("--pages")
    given = options.parse_args()
    if given.what == "child":
        child(given)
        return
    kinds = {"search": searching, "ingest": ingesting, "replay": replaying}
    with tempfile.TemporaryDirectory() as held:
        print(machine.told(machine.describe(), machine.load()))
        print(json.dumps(kinds[given.what](given, Path(held)), indent=1))


if __name__ == "__main__":
    main()
