"""The page's own words: labels, days and counts. None of them says anything of the news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import cast

from dragoman.languages.data import load
from dragoman.records import Article, Claim, DateRange, Posture
from dragoman.roundup.page import (
    Act,
    Dispute,
    Entry,
    Figure,
    Fold,
    Roundup,
    Row,
    Section,
    Shift,
    Sighting,
    normal,
)
from dragoman.roundup.sections import NAMED

NO_SOURCE = "No source named"


def label(table: str, key: str) -> str:
    """The page's word for a code; a code that has none, with its hyphens as spaces."""
    return str(load("en").table("roundup", table).get(key, key.replace("-", " ")))


def headline(host_name: str | None) -> str:
    """What a page without a given title is called."""
    return f"{host_name}: who said and did what" if host_name else "Who said and did what"


def standfirst(page: Roundup) -> str:
    """What the page rests on, in counts alone."""
    actors = [s for s in (*page.host_block, *page.actors, *page.also_acting) if s.kind in NAMED]
    outlets = {a.outlet for a in page.articles if a.outlet}
    said = [count(len(page.entries()), "statement")]
    if page.acts():
        said.append(count(len(page.acts()), "deed"))
    source = count(len(page.articles), "article")
    if outlets:
        source += f" by {count(len(outlets), 'outlet')}"
    parts = [
        count(len(actors), "government or organisation", "governments and organisations"),
        f"{' and '.join(said)} from {source}",
    ]
    days = [d for a in page.articles if (d := a.published_on)]
    if days:
        parts.append(between(min(days), max(days)))
    return ", ".join(parts)


def count(number: int, one: str, several: str | None = None) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def day(value: date) -> str:
    """A day as a newspaper prints it."""
    return f"{value.day} {_month(value)} {value.year}"


def _month(value: date) -> str:
    return cast(str, load("en").table("roundup", "months")["names"][value.month - 1])


def between(first: date, last: date) -> str:
    """Two days and those between, without what they share said twice."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    if first.year == last.year:
        return f"{first.day} {_month(first)} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def when(value: DateRange | None) -> str | None:
    """The day or days that a phrase means."""
    if value is None or (value.earliest is None and value.latest is None):
        return None
    if value.earliest is None:
        return f"until {day(cast(date, value.latest))}"
    if value.latest is None:
        return f"from {day(value.earliest)}"
    return between(value.earliest, value.latest)


def moment(value: date | datetime) -> str:
    """A day, with the time where it is known."""
    if not isinstance(value, datetime):
        return day(value)
    zone = value.tzname() if value.tzinfo else None
    return f"{day(value)}, {value:%H:%M}{f' {zone}' if zone else ''}"


def name(section: Section) -> str:
    """The heading of a section."""
    return section.name or NO_SOURCE


def together(acting: Sequence[Section]) -> list[Section]:
    """Those who did the same by the same words as one, under all their names."""
    groups: dict[tuple[object, ...], list[Section]] = {}
    for one in acting:
        groups.setdefault(doing(one), []).append(one)
    return [replace(held[0], name=", ".join(s.name for s in held)) for held in groups.values()]


def doing(one: Section) -> tuple[object, ...]:
    """What makes the deeds of two actors one."""
    deeds = (a.first.deed for a in one.deeds)
    told = ((d.type, d.targets, d.modality, d.on, d.place) for d in deeds)
    return one.kind, *told, *(a.first.words for a in one.deeds)


def kind(section: Section) -> str:
    """What sort of actor it is, or that it is not decided."""
    if section.actor is None:
        return "not decided"
    return label("kinds", section.kind) if section.kind else "not in the registry"


def tags(section: Section, page: Roundup) -> list[str]:
    """The kind of an actor that stands in the first or last block, and the posture it takes."""
    taken = posture([section.actor], section.posture, page)
    found = [] if section.kind in NAMED else [kind(section)]
    return found + ([label("postures", taken)] if taken else [])


def posture(actors: Sequence[str | None], taken: Posture, page: Roundup) -> Posture | None:
    """The posture to print; none for the host, whose own authorities it is toward."""
    return None if taken == "none" or page.host in actors else taken


def shift(one: Shift) -> str:
    """From which posture to which, or from which act."""
    before, after = label("turns", one.before), label("turns", one.after)
    return f"Shift: from {before} to {after}"


def times(page: Roundup) -> list[str]:
    """As of when the page stands, and how much of it is new."""
    found = [f"As of {moment(page.request.as_of)}"] if page.request.as_of else []
    if page.request.since:
        said = count(sum(e.new for e in page.entries()), "statement")
        done = count(sum(a.new for a in page.acts()), "deed")
        found.append(f"New since {moment(page.request.since)}: {said}, {done}")
    return found


def speaker(one: Sighting, under: str = "") -> tuple[str, str]:
    """Name and role as written; else the words that name the speaker, unless printed already.

    `under` is the name that stands above it.
    """
    told = one.speaker
    known, role = (told.name or "", told.role or "") if told else ("", "")
    if known or role:
        return known, role
    span = (told and told.mention) or one.statement.source
    if span is None or any(w.span.contains(span) for w in one.words):
        return "", ""
    named = " ".join(span.of(one.article.text).split())
    return "", "" if normal(named).endswith(normal(under) or " ") else named


def byline(entry: Entry, under: str = "") -> list[str]:
    """Who said it, when, where, through which channel and to whom."""
    who = ", ".join(part for part in speaker(entry.fullest, under) if part)
    told = [f"as told by {entry.told_by}"] if entry.told_by else []
    return [*([who] if who else []), *circumstances(entry.fullest), *told, *_new(entry.new)]


def circumstances(one: Sighting) -> list[str]:
    """When, through which channel, where and to whom it was said.

    What was said to reporters need not have been said at a briefing: whom the text names is told instead.
    """
    if one.speaker is None:
        return []
    told = one.speaker.circumstances
    heard = told.channel == "press-briefing" and told.addressee
    channel = label("channels", told.channel) if told.channel and not heard else None
    parts = [when(told.said), channel, told.venue]
    parts += [f"to {told.addressee}"] if told.addressee else []
    parts += [f"via {v.name}" for v in told.via]
    return [p for p in parts if p]


def _new(flag: bool) -> list[str]:
    return ["NEW"] if flag else []


def types(one: Sighting) -> list[str]:
    """What the statement does, as labels."""
    return [label("types", c.type) for c in one.reaction.types] if one.reaction else []


def coded(entry: Entry, page: Roundup) -> list[str]:
    """What a statement does, toward whom, from which posture, and how sure that is."""
    does = ", ".join(types(entry.fullest))
    aimed = targets(entry.fullest.targets, page)
    parts = [does, f"toward {aimed}" if aimed else ""]
    taken = posture(entry.actors, entry.posture, page)
    parts += [label("short_postures", taken) + shown(entry.fullest)] if taken else []
    return [p for p in (*parts, entry.fullest.statement.form, sure(entry.fullest)) if p]


def shown(one: Sighting) -> str:
    """The words by which the posture shows, in brackets."""
    return f" ({one.shown.text})" if one.shown else ""


def sure(one: Sighting) -> str:
    """How sure the reading of a statement and its speaker is, in percent."""
    parts = [one.statement.confidence]
    if one.speaker and one.speaker.actors:
        parts.append(one.speaker.confidence)
    return f"{min(parts):.0%} confidence"


def act(one: Act, page: Roundup) -> list[str]:
    """What was done, toward whom, when and where, and whether it is told as a fact."""
    return [*facts(one, page), *_new(one.new)]


def facts(one: Act, page: Roundup) -> list[str]:
    """The same without the flag of news."""
    deed = one.first.deed
    aimed = targets(deed.targets, page)
    parts = [label("types", deed.type), f"toward {aimed}" if aimed else "", when(deed.on)]
    parts += [deed.place, "" if one.asserted else label("modalities", deed.modality)]
    return [p for p in parts if p]


def tally(section: Section) -> str:
    """How much stands in a section."""
    return tallied(len(section.statements), len(section.deeds))


def fresh(section: Section) -> str:
    """How much of a section is new."""
    return tallied(sum(e.new for e in section.statements), sum(a.new for a in section.deeds))


def tallied(said: int, done: int) -> str:
    """How many statements and deeds."""
    parts = [count(said, "statement")] if said else []
    return ", ".join([*parts, count(done, "deed")] if done else parts)


def who(entry: Entry, page: Roundup) -> str:
    """The actors of an utterance, else its speaker's words."""
    return targets(entry.actors, page) or whose(entry, page)


def verb(entry: Entry) -> str:
    """What an utterance does first."""
    return next(iter(types(entry.fullest)), "speaks")


def spread(entry: Entry) -> str:
    """Where an utterance was seen first, and how many sources it has after syndication."""
    own = count(entry.independent, "independent source")
    outlet = entry.earliest.article.outlet
    return f"{own}, first {outlet}" if outlet else own


def replaced(row: Row) -> str:
    """How a number was replaced."""
    return label("changes", row.change) if row.change else "superseded"


def chorus(one: Fold) -> str:
    """Several actors that say the same, in one line."""
    does = " and ".join(label("plural_types", t) for t in one.types)
    return f"{count(len(one.sections), 'state')} {does}: {', '.join(s.name for s in one.sections)}"


def whose(entry: Entry, page: Roundup) -> str:
    """Whose words a nested statement holds."""
    written = " ".join(part for part in reversed(speaker(entry.fullest)) if part)
    return targets(entry.actors, page) or written or "a source not named"


def targets(codes: Sequence[str], page: Roundup) -> str:
    """Actors by name, other targets in the codebook's words."""
    names = dict(page.names)
    return ", ".join(names.get(code, code) for code in codes)


def row(one: Row, page: Roundup) -> list[str]:
    """A line of the ledger in words."""
    claim = one.first.claim
    parts = [subject(claim), *counted(one.first), claimant(claim, page)]
    parts += [f"via {v.name}" for v in claim.via] + [as_of(one.first) or ""]
    parts += [replaced(one)] if one.superseded else []
    return [p for p in (*parts, *_new(one.new)) if p]


def subject(claim: Claim) -> str:
    """What is counted, of whom and where."""
    return ", ".join(p for p in (claim.quantity, claim.population, claim.place) if p)


def written(figure: Figure) -> str | None:
    """The number as the article writes it, where it is written otherwise than in figures."""
    claim = figure.claim
    same = (
        claim.text.casefold() == quantity(claim).casefold() or claim.text not in figure.words.text
    )
    return None if same else claim.text


def counted(figure: Figure) -> list[str]:
    """A number as the article writes it, and what it is read as where that is not the same."""
    told, said = quantity(figure.claim), written(figure)
    return [said, f"read as {told}"] if said else [told]


def claimant(claim: Claim, page: Roundup) -> str:
    """Who asserts a number."""
    return targets([claim.claimant], page) if claim.claimant else "claimant not decided"


def as_of(figure: Figure) -> str | None:
    """The day or days a number stands for; where nothing tells them, when it was printed."""
    printed = figure.article.published_on
    return when(figure.claim.as_of) or (f"printed {day(printed)}" if printed else None)


def disputed(one: Dispute, page: Roundup) -> str:
    """A dispute in one line: what is counted, and each claimant's number."""
    sides = "; ".join(f"{claimant(r.first.claim, page)}: {side(r)}" for r in one.rows)
    return f"{subject(one.rows[0].first.claim)}: {sides}"


def side(row: Row) -> str:
    """A number in dispute, and what became of it."""
    became = f" ({replaced(row)})" if row.superseded else ""
    return quantity(row.first.claim) + became


def source(article: Article) -> list[str]:
    """Outlet, title and day of an article."""
    parts = [article.outlet, article.title, article.published and moment(article.published)]
    return [p for p in parts if p] or ["no outlet, title or date known"]


def dotted(parts: Sequence[str]) -> str:
    """Parts of a line of the page's own."""
    return " · ".join(parts)


def quantity(claim: Claim) -> str:
    """The number that a claim comes to, in figures."""
    unit = f" {claim.currency}" if claim.currency else ""
    low, high = claim.low, claim.high
    if low is None and high is None:
        return "not given"
    if low is None or high is None:
        edge = "at least" if high is None else "at most"
        return f"{edge} {_figure(cast(float, low if high is None else high))}{unit}"
    figures = _figure(low) if low == high else f"{_figure(low)} to {_figure(high)}"
    return f"about {figures}{unit}" if claim.bound == "about" else f"{figures}{unit}"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,}"
