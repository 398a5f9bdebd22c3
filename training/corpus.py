"""Corpora turned into words with the labels that each of them has.

PolNeAR's articles have statements, the newswire set's entities, our own text statements and roles; plain
text has none, and learns from the teacher alone.

    python -m training.corpus FOLDER > entities.jsonl     the newswire articles kept for measuring
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.evaluation import markup
from dragoman.evaluation.corpus import rows
from dragoman.inference import Floats, Ints, Vocabulary, Words
from dragoman.layers import LAYERS, STATEMENTS
from training.newswire import article
from training.setaside import set_aside

UNKNOWN = -1
NEWSWIRE = "entities/worldwide-newswire.jsonl.gz"
SpanWords = tuple[int, int]
"""First and last word of a span, both inclusive."""
Links = list[tuple[list[SpanWords], list[SpanWords], list[SpanWords]]]
"""(sources, cues, contents) of each attribution."""


@dataclass
class Example:
    """One article: its words, and for each layer a label a word, UNKNOWN where nobody marked it.

    `taught` (words, labels) holds the teacher's probabilities for statements.
    """

    id: str
    text: str
    words: Words
    labels: dict[str, Ints]
    links: Links = field(default_factory=list)
    taught: Floats | None = None


def records(folder: Path, own: Path | None = None) -> Iterator[dict[str, Any]]:
    """Every article to learn from: ids, text, and "attributions", "entities", "roles" as far as marked."""
    for row in rows(folder / "attribution" / "polnear-train.jsonl.gz"):
        if not set_aside(row):
            yield row
    for row in _lines(folder / NEWSWIRE):
        if not held_back(row["id"]):
            yield article(row)
    for row in _lines(folder / "claims" / "syria-war-half.jsonl.gz"):
        yield {"id": f"syria-{row['unit_id']}", "text": row["article_content"]}
    if own:
        yield from map(_as_polnear, markup.read(own))


def _as_polnear(row: dict[str, Any]) -> dict[str, Any]:
    """The comma that closes an apposition taken into the source, as PolNeAR has it eleven times in twelve."""
    text: str = row["text"]
    for one in row["attributions"]:
        one["source"] = [
            [start, end + (text[end : end + 1] == "," and "," in text[start:end])]
            for start, end in one["source"]
        ]
    return row


def kept_for_measuring(folder: Path) -> Iterator[dict[str, Any]]:
    """The newswire articles that are held back, as `dragoman evaluate` reads them."""
    for row in _lines(folder / NEWSWIRE):
        if held_back(row["id"]):
            yield article(row)


def held_back(id: str) -> bool:
    """Whether a newswire article is kept for measuring the entities: one in twenty."""
    return sum(id.encode()) % 20 == 0


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _word_span(words: Words, start: int, end: int) -> SpanWords | None:
    """The words that a character span touches (annotators sometimes cut a word in two)."""
    first = int(np.searchsorted(words.offsets[:, 1], start, side="right"))
    last = int(np.searchsorted(words.offsets[:, 0], end, side="left")) - 1
    return (first, last) if first <= last else None


def _put(labels: Ints, layer: str, kind: str, span: SpanWords) -> None:
    """Marks a span, unless one stands there already."""
    first, last = span
    if (labels[first : last + 1] != 0).any():
        return
    names = LAYERS[layer]
    if first == last:
        labels[first] = names.index(f"S-{kind}")
        return
    labels[first + 1 : last] = names.index(f"I-{kind}")
    labels[first] = names.index(f"B-{kind}")
    labels[last] = names.index(f"E-{kind}")


def example(row: Mapping[str, Any], words: Words) -> Example:
    """One article with its labels; of two spans that overlap, the first stands."""
    labels = {name: np.full(len(words), UNKNOWN, dtype=np.int64) for name in LAYERS}
    links = list(_statements(row, words, labels["statements"])) if "attributions" in row else []
    for layer in ("entities", "roles"):
        if layer in row:
            labels[layer][:] = 0
            for kind, start, end in row[layer]:
                if span := _word_span(words, start, end):
                    _put(labels[layer], layer, kind, span)
    return Example(str(row["id"]), row["text"], words, labels, links)


def _statements(
    row: Mapping[str, Any], words: Words, labels: Ints
) -> Iterator[tuple[list[SpanWords], list[SpanWords], list[SpanWords]]]:
    labels[:] = 0
    for attribution in row["attributions"]:
        parts: dict[str, list[SpanWords]] = {}
        for kind in STATEMENTS:
            found = (_word_span(words, s, e) for s, e in attribution[kind])
            parts[kind] = [span for span in found if span]
            for span in parts[kind]:
                _put(labels, "statements", kind, span)
        yield parts["source"], parts["cue"], parts["content"]


def examples(given: Iterable[Mapping[str, Any]], vocabulary: Vocabulary) -> list[Example]:
    """All articles of a corpus."""
    kept = list(given)
    words = vocabulary.words([row["text"] for row in kept])
    return [example(row, one) for row, one in zip(kept, words, strict=True)]


if __name__ == "__main__":
    for row in kept_for_measuring(Path(sys.argv[1])):
        print(json.dumps(row, ensure_ascii=False))
