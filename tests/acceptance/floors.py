"""Floors under figures that were once reached, each on one file known by its digest."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

FLOORS: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("floors.json").read_text("utf-8")
)


def corpus(name: str) -> Path:
    """A file of the corpora; skips where they are not there or are of another edition."""
    value = os.environ.get("DRAGOMAN_CORPORA")
    if not value:
        pytest.skip("DRAGOMAN_CORPORA is not set")
    folder = Path(value)
    path = folder / name if (folder / name).exists() else folder / "data" / name
    if not path.exists():
        pytest.skip(f"{name} is not among the corpora")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    if digest != FLOORS[name]["digest"]:
        pytest.skip(f"{name} is another edition than the floors are of")
    return path
