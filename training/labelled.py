"""A framed statement with its answers, as the coder learns from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.reactions.framing import Framed

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Labelled:
    """A framed statement with its answers as probabilities; `actors` one for each that may be aimed at."""

    framed: Framed
    types: Floats
    posture: Floats
    groups: Floats
    actors: Floats
    weight: float = 1.0
