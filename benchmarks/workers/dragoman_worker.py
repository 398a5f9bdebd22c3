"""One run of Dragoman's reader over articles in JSONL, in one of its settings; tells it as JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from dragoman.inference import Model
from dragoman.records import Article, Reading
from dragoman.settings import READERS, Settings
from dragoman.statements.stage import Statements

BATCH = 64
"""Articles read together, as the pipeline does."""


def readings(path: Path) -> Iterator[Reading]:
    """The articles of a JSONL file, unread."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            yield Reading(Article(str(number), str(number), json.loads(line)["text"]))


def main() -> None:
    """Reads every article, text in and linked statements out; or lists the settings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, nargs="?")
    parser.add_argument("--setting", choices=READERS, default=READERS[0])
    asked = parser.parse_args()
    if asked.articles is None:
        print("\n".join(READERS))
        return
    model = Model.chosen(Settings(reader=asked.setting))
    stage = Statements(model)
    articles = statements = 0
    waiting = readings(asked.articles)
    while batch := list(islice(waiting, BATCH)):
        for one in stage(batch):
            articles += 1
            statements += len(one.statements)
    versions = {"dragoman": version("dragoman"), "model": model.version}
    print(json.dumps({"articles": articles, "statements": statements, "versions": versions}))


if __name__ == "__main__":
    main()
