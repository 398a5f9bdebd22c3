"""Kills an ingest at random points, again and again, and looks whether anything was lost or doubled.

    python -m benchmarks.kills --articles 2000 --kills 200            a stub in the reader's place
    python -m benchmarks.kills --articles 200 --kills 20 --real       the real reader
    python -m benchmarks.kills … --archive postgresql://…/{}          another store, {} being a name of its own

An uninterrupted run is the measure. A kill is SIGKILL to the ingest alone, or to all of its processes, at a moment
drawn from a seed. What was acknowledged (a line on standard output) must be in the archive; in the end the archive
must have the digest of the uninterrupted one. Prints a JSON object; exits with 1 where it has not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.news import folder
from dragoman.archive import open_archive
from dragoman.runners.base import make_reader
from dragoman.runners.ingest import Ingest, Report
from dragoman.runners.processes import Jobs, Processes
from dragoman.settings import Settings
from dragoman.sources import open_source

if TYPE_CHECKING:
    from dragoman.archive.sql import SqlArchive

QUICK, LONG = 0.3, 8.0
"""Seconds after which a run is killed, at the least and at the most; twice that for the real reader."""


def child(archive: str, pages: str, *, real: bool) -> None:
    """One ingest, acknowledging each article on standard output."""
    from tests.runners.slow import make  # noqa: PLC0415  only where it is asked for

    kept = open_archive(archive, create=True)
    with Processes(Settings(), Jobs(2, 1), make_reader if real else make) as runner:
        told = Report(
            kept=lambda one: print(one.rows.article["id"], flush=True) if one.rows else None
        )
        Ingest(kept, runner, told)(open_source(pages))
    kept.close()


def started(
    archive: str, pages: Path, acknowledged: Path, *, real: bool
) -> subprocess.Popen[bytes]:
    """A run in a process group of its own, its acknowledgements added to a file."""
    command = [sys.executable, "-m", "benchmarks.kills", "--child", archive, str(pages)]
    with acknowledged.open("ab") as out:
        return subprocess.Popen(
            [*command, *(["--real"] if real else [])],
            stdout=out,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def killed(run: subprocess.Popen[bytes], draw: random.Random, *, real: bool) -> bool:
    """Kills a run at a random moment; False where it was done before."""
    until = draw.uniform(QUICK, LONG) * (2 if real else 1)
    try:
        run.wait(until)
    except subprocess.TimeoutExpired:
        if draw.random() < 0.5:
            os.killpg(run.pid, signal.SIGKILL)
        else:
            run.kill()
        run.wait()
        return True
    return False


def orphans(group: int) -> int:
    """Processes of a killed run that are still there after a while."""
    for _ in range(100):
        found = subprocess.run(
            ["pgrep", "-g", str(group)], capture_output=True, check=False
        ).stdout.split()
        if not found:
            return 0
        time.sleep(0.1)
    return len(found)


def measured(given: argparse.Namespace, root: Path) -> dict[str, Any]:
    """What came of all kills."""
    pages = folder(root / "pages", given.articles)
    place = given.archive or f"{root}/{{}}.db"
    whole = place.format("whole")
    started(whole, pages, root / "whole.txt", real=given.real).wait()
    wanted = _contents(whole)
    draw = random.Random(given.seed)
    kills = rounds = left = lost = 0
    wrong: list[str] = []
    while kills < given.kills:
        rounds += 1
        archive, acknowledged = place.format(f"round{rounds}"), root / f"round{rounds}.txt"
        while True:
            run = started(archive, pages, acknowledged, real=given.real)
            if kills >= given.kills or not killed(run, draw, real=given.real):
                run.wait()
                break
            kills += 1
            left += orphans(run.pid)
        kept = open_archive(archive)
        told = {line for line in acknowledged.read_text().split("\n") if len(line) == 16}
        lost += len(told - _ids(kept))
        found = kept.contents()
        kept.close()
        if found != wanted:
            wrong.append(f"round {rounds}: {found} for {wanted}")
    return {
        "articles": given.articles,
        "kills": kills,
        "rounds": rounds,
        "acknowledged and lost": lost,
        "archives that differ": wrong,
        "processes left behind": left,
        "digest": wanted.digest,
    }


def _contents(archive: str) -> Any:
    kept = open_archive(archive)
    try:
        return kept.contents()
    finally:
        kept.close()


def _ids(kept: SqlArchive) -> set[str]:
    return {str(row["id"]) for row in kept.table("v_articles")}


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--child", nargs=2, metavar=("ARCHIVE", "PAGES"))
    options.add_argument("--real", action="store_true")
    options.add_argument("--articles", type=int, default=2000)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--archive", help="an address with {} for a name")
    given = options.parse_args()
    if given.child:
        child(*given.child, real=given.real)
        return
    with tempfile.TemporaryDirectory() as held:
        found = measured(given, Path(held))
    print(json.dumps(found, indent=1))
    raise SystemExit(bool(found["acknowledged and lost"] or found["archives that differ"]))


if __name__ == "__main__":
    main()
