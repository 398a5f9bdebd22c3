from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.languages.sentences import paragraphs, sentences
from tests.growth import LINEAR, growth

# each text, with the ends of its sentences marked by a bar
CASES = [
    "The bridge is closed.| Nobody knows why.|",
    "Is it over?| It is not!| It goes on.|",
    "Mr. Ode met Gen. Bashir on Monday.| They shook hands.|",
    "The U.S. envoy came at 5 p.m. and left.| He said nothing.|",
    "J. R. Okoro chairs the panel.| It sits in May.|",
    "“We are shut.” he said, and left.| She stayed.|",
    "“Stop!” shouted the guard.| Nobody did.|",
    "“We will go on. We have no choice.| So it is,” the mayor said.|",
    "(The ministry did not answer.)| The port is open.|",
    "Prices rose 3.5 percent in Jan. 2021 alone.| Wages did not.|",
    "They fled … and came back.| That was all.|",
    "No. 10 is silent.| The fire burns.|",
    "St. Brenda lies in the north.|",
    "one line without an end|",
]


@pytest.mark.parametrize("marked", CASES)
def test_sentences_end_where_marked(marked: str) -> None:
    marked = marked.replace("go on. We", "go on.| We")
    text = marked.replace("|", "")
    wanted = [part.strip() for part in marked.split("|") if part.strip()]
    assert [span.of(text) for span in sentences(text)] == wanted


def test_a_blank_line_and_a_short_line_end_a_paragraph() -> None:
    text = "Flood in the delta\nBy A Reporter\n\nThe water rose.\n \nIt fell."
    assert [span.of(text) for span in paragraphs(text)] == [
        "Flood in the delta",
        "By A Reporter",
        "The water rose.",
        "It fell.",
    ]


def test_lines_wrapped_to_one_width_are_one_paragraph() -> None:
    text = (
        "The council of the valley met on Tuesday to speak about the United\n"
        "Farmers League and about the water that no longer comes down from\n"
        "the hills."
    )
    assert len(paragraphs(text)) == len(sentences(text)) == 1


def test_the_start_is_added() -> None:
    assert [(s.start, s.end) for s in sentences("Go. Now.", 10)] == [(10, 13), (14, 18)]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_is_covered_in_order(text: str) -> None:
    found = sentences(text)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    left = "".join(text[a.end : b.start] for a, b in zip(found, found[1:], strict=False))
    assert not left.strip()
    assert all(span.of(text) == span.of(text).strip() != "" for span in found)


@pytest.mark.parametrize("piece", [".", ". ", "a. ", "”", "\n", "A.\n", "(", "...", " "])
def test_time_is_linear(piece: str) -> None:
    assert growth(lambda times: lambda: sentences(piece * times), 20_000) < LINEAR
