"""The part of the training corpus that no weights are made from: for tuning and calibration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PUBLISHERS = frozenset({"breitbart", "nyt", "usa-today", "west-journal"})
SINCE = "2016-08"


def set_aside(row: Mapping[str, Any]) -> bool:
    """Whether an article belongs to the set aside: the last weeks of four of the seven publishers."""
    return row.get("publisher") in PUBLISHERS and str(row.get("published", "")) >= SINCE
