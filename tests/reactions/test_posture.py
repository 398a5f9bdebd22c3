"""Where a statement stands toward the host's authorities."""

from __future__ import annotations

import pytest

from dragoman.reactions.stage import Reactions
from tests.reactions.coded import Example, oblique, plain, reading_of

FLOOR_POSTURE = 0.88
"""Share of right postures over the examples in oblique wordings."""


def posture(marked: str, speaker: str, host: str | None) -> str:
    return Reactions()([reading_of(marked, speaker, host)])[0].reactions["s0"].posture


@pytest.mark.parametrize("example", plain(), ids=lambda e: e.text[:60])
def test_examples(example: Example) -> None:
    assert Reactions()([example.reading])[0].reactions["s0"].posture == example.posture


def test_oblique_examples_as_a_whole() -> None:
    unusual = oblique()
    made = Reactions()([one.reading for one in unusual])
    right = sum(r.reactions["s0"].posture == e.posture for r, e in zip(made, unusual, strict=True))
    assert right / len(unusual) >= FLOOR_POSTURE


@pytest.mark.parametrize(
    ("marked", "speaker", "host", "wanted"),
    [
        ("{Paris} [condemned] <Iran's raid>", "FRA", "KEN", "neutral"),
        ("{Paris} [condemned] <Iran's attack on Kenya>", "FRA", "KEN", "backs"),
        ("{Paris} [condemned] <Kenya's crackdown on protesters>", "FRA", "KEN", "critical"),
        ("{Paris} [condemned] <the coup>", "FRA", "NER", "critical"),
        ("{Paris} [condemned] <the failed coup>", "FRA", "NER", "backs"),
        ("{Nairobi} [accused] <protesters of arson>", "KEN", "KEN", "backs"),
        ("{Nairobi} [defended] <its decision to close the port>", "KEN", "KEN", "backs"),
        ("{Nairobi} [said] <40 houses had burned down>", "KEN", "KEN", "none"),
        ("{Nairobi} [declined to comment]<.>", "KEN", "KEN", "none"),
        ("{Paris} [voiced support] <for the protesters>", "FRA", "KEN", "critical"),
        ("{Paris} [voiced support] <for the Kenyan government>", "FRA", "KEN", "backs"),
        ("{Paris} [sent its condolences] <to Kenya after the flood>", "FRA", "KEN", "backs"),
        ("{Paris} [said] <it was following the situation>", "FRA", "KEN", "neutral"),
        ("{Paris} [urged] <its citizens to leave Kenya>", "FRA", "KEN", "none"),
        ("{Paris} [threatened] <Kenya with sanctions>", "FRA", "KEN", "critical"),
        ("{Paris} [threatened] <Iran with sanctions>", "FRA", "KEN", "neutral"),
        ("{Paris} [condemned] <Kenya's crackdown on protesters>", "FRA", None, "none"),
    ],
)
def test_posture(marked: str, speaker: str, host: str | None, wanted: str) -> None:
    assert posture(marked, speaker, host) == wanted


def test_backing_and_criticism_together_are_neutral() -> None:
    marked = (
        "<“We stand with the Kenyan government. We condemn Kenya's arrest of reporters,”>"
        "{Paris} [said]"
    )
    assert posture(marked, "FRA", "KEN") == "neutral"
