"""Which sayings of several articles a person took for one utterance, and how far a program agrees.

A gold file (JSON) has "utterances", each with "mentions": an article's id and words of its text. A mention is a
statement's where the statement's content covers half of it and it a third of the content; the one that it fits
best where several do. A statement that several mentions of several utterances fit is that of the best. Pairs are
counted twice: among mentions that some statement is (the merging itself), and
among all (with what reading missed).
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any, TypeVar

from dragoman.errors import InputError
from dragoman.records import Reading, Span, Statement

Key = tuple[str, str]
"""An article's id and a statement's."""
Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of an article in which a person saw an utterance, and the statement that they are, if any."""

    utterance: str
    article: str
    words: str
    statement: Key | None


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs that both, the program and the gold hold to be one."""

    both: int
    told: int
    gold: int

    @property
    def precision(self) -> float:
        return self.both / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        return self.both / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def load(path: Path) -> dict[str, Any]:
    """A gold file; raises InputError where it is none."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        found["utterances"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} is no gold of utterances ({error})") from error
    return found


def mentions(gold: Mapping[str, Any], readings: Iterable[Reading]) -> list[Mention]:
    """The gold's mentions with the statements that they are."""
    by_id = {str(r.article.given_id or r.article.id): r for r in readings}
    told = []
    for utterance in gold["utterances"]:
        for one in utterance["mentions"]:
            reading = by_id.get(one["article"])
            fit = _statement(reading, one["words"]) if reading else (0.0, None)
            told.append((Mention(utterance["id"], one["article"], one["words"], fit[1]), fit[0]))
    best: dict[Key | None, tuple[float, str]] = {}
    for mention, fits in told:
        best[mention.statement] = max(
            best.get(mention.statement, (0.0, "")), (fits, mention.utterance)
        )
    return [
        mention
        if best[mention.statement][1] == mention.utterance
        else replace(mention, statement=None)
        for mention, _ in told
    ]


def _statement(reading: Reading, words: str) -> tuple[float, Key | None]:
    """How well the best statement fits the words, and which it is."""
    at = reading.article.text.find(words)
    if at < 0:
        return 0.0, None
    span = Span(at, at + len(words))
    held = [(both, one) for one in reading.statements if (both := _covered(one, span))]
    fit = [
        (both / (len(span) + _length(one) - both), one.id)
        for both, one in held
        if 2 * both >= len(span) and 3 * both >= _length(one)
    ]
    if not fit:
        return 0.0, None
    fits, name = max(fit)
    return fits, (reading.article.id, name)


def _length(one: Statement) -> int:
    return sum(map(len, one.content))


def _covered(one: Statement, span: Span) -> int:
    return sum(max(0, min(s.end, span.end) - max(s.start, span.start)) for s in one.content)


def pairwise(found: Sequence[Mention], groups: Iterable[Iterable[Key]], *, all_of: bool) -> Pairs:
    """Pairs among the mentions that are statements; with `all_of` among all of the gold's.

    Two mentions in one statement are no pair: they are one already.
    """
    of = {key: n for n, group in enumerate(groups) for key in group}
    known = [one for one in found if one.statement is not None]
    both = told = gold = 0
    for one, other in combinations(known, 2):
        if one.statement == other.statement:
            continue
        same = of.get(one.statement or ("", ""), -1) == of.get(other.statement or ("", ""), -2)
        wanted = one.utterance == other.utterance
        both, told, gold = both + (same and wanted), told + same, gold + wanted
    if all_of:
        gold = sum(
            a.utterance == b.utterance and (a.statement is None or a.statement != b.statement)
            for a, b in combinations(found, 2)
        )
    return Pairs(both, told, gold)


def b_cubed(told: Mapping[Item, Hashable], gold: Mapping[Item, Hashable]) -> BCubed:
    """B-cubed precision, recall and F1 (Bagga and Baldwin 1998) of groups over the items of `gold`."""
    items = list(gold)
    precision = recall = 0.0
    for one in items:
        own = {other for other in items if told.get(other) == told.get(one)}
        wanted = {other for other in items if gold[other] == gold[one]}
        precision += len(own & wanted) / len(own)
        recall += len(own & wanted) / len(wanted)
    count = max(len(items), 1)
    return BCubed(precision / count, recall / count)


@dataclass(frozen=True, slots=True)
class BCubed:
    """B-cubed precision and recall."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0
