"""The part of the training corpus that no weights are made from: for tuning and calibration."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.evaluation.corpus import rows

PUBLISHERS = frozenset({"breitbart", "nyt", "usa-today", "west-journal"})
SINCE = "2016-08"


def set_aside(row: Mapping[str, Any]) -> bool:
    """Whether an article belongs to the set aside: the last weeks of four of the seven publishers."""
    return row.get("publisher") in PUBLISHERS and str(row.get("published", "")) >= SINCE


@dataclass(frozen=True)
class Asked:
    """What a command that reads the set aside is given: the corpus, that part of it, and a reader's folder."""

    corpus: Path
    kept: list[dict[str, Any]]
    model: Path

    @classmethod
    def of(cls, description: str | None) -> Asked:
        """From `--corpus` and `--model`; SystemExit where nothing of the corpus is set aside."""
        parser = argparse.ArgumentParser(description=description)
        parser.add_argument("--corpus", type=Path, required=True)
        parser.add_argument("--model", type=Path, required=True)
        given = parser.parse_args()
        kept = [row for row in rows(given.corpus) if set_aside(row)]
        if not kept:
            raise SystemExit(
                f"{given.corpus} holds no article that is set aside: name PolNeAR's train"
            )
        return cls(given.corpus, kept, given.model)
