"""Which of the candidates a pronoun means: a small learned network over what speaks for each.

A row of named numbers describes each candidate; one hidden layer gives it a score, `none` has its own by
pronoun, and a softmax makes them shares (a mention ranker after Clark and Manning 2016, over our own
layers). `training/pronouns.py` learns the weights and writes data/pronouns.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.actors.candidates import KINDS, WINDOW, Candidate, candidates
from dragoman.actors.phrases import listed, words_of
from dragoman.actors.scene import Decided, Scene, is_same
from dragoman.errors import ModelError
from dragoman.ids import digest
from dragoman.records import Span

PRONOUNS = (
    ("he", "him", "his", "himself"),
    ("she", "her", "hers", "herself"),
    ("they", "them", "their", "themselves"),
    ("it", "its", "itself"),
)
GENDERS = ("man", "woman", None, None)
THEY, IT = 2, 3
"""The places of "they" and "it" among the PRONOUNS."""
LATELY = 8
"""Places of a candidate of which it is told whether they open their sentences."""
OPENING = 5
"""Characters from a sentence's start within which a phrase opens it."""
_AFTER = re.compile(r"[ ,]{0,2}(?:\w+ly )?([a-z]+)")

Numbers = npt.NDArray[np.float32]
Row = dict[str, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A pronoun and what is around it: its class, its sentence, its like before it, the rules' choice.

    `like` are the starts of the pronouns of its class before it; `speaks` tells that it is the source
    of a statement.
    """

    at: Span
    word: str
    number: int
    here: Span
    like: tuple[int, ...]
    rule: Decided | None
    speaks: bool

    @property
    def person(self) -> bool:
        return GENDERS[self.number] is not None


def ask(scene: Scene, at: Span, rule: Decided | None, *, speaks: bool = True) -> Asked | None:
    """The pronoun at a span; None where it is none of the third person."""
    word = at.of(scene.text).lower()
    number = next((n for n, known in enumerate(PRONOUNS) if word in known), None)
    if number is None:
        return None
    start = max(0, at.start - WINDOW)
    like = tuple(m.start() for m in _like(number).finditer(scene.text, start, at.start))
    return Asked(at, word, number, scene.sentence(at.start), like, rule, speaks)


@cache
def _like(number: int) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(PRONOUNS[number])})\b", re.IGNORECASE)


def fitting(scene: Scene, asked: Asked) -> list[Candidate]:
    """The candidates that are not ruled out, the one named last first.

    Ruled out are persons of the other gender, and who says the words around the pronoun: that is "I".
    """
    speaking = scene.speaking(asked.at.start)
    found = candidates(scene, asked.at, asked.rule)
    return [c for c in found if not (_clashes(scene, asked, c) or _spoke(c, speaking))]


@dataclass(frozen=True, slots=True)
class Ranker:
    """An ensemble of k networks over d named numbers, each with h units, side by side in one array.

    `inner` (d, k, h) and `bias` (k, h) lead to the units, `outer` (k, h) to a score; `none` (k, 4) scores
    nobody by class of pronoun.
    """

    names: tuple[str, ...]
    inner: Numbers
    bias: Numbers
    outer: Numbers
    none: Numbers
    version: str = ""

    @staticmethod
    @cache
    def shipped() -> Ranker:
        """The ranker that comes with the program."""
        place = files("dragoman.actors.data").joinpath("pronouns.json")
        try:
            found = place.read_text(encoding="utf-8")
            return Ranker.of(json.loads(found), digest(found))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"The weights of the pronouns, {place}, are missing or damaged "
                f"({type(error).__name__}). Install dragoman again."
            ) from error

    @classmethod
    def of(cls, data: Mapping[str, Any], version: str = "") -> Ranker:
        """The ranker of what training wrote: the names, and of each network its four arrays."""
        inner, bias, outer, none = (
            np.array(arrays, np.float32) for arrays in zip(*data["networks"], strict=True)
        )
        return cls(tuple(data["names"]), inner.transpose(1, 0, 2), bias, outer, none, version)

    def rank(self, scene: Scene, asked: Asked) -> Iterator[tuple[Candidate, float]]:
        """The candidates with the share that each has; what is missing to 1 is the share of none."""
        found = fitting(scene, asked)
        if found:
            shares = self.shares(features(scene, asked, found), asked.number)
            yield from zip(found, shares, strict=True)

    def shares(self, rows: Sequence[Row], number: int) -> list[float]:
        """The share of each row for a pronoun of the class, the mean over the networks."""
        table = np.array([[row[name] for name in self.names] for row in rows], np.float32)
        units = np.tanh(np.tensordot(table, self.inner, 1) + self.bias)
        scores = np.vstack([(units * self.outer).sum(axis=2), self.none[:, number]])
        shares = np.exp(scores - scores.max(axis=0))
        means: list[float] = (shares / shares.sum(axis=0)).mean(axis=1)[:-1].tolist()
        return means


def features(scene: Scene, asked: Asked, found: Sequence[Candidate]) -> list[Row]:
    """What speaks for each candidate, as named numbers from 0 to 1."""
    topic = _topic(scene, asked, found)
    last = scene.last(asked.at.start, person=asked.person)
    of_pronoun = _of_pronoun(scene, asked)
    seen: dict[str, int] = {}
    fitting = 0
    rows = []
    for number, one in enumerate(found):
        seen[one.kind] = seen.get(one.kind, 0) + 1
        fits = _fits(scene, asked, one)
        fitting += fits
        row = of_pronoun | _of_kind(asked, one)
        row |= _of_distance(scene, asked, one) | _of_position(scene, one.last.span)
        row |= _of_agreement(scene, asked, one)
        row |= {
            "rank in kind": 1 / seen[one.kind],
            "rank": 1 / (number + 1),
            "rank of fitting": fits / max(fitting, 1),
            "topic": float(one is topic),
            "rule": float(asked.rule is not None and one.named(asked.rule.mention)),
            "last speaker": float(_spoke(one, last)),
        }
        rows.append(row)
    return rows


def _of_pronoun(scene: Scene, asked: Asked) -> Row:
    row = {known[0]: float(asked.number == n) for n, known in enumerate(PRONOUNS)}
    return row | {
        "speaks": float(asked.speaks),
        "owns": float(asked.word in ("his", "their", "its")),
        "opens": float(asked.at.start - asked.here.start < OPENING),
        "quoted": float(_in_quotes(scene, asked.at.start)),
        "like here": float(bool(asked.like) and asked.like[-1] >= asked.here.start),
    }


def _of_kind(asked: Asked, one: Candidate) -> Row:
    fits = {"person": asked.person, "they": asked.number == THEY, "it": asked.number == IT}
    return {f"{k} for {f}": float(one.kind == k and yes) for k in KINDS for f, yes in fits.items()}


def _of_distance(scene: Scene, asked: Asked, one: Candidate) -> Row:
    span, here = one.last.span, asked.here
    between = scene.text[span.end : asked.at.start]
    sentence = scene.sentence(span.start)
    before = scene.sentence(here.start - 1) if here.start else here
    since = sum(span.end <= start for start in asked.like)
    return {
        "same sentence": float(sentence == here),
        "sentence before": float(sentence == before != here),
        "distance": min(len(between), WINDOW) / WINDOW,
        "same paragraph": float("\n" not in between),
        "paragraphs between": float(between.count("\n\n") > 1),
        "like since": min(since, 4) / 4,
        "same sentence speaks": float(asked.speaks and sentence == here),
    }


def _of_position(scene: Scene, span: Span) -> Row:
    """Signs of a subject, of an object, of an owner and of a place that only modifies."""
    sentence = scene.sentence(span.start)
    behind = scene.text[span.end : span.end + 20]
    lead = words_of(scene.text[max(sentence.start, span.start - 40) : span.start])
    after = _AFTER.match(behind)
    return {
        "first": float(_first(scene, span)),
        "after preposition": float(bool(lead) and listed(lead[-1], "prepositions", "inside")),
        "owner": float(behind[:2] in ("’s", "'s")),
        "before auxiliary": float(after is not None and listed(after[1], "auxiliaries")),
        "before comma": float(behind[:1] == ","),
        "named in quotes": float(_in_quotes(scene, span.start)),
    }


def _of_agreement(scene: Scene, asked: Asked, one: Candidate) -> Row:
    """Whether gender and number are shown to be the pronoun's, and how it has been named so far."""
    wanted, shown = GENDERS[asked.number], one.genders(scene.text)
    words = one.last.span.of(scene.text)
    plural = " and " in words or (one.kind != "name" and words.endswith("s") and words[0].islower())
    return {
        "gender fits": float(wanted is not None and shown == {wanted}),
        "plural for they": float(plural and asked.number == THEY),
        "plural for one": float(plural and asked.number != THEY),
        "one for they": float(not plural and asked.number == THEY),
        "named in full": float(any(" " in p.span.of(scene.text) for p in one.places)),
        "often": min(len(one.places), 6) / 6,
        "often first": min(sum(_first(scene, p.span) for p in one.places[-LATELY:]), 4) / 4,
        "named early": float(one.places[0].span.start < 200),
        "has spoken": float(any(p.decided for p in one.places)),
        "spoke last": float(one.last.decided is not None),
    }


def _topic(scene: Scene, asked: Asked, found: Sequence[Candidate]) -> Candidate | None:
    """The candidate that was named last before the pronoun's last like, and fits it."""
    if not asked.like:
        return None
    ends: list[tuple[int, int]] = []
    for number, one in enumerate(found):
        before = [p.span.end for p in one.places if p.span.end <= asked.like[-1]]
        if before and _fits(scene, asked, one):
            ends.append((max(before), number))
    return found[max(ends)[1]] if ends else None


def _clashes(scene: Scene, asked: Asked, one: Candidate) -> bool:
    """Whether a person is shown to be of the other gender alone."""
    wanted, shown = GENDERS[asked.number], one.genders(scene.text)
    return wanted is not None and bool(shown) and wanted not in shown


def _fits(scene: Scene, asked: Asked, one: Candidate) -> bool:
    """Whether a candidate is a person for "he" and "she", of no other gender, and none for "it"."""
    person = one.kind in ("name", "person")
    return person == asked.person and not _clashes(scene, asked, one)


def _spoke(one: Candidate, speaker: Decided | None) -> bool:
    return any(p.decided and is_same(p.decided, speaker) for p in one.places)


def _first(scene: Scene, span: Span) -> bool:
    return span.start - scene.sentence(span.start).start < OPENING


def _in_quotes(scene: Scene, at: int) -> bool:
    lead = scene.text[scene.sentence(at).start : at]
    return lead.count("“") > lead.count("”") or lead.count('"') % 2 == 1
