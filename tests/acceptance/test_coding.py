"""Floors under what is coded right on the labelled cases: `dragoman evaluate FILE` prints the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.evaluation.score import score
from dragoman.settings import Settings

GOLD = Path(__file__).parents[1] / "reactions" / "gold"


@pytest.mark.parametrize(
    ("half", "recall", "precision"), [("open", 0.75, 0.75), ("closed", 0.50, 0.65)]
)
def test_claims(half: str, recall: float, precision: float) -> None:
    done = score(GOLD / f"claims-{half}.txt", Settings(), None, lambda: None)
    figures = done.record["figures"]
    assert figures["claims recall"] >= recall
    assert figures["claims precision"] >= precision
    assert figures["false claims on traps"] <= 0.04
