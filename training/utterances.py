"""Fits the score by which two sayings are one utterance, on invented crises in which they are marked.

    python -m training.utterances --read runs/stories/crisis-?.pkl \
        --gold training/own/stories/crisis-?/merge.json --to src/dragoman/stories/utterances.json --version 1

Logistic regression with a penalty on the squares of weights, over all pairs of marked sayings of several invented
crises; the bound is the one that groups each of them best (F0.5) when the others alone taught.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.evaluation.merging import Mention, Pairs, load, mentions, pairwise
from dragoman.records import Reading
from dragoman.stories.said import sayings
from dragoman.stories.similar import FEATURES, Saying, alike
from dragoman.stories.utterances import Score, utterances
from dragoman.stories.words import Weights, bag

BOUNDS = np.arange(-1.5, 2.01, 0.25)


@dataclass(frozen=True)
class Told:
    """One crisis: its sayings, the marked mentions, and features and labels of all pairs of marked sayings."""

    said: Sequence[Saying]
    found: Sequence[Mention]
    rows: np.ndarray
    labels: np.ndarray


def pairs(said: Sequence[Saying], found: Sequence[Mention]) -> tuple[np.ndarray, np.ndarray]:
    """Features and labels of all pairs of marked sayings."""
    of = {one.statement: one.utterance for one in found if one.statement}
    bags = [bag(one.text) for one in said]
    features = alike(said, bags, Weights(bags))
    rows, labels = [], []
    for a, one in enumerate(said):
        for b in range(a):
            other = said[b]
            if one.key in of and other.key in of:
                rows.append(features[a, b])
                labels.append(of[one.key] == of[other.key])
    return np.array(rows), np.array(labels, dtype=np.float64)


def fitted(rows: np.ndarray, labels: np.ndarray, penalty: float = 3.0) -> tuple[np.ndarray, float]:
    """Weights and bias by Newton's method."""
    spread = rows.std(axis=0) + 1e-6
    x = np.concatenate([rows / spread, np.ones((len(rows), 1))], axis=1)
    w = np.zeros(x.shape[1])
    keep = np.full(x.shape[1], penalty)
    keep[-1] = 0
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - labels) + keep * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(keep) + 1e-9 * np.eye(len(w))
        w -= np.linalg.solve(hessian, gradient)
    return w[:-1] / spread, float(w[-1])


def grouped(said: Sequence[Saying], score: Score) -> list[list[Any]]:
    """The keys of the sayings of each utterance."""
    return [[said[n].key for n in group] for group in utterances(said, score)]


def main() -> None:
    """The command."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--read", type=Path, required=True, nargs="+")
    options.add_argument("--gold", type=Path, required=True, nargs="+")
    options.add_argument("--to", type=Path, required=True)
    options.add_argument("--version", required=True)
    options.add_argument("--penalty", type=float, default=3.0)
    given = options.parse_args()
    told = []
    for read, gold in zip(given.read, given.gold, strict=True):
        readings: list[Reading] = pickle.loads(read.read_bytes())
        said, found = sayings(readings), mentions(load(gold), readings)
        told.append(Told(said, found, *pairs(said, found)))
        missed = sum(one.statement is None for one in found)
        print(f"{read}: {len(said)} sayings, {len(found)} mentions, {missed} of them no statement")
    rows = np.concatenate([one.rows for one in told])
    labels = np.concatenate([one.labels for one in told])
    weights, bias = fitted(rows, labels, given.penalty)
    print(f"{len(labels)} pairs, {int(labels.sum())} of them one")
    ranked = [average_precision(told, n, given.penalty) for n in range(len(told))]
    print("average precision, each left out:", " ".join(f"{one:.3f}" for one in ranked))
    tried = left_out(told, given.penalty)
    for bound, one in tried.items():
        print(
            f"{bound:5.2f} {one.precision:.3f} {one.recall:.3f} F1 {one.f1:.3f} F0.5 {precise(one):.3f}"
        )
    best = max(tried, key=lambda bound: precise(tried[bound]))
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"{name:24} {weight:7.2f}")
    held = {
        "version": given.version,
        "weights": {n: round(float(w), 4) for n, w in zip(FEATURES, weights, strict=True)},
        "bias": round(bias, 4),
        "bound": round(best, 2),
    }
    given.to.write_text(json.dumps(held, indent=1) + "\n")


def taught_by_others(told: Sequence[Told], n: int, penalty: float) -> tuple[np.ndarray, float]:
    """Weights and bias from all crises but one."""
    others = [one for m, one in enumerate(told) if m != n]
    rows = np.concatenate([one.rows for one in others])
    return fitted(rows, np.concatenate([one.labels for one in others]), penalty)


def average_precision(told: Sequence[Told], n: int, penalty: float) -> float:
    """How well all pairs of a crisis are ranked by what the others teach."""
    weights, bias = taught_by_others(told, n, penalty)
    labels = told[n].labels[np.argsort(-(told[n].rows @ weights + bias))]
    return float((np.cumsum(labels) / np.arange(1, len(labels) + 1))[labels > 0].mean())


def left_out(told: Sequence[Told], penalty: float) -> dict[float, Pairs]:
    """Pairs over all crises at each bound, each grouped by what the others teach."""
    found = {float(bound): Pairs(0, 0, 0) for bound in BOUNDS}
    for n, own in enumerate(told):
        weights, bias = taught_by_others(told, n, penalty)
        for bound, before in found.items():
            score = Score(weights.astype(np.float32), bias, bound)
            more = pairwise(own.found, grouped(own.said, score), all_of=False)
            found[bound] = Pairs(
                before.both + more.both, before.told + more.told, before.gold + more.gold
            )
    return found


def precise(one: Pairs) -> float:
    """F0.5: a wrong merge hides what somebody said, a missed one only repeats it."""
    total = 0.25 * one.precision + one.recall
    return 1.25 * one.precision * one.recall / total if total else 0.0


if __name__ == "__main__":
    main()
