"""Whether confidences are what they say: of what is found with 0.8, four in five should be right.

The unit is a span that the reader finds (right: both ends as in the gold) or a statement (right: as
`spans.matched` counts). Expected calibration error (Naeini et al. 2015) is the mean distance between
mean confidence and share of right ones in a bin, bins weighed by how many they hold. Bins of equal
width cut 0 to 1 in ten; those of equal mass hold a tenth each, and never part equal confidences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

BINS = 10


class Judged(NamedTuple):
    """One confidence, whether it was right, and the number of its article."""

    confidence: float
    right: bool
    article: int = 0


@dataclass(frozen=True, slots=True)
class Bin:
    """Those whose confidence is from `low` to `high`: how many, their mean, how many are right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def equal_width(judged: Sequence[Judged]) -> list[Bin]:
    """Ten bins of a tenth each, those that hold nothing left out; 1.0 is in the last."""
    values, right = _arrays(judged)
    numbers = np.minimum((values * BINS).astype(int), BINS - 1)
    return [
        _bin(values[numbers == n], right[numbers == n], (n / BINS, (n + 1) / BINS))
        for n in np.unique(numbers).tolist()
    ]


def equal_mass(judged: Sequence[Judged]) -> list[Bin]:
    """Ten bins of as many each, fewer where many confidences are equal."""
    values, right = _arrays(judged)
    begins = np.linspace(0, len(values), BINS, endpoint=False).astype(int)
    cuts = np.unique(np.searchsorted(values, values[begins])) if len(values) else begins[:0]
    parts = zip(np.split(values, cuts[1:]), np.split(right, cuts[1:]), strict=True)
    return [_bin(v, r, (float(v[0]), float(v[-1]))) for v, r in parts if len(v)]


def error(bins: Sequence[Bin]) -> float:
    """The expected calibration error; 0 for no bins."""
    total = sum(one.count for one in bins)
    apart = sum(one.count * abs(one.confidence - one.right) for one in bins)
    return apart / total if total else 0.0


def _arrays(judged: Sequence[Judged]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    ordered = sorted(judged)
    return (
        np.array([one.confidence for one in ordered], dtype=np.float64),
        np.array([one.right for one in ordered], dtype=np.float64),
    )


def _bin(
    values: npt.NDArray[np.float64], right: npt.NDArray[np.float64], ends: tuple[float, float]
) -> Bin:
    return Bin(*ends, len(values), float(values.mean()), float(right.mean()))
