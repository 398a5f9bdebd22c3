from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.evaluation.reliability import Judged, equal_mass, equal_width, error

confidences = st.floats(0, 1, allow_nan=False)
judgements = st.lists(st.builds(Judged, confidences, st.booleans()), max_size=80)
tied = st.lists(st.builds(Judged, st.sampled_from([0.1, 0.5, 0.9]), st.booleans()), max_size=80)


def of(*told: tuple[float, int, int]) -> list[Judged]:
    """(confidence, how many, of which right) for each."""
    return [Judged(c, at < right) for c, count, right in told for at in range(count)]


def both(judged: list[Judged]) -> tuple[float, float]:
    return error(equal_width(judged)), error(equal_mass(judged))


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        (of((0.9, 100, 60)), 0.3),
        (of((0.9, 100, 90)), 0.0),
        (of((0.2, 10, 10)), 0.8),
        (of((1.0, 4, 4)), 0.0),
        (of((0.0, 4, 4)), 1.0),
        (of((0.95, 30, 24), (0.15, 10, 2)), (30 * 0.15 + 10 * 0.05) / 40),
        (of((0.91, 10, 10), (0.99, 10, 9)), 0.0),
        ([], 0.0),
    ],
)
def test_errors_of_equal_width_by_hand(judged: list[Judged], expected: float) -> None:
    assert error(equal_width(judged)) == pytest.approx(expected)


def test_errors_of_equal_mass_by_hand() -> None:
    """Where 0.91 and 0.99 are bins of their own, what evens out in one bin does not."""
    judged = of((0.91, 10, 10), (0.99, 10, 9))
    assert error(equal_mass(judged)) == pytest.approx((0.09 + 0.09) / 2)
    assert error(equal_mass(of((0.9, 100, 60)))) == pytest.approx(0.3)


def test_what_is_calibrated_has_no_error_and_what_is_too_sure_has() -> None:
    rng = random.Random(7)
    sure = [rng.random() for _ in range(20_000)]
    honest = [Judged(one, rng.random() < one) for one in sure]
    assert max(both(honest)) < 0.02
    boastful = [Judged(math.sqrt(one.confidence), one.right) for one in honest]
    assert min(both(boastful)) == pytest.approx(2 / 3 - 1 / 2, abs=0.01)
    constant = [Judged(0.5, one.right) for one in honest]
    assert max(both(constant)) < 0.02
    assert len(equal_width(constant)) == len(equal_mass(constant)) == 1


@settings(deadline=None)
@given(judgements, st.randoms())
def test_the_order_of_cases_is_nothing(judged: list[Judged], rng: random.Random) -> None:
    mixed = list(judged)
    rng.shuffle(mixed)
    assert equal_width(mixed) == equal_width(judged)
    assert equal_mass(mixed) == equal_mass(judged)


@settings(deadline=None)
@given(judgements | tied)
def test_every_case_is_in_one_bin_that_tells_it(judged: list[Judged]) -> None:
    for bins in (equal_width(judged), equal_mass(judged)):
        assert len(bins) <= 10
        assert sum(one.count for one in bins) == len(judged)
        right = sum(one.count * one.right for one in bins)
        assert right == pytest.approx(sum(one.right for one in judged))
        assert all(one.low - 1e-9 <= one.confidence <= one.high + 1e-9 for one in bins)
        assert all(a.high <= b.low for a, b in zip(bins, bins[1:], strict=False))
        assert 0 <= error(bins) <= 1


@settings(deadline=None)
@given(judgements | tied)
def test_equal_mass_never_parts_equal_confidences(judged: list[Judged]) -> None:
    bins = equal_mass(judged)
    assert all(a.high < b.low for a, b in zip(bins, bins[1:], strict=False))


def test_bins_of_equal_mass_hold_as_many_each() -> None:
    judged = [Judged(at / 1000, False) for at in range(1000)]
    assert [one.count for one in equal_mass(judged)] == [100] * 10


@pytest.mark.parametrize(("confidence", "low"), [(0.0, 0.0), (0.1, 0.1), (0.7, 0.7), (1.0, 0.9)])
def test_a_bin_begins_with_its_lower_end(confidence: float, low: float) -> None:
    (one,) = equal_width([Judged(confidence, True)])
    assert one.low == low
    assert one.high == pytest.approx(low + 0.1)
