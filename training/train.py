"""Fine-tunes the reader. `python -m training.train --help` says how; checkpoints let it resume.

python -m training.train --corpora ../corpora --out runs/reader
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from dragoman.inference import Vocabulary
from training.augment import dressed, wardrobe
from training.bases import base, minilm
from training.batch import batch, groups
from training.corpus import UNKNOWN, Example, examples, records
from training.model import Losses, Reader
from training.vocabulary import pieces

TRANSITIONS = ("between", "begin", "end")
AVERAGED = "averaged.pt"


@dataclass(frozen=True)
class Plan:
    """What decides the outcome of a training run, beside the texts: a change there wants another --out.

    `exit` puts a second reader after that layer; `taught` holds a teacher's labels, of which `trust` is
    mixed into what people marked; `augment` dresses articles. `start` is a finished run to go on from;
    of articles in which nobody marked statements each epoch reads a `share`.
    """

    base: str = "minilm"
    vocabulary: str = ""
    exit: int = 0
    taught: str = ""
    trust: float = 0.5
    augment: bool = False
    start: str = ""
    share: float = 1.0
    epochs: int = 4
    tokens: int = 2400
    window: int = 160
    rate: float = 2.5e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    average: float = 0.998
    link_weight: float = 0.15
    mark_weight: float = 0.15
    exit_weight: float = 0.5
    weight_decay: float = 0.01
    warmup: float = 0.06
    seed: int = 1


def parameter_groups(model: Reader, plan: Plan) -> list[dict[str, Any]]:
    """Learning rates that fall from the top layer to the bottom; embeddings stay frozen."""
    for p in model.encoder.embeddings.parameters():
        p.requires_grad_(False)
    depth = len(model.encoder.encoder.layer)
    found = []
    for name, p in model.named_parameters():
        if plan.taught and name in TRANSITIONS:
            p.requires_grad_(False)
        if not p.requires_grad:
            continue
        rate = plan.head_rate
        if name.startswith("encoder.encoder.layer."):
            layer = int(name.split(".")[3])
            rate = plan.rate * plan.layer_decay ** (depth - 1 - layer)
        elif name.startswith("encoder."):  # MPNet's relative positions, which all its layers share
            rate = plan.rate * plan.layer_decay**depth
        elif name.startswith("feature"):
            rate = plan.rate
        decay = plan.weight_decay if p.dim() > 1 else 0.0
        found.append({"params": [p], "lr": rate, "weight_decay": decay, "base": rate})
    return found


class Run:
    """A training run: its model, optimiser, averaged weights and place in the data."""

    def __init__(self, plan: Plan, data: list[Example], vocabulary: Vocabulary, out: Path) -> None:
        self.plan, self.data, self.vocabulary, self.out = plan, data, vocabulary, out
        torch.manual_seed(plan.seed)
        torch.set_flush_denormal(True)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model = begun(plan).to(self.device)
        groups = parameter_groups(self.model, plan)
        self.optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
        self.average = {k: v.detach().clone() for k, v in self.model.state_dict().items()}
        self.wardrobe = wardrobe(data, vocabulary) if plan.augment else None
        self.step = 0
        self.epoch = 0
        self.schedule = [self._order(epoch) for epoch in range(plan.epochs)]
        self.total = sum(map(len, self.schedule))

    def _order(self, epoch: int) -> list[list[Example]]:
        rng = random.Random(self.plan.seed * 1000 + epoch)
        kept = [one for one in self.data if _marked(one) or rng.random() < self.plan.share]
        rng.shuffle(kept)
        return list(groups(kept, self.plan.tokens))

    @property
    def checkpoint(self) -> Path:
        return self.out / "checkpoint.pt"

    def save(self) -> None:
        """Writes the state beside its place, then moves it there: a killed run leaves the old one."""
        state = {
            "model": self.model.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "epoch": self.epoch,
            "plan": asdict(self.plan),
        }
        partial = self.checkpoint.with_suffix(".tmp")
        torch.save(state, partial)
        partial.replace(self.checkpoint)

    def resume(self) -> None:
        """Goes on from the last checkpoint of the same plan, if there is one."""
        if not self.checkpoint.exists():
            return
        state = torch.load(self.checkpoint, map_location=self.device, weights_only=True)
        if state["plan"] != asdict(self.plan):
            raise SystemExit(f"{self.checkpoint} was made by another plan: name another --out.")
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.average, self.step, self.epoch = state["average"], state["step"], state["epoch"]

    def _rate(self) -> float:
        done = self.step / self.total
        if done < self.plan.warmup:
            return done / self.plan.warmup
        rest = (done - self.plan.warmup) / (1 - self.plan.warmup)
        return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * rest))

    def _dressed(self, group: list[Example]) -> list[Example]:
        if self.wardrobe is None:
            return group
        rng = random.Random(self.plan.seed * 1_000_003 + self.step)
        return [dressed(one, self.wardrobe, rng) for one in group]

    def _update(self, group: list[Example]) -> Losses:
        for one in self.optimiser.param_groups:
            one["lr"] = one["base"] * self._rate()
        plan = self.plan
        made = batch(self._dressed(group), self.vocabulary, plan.window, plan.trust)
        losses = self.model.losses(made.to(self.device))
        whole = torch.zeros((), device=self.device)
        for weight, one in zip((1.0, plan.exit_weight), losses, strict=False):
            extra = plan.link_weight * one.links + plan.mark_weight * one.marks
            whole = whole + weight * (one.statements + extra)
        self.optimiser.zero_grad(set_to_none=True)
        whole.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        keep = min(plan.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, value in self.model.state_dict().items():
                self.average[name].lerp_(value, 1 - keep)
        return losses[0]

    def train(self) -> None:
        """All epochs; a line of progress every 25 steps, a checkpoint every 200."""
        self.model.train()
        begun = time.monotonic()
        first = self.step
        skip = self.step - sum(map(len, self.schedule[: self.epoch]))
        for epoch in range(self.epoch, self.plan.epochs):
            self.epoch = epoch
            for group in self.schedule[epoch][skip:]:
                losses = self._update(group)
                if self.step % 25 == 0:
                    pace = (time.monotonic() - begun) / (self.step - first)
                    left = pace * (self.total - self.step) / 60
                    print(
                        f"{self.step}/{self.total} statements {losses.statements:.4f}"
                        f" links {losses.links:.4f} marks {losses.marks:.4f}"
                        f" {left:.0f} min left",
                        flush=True,
                    )
                if self.step % 200 == 0:
                    self.save()
            skip = 0
        self.epoch = self.plan.epochs
        self.save()
        torch.save(self.average, self.out / AVERAGED)


def begun(plan: Plan) -> Reader:
    """The network with the weights that a run begins with."""
    model = _network(plan, Path(plan.start) if plan.start else None)
    if plan.taught and not plan.start:
        with np.load(plan.taught) as held:
            for name in TRANSITIONS:
                getattr(model, name).data.copy_(torch.from_numpy(held[name]))
    return model


def plan_of(run: Path) -> Plan:
    """The plan that a run was made by."""
    return Plan(**json.loads((run / "plan.json").read_text()))


def of_run(run: Path) -> Reader:
    """The averaged weights of a finished run."""
    return _network(plan_of(run), run).eval()


def _network(plan: Plan, run: Path | None) -> Reader:
    """A plan's network, with the averaged weights of a run where one is given."""
    model = Reader(base(plan.base, pieces(vocabulary_file(plan))), plan.exit)
    if run:
        held = torch.load(run / AVERAGED, map_location="cpu", weights_only=True)
        model.load_state_dict(held)
    return model


def vocabulary_file(plan: Plan) -> Path:
    """The tokenizer that a plan reads with."""
    return Path(plan.vocabulary) if plan.vocabulary else minilm() / "tokenizer.json"


def _marked(one: Example) -> bool:
    """Whether somebody marked the statements of an article."""
    return bool(one.labels["statements"][0] != UNKNOWN)


def learned(data: list[Example], path: str) -> list[Example]:
    """The articles with what the teacher says of them; without one, those whose statements are marked."""
    data = [e for e in data if len(e.words)]
    if not path:
        return [e for e in data if _marked(e)]
    with np.load(path) as held:
        for one in data:
            if one.id in held:
                one.taught = held[one.id].astype(np.float32)
    return data


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--own", type=Path, help="folder of marked text")
    parser.add_argument("--out", type=Path, required=True)
    for name, value in asdict(Plan()).items():
        kind = (
            {"action": "store_true"} if value is False else {"type": type(value), "default": value}
        )
        parser.add_argument(f"--{name.replace('_', '-')}", **kind)
    options = vars(parser.parse_args())
    out, corpora, own = options.pop("out"), options.pop("corpora"), options.pop("own")
    out.mkdir(parents=True, exist_ok=True)
    plan = Plan(**options)
    vocabulary = Vocabulary(vocabulary_file(plan))
    data = learned(examples(records(corpora, own), vocabulary), plan.taught)
    run = Run(plan, data, vocabulary, out)
    run.resume()
    (out / "plan.json").write_text(json.dumps(asdict(plan), indent=1))
    run.train()


if __name__ == "__main__":
    main()
