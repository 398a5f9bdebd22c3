"""Words as they are looked for: the same cut and folding in every store, so that all of them find the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.errors import UsageError
from dragoman.ids import digest

LONGEST = 4_000
"""Terms of a statement that are indexed."""
LONGEST_TERM = 100
"""Characters of a term: longer ones are no words, and PostgreSQL refuses them."""
_TERM = re.compile(r"\w+")
_ASKED = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that stand one after another; the last may be the beginning of a word."""

    terms: tuple[str, ...]
    begins: bool = False


def terms(text: str) -> list[str]:
    """The words of a text without case and accents, in order."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return [word[:LONGEST_TERM] for word in _TERM.findall(bare)[:LONGEST]]


def phrases(asked: str) -> tuple[Phrase, ...]:
    """What a user looks for: words, "words in this order", wor*; raises UsageError where no word is left."""
    found = [
        Phrase(tuple(cut), bool(word) and word.endswith("*"))
        for quoted, word in _ASKED.findall(asked)
        if (cut := terms(quoted or word))
    ]
    if asked.strip() and not found:
        raise UsageError(f"{asked!r} holds no word that could be looked for: give at least one")
    return tuple(found)


def stands_in(phrase: Phrase, held: Sequence[str]) -> bool:
    """Whether a phrase stands in the terms of a text."""
    size = len(phrase.terms)
    for at in range(len(held) - size + 1):
        part = tuple(held[at : at + size])
        last = (
            part[-1].startswith(phrase.terms[-1]) if phrase.begins else part[-1] == phrase.terms[-1]
        )
        if last and part[:-1] == phrase.terms[:-1]:
            return True
    return False


def tag(kind: str, value: str) -> str:
    """One term for a label of a statement (actor, type, target, posture, outlet), which no text holds."""
    return f"{kind[0]}{digest(kind, value)}"


def tags(labels: Iterable[tuple[str, str]], posture: str, outlet: str | None) -> list[str]:
    """The terms of all labels of a statement, in a fixed order."""
    told = [*labels, ("posture", posture), *((("outlet", outlet),) if outlet else ())]
    return sorted({tag(kind, value) for kind, value in told})
