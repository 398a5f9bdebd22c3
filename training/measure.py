"""How well labels are told: F1 over all of them and of each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]


def f1(wanted: Flags, found: Flags) -> tuple[float, npt.NDArray[np.float32]]:
    """Micro-averaged F1 over (sentences, labels), and the F1 of each label."""
    right = (wanted & found).sum(0)
    both = wanted.sum(0) + found.sum(0)
    each = 2 * right / np.maximum(1, both)
    return float(2 * right.sum() / max(1, both.sum())), each.astype(np.float32)
