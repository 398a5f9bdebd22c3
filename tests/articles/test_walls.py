from __future__ import annotations

import pytest

from dragoman.articles import read
from dragoman.articles.walls import refuse_walls
from dragoman.errors import NoArticle
from dragoman.records import Document
from tests.articles.pages import PAGES

LEAD = "The parliament of Marovia sat through the night to debate the budget of the coming year. "


@pytest.mark.parametrize(
    ("text", "title", "told"),
    [
        ("The page you are looking for has moved or never was.", "Courier", "error page"),
        ("Home\nWorld", "404 Not Found", "error page"),
        ("Verify you are human by completing the action below.", None, "error page"),
        (
            "We and our partners use cookies. You can accept all or manage preferences. "
            "Read our privacy policy.",
            "Courier",
            "cookie wall",
        ),
        (
            LEAD + "Subscribe to continue reading. Already a subscriber? Sign in.",
            "Budget",
            "subscribers",
        ),
    ],
)
def test_what_stands_where_an_article_should_is_set_aside(
    text: str, title: str | None, told: str
) -> None:
    with pytest.raises(NoArticle, match=told):
        refuse_walls(text, title, "a.html", free=True)


def test_a_short_page_for_which_one_must_pay_is_a_stub_a_whole_one_is_not() -> None:
    with pytest.raises(NoArticle, match="subscribers"):
        refuse_walls(LEAD, "Budget", "a.html", free=False)
    refuse_walls(LEAD * 8, "Budget", "a.html", free=False)


@pytest.mark.parametrize(
    "text",
    [
        LEAD,
        "Key drug no longer available in Marovia, ministry says. " + LEAD * 5,
        "Parliament votes to continue reading of the budget. "
        + LEAD * 8
        + "Already a subscriber? Sign in.",
        LEAD * 8 + "Create a free account to follow this story.",
        "The shop used cookies without consent, the regulator said. The cookies tracked readers. "
        + LEAD * 3,
        "The regulator fined a shop for its cookies. The shop said it would appeal. Nobody else spoke.",
        LEAD * 20 + "Subscribe to continue reading our newsletter.",
        "The minister said something had gone badly wrong and that access was open to all.",
    ],
)
def test_an_article_is_none(text: str) -> None:
    refuse_walls(text, "News", "a.html", free=True)


STUB = (
    '<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"Budget",'
    '"isAccessibleForFree":"False"}</script></head><body><article><h1>Budget</h1>'
    f"<p>{LEAD}</p></article></body></html>"
)


def test_a_page_is_looked_at_and_a_text_file_is_not() -> None:
    with pytest.raises(NoArticle):
        read(Document("https://courier.example/a", "text/html", STUB.encode()))
    read(Document("a.txt", "text/plain", f"{LEAD}\n\nSubscribe to continue reading.".encode()))
    for page in PAGES.values():
        read(Document("https://courier.example/a", "text/html", page.encode()))
