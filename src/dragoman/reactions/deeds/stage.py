"""The stage that finds deeds: real-world acts that an article reports, one Deed for each act."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from dragoman.ids import digest
from dragoman.languages import dates
from dragoman.languages.data import is_read, knowledge
from dragoman.languages.sentences import of_text
from dragoman.reactions.coder import Coder, Known, Told
from dragoman.reactions.deeds.acts import acts
from dragoman.reactions.deeds.clauses import Line, line
from dragoman.reactions.deeds.framing import sentence_of
from dragoman.reactions.deeds.lexicon import lexicon
from dragoman.reactions.deeds.parts import Act
from dragoman.reactions.deeds.seen import with_seen
from dragoman.records import DateRange, Deed, Issue, Mention, Reading, Span

STAGE = "deeds"
LONGEST = 2000
"""Characters of a sentence beyond which it is a list or a table, and is not read."""
BACKGROUND = timedelta(days=90)
"""How long before publication an act is of another time."""
_REPEATS = frozenset({"deploy", "withdraw", "aid"})
_YEAR = re.compile(r"(?:19|20)[0-9]{2}", re.ASCII)
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WE = re.compile(r"\bwe\b", re.IGNORECASE)


class Deeds:
    """Fills `deeds`: acts that the wordings give to an actor, and what the coder sees beside them."""

    name = STAGE
    requires: tuple[str, ...] = ("statements", "mentions")
    provides = STAGE

    def __init__(self, coder: Coder | None = None, known: Known | None = None) -> None:
        self.coder = coder
        self.known = known
        self.version = digest(knowledge("deeds"), coder.version) if coder else knowledge("deeds")

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
        read = [_Told(one) for one in readings if is_read(one.article.language)]
        if self.coder and self.known:
            self._seen(self.coder, self.known, read)
        done = {id(told.reading): _one(told) for told in read}
        return [done.get(id(one), one) for one in readings]

    @staticmethod
    def _seen(coder: Coder, known: Known, read: Sequence[_Told]) -> None:
        """Lets the coder see every sentence in which somebody may act."""
        asked = []
        for told in read:
            held = known(told.reading.host) if told.reading.host else None
            host = (held.code, held.name) if held else None
            for span in told.spans:
                if len(span) <= LONGEST:
                    one = sentence_of(told.reading.article.text, span, told.mentions, host)
                    if one.candidates:
                        asked.append((told, span, one))
        answers = coder.acts([one for _, _, one in asked])
        for (told, span, _), found in zip(asked, answers, strict=True):
            told.seen[span.start] = found


def _one(told: _Told) -> Reading:
    reading = told.reading
    found = tuple(_deed(reading, one) for one in _merged(told.all()))
    issues = reading.issues + told.issues()
    return replace(reading, deeds=found, issues=issues)


@dataclass(frozen=True, slots=True)
class _Dated:
    """An act with its day."""

    act: Act
    on: DateRange | None


class _Told:
    """The acts that one article tells, sentence by sentence."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.mentions = _with_first_person(reading)
        self.starts = [m.span.start for m in self.mentions]
        self.extents = [s.extent for s in reading.statements]
        self.seen: dict[int, tuple[Told, ...]] = {}
        """What the coder sees in a sentence, by where it begins."""

    @cached_property
    def spans(self) -> list[Span]:
        article = self.reading.article
        return [s for s in of_text(article.text) if article.marked(s) is None]

    def all(self) -> Iterator[_Dated]:
        """Every act with its day; "also" repeats the target of the last act of its type."""
        targets: dict[str, tuple[str, ...]] = {}
        for span in self.spans:
            for one in self._in_sentence(span):
                act = one.act
                if act.targets:
                    targets[act.act] = act.targets
                yield _repeated(one, targets.get(act.act, ()))

    def issues(self) -> tuple[Issue, ...]:
        long = sum(len(span) > LONGEST for span in self.spans)
        if not long:
            return ()
        message = f"{long} sentences of more than {LONGEST} characters were not read for deeds"
        return (Issue(STAGE, "info", message, self.reading.article.id),)

    def _in_sentence(self, span: Span) -> Iterator[_Dated]:
        lo, hi = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        here = [m for m in self.mentions[lo:hi] if m.span.end <= span.end]
        seen = self.seen.get(span.start, ())
        worded = bool(here or self.reading.host) and self._triggers(span)
        if len(span) > LONGEST or not (worded or seen):
            return
        words = line(self.reading.article.text, span, here)
        found = list(acts(words, self._host)) if worded else []
        found = [a for a in with_seen(found, seen, span) if not self._is_statement(a)]
        published = self.reading.article.published_on
        for act in _with_asked(found):
            on = _day(words, act, published)
            if not _is_background(words, act, on, published):
                yield _Dated(_planned(act, on, published), on)

    @property
    def _host(self) -> str | None:
        """Whose "police" an article means: the host's, unless it is written from another country."""
        reading = self.reading
        return reading.host if reading.home in (None, reading.host) else None

    def _triggers(self, span: Span) -> bool:
        text = self.reading.article.text
        words = _LETTERS.finditer(text, span.start, span.end)
        return any(word[0].lower() in lexicon().triggers for word in words)

    def _is_statement(self, act: Act) -> bool:
        """A meeting that someone tells of is his statement, and no deed."""
        return act.type == "consult" and any(one.overlaps(act.evidence) for one in self.extents)


def _repeated(one: _Dated, targets: tuple[str, ...]) -> _Dated:
    """ "Troops were also sent" goes where the last ones were sent."""
    act = one.act
    if act.targets or not act.also or act.type not in _REPEATS:
        return one
    kept = tuple(target for target in targets if target not in act.agents.actors)
    return replace(one, act=replace(act, targets=kept))


def _with_first_person(reading: Reading) -> list[Mention]:
    """The mentions, with "we" in a quotation as one of whoever is quoted."""
    text, found = reading.article.text, list(reading.mentions)
    for statement in reading.statements:
        speaker = reading.speakers.get(statement.id)
        if speaker is None or not speaker.actors or statement.form == "indirect":
            continue
        for content in statement.content:
            for match in _WE.finditer(text, content.start, content.end):
                found.append(Mention(Span(*match.span()), speaker.actors, "pronoun"))
    return sorted(found, key=lambda m: m.span)


def _with_asked(found: Sequence[Act]) -> Iterator[Act]:
    """A request is aimed at those whose deed the same sentence tells."""
    for one in found:
        act = one
        if act.type != "request-help":
            yield act
            continue
        asked = [
            a for a in found if a.type != "request-help" and a.agents.actors != act.agents.actors
        ]
        nearest = min(asked, key=lambda a: _distance(a.evidence, act.evidence), default=None)
        if nearest is not None:
            act = replace(act, targets=nearest.agents.actors)
        if act.targets:
            yield act


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _day(words: Line, act: Act, published: date | None) -> DateRange | None:
    if published is None:
        return None
    for day in words.dates:
        if act.clause.contains(day) and words.text[day.end : day.end + 2] not in ("'s", "’s"):
            found = dates.resolve(day.of(words.text), published, words.span.of(words.text))
            if found is not None:
                return found
    return None


def _is_background(words: Line, act: Act, on: DateRange | None, published: date | None) -> bool:
    """Whether the act is of another time: its day, or the year that leads it, is long past."""
    if published is None:
        return False
    if on is not None and on.latest is not None:
        long_ago = published - on.latest > BACKGROUND
        return long_ago or (on.precision in ("year", "decade") and on.latest < published)
    year = _leading_year(words, act)
    return year is not None and year < published.year


def _leading_year(words: Line, act: Act) -> int | None:
    """The year by which a phrase before the act sets it in a time: "during the 2008 war"."""
    before = [word for word in words.words if word.end <= act.clause.end]
    if not before or before[0].low not in (
        "in",
        "during",
        "after",
        "before",
        "since",
        "throughout",
    ):
        return None
    lead = [word for word in before[:6] if _YEAR.fullmatch(word.low) and word.mention is None]
    return int(lead[0].low) if lead else None


def _planned(act: Act, on: DateRange | None, published: date | None) -> Act:
    """What is told of a day to come is planned, however it is told."""
    earliest = on.earliest if on else None
    ahead = earliest is not None and published is not None and earliest > published
    if ahead and act.current and act.modality == "asserted":
        return replace(act, modality="planned")
    return act


def _merged(found: Iterable[_Dated]) -> list[_Dated]:
    """One act for all mentions of the same one, in the order of first mention."""
    kept: list[_Dated] = []
    by_key: dict[tuple[str, str, str, frozenset[str]], list[int]] = {}
    for one in found:
        act = one.act
        key = (act.type, act.act, act.modality, frozenset(act.agents.actors))
        for at in by_key.setdefault(key, []):
            if _same(kept[at], one):
                kept[at] = _fuller(kept[at], one)
                break
        else:
            by_key[key].append(len(kept))
            kept.append(one)
    return kept


def _same(one: _Dated, other: _Dated) -> bool:
    a, b = one.act, other.act
    aimed = not a.targets or not b.targets or bool(set(a.targets) & set(b.targets))
    placed = a.place is None or b.place is None or a.place == b.place
    return aimed and placed and _may_coincide(one.on, other.on)


def _may_coincide(one: DateRange | None, other: DateRange | None) -> bool:
    if one is None or other is None:
        return True
    ends = (one.earliest, one.latest, other.earliest, other.latest)
    if any(end is None for end in ends):
        return True
    return bool(one.earliest <= other.latest and other.earliest <= one.latest)  # type: ignore[operator]


def _fuller(one: _Dated, other: _Dated) -> _Dated:
    """The one with the fuller evidence, with what only the other tells."""
    first, second = sorted((one, other), key=_fullness, reverse=True)
    act = replace(
        first.act,
        targets=first.act.targets or second.act.targets,
        place=first.act.place or second.act.place,
        confidence=max(first.act.confidence, second.act.confidence),
    )
    return _Dated(act, first.on or second.on)


def _fullness(one: _Dated) -> tuple[bool, int, int]:
    act = one.act
    return (
        not act.agents.part.shared,
        bool(act.targets) + bool(one.on) + bool(act.place),
        len(act.evidence),
    )


def _deed(reading: Reading, one: _Dated) -> Deed:
    act, span = one.act, one.act.evidence
    actors = act.agents.actors
    return Deed(
        digest(reading.article.revision, "deed", act.type, *actors, span.start, span.end),
        actors,
        act.type,
        span,
        act.confidence,
        act.targets,
        act.modality,
        one.on,
        act.place,
    )
