"""What the coder says that numbers count, for those that no known words tell of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.reactions.claims.core import read_claims
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


def ask(sentences: Sequence[Sentence], coder: Coder) -> None:
    """Tells each sentence what the coder takes those of its numbers for of which the words tell nothing."""
    asked = [(s, spans) for s in sentences if (spans := list(_open(s)))]
    for at in range(0, len(asked), TOGETHER):
        part = asked[at : at + TOGETHER]
        answers = coder.quantities([s.text for s, _ in part], [spans for _, spans in part])
        for (s, spans), told in zip(part, answers, strict=True):
            s.told = {
                span.start: QUANTITIES[number]
                for span, number in zip(spans, told, strict=True)
                if number is not None
            }


def _open(s: Sentence) -> Iterator[Span]:
    if len(s.text) > LONGEST or not (spans := numbers_of(s)):
        return
    known = [one.evidence for one in read_claims(s)]
    yield from (span for span in spans if not any(span.overlaps(other) for other in known))
