"""Fits the score by which an article belongs to a story, on invented news of many stories of the same days.

    python -m training.stories --read runs/stories/dev.pkl runs/stories/others.pkl \
        --stories training/own/stories/others.jsonl --to src/dragoman/stories/tracking.json --version 1

Articles come in order of publication and are put where they belong; at each, the stories so far are weighed:
logistic regression over `track.FEATURES`, the bound by B-cubed F1 of grouping the same news without help. Articles
that no line of --stories names are all of one story.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from dragoman.evaluation.merging import b_cubed
from dragoman.records import Reading
from dragoman.stories.said import printed
from dragoman.stories.sketch import Sketch, sketch
from dragoman.stories.track import FEATURES, State, Tracker, Weighing, replayed
from training.utterances import fitted

FIRST = datetime(2031, 3, 11, tzinfo=UTC)
GIVEN_UP = 0.025
"""F1 that is given up for precision: foreign articles spoil a page, missing ones can be named."""
BOUNDS = np.arange(-4, 4.01, 0.25)


def drawn(sketches: Sequence[Sketch], gold: Mapping[str, str]) -> tuple[np.ndarray, np.ndarray]:
    """Features and labels of each article with each story before it, articles put where they belong."""
    tracker = Tracker(weighing=Weighing(np.zeros(len(FEATURES), dtype=np.float32), 0.0, 1e9))
    of: dict[str, State] = {}
    rows, labels = [], []
    for one in sketches:
        for name, state in of.items():
            rows.append(tracker.features(one, state))
            labels.append(name == gold[one.article])
        own = of.get(gold[one.article])
        if own is None:
            own = of[gold[one.article]] = tracker.begin(one)
        tracker.take(own, one)
    return np.array(rows), np.array(labels, dtype=np.float64)


def grouped(sketches: Sequence[Sketch], weighing: Weighing) -> dict[str, str]:
    """The story of each article by the tracker alone."""
    held: dict[str, Sketch] = {}
    steps = []
    of: dict[str, list[str]] = {}

    def members(_: str, fresh: Sequence[str]) -> list[Sketch]:
        return sorted((held[a] for a in fresh), key=lambda s: (s.when, s.article))[-96:]

    tracker = Tracker(members=members, weighing=weighing)
    for one in sketches:
        held[one.article] = one
        steps += tracker.add(one)
    of = dict(replayed(steps))
    return {article: story for story, articles in of.items() for article in articles}


def in_time(readings: Sequence[Reading]) -> list[Sketch]:
    """The sketches of readings in order of publication."""
    ordered = sorted(readings, key=lambda r: (printed(r.article.published), r.article.id))
    return [sketch(one, printed(one.article.published)) for one in ordered]


def shifted(sketches: Sequence[Sketch]) -> list[Sketch]:
    """The same as if they began on one day: stories of other years are no test of each other."""
    by = FIRST - sketches[0].when.replace(hour=0, minute=0)
    return [replace(one, when=one.when + by) for one in sketches]


def gold_of(held: Sequence[Sequence[Reading]], files: Sequence[Path]) -> dict[str, str]:
    """The story of each article, by the files that name it; one story for all others of one reading."""
    told = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            told[str(row["id"])] = str(row["story"])
    return {
        r.article.id: told.get(str(r.article.given_id), f"crisis {n}")
        for n, readings in enumerate(held)
        for r in readings
    }


def main() -> None:
    """The command."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--read", type=Path, required=True, nargs="+")
    options.add_argument("--stories", type=Path, required=True, nargs="+")
    options.add_argument("--to", type=Path)
    options.add_argument("--version", default="")
    options.add_argument("--penalty", type=float, default=3.0)
    given = options.parse_args()
    held = [pickle.loads(f.read_bytes()) for f in given.read]
    gold = gold_of(held, given.stories)
    sketches = sorted(
        (one for readings in held for one in shifted(in_time(readings))),
        key=lambda s: (s.when, s.article),
    )
    rows, labels = drawn(sketches, gold)
    weights, bias = fitted(rows, labels, given.penalty)
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"{name:20} {weight:7.2f}")
    tried = {}
    for bound in BOUNDS:
        weighing = Weighing(weights.astype(np.float32), bias, float(bound))
        tried[bound] = b_cubed(grouped(sketches, weighing), gold)
        print(
            f"{bound:5.2f} {tried[bound].precision:.3f} {tried[bound].recall:.3f} {tried[bound].f1:.3f}"
        )
    most = max(one.f1 for one in tried.values())
    best = max(BOUNDS, key=lambda b: (tried[b].f1 >= most - GIVEN_UP, tried[b].precision))
    if given.to:
        card = {
            "version": given.version,
            "weights": {n: round(float(w), 4) for n, w in zip(FEATURES, weights, strict=True)},
            "bias": round(bias, 4),
            "bound": round(float(best), 2),
        }
        given.to.write_text(json.dumps(card, indent=1) + "\n")


if __name__ == "__main__":
    main()
