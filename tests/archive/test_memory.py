from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from dragoman.archive import Memory
from dragoman.records import Actor, Reading
from tests.builders import reading


def dated(text: str, published: date | datetime | None) -> Reading:
    made = reading(text)
    return replace(made, article=replace(made.article, published=published))


def test_the_same_twice_changes_nothing() -> None:
    memory = Memory()
    one = reading("Velmar shut its border.")
    assert (memory.add([one]), memory.add([one, one])) == (1, 0)
    assert len(memory.readings()) == 1


def test_readings_stand_in_the_order_of_publication() -> None:
    east = timezone(timedelta(hours=9))
    times = {
        "a": datetime(2031, 3, 4, 8, tzinfo=UTC),
        "b": datetime(2031, 3, 4, 12, tzinfo=east),
        "c": date(2031, 3, 4),
        "d": None,
        "e": datetime(2031, 3, 3, 23, 0),
    }
    memory = Memory()
    memory.add(dated(text, when) for text, when in times.items())
    assert [r.article.text for r in memory.readings()] == ["e", "c", "b", "a", "d"]


def test_vectors_are_not_kept_and_actors_are_looked_up() -> None:
    velmar = Actor("XVE", "state", "Velmar")
    memory = Memory(lambda code, _: velmar if code == "XVE" else None)
    memory.add([replace(reading("x"), encoding=object())])
    assert memory.readings()[0].encoding is None
    found = memory.actor("XVE")
    assert found is not None
    assert (found.name, memory.actor("XXX")) == ("Velmar", None)
