"""Who asserts a claim, through whom, and as of which day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dragoman.languages import dates
from dragoman.languages.data import load
from dragoman.reactions.claims.words import words_of
from dragoman.reactions.coder import Asserter
from dragoman.records import (
    Circumstances,
    Claim,
    DateRange,
    Mention,
    Reading,
    Span,
    Speaker,
    Statement,
    Via,
)

Names = Callable[[str, date | None, Sequence[str]], str | None]
"""The actor for whom a phrase speaks, on a day, in the context of actors; None where undecided."""
SURE = 0.3
"""How sure the coder must be of who asserts a number; chosen on tests/reactions/gold/claims-dev.txt."""

_HEADLINE = 60
_NEAR = 30
_TURNS = re.compile(r"; (?:but )?|, (?:while|whereas|but|where|and) |^While ")
"""Where a clause begins that sets one account against another."""


@dataclass(frozen=True, slots=True)
class Told:
    """The claimant of a claim, those between claimant and reader, and the statement it is in."""

    claimant: str | None = None
    via: tuple[Via, ...] = ()
    statement: str | None = None
    said: DateRange | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """One sentence with the statements, mentions and date phrases in it."""

    sentence: Span
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    days: tuple[Span, ...]


class Sources:
    """Finds the sources of the claims of one article."""

    def __init__(self, reading: Reading, names: Names = lambda *_: None):
        self.reading = reading
        self.names = names
        self.text = reading.article.text
        self.words = load("en").words("claims", "sources")
        self.by_id = {statement.id: statement for statement in reading.statements}

    def around(self, sentence: Span) -> Around:
        """What the article's layers hold in one sentence."""
        start, text = sentence.start, sentence.of(self.text)
        found = dates.find(text)
        return Around(
            sentence,
            tuple(s for s in self.reading.statements if s.extent.overlaps(sentence)),
            tuple(m for m in self.reading.mentions if sentence.contains(m.span)),
            tuple(Span(start + day.start, start + day.end) for day in found),
        )

    def of(self, claim: Claim, near: Around, asserted: Asserter | None = None) -> Told:
        """Who tells a claim: who is said to have spread it, whom the coder is sure of, else the speaker of the
        innermost statement around it."""
        told = self._by_rules(claim, near)
        spread = self._spread_by(claim.evidence, near)
        if spread:
            return replace(told, claimant=spread)
        if asserted is None or asserted.confidence < SURE:
            return told
        if asserted.words is None:
            return replace(told, claimant=None) if told.statement is None else told
        statement = self._named_in(asserted.words)
        if statement is None:
            return replace(told, claimant=self._whose(asserted.words) or told.claimant)
        return (
            told
            if statement.id == told.statement
            else replace(told, claimant=self._speaker(statement))
        )

    def _named_in(self, words: Span) -> Statement | None:
        """The statement whose source or speaker a phrase names, the one with the shortest source."""
        found = [
            (len(span), one.id)
            for one in self.reading.statements
            for span in (one.source, one.mention)
            if span and span.overlaps(words)
        ]
        return self.by_id[min(found)[1]] if found else None

    def _speaker(self, statement: Statement) -> str | None:
        speaker = self.reading.speakers.get(statement.id)
        return (
            speaker.actors[0] if speaker and speaker.actors else self._by_words(statement, speaker)
        )

    def _whose(self, words: Span) -> str | None:
        """The actor for whom a phrase speaks, else the phrase without its article; None for a pronoun."""
        phrase = words.of(self.text)
        if words_of(phrase)[-1:] and set(words_of(phrase)) <= self.words["pronouns"]:
            return None
        article = self.reading.article
        context = tuple(c for c in (self.reading.home, self.reading.host) if c)
        actor = self.names(phrase, article.published_on, context)
        return actor or phrase.removeprefix("the ").removeprefix("The ")

    def _by_rules(self, claim: Claim, near: Around) -> Told:
        """Who tells a claim: the speaker of the innermost statement around it, if there is one."""
        other = self._other(claim.evidence, near)
        if other:
            return Told(other)
        statement = _innermost(claim.evidence, near) or self._going_on(claim.evidence, near)
        if statement is None:
            return Told(self._without_statement(claim, near))
        speaker = self.reading.speakers.get(statement.id)
        told = speaker.circumstances if speaker else Circumstances()
        return Told(self._speaker(statement), told.via, statement.id, told.said)

    def _other(self, evidence: Span, near: Around) -> str | None:
        """Who in a clause of his own has another count: "… ; the police speak of nine"."""
        start = near.sentence.start
        clause = list(_TURNS.finditer(self.text, start, evidence.start))
        if not clause:
            return None
        at = clause[-1].end()
        told = _counting().search(self.text[at : evidence.start])
        if told is None or not told[1].strip():
            return None
        words = Span(at, at + len(told[1].rstrip()))
        if any(s.source and s.source.overlaps(words) for s in near.statements):
            return None
        last = words_of(words.of(self.text))[-1:]
        return None if set(last) <= self.words["pronouns"] else self._called(words, near)

    def _spread_by(self, evidence: Span, near: Around) -> str | None:
        """Whose number another tells of: "the tale of ‘120 dead’ put about by the Valley Committee"."""
        found = _spread().match(self.text, evidence.end, near.sentence.end)
        return self._whose(Span(*found.span(1))) if found else None

    def _going_on(self, evidence: Span, near: Around) -> Statement | None:
        """The one statement of the sentence, where its content ends and the clause runs on: ", bringing"."""
        if len(near.statements) != 1:
            return None
        (statement,) = near.statements
        end = max(content.end for content in statement.content)
        gap = words_of(self.text[end : evidence.start]) if end <= evidence.start else ()
        leads = gap[:1] == (",",) and gap[1:2] and gap[1] in self.words["going_on"]
        return statement if leads else None

    def _by_words(self, statement: Statement, speaker: Speaker | None) -> str | None:
        """The source in the words of the text, where no actor is known for it."""
        span = speaker.mention if speaker and speaker.mention else statement.source
        words = span.of(self.text).strip() if span else ""
        return words if words and words.lower() not in self.words["pronouns"] else None

    def _without_statement(self, claim: Claim, near: Around) -> str | None:
        """One whom the sentence names with a word of saying, or a headline before a colon."""
        for mention in near.mentions:
            named = mention.head and mention.actors
            apart = not mention.span.overlaps(claim.evidence)
            if named and apart and self._says(mention, near.sentence):
                return mention.actors[0]
        return self._headline(claim, near) or self._counted_by(near)

    def _counted_by(self, near: Around) -> str | None:
        """Whose count it is: "by the count of the archdiocese", "by the ministry's reckoning"."""
        found = _owned_counts().search(near.sentence.of(self.text))
        if found is None:
            return None
        start = near.sentence.start + found.start(1 if found[1] else 2)
        return self._called(Span(start, start + len(found[1] or found[2])), near)

    def _called(self, phrase: Span, near: Around) -> str:
        """The actor whose organ a phrase names; else its words without article."""
        words = phrase.of(self.text)
        if words_of(words)[-1] in self.words["organs"]:
            named = [m.actors[0] for m in near.mentions if phrase.contains(m.span) and m.actors]
            home = self.reading.home or self.reading.host
            if named or home:
                return str(named[0] if named else home)
        whole = next((m for m in near.mentions if m.head and m.span == phrase), None)
        return whole.actors[0] if whole and whole.actors else words.removeprefix("the ")

    def _says(self, mention: Mention, sentence: Span) -> bool:
        before = words_of(
            self.text[max(sentence.start, mention.span.start - _NEAR) : mention.span.start]
        )
        after = words_of(self.text[mention.span.end : min(sentence.end, mention.span.end + _NEAR)])
        if before[-2:] == ("according", "to") or before[-3:] == ("according", "to", "the"):
            return True
        verb = next((word for word in after if word not in self.words["auxiliaries"]), "")
        return verb in self.words["says"]

    def _headline(self, claim: Claim, near: Around) -> str | None:
        """Who stands before the colon of a headline, if that is one who speaks."""
        sentence = near.sentence
        colon = self.text.find(":", sentence.start, min(sentence.end, sentence.start + _HEADLINE))
        if colon < 0 or claim.evidence.start < colon:
            return None
        for mention in near.mentions:
            speaks = mention.form in ("body", "title", "person", "seat")
            if speaks and mention.head and mention.actors and mention.span.end <= colon:
                return mention.actors[0]
        words = self.text[sentence.start : colon]
        last = words_of(words)[-1:]
        if not last or last[0] not in self.words["speakers"]:
            return None
        return self._called(Span(sentence.start, sentence.start + len(words.rstrip())), near)

    def as_of(self, claim: Claim, near: Around, told: Told) -> DateRange | None:
        """The day that the clause names, else the day on which it was said."""
        published = self.reading.article.published_on
        if published is None:
            return told.said
        days = list(self._days(near, told))
        if not days:
            return told.said
        nearest = min(days, key=lambda day: _apart(day, claim.evidence))
        text = near.sentence.of(self.text)
        return dates.resolve(nearest.of(self.text), published, text) or told.said

    def _days(self, near: Around, told: Told) -> Iterator[Span]:
        """The date phrases of what is told, without the day of saying."""
        statement = self.by_id.get(told.statement or "")
        for day in near.days:
            inside = statement is None or any(c.contains(day) for c in statement.content)
            if inside and not self._day_of_saying(day, near.sentence):
                yield day

    def _day_of_saying(self, day: Span, sentence: Span) -> bool:
        before = words_of(self.text[max(sentence.start, day.start - _NEAR) : day.start])[-2:]
        return any(word in self.words["says"] for word in before)

    def state_in(self, evidence: Span, near: Around) -> str | None:
        """The state that the evidence names, as written, its possessive ending left off."""
        for mention in near.mentions:
            if mention.form == "name" and evidence.contains(mention.span):
                return mention.span.of(self.text).removesuffix("'s").removesuffix("’s")
        return None


@cache
def _owned_counts() -> re.Pattern[str]:
    """ "by the count of X", "by X's count": the owner as the first or the second group."""
    counts = "|".join(sorted(load("en").words("claims", "sources")["counts"]))
    return re.compile(
        rf"\bby (?:(?:the|an?) (?:{counts}) of ([^,;.]+)|([^,;.]+?)(?:’s?|'s?) (?:{counts})\b)"
    )


@cache
def _spread() -> re.Pattern[str]:
    """What follows a number that another spread: its spreader as the group."""
    held = load("en").words("claims", "sources")
    verbs, ends = ("|".join(sorted(held[name])) for name in ("spread", "spread_ends"))
    return re.compile(
        rf"""["”’']?,? (?:(?:that|which) (?:is|are|was|were|has been|had been) )?(?:{verbs}) by """
        rf"""(?:the |an? )?(?:so-called )?([^,;.]{{3,60}}?)(?=[,;.]| (?:{ends}) )"""
    )


@cache
def _counting() -> re.Pattern[str]:
    """A subject and the verb with which it gives its count, right before the number."""
    verbs = sorted(load("en").words("claims", "grammar")["counting"], key=len, reverse=True)
    return re.compile(
        rf"^([^,;]{{3,90}}?) (?:{'|'.join(map(re.escape, verbs))})(?: only| just)? ?$"
    )


def _innermost(evidence: Span, near: Around) -> Statement | None:
    """The smallest statement whose content covers the evidence, or most of it."""
    best: tuple[int, Statement] | None = None
    for statement in near.statements:
        told = [*statement.cue, *((statement.source,) if statement.source else ())]
        inner = sum(_shared(span, evidence) for span in told)  # "the toll, he said, was 14"
        covered = sum(_shared(span, evidence) for span in statement.content)
        size = sum(map(len, statement.content))
        if 2 * covered > len(evidence) - inner and (best is None or size < best[0]):
            best = (size, statement)
    return best[1] if best else None


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _apart(a: Span, b: Span) -> int:
    return 0 if a.overlaps(b) else min(abs(a.start - b.end), abs(b.start - a.end))
