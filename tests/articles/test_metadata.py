from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from lxml import html

from dragoman.articles.metadata import Page, metadata
from dragoman.ids import canonical

URI = "https://www.courier.example/world/a?utm_source=x#top"


def page(head: str, body: str = "<p>Text.</p>", uri: str | None = URI) -> Page:
    return metadata(
        html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"), uri
    )


def ld(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


def test_json_ld_wins_over_meta_and_keeps_its_zone() -> None:
    head = ld('{"@type":"NewsArticle","datePublished":"2021-03-02T23:30:00+05:00"}')
    found = page(head + '<meta property="article:published_time" content="2021-01-01">')
    assert found.published == datetime(2021, 3, 2, 23, 30, tzinfo=timezone(timedelta(hours=5)))


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ('<meta name="dc.date.issued" content="2021-03-02">', "", date(2021, 3, 2)),
        ('<meta itemprop="datePublished" content="2021-03-02T01:00Z">', "", datetime(2021, 3, 2, 1, tzinfo=UTC)),
        ("", '<time datetime="2021-03-02">x</time>', date(2021, 3, 2)),
        ("", "<p>Published: March 2, 2021</p>", date(2021, 3, 2)),
        (ld('{"@type":"NewsArticle","datePublished":"soon"}'), '<time datetime="2021-03-02">', date(2021, 3, 2)),
    ],
)  # fmt: skip
def test_the_day_is_looked_for_in_turn(head: str, body: str, expected: date) -> None:
    assert page(head, body).published == expected


@pytest.mark.parametrize(
    "json",
    ["{", "[" * 50_000, '{"@type": {}}', '{"@type":"NewsArticle","headline":{"a":[1]}}', "null"],
)
def test_broken_data_is_passed_over(json: str) -> None:
    assert page(ld(json) + "<title>A title | Courier</title>").title == "A title"


def test_title_outlet_and_authors() -> None:
    head = ld(
        '[{"@type":"Organization","name":"X"},{"@type":"NewsArticle","headline":"Border shut &amp; sealed",'
        '"author":["Jana Holt",{"name":"Piet Vos"}],"publisher":{"name":"The Courier"}}]'
    )
    found = page(head + '<meta property="og:title" content="Border shut">', "<h1>Border shut</h1>")
    assert found.title == "Border shut"
    assert found.outlet == "The Courier"
    assert found.authors == ("Jana Holt", "Piet Vos")


def test_the_domain_is_the_last_name_for_an_outlet() -> None:
    assert page("").outlet == "courier.example"
    assert page("", uri=None).outlet is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="/world/b">', "https://www.courier.example/world/b"),
        ('<meta property="og:url" content="https://live.courier.example/c">', "https://live.courier.example/c"),
        ('<link rel="canonical" href="https://other.test/c">', "https://www.courier.example/world/a"),
        ('<link rel="canonical" href="https://www.courier.example/">', "https://www.courier.example/world/a"),
        ('<link rel="canonical" href="https://[bad">', "https://www.courier.example/world/a"),
        ("", "https://www.courier.example/world/a"),
    ],
)  # fmt: skip
def test_the_canonical_address_has_no_trackers_and_is_no_front_page(
    head: str, expected: str
) -> None:
    assert page(head).url == expected


@pytest.mark.parametrize("address", ["", "x.txt", "ftp://a.example/b", "http://[", "javascript:x"])
def test_what_is_no_web_address_has_no_canonical_form(address: str) -> None:
    assert canonical(address) is None
