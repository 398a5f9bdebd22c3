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


def test_one_person_is_one_whether_a_group_is_named_or_not() -> None:
    herself = replace(said(WORDS, actor="Ana Ruiz"), name="ruiz")
    for_a_group = replace(said(WORDS, actor="Harbour Union", article="b"), name="ruiz")
    assert groups(herself, for_a_group) == [[0, 1]]
    assert groups(herself, replace(for_a_group, name="lee")) == [[0], [1]]


def test_no_sentence_says_one_thing_twice() -> None:
    one, other = replace(said(WORDS), sentence=3), replace(said(WORDS), sentence=3)
    assert groups(one, other) == [[0], [1]]
    assert groups(one, replace(other, sentence=90)) == [[0, 1]]


def test_half_a_sentence_in_quotation_marks_is_known_again() -> None:
    whole = "“We will close the bridge to lorries, and the frost will see to the rest,”"
    half = "that the ministry would let “the frost see to the rest”"
    cited = "that the ministry had asked whether frost lasts"
    sayings = [said(one) for one in (whole, half, cited)]
    bags = [bag(one.text) for one in sayings]
    quoted = alike(sayings, bags, Weights(bags))[..., FEATURES.index("quoted runs")]
    assert quoted[0, 1] > quoted[0, 2] >= 0


@pytest.mark.parametrize(
    ("text", "numbers", "corrects"),
    [
        ("Fourteen dead", {14}, False),
        ("58 people, not 66, had drowned", {58, 66}, True),
        ("the dead were twenty-three, up from nine", {23, 9}, True),
        ("its earlier figure of 31 was wrong", {31}, True),
        ("no more than eight were missing", {8}, False),
        ("nobody was hurt", set(), False),
    ],
)
def test_numbers_in_words_and_those_that_are_no_more(
    text: str, numbers: set[float], corrects: bool
) -> None:
    found = bag(text)
    assert (set(found.numbers), found.corrects) == (numbers, corrects)


def test_words_stand_in_for_a_vector_of_another_kind() -> None:
    shop = "no shop will open on market day"
    dam = replace(said("the dam has held since noon"), vector=b"\x7f\0\1")
    opened = replace(said(shop, article="c"), vector=b"\0\x7f\1")
    for vector, expected in ((b"\x7f\0\1", 0.0), (b"\x7f\0\2", 1.0)):
        sayings = [dam, replace(said(shop, article="b"), vector=vector), opened]
        bags = [bag(one.text) for one in sayings]
        meaning = alike(sayings, bags, Weights(bags))[..., FEATURES.index("meaning")]
        assert meaning[1, 2] == pytest.approx(expected, abs=1e-3)


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
