"""Statements as a feed, the newest first: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import json
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from dragoman.exports.told import Saying, Told, sayings
from dragoman.ids import digest
from dragoman.link import to_words
from dragoman.safe import printable
from dragoman.stories.said import printed

MOST = 200
"""Entries of a feed; readers ask again."""


def _newest(told: Told) -> list[Saying]:
    held = [one for one in sayings(told) if one.actors]
    held.sort(key=lambda one: (printed(one.article.published), one.statement.id), reverse=True)
    return held[:MOST]


def _title(told: Told, one: Saying) -> str:
    return f"{told.names(one.actors)}: {', '.join(one.types) or 'statement'}"


def write_atom(told: Told, stream: BinaryIO) -> int:
    """One Atom feed."""
    held = _newest(told)
    updated = printed(held[0].article.published if held else None).isoformat()
    rows = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_xml(told.title)}</title>",
        f"<id>urn:dragoman:feed:{digest('feed', told.title)}</id>",
        f"<updated>{updated}</updated>",
        "<generator>Dragoman</generator>",
    ]
    for one in held:
        address = to_words(one.article.uri, one.article.text, one.span)
        rows += [
            "<entry>",
            f"<title>{_xml(_title(told, one))}</title>",
            f"<id>{one.urn}</id>",
            f"<updated>{printed(one.article.published).isoformat()}</updated>",
            f"<author><name>{_xml(told.names(one.actors))}</name></author>",
            *([f"<link href={quoteattr(address)}/>"] if address else []),
            *(f"<category term={quoteattr(kind)}/>" for kind in one.types),
            f'<content type="text">{_xml(one.words)}</content>',
            "</entry>",
        ]
    stream.write(("\n".join([*rows, "</feed>"]) + "\n").encode())
    return len(held)


def _xml(text: str) -> str:
    return escape(printable(text))


def write_json_feed(told: Told, stream: BinaryIO) -> int:
    """One JSON Feed 1.1."""
    held = _newest(told)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": told.title,
        "items": [_item(told, one) for one in held],
    }
    stream.write((json.dumps(feed, ensure_ascii=True, indent=1) + "\n").encode())
    return len(held)


def _item(told: Told, one: Saying) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": one.urn,
        "title": _title(told, one),
        "content_text": one.words,
        "tags": [*one.types, *one.actors],
        "authors": [{"name": told.name(code)} for code in one.actors],
    }
    if one.article.published:
        found["date_published"] = printed(one.article.published).isoformat()
    address = to_words(one.article.uri, one.article.text, one.span)
    return {**found, "url": address} if address else found
