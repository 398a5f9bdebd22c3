from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.evaluation.spans import Attribution
from dragoman.evaluation.speakers import Voices, quotes, same_speaker

Ends = tuple[int, int]


def said(source: Ends | None, content: Ends, mention: Ends | None = None) -> Attribution:
    return Attribution(
        (source,) if source else (), ((6, 10),), (content,), (mention,) if mention else ()
    )


def voices(gold: list[Attribution], found: list[Attribution]) -> Voices:
    out = Voices()
    out.add_speakers(gold, found)
    out.add_places(gold, found)
    return out


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        (said((0, 5), (11, 50)), said((0, 5), (11, 50)), True),
        (said((0, 5), (11, 50)), said((4, 30), (11, 50)), True),
        (said((0, 5), (11, 50)), said((5, 30), (11, 50)), False),
        (said((0, 5), (11, 50)), said(None, (11, 50)), False),
        (said(None, (11, 50)), said((0, 5), (11, 50)), False),
        (said(None, (11, 50)), said(None, (11, 50)), True),
        (said((0, 3), (11, 50), (70, 80)), said((72, 75), (11, 50)), True),
        (said((0, 3), (11, 50), (70, 80)), said((60, 65), (11, 50), (75, 85)), True),
        (said((0, 3), (11, 50), (70, 80)), said((60, 65), (11, 50), (85, 90)), False),
        (said((0, 3), (11, 50)), said((60, 65), (11, 50), (0, 3)), False),
        (said(None, (11, 50), (70, 80)), said(None, (11, 50)), False),
    ],
)
def test_a_speaker_is_right_when_a_character_is_shared(
    gold: Attribution, found: Attribution, right: bool
) -> None:
    assert same_speaker(gold, found) is right
    assert (voices([gold], [found]).speaker.right, voices([gold], [found]).speaker.total) == (
        int(right),
        1,
    )


@pytest.mark.parametrize(
    ("content", "met"),
    [((10, 110), True), ((0, 300), True), ((10, 91), True), ((10, 90), False), ((60, 160), False)],
)
def test_a_quote_is_found_when_more_than_four_fifths_are_covered(content: Ends, met: bool) -> None:
    gold = [said((0, 5), (10, 110))]
    assert bool(quotes(gold, [said((0, 5), content)])) is met


def test_each_quote_takes_the_best_one_that_is_free() -> None:
    long, exact, other = said(None, (0, 95)), said(None, (0, 100)), said(None, (200, 300))
    assert quotes([exact], [long, exact]) == {0: 1}
    assert quotes([exact, exact], [long, exact, other]) == {0: 1, 1: 0}
    assert quotes([exact, exact], [exact]) == {0: 0}
    assert quotes([exact], []) == {}


def test_what_is_not_found_does_not_count() -> None:
    gold = [said((0, 5), (11, 50)), said((60, 65), (71, 90)), said((100, 105), (111, 130))]
    found = [said((0, 5), (11, 50)), said((0, 5), (71, 90)), said((300, 305), (311, 330))]
    counted = voices(gold, found)
    assert (counted.speaker.right, counted.speaker.total) == (1, 2)
    assert counted.table()["speaker accuracy"] == 0.5


@settings(deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=9, unique=True))
def test_one_speaker_for_all_is_right_where_it_is_theirs(places: list[int]) -> None:
    gold = [said((at * 100, at * 100 + 5), (at * 100 + 11, at * 100 + 50)) for at in places]
    constant = [replace(one, source=((100, 105),)) for one in gold]
    assert voices(gold, constant).speaker.right == (1 in places)
    assert voices(gold, gold).speaker.value == 1


OUTER, INNER, LAST = (
    Attribution(((0, 5),), ((6, 10),), ((11, 90),)),
    Attribution(((12, 18),), ((20, 25),), ((26, 60),)),
    Attribution(((100, 105),), ((106, 110),), ((111, 150),)),
)


@pytest.mark.parametrize(
    ("gold", "found", "right", "total"),
    [
        (0, 0, 1, 1),
        (0, 2, 0, 1),
        (0, None, 0, 1),
        (None, 0, 0, 1),
        (None, None, 0, 0),
    ],
)
def test_nesting_counts_where_either_side_nests(
    gold: int | None, found: int | None, right: int, total: int
) -> None:
    wanted = [OUTER, replace(INNER, within=gold), LAST]
    given_ = [OUTER, replace(INNER, within=found), LAST]
    counted = voices(wanted, given_)
    assert (counted.within.right, counted.within.total) == (right, total)
    assert ("within accuracy" in counted.table()) is bool(total)


def test_nesting_is_told_by_the_statements_not_by_their_numbers() -> None:
    wanted = [OUTER, replace(INNER, within=0), LAST]
    assert voices(wanted, [LAST, replace(INNER, within=2), OUTER]).within.right == 1
    assert voices(wanted, [LAST, replace(INNER, within=0), OUTER]).within.right == 0


def test_nesting_inside_a_statement_that_was_missed_is_wrong() -> None:
    wanted = [OUTER, replace(INNER, within=0)]
    assert voices(wanted, [replace(INNER, within=None)]).within.total == 1
    far = replace(OUTER, source=((300, 305),))
    assert voices(wanted, [far, replace(INNER, within=0)]).within.right == 0


def test_titles_count_where_either_side_has_one() -> None:
    titled = replace(OUTER, in_title=True)
    assert vars(voices([titled, LAST], [titled, LAST]).in_title) == {"right": 1, "total": 1}
    assert vars(voices([titled, LAST], [OUTER, LAST]).in_title) == {"right": 0, "total": 1}
    assert vars(voices([OUTER, LAST], [OUTER, LAST]).in_title) == {"right": 0, "total": 0}
    allover = [replace(one, in_title=True) for one in (OUTER, LAST)]
    assert vars(voices([titled, LAST], allover).in_title) == {"right": 1, "total": 2}
