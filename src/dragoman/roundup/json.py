"""The page as JSON, for scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dragoman.records import Article, Circumstances, DateRange, Issue, Span, Via
from dragoman.roundup.link import to_words
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
        "as_of": _iso(page.request.as_of),
        "since": _iso(page.request.since),
        "documents": [_document(a, with_text) for a in page.articles],
        "host_block": [_section(s) for s in page.host_block],
        "actors": [_section(s) for s in page.actors],
        "also_acting": [_section(s) for s in page.also_acting],
        "others": [_section(s) for s in page.others],
        "claims": [_row(r) for r in page.rows()],
        "disputes": [_dispute(d) for d in page.disputes],
        "silent": [_absent(a) for a in page.silent],
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
        "published": _iso(one.published),
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
    }


def _shift(one: Shift) -> dict[str, Any]:
    return {"from": one.before, "to": one.after, "statements": list(one.statements)}


def _entry(one: Entry) -> dict[str, Any]:
    return {
        **_statement(one.first),
        "told_by": one.told_by,
        "new": one.new,
        "sources": [_source(s) for s in one.sightings],
        "nested": [_entry(e) for e in one.nested],
    }


def _statement(one: Sighting) -> dict[str, Any]:
    said, speaker, reaction = one.statement, one.speaker, one.reaction
    told = speaker.circumstances if speaker else Circumstances()
    whole = Span(min(s.start for s in said.content), max(s.end for s in said.content))
    text = one.article.text
    return {
        "id": said.id,
        "article": one.article.id,
        "outlet": one.article.outlet,
        "uri": one.article.uri,
        "title": one.article.title,
        "published": _iso(one.article.published),
        "text": whole.of(text),
        "quotes": [s.of(text) for s in said.content],
        "context": one.context.text,
        "context_span": _ends(one.context.span),
        "words": [{"span": _ends(w.span), "text": w.text} for w in one.words],
        "source": _ends(said.source) if said.source else None,
        "cue": [_ends(s) for s in said.cue],
        "content": [_ends(s) for s in said.content],
        "form": said.form,
        "within": said.within,
        "actors": list(speaker.actors) if speaker else [],
        "speaker": _speaker(one),
        **_said(told.said),
        "channel": told.channel,
        "venue": told.venue,
        "addressee": told.addressee,
        "via": _via(told.via),
        "types": [{"type": c.type, "confidence": c.confidence} for c in reaction.types]
        if reaction
        else [],
        "targets": list(reaction.targets) if reaction else [],
        "posture": reaction.posture if reaction else "none",
        "confidence": said.confidence,
    }


def _speaker(one: Sighting) -> Mapping[str, Any] | None:
    told = one.speaker
    if told is None:
        return None
    return {
        "name": told.name,
        "role": told.role,
        "mention": _ends(told.mention) if told.mention else None,
        "method": told.method,
        "confidence": told.confidence,
    }


def _said(when: DateRange | None) -> dict[str, str | None]:
    return {
        "said_on": _iso(when.day) if when else None,
        "said_earliest": _iso(when.earliest) if when else None,
        "said_latest": _iso(when.latest) if when else None,
        "said_precision": when.precision if when else None,
    }


def _via(relays: tuple[Via, ...]) -> list[dict[str, Any]]:
    return [{"name": v.name, "span": _ends(v.span) if v.span else None} for v in relays]


def _source(one: Sighting) -> dict[str, Any]:
    span = one.statement.content[0]
    return {
        "statement": one.statement.id,
        **_printed(one.article, span, one.context),
        "content": [_ends(s) for s in one.statement.content],
    }


def _printed(article: Article, span: Span, context: Passage) -> dict[str, Any]:
    return {
        "article": article.id,
        "outlet": article.outlet,
        "uri": article.uri,
        "link": to_words(article.uri, article.text, span),
        "title": article.title,
        "published": _iso(article.published),
        "context": context.text,
        "context_span": _ends(context.span),
    }


def _act(one: Act) -> dict[str, Any]:
    deed = one.first.deed
    return {
        "id": deed.id,
        "actors": list(deed.actors),
        "type": deed.type,
        "targets": list(deed.targets),
        "modality": deed.modality,
        "on": _iso(deed.on.day) if deed.on else None,
        "place": deed.place,
        "article": one.first.article.id,
        "evidence": _ends(deed.evidence),
        "text": deed.evidence.of(one.first.article.text),
        "confidence": deed.confidence,
        "new": one.new,
        "sources": [_report(r) for r in one.reports],
    }


def _report(one: Report) -> dict[str, Any]:
    printed = _printed(one.article, one.deed.evidence, one.context)
    return {"deed": one.deed.id, **printed, "evidence": _ends(one.deed.evidence)}


def _row(one: Row) -> dict[str, Any]:
    claim = one.first.claim
    return {
        "id": claim.id,
        "quantity": claim.quantity,
        "population": claim.population,
        "text": claim.text,
        "low": claim.low,
        "high": claim.high,
        "bound": claim.bound,
        "currency": claim.currency,
        "place": claim.place,
        "as_of": _iso(claim.as_of.day) if claim.as_of else None,
        "claimant": claim.claimant,
        "via": _via(claim.via),
        "part_of": claim.part_of,
        "supersedes": claim.supersedes,
        "superseded": one.superseded,
        "statement": claim.statement,
        "article": one.first.article.id,
        "evidence": _ends(claim.evidence),
        "new": one.new,
        "sources": [_figure(f) for f in one.figures],
    }


def _figure(one: Figure) -> dict[str, Any]:
    printed = _printed(one.article, one.claim.evidence, one.context)
    return {"claim": one.claim.id, **printed, "evidence": _ends(one.claim.evidence)}


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


def _ends(span: Span) -> list[int]:
    return [span.start, span.end]


def _iso(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None
