"""Statements and deeds of all articles as the entries of a page: each utterance and act once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol, TypeVar

from dragoman.archive.memory import moment as moment_of
from dragoman.copies import clusters
from dragoman.records import SEEN, Article, Claim, Deed, MarkKind, Reading, Span, Statement
from dragoman.roundup.page import Act, Entry, Figure, Passage, Report, Sighting, normal
from dragoman.roundup.passages import Cutter
from dragoman.stories.said import saying
from dragoman.stories.sources import Print, independent
from dragoman.stories.utterances import utterances

HIDDEN: frozenset[MarkKind] = frozenset({"title", "byline", "caption", "furniture"})
DIRECT = 1.5
"""What a quoted word counts beside one of the journalist's, when the fullest wording is chosen."""
REACH = 400
"""How far from the words the source may stand and still be printed in their context."""
LEAST_SURE = 0.4
"""The least chance that source, cue and content are right at which a statement without marks is shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one article gives to the page, in the order of its text.

    `doubtful` are statements that are rather misread than not: a page has them only where another article, surely
    read, says the same.
    """

    reading: Reading
    sightings: tuple[Sighting, ...]
    reports: tuple[Report, ...]
    figures: tuple[Figure, ...]
    doubtful: tuple[Statement, ...]
    cut: Callable[[Statement], Sighting]
    """A statement as the page prints it."""


def told(reading: Reading) -> Told:
    """The statements, deeds and claims of an article that a page may show."""
    cutter = Cutter(reading.article)
    prose = [s for s in reading.statements if _is_shown(reading, s)]
    shown = [s for s in prose if _is_sure(s)]
    near = _Neighbours(shown)

    def cut(one: Statement) -> Sighting:
        return _sighting(reading, cutter, one, near.of(one))

    done = (d for d in reading.deeds if d.modality == "asserted" and d.actors)
    deeds = [d for d in done if d.confidence > SEEN]
    return Told(
        reading,
        tuple(map(cut, sorted(shown, key=_start))),
        tuple(_report(cutter, d) for d in deeds if _is_prose(reading.article, d.evidence)),
        tuple(_figure(cutter, c) for c in reading.claims if _is_prose(reading.article, c.evidence)),
        tuple(s for s in prose if not _is_sure(s)),
        cut,
    )


class _Neighbours:
    """The words of an article's statements, found by place."""

    def __init__(self, shown: Sequence[Statement]) -> None:
        self._held = sorted(
            ((span, s) for s in shown for span in s.content), key=lambda held: held[0]
        )
        self._starts = [span.start for span, _ in self._held]

    def of(self, one: Statement) -> list[Span]:
        """The words near one statement, but for those it holds or stands within."""
        first = bisect_left(self._starts, one.content[0].start - 2 * REACH)
        last = bisect_right(self._starts, max(s.end for s in one.content) + 2 * REACH)
        near = self._held[first:last]
        return [span for span, other in near if not _is_family(one, other, span)]


def _is_family(one: Statement, other: Statement, span: Span) -> bool:
    if other.id in (one.id, one.within) or other.within == one.id:
        return True
    return any(span.overlaps(own) for own in one.content)


def _start(statement: Statement) -> int:
    return statement.extent.start


def _is_sure(one: Statement) -> bool:
    """Whether a statement is rather right than not; a quotation is there for everyone to see."""
    return one.form == "direct" or one.confidence >= LEAST_SURE


def _is_shown(reading: Reading, one: Statement) -> bool:
    """Whether it is prose that somebody says; the Issues tell how many words are nobody's."""
    speaker = reading.speakers.get(one.id)
    nobodys = one.source is None and one.form == "indirect" and not (speaker and speaker.actors)
    prose = bool(one.content) and _is_prose(reading.article, one.content[0])
    return prose and not one.in_title and not nobodys


def _is_prose(article: Article, span: Span) -> bool:
    return article.marked(span) not in HIDDEN


def _sighting(reading: Reading, cutter: Cutter, one: Statement, others: Sequence[Span]) -> Sighting:
    speaker = reading.speakers.get(one.id)
    words = cutter.words(one, others)
    marked = [m for w in words for m in w.marked]
    named = (speaker and speaker.mention) or one.source
    context = cutter.context(marked, _extent(one), named)
    return Sighting(reading.article, one, speaker, reading.reactions.get(one.id), words, context)


def _extent(one: Statement) -> Span:
    """From the first to the last character of what was said, and of who says it where near."""
    start, end = one.content[0].start, max(s.end for s in one.content)
    for span in (*one.cue, *((one.source,) if one.source else ())):
        if start - REACH <= span.start and span.end <= end + REACH:
            start, end = min(start, span.start), max(end, span.end)
    return Span(start, end)


def _report(cutter: Cutter, deed: Deed) -> Report:
    return Report(cutter.article, deed, *_evidence(cutter, deed.evidence))


def _figure(cutter: Cutter, claim: Claim) -> Figure:
    return Figure(cutter.article, claim, *_evidence(cutter, claim.evidence))


def _evidence(cutter: Cutter, span: Span) -> tuple[Passage, Passage]:
    return cutter.passage(span, [span]), cutter.context([span], span)


def entries(articles: Sequence[Told], since: date | datetime | None) -> list[Entry]:
    """Every utterance of its own, told once however many print it, with what it repeats of others inside.

    What one prints within another's words and others by itself stands by itself, and its words as repeated inside.
    """
    sure = [(one, s.statement, s) for one in articles for s in one.sightings]
    held = [*sure, *((one, s, None) for one in articles for s in one.doubtful)]
    copies = clusters({one.reading.article.id: one.reading.article.text for one in articles})
    groups = utterances([saying(one.reading, statement) for one, statement, _ in held])
    kept = [group for group in groups if any(n < len(sure) for n in group)]
    printed = [[s or one.cut(said) for one, said, s in map(held.__getitem__, g)] for g in kept]
    by_id = {_key(s): number for number, found in enumerate(printed) for s in found}
    made: list[Entry] = []
    repeated: list[tuple[int, Entry]] = []
    inside: dict[int, list[int]] = {}
    for number, found in enumerate(printed):
        within: dict[int, list[Sighting]] = {}
        for one in found:
            parent = by_id.get((one.article.id, one.statement.within or ""), number)
            within.setdefault(parent, []).append(one)
        alone = within.pop(number, [])
        made.append(_entry(found, copies, since, alone))
        for parent, inner in sorted(within.items()):
            if alone:
                repeated.append((parent, _entry(inner, copies, since)))
            else:
                inside.setdefault(parent, []).append(number)
    for parent, entry in repeated:
        inside.setdefault(parent, []).append(len(made))
        made.append(entry)
    return _nested(made, inside)


def _entry(
    found: Sequence[Sighting],
    copies: Mapping[str, str],
    since: date | datetime | None,
    alone: Sequence[Sighting] = (),
) -> Entry:
    """The sightings as one entry; its fullest wording is one of those that stand `alone`, where any does."""
    sightings = tuple(sorted(found, key=lambda s: (moment(s.article), s.statement.extent.start)))
    own = _usual_actors(sightings)
    apart = {_key(s) for s in alone}
    fullest = max(
        (s for s in sightings if not apart or _key(s) in apart),
        key=lambda s: (_is_sure(s.statement), _actors(s) == own, _fullness(s)),
    )
    prints = [Print(s.article, s.context.text) for s in sightings]
    return Entry(
        fullest,
        sightings,
        independent=independent(prints, copies),
        new=is_new(sightings[0].article, since),
    )


def left_out(articles: Sequence[Told], shown: Iterable[Entry]) -> Counter[str]:
    """By article, how many statements no entry prints because they are rather misread than not."""
    printed = {_key(s) for one in every(shown) for s in one.sightings}
    doubtful = ((t.reading.article.id, one.id) for t in articles for one in t.doubtful)
    return Counter(key[0] for key in doubtful if key not in printed)


def every(found: Iterable[Entry]) -> Iterator[Entry]:
    """All entries, each before those inside it."""
    for one in found:
        yield one
        yield from every(one.nested)


def _actors(one: Sighting) -> tuple[str, ...]:
    return one.speaker.actors if one.speaker else ()


def _usual_actors(found: Sequence[Sighting]) -> tuple[str, ...]:
    """Whom most of those that decide take the speaker for, the surest counting most."""
    counts: dict[tuple[str, ...], float] = {}
    for one in found:
        if one.speaker and one.speaker.actors:
            counts[_actors(one)] = counts.get(_actors(one), 0.0) + one.speaker.confidence
    return max(counts, key=lambda actors: counts[actors], default=())


def _fullness(one: Sighting) -> float:
    """How much of what was said a wording holds: its words, a speaker's own counting more."""
    return (DIRECT if one.statement.form == "direct" else 1.0) * len(normal(one.said).split())


def _key(one: Sighting) -> tuple[str, str]:
    return one.article.id, one.statement.id


def _nested(made: list[Entry], inside: Mapping[int, Sequence[int]]) -> list[Entry]:
    """The entries at the top, nested ones within; one in a ring of parents stays at the top."""
    held = {child for children in inside.values() for child in children}
    seen: set[int] = set()

    def build(number: int) -> Entry:
        seen.add(number)
        children = [c for c in inside.get(number, ()) if c not in seen]
        return replace(made[number], nested=tuple(build(c) for c in children if c not in seen))

    tops = [build(n) for n in range(len(made)) if n not in held]
    rest = [build(n) for n in range(len(made)) if n not in seen]
    return tops + rest


def acts(articles: Sequence[Told], since: date | datetime | None) -> list[Act]:
    """Every deed, those told in the same words by several articles made one."""
    groups = _alike([r for one in articles for r in one.reports], _doing)
    return [Act(g[0], tuple(g[1:]), new=is_new(g[0].article, since)) for g in groups]


def _doing(one: Report) -> tuple[object, ...]:
    evidence = normal(one.deed.evidence.of(one.article.text))
    return frozenset(one.deed.actors), one.deed.type, one.deed.modality, evidence


class Printed(Protocol):
    """Anything that stands in an article."""

    @property
    def article(self) -> Article: ...


P = TypeVar("P", bound=Printed)


def _alike(found: Iterable[P], key: Callable[[P], object]) -> list[list[P]]:
    """What has the same key, in groups, earliest first."""
    groups: dict[object, list[P]] = {}
    for one in sorted(found, key=lambda f: moment(f.article)):
        groups.setdefault(key(one), []).append(one)
    return list(groups.values())


def figures_alike(articles: Sequence[Told], key: Callable[[Figure], object]) -> list[list[Figure]]:
    """Claims with the same key, in groups, earliest first."""
    return _alike([f for one in articles for f in one.figures], key)


def moment(article: Article) -> datetime:
    """When an article came out, for sorting: a bare day at its start, the unknown last."""
    return moment_of(article.published or article.fetched_at)


def is_new(article: Article, since: date | datetime | None) -> bool:
    """Whether it came out after `since`; a bare day of publication may be its last minute."""
    value = article.published or article.fetched_at
    if since is None or value is None:
        return False
    if not isinstance(value, datetime):
        return value >= (since.date() if isinstance(since, datetime) else since)
    return moment_of(value) > moment_of(since)


def newest(readings: Sequence[Reading]) -> list[Reading]:
    """One reading for each article, the last of its revisions."""
    return list({r.article.id: r for r in readings}.values())
