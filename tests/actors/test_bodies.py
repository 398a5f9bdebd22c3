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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The OSCE keeps a camp in a field. Its monitoring mission said it rained.", "OSCE"),
        ("The baker keeps a camp in a field. Its monitoring mission said it rained.", ""),
    ],
)
def test_its_body_is_the_subject_s_with_words_of_its_own(text: str, expected: str) -> None:
    assert who(text, Said("Its monitoring mission", "said", "it rained")) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fiji's health minister, Ana Ruiz, came late. The hall was full, {Ruiz} said.", "FJI"),
        ("Commander Ana Ruiz of the Fijian navy came late. The hall was full, {Ruiz} said.", "FJI"),
        (
            "Fiji's prime minister met a baker, Ana Ruiz, here. The hall was full, {Ruiz} said.",
            "Ana Ruiz",
        ),
    ],
)
def test_a_surname_speaks_for_whom_the_full_name_was_introduced_with(
    text: str, expected: str
) -> None:
    bare = text.replace("{", "").replace("}", "")
    nth = text[: text.index("{")].count("Ruiz")
    assert who(bare, Said("Ruiz", "said", "The hall was full", nth=nth)) == [expected]
