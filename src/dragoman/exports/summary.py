"""One reading for a person at a terminal: who said what, what was done, which numbers."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.records import Claim, Deed, Reading, Statement


def summary(reading: Reading) -> str:
    """The reading as plain lines; words of the article stand as they are, never in added marks."""
    return "\n".join([*_head(reading), *_body(reading), ""])


def _head(reading: Reading) -> Iterator[str]:
    article = reading.article
    yield article.title or article.uri or article.id
    about = [str(x) for x in (article.outlet, article.published, article.uri) if x]
    if about:
        yield " · ".join(about)
    yield f"{len(reading.statements)} statements, {len(reading.deeds)} deeds, {len(reading.claims)} numbers"


def _body(reading: Reading) -> Iterator[str]:
    for statement in reading.statements:
        yield from _statement(reading, statement)
    for deed in reading.deeds:
        yield _deed(reading, deed)
    for claim in reading.claims:
        yield _claim(reading, claim)
    for issue in reading.issues:
        yield f"! {issue.level}: {issue.message}"


def _statement(reading: Reading, one: Statement) -> Iterator[str]:
    text = reading.article.text
    speaker = reading.speakers.get(one.id)
    reaction = reading.reactions.get(one.id)
    who = "+".join(speaker.actors) if speaker and speaker.actors else "not decided"
    said = speaker.circumstances.said if speaker else None
    facts = [
        who,
        speaker.name if speaker else None,
        speaker.role if speaker else None,
        said.day.isoformat() if said and said.day else None,
        speaker.circumstances.channel if speaker else None,
        ", ".join(c.type for c in reaction.types) if reaction else None,
    ]
    yield ""
    yield f"[{one.extent.start}] " + " · ".join(f for f in facts if f)
    source = one.source.of(text) if one.source else ""
    cue = " ".join(span.of(text) for span in one.cue)
    yield f"    {source} | {cue} | {' … '.join(span.of(text) for span in one.content)}"


def _deed(reading: Reading, one: Deed) -> str:
    toward = f" → {', '.join(one.targets)}" if one.targets else ""
    words = one.evidence.of(reading.article.text)
    return f"\n[{one.evidence.start}] {'+'.join(one.actors)} {one.type}{toward} ({one.modality})\n    {words}"


def _claim(reading: Reading, one: Claim) -> str:
    who = one.claimant or "no claimant"
    of = f" of {one.population}" if one.population else ""
    words = one.evidence.of(reading.article.text)
    return f"\n[{one.evidence.start}] {one.quantity}{of}: {one.bound} {_range(one)} ({who})\n    {words}"


def _range(one: Claim) -> str:
    low, high = (None if v is None else f"{v:,.10g}" for v in (one.low, one.high))
    return low if low == high and low else f"{low or '…'} to {high or '…'}"
