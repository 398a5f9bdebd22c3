from __future__ import annotations

from datetime import date

import pytest

from dragoman.records import Article
from dragoman.stories.sources import Print, independent


def printed(name: str, outlet: str | None, sentence: str, *credits: str) -> Print:
    return Print(
        Article(name, name, sentence, outlet=outlet, published=date(2031, 3, 4), credits=credits),
        sentence,
    )


ONE = printed("a", "Post", "The bridge is shut, the mayor said.")


@pytest.mark.parametrize(
    ("other", "copies", "count"),
    [
        (printed("b", "Lantern", "Nobody crosses now, the mayor said."), {}, 2),
        (printed("b", "Lantern", "the bridge is shut – the mayor said"), {}, 1),
        (printed("b", "post", "Nobody crosses now, the mayor said."), {}, 1),
        (printed("b", "Lantern", "Nobody crosses now, the mayor said."), {"a": "x", "b": "x"}, 1),
        (printed("b", "Lantern", "Nobody crosses now, the mayor said.", "Post"), {}, 1),
        (printed("b", None, "Nobody crosses now, the mayor said."), {}, 2),
    ],
)
def test_copies_credits_and_one_outlet_are_one_source(
    other: Print, copies: dict[str, str], count: int
) -> None:
    assert independent([ONE, other], copies) == count


def test_two_that_credit_one_agency_are_one_source() -> None:
    one = printed("a", "Post", "The bridge is shut.", "Halyard")
    two = printed("b", "Lantern", "Nobody crosses now.", "Halyard")
    assert independent([one, two], {}) == 1
