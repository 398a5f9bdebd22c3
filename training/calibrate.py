"""Fits the reader's calibration on articles that no weights are made from.

    python -m training.calibrate --corpus polnear-train.jsonl.gz --model src/dragoman/models/accurate

Takes the rows of `training.setaside`, reads them, and fits one curve for each kind of span and one for
statements; writes `calibration.json` into the model's folder and its digest into `model.json`. Prints
for each what it was and what it becomes, the latter in a cross-validation over articles: the area
under the ROC curve (whether the confidence ranks), Brier score and calibration error (ten bins of
equal mass).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dragoman.evaluation.corpus import digest_of, measure
from dragoman.evaluation.reliability import Judged, equal_mass, error
from dragoman.inference import Model
from dragoman.statements.calibrate import FILE, Calibration, Curve
from dragoman.statements.stage import Statements
from training.setaside import Asked

STEP = 40
"""Cases whose mean is one point of the curve before violators are pooled: fewer would be noise."""
FOLDS = 9


@dataclass(frozen=True, slots=True)
class Block:
    """Points of a curve taken together: their means, and how many cases they hold."""

    confidence: float
    right: float
    weight: float


def pooled(points: Sequence[Block]) -> list[Block]:
    """Adjacent points that do not rise, joined until all do (pool adjacent violators)."""
    blocks: list[Block] = []
    for point in points:
        blocks.append(point)
        while len(blocks) > 1 and not _rises(blocks[-2], blocks[-1]):
            last = blocks.pop()
            blocks[-1] = _joined(blocks[-1], last)
    return blocks


def _rises(a: Block, b: Block) -> bool:
    return a.confidence < b.confidence and a.right < b.right


def _joined(a: Block, b: Block) -> Block:
    weight = a.weight + b.weight
    share = b.weight / weight
    confidence = a.confidence + (b.confidence - a.confidence) * share
    return Block(confidence, a.right + (b.right - a.right) * share, weight)


def fit(judged: Sequence[Judged]) -> Curve:
    """The curve of some cases; raises ValueError where there are none."""
    ordered = sorted(judged, key=lambda one: one.confidence)
    parts = np.array_split(np.array([one[:2] for one in ordered]), max(len(ordered) // STEP, 1))
    means = [(*part.mean(axis=0).tolist(), len(part)) for part in parts]
    blocks = pooled([Block(x, y, count) for x, y, count in means])
    return Curve(tuple((round(b.confidence, 5), round(b.right, 5)) for b in blocks))


def crossed(judged: Sequence[Judged]) -> list[Judged]:
    """Each case with the confidence that a curve of the other articles gives it."""
    out: list[Judged] = []
    for fold in range(FOLDS):
        curve = fit([one for one in judged if one.article % FOLDS != fold])
        held = (one for one in judged if one.article % FOLDS == fold)
        out += [one._replace(confidence=curve(one.confidence)) for one in held]
    return out


def area(judged: Sequence[Judged]) -> float:
    """How often a right one has more confidence than a wrong one, ties counted half."""
    right = np.array([one.confidence for one in judged if one.right])
    wrong = np.sort([one.confidence for one in judged if not one.right])
    below = np.searchsorted(wrong, right, "left") + np.searchsorted(wrong, right, "right")
    return float(below.mean() / 2 / len(wrong))


def brier(judged: Sequence[Judged]) -> float:
    """Mean square of the distance between confidence and outcome."""
    return float(np.mean([(one.confidence - one.right) ** 2 for one in judged]))


def main() -> None:
    """The command."""
    given = Asked.of(__doc__)
    done = measure(given.kept, Statements(Model(given.model), Calibration()))
    made_of = {
        "corpus": given.corpus.name,
        "digest": digest_of(given.corpus),
        "articles": len(given.kept),
        "reader": done.reader,
    }
    for kind, judged in done.judged.items():
        print(f"{kind}: {len(judged)} found, {np.mean([one.right for one in judged]):.3f} right")
        for name, each in (("raw", judged), ("calibrated", crossed(judged))):
            errors = f"Brier {brier(each):.4f}, error {error(equal_mass(each)):.3f}"
            print(f"  {name:<11} area {area(each):.4f}, {errors}")
    curves = {kind: fit(judged).knots for kind, judged in done.judged.items()}
    write(given.model, json.dumps({"made_of": made_of, "curves": curves}, indent=1) + "\n")


def write(folder: Path, text: str) -> None:
    """Puts the calibration into a model's folder, and its digest on the model's card."""
    (folder / FILE).write_text(text, encoding="utf-8")
    card = json.loads((folder / "model.json").read_text("utf-8"))
    card["files"][FILE] = hashlib.sha256(text.encode()).hexdigest()
    (folder / "model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
