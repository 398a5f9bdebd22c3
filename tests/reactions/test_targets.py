"""Whom an act is aimed at: objects, possessors, subjects, and never the speaker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reactions.stage import Reactions
from dragoman.records import Reaction
from tests.reactions.coded import Example, examples, f1, oblique, plain, reading_of

FLOOR_TARGETS = 0.80
"""Micro-F1 of targets over the examples in oblique wordings."""
WORDS = {
    "all sides", "authorities", "protesters", "opposition", "citizens", "own citizens", "victims",
    "perpetrators", "foreign actors", "media", "international community",
}  # fmt: skip


def coded(marked: str, speaker: str = "FRA", host: str | None = "KEN") -> Reaction:
    return Reactions()([reading_of(marked, speaker, host)])[0].reactions["s0"]


@pytest.mark.parametrize("example", plain(), ids=lambda e: e.text[:60])
def test_examples(example: Example) -> None:
    made = Reactions()([example.reading])[0].reactions["s0"]
    assert set(made.targets) == set(example.targets)


def test_oblique_examples_as_a_whole() -> None:
    unusual = oblique()
    made = Reactions()([one.reading for one in unusual])
    pairs = [
        (frozenset(r.reactions["s0"].targets), frozenset(e.targets))
        for r, e in zip(made, unusual, strict=True)
    ]
    assert f1(pairs) >= FLOOR_TARGETS


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("{Paris} [called on] <Russia to withdraw>", ("RUS",)),
        ("{Paris} [accused] <Moscow of spreading lies about Kenya>", ("RUS",)),
        ("{Paris} [urged restraint] <on all sides>", ("all sides",)),
        ("{Paris} [called for] <restraint from protesters and police>", ("protesters", "KEN")),
        ("{Paris} [urged] <the Kenyan authorities to release the students>", ("KEN",)),
        ("{Paris} [condemned] <Iran's attack on Kenya>", ("IRN",)),
        ("{Paris} [condemned] <the bombing in Kenya>", ("perpetrators",)),
        ("{Paris} [dismissed] <Tehran's claims>", ("IRN",)),
        ("{Paris} [said] <the matter was an internal affair>", ("KEN",)),
        ("{Paris} [thanked] <Qatar for its help>", ("QAT",)),
        ("{Paris} [welcomed] <the ceasefire>", ()),
        ("{Paris} [said] <40 houses had burned down in Kenya>", ()),
        ("{Paris} [voiced concern] <about the arrests in Kenya>", ()),
    ],
)
def test_whom(marked: str, wanted: tuple[str, ...]) -> None:
    assert coded(marked).targets == wanted


def test_authorities_without_a_host_are_the_word() -> None:
    assert coded("{Paris} [urged] <the authorities to act>", host=None).targets == ("authorities",)


def test_the_speaker_is_never_its_own_target() -> None:
    for marked in (
        "{Paris} [called on] <France and Iran to talk>",
        "{Paris} [defended] <France against Iran>",
    ):
        assert "FRA" not in coded(marked).targets
    for example in examples():
        made = Reactions()([example.reading])[0]
        assert not set(made.reactions["s0"].targets) & set(made.speakers["s0"].actors)


def test_targets_are_codes_or_the_words_of_the_codebook() -> None:
    for example in examples():
        for target in Reactions()([example.reading])[0].reactions["s0"].targets:
            assert target in WORDS or target.isupper()


@given(st.text(max_size=40), st.text(max_size=200))
def test_any_text_has_only_known_targets(cue: str, content: str) -> None:
    plain = str.maketrans("", "", "{}[]<>")
    marked = f"{{Paris}} [{cue.translate(plain)}] <{content.translate(plain)} x>"
    for target in coded(marked).targets:
        assert target in WORDS or target.isupper()
