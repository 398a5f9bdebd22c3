"""The labelled rows of Zero-Shot-PLOVER's training part (ACL 2024)."""

from __future__ import annotations

import csv
from pathlib import Path

Row = dict[str, str]


def rows(corpora: Path) -> list[Row]:
    """The labelled rows: sentence, source, target, root."""
    with (corpora / "data/events/plover-train.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
