"""The coder: what marked statements do, at whom they are aimed and where they stand, by a small encoder.

A MiniLM of six layers (Wang et al. 2020) reads each statement once, with signs around source, cue and
content (`framing`, `pieces`); four small layers on the mean of all wordpieces and on that of each
sign answer at once. `training/coder.py` makes the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from dragoman.inference import MODELS, Floats, Model, single_threaded
from dragoman.reactions import codebook
from dragoman.reactions.framing import GROUPS, POSTURES, Framed
from dragoman.reactions.pieces import Pieces, Row
from dragoman.records import Coded, Posture
from dragoman.settings import Settings

FOLDER = "coder"


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

    def _answer(self, one: Framed, row: Row, vectors: Floats) -> Answer:
        ids = np.array(row.ids)
        pools = [vectors.mean(0)]
        for sign in self._pieces.signs:
            at = ids == sign
            pools.append(vectors[at].mean(0) if at.any() else np.zeros_like(pools[0]))
        whole = np.concatenate([*pools, np.array(one.known, dtype=np.float32)])
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
