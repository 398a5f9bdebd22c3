from __future__ import annotations

import pytest

from tests.builders import Said
from tests.statements.layouts.told import Told, told

LEAD = (
    "Soldiers took the palace on Monday. These are the answers that had reached us by the evening."
)


def text(*parts: str) -> str:
    return "\n\n".join([LEAD, *parts])


def test_a_bare_quotation_is_by_whom_the_heading_names() -> None:
    sections = ["Norland", "“We stay.”", "Ada Brekke, mayor of Velmar", "“We go.”\n\n“At once.”"]
    assert told(text(*sections)) == [
        Told(None, "Norland", ("“We stay.”",)),
        Told(None, "Ada Brekke", ("“We go.”", "“At once.”")),
    ]


def test_the_last_section_may_go_on_in_prose() -> None:
    sections = [
        "Norland",
        "“We stay.”",
        "Ostrania",
        "“We go.”",
        "Velmar",
        "“So?”",
        "It rained all day.",
    ]
    assert [one.mention for one in told(text(*sections))] == ["Norland", "Ostrania", "Velmar"]


def test_a_quotation_is_taken_from_a_cue_under_another_heading() -> None:
    sections = [
        "Norland",
        "“We stay.”",
        "Ostrania",
        "“We go.”",
        "Velmar",
        "The mayor called it “sad”.",
    ]
    found = told(text(*sections), Said("The mayor", "called", ["“We go.”", "it “sad”"]))
    assert found == [
        Told(None, "Norland", ("“We stay.”",)),
        Told(None, "Ostrania", ("“We go.”",)),
        Told("The mayor", "The mayor", ("it “sad”",), ("called",)),
    ]


def test_a_quotation_with_a_source_of_its_own_keeps_it() -> None:
    sections = ["Norland", "“We stay.”", "Ostrania", "“We go,” Holm said.", "Velmar", "“So?”"]
    found = told(text(*sections), Said("Holm", "said", "“We go,”"))
    assert [(one.source, one.mention) for one in found] == [
        (None, "Norland"),
        ("Holm", "Holm"),
        (None, "Velmar"),
    ]


@pytest.mark.parametrize(
    "sections",
    [
        # scenes of a feature: who speaks is told behind
        [
            "Velmar",
            "“I ran.”",
            "Marta, a baker, has soot on her hands.",
            "Tesmar",
            "“I hid.”",
            "She is nine.",
        ],
        # matters, not speakers
        ["What they say", "“We stay.”", "What comes next", "“We go.”"],
        ["How it began", "“We stay.”", "Why it matters", "“We go.”"],
        # one section alone
        ["Norland", "“We stay.”"],
        # quotations in prose
        ["Norland", "It “stays”.", "Ostrania", "It “goes”."],
    ],
)
def test_other_sections_name_nobody(sections: list[str]) -> None:
    assert told(text(*sections)) == []
