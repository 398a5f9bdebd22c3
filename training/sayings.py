"""Teaches the encoder of sentence vectors which wordings are of one utterance, for the vectors of statements.

    python -m training.sayings teach --corpora ../shared/data --to runs/sayings/taught.pkl
    python -m training.sayings train --taught runs/sayings/taught.pkl --to runs/sayings/net.pt
    python -m training.sayings export --net runs/sayings/net.pt --to src/dragoman/models/sayings --version 1

The whole sentence is read, its content marked by BERT's second token type; a vector is the mean over the content.
Three things are learnt at once. Of an invented crisis (`training/own/wordings`) each wording finds the others of
its point among all of the crisis (supervised contrast: Khosla et al. 2020); all pairs of a crisis are told
apart by one bound (Zhai et al. 2023), for readers have one; and how near wordings and statements of real news lie
to each other is learnt from MPNet (Song et al. 2020), five times the size, as it left its authors. The embeddings
and the lowest layer stay as they are, so that they are shipped once.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from dragoman.inference import Model
from dragoman.languages.sentences import of_text
from dragoman.records import Span
from dragoman.vectors import Marked, Pieces, Within, around
from training.bases import base
from training.corpus import records
from training.export import Place, share, write_plain
from training.vectors import WIDTH
from training.vocabulary import pieces
from training.wordings import Crisis, Wording, read

TOKENIZER = Path("src/dragoman/models/accurate/tokenizer.json")
OWN = Path("training/own/wordings")
REAL = 7_000
"""Statements of real news that the teacher places."""
LENGTHS = range(20, 420)
STILL = 1
"""Layers, from below, that are not taught."""
TEMPERATURE = 0.05
MOST = 120
"""Wordings of a crisis that are looked at together."""
REAL_MOST = 64
ALONE = 0.15
"""The share of wordings that are read without the sentence around them."""
RATE = 5e-5
MEASURED = 8_000
"""Statements of which the axes are."""


@dataclass(frozen=True)
class Placed:
    """Statements, and where the teacher places them (statements, 768), of length one."""

    said: Sequence[Within]
    places: np.ndarray


@dataclass(frozen=True)
class Taught:
    """What there is to learn from: crises with the teacher's places, and real statements by article."""

    crises: Sequence[tuple[Crisis, np.ndarray]]
    real: Sequence[Placed]


class Net(nn.Module):
    """An encoder that gives each row of marked wordpieces the mean over its content, of length one."""

    def __init__(self, name: str, still: int) -> None:
        super().__init__()
        start = base(name, pieces(TOKENIZER))
        self.encoder, self.own_ids = start.encoder, start.own_ids
        self.kinds = name == "minilm"
        for one in self.encoder.modules():
            if isinstance(one, nn.Dropout):
                one.p = 0.0
        self.encoder.embeddings.requires_grad_(False)
        if self.kinds:
            self.encoder.embeddings.token_type_embeddings.requires_grad_(True)
        for layer in self.encoder.encoder.layer[:still]:
            layer.requires_grad_(False)

    def forward(self, rows: Sequence[Marked]) -> Tensor:
        """The vectors (rows, width) of rows that are read together."""
        width = max(len(one.ids) for one in rows)
        ids = torch.tensor([one.ids + [0] * (width - len(one.ids)) for one in rows])
        seen = torch.tensor([[1.0] * len(o.ids) + [0.0] * (width - len(o.ids)) for o in rows])
        content = torch.tensor([o.content + [0] * (width - len(o.content)) for o in rows])
        kinds = {"token_type_ids": content} if self.kinds else {}
        found = self.encoder(input_ids=self.own_ids[ids], attention_mask=seen, **kinds)
        told = (found.last_hidden_state * content[..., None]).sum(1)
        return functional.normalize(told / content.sum(1, keepdim=True), dim=-1)

    def together(self, rows: Sequence[Marked], runs: int = 3) -> Tensor:
        """The same in a few runs of rows of like length, which costs a third less."""
        order = sorted(range(len(rows)), key=lambda n: len(rows[n].ids))
        size = -(-len(order) // runs)
        parts = [order[at : at + size] for at in range(0, len(order), size)]
        found = torch.cat([self([rows[n] for n in part]) for part in parts])
        return found[torch.argsort(torch.tensor(order))]


def placed(net: Net, cut: Pieces, said: Sequence[Within]) -> np.ndarray:
    """The vectors of statements (statements, width)."""
    rows = cut.marked(said)
    with torch.no_grad():
        return np.concatenate([
            net.together(rows[at : at + 96]).numpy() for at in range(0, len(rows), 96)
        ]).astype(np.float16)  # fmt: skip


def real(corpora: Path, count: int) -> list[list[Within]]:
    """Statements that people marked in real news, by article, drawn from a seed."""
    articles = [one for one in records(corpora) if one.get("attributions")]
    random.Random(3).shuffle(articles)
    found = list[list[Within]]()
    for one in articles:
        sentences = of_text(one["text"])
        starts = [s.start for s in sentences]
        own = []
        for told in one["attributions"]:
            content = [Span(*place) for place in told["content"]]
            if content:
                held = around(sentences, starts, content)
                own.append(Within.of(one["text"], held, content))
        found.append([w for w in own if w.content and len(w.text) in LENGTHS])
        if sum(map(len, found)) >= count:
            break
    return [one for one in found if len(one) > 1]


def teach(corpora: Path, to: Path) -> None:
    """Keeps where the teacher places wordings and real statements."""
    teacher, cut = Net("mpnet", 0).eval(), Pieces(TOKENIZER)
    crises = []
    for one in read(OWN):
        crises.append((one, placed(teacher, cut, [w.said for w in one.wordings])))
        print(one.id, flush=True)
    held = [Placed(said, placed(teacher, cut, said)) for said in real(corpora, REAL)]
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(pickle.dumps(Taught(crises, held)))


class Bound(nn.Module):
    """One bound for all pairs: from which nearness on two wordings are of one point."""

    def __init__(self) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(12.0))
        self.shift = nn.Parameter(torch.tensor(-7.0))

    def forward(self, near: Tensor, same: Tensor) -> Tensor:
        """The loss over all pairs but of each with itself, for each row."""
        logits = self.scale * near + self.shift
        told = functional.binary_cross_entropy_with_logits(logits, same.float(), reduction="none")
        return told.masked_fill(_itself(near), 0).sum() / len(near)


def contrast(near: Tensor, same: Tensor) -> Tensor:
    """Each wording's loss in finding the others of its point."""
    found = torch.log_softmax((near / TEMPERATURE).masked_fill(_itself(near), -1e9), 1)
    some = same.any(1)
    return -((found * same).sum(1)[some] / same.sum(1)[some]).mean()


def imitation(near: Tensor, teacher: Tensor) -> Tensor:
    """How far each row's nearness to all others is from the teacher's."""
    itself = _itself(near)
    wanted = torch.softmax((teacher / TEMPERATURE).masked_fill(itself, -1e9), 1)
    found = torch.log_softmax((near / TEMPERATURE).masked_fill(itself, -1e9), 1)
    return -(wanted * found.masked_fill(itself, 0)).sum(1).mean()


def _itself(near: Tensor) -> Tensor:
    return torch.eye(len(near), dtype=torch.bool)


def drawn(wordings: Sequence[Wording]) -> list[int]:
    """All wordings of so many points of a crisis as are looked at together."""
    of: defaultdict[int, list[int]] = defaultdict(list)
    for n, one in enumerate(wordings):
        of[one.point].append(n)
    found = list[int]()
    for point in random.sample(sorted(of), len(of)):
        if len(found) + len(of[point]) <= MOST:
            found += of[point]
    return found


def alone(one: Within) -> Within:
    """The content without its sentence."""
    text = " ".join(span.of(one.text) for span in one.content)
    return Within(text, (Span(0, len(text)),))


def step(
    net: Net, bound: Bound, cut: Pieces, given: tuple[Crisis, np.ndarray], real: Placed
) -> Any:
    """The loss over one crisis and some real statements."""
    crisis, places = given
    chosen = drawn(crisis.wordings)
    said = [crisis.wordings[n].said for n in chosen]
    said = [alone(one) if random.random() < ALONE else one for one in said]
    points = torch.tensor([crisis.wordings[n].point for n in chosen])
    found = net.together([*cut.marked(said), *cut.marked(real.said)])
    own, other = found[: len(said)], found[len(said) :]
    near = own @ own.T
    same = (points[:, None] == points) & ~_itself(near)
    teacher, theirs = (torch.tensor(p.astype(np.float32)) for p in (places[chosen], real.places))
    return (
        contrast(near, same)
        + bound(near, same)
        + imitation(near, teacher @ teacher.T)
        + imitation(other @ other.T, theirs @ theirs.T)
    )


def some(real: Sequence[Placed]) -> Placed:
    """Real statements of a few articles."""
    said, places = list[Within](), list[np.ndarray]()
    while len(said) < REAL_MOST:
        one = random.choice(real)
        said += one.said
        places.append(one.places)
    return Placed(said[:REAL_MOST], np.concatenate(places)[:REAL_MOST])


def train(taught: Taught, to: Path, epochs: int) -> None:
    """Teaches, and keeps the net after each round."""
    torch.manual_seed(1)
    random.seed(1)
    net, bound, cut = Net("minilm", STILL), Bound(), Pieces(TOKENIZER)
    own = [one for one in net.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": own, "share": 1.0}, {"params": bound.parameters(), "share": 100.0}],
        lr=RATE,
        weight_decay=0.01,
    )
    total, done, begun = epochs * len(taught.crises), 0, time.time()
    for epoch in range(epochs):
        losses = []
        for given in random.sample(taught.crises, len(taught.crises)):
            for group in optimizer.param_groups:
                group["lr"] = group["share"] * RATE * _pace(done, total)
            loss = step(net, bound, cut, given, some(taught.real))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(own, 1.0)
            optimizer.step()
            losses.append(loss.item())
            done += 1
        print(f"{epoch} {np.mean(losses):.3f} {time.time() - begun:.0f} s", flush=True)
        torch.save(net.state_dict(), to)


def _pace(done: int, total: int) -> float:
    return min(1.0, (done + 1) / (0.1 * total + 1)) * max(0.02, 1 - done / total)


def export(taught: Taught, net: Path, to: Path, version: str) -> None:
    """Writes what is shipped: the taught layers in int8, and the axes of what was learnt from."""
    made = Net("minilm", STILL)
    made.load_state_dict(torch.load(net))
    to.mkdir(parents=True, exist_ok=True)
    write_plain(made.encoder, made.own_ids, Place(TOKENIZER, to))
    card = {"version": version, "layers": {}, "width": 384, "depth": 6, "files": {}}
    (to / "model.json").write_text(json.dumps(card))
    every = [w.said for crisis, _ in taught.crises for w in crisis.wordings]
    every += [one for held in taught.real for one in held.said]
    rows = Pieces(TOKENIZER).marked(random.Random(5).sample(every, MEASURED))
    found = Model(to).rows([o.ids for o in rows], [o.content for o in rows])
    means = np.stack(
        [v[np.array(o.content) == 1].mean(0) for o, v in zip(rows, found, strict=True)]
    )
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    # The mean stays in: without it wordings of one utterance are told apart less well (EXPERIMENTS.md).
    _, _, turned = np.linalg.svd(means, full_matrices=False)
    kept = turned[:WIDTH].T.astype(np.float16)
    np.savez(to / "heads.npz", mean=np.zeros(len(kept), dtype=np.float16), axes=kept)
    (to / "model.json").write_text(json.dumps({**card, **share(to, "../vectors")}, indent=1) + "\n")
    print(f"share of the length kept: {((means @ kept) ** 2).sum() / len(means):.3f}")


def main() -> None:
    """The command."""
    options = argparse.ArgumentParser(description=__doc__)
    steps = options.add_subparsers(dest="step", required=True)
    one = steps.add_parser("teach")
    one.add_argument("--corpora", type=Path, required=True)
    one.add_argument("--to", type=Path, required=True)
    one = steps.add_parser("train")
    one.add_argument("--taught", type=Path, required=True)
    one.add_argument("--to", type=Path, required=True)
    one.add_argument("--epochs", type=int, default=5)
    one = steps.add_parser("export")
    one.add_argument("--taught", type=Path, required=True)
    one.add_argument("--net", type=Path, required=True)
    one.add_argument("--to", type=Path, required=True)
    one.add_argument("--version", required=True)
    given = options.parse_args()
    if given.step == "teach":
        teach(given.corpora, given.to)
        return
    taught: Taught = pickle.loads(given.taught.read_bytes())
    if given.step == "train":
        train(taught, given.to, given.epochs)
    else:
        export(taught, given.net, given.to, given.version)


if __name__ == "__main__":
    main()
