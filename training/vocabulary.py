"""BERT's uncased vocabulary cut down to the wordpieces that news needs.

A wordpiece that goes is spelt by shorter ones; of single characters only signs and letters of scripts
that English news does not print become unknown. The embeddings of what stays are the pretrained ones,
frozen, so that the smaller table costs nothing but file size.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer

from training.bases import minilm
from training.corpus import records

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def pieces(path: Path) -> list[str]:
    """The wordpieces of a tokenizer file, by their numbers."""
    held: dict[str, int] = json.loads(path.read_text("utf-8"))["model"]["vocab"]
    return sorted(held, key=held.__getitem__)


def counted(texts: Iterable[str]) -> Counter[str]:
    """How often each wordpiece of the full vocabulary stands in texts."""
    tokenizer = Tokenizer.from_file(str(minilm() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    out: Counter[str] = Counter()
    for text in texts:
        out.update(tokenizer.encode(text, add_special_tokens=False).tokens)
    return out


def chosen(seen: Counter[str], size: int) -> list[str]:
    """The special pieces, all single characters below U+2200, then the commonest in the texts."""
    letters = [p for p in pieces(minilm() / "tokenizer.json") if _single(p)]
    rest = [p for p, _ in seen.most_common() if p not in set(SPECIAL) | set(letters)]
    return [*SPECIAL, *letters, *rest][:size]


def _single(piece: str) -> bool:
    letter = piece.removeprefix("##")
    return len(letter) == 1 and ord(letter) < 0x2200


def write(kept: list[str], path: Path) -> None:
    """A tokenizer file with these wordpieces alone, numbered in this order."""
    held = json.loads((minilm() / "tokenizer.json").read_text("utf-8"))
    number = {piece: i for i, piece in enumerate(kept)}
    held["model"]["vocab"] = number
    held["added_tokens"] = [
        one | {"id": number[one["content"]]}
        for one in held["added_tokens"]
        if one["content"] in number
    ]
    processor = held.get("post_processor") or {}
    for name, one in processor.get("special_tokens", {}).items():
        one["ids"] = [number[name]]
    held["truncation"] = held["padding"] = None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(held, ensure_ascii=False), "utf-8")


def main() -> None:
    """The command: python -m training.vocabulary --corpora FOLDER --own FOLDER --size N --to FILE."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--own", type=Path)
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--to", type=Path, required=True)
    given = parser.parse_args()
    seen = counted(row["text"] for row in records(given.corpora, given.own))
    kept = chosen(seen, given.size)
    write(kept, given.to)
    covered = sum(seen[piece] for piece in kept) / seen.total()
    print(f"{len(kept)} of {len(seen)} wordpieces seen: {covered:.2%} of the text")


if __name__ == "__main__":
    main()
