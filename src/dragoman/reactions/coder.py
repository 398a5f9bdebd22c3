"""The coder: what marked statements do, at whom they are aimed and where they stand, by a small encoder.

A MiniLM of six layers (Wang et al. 2020) reads each statement once, with signs around source, cue and
content (`framing`, `pieces`); four small layers on the mean of all wordpieces and on that of each
sign answer at once. `training/coder.py` makes the weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from dragoman.inference import MODELS, Floats, Model
from dragoman.processor import single_threaded
from dragoman.reactions import codebook
from dragoman.reactions.deeds.framing import MODALITIES, ROLES, TYPES, Sentence
from dragoman.reactions.framing import GROUPS, POSTURES, ROOTS, Framed
from dragoman.reactions.pieces import Acting, Pieces, Row, between
from dragoman.records import Actor, Coded, Modality, Posture, Span
from dragoman.settings import Settings

FOLDER = "coder"
Known = Callable[[str], Actor | None]
"""The actor of a code, from the registry."""


@dataclass(frozen=True, slots=True)
class Told:
    """A deed that the coder sees in a sentence, at a span of it; who acts and who is acted on, by code."""

    type: str
    modality: Modality
    span: Span
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the coder says of one statement: its types, surest first; its posture; words for targets;
    and which of the named actors, by number, it is aimed at."""

    types: tuple[Coded, ...]
    posture: Posture
    groups: tuple[str, ...]
    aimed: tuple[int, ...]


class Coder:
    """Asks the shipped network; loads it when it is first asked."""

    def __init__(self, model: Model) -> None:
        self.model = model

    @classmethod
    def chosen(cls, settings: Settings) -> Coder:
        """The shipped coder, with the threads of the settings."""
        return cls(Model(MODELS / FOLDER, settings.threads))

    @property
    def version(self) -> str:
        return self.model.version

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self.model.shared / "tokenizer.json")

    @cached_property
    def _bounds(self) -> Any:
        return self.model.card["bounds"]

    def answers(self, statements: Sequence[Framed]) -> list[Answer]:
        """An answer for each statement, in order."""
        rows = [self._pieces.row(one) for one in statements]
        with single_threaded():
            return [
                self._answer(one, row, vectors)
                for one, row, vectors in zip(
                    statements, rows, self.model.rows([row.ids for row in rows]), strict=True
                )
            ]

    def roots(self, sentences: Sequence[Framed]) -> list[tuple[str, float]]:
        """The PLOVER root of each sentence between its source and its target, and how sure that is."""
        rows = [self._pieces.row(one) for one in sentences]
        found = []
        with single_threaded():
            vectors = self.model.rows([row.ids for row in rows])
            for one, row, made in zip(sentences, rows, vectors, strict=True):
                scores = self._scores("roots", self._pooled(one, row, made))
                chances = np.exp(scores - scores.max())
                best = int(chances.argmax())
                found.append((ROOTS[best], round(float(chances[best] / chances.sum()), 3)))
        return found

    def _pooled(self, one: Framed, row: Row, vectors: Floats) -> Floats:
        """The mean of all wordpieces, that of each sign, and what is known."""
        ids = np.array(row.ids)
        pools = [vectors.mean(0)]
        for sign in self._pieces.signs:
            at = ids == sign
            pools.append(vectors[at].mean(0) if at.any() else np.zeros_like(pools[0]))
        return np.concatenate([*pools, np.array(one.known, dtype=np.float32)])

    def _answer(self, one: Framed, row: Row, vectors: Floats) -> Answer:
        whole = self._pooled(one, row, vectors)
        aimed = [
            n
            for n, (first, last) in enumerate(row.named)
            if self._aimed(whole, vectors[first:last].mean(0)) >= self._bounds["actors"]
        ]
        posture = POSTURES[int(self._scores("posture", whole).argmax())]
        groups = self._chances(self._scores("groups", whole))
        told = tuple(n for n, c in zip(GROUPS, groups, strict=True) if c >= self._bounds["groups"])
        return Answer(self._types(whole), posture, told, tuple(aimed))

    def _types(self, whole: Floats) -> tuple[Coded, ...]:
        scores = self._scores("types", whole)
        told = self._chances(scores)
        sure = self._chances(scores * self._bounds["slope"] + self._bounds["offset"])
        best = int(told.argmax())
        names = codebook.load().words
        found = [
            Coded(names[n], round(float(sure[n]), 3))
            for n in range(len(names))
            if told[n] >= self._bounds["types"] or n == best
        ]
        return tuple(sorted(found, key=lambda one: -one.confidence))

    def acts(self, sentences: Sequence[Sentence]) -> list[tuple[Told, ...]]:
        """The deeds that each sentence tells, in order."""
        rows = [self._pieces.acting(one) for one in sentences]
        with single_threaded():
            return [
                tuple(self._told(one, row, vectors))
                for one, row, vectors in zip(
                    sentences, rows, self.model.rows([row.ids for row in rows]), strict=True
                )
            ]

    def _told(self, one: Sentence, row: Acting, vectors: Floats) -> Iterator[Told]:
        inner = vectors[row.start : -1]
        scores = (
            inner @ self.model.heads["acting.tag.weight"].T + self.model.heads["acting.tag.bias"]
        )
        for first, last, kind, sure in tagged(scores):
            begins = row.places[first][0]
            if sure < self._bounds["deeds"] or _is_inside(one.text, begins):
                continue
            place = (row.start + first, row.start + last)
            span = Span(row.places[first][0], row.places[last - 1][1])
            whole, words = vectors[0], vectors[place[0] : place[1]].mean(0)
            modality = self._scores("acting.modality", np.concatenate([words, whole])).argmax()
            roles = self._roles(row, place, words, vectors)
            actors = _of_role(one, roles, ROLES.index("actor"))
            targets = tuple(
                c for c in _of_role(one, roles, ROLES.index("target")) if c not in actors
            )
            yield Told(
                TYPES[kind], MODALITIES[int(modality)], span, actors, targets, round(sure, 3)
            )

    def _roles(
        self, row: Acting, place: tuple[int, int], words: Floats, vectors: Floats
    ) -> list[int]:
        found = []
        for candidate in row.candidates:
            named = vectors[candidate[0] : candidate[1]].mean(0)
            near = np.array(between(place, candidate), dtype=np.float32)
            both = np.concatenate([words, named, vectors[0], near])
            inner = np.tanh(self._scores("acting.inner", both))
            found.append(int(self._scores("acting.role", inner).argmax()))
        return found

    def _aimed(self, whole: Floats, named: Floats) -> float:
        inner = np.tanh(self._scores("inner", np.concatenate([whole, named])))
        return float(self._chances(self._scores("aimed", inner))[0])

    def _scores(self, layer: str, vector: Floats) -> Floats:
        heads = self.model.heads
        found: Floats = heads[f"{layer}.weight"] @ vector + heads[f"{layer}.bias"]
        return found

    @staticmethod
    def _chances(scores: Floats) -> Floats:
        found: Floats = (1 / (1 + np.exp(-scores))).astype(np.float32)
        return found


def tagged(scores: Floats) -> Iterator[tuple[int, int, int, float]]:
    """The runs of wordpieces that are tagged as one deed: first, behind the last, type, mean chance.

    `scores` (wordpieces, tags) has O first, then for each type the tag that opens a deed and the one that
    goes on; a deed that is gone on with but never opened counts too.
    """
    if not len(scores):
        return
    chances = np.exp(scores - scores.max(1, keepdims=True))
    chances /= chances.sum(1, keepdims=True)
    best = chances.argmax(1)
    kinds = np.where(best > 0, (best - 1) // 2, -1)
    opens = (best > 0) & ((best - 1) % 2 == 0)
    first = 0
    for at in range(1, len(kinds) + 1):
        goes_on = at < len(kinds) and kinds[at] == kinds[first] and not opens[at]
        if goes_on:
            continue
        if kinds[first] >= 0:
            kind = int(kinds[first])
            sure = chances[first:at, 1 + 2 * kind : 3 + 2 * kind].sum(1).mean()
            yield first, at, kind, float(sure)
        first = at


def _is_inside(text: str, at: int) -> bool:
    """Whether a word goes on at a character: "foreign-trained" is no deed from "trained" on."""
    return at > 0 and (text[at] == "-" or text[at - 1] == "-" or text[at - 1].isalnum())


def _of_role(one: Sentence, roles: Sequence[int], role: int) -> tuple[str, ...]:
    found = (c.codes for c, told in zip(one.candidates, roles, strict=True) if told == role)
    return tuple(dict.fromkeys(code for codes in found for code in codes))
