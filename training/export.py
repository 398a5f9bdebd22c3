"""Turns averaged weights into what Dragoman ships: an int8 encoder, the small heads, the model's card.

The reader of the earlier exit is heads and card alone: its encoder is the first layers of the other's.

python -m training.export --run runs/finished --to src/dragoman/models/accurate --version 2
python -m training.export --run runs/finished --to src/dragoman/models/fast --version 2-fast --early ../accurate
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from ctranslate2.converters import TransformersConverter
from transformers import BertModel, PreTrainedTokenizerFast

from dragoman.encoders import differing
from dragoman.inference import BESIDE, WEIGHTS, Model
from dragoman.layers import LAYERS
from training.model import FEATURES, Reader
from training.train import of_run, plan_of, vocabulary_file
from training.vocabulary import SPECIAL

SHARED = ("model.bin", "tokenizer.json")


def write_encoder(reader: Reader, tokenizer: Path, folder: Path, quantization: str) -> None:
    """The encoder as CTranslate2 reads it: features stand in for BERT's token types."""
    place = Place(tokenizer, folder, quantization)
    write_plain(reader.encoder, reader.own_ids, place, reader.feature.weight)


class Place(NamedTuple):
    """Which tokenizer an encoder is shipped with, in which folder, and how exact its numbers are."""

    tokenizer: Path
    folder: Path
    quantization: str = "int8"


def write_plain(
    encoder: Any, own_ids: torch.Tensor, to: Place, features: torch.Tensor | None = None
) -> None:
    """An encoder over the shipped vocabulary as CTranslate2 reads it, perhaps with features for token types."""
    config = encoder.config
    config.type_vocab_size = config.type_vocab_size if features is None else FEATURES
    config.vocab_size = len(own_ids)
    plain = BertModel(config)
    state = encoder.state_dict()
    words = "embeddings.word_embeddings.weight"
    state[words] = state[words][own_ids]
    types = "embeddings.token_type_embeddings.weight"
    if features is not None:
        state[types] = features + state[types][0]
    state["pooler.dense.weight"] = torch.zeros_like(plain.pooler.dense.weight)
    state["pooler.dense.bias"] = torch.zeros_like(plain.pooler.dense.bias)
    plain.load_state_dict(state)
    with tempfile.TemporaryDirectory() as place:
        plain.save_pretrained(place)
        special = {f"{t.strip('[]').lower()}_token": t for t in SPECIAL}
        held = PreTrainedTokenizerFast(tokenizer_file=str(to.tokenizer), **special)
        held.save_pretrained(place)
        made = Path(place) / "made"
        TransformersConverter(place).convert(str(made), quantization=to.quantization)
        for one in made.iterdir():
            shutil.copy(one, to.folder)


def share(folder: Path, base: str) -> dict[str, Any]:
    """Leaves of an encoder's files what `base`, a folder seen from it, has not; what the card says of it."""
    held = Model((folder / base).resolve())
    weights = folder / WEIGHTS
    weights.write_bytes(differing(held.weights(), weights.read_bytes()))
    for name in (*BESIDE, "tokenizer.json"):
        (folder / name).unlink(missing_ok=True)
    below = [f"{base}/{name}" for name in held.card["files"] if name.endswith(WEIGHTS)]
    own = [f.name for f in sorted(folder.iterdir()) if f.suffix in (".bin", ".npz")]
    return {"base": base, "files": {name: digest(folder / name) for name in (*own, *below)}}


def early(reader: Reader) -> Reader:
    """The same reader cut off after its exit, whose heads take the place of the last layer's."""
    if reader.early is None:
        raise SystemExit("this run has no exit: train one with --exit")
    reader.encoder.encoder.layer = reader.encoder.encoder.layer[: reader.exit]
    reader.encoder.config.num_hidden_layers = reader.exit
    reader.heads, reader.early, reader.exit = reader.early, None, 0
    return reader


def heads(reader: Reader) -> dict[str, np.ndarray]:
    """Label layers, transitions and linking layers as float16, by the names the reader looks for."""
    found = {"between": reader.between, "begin": reader.begin, "end": reader.end}
    for kind, linker in reader.heads.linkers.items():
        found |= {f"{kind}.{name}": value for name, value in linker.named_parameters()}
    for layer in LAYERS:
        found |= {
            f"{layer}.{name}": value for name, value in reader.heads.score[layer].named_parameters()
        }
    return {name: value.detach().numpy().astype(np.float16) for name, value in found.items()}


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def history(run: Path) -> dict[str, Any]:
    """The plan of a run, with that of the run that it started from in the place of that one's name."""
    plan: dict[str, Any] = json.loads((run / "plan.json").read_text())
    return {**plan, "start": history(Path(plan["start"]))} if plan.get("start") else plan


def export(reader: Reader, run: Path, given: argparse.Namespace) -> None:
    """Writes the whole folder of a run's reader, as the command is given place, version and precision."""
    to: Path = given.to
    to.mkdir(parents=True, exist_ok=True)
    for old in to.iterdir():
        if old.suffix != ".md":
            old.unlink()
    shared = {"encoder": given.early} if given.early else {}
    beside = [to / given.early / name for name in SHARED] if given.early else []
    if not shared:
        tokenizer = vocabulary_file(plan_of(run))
        write_encoder(reader, tokenizer, to, "float32" if given.float else "int8")
        shutil.copy(tokenizer, to / "tokenizer.json")
    np.savez(to / "heads.npz", **heads(reader))
    card = {
        "version": given.version,
        "layers": {name: list(labels) for name, labels in LAYERS.items()},
        "width": reader.encoder.config.hidden_size,
        "depth": len(reader.encoder.encoder.layer),
        **shared,
        "plan": history(run),
        "files": {
            **{f.name: digest(f) for f in sorted(to.iterdir()) if f.suffix != ".md"},
            **{f"{given.early}/{f.name}": digest(f) for f in beside},
        },
    }
    (to / "model.json").write_text(json.dumps(card, indent=1) + "\n")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument(
        "--to", type=Path, required=True, help="folder; all in it but its README is made anew"
    )
    parser.add_argument("--version", required=True)
    parser.add_argument("--early", help="the exit's reader; where its encoder lies, seen from --to")
    parser.add_argument("--float", action="store_true", help="leave the weights as they are")
    given = parser.parse_args()
    reader = of_run(given.run)
    export(early(reader) if given.early else reader, given.run, given)


if __name__ == "__main__":
    main()
