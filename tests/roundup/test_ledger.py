from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.records import DateRange, Reading
from dragoman.roundup import Request, compose, render
from dragoman.roundup.brief import lead
from dragoman.roundup.page import Roundup
from tests.roundup import story as tale
from tests.roundup.story import MARCH, Num, archive, article, reading

HOST = Request(host="VLD")
TOLD = "Veldoria counted the dead and so did others on the square."


def count(low: float | None, high: float | None, claimant: str | None, **more: object) -> Num:
    return Num("the dead", "killed", "dead", low, high, claimant=claimant, **more)  # type: ignore[arg-type]


def told(number: int, *claims: Num, day: int = 3) -> Reading:
    return reading(
        article(f"{number}. {TOLD}", published=MARCH[day], uri=f"u:{number}"), *claims, host="VLD"
    )


def page(*claims: Num) -> Roundup:
    return compose(archive(*(told(n, c) for n, c in enumerate(claims))), HOST)


def test_parts_stand_under_their_total_and_the_superseded_are_known() -> None:
    rows = compose(tale.story(), HOST).claims
    told = [(r.first.claim, [p.first.claim.text for p in r.parts], r.superseded) for r in rows]
    assert [(claim.text, parts, gone) for claim, parts, gone in told] == [
        ("six", [], False),
        ("40", [], True),
        ("18", ["four"], False),
        ("12", [], True),
        ("more than 60", [], False),
    ]  # fmt: skip


def test_a_part_without_its_total_stands_alone_and_a_ring_loses_no_row() -> None:
    one = told(1, count(3, 3, "VLD"))
    orphan = replace(one.claims[0], part_of="no such claim")
    page = compose(archive(replace(one, claims=(orphan,))), HOST)
    assert len(page.claims) == 1
    first = replace(one.claims[0], id="a", part_of="b")
    second = replace(one.claims[0], id="b", part_of="a", low=4)
    ring = compose(archive(replace(one, claims=(first, second))), HOST)
    assert len(list(ring.rows())) == 2


def test_the_same_claim_in_two_articles_is_one_row() -> None:
    rows = page(count(18, 18, "VLD"), count(18, 18, "VLD")).claims
    assert [len(r.figures) for r in rows] == [2]


def test_a_number_is_of_no_day_after_it_was_printed() -> None:
    week = DateRange(MARCH[2], MARCH[7], "week")
    early = told(1, count(18, 18, "VLD"), day=3)
    early = replace(early, claims=(replace(early.claims[0], as_of=week),))
    late = told(2, count(60, 60, "VLD"), day=5)
    rows = compose(archive(early, late), HOST).claims
    assert [(r.first.claim.low, r.superseded) for r in rows] == [(18, True), (60, False)]


def test_claims_in_titles_are_left_off() -> None:
    made = article(TOLD, marks=[("title", TOLD)])
    assert compose(archive(reading(made, count(1, 1, "VLD"))), HOST).claims == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (count(18, 18, "VLD"), count(60, None, "OSM", bound="at least")),
        (count(18, 18, "VLD"), count(19, 19, "OSM")),
        (count(None, 10, "VLD", bound="at most"), count(60, 70, "OSM")),
        (count(100, 100, "VLD", bound="about"), count(150, 150, "OSM")),
        (
            count(18, 18, "VLD", population="people", place="Veldoria"),
            count(60, 60, "OSM", population="people"),
        ),
        (count(5, 5, "VLD", as_of=MARCH[3]), count(9, 9, "OSM", as_of=MARCH[3])),
    ],
)
def test_claimants_who_exclude_one_another_are_in_dispute(one: Num, other: Num) -> None:
    found = page(one, other).disputes
    assert [[r.first.claim.claimant for r in d.rows] for d in found] == [["VLD", "OSM"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (count(18, 18, "VLD"), count(60, 60, "VLD")),
        (count(18, 18, "VLD"), count(60, 60, None)),
        (count(18, 18, "VLD"), count(10, None, "OSM", bound="at least")),
        (count(18, 18, "VLD"), count(None, None, "OSM")),
        (count(100, 100, "VLD", bound="about"), count(105, 105, "OSM")),
        (count(18, 18, "VLD", population="guards"), count(60, 60, "OSM", population="rebels")),
        (count(18, 18, "VLD", population="guards"), count(60, 60, "OSM")),
        (count(18, 18, "VLD", place="Sarn"), count(60, 60, "OSM")),
        (count(18, 18, "VLD"), replace(count(60, 60, "OSM"), quantity="injured")),
        (count(5, 5, "VLD", as_of=MARCH[3]), count(9, 9, "OSM", as_of=MARCH[5])),
    ],
)
def test_what_may_all_be_true_is_no_dispute(one: Num, other: Num) -> None:
    assert page(one, other).disputes == ()


def test_counts_printed_days_apart_are_a_development() -> None:
    early, late = told(1, count(18, 18, "VLD"), day=3), told(2, count(60, 60, "OSM"), day=6)
    assert compose(archive(early, late), HOST).disputes == ()


def test_a_superseded_count_is_not_disputed() -> None:
    made = article(f"{TOLD} Its earlier tally of 12 was withdrawn.", published=MARCH[3])
    earlier = Num("earlier tally of 12", "killed", "12", 12, 12, claimant="VLD")
    corrected = count(60, 60, "VLD", supersedes="earlier tally of 12")
    one = reading(made, earlier, corrected, host="VLD")
    other = told(2, count(60, 60, "OSM"))
    assert compose(archive(one, other), HOST).disputes == ()


def test_a_dispute_that_stands_comes_first_and_alone_in_the_lead() -> None:
    made = [
        told(n, count(low, low, who), day=day)
        for n, (low, who, day) in enumerate(
            [(12, "VLD", 3), (40, "OSM", 3), (25, "VLD", 6), (90, "OSM", 6)]
        )
    ]
    page = compose(archive(*made), HOST)
    assert [[r.first.claim.low for r in d.rows] for d in page.disputes] == [[25, 90], [12, 40]]
    (line,) = [one.text for one in lead(page) if one.text.startswith("Disputed")]
    assert "from 25" in line
    assert "12 (updated)" in render(page, "txt")


def test_a_part_is_not_weighed_against_a_total() -> None:
    made = article("They counted 20 dead, among them 3 sailors.", published=MARCH[3])
    total = Num("20 dead", "killed", "20", 20, 20, claimant="VLD")
    part = Num("3 sailors", "killed", "3", 3, 3, claimant="OSM", part_of="20 dead")
    assert compose(archive(reading(made, total, part, host="VLD")), HOST).disputes == ()


def test_the_lead_names_the_sides_that_most_print_and_not_the_outermost() -> None:
    said = (count(40, 40, "OSM"), count(40, 40, "OSM"), count(90, 90, "TSK"), count(90, 90, "TSK"))
    whole = page(*said, count(9, 9, "Ana Ruiz"))
    (line,) = [one.text for one in lead(whole) if one.text.startswith("Disputed")]
    assert line.startswith("Disputed by 3 claimants: killed")
    assert line.endswith("40 (Osmer) and 90 (Tarsk) among them.")


@pytest.mark.parametrize(
    ("one", "other"), [("servicemen", "troops"), ("citizens", "people"), ("residents", None)]
)
def test_other_words_for_the_same_people_are_no_other_people(one: str, other: str | None) -> None:
    found = page(count(40, 40, "OSM", population=one), count(90, 90, "TSK", population=other))
    assert len(found.disputes) == 1
    apart = page(count(40, 40, "OSM", population="children"), count(90, 90, "TSK"))
    assert apart.disputes == ()
