"""The coder: what marked statements do, at whom they are aimed and where they stand, by a small encoder.

A MiniLM of six layers (Wang et al. 2020) reads each statement once, with signs around source, cue and
content (`framing`, `pieces`). Small layers on the mean of all wordpieces and on that of each sign tell types,
posture and targets; one on each wordpiece tells which words show the posture. The same encoder tags deeds in
a sentence (`acts`), tells what its numbers count (`quantities`) and its PLOVER root (`roots`).
`training/coder.py` makes the weights.
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
from dragoman.reactions.deeds.roles import actors_and_targets
from dragoman.reactions.framing import (
    GROUPS,
    POSTURES,
    ROOTS,
    SPEAKS_FOR_HOST,
    Framed,
    known_names,
)
from dragoman.reactions.pieces import Acting, Pieces, Row, between
from dragoman.records import Actor, Coded, Modality, Posture, Span
from dragoman.settings import Settings

FOLDER = "coder"
HOST_SPEAKS = known_names().index(SPEAKS_FOR_HOST)
FIRST_TYPE = known_names().index(f"worded as {codebook.load().words[0]}")
WORDED = 0.1
"""How likely a type must be that the wordings tell too."""
LONGEST_NAME = 24
"""Wordpieces of the words that name a claimant."""
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
    and which of the named actors, by number, it is aimed at.

    `shown` are the words of the framed text that show the posture most; None in a text without words.
    """

    types: tuple[Coded, ...]
    posture: Posture
    groups: tuple[str, ...]
    aimed: tuple[int, ...]
    shown: Span | None


@dataclass(frozen=True, slots=True)
class Asserter:
    """The words of a text that name who asserts a number, None where nobody is named, and how sure that is."""

    words: Span | None
    confidence: float


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
        posture = self._posture(one, whole)
        groups = self._chances(self._scores("groups", whole))
        told = tuple(n for n, c in zip(GROUPS, groups, strict=True) if c >= self._bounds["groups"])
        return Answer(
            self._types(one, whole), posture, told, tuple(aimed), self._shown(one, row, vectors)
        )

    def _shown(self, one: Framed, row: Row, vectors: Floats) -> Span | None:
        """The words around the wordpiece that shows the posture most, as far as they show it too.

        They are words of this statement's cue or content, never of another one in its sentence.
        """
        heads = self.model.heads
        scores = vectors[row.start : -1] @ heads["shown.weight"][0] + heads["shown.bias"][0]
        chances = self._chances(scores)
        own = [any(a < s.end and b > s.start for s in one.said) for a, b in row.places]
        chances[~np.array(own, dtype=bool)] = 0.0
        chances[np.isin(row.ids[row.start : -1], self._pieces.signs)] = 0.0
        if not chances.any():
            return None
        goes_on = self._bounds["shown"]
        first = last = int(chances.argmax())
        while first > 0 and chances[first - 1] >= goes_on:
            first -= 1
        while last + 1 < len(chances) and chances[last + 1] >= goes_on:
            last += 1
        return whole_words(one.text, Span(row.places[first][0], row.places[last][1]))

    def _posture(self, one: Framed, whole: Floats) -> Posture:
        """The likeliest; who speaks for the host is never critical of the host's own authorities."""
        scores = self._scores("posture", whole)
        if one.known[HOST_SPEAKS]:
            scores[POSTURES.index("critical")] = -np.inf
        return POSTURES[int(scores.argmax())]

    def _types(self, one: Framed, whole: Floats) -> tuple[Coded, ...]:
        scores = self._scores("types", whole)
        told = self._chances(scores)
        sure = self._chances(scores * self._bounds["slope"] + self._bounds["offset"])
        best = int(told.argmax())
        names = codebook.load().words
        worded = {n for n in range(len(names)) if one.known[FIRST_TYPE + n] and told[n] >= WORDED}
        chosen = {n for n in range(len(names)) if told[n] >= self._bounds["types"]} | worded
        found = [Coded(names[n], round(float(sure[n]), 3)) for n in sorted(chosen or {best})]
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
            if _is_name(one.text, span):
                continue
            whole, words = vectors[0], vectors[place[0] : place[1]].mean(0)
            modality = self._scores("acting.modality", np.concatenate([words, whole])).argmax()
            chances = self._roles(row, place, words, vectors)
            actors, targets = actors_and_targets(one, span, TYPES[kind], chances)
            yield Told(
                TYPES[kind], MODALITIES[int(modality)], span, actors, targets, round(sure, 3)
            )

    def quantities(
        self, texts: Sequence[str], numbers: Sequence[Sequence[Span]]
    ) -> list[list[int | None]]:
        """For each number of each sentence the number of what it counts; None where it is no claim."""
        rows = [self._pieces.acting(Sentence("", text, ())) for text in texts]
        with single_threaded():
            made = self.model.rows([row.ids for row in rows])
            return [
                [self._quantity(row, span, vectors) for span in spans]
                for row, spans, vectors in zip(rows, numbers, made, strict=True)
            ]

    def claimants(
        self, texts: Sequence[str], numbers: Sequence[Sequence[Span]]
    ) -> list[list[Asserter | None]]:
        """For each number of each text who asserts it; None for a number that the row does not reach."""
        rows = [self._pieces.acting(Sentence("", text, ())) for text in texts]
        with single_threaded():
            made = self.model.rows([row.ids for row in rows])
            return [
                [self._claimant(text, row, span, vectors) for span in spans]
                for text, row, spans, vectors in zip(texts, rows, numbers, made, strict=True)
            ]

    def _claimant(self, text: str, row: Acting, span: Span, vectors: Floats) -> Asserter | None:
        place = row.at(span)
        if place is None:
            return None
        number = np.tile(vectors[place[0] : place[1]].mean(0), (len(vectors), 1))
        near = np.array([between(place, (n, n + 1)) for n in range(len(vectors))], dtype=np.float32)
        heads = self.model.heads
        inner = np.concatenate([vectors, number, near], 1) @ heads["claiming.inner.weight"].T
        scores = np.tanh(inner + heads["claiming.inner.bias"]) @ heads["claiming.ends.weight"].T
        scores = np.concatenate([scores[:1], scores[row.start : -1]])  # nobody, then the text's own
        chances = np.exp(scores - scores.max(0))
        chances /= chances.sum(0)
        first = int(chances[:, 0].argmax())
        if first == 0:
            return Asserter(None, round(float(chances[0, 0]), 3))
        last = first + int(chances[first : first + LONGEST_NAME, 1].argmax())
        sure = round(float(chances[first, 0] * chances[last, 1]), 3)
        words = Span(row.places[first - 1][0], row.places[last - 1][1])
        return Asserter(whole_words(text, words), sure)

    def _quantity(self, row: Acting, span: Span, vectors: Floats) -> int | None:
        place = row.at(span)
        if place is None:
            return None
        both = np.concatenate([vectors[place[0] : place[1]].mean(0), vectors[0]])
        scores = self._scores("counting.quantity", both)
        chances = np.exp(scores - scores.max())
        is_claim = 1 - chances[0] / chances.sum()
        return int(chances[1:].argmax()) if is_claim >= self._bounds["numbers"] else None

    def _roles(self, row: Acting, place: tuple[int, int], words: Floats, vectors: Floats) -> Floats:
        """The chances (candidates, roles) of each candidate of the row in a deed at a place of it."""
        found = np.zeros((len(row.candidates), len(ROLES)), dtype=np.float32)
        for n, candidate in enumerate(row.candidates):
            named = vectors[candidate[0] : candidate[1]].mean(0)
            near = np.array(between(place, candidate), dtype=np.float32)
            both = np.concatenate([words, named, vectors[0], near])
            inner = np.tanh(self._scores("acting.inner", both))
            scores = self._scores("acting.role", inner)
            found[n] = np.exp(scores - scores.max())
            found[n] /= found[n].sum()
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


def _is_name(text: str, span: Span) -> bool:
    """Whether all words of a span are capitalised, and not only because a sentence begins: a name is no deed."""
    return span.start > 0 and all(word[0].isupper() for word in span.of(text).split())


def whole_words(text: str, span: Span) -> Span:
    """The span with the whole of the words that it cuts."""
    start, end = span.start, span.end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return Span(start, end)


def _is_inside(text: str, at: int) -> bool:
    """Whether a word goes on at a character: "foreign-trained" is no deed from "trained" on."""
    return at > 0 and (text[at] == "-" or text[at - 1] == "-" or text[at - 1].isalnum())
