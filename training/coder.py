"""The coder: an encoder of marked sentences that tells what a statement does, to whom, and where it stands.

    python -m training.coder --base mpnet --out runs/coder-teacher --epochs 5 --rate 5e-5
    python -m training.coder --base minilm --taught runs/coder-taught.pkl --out runs/coder

Five answers from one pass: the types (a sigmoid each), the posture, for each wordpiece whether it shows
the posture, the codebook's words for targets, and for each actor that is named whether the statement is
aimed at it. What the label layers see is the mean of all wordpieces beside the mean of each kind of sign
(Baldini Soares et al. 2019), and the numbers of `reactions/framing.py`. Deeds, PLOVER roots and what numbers
count are learnt beside. A tenth of the sentences is held out; each epoch tells how well it is coded.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from dragoman.reactions import codebook
from dragoman.reactions.framing import GROUPS, POSTURES, ROOTS, SIGNS, Framed, known_names
from dragoman.reactions.pieces import Pieces
from training import acting, counting
from training.acting import Actor
from training.bases import base
from training.counting import Claimants, Quantities
from training.labelled import Acted, Labelled, Numbered, Rooted
from training.measure import f1

BATCH = 16
CHUNK = 256
HELD = 10
HIDDEN = 128
TYPES = codebook.load().words
TOKENIZER = Path("src/dragoman/models/accurate/tokenizer.json")


@dataclass(frozen=True)
class Batch:
    """Rows of wordpieces (rows, width), where the signs are (signs, rows, width), numbers, actors' places."""

    ids: Tensor
    mask: Tensor
    signs: Tensor
    known: Tensor
    row: Tensor
    actors: Tensor
    """(actors, width): the wordpieces of each actor that may be aimed at, of the row `row`."""
    said: Tensor
    """(rows, width): the wordpieces of the statement's sentences."""


def placed(pieces: Pieces, one: Labelled, width: int) -> Tensor:
    """Which wordpieces of a row (width,) are of the words that show the posture."""
    row = pieces.row(one.framed)
    found = torch.zeros(width)
    for at, (first, last) in enumerate(row.places):
        if one.shown and first < one.shown.end and last > one.shown.start:
            found[row.start + at] = 1.0
    return found


def every(pieces: Pieces) -> list[str]:
    """Every wordpiece, in order."""
    held = pieces.tokenizer
    return [held.id_to_token(n) for n in range(held.get_vocab_size())]


def batch_of(pieces: Pieces, part: Sequence[Framed]) -> Batch:
    """The statements as one batch."""
    rows = [pieces.row(one) for one in part]
    width = max(len(row.ids) for row in rows)
    ids = torch.tensor([row.ids + [0] * (width - len(row.ids)) for row in rows])
    owner = [n for n, row in enumerate(rows) for _ in row.named]
    actors = torch.zeros(len(owner), width)
    for at, (first, last) in enumerate(place for row in rows for place in row.named):
        actors[at, first:last] = 1.0
    known = torch.tensor([one.known for one in part], dtype=torch.float32)
    signs = torch.stack([ids == sign for sign in pieces.signs])
    said = torch.zeros(len(rows), width)
    for at, row in enumerate(rows):
        said[at, row.start : row.start + len(row.places)] = 1.0
    return Batch(ids, ids != 0, signs, known, torch.tensor(owner, dtype=torch.long), actors, said)


def mean(vectors: Tensor, places: Tensor) -> Tensor:
    """The mean of the vectors (rows, width, hidden) at places (rows, width)."""
    share = places[..., None].to(vectors.dtype)
    return (vectors * share).sum(1) / share.sum(1).clamp(min=1e-6)


class Net(nn.Module):
    """Encoder, pooling, and the four label layers."""

    def __init__(self, name: str, pieces: Sequence[str]) -> None:
        super().__init__()
        held = base(name, pieces)
        self.encoder: Any = held.encoder
        self.frozen = False
        self.register_buffer("own_ids", held.own_ids, persistent=False)
        width = held.encoder.config.hidden_size
        self.pooled = width * (1 + len(SIGNS)) + len(known_names())
        self.drop = nn.Dropout(0.1)
        self.types = nn.Linear(self.pooled, len(TYPES))
        self.posture = nn.Linear(self.pooled, len(POSTURES))
        self.shown = nn.Linear(width, 1)
        self.groups = nn.Linear(self.pooled, len(GROUPS))
        self.inner = nn.Linear(self.pooled + width, HIDDEN)
        self.aimed = nn.Linear(HIDDEN, 1)
        self.acting = Actor(width)
        self.counting = Quantities(width)
        self.claiming = Claimants(width)
        self.roots = nn.Linear(self.pooled, len(ROOTS))

    def vectors(self, ids: Tensor) -> Tensor:
        """The vectors (rows, width, hidden) of rows of wordpieces."""
        if self.frozen:
            self.encoder.eval()
            with torch.no_grad():
                return self._encoded(ids)
        return self._encoded(ids)

    def _encoded(self, ids: Tensor) -> Tensor:
        words = self.encoder.embeddings.word_embeddings(self.own_ids[ids])
        out = self.encoder(inputs_embeds=words, attention_mask=(ids != 0).long())
        found: Tensor = out.last_hidden_state
        return found

    def root_scores(self, batch: Batch) -> Tensor:
        """The scores (rows, roots) of sentences with source and target in signs."""
        found: Tensor = self.roots(self._pooled(self.vectors(batch.ids), batch, batch.known))
        return found

    def _pooled(self, vectors: Tensor, batch: Batch, known: Tensor) -> Tensor:
        """The mean of all wordpieces, that of each sign, and what is known."""
        pools = [mean(vectors, places) for places in (batch.mask, *batch.signs)]
        pooled: Tensor = self.drop(torch.cat([*pools, known], -1))
        return pooled

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Scores of types, posture and groups (rows, labels), of actors (actors,), of wordpieces (rows, width)."""
        vectors = self.vectors(batch.ids)
        known = batch.known
        if self.training:  # the wordings are not always there to lean on
            known = known * (torch.rand(len(known), 1) > 0.25)
        whole = self._pooled(vectors, batch, known)
        named = torch.einsum("aw,awh->ah", batch.actors, vectors[batch.row])
        named = named / batch.actors.sum(1, keepdim=True).clamp(min=1)
        inner = torch.tanh(self.inner(torch.cat([whole[batch.row], self.drop(named)], -1)))
        aimed = self.aimed(inner)[:, 0]
        shown = self.shown(vectors)[:, :, 0]
        return self.types(whole), self.posture(whole), self.groups(whole), aimed, shown


def wanted(part: Sequence[Labelled]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The answers of a batch, as probabilities: types, posture, groups, actors."""
    types = torch.tensor(np.stack([one.types for one in part]))
    posture = torch.tensor(np.stack([one.posture for one in part]))
    groups = torch.tensor(np.stack([one.groups for one in part]))
    actors = torch.tensor(np.concatenate([one.actors for one in part]))
    return types, posture, groups, actors


def loss(scores: Sequence[Tensor], answers: Sequence[Tensor], weights: Tensor) -> Tensor:
    """What a batch costs."""
    types, posture, groups, actors, _ = scores
    bce = nn.functional.binary_cross_entropy_with_logits
    cost = bce(types, answers[0], pos_weight=torch.tensor(3.0), reduction="none").sum(1)
    cost = cost + nn.functional.cross_entropy(posture, answers[1], reduction="none")
    cost = cost + bce(groups, answers[2], pos_weight=torch.tensor(2.0), reduction="none").sum(1)
    total = (cost * weights).mean()
    return total + (bce(actors, answers[3]) if len(actors) else 0.0)


def cost_of(net: Net, pieces: Pieces, kind: str, rows: Any) -> Tensor:
    """What a batch of one of the tasks costs."""
    if kind == "numbers":
        ids, places, row, told = counting.rows_of(pieces, rows)
        vectors = net.vectors(ids)
        cost = nn.functional.cross_entropy(net.counting.scores(vectors, places, row), told)
        asserted = counting.asserted_of(pieces, rows, ids.shape[1])
        return cost + net.claiming.loss(vectors, asserted) if asserted else cost
    if kind == "deeds":
        task = acting.task_of(pieces, rows)
        return net.acting.loss(net.vectors(task.ids), task)
    if kind == "roots":
        scores = net.root_scores(batch_of(pieces, [one.framed for one in rows]))
        roots = torch.tensor([one.root for one in rows])
        return 2 * nn.functional.cross_entropy(scores, roots, label_smoothing=0.05)
    weights = torch.tensor([one.weight for one in rows])
    batch = batch_of(pieces, [one.framed for one in rows])
    scores = net(batch)
    told = [n for n, one in enumerate(rows) if one.shown]
    cost = loss(scores, wanted(rows), weights)
    if not told:
        return cost
    answers = torch.stack([placed(pieces, rows[n], batch.ids.shape[1]) for n in told])
    each = nn.functional.binary_cross_entropy_with_logits(
        scores[4][told], answers, pos_weight=torch.tensor(2.0), reduction="none"
    )
    inside = batch.said[told]
    return cost + 2 * (each * inside).sum() / inside.sum()


def mixed(order: random.Random, **tasks: Iterator[Any]) -> Iterator[tuple[str, Any]]:
    """The batches of all tasks in a random order, each with its task's name."""
    every = [(kind, one) for kind, batches in tasks.items() for one in batches]
    order.shuffle(every)
    yield from every


def batches(part: Sequence[Labelled], order: random.Random) -> Iterator[list[Labelled]]:
    """The examples in parts of like length, in a random order."""
    mixed = order.sample(part, len(part))
    parts: list[list[Labelled]] = []
    for at in range(0, len(mixed), CHUNK):
        near = sorted(mixed[at : at + CHUNK], key=lambda one: len(one.framed.text))
        parts += [near[n : n + BATCH] for n in range(0, len(near), BATCH)]
    order.shuffle(parts)
    yield from parts


@dataclass(frozen=True)
class Others:
    """What is learnt beside statements: deeds, PLOVER roots, numbers."""

    acted: Sequence[Acted] = ()
    rooted: Sequence[Rooted] = ()
    numbered: Sequence[Numbered] = ()


def train(
    given: argparse.Namespace,
    own: Sequence[Labelled],
    more: Sequence[Labelled],
    others: Others,
) -> Net:
    """A network trained on most of our own sentences, and on what a teacher labelled."""
    torch.manual_seed(given.seed)
    shuffled = random.Random(given.seed)
    pieces = Pieces(TOKENIZER)
    net = Net(given.base, every(pieces))
    net.frozen = given.frozen
    if given.start:
        net.load_state_dict(torch.load(given.start), strict=False)
    held = [one for n, one in enumerate(own) if n % HELD == 0 and not given.all]
    kept = [one for n, one in enumerate(own) if (n % HELD or given.all) and not given.frozen]
    inside = list(net.encoder.parameters())
    known = {id(p) for p in inside}
    outside = [p for p in net.parameters() if id(p) not in known]
    rates = (given.rate, given.label_rate)
    optimizer = torch.optim.AdamW(
        [{"params": inside}, {"params": outside}], lr=given.rate, weight_decay=0.01
    )
    drawn = given.drawn or len(more)
    told = len(kept) + min(drawn, len(more))
    each = (told, len(others.acted), len(others.rooted), len(others.numbered))
    steps = given.epochs * (sum(-(-count // BATCH) for count in each) + 1)
    step = 0
    for epoch in range(given.epochs):
        net.train()
        total = 0.0
        part = [*kept, *shuffled.sample(more, min(drawn, len(more)))]
        tasks = {
            "statements": batches(part, shuffled),
            "deeds": acting.batches(others.acted, shuffled),
            "roots": acting.batches(others.rooted, shuffled),
            "numbers": acting.batches(others.numbered, shuffled),
        }
        for kind, rows in mixed(shuffled, **tasks):
            step += 1
            share = min(1.0, step / (0.1 * steps)) * max(0.02, 1 - step / steps)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * share
            cost = cost_of(net, pieces, kind, rows)
            optimizer.zero_grad()
            cost.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            total += float(cost.detach())
        torch.save(net.state_dict(), given.out / "net.pt")
        seen = report(answered(net, pieces, held), held) if held else ""
        print(f"epoch {epoch}: loss {total * given.epochs / steps:.3f} {seen}", flush=True)
    return net


Answers = tuple[np.ndarray, np.ndarray, np.ndarray, list[np.ndarray]]


def answered(net: Net, pieces: Pieces, part: Sequence[Labelled]) -> Answers:
    """The chances of all answers: types, posture, groups (rows, labels), actors one array a row."""
    net.eval()
    types, posture, groups = [], [], []
    actors: list[np.ndarray] = []
    with torch.no_grad():
        for at in range(0, len(part), 2 * BATCH):
            rows = [one.framed for one in part[at : at + 2 * BATCH]]
            batch = batch_of(pieces, rows)
            a, b, c, d, _ = net(batch)
            types.append(a.sigmoid().numpy())
            posture.append(b.softmax(-1).numpy())
            groups.append(c.sigmoid().numpy())
            told = d.sigmoid().numpy()
            actors += [told[batch.row.numpy() == n] for n in range(len(rows))]
    return np.concatenate(types), np.concatenate(posture), np.concatenate(groups), actors


def with_best(chances: np.ndarray, bound: float) -> np.ndarray:
    """Which types are told: those from a bound on, and always the likeliest."""
    told = chances >= bound
    told[np.arange(len(told)), chances.argmax(1)] = True
    return told


def report(found: Answers, held: Sequence[Labelled]) -> str:
    """How well held-out sentences are coded."""
    types, posture, groups, actors = found
    told = with_best(types, 0.5)
    micro, each = f1(np.stack([one.types for one in held]) > 0.5, told)
    right = np.mean(
        [p.argmax() == one.posture.argmax() for p, one in zip(posture, held, strict=True)]
    )
    grouped, _ = f1(np.stack([one.groups for one in held]) > 0.5, groups >= 0.5)
    aimed = np.concatenate([*actors, np.zeros(0)]) >= 0.5
    gold = np.concatenate([one.actors for one in held]) > 0.5
    both = 2 * (aimed & gold).sum() / max(1, aimed.sum() + gold.sum())
    return f"types {micro:.3f} macro {each.mean():.3f} posture {right:.3f} groups {grouped:.3f} actors {both:.3f}"


def main() -> None:
    """Trains, telling how well after each epoch."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--base", default="minilm", choices=("minilm", "mpnet"))
    options.add_argument("--framed", type=Path, default=Path("runs/framed.pkl"))
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--epochs", type=int, default=10)
    options.add_argument("--rate", type=float, default=1.5e-4)
    options.add_argument("--label-rate", type=float, default=1e-3, help="of the label layers")
    options.add_argument("--start", type=Path, help="weights of a coder to go on from")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--drawn", type=int, default=0, help="taught sentences an epoch")
    options.add_argument("--taught", type=Path, help="what a teacher labelled")
    options.add_argument("--deeds", type=Path, help="sentences with deeds, framed")
    options.add_argument("--events", type=Path, help="sentences with PLOVER roots, framed")
    options.add_argument("--numbers", type=Path, help="sentences with numbers, framed")
    options.add_argument(
        "--frozen", action="store_true", help="only the layers of deeds and numbers learn"
    )
    options.add_argument("--all", action="store_true", help="hold nothing out")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    plan = {
        name: str(value) if isinstance(value, Path) else value
        for name, value in vars(given).items()
    }
    (given.out / "plan.json").write_text(json.dumps(plan, indent=1) + "\n")
    own: list[Labelled] = pickle.loads(given.framed.read_bytes())
    print(f"{len(own)} sentences of our own", flush=True)
    more = pickle.loads(given.taught.read_bytes()) if given.taught else []
    others = (
        pickle.loads(path.read_bytes()) if path else []
        for path in (given.deeds, given.events, given.numbers)
    )
    train(given, own, more, Others(*others))


if __name__ == "__main__":
    main()
