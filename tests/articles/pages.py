"""Six invented page styles: the same kinds of parts, set as different outlets set them."""

from __future__ import annotations

LEAD = (
    "Governments near and far answered on Tuesday after soldiers fired on marchers in Port Ansel, "
    "the capital of Marovia, killing at least eleven."
)
RUSSIA = "Russia’s foreign ministry said that it “follows the events with alarm” and urged calm."
CHINA = "China called the bloodshed an internal matter and asked its citizens to stay indoors."
FRANCE = "France recalled its ambassador and said it would bring the killings before the council."
UNION = "The Northern Union froze aid worth 40 million crowns, its commissioner told reporters."
TITLE = "World reacts to killings in Marovia"
PROSE = (LEAD, RUSSIA, CHINA, FRANCE, UNION)
HEADINGS = ("Russia", "China", "France", "Northern Union")

_COOKIES = (
    '<div id="cookie-banner"><p>We use cookies to make this site work for you.</p>'
    "<button>Accept all cookies</button></div>"
)
_NAV = (
    '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li>'
    '<li><a href="/sport">Sport</a></li></ul></nav>'
)
_RELATED = (
    '<aside class="related"><h2>More stories</h2><ul>'
    '<li><h3><a href="/1">Storm floods the harbour of Velmar for the third time</a></h3></li>'
    '<li><h3><a href="/2">Lindania raises its interest rates again this spring</a></h3></li>'
    "</ul></aside>"
)
_FOOTER = "<footer><p>Copyright 2021 The Ansel Courier. All rights reserved.</p></footer>"
_FIGURE = (
    '<figure><img src="a.jpg" alt=""><figcaption>Marchers on the harbour bridge '
    "[Ana Belo/Reuters]</figcaption></figure>"
)


def _page(head: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | Courier'
        f"</title>{head}</head><body>{_COOKIES}{_NAV}{body}{_RELATED}{_FOOTER}</body></html>"
    )


def _p(text: str) -> str:
    return f"<p>{text}</p>"


def headings_in_h2() -> str:
    parts = "".join(
        f"<h2>{heading}</h2>{_p(text)}" for heading, text in zip(HEADINGS, PROSE[1:], strict=True)
    )
    return _page(
        '<meta property="article:published_time" content="2021-03-02T18:30:00+03:00">'
        '<meta property="og:site_name" content="The Ansel Courier">'
        '<link rel="canonical" href="https://courier.example/world/marovia?utm_source=feed">',
        f"<main><article><h1>{TITLE}</h1><p>By Jana Holt</p>{_FIGURE}{_p(LEAD)}{parts}"
        "</article></main>",
    )


def headings_in_h3_with_json_ld() -> str:
    parts = "".join(
        f"<div class='body'><h3>{heading}</h3></div><div class='body'>{_p(text)}</div>"
        for heading, text in zip(HEADINGS, PROSE[1:], strict=True)
    )
    return _page(
        '<script type="application/ld+json">{"@context":"https://schema.org","@graph":['
        '{"@type":"WebPage","name":"x"},{"@type":["NewsArticle"],"headline":"' + TITLE + '",'
        '"datePublished":"2021-03-02T15:30:00Z","dateModified":"2021-03-05T01:00:00Z",'
        '"author":[{"@type":"Person","name":"Jana Holt"}],'
        '"publisher":{"@type":"Organization","name":"The Ansel Courier"}}]}</script>'
        '<meta property="og:url" content="https://courier.example/world/marovia">',
        f"<div id='root'><header><h1>{TITLE}</h1></header><article>{_p(LEAD)}{parts}</article></div>",
    )


def headings_in_strong() -> str:
    parts = "".join(
        f"<p><strong>{heading}</strong></p>{_p(text)}"
        for heading, text in zip(HEADINGS, PROSE[1:], strict=True)
    )
    return _page(
        '<meta name="date" content="2021-03-02">'
        '<link rel="canonical" href="https://courier.example/world/marovia">',
        f"<div class='content'><h1>{TITLE}</h1><div class='story'>{_p(LEAD)}{parts}</div></div>",
    )


def headings_that_are_links() -> str:
    parts = "".join(
        f'<h2><a href="/where/{at}">{heading}</a></h2>{_p(text)}'
        for at, (heading, text) in enumerate(zip(HEADINGS, PROSE[1:], strict=True))
    )
    return _page(
        '<link rel="canonical" href="https://courier.example/world/marovia">',
        f'<article><h1>{TITLE}</h1><time datetime="2021-03-02T15:30:00Z">2 Mar</time>'
        f"{_p(LEAD)}{parts}</article>",
    )


def reactions_in_a_list() -> str:
    items = "".join(
        f"<h4>{heading}</h4><ul><li>{text}</li></ul>"
        for heading, text in zip(HEADINGS, PROSE[1:], strict=True)
    )
    return _page(
        '<meta property="article:published_time" content="2021-03-02T15:30:00Z">'
        '<link rel="canonical" href="https://courier.example/world/marovia">',
        f"<article><header><h1>{TITLE}</h1></header><section>{_p(LEAD)}{items}</section></article>",
    )


def breaks_instead_of_paragraphs() -> str:
    parts = "".join(
        f"<div><h2>{heading}</h2></div><br/>{text}<br/><br/>"
        for heading, text in zip(HEADINGS, PROSE[1:], strict=True)
    )
    return _page(
        '<meta name="pubdate" content="Tue, 02 Mar 2021 15:30:00 +0000">'
        '<link rel="canonical" href="https://courier.example/world/marovia">',
        f"<article><h1>{TITLE}</h1><div class='text'>{LEAD}<br/><br/>{parts}</div></article>",
    )


PAGES = {
    page.__name__: page()
    for page in (
        headings_in_h2,
        headings_in_h3_with_json_ld,
        headings_in_strong,
        headings_that_are_links,
        reactions_in_a_list,
        breaks_instead_of_paragraphs,
    )
}
