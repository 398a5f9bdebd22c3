from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import ModelError
from dragoman.inference import Model
from dragoman.labelling import Found
from dragoman.records import Reading, Statement
from dragoman.statements.assemble import Group, group
from dragoman.statements.calibrate import FILE, Calibration, Curve
from dragoman.statements.stage import Statements
from tests.builders import article

CURVE = Curve(((0.2, 0.1), (0.6, 0.5), (0.8, 0.95)))
LOW = Curve(((0.0, 0.25), (1.0, 0.25)))
TEXT = (
    "Velmar repeated Ostrania’s claim that rebels hold the port.\n"
    "The harbour master said that two ships had left on Monday."
)


@pytest.mark.parametrize(
    ("confidence", "chance"),
    [(0.0, 0.1), (0.2, 0.1), (0.4, 0.3), (0.6, 0.5), (0.7, 0.725), (0.8, 0.95), (1.0, 0.95)],
)
def test_a_curve_is_straight_between_its_knots_and_level_beyond(
    confidence: float, chance: float
) -> None:
    assert CURVE(confidence) == pytest.approx(chance)


def test_no_chance_is_certain() -> None:
    sure = Curve(((0.3, 0.0), (0.9, 1.0)))
    assert (sure(0.0), sure(1.0)) == (0.01, 0.99)
    assert sure(0.6) == pytest.approx(0.5)


knots = st.lists(
    st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=9, unique_by=lambda k: k[0]
).map(lambda ks: tuple(zip(sorted(x for x, _ in ks), sorted(y for _, y in ks), strict=True)))


@settings(deadline=None)
@given(knots, st.floats(0, 1), st.floats(0, 1))
def test_a_curve_never_falls(made: tuple[tuple[float, float], ...], a: float, b: float) -> None:
    curve = Curve(made)
    assert 0.01 <= curve(min(a, b)) <= curve(max(a, b)) <= 0.99


@pytest.mark.parametrize(
    "made", [(), ((0.5, 0.5), (0.5, 0.6)), ((0.6, 0.1), (0.5, 0.2)), ((0.1, 0.6), (0.5, 0.2))]
)
def test_knots_that_do_not_rise_are_refused(made: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(ValueError, match="rise"):
        Curve(made)


def test_a_reader_without_the_file_keeps_its_confidences(tmp_path: Path) -> None:
    none = Calibration.load(tmp_path)
    assert none == Calibration()
    assert none.version == "raw"
    assert none.chance("source", 0.123) == 0.123


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"curves": {"cue": CURVE.knots}}), encoding="utf-8")
    found = Calibration.load(tmp_path)
    assert found == Calibration({"cue": CURVE})
    assert found.chance("cue", 0.4) == pytest.approx(0.3)
    assert found.chance("source", 0.4) == 0.4
    other = Calibration({"cue": Curve(((0.2, 0.1), (0.6, 0.5)))})
    assert len({found.version, other.version, Calibration({"source": CURVE}).version, "raw"}) == 4


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"curves": []}', '{"curves": {"cue": []}}', '{"curves": {"cue": [1]}}',
     '{"curves": {"cue": [["a", 1]]}}', '{"curves": {"cue": [[0.5, 0.5], [0.4, 0.6]]}}'],
)  # fmt: skip
def test_a_damaged_file_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=FILE):
        Calibration.load(tmp_path)


def test_each_kind_has_its_curve() -> None:
    kinds = Calibration({"cue": CURVE, "statement": LOW})
    spans = [Found("cue", 0, 0, 0.6), Found("source", 1, 2, 0.6)]
    assert kinds.spans(spans) == [Found("cue", 0, 0, 0.5), spans[1]]
    group = Group(None, spans[0], (Found("content", 3, 9, 0.7),), 0.5)
    assert kinds.group(group) == Group(None, spans[0], group.contents, 0.25)


def read(calibration: Calibration) -> dict[str, Statement]:
    stage = Statements(Model(), calibration)
    (done,) = stage([Reading(article(TEXT))])
    return {one.id: one for one in done.statements}


def test_the_stage_gives_chances_and_shares_of_them() -> None:
    raw = read(Calibration())
    level = read(Calibration({"statement": Curve(((0.5, 0.5),))}))
    assert list(raw) == list(level)
    assert {one.confidence for one in level.values() if not one.within} == {0.5}
    assert {one.confidence for one in level.values() if one.within} == {0.4}
    assert not {one.confidence for one in raw.values()} & {0.5, 0.4}


def test_the_stage_tells_by_which_calibration_it_read() -> None:
    versions = {
        Statements(Model(), c).version for c in (Calibration(), Calibration({"cue": CURVE}))
    }
    assert len(versions) == 2


def test_the_stage_gives_spans_their_chances() -> None:
    stage = Statements(Model(), Calibration({"source": Curve(((0.5, 0.25),))}))
    (found,) = stage.spans(list(stage.model.encode([TEXT])))
    assert {one.confidence for one in found if one.kind == "source"} == {0.25}
    assert all(one.confidence > 0.25 for one in found if one.kind != "source")


@pytest.mark.parametrize(("kind", "factor"), [("source", 0.5), ("cue", 0.5), ("content", 0.25)])
def test_a_statement_is_as_sure_as_its_parts_together(kind: str, factor: float) -> None:
    """Half the chance of source or cue halves that of the statement, a quarter of the content's does."""
    model = Model()
    (encoding,) = model.encode(["The harbour master said that two ships had left on Monday."])
    parts = (("source", 0, 2), ("cue", 3, 3), ("content", 4, 10))
    found = [Found(name, first, last, 0.8) for name, first, last in parts]
    less = [replace(one, confidence=0.8 * (factor if one.kind == kind else 1)) for one in found]
    (sure,), (unsure,) = (group(encoding, each, model.heads) for each in (found, less))
    assert unsure.confidence == pytest.approx(sure.confidence / 2)
    assert 0.4 < sure.confidence < 0.8 * 0.8 * 0.8**0.5 + 1e-6
