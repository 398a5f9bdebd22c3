from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dragoman.errors import ModelError
from dragoman.inference import MODELS
from dragoman.reactions.coder import tagged, whole_words
from dragoman.reactions.deeds.framing import TYPES, Candidate, Sentence
from dragoman.reactions.framing import Framed, known_names
from dragoman.reactions.pieces import LENGTH, NOWHERE, Pieces, between
from dragoman.records import Mention, Span

PIECES = Pieces(MODELS / "accurate" / "tokenizer.json")
NOTHING = (0.0,) * len(known_names())


def test_a_row_holds_names_then_the_statement_and_says_where_actors_stand() -> None:
    text = "@ Kyiv @ # thanked # < Warsaw <."
    at = text.index("Warsaw")
    named = ((Span(at, at + 6), Mention(Span(0, 6), ("POL",), "capital")),)
    row = PIECES.row(Framed("Ukraine / Ukraine", text, named, NOTHING))
    (place,) = row.named
    told = PIECES.tokenizer.decode(row.ids[slice(*place)])
    assert told.replace(" ", "").replace("#", "") == "warsaw"
    assert [row.ids.count(sign) for sign in PIECES.signs] == [2, 2, 2]


def test_what_others_say_is_not_read() -> None:
    text = "@ Kyiv @ # thanked # < Warsaw < and blamed Minsk."
    others = (Span(text.index("blamed"), text.index(".")),)
    row = PIECES.row(Framed("Ukraine / Ukraine", text, (), NOTHING, others=others))
    read = PIECES.tokenizer.decode(row.ids[row.start : -1]).split()
    assert read == ["@", "kyiv", "@", "#", "thanked", "#", "<", "warsaw", "<", "and."]
    assert [text[a:b] for a, b in row.places][-2:] == ["and", "."]


def test_no_row_is_longer_than_the_network_reads_and_what_it_does_not_reach_is_nowhere() -> None:
    text = "word " * 500 + "Oslo"
    named = ((Span(2500, 2504), Mention(Span(0, 4), ("NOR",), "capital")),)
    row = PIECES.row(Framed("", text, named, NOTHING))
    assert len(row.ids) == LENGTH
    assert row.named == [NOWHERE]


def test_words_of_a_sentence_are_found_again_in_its_row() -> None:
    one = Sentence("Peru", "Police fired tear gas.", (Candidate(Span(0, 6), ("PER",)),))
    row = PIECES.acting(one)
    place = row.at(Span(7, 21))
    assert place is not None
    assert PIECES.tokenizer.decode(row.ids[slice(*place)]) == "fired tear gas"
    assert row.candidates[0][0] == row.start


@pytest.mark.parametrize(
    ("other", "expected"),
    [((0, 2), [1.0, 0.0, 0.075]), ((9, 10), [0.0, 1.0, 0.025]), ((5, 8), [0.0, 0.0, 0.0])],
)
def test_what_lies_between_two_places(other: tuple[int, int], expected: list[float]) -> None:
    assert between((5, 8), other) == pytest.approx(expected)


def test_a_damaged_tokenizer_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing or damaged"):
        Pieces(tmp_path / "none.json")


def test_tags_become_runs_of_one_deed_each() -> None:
    aid, coerce = TYPES.index("aid"), TYPES.index("coerce")
    tags = [0, 1 + 2 * aid, 2 + 2 * aid, 1 + 2 * aid, 0, 2 + 2 * coerce]
    scores = np.full((len(tags), 1 + 2 * len(TYPES)), -9.0, dtype=np.float32)
    scores[np.arange(len(tags)), tags] = 9.0
    assert [(a, b, TYPES[k]) for a, b, k, _ in tagged(scores)] == [
        (1, 3, "aid"), (3, 4, "aid"), (5, 6, "coerce"),
    ]  # fmt: skip
    assert list(tagged(scores[:0])) == []


@pytest.mark.parametrize(
    ("cut", "whole"),
    [((2, 5), "condemned"), ((0, 9), "condemned"), ((10, 13), "the"), ((9, 10), " ")],
)
def test_words_that_are_cut_are_made_whole(cut: tuple[int, int], whole: str) -> None:
    text = "condemned the raid"
    assert whole_words(text, Span(*cut)).of(text) == whole
