"""A reading as the rows that an archive keeps of it, and back; made where it was read: writers only write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Any

from dragoman.archive.codec import packed, unpacked
from dragoman.ids import canonical, digest
from dragoman.records import (
    ARTICLE,
    Article,
    Claim,
    Deed,
    Reaction,
    Reading,
    Span,
    Speaker,
    Statement,
)

Row = dict[str, Any]
_FIRST_DAY = date(1900, 1, 1)
_DAY_BITS, _REST_BITS = 16, 47
NOTHING_SEPARATES = " … "
"""What stands between the parts of a content that is not in one piece."""


@dataclass(frozen=True, slots=True)
class Said:
    """All that is kept of one statement."""

    statement: Statement
    speaker: Speaker | None = None
    reaction: Reaction | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one reading: one of its article, one of its own, and those of what it holds."""

    article: Row
    reading: Row
    statements: list[Row] = field(default_factory=list)
    labels: list[Row] = field(default_factory=list)
    deeds: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)


def rows_of(reading: Reading, version: str | None = None) -> Rows:
    """The rows of a reading by a version; by the stages that made it where none is given.

    `recorded_at` is left to the writer.
    """
    article = reading.article
    version = version or version_of(reading.made_by, "")
    key = digest(article.id, article.revision, version)
    statements = [_statement(reading, key, n) for n in range(len(reading.statements))]
    deeds = [_deed(reading, key, n) for n in range(len(reading.deeds))]
    claims = [_claim(reading, key, n) for n in range(len(reading.claims))]
    bare = replace(
        reading,
        article=_EMPTY,
        statements=(),
        speakers={},
        reactions={},
        deeds=(),
        claims=(),
        vectors={},
        encoding=None,
    )
    body = packed(bare)
    told = (body, *(row["body"] for row in (*statements, *deeds, *claims)))
    own = {
        "id": key,
        "article": article.id,
        "revision": article.revision,
        "version": version,
        "digest": digest(*told),
        "body": body,
        "vectors": _vectors(reading),
        "host": reading.host,
    }
    labels = [row for n, row in enumerate(statements) for row in _labels(reading, n, row["number"])]
    return Rows(article_row(article), own, statements, labels, deeds, claims)


_EMPTY = Article("", "", "")


def version_of(made_by: Mapping[str, str], settings: str) -> str:
    """A digest of what made a reading: the version of every stage, and what of the settings decides."""
    return digest(settings, *sorted(f"{name}={version}" for name, version in made_by.items()))


def article_row(article: Article) -> Row:
    """The row of an article; when it was fetched is no part of its body.

    `digest` orders records of one text: one with a day of publication comes before one without.
    """
    body = packed(replace(article, fetched_at=None))
    return {
        "id": article.id,
        "revision": article.revision,
        "uri": article.uri,
        "place": place_of(article.uri) if article.uri else None,
        "outlet": article.outlet,
        "title": article.title,
        "language": article.language,
        "published": article.published.isoformat() if article.published else None,
        "published_at": moment_of(article.published),
        "updated_at": moment_of(article.updated),
        "fetched_at": utc_of(article.fetched_at),
        "digest": f"{int(article.published is None)}{digest(body)}",
        "body": body,
        "cluster": article.id,
    }


def article_of(row: Mapping[str, Any]) -> Article:
    """The article of a row."""
    at = row["fetched_at"]
    found = unpacked(Article, row["body"])
    return replace(found, fetched_at=datetime.fromisoformat(at) if at else None)


def place_of(address: str) -> str:
    """What stands for an address where the address itself may not be kept."""
    return digest("place", canonical(address) or address)


def utc_of(when: datetime | None) -> str | None:
    """A moment in UTC with all its digits, as text that sorts."""
    return _in_utc(when).isoformat() if when else None


def moment_of(when: date | datetime | None) -> str | None:
    """A time as text that sorts: in UTC, to the second; a day at its start, no zone as UTC."""
    if when is None:
        return None
    if not isinstance(when, datetime):
        return datetime.combine(when, time.min).isoformat()
    return _in_utc(when).replace(tzinfo=None, microsecond=0).isoformat()


def _in_utc(when: datetime) -> datetime:
    """A moment in UTC; one without a zone is taken as that."""
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)


def _statement(reading: Reading, key: str, n: int) -> Row:
    one = reading.statements[n]
    speaker, reaction = reading.speakers.get(one.id), reading.reactions.get(one.id)
    said = speaker.circumstances.said if speaker else None
    day = (said.day if said else None) or reading.article.published_on
    return {
        "number": number_of(day, digest(key, one.id)),
        "reading": key,
        "id": one.id,
        "position": n,
        "day": day.isoformat() if day else None,
        "words": _words(reading.article.text, one.content),
        "speaker": speaker.name if speaker else None,
        "role": speaker.role if speaker else None,
        "posture": reaction.posture if reaction else "none",
        "form": one.form,
        "confidence": one.confidence,
        "body": packed(Said(one, speaker, reaction)),
    }


def number_of(day: date | None, key: str) -> int:
    """A number that grows with the day, its last bits from a hex digest; without a day the smallest."""
    since = max((day - _FIRST_DAY).days, 0) + 1 if day else 0
    high = min(since, (1 << _DAY_BITS) - 1)
    return (high << _REST_BITS) | (int(key, 16) & ((1 << _REST_BITS) - 1))


def first_number(day: date) -> int:
    """The least number of a day."""
    return number_of(day, "0")


def _words(text: str, spans: Sequence[Span]) -> str:
    return NOTHING_SEPARATES.join(span.of(text) for span in spans)


def _labels(reading: Reading, n: int, number: int) -> Iterator[Row]:
    one = reading.statements[n]
    speaker, reaction = reading.speakers.get(one.id), reading.reactions.get(one.id)
    for actor in dict.fromkeys(speaker.actors if speaker else ()):
        yield _label(number, "actor", actor, speaker.confidence if speaker else None)
    if reaction is None:
        return
    told = {coded.type: coded.confidence for coded in reversed(reaction.types)}
    for name, sure in told.items():
        yield _label(number, "type", name, sure)
    for target in dict.fromkeys(reaction.targets):
        yield _label(number, "target", target, None)


def _label(number: int, kind: str, value: str, confidence: float | None) -> Row:
    return {"number": number, "kind": kind, "value": value, "confidence": confidence}


def _deed(reading: Reading, key: str, n: int) -> Row:
    one = reading.deeds[n]
    return {
        "reading": key,
        "id": one.id,
        "position": n,
        "type": one.type,
        "modality": one.modality,
        "actors": " ".join(one.actors),
        "targets": " ".join(one.targets),
        "day": one.on.day.isoformat() if one.on and one.on.day else None,
        "place": one.place,
        "words": one.evidence.of(reading.article.text),
        "confidence": one.confidence,
        "body": packed(one),
    }


def _claim(reading: Reading, key: str, n: int) -> Row:
    one = reading.claims[n]
    return {
        "reading": key,
        "id": one.id,
        "position": n,
        "quantity": one.quantity,
        "population": one.population,
        "low": one.low,
        "high": one.high,
        "bound": one.bound,
        "place": one.place,
        "as_of": one.as_of.day.isoformat() if one.as_of and one.as_of.day else None,
        "claimant": one.claimant,
        "words": one.evidence.of(reading.article.text),
        "body": packed(one),
    }


def reading_of(rows: Rows) -> Reading:
    """The reading whose rows these are; raises KeyError or ValueError where they are not whole."""
    bare = unpacked(Reading, rows.reading["body"])
    said = [unpacked(Said, row["body"]) for row in _ordered(rows.statements)]
    return replace(
        bare,
        article=article_of(rows.article),
        statements=tuple(one.statement for one in said),
        speakers={one.statement.id: one.speaker for one in said if one.speaker},
        reactions={one.statement.id: one.reaction for one in said if one.reaction},
        deeds=tuple(unpacked(Deed, row["body"]) for row in _ordered(rows.deeds)),
        claims=tuple(unpacked(Claim, row["body"]) for row in _ordered(rows.claims)),
        vectors=_vectors_of(rows.reading["vectors"], [one.statement.id for one in said]),
    )


def _vectors(reading: Reading) -> bytes | None:
    """The vectors of a reading in one piece, the article's first; None where there are not all.

    A statement's is one byte longer: `vectors` puts its kind behind it.
    """
    keys = (ARTICLE, *(one.id for one in reading.statements))
    if not all(key in reading.vectors for key in keys):
        return None
    return b"".join(reading.vectors[key] for key in keys)


def _vectors_of(held: bytes | None, statements: Sequence[str]) -> dict[str, bytes]:
    """The vectors that `_vectors` put into one piece: a statement's has one byte more, unless it is an old one."""
    if not held:
        return {}
    keys = (ARTICLE, *statements)
    more = 1 if len(held) % len(keys) else 0
    width = (len(held) + more) // len(keys)
    starts = (0, *(n * width - more for n in range(1, len(keys) + 1)))
    return {key: held[start:end] for key, (start, end) in zip(keys, pairwise(starts), strict=True)}


def _ordered(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(rows, key=lambda row: row["position"])
