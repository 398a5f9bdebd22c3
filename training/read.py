"""Reads a folder or batch of articles once and keeps the readings, for what is fitted on them again and again.

python -m training.read training/own/stories/crisis.jsonl --config training/own/stories/actors.toml --to runs/a.pkl
"""

from __future__ import annotations

import argparse
import pickle
from dataclasses import replace
from pathlib import Path

from dragoman.actors.collection import shared
from dragoman.pipeline import build, open_articles, parts, run
from dragoman.records import Reading
from dragoman.settings import Settings


def readings(specs: list[str], config: Path | None) -> list[Reading]:
    """Everything read from each article, what one says of a person serving the others."""
    found = run(build(parts(Settings.load(config))), open_articles(specs))
    return shared([replace(one, encoding=None) for one in found if isinstance(one, Reading)])


def main() -> None:
    """The command."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("specs", nargs="+")
    options.add_argument("--config", type=Path)
    options.add_argument("--to", type=Path, required=True)
    given = options.parse_args()
    given.to.parent.mkdir(parents=True, exist_ok=True)
    given.to.write_bytes(pickle.dumps(readings(given.specs, given.config)))


if __name__ == "__main__":
    main()
