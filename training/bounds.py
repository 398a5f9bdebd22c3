"""What a span must be worth to be kept, and what links across paragraphs lose: chosen on the set aside.

python -m training.bounds --corpus polnear-train.jsonl.gz --model src/dragoman/models/accurate

Reads the articles of `training.setaside` once, then decodes them with other bounds: first one bound for
all kinds, then each kind's own. Prints exact F1 of each kind and full-statement F1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.evaluation.corpus import article, attributions
from dragoman.evaluation.spans import KINDS, Attribution, Scores
from dragoman.inference import Encoding, Model
from dragoman.records import Reading
from dragoman.statements import assemble
from dragoman.statements.calibrate import Calibration
from dragoman.statements.stage import LEAST, Statements
from training.setaside import Asked

GRID = (0.28, 0.32, 0.36, 0.4, 0.44, 0.48)
APART = (0.0, 1.0, 2.0, 3.0, 5.0)


class Kept(Model):
    """A reader that encodes each text once."""

    def encode(self, texts: Sequence[str]) -> Iterator[Encoding]:
        """What was encoded before, else a pass of the encoder."""
        held: dict[str, Encoding] = self.__dict__.setdefault("held", {})
        fresh = [text for text in texts if text not in held]
        held.update(zip(fresh, super().encode(fresh), strict=True))
        return iter([held[text] for text in texts])


def scores(
    model: Model, kept: Sequence[Mapping[str, object]], least: Mapping[str, float]
) -> Scores:
    """What the reader reaches on some articles with these bounds."""
    stage = Statements(model, Calibration())
    stage.__dict__["decoder"] = replace(Statements(model).decoder, least=least)
    found = Scores()
    readings = stage([Reading(article(row)) for row in kept])
    for row, reading in zip(kept, readings, strict=True):
        gold = [Attribution.of(a) for a in row["attributions"]]  # type: ignore[attr-defined]
        found.add(gold, attributions(reading.statements), reading.encoding.words.offsets)
    return found


def told(name: str, found: Scores) -> str:
    """One line of the table."""
    exact = "  ".join(f"{kind} {found.exact[kind].f1:.4f}" for kind in KINDS)
    return f"{name:<28}{exact}  statement {found.statement.f1:.4f}"


def main() -> None:
    """The command."""
    given = Asked.of(__doc__)
    model, kept = Kept(given.model), given.kept
    print(told("as shipped", scores(model, kept, LEAST)))
    for value in GRID:
        print(told(f"all {value}", scores(model, kept, dict.fromkeys(KINDS, value))))
    for kind in KINDS:
        for value in GRID:
            print(told(f"{kind} {value}", scores(model, kept, {**LEAST, kind: value})))
    for value in APART:
        assemble.ELSEWHERE = value
        print(told(f"across paragraphs -{value}", scores(model, kept, LEAST)))


if __name__ == "__main__":
    main()
