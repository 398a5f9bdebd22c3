"""What the coder says that numbers count: asked where the words tell nothing, and never over what they tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest

from dragoman.reactions.claims.core import read_claims
from dragoman.reactions.claims.seen import LONGEST, QUANTITIES, claims_of
from dragoman.reactions.claims.stage import Claims
from dragoman.reactions.claims.words import Sentence
from dragoman.reactions.coder import Coder
from dragoman.records import Article, Reading, Span


class Stub:
    """A coder that takes every number for the same; it keeps what it was asked."""

    version = "stub"

    def __init__(self, quantity: str) -> None:
        self.quantity = QUANTITIES.index(quantity)
        self.asked: list[str] = []

    def quantities(
        self, texts: Sequence[str], numbers: Sequence[Sequence[Span]]
    ) -> list[list[int | None]]:
        self.asked += [
            span.of(text) for text, spans in zip(texts, numbers, strict=True) for span in spans
        ]
        return [[self.quantity for _ in spans] for spans in numbers]

    def claimants(
        self, texts: Sequence[str], numbers: Sequence[Sequence[Span]]
    ) -> list[list[None]]:
        return [[None for _ in spans] for spans in numbers]


def told(text: str, quantity: str) -> tuple[list[tuple[str, float | None, str | None]], Stub]:
    stub = Stub(quantity)
    (found,) = claims_of([Sentence(text)], cast(Coder, stub))
    return [(one.quantity, one.low, one.population) for one in found], stub


def test_what_no_known_word_tells_the_coder_does() -> None:
    text = "By dusk the sea had given back none of the 14 men from Ambon."
    assert read_claims(text) == []
    assert told(text, "missing")[0] == [("missing", 14.0, "men")]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("The ministry sent 200 tanks to the border.", "troops"),
        ("By dusk 9 boats lay ashore.", "missing"),
        ("The levy drew 300 farmers from the valley.", "troops"),
        ("One harbour master came aboard.", "protesters"),
    ],
)
def test_things_are_no_people_and_farmers_no_troops(text: str, quantity: str) -> None:
    assert told(text, quantity)[0] == []


def test_known_words_come_before_what_the_coder_says() -> None:
    found, stub = told("The blast killed 14 dockers and nine sailors.", "injured")
    assert [one[:2] for one in found] == [("killed", 23.0)] or {q for q, *_ in found} == {"killed"}
    assert stub.asked == []


def test_a_part_stays_tied_to_its_total() -> None:
    (whole, part) = read_claims("Of the 29 miners killed, four were children.")
    sentence = Sentence("Of the 29 miners killed, four were children.")
    assert claims_of([sentence], cast(Coder, Stub("injured"))) == [[whole, part]]


@pytest.mark.parametrize(
    "text", ["On 5 May 2020 the pass was shut.", "The road is 12 km long.", "word " * LONGEST + "7"]
)
def test_days_measures_and_endless_lines_are_not_asked_about(text: str) -> None:
    assert told(text, "killed")[1].asked == []


def test_claims_stand_where_their_numbers_stand_in_the_article() -> None:
    text = "It rained.\nBy dusk the sea had given back none of the 14 men from Ambon."
    other = Reading(Article("b", "b", "Il pleut sur 14 hommes.", language="fr"))
    given = Reading(Article("a", "a", text, language="en"))
    stage = Claims(coder=cast(Coder, Stub("missing")))
    first, second, third = stage([given, other, given])
    assert [claim.evidence.of(text) for claim in first.claims] == ["14 men"]
    assert (second.claims, third.claims) == ((), first.claims)
