"""The stage that reads entities and roles: further layers of the pass that statements needed anyway.

Entities are of nine types, after the newswire set's guidelines; a role is the office, post or occupation
by which a text names a person. They need not be apart: a people's name may stand inside a role.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from dragoman.inference import Encoding, Floats, Ints, Model
from dragoman.layers import LAYERS
from dragoman.records import Entity, Reading, Span

READ = ("entities", "roles")
"""The layers that are read here."""


class Entities:
    """Fills `entities` from the encoding that the statements' pass left."""

    name = "entities"
    requires: tuple[str, ...] = ("statements",)
    provides = "entities"

    def __init__(self, model: Model) -> None:
        self.model = model

    @property
    def version(self) -> str:
        return self.model.version

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
        return [
            replace(one, entities=tuple(found(one.encoding))) if one.encoding else one
            for one in readings
        ]


def found(encoding: Encoding) -> list[Entity]:
    """The entities and roles of one text, in order; none of a layer that the reader has not learned."""
    layers = [layer for layer in READ if layer in encoding.scores]
    every = [one for layer in layers for one in _of_layer(encoding, layer)]
    return sorted(every, key=lambda one: (one.span, one.kind))


def _of_layer(encoding: Encoding, layer: str) -> Iterator[Entity]:
    """Each word has its likeliest label; one that cannot continue what stands before it begins anew.

    The words' labels are independent of each other here, so that the chance of a span is their product.
    """
    names = LAYERS[layer]
    chances = _chances(encoding.scores[layer])
    labels = chances.argmax(axis=1) if len(chances) else np.zeros(0, dtype=np.int64)
    paragraph = encoding.words.paragraph
    begun: tuple[int, str] | None = None
    for at in np.flatnonzero(labels).tolist():
        prefix, _, kind = names[labels[at]].partition("-")
        if begun and (prefix in "BS" or kind != begun[1] or paragraph[at] != paragraph[at - 1]):
            yield _entity(encoding, chances, labels, (begun[0], at - 1, begun[1]))
            begun = None
        begun = begun or (at, kind)
        ended = at + 1 == len(labels) or not labels[at + 1]
        if prefix in "ES" or ended:
            yield _entity(encoding, chances, labels, (begun[0], at, begun[1]))
            begun = None


def _entity(
    encoding: Encoding, chances: Floats, labels: Ints, place: tuple[int, int, str]
) -> Entity:
    first, last, kind = place
    offsets = encoding.words.offsets
    sure = chances[np.arange(first, last + 1), labels[first : last + 1]].prod()
    span = Span(int(offsets[first, 0]), int(offsets[last, 1]))
    return Entity(kind, span, round(float(sure), 4))


def _chances(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
    out: Floats = raised / raised.sum(axis=1, keepdims=True)
    return out
