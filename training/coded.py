"""The project's own coded sentences: what statements do, and which numbers are claims.

python -m training.coded          counts what there is, type by type and quantity by quantity
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import InputError
from dragoman.evaluation.cases import names, unmarked
from dragoman.records import Span, Statement

FOLDER = Path(__file__).parent / "own" / "coded"
POSTURES = ("backs", "neutral", "critical", "none")
_NUMBER = re.compile(r"\[([a-z ]+): ([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence with its one statement and the labels of it; `types` has the main one first.

    `shown` are the words that show the posture, where they were marked.
    """

    text: str
    statement: Statement
    types: tuple[str, ...]
    targets: frozenset[str]
    posture: str
    host: str
    shown: Span | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A sentence with the numbers that are claims: the span of each and its quantity."""

    text: str
    numbers: tuple[tuple[Span, str], ...]


def statements(path: Path = FOLDER / "statements.txt") -> Iterator[Coded]:
    """The coded statements of a file, in order; raises InputError with the line of a bad one."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        fields = line.split(" | ", 4)
        if len(fields) != 5 or fields[2] not in POSTURES:
            raise InputError(f"{path}, line {number}: not types | targets | posture | host | text")
        types, targets, posture, host, written = fields
        marked, _, words = written.partition(" || ")
        text, said = unmarked(marked)
        at = text.find(words) if words else -1
        if words and at < 0:
            raise InputError(f"{path}, line {number}: {words!r} does not stand in it")
        shown = Span(at, at + len(words)) if words else None
        if not said.content:
            raise InputError(f"{path}, line {number}: no <content> is marked")
        yield Coded(text, said, tuple(types.split(",")), names(targets), posture, host, shown)


def claims(path: Path = FOLDER / "claims.txt") -> Iterator[Counted]:
    """The sentences with numbers of a file, in order."""
    for line in path.read_text("utf-8").splitlines():
        text, at = "", 0
        found: list[tuple[Span, str]] = []
        for mark in _NUMBER.finditer(line):
            text += line[at : mark.start()]
            found.append((Span(len(text), len(text) + len(mark[2])), mark[1]))
            text += mark[2]
            at = mark.end()
        yield Counted(text + line[at:], tuple(found))


if __name__ == "__main__":
    for counted in (
        Counter(name for one in statements() for name in one.types),
        Counter(one.posture for one in statements()),
        Counter(quantity for one in claims() for _, quantity in one.numbers),
    ):
        print(", ".join(f"{name} {count}" for name, count in counted.most_common()))
