"""Scores a run before it is exported, as it was trained (bfloat16): also a teacher, which never is.

python -m training.score --run runs/teacher --corpus polnear-dev.jsonl.gz [--set-aside] [--early]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch

from dragoman.evaluation import report
from dragoman.evaluation.corpus import measure, rows
from dragoman.inference import Encoding, Floats, Model, Vocabulary
from dragoman.layers import LAYERS
from dragoman.statements.calibrate import Calibration
from dragoman.statements.stage import Statements
from training.export import early, heads
from training.model import Reader
from training.setaside import set_aside
from training.train import of_run, plan_of, vocabulary_file


class Trained(Model):
    """A run's averaged weights in the place of a shipped reader."""

    def __init__(self, run: Path, reader: Reader) -> None:
        super().__init__(run)
        self.__dict__["reader"] = reader

    @cached_property
    def card(self) -> dict[str, Any]:
        """What `Model` reads of a card, for a run that has none."""
        return {"version": self.folder.name, "layers": LAYERS}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The one that the run was made with."""
        return Vocabulary(vocabulary_file(plan_of(self.folder)))

    @cached_property
    def heads(self) -> dict[str, Floats]:
        """As the export would write them."""
        return {k: v.astype(np.float32) for k, v in heads(self.__dict__["reader"]).items()}

    @torch.inference_mode()
    def encode(self, texts: Sequence[str]) -> Iterator[Encoding]:
        """One pass over each text, a window at a time."""
        words = self.vocabulary.words(texts)
        windows = self.vocabulary.windows(words, plan_of(self.folder).window)
        width = self.__dict__["reader"].encoder.config.hidden_size
        vectors = [np.zeros((len(one), width), dtype=np.float32) for one in words]
        for w in windows:
            given = torch.tensor([w.ids]), torch.tensor([w.features])
            out = self.__dict__["reader"].encode(*given)[0][0].numpy()
            vectors[w.text][w.start : w.end] = out[w.heads]
        for one, each in zip(words, vectors, strict=True):
            yield Encoding(one, each, self._scores(each))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument(
        "--set-aside", action="store_true", help="of PolNeAR's train, that part alone"
    )
    parser.add_argument("--early", action="store_true", help="the reader of the earlier exit")
    given = parser.parse_args()
    reader = early(of_run(given.run)) if given.early else of_run(given.run)
    kept = [row for row in rows(given.corpus) if set_aside(row) or not given.set_aside]
    done = measure(kept, Statements(Trained(given.run, reader), Calibration()))
    print("\n".join(report.table(done, given.corpus)))


if __name__ == "__main__":
    main()
