"""The stage: a reaction for every statement, whatever the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reactions import codebook
from dragoman.reactions.stage import Reactions
from dragoman.records import Span, Statement
from tests.builders import Said, reading

TEXT = (
    "Jakarta urged restraint on all sides and said it was ready to mediate. Its envoy, who met "
    "both generals, told reporters the island's fate was a matter for its people."
)
SAID = (
    Said("Jakarta", "urged restraint", "on all sides", ("IDN",)),
    Said("Jakarta", "said", "it was ready to mediate", ("IDN",)),
    Said("Its envoy", "told", "the island's fate was a matter for its people"),
)


def test_every_statement_is_coded() -> None:
    made = Reactions()([reading(TEXT, SAID, (("Jakarta", "IDN"),), host="VUT")])[0]
    types = {key: [one.type for one in r.types] for key, r in made.reactions.items()}
    assert types == {"s0": ["urge-calm"], "s1": ["offer"], "s2": ["non-interference"]}
    assert made.reactions["s0"].targets == ("all sides",)
    assert made.reactions["s2"].posture == "neutral"


def test_nothing_else_changes() -> None:
    before = reading(TEXT, SAID, (("Jakarta", "IDN"),), host="VUT")
    after = Reactions()([before])[0]
    assert replace(after, reactions=before.reactions) == before


def test_readings_keep_their_order_and_need_no_statements() -> None:
    several = [reading("Nothing was said."), reading(TEXT, SAID), reading("")]
    made = Reactions()(several)
    assert [len(one.reactions) for one in made] == [0, 3, 0]
    assert [one.article.text for one in made] == [one.article.text for one in several]


def test_it_says_what_it_needs_and_what_made_it() -> None:
    stage = Reactions()
    assert (stage.name, stage.provides) == ("reactions", "reactions")
    assert stage.requires == ("statements", "speakers")
    assert stage.version == Reactions().version != codebook.load().version


def test_whom_it_is_said_to_between_cue_and_content() -> None:
    text = "The governor gave the protesters an ultimatum to leave the square."
    one = Said("The governor", "gave", "an ultimatum to leave the square", ("KEN",))
    made = Reactions()([reading(text, (one,), host="KEN")])[0].reactions["s0"]
    assert [c.type for c in made.types] == ["threaten"]
    assert made.targets == ("protesters",)


def test_a_content_in_two_parts_is_read_as_one() -> None:
    text = "“We condemn this raid,” the minister said, “and urge all sides to show restraint.”"
    said = Said(
        "the minister",
        "said",
        ["“We condemn this raid,”", "“and urge all sides to show restraint.”"],
    )
    made = Reactions()([reading(text, (said,), host="KEN")])[0].reactions["s0"]
    assert {c.type for c in made.types} == {"condemn", "urge-calm"}


@pytest.mark.parametrize(
    "piece", ["we condemn ", "must (", "“‘", "\u202e\u200d", "not n't ", "\n\n"]
)
def test_a_huge_text_is_read_in_good_time(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    one = Statement("s0", None, (), (Span(0, len(text)),), "direct", 0.5)
    made = Reactions()([replace(reading(text), statements=(one,))])[0]
    assert set(made.reactions) == {"s0"}


@given(st.text(min_size=1, max_size=200), st.data())
def test_any_spans_of_any_text_are_coded(text: str, data: st.DataObject) -> None:
    def drawn() -> Span:
        start = data.draw(st.integers(0, len(text)))
        return Span(start, data.draw(st.integers(start, len(text))))

    one = Statement("s0", drawn(), (drawn(),), (drawn(), drawn()), "mixed", 0.5)
    made = Reactions()([replace(reading(text), statements=(one,))])[0]
    assert {c.type for c in made.reactions["s0"].types} <= set(codebook.load().words)
