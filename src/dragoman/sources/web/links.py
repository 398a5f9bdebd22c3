"""Feeds and sitemaps as lists of articles' addresses: RSS, Atom, sitemaps and the news extension of Google's.

A document type with entities is refused before any XML parser sees it; entities are never resolved and nothing is
fetched while parsing. A feed that is malformed is read as far as it goes, and says so.
"""

from __future__ import annotations

import io
import re
import zlib
from calendar import timegm
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

from dragoman.errors import Hostile, InputError
from dragoman.sources.base import check_unpacked

MAX_BYTES = 10_000_000
MOST = 50_000
"""Addresses of one list (sitemaps.org allows as many)."""
_HEAD = 2_000
_ROOTS = {
    b"<rss": "feed", b"<feed": "feed", b"<rdf:rdf": "feed",
    b"<urlset": "sitemap", b"<sitemapindex": "sitemap",
}  # fmt: skip
_PREFIX = re.compile(rb"<(?:[\w.-]+:)?(urlset|sitemapindex)\b")
_ENTITY = re.compile(rb"<!doctype[^>]{0,4000}?(?:\[|<!entity)|<!entity", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """An article's address with what its list says of it; `is_list` for a sitemap within an index."""

    url: str
    published: str | None = None
    changed: datetime | None = None
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """The links of a list, and what was wrong with it."""

    links: tuple[Link, ...]
    fault: str | None = None


def kind_of(body: bytes) -> str | None:
    """ "feed" or "sitemap", by the first element; None for what is neither."""
    head = body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    found = [(head.find(mark), kind) for mark, kind in _ROOTS.items() if mark in head]
    if found and not head.startswith(b"<!doctype html") and b"<html" not in head[: min(found)[0]]:
        return min(found)[1]
    return "sitemap" if head.startswith(b"<?xml") and _PREFIX.search(head) else None


def unpacked(body: bytes, name: str) -> bytes:
    """A list that came as a .gz file; raises Hostile over a cap, InputError for damage."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpack = zlib.decompressobj(31)
    try:
        made = unpack.decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise InputError(f"{name} is damaged ({error}): fetch it again") from error
    check_unpacked(len(made), len(body), name)
    if len(made) > MAX_BYTES:
        raise Hostile(f"{name} unpacks to more than any sitemap and was set aside")
    if not unpack.eof:
        raise InputError(f"{name} ends in the middle: fetch it again")
    return made


def listed(body: bytes, name: str) -> Listed:
    """The links of a feed or sitemap at the address `name`; raises Hostile for one over a cap or with entities,
    InputError for one that is neither."""
    if len(body) > MAX_BYTES:
        raise Hostile(
            f"{name} is larger than {MAX_BYTES // 1_000_000} MB, more than any feed, and was set aside"
        )
    if _ENTITY.search(body):
        raise Hostile(f"{name} declares entities in its DOCTYPE and was set aside")
    kind = kind_of(body)
    if kind is None:
        raise InputError(f"{name} is neither a feed nor a sitemap: give the address of one")
    return _of_feed(body, name) if kind == "feed" else _of_sitemap(body, name)


def _of_feed(body: bytes, name: str) -> Listed:
    import feedparser  # noqa: PLC0415  only for feeds
    import feedparser.exceptions  # noqa: PLC0415

    made = feedparser.parse(
        io.BytesIO(body),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-location": name, "content-type": "application/xml"},
    )
    links = []
    for entry in made.entries[:MOST]:
        address = entry.get("link") or (
            entry.get("id") if str(entry.get("id", "")).startswith("http") else None
        )
        if address:
            # its own `get` answers for one with the other, and warns
            changed = dict.get(entry, "updated_parsed") or dict.get(entry, "published_parsed")
            when = datetime.fromtimestamp(timegm(changed), UTC) if changed else None
            links.append(Link(_joined(name, str(address)), entry.get("published"), when))
    wrong = made.get("bozo_exception") if made.bozo else None
    harmless = isinstance(wrong, feedparser.exceptions.ThingsNobodyCaresAboutButMe)
    return Listed(tuple(dict.fromkeys(links)), str(wrong) if wrong and not harmless else None)


def _of_sitemap(body: bytes, name: str) -> Listed:
    from lxml import etree  # noqa: PLC0415  only for sitemaps

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        tree = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name} is no sitemap that can be read ({error})") from error
    if tree is None:
        raise InputError(f"{name} is no sitemap that can be read")
    within = etree.QName(tree).localname == "sitemapindex"
    links = list(_entries(tree, name, is_list=within))
    fault = str(parser.error_log[0]) if len(parser.error_log) else None
    return Listed(tuple(dict.fromkeys(links[:MOST])), fault)


def _entries(tree: object, name: str, *, is_list: bool) -> Iterator[Link]:
    for entry in tree:  # type: ignore[attr-defined]
        told: dict[str, str] = {}
        for element in entry.iter():
            if isinstance(element.tag, str) and element.text and element.text.strip():
                told.setdefault(element.tag.rpartition("}")[2], element.text.strip())
        if told.get("loc"):
            day = told.get("publication_date")
            yield Link(
                _joined(name, told["loc"]), day, _moment(told.get("lastmod") or day), is_list
            )


def _joined(name: str, address: str) -> str:
    """An address of a list, whole; one that is none as it stands, to be told as such when it is asked for."""
    with suppress(ValueError):
        return urljoin(name, address)
    return address


def _moment(text: str | None) -> datetime | None:
    if text:
        with suppress(ValueError):
            found = datetime.fromisoformat(text)
            return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
