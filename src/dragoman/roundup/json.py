"""The page as JSON, for scripts."""

from __future__ import annotations

import json
import re
from typing import Any

from dragoman import contract
from dragoman.contract import ends, iso
from dragoman.link import to_words
from dragoman.records import Article, Issue, Span
from dragoman.roundup.brief import lead
from dragoman.roundup.page import (
    Absent,
    Act,
    Dispute,
    Entry,
    Figure,
    Passage,
    Report,
    Roundup,
    Row,
    Section,
    Shift,
    Sighting,
)

_SURROGATE = re.compile("[\ud800-\udfff]")


def render(page: Roundup) -> str:
    """The contract of `roundup --format json`."""
    text = json.dumps(record(page), ensure_ascii=False, indent=2)
    return _SURROGATE.sub(lambda m: f"\\u{ord(m.group()):04x}", text) + "\n"


def record(page: Roundup) -> dict[str, Any]:
    """The page as plain values; spans are [start, end] in characters of the article's text."""
    issues = [(a.id, _issue(i)) for a, i in page.issues]
    with_text = page.request.with_articles
    return {
        "title": page.title,
        "host": page.host,
        "as_of": iso(page.request.as_of),
        "since": iso(page.request.since),
        "documents": [_document(a, with_text) for a in page.articles],
        "host_block": [_section(s) for s in page.host_block],
        "actors": [_section(s) for s in page.actors],
        "also_acting": [_section(s) for s in page.also_acting],
        "others": [_section(s) for s in page.others],
        "claims": [_row(r) for r in page.rows()],
        "disputes": [_dispute(d) for d in page.disputes],
        "silent": [_absent(a) for a in page.silent],
        "lead": [
            {"text": p.text, "words": [w.text for w in p.said], "kind": p.kind, "id": p.id}
            for p in lead(page)
        ],
        "folds": [
            {"types": list(f.types), "actors": [s.actor for s in f.sections]} for f in page.folds
        ],
        "answers": [
            {"statement": a.entry.fullest.statement.id, "to": a.to.fullest.statement.id}
            for a in page.answers
        ],
        "new": _new(page),
        "issues": [{"article": article, **issue} for article, issue in issues],
    }


def _document(one: Article, with_text: bool) -> dict[str, Any]:
    text = {"text": one.text} if with_text else {}
    return {
        "id": one.id,
        "revision": one.revision,
        "given_id": one.given_id,
        "uri": one.uri,
        "outlet": one.outlet,
        "title": one.title,
        "published": iso(one.published),
        "language": one.language,
        **text,
    }


def _section(one: Section) -> dict[str, Any]:
    return {
        "actor": one.actor,
        "name": one.name,
        "kind": one.kind,
        "posture": one.posture,
        "statements": [_entry(e) for e in one.statements],
        "deeds": [_act(a) for a in one.deeds],
        "shift": _shift(one.shift) if one.shift else None,
        "dissents": [
            {"body": d.body, "statement": d.says, "body_statement": d.body_says}
            for d in one.dissents
        ],
    }


def _shift(one: Shift) -> dict[str, Any]:
    return {"from": one.before, "to": one.after, "statements": list(one.statements)}


def _entry(one: Entry) -> dict[str, Any]:
    return {
        **_statement(one.fullest),
        "told_by": one.told_by,
        "earliest": {
            "article": one.earliest.article.id,
            "outlet": one.earliest.article.outlet,
            "published": iso(one.earliest.article.published),
        },
        "independent_sources": one.independent,
        "variants": [_variant(s) for s in one.variants],
        "new": one.new,
        "sources": [_source(s) for s in one.sightings],
        "nested": [_entry(e) for e in one.nested],
    }


def _variant(one: Sighting) -> dict[str, Any]:
    return {
        "statement": one.statement.id,
        "article": one.article.id,
        "words": [{"span": ends(w.span), "text": w.text} for w in one.words],
    }


def _statement(one: Sighting) -> dict[str, Any]:
    said = one.statement
    whole = Span(min(s.start for s in said.content), max(s.end for s in said.content))
    text = one.article.text
    return {
        **contract.statement(said, one.speaker, one.reaction),
        "article": one.article.id,
        "outlet": one.article.outlet,
        "uri": one.article.uri,
        "title": one.article.title,
        "published": iso(one.article.published),
        "text": whole.of(text),
        "quotes": [s.of(text) for s in said.content],
        "context": one.context.text,
        "context_span": ends(one.context.span),
        "words": [{"span": ends(w.span), "text": w.text} for w in one.words],
    }


def _source(one: Sighting) -> dict[str, Any]:
    span = one.statement.content[0]
    return {
        "statement": one.statement.id,
        **_printed(one.article, span, one.context),
        "content": [ends(s) for s in one.statement.content],
    }


def _printed(article: Article, span: Span, context: Passage) -> dict[str, Any]:
    return {
        "article": article.id,
        "outlet": article.outlet,
        "uri": article.uri,
        "link": to_words(article.uri, article.text, span),
        "title": article.title,
        "published": iso(article.published),
        "context": context.text,
        "context_span": ends(context.span),
    }


def _act(one: Act) -> dict[str, Any]:
    deed, article = one.first.deed, one.first.article
    return {
        **contract.deed(deed),
        "article": article.id,
        "text": deed.evidence.of(article.text),
        "new": one.new,
        "sources": [_report(r) for r in one.reports],
    }


def _report(one: Report) -> dict[str, Any]:
    printed = _printed(one.article, one.deed.evidence, one.context)
    return {"deed": one.deed.id, **printed, "evidence": ends(one.deed.evidence)}


def _row(one: Row) -> dict[str, Any]:
    return {
        **contract.claim(one.first.claim),
        "superseded": one.superseded,
        "change": one.change,
        "replaced_by": one.replaced_by,
        "article": one.first.article.id,
        "new": one.new,
        "sources": [_figure(f) for f in one.figures],
    }


def _figure(one: Figure) -> dict[str, Any]:
    printed = _printed(one.article, one.claim.evidence, one.context)
    return {"claim": one.claim.id, **printed, "evidence": ends(one.claim.evidence)}


def _dispute(one: Dispute) -> dict[str, Any]:
    return {
        "quantity": one.quantity,
        "population": one.population,
        "place": one.place,
        "claims": [
            {
                "id": r.first.claim.id,
                "claimant": r.first.claim.claimant,
                "low": r.first.claim.low,
                "high": r.first.claim.high,
                "bound": r.first.claim.bound,
            }
            for r in one.rows
        ],
    }


def _absent(one: Absent) -> dict[str, Any]:
    return {"actor": one.actor, "name": one.name, "kind": one.kind, "reason": one.reason}


def _new(page: Roundup) -> list[dict[str, Any]]:
    """What came after `since`, of every kind; `record` tells which."""
    found = [{"record": "statement", **_entry(e)} for e in page.entries() if e.new]
    found += [{"record": "deed", **_act(a)} for a in page.acts() if a.new]
    return found + [{"record": "claim", **_row(r)} for r in page.rows() if r.new]


def _issue(one: Issue) -> dict[str, Any]:
    return {
        "stage": one.stage,
        "level": one.level,
        "message": one.message,
        "subject": one.subject,
    }
