"""Turns the coder's weights into what Dragoman ships: an int8 encoder, the label layers, the card.

    python -m training.coder_export --run runs/coder --to src/dragoman/models/coder --version 1

The bounds from which an answer counts, and the slope and offset that turn a type's score into the chance
that it is right (Platt 1999), are fitted on the tenth of our own sentences that the run held out.
"""

from __future__ import annotations

import argparse
import json
import pickle
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch

from dragoman.reactions.pieces import Pieces
from training.coder import HELD, TOKENIZER, Answers, Net, answered, every, with_best
from training.export import Place, digest, write_plain
from training.labelled import Labelled
from training.measure import f1

TRIED = np.arange(0.2, 0.81, 0.05)
HEADS = (
    "types", "posture", "shown", "groups", "inner", "aimed",
    "roots", "acting.tag", "acting.modality", "acting.inner", "acting.role",
    "counting.quantity", "claiming.inner", "claiming.ends",
)  # fmt: skip
DEEDS = 0.8
"""How sure the words of a deed must be on the mean; chosen on tests/reactions/gold/deeds-a.txt."""
SHOWN = 0.3
"""How likely a wordpiece beside one that shows the posture must show it too."""
NUMBERS = 0.997
"""How likely a number must be a claim: on claims-dev.txt .95 finds more; on other traps it told false ones."""


def bounds(found: Answers, held: Sequence[Labelled]) -> dict[str, float]:
    """The bounds that serve held-out sentences best, and the calibration of types."""
    types, _, groups, actors = found
    gold = np.stack([one.types for one in held]) > 0.5
    words = np.stack([one.groups for one in held]) > 0.5
    aimed = np.concatenate([one.actors for one in held]) > 0.5
    told = np.concatenate([*actors, np.zeros(0)])
    slope, offset = platt(types, gold)
    return {
        "types": _best(lambda b: f1(gold, with_best(types, b))[0]),
        "groups": _best(lambda b: f1(words, groups >= b)[0]),
        "actors": _best(lambda b: f1(aimed[:, None], (told >= b)[:, None])[0]),
        "deeds": DEEDS,
        "shown": SHOWN,
        "numbers": NUMBERS,
        "slope": slope,
        "offset": offset,
    }


def fit(given: argparse.Namespace, net: Net) -> dict[str, float]:
    """The bounds by the held-out tenth of our own sentences."""
    own: list[Labelled] = pickle.loads(given.framed.read_bytes())
    held = [one for n, one in enumerate(own) if n % HELD == 0]
    return bounds(answered(net, Pieces(TOKENIZER), held), held)


def _best(value: Callable[[float], float]) -> float:
    return float(max(TRIED, key=lambda b: (round(value(b), 3), -abs(b - 0.5))))


def platt(chances: np.ndarray, gold: np.ndarray) -> tuple[float, float]:
    """Slope and offset of the logistic regression of what is right on the score, for told types."""
    at = chances.clip(1e-6, 1 - 1e-6)
    scores = torch.tensor(np.log(at / (1 - at))[at >= 0.1])
    right = torch.tensor(gold[at >= 0.1].astype(np.float32))
    both = torch.zeros(2, requires_grad=True)
    with torch.no_grad():
        both[0] = 1.0
    optimizer = torch.optim.LBFGS([both], max_iter=100)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        cost = torch.nn.functional.binary_cross_entropy_with_logits(
            scores * both[0] + both[1], right
        )
        cost.backward()
        return cost

    optimizer.step(closure)
    return float(both[0].detach()), float(both[1].detach())


def main() -> None:
    """The command."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--run", type=Path, required=True)
    options.add_argument("--framed", type=Path, default=Path("runs/framed.pkl"))
    options.add_argument("--to", type=Path, required=True)
    options.add_argument("--version", required=True)
    options.add_argument(
        "--bounds",
        type=Path,
        help="a model.json whose bounds stay, for the layers they bound did not learn",
    )
    given = options.parse_args()
    net = Net("minilm", every(Pieces(TOKENIZER)))
    net.load_state_dict(torch.load(given.run / "net.pt"))
    fitted = json.loads(given.bounds.read_text())["bounds"] if given.bounds else fit(given, net)
    given.to.mkdir(parents=True, exist_ok=True)
    write_plain(net.encoder, net.own_ids, Place(TOKENIZER, given.to))
    shutil.copy(TOKENIZER, given.to / "tokenizer.json")
    arrays = {
        f"{name}.{part}": value.detach().numpy().astype(np.float16)
        for name in HEADS
        for part, value in net.get_submodule(name).named_parameters()
    }
    np.savez(given.to / "heads.npz", **arrays)
    card = {
        "version": given.version,
        "layers": {},
        "width": net.encoder.config.hidden_size,
        "depth": len(net.encoder.encoder.layer),
        "bounds": fitted,
        "plan": json.loads((given.run / "plan.json").read_text()),
        "files": {
            f.name: digest(f) for f in sorted(given.to.iterdir()) if f.suffix not in (".md", "")
        },
    }
    card["files"].pop("model.json", None)
    (given.to / "model.json").write_text(json.dumps(card, indent=1) + "\n")
    print(fitted)


if __name__ == "__main__":
    main()
