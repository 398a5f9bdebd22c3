from __future__ import annotations

from pathlib import Path

from dragoman.evaluation import markup

GOLD = Path(__file__).parents[1] / "gold"
RECORDS = list(markup.read(GOLD))
