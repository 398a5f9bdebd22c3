from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.records import Statement
from dragoman.statements.nest import nested
from tests.builders import Said, article, reading


def inner(
    text: str, content: str, source: str = "Velmar", cue: str = "repeated"
) -> list[tuple[str, str]]:
    made = reading(text, (Said(source, cue, content),))
    found = nested(made.article, made.statements)
    assert found[0] == made.statements[0]
    assert all(one.within == found[0].id for one in found[1:])
    return [
        (one.source.of(text) if one.source else "", one.content[0].of(text)) for one in found[1:]
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Ostrania’s claim that rebels hold the port", [("Ostrania", "that rebels hold the port")]),
        (
            "the Ostranian army's warning that shelling would go on; it gave no date",
            [("the Ostranian army", "that shelling would go on")],
        ),
        (
            "allegations by the harbour union that ships were held",
            [("the harbour union", "that ships were held")],
        ),
        ("the claim that rebels hold the port", []),
        ("Ostrania’s claim on the islands", []),
        ("that the port was held", []),
    ],
)
def test_a_noun_of_saying_with_its_owner_opens_a_statement(
    content: str, expected: list[tuple[str, str]]
) -> None:
    assert inner(f"Velmar repeated {content}.", content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("that officials said the dam had held", [("officials", "the dam had held")]),
        (
            "that interior ministry officials said three men had died",
            [("interior ministry officials", "three men had died")],
        ),
        (
            "that a nurse had said that the fire began inside",
            [("a nurse", "that the fire began inside")],
        ),
        (
            "that the Norlandic army warned in a statement that ships would be sunk; it gave no date",
            [("the Norlandic army", "that ships would be sunk")],
        ),
        (
            "that Holm told her council that the bridge was safe",
            [("Holm", "that the bridge was safe")],
        ),
        (
            "“The city command announces that all squares are open,”",
            [("The city command", "that all squares are open")],
        ),
        ("“We will stay,” Brekke said", [("Brekke", "“We will stay,”")]),
        ("It rained. The dam has held, officials said", [("officials", "The dam has held")]),
        (
            "that officials said witnesses claimed that the dam had held",
            [
                ("officials", "witnesses claimed that the dam had held"),
                ("witnesses", "that the dam had held"),
            ],
        ),
        (
            "Minister Ida Holm as telling a council that the road was mined",
            [("Minister Ida Holm", "that the road was mined")],
        ),
        (
            "that the station had quoted nurses as saying the roof was marked",
            [
                ("the station", "nurses as saying the roof was marked"),
                ("nurses", "the roof was marked"),
            ],
        ),
    ],
)
def test_one_who_speaks_and_a_verb_of_saying_open_a_statement(
    content: str, expected: list[tuple[str, str]]
) -> None:
    text = f"State television reported {content}."
    made = reading(text, (Said("State television", "reported", content),))
    outer, *found = nested(made.article, made.statements)
    told = [(s.source.of(text) if s.source else "", s.content[0].of(text)) for s in found]
    assert told == expected
    assert found[0].within == outer.id
    assert all(one.within == other.id for one, other in zip(found[1:], found, strict=False))
    assert all(one.mention for one in found)


@pytest.mark.parametrize(
    "content",
    [
        "that the road was said to be mined",
        "that it was said that the dam had held",
        "that the attack on the ministry said much",
        "that a book says the sea is blue",
        "that Velmar said goodbye",
        "that Brekke said this week, of all weeks, it would rain",
        "that the man accused of theft that night left",
        "that the dam had held and officials said the road was open",
        "that he said the dam had held",
        "“We’ve said that the dam had held,”",
        "that the committee reported to the king",
        "that the government believes the dam held",
        "that Velmar’s report that day was short",
    ],
)
def test_other_contents_hold_no_statement(content: str) -> None:
    assert inner(f"Velmar repeated {content}.", content) == []


def test_nobody_repeats_himself() -> None:
    assert (
        inner("Velmar repeated that Velmar said the dam held.", "that Velmar said the dam held")
        == []
    )


def test_what_the_encoder_found_within_is_not_found_again() -> None:
    text = "Velmar repeated that Holm said the dam held."
    outer = Said("Velmar", "repeated", "that Holm said the dam held")
    made = reading(text, (outer, Said("Holm", "said", "the dam held")))
    assert nested(made.article, made.statements) == list(made.statements)


@given(st.text(max_size=300))
def test_any_content_is_survived(text: str) -> None:
    if not text.strip():
        return
    made = article(text)
    from dragoman.records import Span

    one = Statement("s", None, (), (Span(0, len(text)),), "indirect", 0.5)
    for found in nested(made, [one]):
        assert all(0 <= s.start <= s.end <= len(text) for s in found.content)
