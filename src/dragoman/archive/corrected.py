"""Readings with what editors put right: corrections go by the words that a statement covers, not by its id, so
that they hold for every later reading of the same text.

A correction's body is JSON: {"op": "set" | "drop", "content": [[s, e], …]} with, for "set", any of "source",
"cue", "actors", "name", "role", "types", "targets", "posture". A statement that covers half of the same words is
meant; a "set" that finds none adds one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dragoman.archive.base import Correction
from dragoman.ids import digest
from dragoman.records import Coded, Reaction, Reading, Span, Speaker, Statement

EDITOR = "editor"
"""The method by which a speaker is decided that an editor decided."""
HALF = 0.5


def corrected(readings: Iterable[Reading], corrections: Iterable[Correction]) -> list[Reading]:
    """The readings with the corrections of their revisions, in the order in which these were recorded."""
    held: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in corrections:
        held.setdefault((one.article, one.revision), []).append(json.loads(one.body))
    found = []
    for reading in readings:
        whole = reading
        for body in held.get((reading.article.id, reading.article.revision), ()):
            whole = apply(whole, body)
        found.append(whole)
    return found


def apply(reading: Reading, body: Mapping[str, Any]) -> Reading:
    """A reading with one correction."""
    content = tuple(Span(*ends) for ends in body["content"])
    known = same(reading.statements, content)
    if body["op"] == "drop":
        return _without(reading, known) if known else reading
    one = _set(known, content, body, reading.article.revision)
    others = [s for s in reading.statements if known is None or s.id != known.id]
    statements = tuple(sorted([*others, one], key=lambda s: s.extent))
    speaker = _speaker(reading.speakers.get(one.id), one.id, body)
    reaction = _reaction(reading.reactions.get(one.id), one.id, body)
    return replace(
        reading,
        statements=statements,
        speakers={**reading.speakers, **({one.id: speaker} if speaker else {})},
        reactions={**reading.reactions, **({one.id: reaction} if reaction else {})},
    )


def same(statements: Sequence[Statement], content: Sequence[Span]) -> Statement | None:
    """The statement that covers the same words, by half of all that both cover."""
    best, found = HALF, None
    for one in statements:
        both = _covered(one.content, content)
        share = both / max(_length(one.content) + _length(content) - both, 1)
        if share >= best:
            best, found = share, one
    return found


def _covered(one: Sequence[Span], other: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def _length(spans: Sequence[Span]) -> int:
    return sum(map(len, spans))


def _set(
    known: Statement | None, content: tuple[Span, ...], body: Mapping[str, Any], revision: str
) -> Statement:
    base = known or Statement(
        digest(revision, *(f"{s.start}-{s.end}" for s in content)),
        None,
        (),
        content,
        "indirect",
        1.0,
    )
    given: dict[str, Any] = {"content": content, "confidence": 1.0}
    if "source" in body:
        given["source"] = Span(*body["source"]) if body["source"] else None
        given["mention"] = None
    if "cue" in body:
        given["cue"] = tuple(Span(*ends) for ends in body["cue"])
    return replace(base, **given)


def _speaker(known: Speaker | None, name: str, body: Mapping[str, Any]) -> Speaker | None:
    told = {key: body[key] for key in ("actors", "name", "role") if key in body}
    if not told:
        return known
    if "actors" in told:
        told["actors"] = tuple(told["actors"])
    return replace(known or Speaker(name), method=EDITOR, confidence=1.0, **told)


def _reaction(known: Reaction | None, name: str, body: Mapping[str, Any]) -> Reaction | None:
    told: dict[str, Any] = {}
    if "types" in body:
        told["types"] = tuple(Coded(one, 1.0) for one in body["types"])
    if "targets" in body:
        told["targets"], told["aimed"] = tuple(body["targets"]), ()
    if "posture" in body:
        told["posture"], told["posture_words"] = body["posture"], None
    return replace(known or Reaction(name, ()), method=EDITOR, **told) if told else known


def _without(reading: Reading, gone: Statement) -> Reading:
    kept = tuple(
        replace(one, within=None) if one.within == gone.id else one
        for one in reading.statements
        if one.id != gone.id
    )
    return replace(
        reading,
        statements=kept,
        speakers={k: v for k, v in reading.speakers.items() if k != gone.id},
        reactions={k: v for k, v in reading.reactions.items() if k != gone.id},
    )


def new_ones(kept: Sequence[Correction], given: Sequence[Correction]) -> list[Correction]:
    """Those of `given` that are not what was put right of the same words last."""
    last = {_what(one): one.body for one in kept}
    fresh = []
    for one in given:
        if last.get(_what(one)) != one.body:
            last[_what(one)] = one.body
            fresh.append(one)
    return fresh


def _what(one: Correction) -> tuple[str, str, str]:
    return one.article, one.revision, json.dumps(json.loads(one.body)["content"])
