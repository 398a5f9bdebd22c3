"""The codebook: complete, in order, well mapped, and quick to load."""

from __future__ import annotations

import pytest

from dragoman.errors import KnowledgeError
from dragoman.reactions import codebook

WORDS = [
    "report",
    "justify",
    "monitor",
    "concern",
    "condole",
    "no-comment",
    "retract",
    "question",
    "urge-calm",
    "urge-dialogue",
    "demand",
    "request-help",
    "condemn",
    "accuse",
    "deny",
    "reject",
    "non-interference",
    "support",
    "welcome",
    "pledge",
    "offer",
    "consult",
    "warn",
    "threaten",
    "advise-citizens",
]
DEEDS = [
    "deploy",
    "withdraw",
    "aid",
    "evacuate",
    "agree",
    "coerce",
    "assault",
    "protest",
    "sanction",
    "concede",
    "mediate",
    "recognise",
]


def test_names_stand_in_the_order_of_the_codebook() -> None:
    book = codebook.load()
    assert list(book.words) == WORDS
    assert list(book.deeds) == DEEDS
    assert list(book.told) == [*DEEDS, "request-help", "consult"]


@pytest.mark.parametrize("name", WORDS + DEEDS)
def test_every_type_is_explained(name: str) -> None:
    one = codebook.load()[name]
    assert one.name == name
    assert one.definition.endswith(".")
    assert len(one.examples) == 2
    assert len({*one.examples, one.counter}) == 3
    assert one.counter.endswith(")")


@pytest.mark.parametrize(
    ("name", "root"),
    [
        ("report", None), ("warn", None), ("pledge", None), ("evacuate", None),
        ("question", "REQUEST"), ("demand", "REQUEST"), ("accuse", "ACCUSE"), ("deny", "REJECT"),
        ("welcome", "SUPPORT"), ("offer", "COOPERATE"), ("consult", "CONSULT"),
        ("threaten", "THREATEN"), ("deploy", "MOBILIZE"), ("withdraw", "RETREAT"),
        ("aid", "AID"), ("concede", "CONCEDE"), ("recognise", "SUPPORT"),
    ],
)  # fmt: skip
def test_roots_are_those_of_plover(name: str, root: str | None) -> None:
    assert codebook.load()[name].root == root


def test_a_counter_example_names_another_type() -> None:
    for one in codebook.load().types.values():
        assert not one.counter.endswith(f"({one.name})")


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="no type 'applaud'"):
        codebook.load()["applaud"]


ENTRY = """
cheer: {kind: word, definition: Cheers., plover: %s, cameo: null, examples: [a, b], counter: c}
"""


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("- a list", "one table a type"),
        ("cheer: {kind: word}", "cheer: missing or unknown cameo, counter"),
        (ENTRY % "APPLAUD", "APPLAUD is no root"),
        (ENTRY.replace("kind: word", "kind: noise") % "null", "must be word or deed"),
        (ENTRY.replace("cameo: null", "cameo: null, colour: red") % "null", "unknown colour"),
    ],
)
def test_contradictions_are_named(source: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        codebook.read(source)


def test_it_loads_once() -> None:
    assert codebook.load() is codebook.load()
