from __future__ import annotations

from datetime import date

import pytest

from dragoman.articles.html import Extracted, extract
from dragoman.errors import InputError, NotText
from tests.articles.pages import HEADINGS, LEAD, PAGES, PROSE, RUSSIA, TITLE


def parts(found: Extracted, kind: str) -> list[str]:
    return [mark.span.of(found.text) for mark in found.marks if mark.kind == kind]


@pytest.fixture(params=sorted(PAGES))
def found(request: pytest.FixtureRequest) -> Extracted:
    return extract(PAGES[request.param], "page", None)


def test_every_paragraph_stands_once_and_alone(found: Extracted) -> None:
    paragraphs = found.text.split("\n\n")
    assert [text for text in paragraphs if text in PROSE] == list(PROSE)


def test_the_title_comes_first_and_once(found: Extracted) -> None:
    assert parts(found, "title") == [TITLE]
    assert found.text.startswith(TITLE + "\n\n")
    assert found.text.count(TITLE) == 1


def test_headings_of_one_word_are_kept_and_marked(found: Extracted) -> None:
    assert parts(found, "heading") == list(HEADINGS)


def test_nothing_of_the_page_around_the_article_is_taken(found: Extracted) -> None:
    for foreign in ("cookies", "Sport", "Storm floods", "More stories", "Belo", "<"):
        assert foreign not in found.text


def test_what_is_neither_title_nor_heading_nor_byline_is_prose(found: Extracted) -> None:
    marked = {mark.span.of(found.text) for mark in found.marks}
    rest = [text for text in found.text.split("\n\n") if text not in marked]
    assert rest == list(PROSE)


def test_address_and_day_are_read(found: Extracted) -> None:
    assert found.page.url == "https://courier.example/world/marovia"
    assert found.page.published is not None
    assert str(found.page.published)[:10] == date(2021, 3, 2).isoformat()


def test_a_byline_is_marked() -> None:
    assert parts(extract(PAGES["headings_in_h2"], "page", None), "byline") == ["By Jana Holt"]


def test_a_long_deck_above_the_prose_is_no_heading() -> None:
    deck = "Ten states condemn the shooting while three others call it a matter for Marovia alone"
    page = PAGES["headings_in_h2"].replace("<p>By Jana", f"<h2>{deck}</h2><p>By Jana")
    found = extract(page, "page", None)
    assert deck in found.text
    assert deck not in parts(found, "heading")


def test_a_pull_quote_does_not_double_the_paragraph() -> None:
    quote = "follows the events with alarm” and urged calm"
    page = PAGES["headings_in_h2"].replace(
        "<h2>China", f"<blockquote>{quote}</blockquote><h2>China"
    )
    text = extract(page, "page", None).text
    assert text.count(quote) == 1
    assert RUSSIA in text


def test_text_that_stands_only_in_the_data_of_the_page_is_read() -> None:
    page = (
        '<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"H",'
        f'"articleBody":"{LEAD}\\n\\n{RUSSIA}"}}</script></head><body><div>App</div></body></html>'
    )
    assert extract(page, "page", None).text == f"H\n\n{LEAD}\n\n{RUSSIA}"


@pytest.mark.parametrize("page", ["<html></html>", "<p></p>", "<script>1</script>", "<!-- -->"])
def test_a_page_without_text_is_no_text(page: str) -> None:
    with pytest.raises(NotText, match="page"):
        extract(page, "page", None)


def test_a_page_over_a_cap_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(InputError, match="attributes"):
        extract("<p " + "a " * 40_000 + ">x</p>", "page", None)
