from __future__ import annotations

from dragoman.evaluation.spans import Attribution, Scores, alike, matched


def one(source: tuple[int, int], cue: tuple[int, int], content: tuple[int, int]) -> Attribution:
    return Attribution((source,), (cue,), (content,))


GOLD = [one((0, 5), (6, 10), (11, 50)), one((60, 65), (66, 70), (71, 90))]


def test_the_same_is_all_right() -> None:
    scores = Scores()
    scores.add(GOLD, GOLD)
    assert all(value == 1 for value in scores.table().values())


def test_one_wrong_end_costs_exactness_alone() -> None:
    scores = Scores()
    scores.add(GOLD, [one((0, 5), (6, 10), (11, 49)), GOLD[1]])
    table = scores.table()
    assert table["content exact F1"] == 0.5
    assert table["content begin F1"] == 1
    assert 0.98 < table["content overlap F1"] < 1
    assert table["statement F1"] == 1


def test_a_span_that_two_attributions_share_counts_once() -> None:
    twice = [one((0, 5), (6, 10), (11, 50)), one((0, 5), (52, 55), (56, 60))]
    scores = Scores()
    scores.add(twice, twice[:1])
    assert scores.exact["source"].gold == 1
    assert scores.table()["source exact recall"] == 1
    assert scores.table()["cue exact recall"] == 0.5


def test_each_part_of_a_content_in_parts_is_a_span() -> None:
    parts = Attribution(((0, 5),), ((20, 24),), ((6, 18), (26, 40)))
    scores = Scores()
    scores.add([parts], [Attribution(((0, 5),), ((20, 24),), ((6, 18),))])
    assert scores.table()["content exact recall"] == 0.5


def test_a_statement_needs_its_parts_together() -> None:
    swapped = [
        Attribution(GOLD[1].source, GOLD[0].cue, GOLD[0].content),
        Attribution(GOLD[0].source, GOLD[1].cue, GOLD[1].content),
    ]
    assert matched(GOLD, swapped) == 0
    scores = Scores()
    scores.add(GOLD, swapped)
    assert scores.table()["source exact F1"] == 1


def test_each_found_statement_is_used_once() -> None:
    assert matched([GOLD[0], GOLD[0]], [GOLD[0]]) == 1


def test_a_gold_statement_without_source_asks_for_none() -> None:
    bare = Attribution((), ((6, 10),), ((11, 50),))
    assert matched([bare], [bare]) == 1
    assert matched([bare], [GOLD[0]]) == 0


def test_likeness_is_of_characters() -> None:
    assert alike([(0, 10)], [(5, 15)]) == 5 / 15
    assert alike([], []) == 1
    assert alike([(0, 10)], []) == 0
