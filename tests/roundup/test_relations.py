from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dragoman.archive.selected import Selected
from dragoman.records import Actor, Reading
from dragoman.roundup import Request, compose
from dragoman.roundup.brief import lead
from dragoman.roundup.page import Roundup
from tests.roundup.story import ACTORS, MARCH, Say, article, reading

HOST = Request(host="VLD")
PACT = Actor("NPO", "igo", "Northern Pact Organisation", members=("VLD", "OSM", "PLN"))
KNOWN = {
    **ACTORS,
    "NPO": PACT,
    "OSM": replace(ACTORS["OSM"], memberships=("NPO", "UN")),
    "UN": replace(ACTORS["UN"], members=tuple(f"S{n}" for n in range(193))),
}


def known(code: str, on: date | None = None) -> Actor | None:
    return KNOWN.get(code)


def of(n: int, text: str, *told: Say, day: int = 3) -> Reading:
    made = article(text, uri=f"https://p.example/{n}", published=MARCH[day], outlet=f"Post {n}")
    return reading(made, *told, host="VLD")


def page(*readings: Reading) -> Roundup:
    return compose(Selected(readings, known), HOST)


def says(words: str, who: str, *types: str, **more: object) -> Say:
    return Say(words, who, "said", (who,), types=types, **more)  # type: ignore[arg-type]


def test_a_denial_of_what_one_is_accused_of_answers_it() -> None:
    accuse = says("Osmer shells the border villages of Tarsk", "TSK", "accuse", targets=("OSM",))
    deny = says("no shells of Osmer fell on border villages", "OSM", "deny", targets=("TSK",))
    found = page(
        of(1, "TSK said Osmer shells the border villages of Tarsk.", accuse),
        of(2, "OSM said no shells of Osmer fell on border villages.", deny, day=4),
    ).answers
    assert [(a.entry.actors, a.to.actors) for a in found] == [(("OSM",), ("TSK",))]


def test_words_about_something_else_answer_nothing() -> None:
    accuse = says("Osmer shells the border villages of Tarsk", "TSK", "accuse", targets=("OSM",))
    other = says("the price of wheat in the spring is unfair", "OSM", "reject", targets=("TSK",))
    made = (
        of(1, "TSK said Osmer shells the border villages of Tarsk.", accuse),
        of(2, "OSM said the price of wheat in the spring is unfair.", other, day=4),
    )
    assert page(*made).answers == ()


def test_who_repeats_another_answers_him() -> None:
    inner = says(
        "the tower fell at noon", "TSK", "report", within="TSK said the tower fell at noon a lie"
    )
    outer = says("TSK said the tower fell at noon a lie", "OSM", "deny")
    found = page(of(1, "OSM said TSK said the tower fell at noon a lie.", outer, inner)).answers
    assert [(a.entry.actors, a.to.actors) for a in found] == [(("OSM",), ("TSK",))]


def test_what_is_repeated_in_an_answer_and_stands_by_itself_is_answered_once() -> None:
    outer = "TSK said the tower fell at noon a lie"
    inner = says("the tower fell at noon", "TSK", "report", within=outer)
    found = page(
        of(1, f"OSM said {outer}.", says(outer, "OSM", "deny", targets=("TSK",)), inner),
        of(2, "TSK said the tower fell at noon.", says("the tower fell at noon", "TSK", "accuse")),
    ).answers
    assert [(a.entry.actors, a.to.actors) for a in found] == [(("OSM",), ("TSK",))]


def test_three_that_say_the_same_are_one_line_and_two_are_not() -> None:
    words = "it was deeply worried by the reports from Veldoria"
    many = [of(n, f"{who} said {words}.", says(words, who, "concern"))
            for n, who in enumerate(("JPN", "FRA", "GBR"))]  # fmt: skip
    (fold,) = page(*many).folds
    assert (fold.types, {s.actor for s in fold.sections}) == (("concern",), {"JPN", "FRA", "GBR"})
    assert page(*many).apart() == ()
    assert page(*many[:2]).folds == ()
    other = of(9, "GBR said grain ships may pass.", says("grain ships may pass", "GBR", "pledge"))
    assert page(*many[:2], other).folds == ()


@pytest.mark.parametrize(("askers", "missed"), [(("TSK", "FRA"), True), (("TSK",), False)])
def test_who_is_asked_by_two_is_missed(askers: tuple[str, ...], missed: bool) -> None:
    made = [
        of(n, f"{who} said Japan must open its port {n}.",
           says(f"Japan must open its port {n}", who, "demand", targets=("JPN",)))
        for n, who in enumerate(askers)
    ]  # fmt: skip
    made.append(of(9, "OSM said all is well here.", says("all is well here", "OSM", "report")))
    found = {a.actor: a.reason for a in page(*made).silent}
    assert (found.get("JPN") == "party") is missed


def test_a_word_that_is_none_is_not_heard() -> None:
    made = [
        of(1, "RUS said a word.", says("a word", "RUS", "deny")),
        of(2, "OSM said all is well here.", says("all is well here", "OSM", "report")),
    ]
    assert "RUS" in {a.actor for a in page(*made).silent}


def test_the_lead_is_made_of_counts_and_stored_words() -> None:
    words = "“We will keep the northern pass open for every refugee,”"
    made = [
        of(n, f"{words} OSM said to {n} people in the hall of mirrors.",
           Say(words, "OSM", "said", ("OSM",), "direct", posture="critical"))
        for n in (1, 2)
    ]  # fmt: skip
    made[1] = of(2, f"In Osmer a minister spoke at dawn. {words} OSM said, before the rain.",
                 Say(words, "OSM", "said", ("OSM",), "direct", posture="critical"))  # fmt: skip
    whole = page(*made)
    told = lead(whole)
    assert any("2 independent sources" in one.text for one in told)
    texts = {r.article.id: r.article.text for r in made}
    assert all(w.text == w.span.of(texts[w.article]) for one in told for w in one.said)
    assert lead(page(made[0])) == (), "one article leads itself"
