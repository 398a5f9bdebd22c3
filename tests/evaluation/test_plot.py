from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from dragoman.evaluation.plot import BARS, SIDE, plot
from dragoman.evaluation.reliability import Judged

SVG = "{http://www.w3.org/2000/svg}"
CASES = [Judged(0.85, at < 3) for at in range(12)] + [Judged(0.35, at < 2) for at in range(4)]


def drawn(cases: list[Judged], caption: str = "a corpus") -> ElementTree.Element:
    return ElementTree.fromstring(plot({"source": cases, "statement": []}, caption))


def test_a_dot_stands_at_its_confidence_and_its_share() -> None:
    dots = list(drawn(CASES).iter(f"{SVG}circle"))
    places = [(float(d.attrib["cx"]) / SIDE, 1 - float(d.attrib["cy"]) / SIDE) for d in dots]
    assert places == [pytest.approx((0.35, 0.5), abs=0.01), pytest.approx((0.85, 0.25), abs=0.01)]
    small, large = (float(d.attrib["r"]) for d in dots)
    assert small < large


def test_bars_are_as_tall_as_their_counts() -> None:
    bars = [r for r in drawn(CASES).iter(f"{SVG}rect") if r.attrib["class"] == "bar"]
    few, many = (float(bar.attrib["height"]) for bar in bars)
    assert many / few == pytest.approx(3, abs=0.05)
    assert many <= BARS
    assert [round(float(bar.attrib["x"]) / SIDE, 1) for bar in bars] == [0.3, 0.8]


def test_axes_are_labelled_in_every_panel() -> None:
    words = ["".join(t.itertext()) for t in drawn(CASES).iter(f"{SVG}text")]
    for label in ("confidence", "share that is right", "number", "0.0", "1.0"):
        assert words.count(label) >= 2, label
    assert {"source", "statement", "4", "12"} <= set(words)
    assert any(re.search(r"16 found.*error 0\.48[78]", one) for one in words)


def test_it_is_drawn_for_light_and_dark_paper() -> None:
    style = drawn(CASES).findtext(f"{SVG}style") or ""
    assert "prefers-color-scheme:dark" in style
    assert "fill=" not in plot({"source": CASES}, "")


def test_names_are_text_and_nothing_else() -> None:
    image = drawn([], "<script>&\"'")
    assert not list(image.iter(f"{SVG}script"))
    assert any("<script>&\"'" in (t.text or "") for t in image.iter(f"{SVG}text"))
