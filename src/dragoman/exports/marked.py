"""Statements as an editor marks them: spans for content, source and cue, and the codes that belong to a content.

What comes back from an editor is compared with what was sent out: each statement that differs becomes a
correction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.archive.base import Correction
from dragoman.archive.corrected import same
from dragoman.ids import digest
from dragoman.reactions import codebook
from dragoman.records import Reading, Span, Statement

CODES = ("actors", "types", "targets", "posture")


@dataclass(frozen=True, slots=True)
class Marked:
    """One statement as it is marked; `codes` has actors, types, targets and posture as far as told."""

    content: tuple[Span, ...]
    source: Span | None = None
    cue: tuple[Span, ...] = ()
    codes: Mapping[str, Any] = field(default_factory=dict)


def marked(reading: Reading) -> list[Marked]:
    """The statements of a reading, as they are sent out."""
    return [_marked(reading, one) for one in reading.statements if one.content]


def _marked(reading: Reading, one: Statement) -> Marked:
    return Marked(one.content, one.source, one.cue, codes_of(reading, one))


def codes_of(reading: Reading, one: Statement) -> dict[str, Any]:
    """What a statement is coded as."""
    speaker, reaction = reading.speakers.get(one.id), reading.reactions.get(one.id)
    return {
        "actors": list(speaker.actors) if speaker else [],
        "types": [coded.type for coded in reaction.types] if reaction else [],
        "targets": list(reaction.targets) if reaction else [],
        "posture": reaction.posture if reaction else "none",
    }


def corrections(reading: Reading, held: Sequence[Marked]) -> list[Correction]:
    """What an editor changed: statements that are marked otherwise, are new, or are gone."""
    article, kept, found = reading.article, set[str](), list[Correction]()
    for mark in held:
        known = same(reading.statements, mark.content)
        if known:
            kept.add(known.id)
        body = _changed(known, _marked(reading, known) if known else None, mark)
        if body:
            found.append(_correction(article.id, article.revision, body))
    for one in reading.statements:
        if one.content and one.id not in kept:
            body = {"op": "drop", "content": _ends(one.content)}
            found.append(_correction(article.id, article.revision, body))
    return found


def _changed(known: Statement | None, before: Marked | None, after: Marked) -> dict[str, Any]:
    """A "set" with the fields that differ; empty where nothing does."""
    told: dict[str, Any] = {}
    if before is None or before.source != after.source:
        told["source"] = [after.source.start, after.source.end] if after.source else None
    if before is None or sorted(before.cue) != sorted(after.cue):
        told["cue"] = _ends(after.cue)
    for name in CODES:
        if name in after.codes and (before is None or before.codes[name] != after.codes[name]):
            told[name] = after.codes[name]
    moved = known is None or sorted(known.content) != sorted(after.content)
    if not told and not moved:
        return {}
    return {"op": "set", "content": _ends(after.content), **told}


def _ends(spans: Iterable[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in sorted(spans)]


def _correction(article: str, revision: str, body: Mapping[str, Any]) -> Correction:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return Correction(digest("correction", article, revision, text), article, revision, text)


def codes(text: str) -> dict[str, Any]:
    """The codes of an editor's note; raises ValueError where it is none."""
    found = json.loads(text)
    if not isinstance(found, dict) or not set(found) <= set(CODES):
        raise ValueError(f"a note holds other than {', '.join(CODES)}")
    for name in CODES[:3]:
        held = found.get(name, [])
        if not isinstance(held, list) or not all(isinstance(one, str) for one in held):
            raise ValueError(f"{name} is no list of words")
    unknown = sorted(set(found.get("types", [])) - set(codebook.load().types))
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no type of the codebook")
    if found.get("posture", "none") not in ("backs", "neutral", "critical", "none"):
        raise ValueError(f"{found['posture']!r} is no posture")
    return found


def within(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """Spans that lie in a text; raises ValueError for one that does not."""
    for one in spans:
        if one.end > len(text) or one.start == one.end:
            raise ValueError(f"[{one.start}, {one.end}] lies outside the text")
        yield one
