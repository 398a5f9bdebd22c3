"""Floors under figures that were once reached, ceilings over errors, each on one edition of a corpus.

`tests/floors.json` holds them by corpus: its digest, what a figure must be `at least` and `at most`; the
figures of another reader than the default under that reader's name.

    python -m tests.acceptance.floors tests/gold     prints what the shipped reader reaches today
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluation.corpus import Evaluation, digest_of, measure, rows
from dragoman.inference import MODELS, Model
from dragoman.settings import READERS
from dragoman.statements.stage import Statements

ROOT = Path(__file__).parents[2]
FLOORS: dict[str, dict[str, Any]] = json.loads((ROOT / "tests/floors.json").read_text("utf-8"))


def corpus(name: str) -> Path:
    """A corpus of the repository, or a file of DRAGOMAN_CORPORA; skips where that is not there.

    Fails where it is of another edition than its floors.
    """
    path = ROOT / name if name.startswith("tests/") else outside(name)
    found, wanted = digest_of(path), FLOORS[name]["digest"]
    if found != wanted:
        pytest.fail(
            f"{name} has the digest {found}, its floors are for {wanted or 'none yet'}: read it with "
            f"`python -m tests.acceptance.floors {name}` and set digest and floors in tests/floors.json"
        )
    return path


def outside(name: str) -> Path:
    value = os.environ.get("DRAGOMAN_CORPORA")
    if not value:
        pytest.skip("DRAGOMAN_CORPORA is not set")
    folder = Path(value)
    path = folder / name if (folder / name).exists() else folder / "data" / name
    if not path.exists():
        pytest.skip(f"{name} is not among the corpora")
    return path


def limits(name: str, reader: str) -> dict[str, dict[str, float]]:
    """What is `at least` and `at most` asked of a reader on a corpus."""
    found: dict[str, Any] = FLOORS[name] if reader == READERS[0] else FLOORS[name][reader]
    return found


def missed(
    name: str, table: Mapping[str, float], reader: str = READERS[0]
) -> dict[str, tuple[float, float]]:
    """The figures that are below their floor or above their ceiling, each with that limit."""
    found = limits(name, reader)
    low, high = found["at least"], found["at most"]
    return {
        **{key: (table[key], limit) for key, limit in low.items() if table[key] < limit},
        **{key: (table[key], limit) for key, limit in high.items() if table[key] > limit},
    }


def shipped(path: Path, reader: str = READERS[0]) -> Evaluation:
    """What a shipped reader reaches."""
    return measure(rows(path), Statements(Model(MODELS / reader)))


if __name__ == "__main__":
    place = Path(sys.argv[1])
    print(json.dumps({"digest": digest_of(place), "figures": shipped(place).table()}, indent=1))
