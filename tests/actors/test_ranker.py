from __future__ import annotations

from dragoman.actors.ranker import Ranker, ask, features, fitting
from dragoman.records import Span
from tests.actors.test_candidates import scene

SHIPPED = Ranker.shipped()


def shares(text: str, pronoun: str, *persons: str) -> dict[str, float]:
    """The share of each candidate for the last such pronoun of the text, by its first name."""
    made = scene(text, *persons)
    start = text.rindex(f" {pronoun} ") + 1
    asked = ask(made, Span(start, start + len(pronoun)), None)
    assert asked
    found = SHIPPED.rank(made, asked)
    return {one.places[0].span.of(text): share for one, share in found}


def test_shares_are_parts_of_one() -> None:
    found = shares("Ana Ruiz met Per Aune. Then she said no.", "she", "Ana Ruiz", "Per Aune")
    assert all(0 <= share <= 1 for share in found.values())
    assert sum(found.values()) <= 1 + 1e-6


def test_a_man_is_never_she() -> None:
    found = shares("Anna Ruiz met Peter Aune. Then she said no.", "she", "Anna Ruiz", "Peter Aune")
    assert list(found) == ["Anna Ruiz"]


def test_the_subject_that_was_named_alone_wins() -> None:
    found = shares("Ana Ruiz came to the port on Monday. There she said no.", "she", "Ana Ruiz")
    assert found["Ana Ruiz"] > 0.5


def test_what_the_network_reads_is_what_the_features_tell() -> None:
    made = scene("Ana Ruiz spoke. Then she said no.", "Ana Ruiz")
    asked = ask(made, Span(21, 24), None)
    assert asked
    (row,) = features(made, asked, fitting(made, asked))
    assert tuple(row) == SHIPPED.names
    assert all(0 <= value <= 1 for value in row.values())


def test_other_words_are_not_asked_for() -> None:
    made = scene("Ana Ruiz spoke. Then she said no.", "Ana Ruiz")
    assert ask(made, made.likely[0], None) is None
