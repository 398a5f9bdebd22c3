from __future__ import annotations

import json
import re

import pytest

from dragoman.roundup import NotVerbatim, Request, compose
from dragoman.roundup.differ import FORMATS, differ, show
from tests.roundup import story as tale
from tests.roundup.story import MARCH, archive
from tests.roundup.test_compose import of, says

HOST = Request(host="VLD")
EARLY, LATE = compose(archive(tale.first(), tale.second()), HOST), compose(tale.story(), HOST)


def test_what_came_is_told_and_what_stayed_is_not() -> None:
    found = differ(EARLY, LATE)
    old = {s.statement.id for e in EARLY.entries() for s in e.sightings}
    assert found.said and not found.unsaid
    assert all(s.statement.id not in old for e in found.said for s in e.sightings)
    assert len(found.said) + len(EARLY.entries()) >= len(LATE.entries())


def test_the_same_page_differs_in_nothing() -> None:
    found = differ(LATE, LATE)
    assert found.is_empty
    assert all("Nothing changed" in show(found, form) for form in ("txt", "md", "html"))


def test_a_new_text_of_an_article_says_only_what_is_new_in_it() -> None:
    text = "China said the harbour is open to all."
    old = of(text, says("the harbour is open to all", "CHN"), uri="u:1", published=MARCH[3])
    more = of(f"{text} China said grain will follow.", says("the harbour is open to all", "CHN"),
              says("grain will follow", "CHN"), uri="u:1", published=MARCH[3])  # fmt: skip
    found = differ(compose(archive(old), HOST), compose(archive(more), HOST))
    assert [e.fullest.said for e in found.said] == ["grain will follow"]
    assert found.unsaid == ()


def test_what_is_gone_is_told_the_other_way_round() -> None:
    assert differ(LATE, EARLY).unsaid == differ(EARLY, LATE).said


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_each_format_tells_what_was_said(form: str) -> None:
    found = differ(EARLY, LATE)
    shown = re.sub(r"\W+", " ", show(found, form))
    for entry in found.said:
        if entry.fullest.statement.form == "direct" and entry.actors:
            assert re.sub(r"\W+", " ", entry.fullest.words[0].text).strip() in shown


def test_json_has_both_moments_and_the_whole_statements() -> None:
    told = json.loads(show(differ(EARLY, LATE), "json"))
    assert {
        "from",
        "to",
        "said",
        "unsaid",
        "deeds",
        "claims",
        "replaced",
        "turned",
        "heard",
    } <= set(told)
    assert all(one["sources"] for one in told["said"])


def test_a_false_page_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.roundup import differ as module

    def refuse(_: object) -> None:
        raise NotVerbatim("no")

    monkeypatch.setattr(module, "check", refuse)
    with pytest.raises(NotVerbatim):
        show(differ(EARLY, LATE), "txt")
