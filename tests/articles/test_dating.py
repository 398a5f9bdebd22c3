from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from lxml import html

from dragoman.articles import read
from dragoman.articles.dating import candidates, chosen
from dragoman.records import Dated, Document

PAGE = """<html><head><meta name="date" content="2031-03-02"></head><body><article>
<time datetime="2031-03-01T08:00:00+03:00">1 March</time><p>The port shut.</p></article></body></html>"""


def test_every_candidate_is_kept_with_its_origin_and_the_likeliest_is_taken() -> None:
    article = {"datePublished": "2031-03-02T18:30:00+03:00", "dateModified": "2031-03-04"}
    metas = {"date": "2031-03-02", "og:updated_time": "2031-03-05T00:00:00Z"}
    found = candidates(article, metas, html.fromstring(PAGE), None)
    east = timezone(timedelta(hours=3))
    assert found == (
        Dated("published", datetime(2031, 3, 2, 18, 30, tzinfo=east), "json-ld"),
        Dated("published", date(2031, 3, 2), "meta:date"),
        Dated("published", datetime(2031, 3, 1, 8, tzinfo=east), "time"),
        Dated("updated", date(2031, 3, 4), "json-ld"),
        Dated("updated", datetime(2031, 3, 5, tzinfo=UTC), "meta:og:updated_time"),
    )
    taken = chosen(found, "updated")
    assert taken is not None
    assert taken.origin == "json-ld"


def test_what_the_user_says_wins_and_what_the_page_says_stays_beside_it() -> None:
    document = Document("https://courier.example/a", "text/html", PAGE.encode())
    article, _ = read(document, date(2031, 3, 9))
    assert (article.published, article.dates[0].origin) == (date(2031, 3, 9), "user")
    assert [one.origin for one in article.dates] == ["user", "meta:date", "time"]
