"""Makes the table by which two words mean nearly the same: "dead" and "killed", "court" and "judges".

    python -m training.words --corpora ../shared/data --to src/dragoman/stories/words.npz

A word's vector is the mean of the vectors that the encoder's lower layers give to it wherever it stands in
news (Bommasani et al. 2020), less the mean of all, on its first principal axes, int8.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np

from dragoman.inference import MODELS, Model, Vocabulary
from dragoman.languages.sentences import sentences
from training.corpus import records

WIDTH = 64
FEWEST = 4
MOST = 400
"""Places of one word that are looked at; the commonest words would else take most of the time."""
_WORD = re.compile(r"[a-z]{3,}(?:['’][a-z]+)?")


def lower_layers(depth: int, folder: Path) -> Model:
    """The first layers of the vectors' encoder."""
    shared = MODELS / "vectors"
    card = {
        "version": "",
        "layers": {},
        "width": 384,
        "depth": depth,
        "files": {},
        "encoder": str(shared),
    }
    (folder / "model.json").write_text(json.dumps(card))
    return Model(folder)


def main() -> None:
    """The command."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpora", type=Path, required=True)
    options.add_argument("--to", type=Path, required=True)
    options.add_argument("--sentences", type=int, default=30_000)
    options.add_argument("--depth", type=int, default=3)
    given = options.parse_args()
    texts = [
        span.of(one["text"])
        for one in records(given.corpora)
        for span in sentences(one["text"])
        if 30 < len(span) < 400
    ]
    texts = random.Random(7).sample(texts, min(given.sentences, len(texts)))
    sums: defaultdict[str, np.ndarray] = defaultdict(lambda: np.zeros(384))
    counts: defaultdict[str, int] = defaultdict(int)
    with tempfile.TemporaryDirectory() as held:
        model = lower_layers(given.depth, Path(held))
        for at in range(0, len(texts), 512):
            _count(model, texts[at : at + 512], sums, counts)
    names = sorted(n for n, count in counts.items() if count >= FEWEST)
    found = np.stack([sums[n] / counts[n] for n in names])
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    found -= found.mean(axis=0)
    _, _, axes = np.linalg.svd(found, full_matrices=False)
    turned = found @ axes[:WIDTH].T
    turned /= np.linalg.norm(turned, axis=1, keepdims=True)
    np.savez_compressed(
        given.to, words=np.array("\n".join(names)), vectors=np.rint(turned * 127).astype(np.int8)
    )
    print(len(names), "words")
    for name in ("killed", "court", "condemned", "talks", "minister"):
        near = turned @ turned[names.index(name)]
        print(name, [names[n] for n in np.argsort(-near)[1:9]])


def _count(
    model: Model, texts: list[str], sums: dict[str, np.ndarray], counts: dict[str, int]
) -> None:
    vocabulary: Vocabulary = model.vocabulary
    rows, places = [], []
    for text, one in zip(texts, vocabulary.words(texts), strict=True):
        row, held = [vocabulary.cls], []
        for (start, end), pieces in zip(one.offsets.tolist(), one.pieces, strict=True):
            word = text[start:end].casefold()
            if _WORD.fullmatch(word) and counts[word] < MOST:
                held.append((word, len(row), len(row) + len(pieces)))
            row += pieces
        rows.append([*row, vocabulary.sep])
        places.append(held)
    for held, vectors in zip(places, model.rows(rows), strict=True):
        for word, start, end in held:
            sums[word] += vectors[start:end].mean(axis=0)
            counts[word] += 1


if __name__ == "__main__":
    main()
