from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.stories.similar import FEATURES, alike, measured
from dragoman.stories.utterances import WINDOW, learned, utterances
from dragoman.stories.words import Weights, bag
from tests.stories.invented import groups, said

WORDS = "the bridge at Darl will be closed to all lorries until the frost has gone"


def test_the_same_words_in_two_articles_are_one_and_others_are_not() -> None:
    other = "no envoy of ours has ever set foot in that valley"
    found = groups(said(WORDS), said(WORDS, article="b", hour=3), said(other, article="b", hour=3))
    assert found == [[0, 1], [2]]


def test_a_shortened_quotation_is_the_same() -> None:
    found = groups(said(WORDS), said("closed to all lorries until the frost has gone", article="b"))
    assert found == [[0, 1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"actor": "XVE"}, {"actor": "XLI"}),
        ({"on": date(2031, 3, 3)}, {"on": date(2031, 3, 4)}),
    ],
)
def test_two_actors_or_two_days_are_never_one(one: dict[str, str], other: dict[str, str]) -> None:
    assert groups(said(WORDS, **one), said(WORDS, article="b", **other)) == [[0], [1]]  # type: ignore[arg-type]


def test_a_few_words_that_anybody_says_are_not_one() -> None:
    assert groups(said("stay calm"), said("stay calm", article="b")) == [[0], [1]]


def test_who_is_not_decided_may_be_who_is() -> None:
    assert groups(said(WORDS), said(WORDS, actor=None, article="b")) == [[0, 1]]


def test_the_same_words_long_after_are_found_again() -> None:
    filler = [
        said(f"{n} barrels of {'abcdefghij'[n % 10]} oil went by ship {n}", f"X{n}", f"f{n}", 5)
        for n in range(2 * WINDOW)
    ]
    found = utterances([said(WORDS), *filler, said(WORDS, article="z", hour=9)])
    assert [0, len(filler) + 1] in found


def test_measures_are_the_same_both_ways_and_named() -> None:
    sayings = [said(WORDS), said("a frost closed the bridge to 3 lorries", article="b"), said("no")]
    bags = [bag(one.text) for one in sayings]
    features = alike(sayings, bags, Weights(bags))
    assert features.shape == (3, 3, len(FEATURES))
    assert (abs(features - features.transpose(1, 0, 2)) < 1e-5).all()
    assert len(FEATURES) == len(learned().weights)
    found = measured(sayings, bags, Weights(bags))
    assert len(found.one) == len(found.features) < 3


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(max_size=60), st.sampled_from(["XVE", "XLI", None]), st.integers(0, 23)),
        max_size=12,
    )
)
def test_every_saying_is_in_one_group_whatever_it_holds(
    drawn: list[tuple[str, str | None, int]],
) -> None:
    sayings = [said(t, a, f"a{n}", h) for n, (t, a, h) in enumerate(drawn)]
    found = utterances(sayings)
    assert sorted(n for group in found for n in group) == list(range(len(sayings)))
    again = utterances([replace(one) for one in sayings])
    assert found == again
