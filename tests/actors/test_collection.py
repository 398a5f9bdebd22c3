from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from dragoman.actors.collection import METHOD, shared
from dragoman.records import Reading, Speaker
from tests.builders import Said, reading

DAY = date(2024, 3, 14)


def told(name: str, actors: tuple[str, ...] = (), on: date = DAY, **other: object) -> Reading:
    """An article in which a person speaks, for these actors where it says so."""
    text = f"{name} said on {on:%A} that the road was open."
    made = reading(text, (Said(name, "said", "that the road was open"),), published=on)
    key = made.statements[0].id
    if actors:
        speaker = Speaker(key, actors, name, "spokeswoman", None, "body", 0.9)
    else:
        speaker = Speaker(key, (name,), name, None, None, "person", 0.8)
    return replace(made, speakers={key: replace(speaker, **other)})  # type: ignore[arg-type]


def actors(one: Reading) -> tuple[str, ...]:
    (speaker,) = one.speakers.values()
    return speaker.actors


INTRODUCED = told("Ana Ruiz", ("UN",))


@pytest.mark.parametrize("name", ["Ana Ruiz", "Ruiz", "ANA RUIZ"])
def test_another_article_tells_for_whom_a_person_speaks(name: str) -> None:
    (one, same) = shared([told(name, on=date(2024, 3, 20)), INTRODUCED])
    (speaker,) = one.speakers.values()
    assert (speaker.actors, speaker.method, speaker.role) == (("UN",), METHOD, None)
    assert speaker.confidence < 0.9
    assert same == INTRODUCED


@pytest.mark.parametrize(
    "one",
    [
        told("Ana Ruiz", on=date(2024, 6, 20)),
        told("Eva Ruiz"),
        told("Ana Ruiz", role="baker"),
        told("Ana Ruiz", actors=(), method="former"),
        told("Ana Ruiz", ("KEN",)),
    ],
)
def test_other_days_other_persons_and_what_an_article_says_itself_stay(one: Reading) -> None:
    assert shared([one, INTRODUCED])[0] == one


def test_articles_that_differ_tell_nothing() -> None:
    one = told("Ana Ruiz")
    assert shared([one, INTRODUCED, told("Ana Ruiz", ("EU",))])[0] == one


def test_two_of_one_surname_are_not_told_apart_by_it() -> None:
    one = told("Ruiz")
    assert shared([one, INTRODUCED, told("Eva Ruiz", ("UN",))])[0] == one


def test_what_was_only_inferred_is_no_evidence() -> None:
    one = told("Ana Ruiz")
    for method in ("pronoun", "context", METHOD):
        assert shared([one, told("Ana Ruiz", ("UN",), method=method)])[0] == one


def test_order_does_not_matter() -> None:
    articles = [told("Ana Ruiz", on=date(2024, 3, 15)), INTRODUCED, told("Bo Lind"), told("Ruiz")]
    results = [{r.article.id: actors(r) for r in shared(order)} for order in permutations(articles)]
    assert all(one == results[0] for one in results)
