"""How many sources a thing has after syndication: copies, credited texts and one outlet's own are one source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.records import Article


@dataclass(frozen=True, slots=True)
class Print:
    """A sentence as one article prints it."""

    article: Article
    sentence: str


def independent(prints: Sequence[Print], copies: Mapping[str, str]) -> int:
    """The number of sources that have it in words of their own.

    Two prints are one source where their outlet is the same, their articles are near copies (`copies` names the
    cluster of each), their sentence is, or one credits the other's outlet or both the same agency.
    """
    if len(prints) < 2:
        return len(prints)
    into: dict[str, str] = {}

    def root(name: str) -> str:
        while into.get(name, name) != name:
            name = into[name]
        return name

    for number, one in enumerate(prints):
        own = f"print {number}"
        for mark in _marks(one, copies):
            a, b = root(own), root(mark)
            into[max(a, b)] = min(a, b)
    return len({root(f"print {number}") for number in range(len(prints))})


def _marks(one: Print, copies: Mapping[str, str]) -> list[str]:
    """What another print may share that makes both one source."""
    article = one.article
    sentence = " ".join("".join(c if c.isalnum() else " " for c in one.sentence.casefold()).split())
    found = [f"copy {copies.get(article.id, article.id)}", f"sentence {sentence}"]
    names = (*article.credits, *((article.outlet,) if article.outlet else ()))
    return found + [f"outlet {name.casefold()}" for name in names]
