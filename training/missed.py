"""Where full statements of the set aside are lost: `python -m training.missed --corpus … --model …`.

Prints how many gold attributions are right, and for each other what its nearest found statement (by
content) lacks: nothing near, less than half of the content, or another or no cue or source; "elsewhere"
where another statement found that part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dragoman.evaluation.corpus import article, attributions
from dragoman.evaluation.spans import HALF, KINDS, Attribution, alike, matched
from dragoman.inference import Model
from dragoman.records import Reading
from dragoman.statements.stage import Statements
from training.setaside import Asked


def lacking(gold: Attribution, found: Sequence[Attribution]) -> str:
    """What the found statement with the likest content lacks."""
    best = max(found, key=lambda f: alike(gold.content, f.content), default=Attribution())
    likeness = alike(gold.content, best.content)
    if likeness < HALF:
        return "less than half of the content" if likeness else "nothing of the content"
    wrong = [kind for kind in KINDS if alike(gold.part(kind), best.part(kind)) < HALF]
    return "content, but " + " and ".join(_told(kind, gold, found) for kind in wrong)


def _told(kind: str, gold: Attribution, found: Sequence[Attribution]) -> str:
    there = any(alike(gold.part(kind), f.part(kind)) >= HALF for f in found)
    return f"its {kind} elsewhere" if there else f"not its {kind}"


def main() -> None:
    """The command."""
    given = Asked.of(__doc__)
    counted: Counter[str] = Counter()
    readings = Statements(Model(given.model))([Reading(article(row)) for row in given.kept])
    for row, reading in zip(given.kept, readings, strict=True):
        gold = [Attribution.of(a) for a in row["attributions"]]
        found = attributions(reading.statements)
        right = matched(gold, found)
        for number, one in enumerate(gold):
            counted["right" if number in right else lacking(one, found)] += 1
    for what, count in counted.most_common():
        print(f"{count:5}  {what}")


if __name__ == "__main__":
    main()
