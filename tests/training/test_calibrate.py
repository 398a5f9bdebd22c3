from __future__ import annotations

import json
import random
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.evaluation.reliability import Judged, equal_mass, error
from dragoman.statements.calibrate import FILE
from training.calibrate import Block, area, brier, crossed, fit, pooled, write

shares = st.integers(0, 100).map(lambda n: n / 100)
points = st.lists(st.tuples(shares, shares, st.integers(1, 9)), max_size=30).map(
    lambda ps: [Block(*one) for one in sorted(ps)]
)


def cases(count: int, seed: int = 5) -> list[Judged]:
    """Confidences that boast: what is said with c is right with c squared; 20 a article."""
    rng = random.Random(seed)
    sure = [rng.random() for _ in range(count)]
    return [Judged(one, rng.random() < one**2, at // 20) for at, one in enumerate(sure)]


def totals(blocks: list[Block]) -> list[float]:
    return [
        sum(b.weight for b in blocks),
        sum(b.weight * b.right for b in blocks),
        sum(b.weight * b.confidence for b in blocks),
    ]


@settings(deadline=None)
@given(points)
def test_pooled_points_rise_and_lose_nothing(made: list[Block]) -> None:
    done = pooled(made)
    assert all(
        a.confidence < b.confidence and a.right < b.right
        for a, b in zip(done, done[1:], strict=False)
    )
    assert totals(done) == pytest.approx(totals(made))
    assert pooled(done) == done


@settings(deadline=None)
@given(st.lists(st.tuples(shares, shares), unique_by=(lambda p: p[0], lambda p: p[1])))
def test_points_that_rise_stay_as_they_are(made: list[tuple[float, float]]) -> None:
    rising = zip(sorted(x for x, _ in made), sorted(y for _, y in made), strict=True)
    blocks = [Block(x, y, 1) for x, y in rising]
    assert pooled(blocks) == blocks


def test_pooling_by_hand() -> None:
    first, last = Block(0.1, 0.0, 1), Block(0.9, 1.0, 1)
    one, middle, other = pooled([first, Block(0.2, 0.8, 1), Block(0.4, 0.2, 2), last])
    assert (one, other) == (first, last)
    assert middle.confidence == pytest.approx((0.2 + 2 * 0.4) / 3)
    assert middle.right == pytest.approx((0.8 + 2 * 0.2) / 3)
    assert middle.weight == 3


def test_pooling_goes_back_as_far_as_it_must() -> None:
    given_ = [Block(0.1, 0.5, 1), Block(0.2, 0.6, 1), Block(0.3, 0.0, 1)]
    assert [one.weight for one in pooled(given_)] == [3]


def test_a_boast_is_calibrated_on_cases_that_the_curve_has_not_seen() -> None:
    judged = cases(8000)
    assert error(equal_mass(judged)) > 0.15
    assert error(equal_mass(crossed(judged))) < 0.03
    assert brier(crossed(judged)) < brier(judged)
    curve = fit(judged)
    assert all(abs(curve(c) - c**2) < 0.08 for c in (0.1, 0.3, 0.5, 0.7, 0.9))
    assert len(curve.knots) < 200


def test_a_fit_does_not_ask_for_an_order() -> None:
    judged = cases(900)
    mixed = random.Random(1).sample(judged, len(judged))
    assert fit(mixed).knots == fit(judged).knots


def test_each_case_is_crossed_once_and_by_other_articles() -> None:
    """One ninth of the articles has nothing right: only its own curve could know."""
    judged = [Judged(0.5, article % 9 > 0, article) for article in range(18) for _ in range(80)]
    done = crossed(judged)
    assert sorted(one.article for one in done) == [one.article for one in judged]
    assert {one.confidence for one in done if one.article % 9 == 0} == {0.99}
    assert {one.confidence for one in done if one.article % 9 > 0} == {0.875}


def test_what_few_cases_say_is_a_level() -> None:
    assert fit([Judged(0.9, True), Judged(0.8, False)]).knots == ((0.85, 0.5),)


def test_area_and_brier_by_hand() -> None:
    judged = [Judged(0.9, True), Judged(0.8, False), Judged(0.7, True), Judged(0.2, False)]
    assert area(judged) == pytest.approx(3 / 4)
    assert area([Judged(0.5, True), Judged(0.5, False)]) == 0.5
    assert area([one._replace(right=not one.right) for one in judged]) == pytest.approx(1 / 4)
    assert brier(judged) == pytest.approx((0.01 + 0.64 + 0.09 + 0.04) / 4)


def test_the_card_knows_what_was_written(tmp_path: Path) -> None:
    card = {"version": "7", "files": {"model.bin": "aa", FILE: "old"}}
    (tmp_path / "model.json").write_text(json.dumps(card), encoding="utf-8")
    write(tmp_path, "{}\n")
    known = sha256((tmp_path / FILE).read_bytes()).hexdigest()
    kept = json.loads((tmp_path / "model.json").read_text("utf-8"))
    assert kept == {"version": "7", "files": {"model.bin": "aa", FILE: known}}
