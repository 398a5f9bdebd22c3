"""Confidences turned into chances: of a span, that both its ends are right; of a statement, that all is.

The map of each kind is isotonic (pool adjacent violators, Ayer et al. 1955): monotone, kept as a few
knots in the model folder's `calibration.json`, straight between them and level beyond the outer two.
A reader without that file keeps its own confidences. `training/calibrate.py` makes the file, from
articles that no weights are made from; what right means is the scorer's, `evaluation/spans.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from dragoman.errors import ModelError
from dragoman.ids import digest
from dragoman.labelling import Found
from dragoman.statements.assemble import Group

FILE = "calibration.json"
LEAST, MOST = 0.01, 0.99
"""Chances beyond these cannot be told from a few hundred cases."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A monotone map from confidence to chance: `knots` are (confidence, chance), ascending in both."""

    knots: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        rising = all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(self.knots))
        if not self.knots or not rising:
            raise ValueError("the knots of a curve do not rise")

    def __call__(self, confidence: float) -> float:
        given, chances = ([knot[at] for knot in self.knots] for at in (0, 1))
        return float(np.clip(np.interp(confidence, given, chances), LEAST, MOST))


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curves of a reader by kind: source, cue, content, statement; without one, nothing changes.

    `version` is a digest of the curves, "raw" where there are none.
    """

    curves: Mapping[str, Curve] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Calibration:
        """What a model's folder holds; raises ModelError where it is damaged."""
        path = folder / FILE
        try:
            kept = json.loads(path.read_text("utf-8"))["curves"]
            return cls({kind: Curve(_pairs(knots)) for kind, knots in kept.items()})
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise ModelError(
                f"The file {path} is damaged ({type(error).__name__}: {error}). "
                "Install dragoman again, or make it again with training/calibrate.py."
            ) from error

    @property
    def version(self) -> str:
        if not self.curves:
            return "raw"
        return digest(*(f"{kind} {one.knots}" for kind, one in sorted(self.curves.items())))[:8]

    def chance(self, kind: str, confidence: float) -> float:
        """What a confidence of the kind is worth."""
        curve = self.curves.get(kind)
        return curve(confidence) if curve else confidence

    def spans(self, found: Sequence[Found]) -> list[Found]:
        """The spans with the chance of each in place of its confidence."""
        return [replace(one, confidence=self.chance(one.kind, one.confidence)) for one in found]

    def group(self, one: Group) -> Group:
        """The group with its chance; what is cut or opened inside it later gets a share of that."""
        return replace(one, confidence=self.chance("statement", one.confidence))


def _pairs(knots: Iterable[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in knots)
