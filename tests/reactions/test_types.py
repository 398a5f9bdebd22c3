"""Types by cue and wording: what speakers do, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reactions import codebook
from dragoman.reactions.stage import Reactions
from dragoman.reactions.types import types_of
from tests.reactions.coded import Example, examples, f1, oblique, plain, types_in

FLOOR_TYPES = 0.90
"""Micro-F1 of types over the examples in oblique wordings."""


def names(cue: str, content: str, own: str = "") -> set[str]:
    return {one.type for one in types_of(cue, content, frozenset(own.lower().split()))}


@pytest.mark.parametrize("example", plain(), ids=lambda e: e.text[:60])
def test_examples(example: Example) -> None:
    made = Reactions()([example.reading])[0].reactions["s0"]
    assert types_in(made) == frozenset(example.types)


def test_oblique_examples_as_a_whole() -> None:
    unusual = oblique()
    made = Reactions()([one.reading for one in unusual])
    pairs = [
        (types_in(r.reactions["s0"]), frozenset(e.types))
        for r, e in zip(made, unusual, strict=True)
    ]
    assert f1(pairs) >= FLOOR_TYPES


@pytest.mark.parametrize("name", codebook.load().words)
def test_the_codebook_codes_its_own_examples(name: str) -> None:
    one = codebook.load()[name]
    for example in one.examples:
        assert name in names(example, "") or name == "report"
    assert name not in names(one.counter.rsplit("(", 1)[0], "") or name == "report"


@pytest.mark.parametrize("name", codebook.load().words)
def test_every_type_has_examples(name: str) -> None:
    assert sum(name in one.types for one in examples()) >= 5


@pytest.mark.parametrize(
    ("cue", "content", "never"),
    [
        ("did not condemn", "the raid", "condemn"),
        ("refused to condemn", "the raid", "condemn"),
        ("stopped short of condemning", "the raid", "condemn"),
        ("said", "it had not accused anyone", "accuse"),
        ("said", "the rebels had condemned the raid as unacceptable", "condemn"),
        ("said", "Jakarta had urged both sides to show restraint", "urge-calm"),
        ("said", "that the ministry has denied the report", "deny"),
        ("denied", "that its soldiers had been armed by foreign powers", "accuse"),
        ("denied", "sending troops to the border", "pledge"),
        ("denied", "threatening the island with sanctions", "threaten"),
        ("rejected", "accusations that it had armed the rebels", "accuse"),
        ("shot back", "that nobody had asked him", "support"),
        ("said", "growth would be lower if the war dragged on", "threaten"),
        ("said", "it wants to build a new port", "demand"),
        ("pleaded", "guilty to fraud", "demand"),
        ("was asked", "whether the bridge was safe", "question"),
        ("said", "the bridge was not safe and had never been", "urge-calm"),
        ("said", "peace talks had resumed on Monday", "urge-dialogue"),
        ("said", "troops had withdrawn from the town", "demand"),
        ("said", "he would like to see the figures", "pledge"),
    ],
)  # fmt: skip
def test_what_only_looks_like_it(cue: str, content: str, never: str) -> None:
    assert never not in names(cue, content)


@pytest.mark.parametrize(
    ("cue", "content", "wanted"),
    [
        ("would consider", "sanctions", "threaten"),
        ("has not ruled out", "military action", "threaten"),
        ("said", "it would consider sanctions against the generals", "threaten"),
        ("denied", "sending troops", "deny"),
        ("told", "his citizens to leave the island at once", "advise-citizens"),
        ("echoed", "the claim that the riots were orchestrated from abroad", "accuse"),
        ("echoed", "the claim that the riots were orchestrated from abroad", "support"),
        ("said", "“We didn't send anyone there,”", "deny"),
        ("called", "on all parties to return to the negotiating table", "urge-dialogue"),
        ("added", "that its thoughts were with the bereaved", "condole"),
    ],
)
def test_negation_future_and_third_persons(cue: str, content: str, wanted: str) -> None:
    assert wanted in names(cue, content)


def test_the_names_of_the_speaker_make_an_act_its_own() -> None:
    content = "Jakarta condemns the raid"
    assert names("said", content, "jakarta") == {"condemn"}
    assert "condemn" not in names("said", content)


def test_a_plain_cue_is_less_sure_than_a_strong_one() -> None:
    strong = types_of("condemned", "the raid")[0].confidence
    wording = types_of("said", "the matter was an internal affair")[0].confidence
    default = types_of("said", "the bridge had opened")[0].confidence
    assert strong > wording > default >= 0.5


def test_nothing_said_has_no_type() -> None:
    assert types_of("said", "") == ()
    assert types_of("", "…") == ()


@given(st.text(max_size=80), st.text(max_size=300))
def test_any_text_is_coded_within_the_codebook(cue: str, content: str) -> None:
    made = types_of(cue, content)
    assert {one.type for one in made} <= set(codebook.load().words)
    assert len({one.type for one in made}) == len(made)
    assert all(0.5 <= one.confidence <= 1 for one in made)


@given(st.lists(st.sampled_from(["we", "urge", "not", "to", "condemn", "that", "Jakarta", "and",
    "said", "must", "will", "calm", ".", ",", "if", "“", "sanctions", "its", "denied", "of"]),
    max_size=60))  # fmt: skip
def test_any_mix_of_its_own_words_is_coded(mixed: list[str]) -> None:
    made = types_of("said", " ".join(mixed))
    assert {one.type for one in made} <= set(codebook.load().words)
