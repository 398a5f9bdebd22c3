"""One reading as one JSON object: the contract of `dragoman read --json`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from dragoman.records import (
    Article,
    Circumstances,
    Claim,
    DateRange,
    Deed,
    Reading,
    Span,
    Statement,
    Via,
)


def record(reading: Reading) -> dict[str, Any]:
    """Everything that was read of an article; spans are [start, end] in characters of its text."""
    return {
        "id": own_id(reading.article),
        "article": article(reading.article),
        "host": reading.host,
        "statements": [_statement(reading, one) for one in reading.statements],
        "deeds": [_deed(one) for one in reading.deeds],
        "claims": [_claim(one) for one in reading.claims],
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
        "published": day(one.published),
        "language": one.language,
        "text": one.text,
        "marks": [{"kind": m.kind, "span": ends(m.span)} for m in one.marks],
    }


def ends(span: Span) -> list[int]:
    """A span as JSON."""
    return [span.start, span.end]


def day(value: date | datetime | None) -> str | None:
    """A day or moment in ISO 8601."""
    return value.isoformat() if value else None


def _statement(reading: Reading, one: Statement) -> dict[str, Any]:
    speaker = reading.speakers.get(one.id)
    reaction = reading.reactions.get(one.id)
    told = speaker.circumstances if speaker else Circumstances()
    named = speaker if speaker and (speaker.mention or speaker.actors) else None
    return {
        "id": one.id,
        "source": ends(one.source) if one.source else None,
        "cue": [ends(s) for s in one.cue],
        "content": [ends(s) for s in one.content],
        "form": one.form,
        "within": one.within,
        "in_title": one.in_title,
        "actors": list(speaker.actors) if speaker else [],
        "speaker": named
        and {
            "name": named.name,
            "role": named.role,
            "mention": ends(named.mention) if named.mention else None,
            "method": named.method,
            "confidence": named.confidence,
        },
        **_said(told.said),
        "channel": told.channel,
        "venue": told.venue,
        "addressee": told.addressee,
        "via": _via(told.via),
        "types": [
            {"type": c.type, "confidence": c.confidence}
            for c in (reaction.types if reaction else ())
        ],
        "targets": list(reaction.targets) if reaction else [],
        "posture": reaction.posture if reaction else "none",
        "confidence": one.confidence,
    }


def _said(when: DateRange | None) -> dict[str, str | None]:
    return {
        "said_on": day(when.day) if when else None,
        "said_earliest": day(when.earliest) if when else None,
        "said_latest": day(when.latest) if when else None,
        "said_precision": when.precision if when else None,
    }


def _via(relays: tuple[Via, ...]) -> list[dict[str, Any]]:
    return [{"name": v.name, "span": ends(v.span) if v.span else None} for v in relays]


def _one_day(when: DateRange | None) -> str | None:
    return day(when.day) if when else None


def _deed(one: Deed) -> dict[str, Any]:
    return {
        "id": one.id,
        "actors": list(one.actors),
        "type": one.type,
        "targets": list(one.targets),
        "modality": one.modality,
        "on": _one_day(one.on),
        "place": one.place,
        "evidence": ends(one.evidence),
        "confidence": one.confidence,
    }


def _claim(one: Claim) -> dict[str, Any]:
    return {
        "id": one.id,
        "quantity": one.quantity,
        "population": one.population,
        "text": one.text,
        "low": one.low,
        "high": one.high,
        "bound": one.bound,
        "currency": one.currency,
        "place": one.place,
        "as_of": _one_day(one.as_of),
        "claimant": one.claimant,
        "via": _via(one.via),
        "part_of": one.part_of,
        "supersedes": one.supersedes,
        "evidence": ends(one.evidence),
        "statement": one.statement,
    }
