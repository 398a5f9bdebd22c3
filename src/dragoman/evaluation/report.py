"""What `dragoman evaluate` prints: a table for people, one object for programs; both say the unit."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.evaluation.coding import Coding, figures
from dragoman.evaluation.corpus import JUDGED, Evaluation, digest_of
from dragoman.evaluation.reliability import BINS, equal_mass, equal_width, error
from dragoman.evaluation.spans import KINDS, WAYS, Counts
from dragoman.evaluation.speakers import COVERED, Share

UNIT = {
    "exact": "spans of the kind in all attributions, each once; right: both ends in characters",
    "begin": "first characters of those spans; right: the same character",
    "token": "words that those spans touch, each once; punctuation marks are words",
    "statement": "attributions; right: source, cue and content each overlap by half (intersection "
    "over union of characters) and belong together",
    "entities": "named things of nine types; right: the type and both ends",
    "roles": "offices, posts and occupations by which a text names people; right: both ends",
    "speaker": f"quotes found (content covered by more than {COVERED}, as Gender Gap Tracker counts); "
    "right: source, or the mention where the gold has one, shares a character",
    "within": "right statements nested in gold or found; right: inside the same statement",
    "in_title": "right statements in a title in gold or found; right: in both",
    "calibration error": "mean distance between confidence and share right, in "
    f"{BINS} bins, weighed by count; spans as found before linking (right: exact); statements (right: "
    "as above), nested ones only where the gold tells of nesting",
}


CODED_UNIT = {
    "types micro F1": "pairs of a marked statement and a type; macro F1: the mean over the types labelled",
    "targets F1": "pairs of a marked statement and a target; authorities and the host's code are one",
    "posture accuracy": "marked statements",
    "posture words": "right postures whose words are labelled; right: found and labelled words overlap",
    "deeds F1": "deeds; right: type, actors and place in the text",
    "modality accuracy": "deeds found in the right place with the right type",
    "deed targets F1": "targets of those deeds",
    "claims recall": "claimed numbers; right: quantity, value, bound and claimant",
    "claims precision": "claims found in the cases that have some",
    "claims quantity": "claimed numbers of which this alone is right, as value, bound and claimant",
    "false claims on traps": "cases without a claim; counted: those in which one is found",
}


def coded_record(done: Coding, corpus: Path) -> dict[str, Any]:
    """How cases are coded, as one object: figures by name, and the unit of each."""
    return {
        "corpus": corpus.name,
        "digest": digest_of(corpus),
        "cases": done.cases,
        "figures": {name: round(value, 4) for name, value in figures(done).items()},
        "unit": CODED_UNIT,
    }


def coded_table(done: Coding, corpus: Path) -> Iterator[str]:
    """How cases are coded, as lines of at most 100 characters."""
    yield coded_heading(done, corpus)
    yield ""
    told = figures(done)
    for name, value in told.items():
        yield f"{name:24}{value:>8.3f}"
    if done.types:
        yield ""
        yield f"{'type':24}{'F1':>8}{'right':>8}{'gold':>8}{'found':>8}"
        for name, one in sorted(done.types.items()):
            yield f"{name:24}{one.f1:>8.3f}{one.right:>8}{one.gold:>8}{one.found:>8}"
    yield ""
    for name, unit in CODED_UNIT.items():
        if name in told:
            yield from _wrapped(f"{name}: {unit}.")


def coded_heading(done: Coding, corpus: Path) -> str:
    """On what cases the figures are."""
    return f"{corpus.name} ({digest_of(corpus)}): {done.cases} cases"


def heading(done: Evaluation, corpus: Path) -> str:
    """On what the figures are."""
    return f"{corpus.name} ({digest_of(corpus)}): {done.articles} articles, reader {done.reader}"


def record(done: Evaluation, corpus: Path) -> dict[str, Any]:
    """Everything as one object: figures and counts by name, and the unit of each."""
    shares = {f"{name} accuracy": one for name, one in _shares(done).items()}
    return {
        "corpus": corpus.name,
        "digest": digest_of(corpus),
        "articles": done.articles,
        "reader": done.reader,
        "figures": {name: round(value, 4) for name, value in done.table().items()},
        "counts": {
            **{name: vars(one) for name, one in _counts(done).items()},
            **{name: vars(one) for name, one in shares.items()},
            **{f"{kind} calibration error": len(done.judged[kind]) for kind in JUDGED},
        },
        "unit": UNIT,
    }


def table(done: Evaluation, corpus: Path) -> Iterator[str]:
    """Everything as lines of at most 100 characters."""
    yield heading(done, corpus)
    yield ""
    yield f"{'':20}{'F1':>8}{'precision':>11}{'recall':>8}{'right':>9}{'gold':>8}{'found':>8}"
    for name, one in _counts(done).items():
        rates = f"{one.f1:>8.3f}{one.precision:>11.3f}{one.recall:>8.3f}"
        yield f"{name:20}{rates}{one.right:>9}{one.gold:>8}{one.found:>8}"
    yield ""
    yield f"{'':20}{'accuracy':>8}{'':19}{'right':>9}{'of':>8}"
    for name, share in _shares(done).items():
        yield f"{name:20}{share.value:>8.3f}{'':19}{share.right:>9}{share.total:>8}"
    yield ""
    yield from _calibration(done)
    yield ""
    for name, unit in UNIT.items():
        yield from _wrapped(f"{name}: {unit}.")


def _counts(done: Evaluation) -> dict[str, Counts]:
    spans = {f"{kind} {way}": getattr(done.spans, way)[kind] for kind in KINDS for way in WAYS}
    return {**spans, "statement": done.spans.statement, **done.entities}


def _shares(done: Evaluation) -> dict[str, Share]:
    return {name: share for name, share in vars(done.voices).items() if share.total}


def _calibration(done: Evaluation) -> Iterator[str]:
    widths = f"{'equal width':>13}{'equal mass':>12}"
    yield f"{'calibration error':20}{widths}{'confidence':>12}{'right':>8}{'found':>8}"
    for kind in JUDGED:
        judged = done.judged[kind]
        count = len(judged)
        sure, right = (sum(one[at] for one in judged) / max(count, 1) for at in (0, 1))
        errors = f"{error(equal_width(judged)):>13.3f}{error(equal_mass(judged)):>12.3f}"
        yield f"{kind:20}{errors}{sure:>12.3f}{right:>8.3f}{count:>8}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 100, subsequent_indent="  ")
