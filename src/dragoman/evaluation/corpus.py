"""Scores a reader on a corpus of attributions in JSONL: `{"id","text","attributions":[…]}` a line.

Each attribution holds source, cue and content as lists of [start, end]; `spans` says what is counted.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dragoman.errors import InputError, NotFound
from dragoman.evaluation.spans import Attribution, Scores
from dragoman.inference import MODELS, Model
from dragoman.records import Article, Reading, Span, Statement
from dragoman.statements.stage import Statements

BATCH = 16


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSONL file, gzipped or not; raises NotFound or InputError."""
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {path}: check the path") from error
    except (OSError, ValueError, EOFError) as error:
        raise InputError(f"{path} is no JSONL of attributions ({error}): see the help") from error


def attribution(one: Statement) -> Attribution:
    """A Statement in the scorer's terms."""

    def ends(spans: tuple[Span, ...]) -> tuple[tuple[int, int], ...]:
        return tuple((s.start, s.end) for s in spans)

    return Attribution(ends((one.source,) if one.source else ()), ends(one.cue), ends(one.content))


def evaluate(
    path: Path, folder: Path | None = None, step: Callable[[], None] = lambda: None
) -> dict[str, float]:
    """Every measure of `spans.Scores` by name, over whole articles."""
    stage = Statements(Model(folder or MODELS / "reader"))
    scores = Scores()
    corpus = list(rows(path))
    for at in range(0, len(corpus), BATCH):
        part = corpus[at : at + BATCH]
        readings = [Reading(Article(str(r["id"]), str(r["id"]), r["text"])) for r in part]
        for row, reading in zip(part, stage(readings), strict=True):
            gold = [Attribution.of(a) for a in row["attributions"]]
            scores.add(gold, [attribution(s) for s in reading.statements])
            step()
    return {name: round(value, 4) for name, value in scores.table().items()}
