"""What the coder learns from: a framed statement with its answers, a sentence with its deeds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.reactions.deeds.framing import Sentence
from dragoman.reactions.framing import Framed
from dragoman.records import Span

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Labelled:
    """A framed statement with its answers as probabilities; `actors` one for each that may be aimed at.

    `shown` are the words of the framed text that show the posture, None where nobody marked them.
    """

    framed: Framed
    types: Floats
    posture: Floats
    groups: Floats
    actors: Floats
    weight: float = 1.0
    shown: Span | None = None


@dataclass(frozen=True)
class Act:
    """A deed in a sentence: where its words stand, its type and modality by number, a role per candidate."""

    span: Span
    type: int
    modality: int
    roles: tuple[int, ...]


@dataclass(frozen=True)
class Acted:
    """A sentence with the deeds that it tells."""

    sentence: Sentence
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Rooted:
    """A sentence with source and target in signs, and its PLOVER root by number."""

    framed: Framed
    root: int


@dataclass(frozen=True)
class Numbered:
    """A text with its numbers: where each stands, and 0 for no claim or 1 + its quantity's number.

    `asserted` are the numbers that are claims with the words that name the claimant, None where nobody is named;
    empty where claimants were not marked.
    """

    text: str
    numbers: tuple[tuple[Span, int], ...]
    asserted: tuple[tuple[Span, Span | None], ...] = ()
