"""Articles made into tensors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import torch

from dragoman.inference import Floats, Vocabulary, padded
from dragoman.labelling import paragraphs
from dragoman.layers import LAYERS
from dragoman.statements.links import buckets
from training.corpus import UNKNOWN, Example, SpanWords
from training.model import Batch, LinkTask


def groups(examples: Iterable[Example], tokens: int) -> Iterator[list[Example]]:
    """Articles in the order given, a few at a time: about `tokens` wordpieces together."""
    group: list[Example] = []
    used = 0
    for one in examples:
        cost = sum(map(len, one.words.pieces))
        if group and used + cost > tokens:
            yield group
            group, used = [], 0
        group.append(one)
        used += cost
    if group:
        yield group


def batch(
    examples: Sequence[Example], vocabulary: Vocabulary, window: int, trust: float = 0.0
) -> Batch:
    """The tensors of some articles; words are numbered through all of them.

    `trust` is the teacher's share in the statements' labels of an article that people marked too.
    """
    windows = vocabulary.windows([e.words for e in examples], window)
    ids = padded([w.ids for w in windows], vocabulary.pad)
    features = padded([w.features for w in windows], 0)
    base = np.cumsum([0, *(len(e.words) for e in examples)])
    row = np.zeros(base[-1], dtype=np.int64)
    column = np.zeros(base[-1], dtype=np.int64)
    for i, w in enumerate(windows):
        here = slice(base[w.text] + w.start, base[w.text] + w.end)
        row[here] = i
        column[here] = w.heads
    lines: list[list[int]] = []
    tasks: list[LinkTask] = []
    for offset, one in zip(base[:-1].tolist(), examples, strict=True):
        if one.taught is not None or one.labels["statements"][0] != UNKNOWN:
            lines.extend(list(range(offset + a, offset + b)) for a, b in paragraphs(one.words))
        tasks.extend(_tasks(one, offset))
    wanted = np.concatenate([_wanted(e, trust) for e in examples])
    labels = {
        name: torch.from_numpy(np.concatenate([e.labels[name] for e in examples]))
        for name in LAYERS
        if name != "statements"
    }
    tensors = (ids, features, row, column, padded(lines or [[-1]], -1), wanted)
    return Batch(*map(torch.from_numpy, tensors), labels, tasks)


def _wanted(one: Example, trust: float) -> Floats:
    """The probabilities (words, labels) that the statements' layer is to give."""
    out = np.zeros((len(one.words), len(LAYERS["statements"])), dtype=np.float32)
    marked = one.labels["statements"]
    if marked[0] != UNKNOWN:
        out[np.arange(len(marked)), marked] = 1.0
        return out if one.taught is None else (1 - trust) * out + trust * one.taught
    return out if one.taught is None else one.taught


def _tasks(one: Example, offset: int) -> Iterator[LinkTask]:
    cues = sorted({c for _, found, _ in one.links for c in found})
    sources = sorted({s for found, _, _ in one.links for s in found})
    if not cues:
        return
    to_cue = {c: cs[0] for _, cs, contents in one.links if cs for c in contents}
    to_source = {cs[0]: (ss[0] if ss else None) for ss, cs, _ in one.links if cs}
    if to_cue:
        yield _task(one, offset, "content", (to_cue, cues))
    if to_source and sources:
        yield _task(one, offset, "cue", (to_source, sources))


def _task(
    one: Example,
    offset: int,
    kind: str,
    pairs: tuple[dict[SpanWords, SpanWords] | dict[SpanWords, SpanWords | None], list[SpanWords]],
) -> LinkTask:
    wanted, candidates = pairs
    chooser = np.array(list(wanted), dtype=np.int64)
    choice = np.array(candidates, dtype=np.int64)
    number = {span: i for i, span in enumerate(candidates)}
    answer = [len(candidates) if c is None else number[c] for c in wanted.values()]
    return LinkTask(
        kind,
        torch.from_numpy(chooser + offset),
        torch.from_numpy(choice + offset),
        torch.from_numpy(buckets(chooser, choice, one.words.paragraph)),
        torch.tensor(answer),
    )
