from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.records import Span, Statement
from dragoman.statements.continued import continued
from dragoman.statements.sound import sound
from tests.builders import Said, article, reading


def joined(text: str, *said: Said) -> list[tuple[str | None, list[str]]]:
    made = reading(text, said)
    return [
        (one.source.of(text) if one.source else None, [part.of(text) for part in one.content])
        for one in continued(made.article, made.statements)
    ]


TWO = "“We stay,” Brekke said. “We wait.\n\n“We win.”"


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        (  # found, but given to nobody
            TWO,
            [Said("Brekke", "said", ["“We stay,”", "“We wait."]), Said(None, "", "“We win.”")],
            [("Brekke", ["“We stay,”", "“We wait.", "“We win.”"])],
        ),
        (  # not found
            TWO,
            [Said("Brekke", "said", ["“We stay,”", "“We wait."])],
            [("Brekke", ["“We stay,”", "“We wait.", "“We win.”"])],
        ),
        (  # given to a cue of another paragraph
            TWO + "\n\nHolm said no.",
            [
                Said("Brekke", "said", ["“We stay,”", "“We wait."]),
                Said("Holm", "said", ["“We win.”", "no"]),
            ],
            [("Brekke", ["“We stay,”", "“We wait.", "“We win.”"]), ("Holm", ["no"])],
        ),
        (  # told behind the last part
            "“We stay.\n\n“We win,” Brekke said.",
            [Said(None, "", "“We stay."), Said("Brekke", "said", "“We win,”")],
            [("Brekke", ["“We stay.", "“We win,”"])],
        ),
        (  # told before the first
            "Brekke said:\n\n“We stay.\n\n“We win.”",
            [Said("Brekke", "said:", "“We stay."), Said(None, "", "“We win.”")],
            [("Brekke", ["“We stay.", "“We win.”"])],
        ),
        (  # by nobody
            "“We stay.\n\n“We win.”",
            [Said(None, "", "“We stay."), Said(None, "", "“We win.”")],
            [(None, ["“We stay.", "“We win.”"])],
        ),
    ],
)
def test_a_quotation_over_paragraphs_is_one_statement(
    text: str, said: list[Said], expected: list[tuple[str | None, list[str]]]
) -> None:
    assert joined(text, *said) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (  # closed: another quotation
            "“We stay,” Brekke said.\n\n“We win.”",
            [Said("Brekke", "said", "“We stay,”"), Said(None, "", "“We win.”")],
        ),
        (  # a mark was forgotten, and another speaks
            "“We stay, Brekke said.\n\n“We win,” Holm said.",
            [Said("Brekke", "said", "“We stay,"), Said("Holm", "said", "“We win,”", nth=0)],
        ),
    ],
)
def test_other_quotations_stay_apart(text: str, said: list[Said]) -> None:
    made = reading(text, tuple(said))
    assert tuple(continued(made.article, made.statements)) == made.statements


def test_a_quotation_under_another_heading_than_its_cue_is_nobodys() -> None:
    text = "Norland\n\nThe mayor called it “sad”.\n\nOstrania\n\n“We go.”\n\nIt rained."
    said = Said("The mayor", "called", ["it “sad”", "“We go.”", "It rained"])
    made = reading(text, (said,))
    found = [
        (one.source, [part.of(text) for part in one.content])
        for one in sound(made.article, made.statements)
    ]
    assert found == [(None, ["“We go.”"]), (made.statements[0].source, ["it “sad”"])]


PARTS = ["“We stay.", "“We win,” she said.", "”", "\n", "\n\n", "It rained. ", "‘No.’"]


@given(
    st.lists(st.sampled_from(PARTS), max_size=9),
    st.lists(st.tuples(st.integers(0, 80), st.integers(1, 20)), max_size=5),
)
def test_no_content_is_lost_or_said_twice(parts: list[str], spans: list[tuple[int, int]]) -> None:
    text = "".join(parts)
    inside = sorted({(a, a + n) for a, n in spans if a + n <= len(text)})
    apart = [s for i, s in enumerate(inside) if i == 0 or s[0] >= inside[i - 1][1]]
    made = [
        Statement(f"s{n}", None, (), (Span(a, b),), "indirect", 0.5)
        for n, (a, b) in enumerate(apart)
        if "\n" not in text[a:b]
    ]
    found = continued(article(text), made)
    held = [part for one in found for part in one.content]
    assert len(held) == len(set(held))
    assert all(part.end <= len(text) and "\n" not in part.of(text) for part in held)
