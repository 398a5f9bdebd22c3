from __future__ import annotations

import pytest

from tests.actors.test_stage import who
from tests.builders import Said


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        (
            "Haiti's rescue agency sent boats. {The agency} said all were found.",
            "The agency",
            "HTI",
        ),
        ("Moroccan officials came to a school. Ten had died, {they} said.", "they", "MAR"),
        ("The Yemeni embassy in Oslo took calls. {It} said the roads were open.", "It", "YEM"),
        ("A tent was put up. {The agency} said all were found.", "The agency", ""),
    ],
)
def test_bodies_that_have_not_spoken(text: str, source: str, expected: str) -> None:
    words = "all were found" if "all were" in text else "Ten had died"
    words = "the roads were open" if "roads" in text else words
    bare = text.replace("{", "").replace("}", "")
    nth = bare[: text.index("{")].count(source)
    assert who(bare, Said(source, "said", words, nth=nth)) == [expected]


def test_a_director_of_a_service_speaks_for_its_state_and_one_of_a_museum_does_not() -> None:
    text = "Peru's shelters director said it rained. Peru's museum director said it snowed."
    said = (
        Said("Peru's shelters director", "said", "it rained"),
        Said("Peru's museum director", "said", "it snowed"),
    )
    assert who(text, *said) == ["PER", ""]
