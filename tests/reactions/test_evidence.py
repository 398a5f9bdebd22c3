"""The words that show whom a statement is aimed at, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.actors.registry import Registry
from dragoman.reactions.coder import Answer, Coder
from dragoman.reactions.evidence import aimed
from dragoman.reactions.framing import Framed
from dragoman.reactions.stage import Reactions
from dragoman.records import Coded, Mention, Reaction, Reading, Span
from dragoman.settings import Settings
from tests.builders import Said, reading

REGISTRY = Registry.load()
CODER = Coder.chosen(Settings(threads=1))


class Stub:
    """A coder that answers every statement alike; it points at all who are named."""

    version = "stub"

    def __init__(self, *groups: str, shown: str = "") -> None:
        self.groups, self.shown = groups, shown

    def answers(self, statements: Sequence[Framed]) -> list[Answer]:
        return [self._answer(one) for one in statements]

    def _answer(self, one: Framed) -> Answer:
        at = one.text.find(self.shown)
        shown = Span(at, at + len(self.shown)) if self.shown else None
        named = tuple(range(len(one.named)))
        return Answer((Coded("demand", 0.9),), "critical", self.groups, named, shown)


def coded(made: Reading, coder: object) -> Reaction:
    (after,) = Reactions(cast(Coder, coder), REGISTRY.actor)([made])
    return after.reactions["s0"]


def words(made: Reading, one: Reaction) -> dict[str, str]:
    return {a.target: a.words.of(made.article.text) for a in one.aimed}


def test_names_come_before_pronouns_and_first_ones_before_later_ones() -> None:
    made = [Mention(Span(20, 22), ("RUS",), "pronoun"), Mention(Span(0, 6), ("RUS",), "name")]
    made.append(Mention(Span(30, 36), ("RUS",), "name"))
    (one,) = aimed(["RUS", "media"], made, [])
    assert one.words == Span(0, 6)


def test_the_hosts_authorities_are_shown_by_their_own_words_and_no_neighbours() -> None:
    text = "Tokyo urged the Russian authorities to wait and asked the government for talks."
    said = Said(
        "Tokyo",
        ["urged", "asked"],
        ["the Russian authorities to wait", "the government for talks"],
        ("JPN",),
    )
    made = reading(text, (said,), (("Tokyo", "JPN"), ("Russian", "RUS", "demonym")), host="KGZ")
    told = words(made, coded(made, Stub("authorities")))
    assert told == {"RUS": "Russian", "KGZ": "government"}
    text = "Tokyo urged the government to wait."
    made = reading(text, (Said("Tokyo", "urged", "the government to wait", ("JPN",)),), host="KGZ")
    (plain,) = Reactions()([made])
    assert words(made, plain.reactions["s0"]) == {"KGZ": "government"}


def test_words_that_cue_and_content_make_only_together_are_no_evidence() -> None:
    text = "Force was unavoidable, the ministry told police."
    made = reading(
        text, (Said("the ministry", "told police", "Force was unavoidable"),), host="KEN"
    )
    assert "police force" not in words(made, coded(made, Stub("authorities"))).values()


def test_words_that_show_the_posture_stand_in_the_article() -> None:
    text = "It rained. Tokyo condemned the arrests, and said so twice."
    made = reading(text, (Said("Tokyo", "condemned", "the arrests", ("JPN",)),), host="KGZ")
    one = coded(made, Stub(shown="condemned"))
    assert one.posture_words and one.posture_words.of(text) == "condemned"
    assert (
        coded(
            reading(text, (Said("Tokyo", "condemned", "the arrests"),)), Stub(shown="the")
        ).posture_words
        is None
    )


WORDS = st.lists(
    st.sampled_from(
        ["police", "force", "the government", "Tokyo", "said", "@", "#", "<", ",", "“", "\n", "x"]
    ),
    min_size=1,
    max_size=14,
).map(" ".join)


@settings(deadline=None)
@given(WORDS, st.data())
def test_all_evidence_lies_in_the_text_whatever_it_is(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    first, second = text[cuts[0] : cuts[1]], text[cuts[2] : cuts[3]]
    cue, content = data.draw(st.permutations((first, second)))
    if not cue.strip() or not content.strip():
        return
    made = reading(text, (Said(None, cue, content),), (("Tokyo", "JPN"),), host="KGZ")
    one = coded(made, CODER)
    spans = [a.words for a in one.aimed] + ([one.posture_words] if one.posture_words else [])
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize("content", ["the arrests were a crime", "those in power must step down"])
def test_who_speaks_for_the_host_is_not_critical_of_its_authorities(content: str) -> None:
    text = f"The government in Bishkek said {content}."
    said = Said("The government in Bishkek", "said", content, ("KGZ",))
    made = reading(text, (said,), (("Bishkek", "KGZ", "capital"),), host="KGZ")
    assert coded(made, CODER).posture != "critical"
