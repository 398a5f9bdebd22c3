from __future__ import annotations

from datetime import date

import pytest

from dragoman.actors.offices import doubts
from dragoman.actors.registry import Registry
from dragoman.records import Article, Reading, Span, Speaker, Statement

OWN = {
    "XTQ": {
        "kind": "state",
        "name": "Tarquil",
        "holders": [
            {
                "office": "prime minister",
                "name": "Osk Dareli",
                "from": date(2028, 1, 1),
                "to": date(2030, 6, 1),
            },
            {"office": "prime minister", "name": "Una Hollmark", "from": date(2030, 6, 2)},
        ],
    }
}


def told(name: str, role: str, on: date | None = date(2031, 3, 4)) -> list[str]:
    registry = Registry.load(OWN)
    article = Article("a", "r", "He said so.", published=on)
    statement = Statement("s", None, (), (Span(8, 10),), "indirect", 0.9)
    reading = Reading(article, (statement,))
    speakers = {"s": Speaker("s", ("XTQ",), name, role)}
    return [one.message for one in doubts(registry, reading, speakers, "speakers")]


def test_who_held_the_office_at_another_time_is_doubted() -> None:
    (message,) = told("Osk Dareli", "Prime Minister")
    assert "2028-01-01 to 2030-06-01, not on 2031-03-04" in message


@pytest.mark.parametrize(
    ("name", "role", "on"),
    [
        ("Una Hollmark", "Prime Minister", date(2031, 3, 4)),
        ("Osk Dareli", "Prime Minister", date(2029, 3, 4)),
        ("Osk Dareli", "former prime minister", date(2031, 3, 4)),
        ("Osk Dareli", "baker", date(2031, 3, 4)),
        ("Pell Ansgar", "Prime Minister", date(2031, 3, 4)),
        ("Osk Dareli", "Prime Minister", None),
    ],
)
def test_nobody_else_is(name: str, role: str, on: date | None) -> None:
    assert told(name, role, on) == []
