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

_MARKS = " \t\"'“”‘’«»„,.;:"


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence with its content, the number of the point that it makes in its crisis, and for whom."""

    said: Within
    point: int
    actor: str


@dataclass
class Crisis:
    """All wordings of one crisis."""

    id: str
    wordings: list[Wording] = field(default_factory=list)


def read(folder: Path) -> list[Crisis]:
    """The crises of all files of a folder, in order; raises InputError, with the line that cannot be read."""
    return [one for path in sorted(folder.glob("*.txt")) for one in _crises(path)]


def _crises(path: Path) -> Iterator[Crisis]:
    crisis, actor, point = Crisis(""), "", 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("=== "):
            if crisis.wordings:
                yield crisis
            crisis = Crisis(line[4:].split("|")[0].strip())
        elif line.startswith("@ "):
            actor = line[2:].split("|")[0].strip()
        elif line.startswith("- "):
            point += 1
        elif line.strip():
            if line.count("[") != 1 or line.count("]") != 1:
                raise InputError(f"{path}, line {number}: one content in brackets is wanted")
            crisis.wordings.append(Wording(_said(line), point, actor))
    yield crisis


def _said(line: str) -> Within:
    start, end = line.index("["), line.index("]") - 1
    text = line.replace("[", "").replace("]", "")
    words = text[start:end].strip(_MARKS) or text[start:end]
    start = text.index(words, start)
    return Within(text, (Span(start, start + len(words)),))
