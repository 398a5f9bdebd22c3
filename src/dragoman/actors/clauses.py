"""Clauses in a phrase that tell for whom a person speaks: "who heads the mission", "speaking for the bloc"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dragoman.languages.data import load

LONGEST = 120
"""Characters of what a clause says somebody is."""


@cache
def verbs() -> dict[str, str]:
    """Verbs that give the name before them a role, with the role's first words: "heads" is "head of"."""
    return dict(load("en").table("speakers", "predicates"))


@cache
def told() -> str:
    """A pattern that finds any of the verbs, the longest first, and words of the present behind it."""
    adverbs = "|".join(load("en").table("speakers", "words")["now"])
    longest = sorted(map(re.escape, verbs()), key=len, reverse=True)
    return rf"({'|'.join(longest)}) (?:(?:{adverbs}) )?"


@cache
def _clause() -> re.Pattern[str]:
    spoken = dict(load("en").table("speakers", "speaking"))
    told_by = "|".join(sorted(map(re.escape, spoken), key=len, reverse=True))
    return re.compile(
        rf",? (?:who {told()}|(?:also )?speaking ({told_by}) )([^,;:“”\"\n]{{3,{LONGEST}}})"
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A role in its own words; `spoken` where somebody speaks in it beside his own office."""

    words: str
    spoken: bool


def told_role(phrase: str) -> Told | None:
    """The role that a clause of a phrase gives: "head of the mission" for "X, who heads the mission"."""
    found = _clause().search(phrase)
    if found is None:
        return None
    spoken = load("en").table("speakers", "speaking")
    opening = verbs()[found[1]] if found[1] else spoken[found[2]]
    return Told(f"{opening} {found[3]}".strip(), spoken=found[1] is None)
