from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dragoman.errors import UsageError
from dragoman.records import Span
from dragoman.roundup import FORMATS, NotVerbatim, Request, check, compose, render
from dragoman.roundup.check import passages
from dragoman.roundup.page import Passage, Roundup, Section
from tests.roundup import story as tale

PAGE = compose(tale.story(), Request(host="VLD"))


def first_words(change: Callable[[Passage], Passage]) -> Roundup:
    """The page with one quotation changed."""
    section = PAGE.actors[0]
    entry = section.statements[0]
    words = (change(entry.fullest.words[0]), *entry.fullest.words[1:])
    changed = replace(entry, fullest=replace(entry.fullest, words=words))
    return _with(replace(section, statements=(changed, *section.statements[1:])))


def first_context(change: Callable[[Passage], Passage]) -> Roundup:
    """The page with one sentence in context changed."""
    section = PAGE.actors[0]
    entry = section.statements[0]
    changed = replace(entry, fullest=replace(entry.fullest, context=change(entry.fullest.context)))
    return _with(replace(section, statements=(changed, *section.statements[1:])))


def _with(section: Section) -> Roundup:
    return replace(PAGE, actors=(section, *PAGE.actors[1:]))


def other_word(one: Passage) -> Passage:
    return replace(one, text=one.text.replace("bridges", "barracks"))


def one_space_more(one: Passage) -> Passage:
    return replace(one, text=one.text + " ")


def straight_quotes(one: Passage) -> Passage:
    return replace(one, text=one.text[:-1] + '"')


def moved(one: Passage) -> Passage:
    return replace(one, span=Span(one.span.start + 1, one.span.end + 1))


def elsewhere(one: Passage) -> Passage:
    return replace(one, article="another article")


def beyond_the_end(one: Passage) -> Passage:
    return replace(one, span=Span(10**6, 10**6 + 1), text="")


def marked_outside(one: Passage) -> Passage:
    return replace(one, marked=(Span(one.span.end + 5, one.span.end + 9),))


CHANGES = [
    other_word, one_space_more, straight_quotes, moved, elsewhere, beyond_the_end, marked_outside,
]  # fmt: skip


def test_a_true_page_passes() -> None:
    check(PAGE)
    assert len(list(passages(PAGE))) > 50


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("place", [first_words, first_context])
def test_a_false_quotation_or_context_raises(
    place: Callable[[Callable[[Passage], Passage]], Roundup], change: Callable[[Passage], Passage]
) -> None:
    with pytest.raises(NotVerbatim):
        check(place(change))


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_no_format_shows_a_false_page(format: str) -> None:
    with pytest.raises(NotVerbatim):
        render(first_words(other_word), format)


def test_the_evidence_of_deeds_and_numbers_is_checked_too() -> None:
    row = PAGE.claims[0]
    figure = replace(row.first, words=one_space_more(row.first.words))
    with pytest.raises(NotVerbatim):
        check(replace(PAGE, claims=(replace(row, first=figure),)))
    section = next(s for s in PAGE.actors if s.deeds)
    act = section.deeds[0]
    told = replace(act.first, context=one_space_more(act.first.context))
    with pytest.raises(NotVerbatim):
        check(replace(PAGE, actors=(replace(section, deeds=(replace(act, first=told),)),)))


def test_an_unknown_format_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="txt, md, html, json"):
        render(PAGE, "pdf")
