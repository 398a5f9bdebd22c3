from __future__ import annotations

import pytest

from dragoman.reactions.claims.core import read_claims
from dragoman.reactions.claims.referring import referred
from dragoman.reactions.claims.words import Sentence

DEAD = "The ministry said 23 people had been killed."
HELD = "Police arrested 140 people on Monday."


def told(*texts: str) -> list[tuple[str, float | None]]:
    """The quantity and number of every claim of sentences that follow one another in one text."""
    sentences = [Sentence(text) for text in texts]
    begins = [n == 0 for n in range(len(texts))]
    found = referred(sentences, [read_claims(s) for s in sentences], begins)
    return [(one.quantity, one.low) for held in found for one in held]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The correct figure is 1,300.", 1300),
        ("Its list had grown to 134 by the evening.", 134),
        ("The register of the Lamp Society holds 67 names.", 67),
        ("The real number stands at 41, the envoy said.", 41),
    ],
)
def test_a_number_counts_what_was_counted_last(text: str, number: float) -> None:
    assert told(DEAD, text) == [("killed", 23), ("killed", number)]
    assert told(HELD, text) == [("arrested", 140), ("arrested", number)]
    assert told(text) == []
    assert told(DEAD, "It rained.", "It snowed.", "It froze.", text) == [("killed", 23)]


def test_what_the_same_sentence_counts_comes_first() -> None:
    text = "The union spoke of 30 detained workers, and its list had grown to 44."
    assert told(DEAD, text)[1:] == [("arrested", 30), ("arrested", 44)]


@pytest.mark.parametrize(
    "text",
    [
        "The number of the house is 14.",
        "A figure of 1,300 would be high.",
        "He was born in the year 1961.",
        "The list price is 40 crowns.",
        "The bridge is 134 metres long.",
        "Number 12 is empty.",
    ],
)
def test_what_only_looks_so_counts_nothing(text: str) -> None:
    assert told(DEAD, text) == [("killed", 23)]


@pytest.mark.parametrize(
    ("text", "population"), [("The figure is 41.", "soldiers"), ("The society has 41 names.", None)]
)
def test_a_figure_is_of_the_same_people_and_names_are_of_anyone(
    text: str, population: str | None
) -> None:
    sentences = [Sentence("The minister said 23 soldiers had been killed."), Sentence(text)]
    found = referred(sentences, [read_claims(s) for s in sentences], [True, False])
    assert [one.population for one in found[1]] == [population]


def test_another_text_is_not_looked_back_into() -> None:
    sentences = [Sentence(DEAD), Sentence("The correct figure is 1,300.")]
    found = referred(sentences, [read_claims(s) for s in sentences], [True, True])
    assert [len(one) for one in found] == [1, 0]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The union said it had counted 41.", True),
        ("Doctors put the toll at 41, the union said.", True),
        ("The army admits to 41.", True),
        ("The union said it had counted 41 trucks.", False),
        ("The union said 41 percent.", False),
        ("The minister is 41.", False),
        ("Asked how old the tower was, the mayor said 41.", False),
        ("Turnout was low; the commission put it at 41.", False),
        ("The navy fired shells; the harbour master counted 41, most of them duds.", False),
    ],
)
def test_a_bare_number_after_a_verb_of_counting_is_of_what_was_counted(
    text: str, counted: bool
) -> None:
    assert (("killed", 41) in told(DEAD, text)) is counted
