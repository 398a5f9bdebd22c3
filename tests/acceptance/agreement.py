"""How far two who label the same agree: tests/reactions/gold, a second, blind labelling of 200 statements and of
the 120 texts of deeds-b and deeds-c.

    python -m tests.acceptance.agreement

Types: Cohen's kappa over all pairs of case and type, and its mean over the types. Posture: kappa over the
cases. Targets: F1 of one labelling against the other, `authorities` and the host's code as one. Deeds: the
second labelling counted as if it were what a program had found (`dragoman evaluate`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from dragoman.evaluation.cases import Done, names, read
from dragoman.evaluation.coding import Coding, add, aims_of
from dragoman.evaluation.coding import figures as coded
from dragoman.reactions import codebook
from dragoman.records import Deed, Modality, Reading

GOLD = Path(__file__).parents[1] / "reactions" / "gold"


@dataclass(frozen=True, slots=True)
class Labels:
    """What one labelling says of a case."""

    types: frozenset[str]
    targets: frozenset[str]
    posture: str


def second() -> Iterator[tuple[str, dict[str, str]]]:
    """The cases of the second labelling with their fields."""
    for line in (GOLD / "statements-second.txt").read_text("utf-8").splitlines():
        key, _, told = line.partition(" = ")
        fields = (part.partition(": ") for part in told.split(" | "))
        yield key, {name.strip(): value.strip() for name, _, value in fields}


def both() -> list[tuple[Labels, Labels]]:
    """Each case that was labelled twice, by the first and by the second."""
    cases = {case.id: case for path in sorted(GOLD.glob("statements-?.txt")) for case in read(path)}
    found = []
    for key, told in second():
        case = cases[key]
        assert case.said is not None
        one = Labels(case.said.types, aims_of(case.said.targets, case.host), case.said.posture)
        two = aims_of(names(told["targets"]), case.host)
        found.append((one, Labels(names(told["types"]), two, told["posture"])))
    return found


def kappa(one: Sequence[object], other: Sequence[object]) -> float:
    """Cohen's kappa of two labellings of the same things."""
    kinds = set(one) | set(other)
    same = sum(a == b for a, b in zip(one, other, strict=True)) / len(one)
    chance = sum(one.count(k) * other.count(k) for k in kinds) / len(one) ** 2
    return 1.0 if chance == 1 else (same - chance) / (1 - chance)


def figures() -> dict[str, float]:
    """The agreement, figure by figure."""
    pairs = both()
    each = {
        name: ([name in a.types for a, _ in pairs], [name in b.types for _, b in pairs])
        for name in codebook.load().words
    }
    first = [told for one, _ in each.values() for told in one]
    then = [told for _, other in each.values() for told in other]
    shared = sum(len(a.targets & b.targets) for a, b in pairs)
    told = sum(len(a.targets) + len(b.targets) for a, b in pairs)
    return {
        "types, kappa": kappa(first, then),
        "types, mean kappa": sum(kappa(*one) for one in each.values()) / len(each),
        "posture, kappa": kappa([a.posture for a, _ in pairs], [b.posture for _, b in pairs]),
        "targets, F1": 2 * shared / told,
    }


def _as_found(number: int, one: Done) -> Deed:
    modality = cast(Modality, one.modality)
    actors, targets = tuple(sorted(one.actors)), tuple(sorted(one.targets))
    return Deed(str(number), actors, one.type, one.words, 1.0, targets, modality)


def deeds() -> Coding:
    """The second labelling of deeds, counted against the first."""
    second_one = {case.id: case for case in read(GOLD / "deeds-second.txt")}
    done = Coding()
    for name in ("deeds-b.txt", "deeds-c.txt"):
        for case in read(GOLD / name):
            other = second_one[case.id].deeds or ()
            found = tuple(_as_found(n, one) for n, one in enumerate(other))
            add(done, case, Reading(case.article, deeds=found))
    return done


if __name__ == "__main__":
    print(f"{len(both())} statements labelled twice")
    for name, value in figures().items():
        print(f"{name:<20} {value:.3f}")
    told = deeds()
    print(f"{told.cases} texts of deeds labelled twice")
    for name, value in coded(told).items():
        print(f"{name:<20} {value:.3f}")
