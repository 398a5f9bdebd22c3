"""Who asserts each number by the coder: the words that name the claimant, in the sentence or the one before."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.reactions.claims.core import Found
from dragoman.reactions.coder import Asserter, Coder
from dragoman.records import Span

LONGEST = 600
"""Characters of a sentence and the one before it that are read together."""
TOGETHER = 256

Heard = tuple[str, Span, Sequence[Found]]
"""An article's text, a sentence of it, and its claims."""


def asserters(
    heard: Sequence[Heard], before: Sequence[Span | None], coder: Coder | None
) -> list[tuple[Asserter | None, ...]]:
    """For each claim of each sentence its claimant, with words as spans of the article.

    `before` is the sentence before each one, if there is one.
    """
    found: list[tuple[Asserter | None, ...]] = [(None,) * len(claims) for *_, claims in heard]
    if coder is None:
        return found
    asked = [
        n for n, (_, sentence, claims) in enumerate(heard) if claims and len(sentence) <= LONGEST
    ]
    for at in range(0, len(asked), TOGETHER):
        part = asked[at : at + TOGETHER]
        places = [_read(heard[n], before[n]) for n in part]
        texts = [place.of(heard[n][0]) for n, place in zip(part, places, strict=True)]
        numbers = [_numbers(heard[n], place) for n, place in zip(part, places, strict=True)]
        for n, place, told in zip(part, places, coder.claimants(texts, numbers), strict=True):
            found[n] = tuple(_moved(one, place.start) for one in told)
    return found


def _read(heard: Heard, before: Span | None) -> Span:
    """The sentence, with the one before it where both are of one paragraph and not too long."""
    text, sentence, _ = heard
    if before is None or "\n" in text[before.start : sentence.start]:
        return sentence
    both = Span(before.start, sentence.end)
    return both if len(both) <= LONGEST else sentence


def _numbers(heard: Heard, place: Span) -> list[Span]:
    _, sentence, claims = heard
    by = sentence.start - place.start
    return [Span(one.number.start + by, one.number.end + by) for one in claims]


def _moved(one: Asserter | None, by: int) -> Asserter | None:
    if one is None or one.words is None:
        return one
    return Asserter(Span(one.words.start + by, one.words.end + by), one.confidence)
