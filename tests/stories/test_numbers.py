from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dragoman.stories.numbers import Number, Replaced, Retraction, at_odds, replaced


def number(key: str, low: float, day: int, claimant: str | None = "XVE", **more: Any) -> Number:
    given = {"quantity": "killed", "subject": "people of Sarn", **more}
    printed = datetime(2031, 3, day, 9, tzinfo=UTC)
    return Number(
        key,
        given.pop("quantity"),
        given.pop("subject"),
        claimant,
        low,
        low,
        False,
        printed,
        **given,
    )


def test_a_toll_that_grows_is_updated_step_by_step() -> None:
    found = replaced([number("a", 3, 3), number("c", 12, 5), number("b", 7, 4)])
    assert found == [Replaced("a", "b", "update"), Replaced("b", "c", "update")]


@pytest.mark.parametrize(
    "other",
    [
        number("b", 2, 4),
        number("b", 9, 4, "XLI"),
        number("b", 9, 4, subject="guards of Sarn"),
        number("b", 9, 4, quantity="troops"),
        number("b", 9, 4, part=True),
        number("b", 9, 4, None),
    ],
)
def test_a_lower_number_another_claimant_scope_or_thing_replaces_nothing(other: Number) -> None:
    assert replaced([number("a", 3, 3), other]) == []


def test_the_missing_may_become_fewer() -> None:
    held = [number("a", 9, 3, quantity="missing"), number("b", 4, 4, quantity="missing")]
    assert replaced(held) == [Replaced("a", "b", "update")]


def test_a_retraction_withdraws_the_number_it_names_and_no_other() -> None:
    held = [number("a", 3100, 3, quantity="troops"), number("b", 800, 3, quantity="troops")]
    when = datetime(2031, 3, 4, tzinfo=UTC)
    taken = Retraction("XVE", "the figure of 3,100 was an error of typing", when)
    assert replaced(held, [taken]) == [Replaced("a", None, "retraction")]
    instead = [*held, number("c", 1300, 4, quantity="troops")]
    taken = Retraction("XVE", "not 3,100 but 1,300", when, frozenset({"c"}))
    assert replaced(instead, [taken]) == [Replaced("a", "c", "correction")]
    others = Retraction("XLI", "the figure of 3,100 was an error", when)
    assert replaced(held, [others]) == []


def test_a_number_that_says_what_it_replaces_does() -> None:
    held = [number("a", 12, 3), number("b", 4, 4, replaces="a")]
    assert replaced(held) == [Replaced("a", "b", "update")]


def test_those_are_at_odds_who_cannot_both_be_right() -> None:
    told = [
        number("a", 3, 3),
        number("b", 30, 3, "XLI"),
        number("c", 31, 3, "UN", subject="guards"),
    ]
    assert at_odds(told) == [["a", "b"]]
    aid = [number("a", 3, 3, quantity="aid"), number("b", 30, 3, "XLI", quantity="aid")]
    assert at_odds(aid) == [], "two donors give what they give"


def test_what_was_replaced_before_the_other_spoke_is_disputed_no_more() -> None:
    noon = datetime(2031, 3, 3, 12, tzinfo=UTC)
    old, new = number("a", 3, 3, until=noon), number("c", 30, 3)
    early = number("b", 25, 3, "XLI")
    assert at_odds([old, early]) == [["a", "b"]]
    late = replace(early, printed=noon)
    assert at_odds([old, late]) == []
    assert at_odds([old, late, new]) == [["b", "c"]]


def test_what_is_more_than_ten_times_as_much_counts_something_else() -> None:
    assert at_odds([number("a", 3, 3), number("b", 30, 3, "XLI")]) == [["a", "b"]]
    assert at_odds([number("a", 3, 3), number("b", 31, 3, "XLI")]) == []
    wide = replace(number("a", 5, 3), high=50.0)
    assert at_odds([wide, number("b", 60, 3, "XLI")]) == [["a", "b"]]


def test_a_chain_of_contradictions_is_one_dispute_and_two_chains_are_two() -> None:
    told = [
        number("a", 3, 3), number("b", 9, 3, "XLI"), number("c", 20, 3, "UN"),
        number("d", 50, 7), number("e", 70, 7, "XLI"),
    ]  # fmt: skip
    assert at_odds(told) == [["a", "b", "c"], ["d", "e"]]


def test_another_states_people_are_another_thing() -> None:
    one, other = number("a", 3, 3, whose="XVE"), number("b", 9, 3, "XLI", whose="XLI")
    assert at_odds([one, other]) == []
    assert at_odds([one, replace(other, whose="XVE")]) == [["a", "b"]]
    later = number("c", 9, 4, whose="XLI")
    assert replaced([one, later]) == []
    assert replaced([replace(one, whose=""), later]) == []
    assert replaced([one, replace(later, whose="")]) == [Replaced("a", "c", "update")]


def test_days_that_do_not_meet_are_a_development() -> None:
    early = number("a", 3, 3, days=(date(2031, 3, 3), date(2031, 3, 3)))
    late = number("b", 30, 6, "XLI", days=(date(2031, 3, 6), date(2031, 3, 6)))
    assert at_odds([early, late]) == []
