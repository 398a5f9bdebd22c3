"""Where a text names actors, and where it only looks as if it did."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.actors.mentions import find
from dragoman.actors.registry import Registry
from dragoman.records import Mention, Span
from tests.growth import LINEAR, growth

DAY = date(2022, 1, 7)
REGISTRY = Registry.load()


def _cases() -> list[tuple[str, str]]:
    file = Path(__file__).with_name("mentioned.txt")
    lines = file.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("=>") for line in lines if "=>" in line and not line.startswith("#")]
    return [(text.strip(), wanted.strip()) for text, wanted in pairs]


def _shown(text: str, mention: Mention) -> str:
    words = mention.span.of(text).replace(" ", "_")
    return f"{words}:{'+'.join(mention.actors)}{'' if mention.head else '*'}"


@pytest.mark.parametrize(("text", "wanted"), _cases())
def test_mentions(text: str, wanted: str) -> None:
    assert " ".join(_shown(text, one) for one in find(REGISTRY, text, DAY)) == wanted


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Kenya and Kenyan soldiers left Nairobi.", ["name", "demonym", "capital"]),
        ("The Kremlin and the Pentagon spoke.", ["seat", "seat"]),
        ("The European Commission met NATO.", ["body", "name"]),
        ("The Taoiseach met Vladimir Putin.", ["title", "person"]),
    ],
)
def test_forms(text: str, forms: list[str]) -> None:
    assert [one.form for one in find(REGISTRY, text, DAY)] == forms


@pytest.mark.parametrize(
    ("on", "actor"), [(date(2021, 8, 1), "Taliban"), (date(2021, 8, 15), "AFG"), (None, "AFG")]
)
def test_names_mean_what_they_meant_on_the_day(on: date | None, actor: str) -> None:
    assert [m.actors for m in find(REGISTRY, "The Taliban entered the city.", on)] == [(actor,)]


def test_surname_counts_only_after_the_full_name() -> None:
    text = "Putin left. Later Vladimir Putin returned, and Putin spoke; Olga Putin did not."
    found = [m.span.start for m in find(REGISTRY, text, DAY)]
    assert found == [text.index("Vladimir"), text.index("Putin spoke")]


def test_own_actors_of_a_user_are_found() -> None:
    registry = Registry.load(
        {"ZUB": {"kind": "state", "name": "Zubrovia", "adjectives": ["Zubrovian"]}}
    )
    text = "Zubrovia’s army and Zubrovian police"
    assert [m.actors for m in find(registry, text, DAY)] == [("ZUB",), ("ZUB",)]
    assert find(REGISTRY, text, DAY) == []


PIECES = st.sampled_from(
    ["Kenya", "’s", " ", "\n", "US", "-led", "Vladimir Putin", "Georgia", "Jordan", ",", ".",
     "TURKEY", "and", "the", "Michael", "“", "UN spokesman", "polish", "é", "\u200b",
     "Guinea-Bissau"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=300))
def test_spans_lie_in_the_text_in_order_without_overlap(text: str) -> None:
    found = find(REGISTRY, text, DAY)
    ends = [0, *(m.span.end for m in found)]
    assert all(end <= m.span.start < m.span.end for end, m in zip(ends, found, strict=False))
    assert ends[-1] <= len(text)
    assert all(m.actors and REGISTRY.actor(code) for m in found for code in m.actors)
    assert all(m.span.of(text).strip() == m.span.of(text) for m in found)


COMMON = st.sampled_from(
    ["turkey", "china", "polish", "us", "who", "male", "can", "chad", "jordan", "nice",
     "the", "a", "of", "and", "said", "police", "dane", "car"]
)  # fmt: skip


@given(st.lists(COMMON, max_size=20).map(" ".join))
def test_lower_case_words_name_nobody(text: str) -> None:
    assert find(REGISTRY, text, DAY) == []


@pytest.mark.parametrize("piece", ["A", "Kenya ", "US-", "“", "Ab ", "\n", "’s", "Vladimir "])
def test_long_runs_are_read_in_linear_time(piece: str) -> None:
    assert growth(lambda times: lambda: find(REGISTRY, piece * times, DAY), 10_000) < LINEAR


@pytest.mark.parametrize(
    ("text", "persons", "wanted"),
    [
        ("Then spoke Adaeze Jordan of the port.", ["Adaeze Jordan"], ""),
        ("Adaeze Jordan left. Later Jordan called.", ["Adaeze Jordan", "Jordan"], ""),
        ("Jordan called. Adaeze Jordan left.", ["Jordan", "Adaeze Jordan"], "Jordan:JOR"),
        ("Later Jordan called.", [], "Jordan:JOR"),
        ("The Kenyan Amos Tirop left.", ["Kenyan Amos Tirop"], "Kenyan:KEN*"),
    ],
)
def test_a_person_is_no_state(text: str, persons: list[str], wanted: str) -> None:
    places, at = [], 0
    for name in persons:
        at = text.index(name, at)
        places.append(Span(at, at + len(name)))
        at += len(name)
    assert " ".join(_shown(text, one) for one in find(REGISTRY, text, DAY, places)) == wanted
