"""Real pages become articles at least as well as they once did."""

from __future__ import annotations

from tests.acceptance.floors import FLOORS, outside
from tests.acceptance.pages import measured


def test_text_headings_and_days_of_real_pages() -> None:
    done = measured(outside("pages"))
    floors = FLOORS["pages"]
    assert done.pages == floors["pages"], "another edition: measure it and set the floors"
    found = {
        "token F1": done.tokens.f1,
        "heading F1": done.headings.f1,
        "days right": done.days / done.pages,
    }
    assert {name: value for name, value in found.items() if value < floors["at least"][name]} == {}
