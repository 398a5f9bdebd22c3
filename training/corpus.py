"""Attribution corpora (JSONL as PolNeAR's here) turned into words, labels and links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dragoman.inference import Ints, Vocabulary, Words
from dragoman.layers import LAYERS, STATEMENTS

LABEL_ID = {label: i for i, label in enumerate(LAYERS["statements"])}
SpanWords = tuple[int, int]
"""First and last word of a span, both inclusive."""


@dataclass(frozen=True)
class Example:
    """One article: its words, a label a word, and its attributions as word spans.

    `links` holds one (sources, cues, contents) for each attribution.
    """

    id: str
    text: str
    words: Words
    labels: Ints
    links: list[tuple[list[SpanWords], list[SpanWords], list[SpanWords]]] = field(
        default_factory=list
    )


def _word_span(words: Words, start: int, end: int) -> SpanWords | None:
    """The words that a character span touches (annotators sometimes cut a word in two)."""
    first = int(np.searchsorted(words.offsets[:, 1], start, side="right"))
    last = int(np.searchsorted(words.offsets[:, 0], end, side="left")) - 1
    return (first, last) if first <= last else None


def _put(labels: Ints, kind: str, span: SpanWords) -> None:
    first, last = span
    if (labels[first : last + 1] != 0).any():
        return
    if first == last:
        labels[first] = LABEL_ID[f"S-{kind}"]
        return
    labels[first + 1 : last] = LABEL_ID[f"I-{kind}"]
    labels[first] = LABEL_ID[f"B-{kind}"]
    labels[last] = LABEL_ID[f"E-{kind}"]


def example(row: dict[str, Any], words: Words) -> Example:
    """One article with its labels; of two spans that overlap, the first stands."""
    labels = np.zeros(len(words), dtype=np.int64)
    links = []
    for attribution in row["attributions"]:
        parts: dict[str, list[SpanWords]] = {}
        for kind in STATEMENTS:
            found = (_word_span(words, s, e) for s, e in attribution[kind])
            parts[kind] = [span for span in found if span]
            for span in parts[kind]:
                _put(labels, kind, span)
        links.append((parts["source"], parts["cue"], parts["content"]))
    return Example(row["id"], row["text"], words, labels, links)


def examples(records: Iterable[dict[str, Any]], vocabulary: Vocabulary) -> list[Example]:
    """All articles of a corpus."""
    kept = list(records)
    words = vocabulary.words([row["text"] for row in kept])
    return [example(row, one) for row, one in zip(kept, words, strict=True)]
