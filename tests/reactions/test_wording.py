"""The notation of wordings: inflections, alternatives, gaps, groups, and hostile text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import KnowledgeError
from dragoman.reactions.wording import MOST, Compiler, Inflections, Matcher, words

COMPILER = Compiler(
    Inflections({"stand": ["stands", "stood", "standing"]}), {"calm": ["restraint", "cool ~2 head"]}
)


def found(notation: str, text: str) -> list[str]:
    read = words(text)
    hits = Matcher([COMPILER.wording("x", notation)]).find(read, 0, len(read))
    return [text[read[h.start].start : read[h.end - 1].end] for h in hits]


@pytest.mark.parametrize(
    ("notation", "text", "wanted"),
    [
        ("urge", "They urged, urges and urging", ["urged", "urges", "urging"]),
        ("stop", "stopped stopping stops stop stoppage", ["stopped", "stopping", "stops", "stop"]),
        ("deny", "It denies; it denied", ["denies", "denied"]),
        ("stand by", "stood by; standing by; stander by", ["stood by", "standing by"]),
        ("recognise", "it recognized the council", ["recognized"]),
        ("=may", "may mays Maying MAY", ["may", "MAY"]),
        ("(call for|press) calm", "called for calm, press calm", ["called for calm", "press calm"]),
        ("show the? calm", "show calm; show the calm; show a calm", ["show calm", "show the calm"]),
        ("end ~2 war", "end the long war; end one two three war", ["end the long war"]),
        ("end ~4 war", "End it. War goes on", []),
        ("show @calm", "show restraint; showed cooler cool and wise heads", ["show restraint"]),
        ("show ~ @calm", "showed some cool and wise heads", ["showed some cool and wise heads"]),
        ("a (b (c|d)|e) f", "a b d f; a e f; a b f", ["a b d f", "a e f"]),
        ("do not", "didn't; don't; doesn’t; do nothing", ["don't", "doesn’t"]),
        ("can not", "cannot can't canner", ["cannot", "can't"]),
        ("russia 's", "Russia's and Russia’s", ["Russia's", "Russia’s"]),
    ],
)  # fmt: skip
def test_notation(notation: str, text: str, wanted: list[str]) -> None:
    assert found(notation, text) == wanted


@pytest.mark.parametrize("notation", ["", "~ war", "may?", "(open", "^", "@nobody here"])
def test_a_wording_that_cannot_be_read_is_refused(notation: str) -> None:
    with pytest.raises(KnowledgeError):
        COMPILER.wording("x", notation)


def test_a_start_holds_only_where_the_content_begins() -> None:
    read = words("said stop and stop")
    matcher = Matcher([COMPILER.wording("x", "^ stop")])
    assert [h.start for h in matcher.find(read, 0, len(read), 1)] == [1]


@given(st.text(max_size=300))
def test_words_are_places_of_the_text(text: str) -> None:
    for word in words(text, 7):
        assert 7 <= word.start < word.end <= 7 + len(text)
        assert word.low


def test_an_endless_text_is_cut() -> None:
    assert len(words("calm " * 100_000)) == MOST
