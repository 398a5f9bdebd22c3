"""Cases of invented crisis news with what is said, done and counted in them, labelled by hand.

A file holds blocks parted by empty lines; a block is a head, a line of text and the labels:

    @ id | on: 2021-03-14 | host: MMR | region: south-east asia
    {Thailand} [urged] <Myanmar's army to show restraint>.
    = types: urge-calm | targets: authorities | posture: neutral | words: -

One statement may be marked in the text: {source}, [cue], <content>, cue and content in one or several
parts. In place of the line of types, `deed:` lines tell what is done (type | actors | targets |
modality | words) and `claim:` lines what is counted (quantity | low | high | bound | who | claimant |
words); `-` stands for nothing, and `deed: -` and `claim: -` say that there is none. tests/reactions/gold
has such files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from dragoman.errors import InputError, NotFound
from dragoman.records import Article, Span, Statement

NONE = "-"
Label = TypeVar("Label")
_MARKS = re.compile(r"\{([^}]*)\}|\[([^\]]*)\]|<([^>]*)>")


@dataclass(frozen=True, slots=True)
class Said:
    """What the marked statement of a case does, by its labels."""

    statement: Statement
    types: frozenset[str]
    targets: frozenset[str]
    posture: str
    words: Span | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A deed as labelled: `words` are where the text shows it."""

    type: str
    actors: frozenset[str]
    targets: frozenset[str]
    modality: str
    words: Span


@dataclass(frozen=True, slots=True)
class Counted:
    """A claimed number as labelled; `words` are where it stands."""

    quantity: str
    low: float | None
    high: float | None
    bound: str
    claimant: str | None
    words: Span


@dataclass(frozen=True, slots=True)
class Case:
    """One text with its labels; `deeds` or `claims` is None where the case does not tell of them."""

    id: str
    article: Article
    host: str | None
    said: Said | None = None
    deeds: tuple[Done, ...] | None = None
    claims: tuple[Counted, ...] | None = None


def is_cases(path: Path) -> bool:
    """Whether a file is of this kind, by its first characters."""
    if path.suffix != ".txt" or not path.is_file():
        return False
    with path.open(encoding="utf-8", errors="replace") as lines:
        return lines.read(2) == "@ "


def read(path: Path) -> Iterator[Case]:
    """The cases of a file, in order; raises NotFound, or InputError with the line of a bad one."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {path}: check the path") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path} is no UTF-8 text of cases ({error})") from error
    for number, block in _blocks(lines):
        try:
            yield _case(block)
        except (ValueError, KeyError, IndexError) as error:
            raise InputError(f"{path}, line {number}: no case ({error}); see the help") from error


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append(line.strip())
        elif block:
            yield number - len(block), block
            block = []


def _case(block: list[str]) -> Case:
    head, marked, *labels = block
    if not head.startswith("@ ") or not labels:
        raise ValueError("a head, a text and labels are needed")
    key, _, facts = head.removeprefix("@ ").partition(" | ")
    known = _fields(facts)
    plain, said = unmarked(marked)
    on = date.fromisoformat(known["on"])
    article = Article(key, key, plain, published=on, language="en")
    host = known.get("host", NONE)
    told = next((line for line in labels if line.startswith("= ")), None)
    return Case(
        key,
        article,
        None if host == NONE else host,
        _said(told, said, plain) if told else None,
        _listed(labels, "deed: ", lambda line: _done(line, plain)),
        _listed(labels, "claim: ", lambda line: _counted(line, plain)),
    )


def _fields(line: str) -> Mapping[str, str]:
    found = (part.partition(": ") for part in line.split(" | "))
    return {key.strip(): value.strip() for key, _, value in found}


def unmarked(marked: str) -> tuple[str, Statement]:
    """The text without marks, and the statement whose {source}, [cue] and <content> were marked in it."""
    parts: tuple[list[Span], list[Span], list[Span]] = ([], [], [])
    plain, at = "", 0
    for mark in _MARKS.finditer(marked):
        plain += marked[at : mark.start()]
        kind = int(mark.lastindex or 1)
        parts[kind - 1].append(Span(len(plain), len(plain) + len(mark[kind])))
        plain += mark[kind]
        at = mark.end()
    sources, cues, contents = parts
    source = sources[0] if sources else None
    said = Statement("s", source, tuple(cues), tuple(contents), "indirect", 1.0)
    return plain + marked[at:], said


def _said(line: str, statement: Statement, text: str) -> Said:
    told = _fields(line.removeprefix("= "))
    if not statement.content:
        raise ValueError("no <content> is marked")
    shown = told.get("words", NONE)
    words = None if shown == NONE else _place(text, shown)
    return Said(statement, names(told["types"]), names(told["targets"]), told["posture"], words)


def names(cell: str) -> frozenset[str]:
    """What a cell lists, between commas or plus signs; nothing for `-`."""
    parts = (one.strip() for one in re.split(r",| \+ ", cell))
    return frozenset(one for one in parts if one and one != NONE)


def _listed(labels: list[str], key: str, made: Callable[[str], Label]) -> tuple[Label, ...] | None:
    lines = [line.removeprefix(key) for line in labels if line.startswith(key)]
    if not lines:
        return None
    return tuple(made(line) for line in lines if line != NONE)


def _done(line: str, text: str) -> Done:
    told = _fields(f"type: {line}")
    actors, targets = names(told["actors"]), names(told["targets"])
    return Done(told["type"], actors, targets, told["modality"], _place(text, told["words"]))


def _counted(line: str, text: str) -> Counted:
    told = _fields(f"quantity: {line}")
    low, high = (None if told[k] == NONE else float(told[k]) for k in ("low", "high"))
    claimant = None if told["claimant"] == NONE else told["claimant"]
    words = _place(text, told["words"])
    return Counted(told["quantity"], low, high, told["bound"], claimant, words)


def _place(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))
