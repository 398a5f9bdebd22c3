"""Turns averaged weights into what Dragoman ships: int8 ONNX, the small heads, the model's card.

python -m training.export --run runs/reader --to src/dragoman/models/reader --version 1
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from dragoman.layers import LAYERS
from training.model import Reader, base_model, minilm


class Shipped(nn.Module):
    """Input ids and features in; scores and vectors of every wordpiece out."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        scores, vectors = self.reader.encode(ids, features)
        return scores, vectors


def load(run: Path) -> Reader:
    """The averaged weights of a run."""
    reader = Reader(base_model())
    reader.load_state_dict(torch.load(run / "averaged.pt", map_location="cpu", weights_only=True))
    return reader.eval()


def write_onnx(reader: Reader, path: Path, *, quantise: bool = True) -> None:
    """The encoder as ONNX: attention fused, then weights quantised to int8 a channel."""
    ids = torch.tensor([[101, 2054, 2003, 102], [101, 2054, 102, 0]])
    axes = {0: "rows", 1: "width"}
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            Shipped(reader),
            (ids, torch.zeros_like(ids)),
            str(plain),
            input_names=["ids", "features"],
            output_names=["scores", "vectors"],
            dynamic_axes=dict.fromkeys(("ids", "features", "scores", "vectors"), axes),
            opset_version=17,
            dynamo=False,
        )
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False
        config = reader.encoder.config
        made = optimizer.optimize_model(
            str(plain),
            "bert",
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            optimization_options=options,
        )
        made.save_model_to_file(str(fused))
        if quantise:
            quantize_dynamic(
                fused,
                path,
                per_channel=True,
                weight_type=QuantType.QInt8,
                extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
            )
        else:
            shutil.copy(fused, path)
    onnx.checker.check_model(str(path), full_check=False)


def heads(reader: Reader) -> dict[str, np.ndarray]:
    """Transitions and linking layers as float16 arrays, by the names that the reader looks for."""
    found = {
        "between": reader.between,
        "begin": reader.begin,
        "end": reader.end,
        **{
            f"{kind}.{name}": value
            for kind, linker in reader.linkers.items()
            for name, value in linker.named_parameters()
        },
    }
    return {name: value.detach().numpy().astype(np.float16) for name, value in found.items()}


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def export(run: Path, to: Path, version: str, *, quantise: bool = True) -> None:
    """Writes the whole folder."""
    to.mkdir(parents=True, exist_ok=True)
    reader = load(run)
    write_onnx(reader, to / "encoder.onnx", quantise=quantise)
    np.savez(to / "heads.npz", **heads(reader))
    shutil.copy(minilm() / "tokenizer.json", to / "tokenizer.json")
    files = ("encoder.onnx", "heads.npz", "tokenizer.json")
    card = {
        "version": version,
        "labels": list(LAYERS["statements"]),
        "width": reader.encoder.config.hidden_size,
        "plan": json.loads((run / "plan.json").read_text()),
        "files": {name: digest(to / name) for name in files},
    }
    (to / "model.json").write_text(json.dumps(card, indent=1) + "\n")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--float", action="store_true", help="leave the weights as they are")
    given = parser.parse_args()
    export(given.run, given.to, given.version, quantise=not given.float)


if __name__ == "__main__":
    main()
