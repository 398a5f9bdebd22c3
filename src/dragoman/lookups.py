"""Single questions: who does a phrase name, which day is it; also asked line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from dragoman.actors.registry import Registry
from dragoman.actors.resolve import resolve
from dragoman.articles import parse_published
from dragoman.console import Failures
from dragoman.contract import iso
from dragoman.errors import BadRecord, UsageError
from dragoman.languages import dates
from dragoman.reactions.coder import Coder
from dragoman.reactions.deeds.lexicon import lexicon
from dragoman.reactions.framing import YIELD, between_two
from dragoman.sources.batch import lines


def lines_of(stream: BinaryIO, needed: str, failures: Failures) -> Iterator[dict[str, Any]]:
    """The JSON objects of a stream, one a line; a line that is none goes to `failures`."""
    for number, line in enumerate(lines(stream), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict) and isinstance(row.get(needed), str):
            yield row
        else:
            failures.add(
                BadRecord(f'line {number} is no JSON object with a string "{needed}": mend it')
            )


def actor_of(registry: Registry, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The question with "actor", "kind" and "confidence": null undecided, a list where several.

    Raises BadDate for a day that is none, UsageError for a context that is none.
    """
    context = asked.get("context") or []
    codes = [context] if isinstance(context, str) else context
    if not isinstance(codes, list):
        raise UsageError(f"the context of {asked['name']!r} is no actor code and no list of them")
    on = _day(asked.get("on"))
    found = resolve(registry, str(asked["name"]), on, [str(code) for code in codes])
    several = list(found.actors) if len(found.actors) > 1 else None
    answer = several or (found.actors[0] if found.actors else None)
    return {**asked, "actor": answer, "kind": found.kind, "confidence": found.confidence}


def when_of(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The question with "earliest", "latest" and "precision", null where the phrase has no bounds.

    Raises BadDate for a publication day that is none, UsageError where it is missing.
    """
    published = _day(asked.get("published"))
    if published is None:
        raise UsageError(f'{asked["phrase"]!r} has no publication day: add "published"')
    sentence = asked.get("sentence") or ""
    found = dates.resolve(str(asked["phrase"]), published, str(sentence))
    return {
        **asked,
        "earliest": iso(found.earliest) if found else None,
        "latest": iso(found.latest) if found else None,
        "precision": found.precision if found else None,
    }


def roots_of(coder: Coder, asked: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each question with "root", one of PLOVER's sixteen, and "confidence"; source and target may be missing."""
    framed = [
        between_two(*(str(one.get(name) or "") for name in ("sentence", "source", "target")))
        for one in asked
    ]
    for one, (root, confidence) in zip(asked, coder.roots(framed), strict=True):
        told = _given_way(str(one["sentence"])) if root == YIELD else root
        yield {**one, "root": told, "confidence": confidence}


def _given_way(sentence: str) -> str:
    """RETREAT where forces are told of, else CONCEDE: the two that the labels have as one YIELD."""
    forces = lexicon().classes["forces"]
    told = any(word.strip(".,;:“”\"'()").lower() in forces for word in sentence.split())
    return "RETREAT" if told else "CONCEDE"


def _day(value: Any) -> date | None:
    if value in (None, ""):
        return None
    found = parse_published(str(value))
    return found.date() if isinstance(found, datetime) else found


def actor_line(found: Mapping[str, Any]) -> str:
    """What `actor_of` found as one line of text."""
    code = found["actor"]
    if code is None:
        return "not decided"
    codes = code if isinstance(code, list) else [code]
    return f"{' '.join(codes)}\t{found['kind']}\t{found['confidence']}"
