from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.evaluation.spans import KINDS, WAYS, Attribution, Scores, alike, matched, touched
from dragoman.inference import Ints

Ends = tuple[int, int]


def one(source: Ends, cue: Ends, content: Ends) -> Attribution:
    return Attribution((source,), (cue,), (content,))


GOLD = [one((0, 5), (6, 10), (11, 50)), one((60, 65), (66, 70), (71, 90))]
WORDS: Ints = np.array([(at, at + 4) for at in range(0, 400, 5)])
"""Words of four characters with a space behind each."""


def scored(gold: list[Attribution], found: list[Attribution]) -> dict[str, float]:
    scores = Scores()
    scores.add(gold, found, WORDS)
    return scores.table()


ends = st.tuples(st.integers(0, 40), st.integers(1, 60)).map(lambda e: (5 * e[0], 5 * e[0] + e[1]))
parts = st.lists(ends, min_size=1, max_size=2, unique=True).map(tuple)
attributions = st.lists(st.builds(Attribution, parts, parts, parts), min_size=1, max_size=5)


@settings(deadline=None)
@given(attributions)
def test_the_same_is_all_right(gold: list[Attribution]) -> None:
    assert all(value == 1 for value in scored(gold, gold).values())
    assert all(value == 0 for value in scored(gold, []).values())


@settings(deadline=None)
@given(attributions, attributions)
def test_gold_and_found_may_change_places(a: list[Attribution], b: list[Attribution]) -> None:
    there, back = scored(a, b), scored(b, a)
    for name in ("statement", *(f"{kind} {way}" for kind in KINDS for way in WAYS)):
        assert there[f"{name} F1"] == back[f"{name} F1"]
        assert there[f"{name} precision"] == back[f"{name} recall"]


@settings(deadline=None)
@given(attributions)
def test_a_wrong_one_more_costs_precision_alone(gold: list[Attribution]) -> None:
    table = scored(gold, [*gold, one((300, 304), (305, 309), (310, 334))])
    for name, value in table.items():
        assert value == 1 if name.endswith("recall") else 0 < value < 1, name


def test_figures_by_hand() -> None:
    """Of two statements the first is found with a content that ends early, the second not at all;
    a third is invented. Contents: gold 8 and 4 words, found 6 and 3, of which 6 shared."""
    gold = [one((0, 4), (5, 9), (10, 49)), one((100, 104), (105, 109), (110, 129))]
    found = [one((0, 4), (5, 9), (10, 39)), one((200, 204), (205, 209), (210, 224))]
    table = scored(gold, found)
    assert (table["content exact F1"], table["source exact F1"]) == (0, 0.5)
    assert table["content begin precision"] == table["content begin recall"] == 0.5
    assert table["content token precision"] == pytest.approx(6 / 9)
    assert table["content token recall"] == pytest.approx(6 / 12)
    assert table["content token F1"] == pytest.approx(12 / 21)
    assert (table["statement precision"], table["statement recall"]) == (0.5, 0.5)


def test_figures_are_of_all_articles_together() -> None:
    scores = Scores()
    scores.add(GOLD, GOLD, WORDS)
    scores.add(GOLD[:1], [], WORDS)
    scores.add([], GOLD[:1], WORDS)
    assert scores.table()["statement recall"] == pytest.approx(2 / 3)
    assert scores.table()["cue exact precision"] == pytest.approx(2 / 3)


def test_one_wrong_end_costs_exactness_alone() -> None:
    table = scored(GOLD, [one((0, 5), (6, 10), (11, 48)), GOLD[1]])
    assert table["content exact F1"] == 0.5
    assert table["content begin F1"] == 1
    assert table["content token F1"] == 1
    assert table["statement F1"] == 1


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ((0, 4), {0}),
        ((0, 5), {0}),
        ((3, 6), {0, 1}),
        ((4, 5), set()),
        ((5, 5), set()),
        ((6, 7), {1}),
        ((398, 900), {79}),
    ],
)
def test_a_word_counts_when_a_span_holds_a_character_of_it(span: Ends, words: set[int]) -> None:
    assert touched([span], WORDS) == words


def test_a_word_that_two_spans_touch_counts_once() -> None:
    scores = Scores()
    twice = [one((0, 5), (6, 10), (10, 29)), one((0, 5), (6, 10), (20, 39))]
    scores.add(twice, twice[:1], WORDS)
    assert (scores.token["content"].gold, scores.token["content"].found) == (6, 4)


def test_a_span_that_two_attributions_share_counts_once() -> None:
    twice = [one((0, 5), (6, 10), (11, 50)), one((0, 5), (52, 55), (56, 60))]
    scores = Scores()
    scores.add(twice, twice[:1], WORDS)
    assert scores.exact["source"].gold == 1
    assert scores.table()["source exact recall"] == 1
    assert scores.table()["cue exact recall"] == 0.5


def test_each_part_of_a_content_in_parts_is_a_span() -> None:
    whole = Attribution(((0, 5),), ((20, 24),), ((6, 18), (26, 40)))
    table = scored([whole], [Attribution(((0, 5),), ((20, 24),), ((6, 18),))])
    assert table["content exact recall"] == 0.5


def test_a_statement_needs_its_parts_together() -> None:
    swapped = [
        Attribution(GOLD[1].source, GOLD[0].cue, GOLD[0].content),
        Attribution(GOLD[0].source, GOLD[1].cue, GOLD[1].content),
    ]
    assert matched(GOLD, swapped) == {}
    assert scored(GOLD, swapped)["source exact F1"] == 1


def test_each_statement_is_used_once_and_the_best_first() -> None:
    assert matched([GOLD[0], GOLD[0]], [GOLD[0]]) == {0: 0}
    near = one((0, 5), (6, 10), (11, 45))
    assert matched([GOLD[0]], [near, GOLD[0]]) == {0: 1}
    assert matched(GOLD, GOLD[::-1]) == {0: 1, 1: 0}


@pytest.mark.parametrize(("end", "right"), [(31, True), (30, False), (91, True), (92, False)])
def test_half_of_the_union_must_be_shared(end: int, right: bool) -> None:
    """The gold content has 40 characters: 20 of them are half, and so are they of 80."""
    gold = one((0, 5), (6, 10), (11, 51))
    assert bool(matched([gold], [one((0, 5), (6, 10), (11, end))])) is right


def test_a_gold_statement_without_source_asks_for_none() -> None:
    bare = Attribution((), ((6, 10),), ((11, 50),))
    assert matched([bare], [bare]) == {0: 0}
    assert matched([bare], [GOLD[0]]) == {}


def test_likeness_is_of_characters() -> None:
    assert alike([(0, 10)], [(5, 15)]) == 5 / 15
    assert alike([], []) == 1
    assert alike([(0, 10)], []) == 0


def test_a_record_may_tell_of_mention_nesting_and_title() -> None:
    row = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 20], [25, 30]]}
    plain = Attribution(((0, 3),), ((4, 8),), ((9, 20), (25, 30)))
    assert Attribution.of(row) == plain
    told = Attribution.of({**row, "mention": [40, 44], "within": 2, "in_title": True})
    assert (told.mention, told.within, told.in_title) == (((40, 44),), 2, True)
    assert Attribution.of({**row, "mention": None, "within": None, "in_title": False}) == plain
