from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dragoman.evaluation.cases import Case, Counted, Done, Said
from dragoman.evaluation.coding import Coding, accepted, add, agreements, figures, same_actors
from dragoman.records import Article, Claim, Coded, Deed, Reaction, Reading, Span, Statement

TEXT = "More than 44 people died, the navy said."
ARTICLE = Article("a", "a", TEXT, published=date(2020, 1, 2), language="en")
GOLD = Counted("killed", 45, None, "at least", "FJI", Span(10, 12))
FOUND = Claim("c", "killed", "More than 44", Span(0, 24), 45, None, "at least", claimant="FJI")


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, []),
        ({"low": 44}, []),
        ({"low": 43}, ["value"]),
        ({"quantity": "injured"}, ["quantity"]),
        ({"bound": "exactly"}, ["bound"]),
        ({"claimant": None}, ["claimant"]),
    ],
)
def test_a_claim_agrees_key_by_key(changed: dict[str, object], wrong: list[str]) -> None:
    told = agreements(GOLD, replace(FOUND, **changed), TEXT)  # type: ignore[arg-type]
    assert [key for key, agrees in told.items() if not agrees] == wrong


def test_what_the_conventions_accept_of_rough_numbers() -> None:
    text = "Dozens died. Nearly 400 fled."
    dozens = Counted("killed", 24, None, "at least", None, Span(0, 6))
    nearly = Counted("displaced", None, 400, "about", None, Span(20, 23))
    assert (24, 99, "about") in accepted(dozens, text)
    assert (400, 400, "about") in accepted(nearly, text)
    assert (None, 400, "at most") in accepted(nearly, text)


def test_a_claim_counts_where_all_of_it_is_right_and_a_trap_where_one_is_found() -> None:
    done = Coding()
    case = Case("a", ARTICLE, "FJI", claims=(GOLD,))
    add(done, case, Reading(ARTICLE, claims=(FOUND,)))
    add(done, case, Reading(ARTICLE, claims=(replace(FOUND, claimant=None),)))
    add(done, replace(case, claims=()), Reading(ARTICLE, claims=(FOUND,)))
    told = figures(done)
    assert told["claims recall"] == told["claims precision"] == 0.5
    assert told["claims value"] == 1.0
    assert told["false claims on traps"] == 1.0


def test_a_deed_needs_type_place_and_actors_and_modality_is_counted_apart() -> None:
    done = Coding()
    wanted = Done("aid", frozenset({"FJI"}), frozenset({"authorities"}), "planned", Span(0, 9))
    given = Deed("d", ("FJI",), "aid", Span(5, 12), 0.9, ("WSM",), "asserted")
    case = Case("a", ARTICLE, "WSM", deeds=(wanted, replace(wanted, type="deploy")))
    add(done, case, Reading(ARTICLE, deeds=(given,)))
    told = figures(done)
    assert done.deeds.right == 1 and done.deeds.gold == 2 and done.deeds.found == 1
    assert told["modality accuracy"] == 0.0
    assert told["deed targets F1"] == 1.0


def test_a_reaction_counts_types_targets_and_posture() -> None:
    done = Coding()
    statement = Statement("s", None, (), (Span(0, 9),), "indirect", 1.0)
    said = Said(statement, frozenset({"warn", "offer"}), frozenset({"authorities"}), "neutral")
    found = Reaction("s", (Coded("warn", 0.9), Coded("report", 0.4)), ("WSM",), "backs")
    case = Case("a", ARTICLE, "WSM", said)
    add(done, case, Reading(ARTICLE, (statement,), reactions={"s": found}))
    told = figures(done)
    assert told["types micro F1"] == 0.5 and told["types macro F1"] == 0.5
    assert told["targets F1"] == 1.0 and told["posture accuracy"] == 0.0
    assert done.confused["types"] == {("warn", "warn"): 1, ("offer", "report"): 1}
    assert done.confused["posture"] == {("neutral", "backs"): 1}
    assert done.judged["types"] == [(0.9, True, 0), (0.4, False, 0)]


def test_actors_without_a_code_are_the_same_where_they_share_a_word() -> None:
    assert same_actors({"a mining company"}, {"the mining company"})
    assert not same_actors({"gunmen"}, {"students"})
    assert not same_actors({"FJI"}, {"FJI", "WSM"})
