"""One reading as one JSON object: the contract of `dragoman read --json`."""

from __future__ import annotations

from typing import Any

from dragoman import contract
from dragoman.records import Article, Reading, Statement


def record(reading: Reading) -> dict[str, Any]:
    """Everything that was read of an article; spans are [start, end] in characters of its text."""
    return {
        "id": own_id(reading.article),
        "article": article(reading.article),
        "host": reading.host,
        "statements": [_statement(reading, one) for one in reading.statements],
        "entities": [contract.entity(one, reading.article.text) for one in reading.entities],
        "deeds": [contract.deed(one) for one in reading.deeds],
        "claims": [contract.claim(one) for one in reading.claims],
        "issues": [
            {"stage": i.stage, "level": i.level, "message": i.message} for i in reading.issues
        ],
        "made_by": dict(reading.made_by),
    }


def own_id(one: Article) -> str | int:
    """The id that the user gave, else the article's own."""
    return one.id if one.given_id in (None, "") else one.given_id


def article(one: Article) -> dict[str, Any]:
    """The clean article with its marks."""
    return {
        "id": one.id,
        "revision": one.revision,
        "uri": one.uri,
        "outlet": one.outlet,
        "title": one.title,
        "published": contract.iso(one.published),
        "updated": contract.iso(one.updated),
        "dates": [
            {"kind": d.kind, "when": contract.iso(d.when), "origin": d.origin} for d in one.dates
        ],
        "authors": list(one.authors),
        "section": one.section,
        "credits": list(one.credits),
        "language": one.language,
        "text": one.text,
        "marks": [{"kind": m.kind, "span": contract.ends(m.span)} for m in one.marks],
    }


def _statement(reading: Reading, one: Statement) -> dict[str, Any]:
    return contract.statement(one, reading.speakers.get(one.id), reading.reactions.get(one.id))
