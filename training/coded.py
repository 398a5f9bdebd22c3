"""The project's own coded sentences: what statements do, and which numbers are claims.

python -m training.coded          counts what there is, type by type and quantity by quantity
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.errors import InputError
from dragoman.evaluation.cases import names, unmarked
from dragoman.records import Span, Statement

FOLDER = Path(__file__).parent / "own" / "coded"
POSTURES = ("backs", "neutral", "critical", "none")
_MARK = re.compile(
    r"\[(?P<quantity>[a-z ]+)(?:@(?P<of>[a-z]))?: (?P<number>[^\[\]{}]+)\]"
    r"|\{(?P<letter>[a-z]): (?P<claimant>[^\[\]{}]+)\}"
)


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
    """A text with the numbers that are claims: the span of each, its quantity, and who asserts it.

    `claimants` has the words that name the claimant for each number, None where the text names none; it is
    None as a whole where nobody marked claimants.
    """

    text: str
    numbers: tuple[tuple[Span, str], ...]
    claimants: tuple[Span | None, ...] | None = None


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


def claims() -> Iterator[Counted]:
    """The texts with numbers, in order: those without marks of claimants, then those with."""
    for line in (FOLDER / "claims.txt").read_text("utf-8").splitlines():
        yield replace(counted(line), claimants=None)
    for line in (FOLDER / "claimants.txt").read_text("utf-8").splitlines():
        yield counted(line)


def counted(line: str) -> Counted:
    """A line "{a: The mayor} counted [killed@a: nine] dead"; raises InputError where a mark is missing."""
    text, at = "", 0
    found: list[tuple[Span, str, str | None]] = []
    named: dict[str, Span] = {}
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        words = mark["number"] or mark["claimant"]
        span = Span(len(text), len(text) + len(words))
        if mark["letter"]:
            named[mark["letter"]] = span
        else:
            found.append((span, mark["quantity"], mark["of"]))
        text += words
        at = mark.end()
    text += line[at:]
    missing = {of for *_, of in found if of} - set(named)
    if missing or set("[]{}") & set(text):
        raise InputError(f"a mark is missing or not closed: {line}")
    owners = tuple(named[of] if of else None for *_, of in found)
    return Counted(text, tuple((span, quantity) for span, quantity, _ in found), owners)


if __name__ == "__main__":
    for told in (
        Counter(name for one in statements() for name in one.types),
        Counter(one.posture for one in statements()),
        Counter(quantity for one in claims() for _, quantity in one.numbers),
    ):
        print(", ".join(f"{name} {count}" for name, count in told.most_common()))
