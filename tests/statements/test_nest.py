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


@given(st.text(max_size=300))
def test_any_content_is_survived(text: str) -> None:
    if not text.strip():
        return
    made = article(text)
    from dragoman.records import Span

    one = Statement("s", None, (), (Span(0, len(text)),), "indirect", 0.5)
    for found in nested(made, [one]):
        assert all(0 <= s.start <= s.end <= len(text) for s in found.content)
