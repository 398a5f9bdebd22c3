from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from dragoman.errors import Hostile, InputError
from dragoman.sources.web.links import kind_of, listed, unpacked

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>
<item><title>One</title><link>https://courier.example/1</link><pubDate>
Tue, 04 Mar 2031 08:00:00 GMT</pubDate></item>
<item><title>Two</title><link>/2</link></item><item><title>None</title></item>
<item><title>One again</title><link>https://courier.example/1</link><pubDate>
Tue, 04 Mar 2031 08:00:00 GMT</pubDate></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>One</title>
<link rel="alternate" href="https://courier.example/1"/><updated>2031-03-04T09:00:00Z</updated></entry></feed>"""
SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://courier.example/1 </loc><news:news><news:publication><news:name>Courier</news:name>
</news:publication><news:publication_date>2031-03-04T08:00:00+03:00</news:publication_date></news:news></url>
<url><loc>https://courier.example/2</loc><lastmod>2031-03-05</lastmod></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://courier.example/news.xml</loc></sitemap></sitemapindex>"""
NAME = "https://courier.example/feed"


def test_feeds_give_addresses_with_their_day() -> None:
    found = listed(RSS, NAME)
    assert [one.url for one in found.links] == [
        "https://courier.example/1",
        "https://courier.example/2",
    ]
    assert found.links[0].changed == datetime(2031, 3, 4, 8, tzinfo=UTC)
    assert (found.links[0].published or "").strip() == "Tue, 04 Mar 2031 08:00:00 GMT"
    (entry,) = listed(ATOM, NAME).links
    assert entry.changed == datetime(2031, 3, 4, 9, tzinfo=UTC)


def test_sitemaps_give_addresses_and_indexes_their_sitemaps() -> None:
    first, second = listed(SITEMAP, NAME).links
    assert (first.url, first.published) == (
        "https://courier.example/1",
        "2031-03-04T08:00:00+03:00",
    )
    assert second.changed == datetime(2031, 3, 5, tzinfo=UTC)
    (inner,) = listed(INDEX, NAME).links
    assert inner.is_list


def test_a_malformed_feed_is_read_as_far_as_it_goes_and_says_so() -> None:
    found = listed(RSS[: RSS.index(b"<item><title>None")], NAME)
    assert len(found.links) == 2
    assert found.fault


@pytest.mark.parametrize(
    "body",
    [
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>',
        b'<!doctype rss [ <!entity a SYSTEM "file:///etc/passwd"> ]><rss><channel/></rss>',
        b'<?xml version="1.0"?><!DOCTYPE urlset SYSTEM "http://a.example/x.dtd" [%p;]><urlset/>',
        b"<rss>" + b" " * 10_000_001,
    ],
)
def test_entities_and_giants_are_refused_before_they_are_parsed(body: bytes) -> None:
    with pytest.raises(Hostile):
        listed(body, NAME)


def test_deep_nesting_ends_in_a_word_and_not_in_a_crash() -> None:
    deep = b"<urlset>" + b"<url>" * 100_000
    assert listed(deep, NAME).links == ()


def test_what_is_no_list_is_told() -> None:
    assert kind_of(b"<!doctype html><html><body>an <rss> element</body></html>") is None
    with pytest.raises(InputError, match="neither a feed nor a sitemap"):
        listed(b"<html></html>", NAME)


def test_packed_sitemaps_are_unpacked_up_to_the_cap() -> None:
    assert unpacked(gzip.compress(SITEMAP), NAME) == SITEMAP
    assert unpacked(SITEMAP, NAME) == SITEMAP
    with pytest.raises(Hostile):
        unpacked(gzip.compress(b"\0" * 12_000_000), NAME)
    with pytest.raises(InputError):
        unpacked(gzip.compress(SITEMAP)[:20] + b"no", NAME)


def test_one_bad_address_costs_no_other() -> None:
    bad = SITEMAP.replace(b" https://courier.example/1 ", b"http://[oops/x")
    assert [one.url for one in listed(bad, NAME).links] == [
        "http://[oops/x",
        "https://courier.example/2",
    ]
