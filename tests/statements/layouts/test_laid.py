from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.actors.registry import Registry
from dragoman.actors.stage import Mentions, Speakers
from dragoman.articles.layout import marks
from dragoman.records import Reading, Span, Statement
from dragoman.statements.layouts import laid_out
from dragoman.statements.stage import structured
from tests.builders import Said, article, reading
from tests.growth import LINEAR, growth
from tests.statements.layouts.told import statements

REGISTRY = Registry.load()


def speakers(text: str, *said: Said) -> list[tuple[str, str | None]]:
    """The actors of each statement, and the phrase that names the speaker."""
    made = Reading(article(text), tuple(statements(text, *said)))
    (made,) = Speakers(REGISTRY)(Mentions(REGISTRY)([made]))
    told = [made.speakers[s.id] for s in made.statements]
    return [("+".join(one.actors), one.mention.of(text) if one.mention else None) for one in told]


LEAD = "Amos Tirop, foreign minister of Kenya, spoke to The Courier. It was cut for length."


@pytest.mark.parametrize("label", ["Tirop", "TIROP", "A"])
def test_an_interview_is_by_whom_its_lead_names(label: str) -> None:
    lines = ["Q: Is it over?", f"{label}: I think so.", "Q: Why?", f"{label}: We are tired."]
    assert speakers("\n".join([LEAD, *lines])) == [("KEN", "Amos Tirop")] * 2


def test_he_is_another_where_one_speaks_oneself() -> None:
    text = "\n".join(
        [
            LEAD,
            "Q: And Lund?",
            "Tirop: I met Per Lund. He said it rained.",
            "Q: Why?",
            "Tirop: I fail to see.",
        ]
    )
    found = speakers(text, Said("He", "said", "it rained"))
    assert [one for one, _ in found] == ["KEN", "", "KEN"]


def test_a_heading_names_the_speaker_where_it_names_one() -> None:
    text = "\n\n".join(
        ["They spoke on Monday, late.", "Norway", "“We stay.”", "Sanctions", "“We pay.”"]
    )
    assert speakers(text) == [("NOR", "Norway"), ("", None)]


def test_a_signature_names_office_and_state() -> None:
    text = "It rained.\n\n“Nobody should be wet.”\n– Amos Tirop, Foreign Minister of Kenya"
    assert speakers(text) == [("KEN", "Amos Tirop")]


def test_a_signature_is_never_the_speaker_before() -> None:
    text = "“We ran.” — Marta T. (@martat) May 5\n\n“We hid.” — Ilvy (@ilvy) May 5"
    assert speakers(text) == [("Marta T.", "Marta T."), ("Ilvy", "Ilvy")]


WORDS = st.sampled_from(
    [
        "Q: Is it over?", "A: I hope so.", "BREKKE: We stay.", "Norland", "Norland: “We stay.”", "“We stay.",
        "“We win.”", "— Ada Brekke (@adabrekke) March 3, 2031", "– Commissioner Ida Holm", "Read more",
        "Statement by the foreign ministry on rain", "Why?", "Ada Brekke has led Velmar. ", "It rained.", ":",
        "@x: ", "**", "\u2014", "(", "I said no.", "ENDS",
    ]
)  # fmt: skip


@given(
    st.lists(WORDS | st.text(max_size=20), max_size=14),
    st.sampled_from(["\n", "\n\n"]),
    st.lists(st.tuples(st.integers(0, 150), st.integers(1, 30)), max_size=6),
)
def test_any_text_is_survived(lines: list[str], gap: str, spans: list[tuple[int, int]]) -> None:
    text = gap.join(lines)
    inside = sorted(
        {(a, a + n) for a, n in spans if a + n <= len(text) and "\n" not in text[a : a + n]}
    )
    made = [
        Statement(f"s{n}", None, (), (Span(a, b),), "direct", 0.5)
        for n, (a, b) in enumerate(inside)
    ]
    found = structured(replace(article(text), marks=marks(text)), made)
    assert len({one.id for one in found}) == len(found)
    ids = {one.id for one in found}
    for one in found:
        assert one.within is None or one.within in ids
        assert all(0 <= s.start < s.end <= len(text) for s in one.content)
        assert one.mention is None or 0 <= one.mention.start < one.mention.end <= len(text)


def test_a_text_without_layout_is_left_as_it_is() -> None:
    text = "“We stay,” Brekke said.\n\nHolm said no. It rained, and nobody in Velmar knew why."
    made = reading(text, (Said("Brekke", "said", "“We stay,”"), Said("Holm", "said", "no")))
    assert tuple(laid_out(made.article, made.statements)) == made.statements


@pytest.mark.parametrize(
    "part",
    [
        "Q: Is it?\nA: I do. We.\n",
        "Norland: “We.”\n",
        "Norland\n“We.”\n",
        "“We.”\n– Minister Ida Holm\n",
        "“We.\n",
        "Ada Nº{}: We.\n",
        "that We said the dam of {} held and ",
    ],
)
def test_time_grows_with_the_length_alone(part: str) -> None:
    def work(times: int) -> Callable[[], object]:
        parts = [part.replace("{}", f"{n:05}") for n in range(times)]
        starts = [n * len(parts[0]) + parts[0].index("We") for n in range(times)]
        text = "".join(parts)
        whole = "\n" not in text
        spans = [Span(0, len(text))] if whole else [Span(at, at + 2) for at in starts]
        made = [Statement(f"s{n}", None, (), (s,), "direct", 0.5) for n, s in enumerate(spans)]
        return lambda: structured(article(text), made)

    assert growth(work, 500) < LINEAR
