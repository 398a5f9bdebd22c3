from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.articles.layout import marks

LEAD = (
    "Officials of Marovia said on Monday that the border with Lindania would stay shut until the "
    "inquiry into the shooting was done."
)
PROSE = (
    "The foreign minister, Ilse Brandt, told reporters that her country “has nothing to hide” and "
    "would let observers in."
)


def found(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(mark.kind, mark.span.of(text)) for mark in marks(text, title)]


def test_a_page_saved_as_text_is_marked_line_by_line() -> None:
    text = "\n\n".join(
        [
            "Marovia border: how the neighbours reacted",
            "By Jana Holt and Piet Vos",
            "Updated: Monday, 4 May 2020 10:32 GMT",
            "A queue of lorries near Velmar [Ana Belo/Reuters]",
            LEAD,
            "Advertisement",
            "Lindania",
            PROSE,
            "Northern Union",
            PROSE,
            "READ MORE: Ten things to know about the border",
            "2. What comes next",
            PROSE,
            "Additional reporting by Rolf Berg in Velmar",
            "© 2020 The Ansel Courier",
            "Source link",
        ]
    )
    assert found(text) == [
        ("title", "Marovia border: how the neighbours reacted"),
        ("byline", "By Jana Holt and Piet Vos"),
        ("byline", "Updated: Monday, 4 May 2020 10:32 GMT"),
        ("caption", "A queue of lorries near Velmar [Ana Belo/Reuters]"),
        ("furniture", "Advertisement"),
        ("heading", "Lindania"),
        ("heading", "Northern Union"),
        ("furniture", "READ MORE: Ten things to know about the border"),
        ("heading", "2. What comes next"),
        ("furniture", "Additional reporting by Rolf Berg in Velmar"),
        ("furniture", "© 2020 The Ansel Courier"),
        ("furniture", "Source link"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "“We will not leave,” he said.",
        "Here is how the world has reacted so far:",
        "Q: Did Marovia know?",
        "HOLT: It did not",
        "and so it went on",
        "He said no.",
        "Published in 1998, the treaty was never ratified.",
        "Share this view, the envoy asked the council.",
        "Like US officials, the leaders of Lindania fear a longer war.",
        "Join US forces, the rebels were told.",
        "By Friday the border was shut again.",
        "“Follow us,” the rebels told the villagers.",
        "‘Nobody asked us.’",
        "Did Marovia know?",
        "Source of the gas: the pipeline from Velmar, which was repaired last year and leaks.",
        "The ministry said more troops would follow. [Reuters]",
    ],
)
def test_prose_is_never_marked(line: str) -> None:
    assert found("\n\n".join([LEAD, line, PROSE, line, PROSE])) == []


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("Lindania Recalls Its Envoy From Marovia.", True),
        ("Lindania recalls envoy", True),
        ("Treaty in doubt; \nLawmakers wary before vote in autumn", True),
        ("# Lindania recalls envoy", True),
        ("Lindania recalled its envoy.", False),
        ("He said the treaty was dead.", False),
        ("The treaty is dead, said Marovia. Lindania agreed.", False),
        (LEAD, False),
        ("“It is over,” he said.", False),
        ("Q: Who began it?", False),
    ],
)
def test_a_first_line_is_a_title_if_it_reads_as_one(title: str, is_one: bool) -> None:
    text = f"{title}\n\n{LEAD}\n\n{PROSE}"
    assert found(text) == ([("title", title.strip())] if is_one else [])


@pytest.mark.parametrize(
    ("known", "first", "is_one"),
    [
        ("The treaty is dead", "The treaty is dead.", True),
        ("Treaty in doubt; Lawmakers are wary", "Treaty in doubt;\nLawmakers are wary.", True),
        ("Treaty in doubt", "Treaty in doubt | The Courier", True),
        ("Another title", "Lindania recalls envoy", False),
        ("Lindania", LEAD, False),
    ],
)
def test_a_known_title_decides(known: str, first: str, is_one: bool) -> None:
    kinds = {text: kind for kind, text in found(f"{first}\n\n{LEAD}", known)}
    assert (kinds.get(first) == "title") == is_one


def test_a_text_of_one_paragraph_has_no_title() -> None:
    assert found("Lindania recalls envoy") == []


def test_a_run_of_short_lines_is_a_list() -> None:
    names = ["Lindania", "Velmar", "Ostrania", "Costa Verde"]
    assert found("\n\n".join([LEAD, PROSE, *names, PROSE])) == [("heading", "Costa Verde")]


def test_three_questions_are_headings() -> None:
    asked = ["What happened?", "Who is to blame?", "What comes next?"]
    text = "\n\n".join([LEAD, *(part for question in asked for part in (question, PROSE))])
    assert found(text) == [("heading", question) for question in asked]


def test_lines_without_blank_lines_between_are_paragraphs() -> None:
    text = "\n".join([LEAD, "Lindania", PROSE])
    assert found(text) == [("heading", "Lindania")]


def test_a_heading_may_stand_on_its_paragraph() -> None:
    text = f"{LEAD}\n\nNorthern Union\n{PROSE}\n\n{PROSE}"
    assert found(text) == [("heading", "Northern Union")]


def test_a_heading_in_capitals_may_stand_on_a_short_line() -> None:
    text = (
        f"{LEAD}\n\nLINDANIA\nThe ministry called for calm.\n\nOSTRANIA\nNo statement.\n\n{PROSE}"
    )
    assert found(text) == [("heading", "LINDANIA"), ("heading", "OSTRANIA")]


@given(
    st.lists(
        st.one_of(
            st.text(max_size=40),
            st.sampled_from([LEAD, PROSE, "Lindania", "Read more", "By Jana Holt", "## X", "***"]),
        ),
        max_size=12,
    ),
    st.sampled_from(["\n", "\n\n", " \n \n"]),
    st.none() | st.text(max_size=20),
)
def test_marks_lie_inside_the_text_in_order_and_apart(
    lines: list[str], gap: str, title: str | None
) -> None:
    text = gap.join(lines)
    spans = [mark.span for mark in marks(text, title)]
    for span in spans:
        covered = span.of(text)
        assert span.end <= len(text)
        assert covered == covered.strip()
        assert covered
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_the_seed_is_marked_as_its_editor_set_it() -> None:
    corpora = os.environ.get("DRAGOMAN_CORPORA")
    if not corpora:
        pytest.skip("DRAGOMAN_CORPORA is not set")
    text = (Path(corpora) / "seed" / "kazakhstan-unrest.txt").read_text(encoding="utf-8")
    lines = text.strip().split("\n")
    short = [line for line in lines if line and len(line) < 30]
    assert found(text) == [
        ("title", lines[0]),
        *(("heading", line) for line in short[:-1]),
        ("furniture", lines[-1]),
    ]
