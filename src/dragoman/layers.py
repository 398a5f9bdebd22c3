"""The layers of labels that the encoder gives to words, and what may follow what.

A layer has kinds of span; each word is outside (O), a span of its own (S), or begins (B), continues
(I) or ends (E) one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

STATEMENTS = ("source", "cue", "content")
ENTITIES = (
    "person", "organization", "location", "norp", "date", "facility", "money", "product", "misc",
)  # fmt: skip
ROLE = "role"
ROLES = (ROLE,)
IMPOSSIBLE = -1e4


def bioes(kinds: Sequence[str]) -> tuple[str, ...]:
    """The labels of a layer with spans of these kinds."""
    return ("O", *(f"{prefix}-{kind}" for kind in kinds for prefix in "BIES"))


LAYERS = {
    "statements": bioes(STATEMENTS),
    "entities": bioes(ENTITIES),
    "roles": bioes(ROLES),
}


def may_begin(label: str) -> bool:
    """Whether a paragraph may begin with the label."""
    return label[0] in "OBS"


def may_end(label: str) -> bool:
    """Whether a paragraph may end with the label."""
    return label[0] in "OES"


def may_follow(before: str, after: str) -> bool:
    """Whether `after` may stand right after `before`, so that no span is ever broken."""
    if before[0] in "BI":
        return after[0] in "IE" and after[1:] == before[1:]
    return after[0] in "OBS"


Penalties = npt.NDArray[np.float32]


def constraints(labels: Sequence[str]) -> tuple[Penalties, Penalties, Penalties]:
    """Penalties that forbid broken spans: between labels, at the beginning, and at the end."""
    between = [[0.0 if may_follow(a, b) else IMPOSSIBLE for b in labels] for a in labels]
    begin = [0.0 if may_begin(a) else IMPOSSIBLE for a in labels]
    end = [0.0 if may_end(a) else IMPOSSIBLE for a in labels]
    return (
        np.array(between, dtype=np.float32),
        np.array(begin, dtype=np.float32),
        np.array(end, dtype=np.float32),
    )
