"""What a page says of itself: title, outlet, address, day of publication, authors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from dragoman.articles.blocks import clean
from dragoman.articles.dating import candidates, chosen
from dragoman.articles.decode import normalise
from dragoman.ids import canonical
from dragoman.records import Dated

_ARTICLE_TYPES = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|ReportageNews\w*)$")
_LONGEST_BODY = 1_000_000
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Page:
    """What a page states; None or empty where it is silent. `titles` holds every form of the title,
    `body` the article's text where the page repeats it as data; `free` is False where it says one must pay."""

    title: str | None = None
    titles: frozenset[str] = frozenset()
    outlet: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    dates: tuple[Dated, ...] = ()
    free: bool = True
    body: str = ""

    @property
    def published(self) -> date | datetime | None:
        """The day or moment of publication that is taken."""
        told = chosen(self.dates, "published")
        return told.when if told else None


def metadata(tree: Any, uri: str | None) -> Page:
    """What the parsed page at `uri` (None for a file) states of itself."""
    metas = _metas(tree)
    article = next(iter(_articles(tree)), {})
    url = _canonical(tree, metas, uri)
    headline = _string(article.get("headline")) or None
    heads = [clean(h1.text_content()) for h1 in tree.iter("h1")]
    titles = [headline, metas.get("og:title"), metas.get("twitter:title"), *heads, _title_tag(tree)]
    return Page(
        title=_title(headline, heads, metas, tree),
        titles=frozenset(title for title in titles if title),
        outlet=_outlet(article, metas, url or uri),
        url=url,
        authors=tuple(_names(article.get("author"))),
        section=clean(_string(article.get("articleSection")) or metas.get("article:section", ""))
        or None,
        dates=candidates(article, metas, tree, url),
        free=str(article.get("isAccessibleForFree", True)).lower() != "false",
        body=_string(article.get("articleBody"))[:_LONGEST_BODY],
    )


def _metas(tree: Any) -> dict[str, str]:
    """The first value of each meta element, by its name in lower case."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        value = clean(meta.get("content") or "")
        if name and value:
            found.setdefault(name.strip().lower(), value)
    return found


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The article objects of the page's JSON-LD."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            with suppress(ValueError, RecursionError):
                yield from _article_objects(json.loads(script.text or "", strict=False), 0)


def _article_objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _article_objects(each, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in kinds):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _article_objects(value.get(key), depth + 1)


def _string(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return normalise(value).strip() if isinstance(value, str) else ""


def _names(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if name := clean(_string(each)):
            yield name


def _is_own(address: str, uri: str) -> bool:
    """Whether an address lies on the domain that a page was fetched from; a file says nothing of it."""
    from courlan import extract_domain  # noqa: PLC0415  slow to import

    if not uri.lower().startswith(("http://", "https://")):
        return True
    own = extract_domain(uri, fast=True)
    return own is None or _host(address) == _host(uri) or extract_domain(address, fast=True) == own


def _title_tag(tree: Any) -> str:
    return clean(next((title.text or "" for title in tree.iter("title")), ""))


def _title(headline: str | None, heads: list[str], metas: dict[str, str], tree: Any) -> str | None:
    """The headline as the reader sees it: the h1, if the page's data or address says the same."""
    stated = [clean(title) for title in (headline, metas.get("og:title")) if title]
    whole = _title_tag(tree)
    for head in filter(None, heads):
        if any(_same_start(head, title) for title in [*stated, whole]):
            return head
    filled = [head for head in heads if head]
    if len(filled) == 1 and not stated:
        return filled[0]
    return next(iter(stated), None) or re.split(r" [|–—-] ", whole)[0] or None


def _same_start(one: str, other: str) -> bool:
    a, b = (re.sub(r"\W+", "", each).casefold() for each in (one, other))
    return bool(a and b) and (a.startswith(b[:40]) or b.startswith(a[:40]))


def _outlet(article: dict[str, Any], metas: dict[str, str], url: str | None) -> str | None:
    named = clean(_string(article.get("publisher"))) or metas.get("og:site_name")
    host = _host(url or "")
    return named or (host.removeprefix("www.") if host else None)


def _host(address: str) -> str | None:
    with suppress(ValueError):
        return urlsplit(address).hostname
    return None


def _canonical(tree: Any, metas: dict[str, str], uri: str | None) -> str | None:
    stated = [link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"]
    for address in filter(None, [*stated, metas.get("og:url"), uri]):
        with suppress(ValueError):
            found = canonical(urljoin(uri or "", address))
            if found and uri and not _is_own(found, uri):
                continue  # a page must not pose as another outlet's article
            # A front page named as canonical would give all articles of the outlet one id.
            if found and (urlsplit(found).path.strip("/") or address == uri):
                return found
    return None
