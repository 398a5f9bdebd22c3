"""When a page says that it was published and updated: every candidate with its origin, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Literal

from dragoman.articles.dates import lenient
from dragoman.records import Dated

PUBLISHED = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time",
    "datepublished", "parsely-pub-date", "sailthru.date", "publish-date", "publish_date",
    "publication_date", "published_time", "pubdate", "dc.date.issued", "dcterms.created",
    "dcterms.date", "dc.date", "cxenseparse:recs:publishtime", "article_date_original", "date",
)  # fmt: skip
UPDATED = (
    "article:modified_time", "article:modified", "og:updated_time", "og:modified_time",
    "datemodified", "last-modified", "modified_time", "lastmod", "dcterms.modified",
    "dc.date.modified", "revised",
)  # fmt: skip
MOST = 24
"""Candidates that are kept: a page of teasers has a time for each."""

Kind = Literal["published", "updated"]


def candidates(
    article: Mapping[str, Any], metas: Mapping[str, str], tree: Any, url: str | None
) -> tuple[Dated, ...]:
    """Both times as the page's data, its meta and time elements state them; what htmldate finds where none does.

    `article` is the page's JSON-LD object, `metas` its meta elements by name in lower case.
    """
    found = [*_stated("published", article.get("datePublished"), metas, PUBLISHED), *_timed(tree)]
    if not found:
        found = list(_guessed(tree, url))
    told = [*found, *_stated("updated", article.get("dateModified"), metas, UPDATED)]
    return tuple(dict.fromkeys(told))[:MOST]


def chosen(dates: tuple[Dated, ...], kind: Kind) -> Dated | None:
    """The candidate that is taken: the first of its kind."""
    return next((one for one in dates if one.kind == kind), None)


def _stated(
    kind: Kind, data: Any, metas: Mapping[str, str], names: tuple[str, ...]
) -> Iterator[Dated]:
    value = data[0] if isinstance(data, list) and data else data
    stated = [("json-ld", value if isinstance(value, str) else "")]
    stated += [(f"meta:{name}", metas.get(name, "")) for name in names]
    for origin, text in stated:
        when = lenient(text) if text else None
        if when:
            yield Dated(kind, when, origin)


def _timed(tree: Any) -> Iterator[Dated]:
    for element in tree.iter("time"):
        when = lenient(element.get("datetime") or "")
        if when:
            yield Dated("published", when, "time")


def _guessed(tree: Any, url: str | None) -> Iterator[Dated]:
    from htmldate import find_date  # noqa: PLC0415  slow to import, seldom needed

    with suppress(Exception):  # htmldate raises whatever its parsers raise
        found = find_date(tree, url=url, original_date=True, extensive_search=True)
        if found:
            yield Dated("published", date.fromisoformat(found), "htmldate")
