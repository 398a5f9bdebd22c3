"""English verb forms: which lemma and which form a word may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Shape = Literal["base", "s", "ing", "past", "part"]
_VOWELS = frozenset("aeiou")
_HISSING = ("s", "x", "z", "ch", "sh")


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a word as a form of a verb."""

    lemma: str
    shape: Shape


def forms(
    lemmas: Iterable[str], irregular: Mapping[str, Sequence[str]], doubled: frozenset[str]
) -> dict[str, tuple[Form, ...]]:
    """All forms of the lemmas, from the word in lower case to what it may be."""
    found: dict[str, list[Form]] = {}
    for lemma in sorted(set(lemmas)):
        for word, shape in _of(lemma, irregular, doubled):
            found.setdefault(word, []).append(Form(lemma, shape))
    return {word: tuple(readings) for word, readings in found.items()}


def _of(
    lemma: str, irregular: Mapping[str, Sequence[str]], doubled: frozenset[str]
) -> list[tuple[str, Shape]]:
    past, part = irregular.get(lemma) or (_past(lemma, doubled),) * 2
    found: list[tuple[str, Shape]] = [
        (lemma, "base"),
        (_third(lemma), "s"),
        (_ing(lemma, doubled), "ing"),
        (past, "past"),
        (part, "part"),
    ]
    if lemma.endswith("l") and lemma in doubled:  # the American spelling: canceled, fueling
        found += [(lemma + "ing", "ing"), (lemma + "ed", "past"), (lemma + "ed", "part")]
    return found


def _consonant_y(lemma: str) -> bool:
    return lemma.endswith("y") and lemma[-2:-1] not in _VOWELS


def _third(lemma: str) -> str:
    if _consonant_y(lemma):
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith((*_HISSING, "o")) else "s")


def _past(lemma: str, doubled: frozenset[str]) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if _consonant_y(lemma):
        return lemma[:-1] + "ied"
    return lemma + (lemma[-1] if lemma in doubled else "") + "ed"


def _ing(lemma: str, doubled: frozenset[str]) -> str:
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return lemma[:-1] + "ing"
    return lemma + (lemma[-1] if lemma in doubled else "") + "ing"
