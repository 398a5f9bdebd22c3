"""Statements as linked data: W3C Web Annotations with the words they quote, and schema.org Quotations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from dragoman.exports.told import Saying, Told, sayings
from dragoman.link import to_words, web

AROUND = 32
"""Characters before and after the words that help to find them again (TextQuoteSelector)."""


def write_annotations(told: Told, stream: BinaryIO) -> int:
    """One AnnotationPage (W3C Web Annotation Data Model, JSON-LD)."""
    items = [_annotation(told, one) for one in sayings(told)]
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "id": f"urn:dragoman:annotations:{len(items)}",
        "items": items,
    }
    return _dump(page, len(items), stream)


def _annotation(told: Told, one: Saying) -> dict[str, Any]:
    text, span = one.article.text, one.span
    tags = [*one.types, *(f"actor:{code}" for code in one.actors)]
    tags += [f"target:{code}" for code in one.targets]
    if one.reaction and one.reaction.posture != "none":
        tags.append(f"posture:{one.reaction.posture}")
    who = told.names(one.actors) or (
        one.speaker.name if one.speaker and one.speaker.name else "not decided"
    )
    bodies: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags
    ]
    bodies.append({"type": "TextualBody", "purpose": "identifying", "value": who})
    return {
        "id": one.urn,
        "type": "Annotation",
        "motivation": "tagging",
        "body": bodies,
        "target": {
            "source": web(one.article.uri) or f"urn:dragoman:article:{one.article.id}",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": span.of(text),
                    "prefix": text[max(0, span.start - AROUND) : span.start],
                    "suffix": text[span.end : span.end + AROUND],
                },
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            ],
        },
    }


def write_quotations(told: Told, stream: BinaryIO) -> int:
    """A schema.org graph with a Quotation for each statement in a speaker's own words."""
    items = [_quotation(told, one) for one in sayings(told) if one.statement.form == "direct"]
    return _dump({"@context": "https://schema.org", "@graph": items}, len(items), stream)


def _quotation(told: Told, one: Saying) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "Quotation",
        "@id": one.urn,
        "text": one.words,
        "inLanguage": one.article.language or "en",
    }
    creators = list(_creators(told, one))
    if creators:
        found["creator"] = creators if len(creators) > 1 else creators[0]
    if one.day:
        found["dateCreated"] = one.day.isoformat()
    source: dict[str, Any] = {"@type": "NewsArticle"}
    address = to_words(one.article.uri, one.article.text, one.span)
    told_of = {
        "headline": one.article.title,
        "url": address,
        "datePublished": one.article.published_on and one.article.published_on.isoformat(),
        "publisher": one.article.outlet and {"@type": "Organization", "name": one.article.outlet},
    }
    source |= {name: value for name, value in told_of.items() if value}
    return {**found, "isPartOf": source}


def _creators(told: Told, one: Saying) -> Iterator[dict[str, Any]]:
    if one.speaker and one.speaker.name:
        person: dict[str, Any] = {"@type": "Person", "name": one.speaker.name}
        if one.speaker.role:
            person["jobTitle"] = one.speaker.role
        if one.actors:
            person["affiliation"] = [
                {"@type": "Organization", "name": told.name(code)} for code in one.actors
            ]
        yield person
    else:
        yield from ({"@type": "Organization", "name": told.name(code)} for code in one.actors)


def _dump(value: Any, count: int, stream: BinaryIO) -> int:
    stream.write((json.dumps(value, ensure_ascii=True, indent=1) + "\n").encode())
    return count
