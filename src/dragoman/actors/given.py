"""Given names, and the gender that they show."""

from __future__ import annotations

from functools import cache, lru_cache

from dragoman.actors.phrases import words_of
from dragoman.languages.data import load


@cache
def _given() -> dict[str, str]:
    table = load("en").table("given", "names")
    genders = (("woman", table["women"]), ("man", table["men"]))
    return {name: gender for gender, names in genders for name in names.split()}


def is_given(word: str) -> bool:
    """Whether a word is a given name that the lists hold."""
    return word in _given()


@lru_cache(maxsize=4096)
def given_gender(name: str) -> str | None:
    """The gender that the given name in a person's full name shows; None for a surname alone."""
    words = words_of(name)
    return next((_given()[w] for w in reversed(words[:-1]) if w in _given()), None)
