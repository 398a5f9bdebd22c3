"""Floors under what is coded right on the labelled cases: `dragoman evaluate FILE` prints the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.evaluation.score import score
from dragoman.settings import Settings

GOLD = Path(__file__).parents[1] / "reactions" / "gold"


@pytest.mark.parametrize(
    ("half", "recall", "precision"), [("open", 0.77, 0.75), ("closed", 0.57, 0.66)]
)
def test_claims(half: str, recall: float, precision: float) -> None:
    done = score(GOLD / f"claims-{half}.txt", Settings(), None, lambda: None)
    figures = done.record["figures"]
    assert figures["claims recall"] >= recall
    assert figures["claims precision"] >= precision
    assert figures["false claims on traps"] <= 0.04


def test_statements_of_all_sets_that_nobody_read() -> None:
    """Floors under the mean over the files, a little below what was reached unread."""
    paths = sorted(GOLD.glob("statements-?.txt"))
    every = [score(path, Settings(), None, lambda: None).record["figures"] for path in paths]
    for figure, floor in (
        ("types micro F1", 0.78), ("types macro F1", 0.78), ("targets F1", 0.69), ("posture accuracy", 0.76),
    ):  # fmt: skip
        assert sum(one[figure] for one in every) / len(every) >= floor, figure


def test_deeds() -> None:
    paths = sorted(GOLD.glob("deeds-?.txt"))
    every = [score(path, Settings(), None, lambda: None).record["figures"] for path in paths]
    assert sum(one["deeds F1"] for one in every) / len(every) >= 0.61
    assert min(one["modality accuracy"] for one in every) >= 0.9
