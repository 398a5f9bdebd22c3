"""Fine-tunes the reader. `python -m training.train --help` says how; checkpoints let it resume.

python -m training.train --corpus polnear-train.jsonl.gz --out runs/reader
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

import torch

from dragoman.evaluation.corpus import rows
from dragoman.inference import Vocabulary
from training.batch import batch, groups
from training.corpus import Example, examples
from training.model import Reader, base_model, minilm


@dataclass(frozen=True)
class Plan:
    """Everything that decides the outcome of a training run."""

    epochs: int = 4
    tokens: int = 2400
    window: int = 160
    rate: float = 2.5e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    average: float = 0.998
    link_weight: float = 0.15
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
        if not p.requires_grad:
            continue
        rate = plan.head_rate
        if name.startswith("encoder.encoder.layer."):
            layer = int(name.split(".")[3])
            rate = plan.rate * plan.layer_decay ** (depth - 1 - layer)
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
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model = Reader(base_model()).to(self.device)
        self.optimiser = torch.optim.AdamW(parameter_groups(self.model, plan), betas=(0.9, 0.98))
        self.average = {k: v.detach().clone() for k, v in self.model.state_dict().items()}
        self.step = 0
        self.epoch = 0
        self.schedule = [self._order(epoch) for epoch in range(plan.epochs)]
        self.total = sum(map(len, self.schedule))

    def _order(self, epoch: int) -> list[list[Example]]:
        rng = random.Random(self.plan.seed * 1000 + epoch)
        return list(groups(self.data, rng, self.plan.tokens))

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

    def _update(self, group: list[Example]) -> tuple[float, float]:
        for one in self.optimiser.param_groups:
            one["lr"] = one["base"] * self._rate()
        made = batch(group, self.vocabulary, self.plan.window).to(self.device)
        tags, links = self.model.loss(made)
        self.optimiser.zero_grad(set_to_none=True)
        (tags + self.plan.link_weight * links).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        keep = min(self.plan.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, value in self.model.state_dict().items():
                self.average[name].lerp_(value, 1 - keep)
        return float(tags.detach()), float(links.detach())

    def train(self) -> None:
        """All epochs; a line of progress every 25 steps, a checkpoint every 200."""
        self.model.train()
        begun = time.monotonic()
        first = self.step
        skip = self.step - sum(map(len, self.schedule[: self.epoch]))
        for epoch in range(self.epoch, self.plan.epochs):
            self.epoch = epoch
            for group in self.schedule[epoch][skip:]:
                tags, links = self._update(group)
                if self.step % 25 == 0:
                    pace = (time.monotonic() - begun) / (self.step - first)
                    left = pace * (self.total - self.step) / 60
                    print(
                        f"{self.step}/{self.total} tags {tags:.4f} links {links:.4f}"
                        f" {left:.0f} min left",
                        flush=True,
                    )
                if self.step % 200 == 0:
                    self.save()
            skip = 0
        self.epoch = self.plan.epochs
        self.save()
        torch.save(self.average, self.out / "averaged.pt")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, action="append", required=True)
    parser.add_argument("--out", type=Path, required=True)
    for name, value in asdict(Plan()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    options = vars(parser.parse_args())
    out: Path = options.pop("out")
    corpus: list[Path] = options.pop("corpus")
    out.mkdir(parents=True, exist_ok=True)
    plan = Plan(**options)
    (out / "plan.json").write_text(json.dumps(asdict(plan), indent=1))
    vocabulary = Vocabulary(minilm() / "tokenizer.json")
    data = examples((row for path in corpus for row in rows(path)), vocabulary)
    run = Run(plan, data, vocabulary, out)
    run.resume()
    run.train()


if __name__ == "__main__":
    main()
