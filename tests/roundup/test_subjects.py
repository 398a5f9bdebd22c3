from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dragoman.records import Claim, Mention, Span
from dragoman.roundup import Request, compose
from dragoman.roundup.page import Figure, Passage
from dragoman.roundup.subjects import Subjects
from tests.builders import span
from tests.growth import LINEAR, growth
from tests.roundup.story import ACTORS, MARCH, Num, archive, article, reading

HOST = Request(host="VLD")


def disputed(*told: tuple[str, str, str, float, str], people: str | None = None) -> bool:
    """Whether numbers are in dispute: each a text, the words of the number, what it counts, how many, by whom."""
    made = []
    for n, (text, words, quantity, value, claimant) in enumerate(told):
        one = article(text, published=MARCH[3], uri=f"u:{n}")
        num = Num(words, quantity, words, value, value, claimant=claimant, population=people)
        names = {"Osmer": "OSM", "Tarsk": "TSK", "Veldorian": "VLD"}
        held = [Mention(span(text, w), (c,), "name") for w, c in names.items() if w in words]
        made.append(replace(reading(one, num, host="VLD"), mentions=tuple(held)))
    return bool(compose(archive(*made), HOST).disputes)


def test_the_dead_of_two_states_are_two_counts_and_of_one_state_one() -> None:
    own = ("OSM said its 9 soldiers fell.", "its 9 soldiers", "killed", 9, "OSM")
    same = ("TSK said 40 Osmer soldiers fell.", "40 Osmer soldiers", "killed", 40, "TSK")
    other = ("TSK said 40 Tarsk soldiers fell.", "40 Tarsk soldiers", "killed", 40, "TSK")
    assert disputed(own, same, people="soldiers")
    assert not disputed(own, other, people="soldiers")


@pytest.mark.parametrize(("quantity", "apart"), [("missing", True), ("killed", False)])
def test_another_state_tells_of_those_missing_at_home(quantity: str, apart: bool) -> None:
    one = ("VLD said 90 people.", "90 people", quantity, 90.0, "VLD")
    other = ("OSM said 30 people.", "30 people", quantity, 30.0, "OSM")
    assert disputed(one, other, people="people") is not apart


@pytest.mark.parametrize(
    ("words", "quantity", "people", "expected"),
    [
        ("9 people", "killed", "people", True),
        ("9 of the dead", "killed", None, False),
        ("9 prisoners", "killed", "prisoners", False),
        ("9 prisoners", "arrested", "prisoners", True),
    ],
)
def test_some_of_a_total_and_some_kind_of_people_are_no_count_of_all(
    words: str, quantity: str, people: str | None, expected: bool
) -> None:
    made = []
    for n, (told, value, who, whom) in enumerate(
        [("30 people", 30, "VLD", "people"), (words, 9, "UN", people)]
    ):
        one = article(f"{who} said {told}.", published=MARCH[3], uri=f"u:{n}")
        num = Num(told, quantity, told, value, value, claimant=who, population=whom)
        made.append(reading(one, num, host="VLD"))
    assert bool(compose(archive(*made), HOST).disputes) is expected


def test_whose_people_are_counted_takes_time_that_grows_with_the_article_alone() -> None:
    def work(count: int) -> Callable[[], object]:
        text = "40 Osmer soldiers fell. " * count
        made = article(text)
        places = [Span(24 * n, 24 * n + 17) for n in range(count)]
        named = [Mention(Span(p.start + 3, p.start + 8), ("OSM",), "demonym") for p in places]
        figures = [
            Figure(
                made,
                Claim(str(n), "killed", "40", p, 40, 40, "exactly"),
                Passage(made.id, p, p.of(text)),
                Passage(made.id, p, p.of(text)),
            )
            for n, p in enumerate(places)
        ]
        subjects = Subjects("VLD", "Veldoria", ACTORS.get, {made.id: named})
        return lambda: {subjects.of(one) for one in figures}

    assert growth(work, 500) < LINEAR
