"""Whose text an article has: the agencies that its byline, its dateline or its last lines credit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.languages.data import load
from dragoman.records import Mark

_LAST = 4
"""Lines at the end in which a credit may stand."""
_LONGEST = 300
_DATELINE = re.compile(r"^[A-Z][^\n]{0,80}?\((?P<who>[A-Z][\w .–—-]{1,40})\)\s*[-–—]", re.MULTILINE)
_WITHIN = 1_500
_PART = re.compile(
    r"\s*(?:,|/|;|&|\+|\band\b|\bwith\b|\bfor\b|\bin\b|\bfrom\b|\|)\s*", re.IGNORECASE
)
_CREDIT = re.compile(
    r"(?:^|[.!?]\s+|\()"
    r"(?:(?:additional |with )?(?:reporting|material|files|inputs?|information) (?:by|from) "
    r"|(?:source|sources|via|credit|agency|agencies)\s*[:-]\s*"
    r"|copyright[^.\n]{0,12}?\b(?:\d{4}\s+)?(?:the )?"
    r"|©\s*(?:\d{4}\s+)?"
    r"|(?:[-–—]+\s*|\()(?:with )?)(?P<who>[^.()\n]{2,120})",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"(?P<who>[^.()\n]{2,120}?) (?:also )?contributed (?:to|reporting|additional)", re.IGNORECASE
)
_REPORTING = re.compile(r"\breporting by (?P<who>[^();]+)", re.IGNORECASE)
_LEADS = re.compile(r"^\W*(?:\d{4}\W+)?(?:the\s+)?", re.IGNORECASE)


def credits(text: str, marks: Sequence[Mark], authors: Sequence[str]) -> tuple[str, ...]:
    """The agencies credited, each once, in the order in which they are met: bylines, dateline, last lines.

    An agency that the prose only quotes ("told Reuters") is not credited.
    """
    return tuple(dict.fromkeys(_found(text, marks, authors)))


def _found(text: str, marks: Sequence[Mark], authors: Sequence[str]) -> Iterator[str]:
    bylines = [mark.span.of(text) for mark in marks if mark.kind == "byline"]
    for line in (*authors, *bylines):
        yield from _agencies(line)
    for dateline in _DATELINE.finditer(text[:_WITHIN]):
        yield from _agencies(dateline["who"])
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines[-_LAST:]:
        if len(line) <= _LONGEST:
            yield from _of_line(line)


def _of_line(line: str) -> Iterator[str]:
    whole = _named(line.strip("()[]–—-. "))
    if whole:
        yield whole
    for pattern in (_CREDIT, _CONTRIBUTED, _REPORTING):
        for credit in pattern.finditer(line):
            yield from _agencies(credit["who"])


def _agencies(words: str) -> Iterator[str]:
    """The agencies among names that are joined by commas, slashes or "and"."""
    for part in _PART.split(re.sub(r"^\s*by\s+", "", words, flags=re.IGNORECASE)):
        name = _named(part)
        if name:
            yield name


def _named(words: str) -> str | None:
    """The agency that words name; initials count in capitals alone: "Pa" is a father."""
    plain = " ".join(_LEADS.sub("", words).strip(" .:–—-[]()").split())
    found = _names().get(plain.lower())
    return found if found and (len(plain) > 4 or plain.isupper() or plain in _cased()) else None


@cache
def _names() -> dict[str, str]:
    table = load("en").table("articles", "agencies")
    return {written: name for name, forms in table.items() for written in forms}


@cache
def _cased() -> frozenset[str]:
    return frozenset({"dpa", "Efe", "Ansa", "Tass", "Jiji", "Lusa"})
