from __future__ import annotations

from dragoman.reactions.coder import Told
from dragoman.reactions.deeds.agents import Agents
from dragoman.reactions.deeds.clauses import Range
from dragoman.reactions.deeds.parts import Act
from dragoman.reactions.deeds.seen import with_seen
from dragoman.records import Span

SENTENCE = Span(100, 200)


def _worded(targets: tuple[str, ...] = ()) -> Act:
    who = Agents(("RUS",), Range(0, 1), 0.9)
    span = Span(110, 130)
    return Act("deploy", "deploy", who, targets, "asserted", span, None, 0.9, span)


def _seen(start: int, kind: str = "deploy", actors: tuple[str, ...] = ("RUS",)) -> Told:
    return Told(kind, "asserted", Span(start, start + 10), actors, ("KAZ",), 0.8)


def test_what_only_the_coder_sees_is_added_at_its_place_in_the_article() -> None:
    found = with_seen([_worded()], [_seen(50, "aid")], SENTENCE)
    assert [(act.type, act.evidence) for act in found] == [
        ("deploy", Span(110, 130)), ("aid", Span(150, 160)),
    ]  # fmt: skip


def test_of_one_act_the_wordings_stay_and_the_coder_adds_whom_it_was_aimed_at() -> None:
    (act,) = with_seen([_worded()], [_seen(15)], SENTENCE)
    assert (act.evidence, act.targets) == (Span(110, 130), ("KAZ",))
    (kept,) = with_seen([_worded(("KGZ",))], [_seen(15)], SENTENCE)
    assert kept.targets == ("KGZ",)


def test_a_protest_of_people_is_by_protesters() -> None:
    (act,) = with_seen([], [_seen(15, "protest", ("citizens",))], SENTENCE)
    assert act.agents.actors == ("protesters",)
