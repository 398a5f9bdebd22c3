"""The nouns as JSON, field by field: what every command that prints them agrees on.

Spans are [start, end] in characters of the article's text, end exclusive; days are ISO 8601.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from dragoman.records import (
    Circumstances,
    Claim,
    DateRange,
    Deed,
    Entity,
    Reaction,
    Span,
    Speaker,
    Statement,
    Via,
)


def ends(span: Span) -> list[int]:
    """A span as JSON."""
    return [span.start, span.end]


def iso(value: date | datetime | None) -> str | None:
    """A day or moment in ISO 8601."""
    return value.isoformat() if value else None


def entity(one: Entity, text: str) -> dict[str, Any]:
    """A named thing or a role, with its words in the article's text."""
    return {
        "kind": one.kind,
        "span": ends(one.span),
        "text": one.span.of(text),
        "confidence": one.confidence,
    }


def statement(one: Statement, speaker: Speaker | None, reaction: Reaction | None) -> dict[str, Any]:
    """A statement with who made it and what it does."""
    told = speaker.circumstances if speaker else Circumstances()
    coded = reaction or Reaction(one.id, ())
    return {
        "id": one.id,
        "source": ends(one.source) if one.source else None,
        "cue": [ends(s) for s in one.cue],
        "content": [ends(s) for s in one.content],
        "form": one.form,
        "within": one.within,
        "in_title": one.in_title,
        "actors": list(speaker.actors) if speaker else [],
        "speaker": _speaker(speaker),
        **_said(told.said),
        "channel": told.channel,
        "venue": told.venue,
        "addressee": told.addressee,
        "via": _via(told.via),
        "types": [{"type": c.type, "confidence": c.confidence} for c in coded.types],
        **_aims(coded),
        "confidence": one.confidence,
    }


def _aims(one: Reaction) -> dict[str, Any]:
    return {
        "targets": list(one.targets),
        "target_words": {aimed.target: ends(aimed.words) for aimed in one.aimed},
        "posture": one.posture,
        "posture_words": ends(one.posture_words) if one.posture_words else None,
    }


def _speaker(one: Speaker | None) -> dict[str, Any] | None:
    if one is None or not (one.mention or one.actors):
        return None
    return {
        "name": one.name,
        "role": one.role,
        "mention": ends(one.mention) if one.mention else None,
        "method": one.method,
        "confidence": one.confidence,
    }


def _said(when: DateRange | None) -> dict[str, str | None]:
    return {
        "said_on": iso(when.day) if when else None,
        "said_earliest": iso(when.earliest) if when else None,
        "said_latest": iso(when.latest) if when else None,
        "said_precision": when.precision if when else None,
    }


def _via(relays: tuple[Via, ...]) -> list[dict[str, Any]]:
    return [{"name": v.name, "span": ends(v.span) if v.span else None} for v in relays]


def _one_day(when: DateRange | None) -> str | None:
    return iso(when.day) if when else None


def deed(one: Deed) -> dict[str, Any]:
    """A deed."""
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


def claim(one: Claim) -> dict[str, Any]:
    """A claim."""
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
