"""What the coder says that numbers count, for those that no known words tell of."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.reactions.claims.core import Found, read_claims
from dragoman.reactions.claims.words import PEOPLE, Sentence
from dragoman.reactions.coder import Coder
from dragoman.records import Span

QUANTITIES = (*PEOPLE, "aid", "money", "price change")
"""What a number may count, in the order of the coder's answers."""
LONGEST = 2_000
"""Characters of a sentence about which the coder is asked; a longer one is a list or a table."""
TOGETHER = 256
"""Sentences about which it is asked at once."""


def numbers_of(s: Sentence) -> list[Span]:
    """Where the numbers of a sentence stand that are no part of a date and no measure."""
    return [
        s.span(n, n + 1) for n in range(len(s)) if s.kind(n) == "number" and not s.atoms[n].unit
    ]


def claims_of(sentences: Sequence[Sentence], coder: Coder | None) -> list[list[Found]]:
    """The claims of each sentence, those numbers of which the words tell nothing as the coder takes them.

    A sentence is read again only where the coder tells something of it.
    """
    found = [read_claims(s) for s in sentences]
    if coder is None:
        return found
    asked = [(n, spans) for n, s in enumerate(sentences) if (spans := open_numbers(s, found[n]))]
    for at in range(0, len(asked), TOGETHER):
        part = asked[at : at + TOGETHER]
        texts = [sentences[n].text for n, _ in part]
        answers = coder.quantities(texts, [spans for _, spans in part])
        for (n, spans), told in zip(part, answers, strict=True):
            sentences[n].told = {
                span.start: QUANTITIES[number]
                for span, number in zip(spans, told, strict=True)
                if number is not None
            }
            if sentences[n].told:
                found[n] = read_claims(sentences[n])
    return found


def open_numbers(s: Sentence, known: Sequence[Found]) -> list[Span]:
    """The numbers of a sentence that no claim holds; none of a list or a table."""
    if len(s.text) > LONGEST:
        return []
    return [n for n in numbers_of(s) if not any(n.overlaps(one.evidence) for one in known)]
