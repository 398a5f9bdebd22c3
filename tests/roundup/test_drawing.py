from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from dragoman.roundup import Request, compose, drawing
from dragoman.roundup.drawing import Bar, Chart, Line, bars, chart, world
from dragoman.roundup.page import Roundup, Section
from tests.roundup import story as tale

PAGE = compose(tale.story(), Request(host="VLD"))


def tags(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter())


def drawn(page: Roundup = PAGE) -> str:
    found = world(page, lambda s: f"actor-{s.actor}", lambda s: f"{s.name}: <{s.posture}>")
    assert found is not None
    return str(found)


def test_every_state_on_the_map_is_a_link_with_its_name_and_side() -> None:
    links = {t.get("href"): t.get("aria-label") for t in tags(drawn()) if t.tag == "a"}
    assert links["#actor-FRA"] == "France: <neutral>"
    assert set(links) == {"#actor-FRA", "#actor-GBR", "#actor-JPN"} | {
        f"#actor-{s.actor}" for s in PAGE.actors if s.actor in ("RUS", "USA", "CHN")
    }


def test_a_map_of_one_state_is_none() -> None:
    one = Section("FRA", "France", "state")
    assert world(replace(PAGE, actors=(one,), also_acting=()), str, str) is None


def test_states_too_small_for_an_outline_are_points() -> None:
    pair = tuple(Section(code, code, "state") for code in ("SGP", "FRA"))
    svg = drawn(replace(PAGE, actors=pair))
    assert [t.tag for t in tags(svg) if t.get("class") == "none"] == ["circle", "path"]


def test_bars_are_as_high_as_there_is_on_each_day() -> None:
    svg = bars([Bar("3 March", 4, 0, "day-1"), Bar("4 March", 1, 1, "day-2")])
    heights = [float(t.get("height", 0)) for t in tags(str(svg)) if t.tag == "rect"]
    assert heights[0] == 4 * heights[2] and heights[2] == heights[3] and heights[1] == 0
    assert bars([Bar("3 March", 4, 0, "day-1")]) is None


@pytest.mark.parametrize("count", [1, 6])
def test_a_chart_keeps_its_labels_apart_and_tells_itself(count: int) -> None:
    days = (date(2031, 3, 3), date(2031, 3, 6))
    lines = tuple(Line(f"<b>{n}", ((days[0], 1.0), (days[1], 10.0))) for n in range(count))
    svg = str(chart(Chart("killed", lines), 1, str))
    places = [float(t.get("y", 0)) for t in tags(svg) if t.tag == "text" and not t.get("class")]
    assert len(set(places)) == count
    assert all(abs(a - b) >= 13.9 for n, a in enumerate(places) for b in places[:n])
    assert "<b>" not in svg and "1, 10" in svg


def test_labels_of_points_close_together_find_a_place() -> None:
    days = (date(2031, 3, 3), date(2031, 3, 6))
    ends = ((1000.0, 998.0), (900.0, 997.0), (10.0, 998.0), (999.0, 997.5))
    lines = tuple(Line(f"c{n}", tuple(zip(days, pair, strict=True))) for n, pair in enumerate(ends))
    assert "c3" in str(chart(Chart("killed", lines), 1, str))


def test_a_chart_is_drawn_where_numbers_change_over_days() -> None:
    found = drawing.charts(PAGE, lambda row: str(row.first.claim.claimant))
    assert [one.title for one in found] == ["killed"]
