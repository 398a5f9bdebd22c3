from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.records import Span
from dragoman.statements.mention import mention, mentioned
from tests.builders import Said, reading, span


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        # relative pronouns take up the phrase before them
        ("Norland’s president, who has blamed the miners, left.", "who", "Norland’s president"),
        ("A spokesman for the defence ministry, who said no", "who", "A spokesman for the defence ministry"),
        ("A spokesman for the defence ministry, which said no", "which", "the defence ministry"),
        ("It met the Ministry of Defence, which said no", "which", "the Ministry of Defence"),
        ("Ministers met in Velmar, which said no", "which", "Velmar"),
        ("Velmar heard the monitoring group that said no", "that", "the monitoring group"),
        ("On Monday the voters who said no stayed", "who", "the voters"),
        ("Brekke met trade minister Ida Holm – who said no – there", "who", "trade minister Ida Holm"),
        # without the appositions between
        ("He met Ada Brekke, 41, the commissioner for trade, who said no", "who", "Ada Brekke"),
        ("Hanno Brisk, its director, who said no", "who", "Hanno Brisk"),
        ("Sen. Ada Brekke (Velmar), who said no", "who", "Sen. Ada Brekke"),
        # a phrase keeps its titles and loses what commas add
        ("Minister Ada Brekke, once a nun, said", "Minister Ada Brekke, once a nun,", "Minister Ada Brekke"),
        ("The Council, the bloc’s executive, said", "The Council, the bloc’s executive", "The Council"),
        ("Ada Brekke, 34, said", "Ada Brekke, 34,", "Ada Brekke"),
        ("Admiral Lea Maike, navy chief: “No.”", "Admiral Lea Maike, navy chief", "Admiral Lea Maike"),
        ("Norland and Velmar, which met, said", "Norland and Velmar, which met,", "Norland and Velmar"),
        # but a name in apposition, and the members of a list
        ("An envoy, Colonel Lea Maike, said", "An envoy, Colonel Lea Maike,", "An envoy, Colonel Lea Maike"),
        ("Norland, the Isles and Velmar said", "Norland, the Isles and Velmar", "Norland, the Isles and Velmar"),
        ("the ministry said", "the ministry", "the ministry"),
        # nobody is named
        ("She said no", "She", None),
        ("It rained, they said", "they", None),
        ("It rained all day, which said much", "which", None),
    ],
)  # fmt: skip
def test_what_names_the_speaker(text: str, source: str, expected: str | None) -> None:
    found = mention(text, span(text, source))
    assert (found.of(text) if found else None) == expected


def test_a_mention_that_the_layout_gave_stays() -> None:
    text = "Norland\n\nShe said no. The ministry said yes."
    made = reading(text, (Said("She", "said", "no"), Said("The ministry", "said", "yes")))
    first, second = mentioned(made.article, made.statements)
    assert first.mention is None
    assert second.mention == span(text, "The ministry")
    given_one = [second, *mentioned(made.article, [second])]
    assert given_one[0] == given_one[1]


@given(st.text(max_size=120), st.integers(0, 120), st.integers(1, 40))
def test_any_source_in_any_text_is_survived(text: str, start: int, length: int) -> None:
    if start + length > len(text):
        return
    found = mention(text, Span(start, start + length))
    assert found is None or 0 <= found.start <= found.end <= len(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "Ada",
                "Brekke",
                "the",
                "minister",
                "of",
                "for",
                ",",
                " who",
                "Norland’s",
                "“",
                "\n",
                "U.S.",
                "(",
            ]
        ),
        max_size=14,
    )
)
def test_antecedents_stand_before_their_pronoun(words: list[str]) -> None:
    text = " ".join(words) + ", who said no"
    at = Span(len(text) - len("who said no"), len(text) - len(" said no"))
    found = mention(text, at)
    assert found is None or (found.end <= at.start and "\n" not in found.of(text))
