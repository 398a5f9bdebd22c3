from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.actors.candidates import MOST, WINDOW, candidates
from dragoman.actors.registry import Registry
from dragoman.actors.scene import Scene
from dragoman.records import Article, Span

REGISTRY = Registry.load()
WORDS = st.sampled_from(["Ana Ruiz", "Ruiz", "the doctor", "he", "said.", "his wife", "\n\n", "“"])


def scene(text: str, *persons: str) -> Scene:
    spans = [Span(text.index(one), text.index(one) + len(one)) for one in persons]
    return Scene(Article("a", "r", text, language="en"), REGISTRY, [], None, likely=spans)


def named(text: str, *persons: str) -> list[tuple[str, list[str]]]:
    """The candidates before the text's end: kind and places."""
    found = candidates(scene(text, *persons), Span(len(text), len(text) + 1))
    return [(one.kind, [p.span.of(text) for p in one.places]) for one in found]


def test_a_person_and_a_later_surname_are_one_candidate() -> None:
    assert named("Ana Ruiz spoke. Then Ruiz left. ", "Ana Ruiz") == [("name", ["Ana Ruiz", "Ruiz"])]


def test_the_one_named_last_comes_first() -> None:
    found = named("Ana Ruiz met Per Aune. ", "Ana Ruiz", "Per Aune")
    assert [places for _, places in found] == [["Per Aune"], ["Ana Ruiz"]]


def test_nouns_for_one_human_being_and_for_bodies() -> None:
    found = named("The tall doctor called the army. ")
    assert found == [("body", ["the army"]), ("person", ["The tall doctor"])]


def test_nobody_named_in_his_own_words_is_one() -> None:
    text = "Ana Ruiz came. “The minister has tea, Per Aune has none,” "
    made = scene(text, "Ana Ruiz", "Per Aune")
    made.barred = (Span(text.index("“"), text.index("”") + 1),)
    found = candidates(made, Span(len(text), len(text) + 1))
    assert [place.span.of(text) for one in found for place in one.places] == ["Ana Ruiz"]


def test_who_was_named_long_ago_is_no_candidate() -> None:
    assert named("Ana Ruiz spoke. " + "It rained. " * (WINDOW // 10), "Ana Ruiz") == []


def test_no_more_than_the_nearest_are_looked_at() -> None:
    names = [f"Ana {chr(65 + n)}ruiz" for n in range(MOST + 3)]
    assert len(named(", ".join(names) + " met. ", *names)) == MOST


@given(st.lists(WORDS, max_size=30))
def test_every_place_lies_before_the_pronoun(words: list[str]) -> None:
    text = " ".join(words) + " "
    at = Span(len(text) // 2, len(text) // 2 + 1)
    persons = [w for w in ("Ana Ruiz",) if w in text]
    for one in candidates(scene(text, *persons), at):
        assert one.places == sorted(one.places, key=lambda p: p.span)
        assert all(p.span.end <= at.start for p in one.places)
