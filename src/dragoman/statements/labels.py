"""The labels that the reader gives to words: BIOES for each kind of span, and what may follow what."""

from __future__ import annotations

import numpy as np

from dragoman.inference import Floats

KINDS = ("source", "cue", "content")
LABELS = ("O", *(f"{prefix}-{kind}" for kind in KINDS for prefix in "BIES"))
IMPOSSIBLE = -1e4


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


def constraints() -> tuple[Floats, Floats, Floats]:
    """Penalties that forbid broken spans: between labels, at the beginning, and at the end."""
    between = [[0.0 if may_follow(a, b) else IMPOSSIBLE for b in LABELS] for a in LABELS]
    begin = [0.0 if may_begin(a) else IMPOSSIBLE for a in LABELS]
    end = [0.0 if may_end(a) else IMPOSSIBLE for a in LABELS]
    return (
        np.array(between, dtype=np.float32),
        np.array(begin, dtype=np.float32),
        np.array(end, dtype=np.float32),
    )
