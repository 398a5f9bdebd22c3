from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import ids
from dragoman.articles import read
from dragoman.errors import BadRecord, InputError, NotText
from dragoman.records import Article, Document
from tests.articles.pages import PAGES, TITLE

ARTICLE = "application/vnd.dragoman.article+json"
TEXT = (
    "Lindania recalls envoy\r\n\r\nVELMAR, Jan 6 (Courier) - Lindania recalled its envoy on Thursday "
    "after the shooting at the border of Marovia.\r\n\r\nRead more\r\n"
)


def plain(text: str, uri: str | None = "a.txt", **given: str) -> Document:
    return Document(uri, "text/plain", text.encode(), given=given)


def record(**fields: object) -> Document:
    given = {key: str(value) for key, value in fields.items() if key != "text"}
    return Document(given.get("url"), ARTICLE, json.dumps(fields).encode(), given=given)


def test_a_text_file_is_kept_but_for_its_line_ends() -> None:
    article, issues = read(plain("\ufeff" + TEXT))
    assert article.text == TEXT.replace("\r\n", "\n")
    assert article.id == article.revision == ids.digest(article.text)
    assert (article.title, article.language, article.uri) == (
        "Lindania recalls envoy",
        "en",
        "a.txt",
    )
    assert [mark.kind for mark in article.marks] == ["title", "furniture"]
    [issue] = issues
    assert (issue.stage, issue.level, issue.subject) == ("articles", "info", article.id)
    assert "Jan 6" in issue.message


def test_what_the_user_gives_wins() -> None:
    document = plain(TEXT, published="2022-01-07", title="Mine", outlet="The Courier", id="a1")
    article, issues = read(document)
    assert (article.published, article.title) == (date(2022, 1, 7), "Mine")
    assert (article.outlet, article.given_id, issues) == ("The Courier", "a1", ())
    assert read(document, date(2022, 1, 6))[0].published_on == date(2022, 1, 6)


def test_a_date_that_cannot_be_read_is_an_issue() -> None:
    article, issues = read(plain(TEXT, published="last week"))
    assert article.published is None
    assert [issue.level for issue in issues] == ["warning", "info"]
    assert "last week" in issues[0].message


def test_a_record_of_a_batch_is_an_article() -> None:
    url = "https://courier.example/a?utm_medium=x"
    article, issues = read(
        record(id=3, text="One.\r\nTwo \ud800.", url=url, published="2022-01-06")
    )
    assert article.text == "One.\nTwo \ufffd."
    assert article.uri == "https://courier.example/a"
    assert article.id == ids.digest("https://courier.example/a")
    assert article.revision == ids.digest(article.text)
    assert (article.given_id, issues) == (3, ())


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"title": "x"}', b'{"text": 1}', b"[" * 99_999])
def test_a_record_without_text_is_bad(body: bytes) -> None:
    with pytest.raises(BadRecord):
        read(Document(None, ARTICLE, body))


def test_an_empty_record_is_no_text() -> None:
    with pytest.raises(NotText):
        read(record(text=" \n"))


def test_an_article_in_another_language_gets_an_issue() -> None:
    text = "Le ministère a déclaré lundi que la frontière avec la Lindanie resterait fermée."
    article, issues = read(plain(text), date(2022, 1, 6))
    assert article.language == "fr"
    [issue] = issues
    assert (issue.level, "'fr'" in issue.message, " en " in issue.message) == (
        "warning",
        True,
        True,
    )


def test_damaged_bytes_are_an_issue() -> None:
    body = "Señor Ibáñez – “yes” – spoke".encode().replace(b"\xc3\xb1", b"\xff", 1)
    _, issues = read(Document("a.txt", "text/plain", body), date(2022, 1, 6))
    [issue] = issues
    assert "damaged" in issue.message


def test_a_page_is_an_article_with_its_own_data() -> None:
    fetched = datetime(2021, 3, 3, tzinfo=UTC)
    body = PAGES["headings_in_h3_with_json_ld"].encode()
    article, issues = read(Document("page.html", "text/html", body, fetched))
    assert article.title == TITLE
    assert article.outlet == "The Ansel Courier"
    assert article.published == datetime(2021, 3, 2, 15, 30, tzinfo=UTC)
    assert article.id == ids.digest("https://courier.example/world/marovia")
    assert (article.fetched_at, issues) == (fetched, ())


def test_the_same_page_from_two_addresses_is_one_article() -> None:
    body = PAGES["headings_in_h2"].encode()
    one = read(Document("https://courier.example/world/marovia?amp=1", "text/html", body))[0]
    other = read(Document("saved.html", "text/html", body))[0]
    assert (one.id, one.revision) == (other.id, other.revision)


def is_sound(article: Article) -> bool:
    spans = [mark.span for mark in article.marks]
    article.text.encode("utf-8")
    return all(0 <= span.start < span.end <= len(article.text) for span in spans) and all(
        one.end <= other.start for one, other in pairwise(spans)
    )


MEDIA_TYPES = st.sampled_from(["text/plain", "text/html", ARTICLE, "", "text/html; charset=koi8-r"])
PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<h1>", "<h2>Lindania</h2>", "<div", " a='", ">", "<!--", "-->", "<script>",
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"\\ud800"}</script>',
        "</script>", "&#0;", "&#xD800;", "&nbsp;", "<article>", "\x00", "\ud800", "<br>", "<ul><li>",
        "Officials of Marovia said on Monday that the border would stay shut until further notice.",
        '<link rel="canonical" href="http://[">', '<meta property="og:url" content="//">', "<title>",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), MEDIA_TYPES)
def test_any_bytes_are_an_article_or_an_input_error(body: bytes, media_type: str) -> None:
    try:
        article, _ = read(Document(None, media_type, body))
    except InputError:
        return
    assert is_sound(article)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(PIECES | st.text(max_size=20), max_size=25), st.sampled_from([None, "http://[", "x"])
)
def test_any_page_is_an_article_or_an_input_error(pieces: list[str], uri: str | None) -> None:
    body = "".join(pieces).encode("utf-8", "surrogatepass")
    try:
        article, _ = read(Document(uri, "text/html", body))
    except InputError:
        return
    assert is_sound(article)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["id", "title", "published", "outlet", "url"]), st.text()))
def test_any_given_fields_are_survived(given: dict[str, str]) -> None:
    article, _ = read(plain(TEXT, **given))
    assert is_sound(article)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_offsets_of_a_text_file_are_those_of_the_file(text: str) -> None:
    try:
        article, _ = read(plain(text))
    except NotText:
        return
    assert article.text == text.removeprefix("\ufeff")


def test_the_seed_is_read_with_the_offsets_of_its_file() -> None:
    corpora = os.environ.get("DRAGOMAN_CORPORA")
    if not corpora:
        pytest.skip("DRAGOMAN_CORPORA is not set")
    path = Path(corpora) / "seed" / "kazakhstan-unrest.txt"
    article, _ = read(Document(str(path), "text/plain", path.read_bytes()), date(2022, 1, 6))
    assert article.text == path.read_text(encoding="utf-8")
    assert article.language == "en"


def test_what_is_too_long_for_an_article_is_cut_and_told() -> None:
    from dragoman.articles.reader import LONGEST

    line = "The minister said that the road was open. "
    article, issues = read(plain(line * (LONGEST // len(line) + 10)))
    assert LONGEST - 10 < len(article.text) <= LONGEST
    assert article.text.endswith(("open.", "The", "minister", "said", "that", "the", "road", "was"))
    [told] = [one for one in issues if "left out" in one.message]
    assert told.level == "warning"
    assert len(read(plain("x" * (LONGEST + 5)))[0].text) == LONGEST
