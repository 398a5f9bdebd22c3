"""The teacher of the coder codes what nobody coded: chances instead of labels.

python -m training.code --base mpnet --run runs/coder-teacher --news runs/news.pkl --to runs/coded-news.pkl
"""

from __future__ import annotations

import argparse
import pickle
import random
from dataclasses import replace
from pathlib import Path

import torch

from dragoman.reactions.pieces import Pieces
from training.coder import TOKENIZER, Net, answered, every
from training.labelled import Labelled

WEIGHT = 0.5
"""What a sentence that the teacher coded weighs beside one of our own."""


def main() -> None:
    """Writes them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--base", default="mpnet")
    options.add_argument("--run", type=Path, required=True)
    options.add_argument("--news", type=Path, required=True)
    options.add_argument("--to", type=Path, required=True)
    options.add_argument("--most", type=int, default=3000)
    given = options.parse_args()
    pieces = Pieces(TOKENIZER)
    net = Net(given.base, every(pieces))
    net.load_state_dict(torch.load(given.run / "net.pt"), strict=False)
    news: list[Labelled] = pickle.loads(given.news.read_bytes())
    drawn = random.Random(0).sample(news, min(given.most, len(news)))
    drawn.sort(key=lambda one: len(one.framed.text))
    found = answered(net, pieces, drawn)
    coded = [
        replace(one, types=t, posture=p, groups=g, actors=a, weight=WEIGHT)
        for one, t, p, g, a in zip(drawn, *found, strict=True)
    ]
    given.to.write_bytes(pickle.dumps(coded))
    print(f"{len(coded)} statements coded")


if __name__ == "__main__":
    main()
