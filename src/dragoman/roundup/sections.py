"""Entries and acts put under the actors whom they belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from dragoman.records import Actor, Posture
from dragoman.roundup.entries import moment
from dragoman.roundup.page import TAKEN, Act, Entry, Section, Shift, Sighting

NAMED = frozenset(
    {"state", "territory", "igo", "bloc", "substate", "nonstate", "ngo", "church"}
)  # fmt: skip
"""The kinds of actors that stand under their own names; all others stand in the last block."""
LATE = date.max
_TAKES_PART = ("condemn", "threaten")
"""What nobody does who holds that it is an affair of the host's alone."""

Lookup = Callable[[str], Actor | None]


@dataclass(slots=True)
class _Draft:
    """A section while it is filled."""

    actor: str | None
    name: str
    statements: list[Entry] = field(default_factory=list)
    deeds: list[Act] = field(default_factory=list)


def sections(
    entries: Sequence[Entry], acts: Sequence[Act], actor: Lookup, *, by_day: bool = True
) -> list[Section]:
    """A section for every actor that spoke or acted, and for every speaker not decided.

    A joint statement stands under each actor that joins it. Words known only from another's mouth
    stand under their own actor where nothing else of that actor does. Within a section the order
    is that of the days, or of the text.
    """
    drafts: dict[object, _Draft] = {}

    def draft(code: str) -> _Draft:
        known = actor(code)
        return drafts.setdefault(code, _Draft(code, known.name if known else code))

    for entry in entries:
        for code in entry.actors:
            draft(code).statements.append(entry)
        if not entry.actors:
            key, name = undecided(entry.fullest)
            drafts.setdefault(key, _Draft(None, name)).statements.append(entry)
    for act in acts:
        for code in act.first.deed.actors:
            draft(code).deeds.append(act)
    for entry in _hearsay(entries, actor):
        for code in entry.actors:
            if not draft(code).statements:
                draft(code).statements.append(entry)
    return [_section(_in_order(d, by_day), actor) for d in drafts.values()]


def _hearsay(entries: Iterable[Entry], actor: Lookup) -> Iterable[Entry]:
    """What entries repeat of others, each with the name of who repeats it."""
    for entry in entries:
        teller = speaker_name(entry, actor)
        for one in entry.nested:
            if not set(one.actors) & set(entry.actors):
                yield replace(one, told_by=teller)
        yield from _hearsay(entry.nested, actor)


def speaker_name(entry: Entry, actor: Lookup) -> str:
    """The names of an entry's actors, else its source's words."""
    known = [(code, actor(code)) for code in entry.actors]
    names = [found.name if found else code for code, found in known]
    return ", ".join(names) or undecided(entry.fullest)[1]


def undecided(one: Sighting) -> tuple[object, str]:
    """What tells one undecided speaker from another, and the source's words as its name."""
    text, told = one.article.text, one.speaker
    if told and told.name:
        return ("name", told.name.casefold()), told.name
    span = (told and told.mention) or one.statement.source
    if span is None:
        return ("unsourced",), ""
    words = " ".join(span.of(text).split())
    return ("words", one.article.id, words.casefold()), words


def _in_order(draft: _Draft, by_day: bool) -> _Draft:
    said = sorted(draft.statements, key=_when if by_day else _where)
    done = sorted(draft.deeds, key=_when_done if by_day else _where_done)
    return _Draft(draft.actor, draft.name, said, done)


def _where(entry: Entry) -> int:
    return entry.fullest.statement.extent.start


def _where_done(act: Act) -> int:
    return act.first.deed.evidence.start


def _section(draft: _Draft, actor: Lookup) -> Section:
    known = actor(draft.actor) if draft.actor else None
    said = draft.statements
    dated = [(day, e) for e in said if (day := e.fullest.day) and not e.told_by]
    return Section(
        draft.actor,
        draft.name,
        known.kind if known else None,
        tuple(said),
        tuple(draft.deeds),
        _usual([e.posture for e in said]),
        _shift(dated) or _joining(dated),
    )


def _when(entry: Entry) -> tuple[date, datetime, int]:
    one = entry.fullest
    return one.day or LATE, moment(one.article), one.statement.extent.start


def _when_done(act: Act) -> tuple[date, datetime, int]:
    one = act.first
    done = one.deed.on.day if one.deed.on else None
    return done or one.article.published_on or LATE, moment(one.article), one.deed.evidence.start


def _usual(postures: Sequence[Posture]) -> Posture:
    """The side taken most often, the latest of those taken as often; neutral where none is taken."""
    sides = [p for p in postures if p not in ("none", "neutral")]
    taken = sides or [p for p in postures if p != "none"]
    if not taken:
        return "none"
    counts = Counter(taken)
    most = max(counts.values())
    return next(p for p in reversed(taken) if counts[p] == most)


def _takes_side(entry: Entry) -> bool:
    """Whether a side is taken, of whom the words name: "parliaments that may sit" are anybody's."""
    return entry.posture in TAKEN and bool(entry.fullest.targets)


def _joining(told: Sequence[tuple[date, Entry]]) -> Shift | None:
    """Who held it an internal affair, and later condemns or threatens, and holds so no more."""
    outside = [(day, e) for day, e in told if "non-interference" in e.types]
    if not outside:
        return None
    last = max(day for day, _ in outside)
    for day, entry in told:
        turned = next((kind for kind in _TAKES_PART if kind in entry.types), None)
        if turned and day > last and _is_of_the_host(entry):
            first = min(outside, key=lambda held: held[0])[1]
            ids = first.fullest.statement.id, entry.fullest.statement.id
            return Shift("non-interference", turned, ids)
    return None


def _is_of_the_host(entry: Entry) -> bool:
    """Whether words against somebody may be against what happens in the host: no side of its authorities, and no
    other actor named."""
    codes = [code for code in entry.fullest.targets if not code.islower()]
    return entry.posture == "critical" or (entry.posture != "backs" and not codes)


def _shift(told: Sequence[tuple[date, Entry]]) -> Shift | None:
    """How the side of the first day differs from that of the last, if it does.

    Only what takes a stand counts: words of concern, or a welcome for a truce, turn nobody.
    """
    days: dict[date, list[Entry]] = {}
    for day, entry in told:
        if _takes_side(entry):
            days.setdefault(day, []).append(entry)
    if len(days) < 2:
        return None
    first, last = days[min(days)], days[max(days)]
    before, after = _usual([e.posture for e in first]), _usual([e.posture for e in last])
    if before == after:
        return None
    earlier = next(e for e in first if e.posture == before)
    later = next(e for e in reversed(last) if e.posture == after)
    return Shift(before, after, (earlier.fullest.statement.id, later.fullest.statement.id))
