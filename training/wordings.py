"""Utterances of invented crises in the wordings of several newsrooms, as `training/own/wordings` has them.

A file holds crises: `=== id | what happened`; in them occasions: `@ actor | who speaks | day | venue`; in them
points: `- gist`; and under each its wordings, one a line: a sentence, with what is reported in [brackets].
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import InputError
from dragoman.records import Span
from dragoman.vectors import Within


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence with its content, and the number of the point that it makes in its file."""

    said: Within
    point: int


@dataclass
class Crisis:
    """All wordings of one crisis."""

    id: str
    wordings: list[Wording] = field(default_factory=list)


def read(folder: Path) -> list[Crisis]:
    """The crises of all files of a folder, in order; raises InputError, with the line that cannot be read."""
    return [one for path in sorted(folder.glob("*.txt")) for one in _crises(path)]


def _crises(path: Path) -> Iterator[Crisis]:
    crisis, point = Crisis(""), 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("=== "):
            if crisis.wordings:
                yield crisis
            crisis = Crisis(line[4:].split("|")[0].strip())
        elif line.startswith("- "):
            point += 1
        elif line.strip() and not line.startswith("@ "):
            if line.count("[") != 1 or line.count("]") != 1:
                raise InputError(f"{path}, line {number}: one content in brackets is wanted")
            crisis.wordings.append(Wording(_said(line), point))
    yield crisis


def _said(line: str) -> Within:
    start, end = line.index("["), line.index("]") - 1
    text = line.replace("[", "").replace("]", "")
    return Within.of(text, [Span(0, len(text))], [Span(start, end)])
