"""Outlets: whether a noun phrase names one, and whether a state runs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from dragoman.actors.circumstances.frames import Token
from dragoman.actors.registry import Registry
from dragoman.languages.data import load


@lru_cache(maxsize=1)
def media_words() -> Mapping[str, frozenset[str]]:
    """The word lists that tell outlets from other bodies."""
    return load("en").words("circumstances", "media")


def is_media(tokens: Sequence[Token]) -> bool:
    """Whether a noun phrase names an outlet or a kind of outlet."""
    lists, low = media_words(), [t.low.removesuffix("’s").removesuffix("'s") for t in tokens]
    if not low or any(w in lists["people"] | lists["not_media"] for w in low):
        return False
    if _named(tokens, low, lists["outlets"]):
        return True
    kinds = [n for n, w in enumerate(low) if w in lists["nouns"]]
    if not kinds or not all(t.capital for t in tokens[kinds[-1] + 1 :]):
        return False
    sure = any(low[n] not in lists["doubtful"] for n in kinds)
    beside = any(w in lists["beside"] for n, w in enumerate(low) if n != kinds[-1])
    return sure or beside or tokens[kinds[-1]].capital


def _named(tokens: Sequence[Token], low: Sequence[str], names: frozenset[str]) -> bool:
    """Whether a known outlet's name ends the words, or all but nouns for an outlet."""
    nouns, end = media_words()["nouns"], len(low)
    while end > 1 and low[end - 1] in nouns and " ".join(low[end - 2 : end]) not in names:
        end -= 1
    ends = {len(low), end}
    return any(
        tokens[stop - size].capital and " ".join(low[stop - size : stop]) in names
        for stop in ends
        for size in range(1, min(4, stop) + 1)
    )


def state_media(registry: Registry, outlets: Mapping[str, Any]) -> frozenset[str]:
    """The names, in lower case, of the media that a state runs: the registry's, and the user's outlets.

    A name that another actor has too ("the AA", an army and an agency) tells no medium.
    """
    names = {
        name.text
        for code in registry.state_media
        for name in registry.entry(code).surfaces()
        if len(registry.names()[name.text]) == 1
    }
    own = {name for name, known in outlets.items() if known.get("state")}
    return frozenset(name.lower() for name in names | own)


@cache
def shipped() -> frozenset[str]:
    """Those of the registry that ships."""
    return state_media(Registry.load(), {})


def is_state_media(tokens: Sequence[Token], names: frozenset[str]) -> bool:
    """Whether a noun phrase names a medium that a state runs, by its name or in so many words."""
    lists, low = media_words(), [t.low for t in tokens]
    if any(w in lists["people"] | lists["not_media"] for w in low):
        return False
    if low and _named(tokens, low, names):
        return True
    if not is_media(tokens):
        return False
    return any(w in lists["state"] for w in low) and any(w in lists["state_nouns"] for w in low)


def of_the_press(tokens: Sequence[Token]) -> bool:
    """Whether a phrase is of an outlet, or names one who asks for it: its host, its programme."""
    lists, low = media_words(), [t.low.removesuffix("’s").removesuffix("'s") for t in tokens]
    names = lists["outlets"]
    outlet = any(_named(tokens[:n], low[:n], names) for n in range(1, len(low) + 1))
    asks = any(w in lists["askers"] for w in low)
    return outlet or (asks and any(w in lists["nouns"] for w in low))
