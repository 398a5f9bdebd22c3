"""Sayings told inside a stretch of text, found by rule: who, by which words, what.

Strict rules on the words of languages/en/statements.toml: a noun of saying with its owner before it
("Norway's claim that") or behind ("claims by the rebels that"); one who speaks and a verb of saying
where a clause begins ("that officials said the dam had held"), or behind all ("…, officials said"); and
the middle of "quoted the minister as saying that".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.languages.sentences import sentences
from dragoman.records import Span
from dragoman.statements.phrases import either, ending_at, lists

LEAST = 8
"""Characters that what is said must have."""
LONGEST = 2000
ASIDE = 40
"""Characters between a verb and its "that": "said in a statement that"."""

REACH = 12
"""Characters before one who speaks within which a word that begins a clause is sought."""

_MARKS = "\"”’'"
_BREAK = re.compile(r"\s+[–—]\s|;|\n")


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says what, by which words."""

    source: Span
    cue: Span
    content: Span

    @property
    def extent(self) -> Span:
        spans = (self.source, self.cue, self.content)
        return Span(min(s.start for s in spans), max(s.end for s in spans))


def sayings(text: str, within: Span) -> list[Saying]:
    """The sayings in a stretch of `text` that no other of them holds, in order; offsets of `text`."""
    part = within.of(text)
    found = (*_nouns(part), *_clauses(part), *_behind(part), *_quoted(part))
    kept: list[Saying] = []
    for one in sorted(found, key=lambda s: (s.extent.start, -s.extent.end)):
        inside = any(other.extent.overlaps(one.extent) for other in kept[-1:])
        if len(one.content) >= LEAST and not inside:
            kept.append(one)
    return [_moved(one, within.start) for one in kept]


def _moved(one: Saying, by: int) -> Saying:
    spans = (one.source, one.cue, one.content)
    return Saying(*(Span(s.start + by, s.end + by) for s in spans))


def _nouns(text: str) -> Iterator[Saying]:
    for match in _noun_pattern().finditer(text):
        before = match["before"] is not None
        source = Span(*match.span("before" if before else "behind"))
        cue = Span(*match.span("noun" if before else "noun2"))
        yield Saying(source, cue, _to_its_end(text, match.start("that")))


def _clauses(text: str) -> Iterator[Saying]:
    for match in _clause_pattern().finditer(text):
        source = ending_at(text, 0, match.start("gap"))
        if source and _opens().search(text, max(0, source.start - REACH), source.start):
            skipped = max(match.end("cue"), match.end("aside"), match.end("told"))
            yield Saying(source, Span(*match.span("cue")), _to_its_end(text, skipped))


def _behind(text: str) -> Iterator[Saying]:
    match = _behind_pattern().search(text)
    if match is None:
        return
    source = ending_at(text, match.start("source"), match.end("source"))
    if source == Span(*match.span("source")):
        last = sentences(text[: match.start()])[-1:]
        start = 0 if match["mark"] or not last else last[0].start
        said = Span(start, match.end("mark") if match["mark"] else match.start())
        yield Saying(source, Span(*match.span("cue")), _stripped(text, said))


def _quoted(text: str) -> Iterator[Saying]:
    """ "the minister as saying that the dam had held", of "quoted the minister as saying"."""
    match = _as_pattern().match(text)
    if match and ending_at(text, 0, match.end("source")) == Span(*match.span("source")):
        source, cue = Span(*match.span("source")), Span(*match.span("cue"))
        yield Saying(source, cue, _to_its_end(text, match.end("told")))


def _to_its_end(text: str, start: int) -> Span:
    """From `start` to where its clause ends, closing marks kept where they close what it opens."""
    first = sentences(text[start : start + LONGEST], start)[:1]
    stop = first[0].end if first else len(text)
    end = _BREAK.search(text, start, stop)
    span = _stripped(text, Span(start, end.start() if end else stop))
    words = span.of(text)
    shorter = words.rstrip(_MARKS + " ,.")
    balanced = shorter.count("“") <= shorter.count("”") and shorter.count('"') % 2 == 0
    return Span(span.start, span.start + len(shorter)) if balanced else span


def _stripped(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


@cache
def _noun_pattern() -> re.Pattern[str]:
    words = lists("nested")
    nouns = either(lists("words")["claim_nouns"])
    name = r"[^\W\d_a-z][\w.-]{0,40}(?:\s+[^\W\d_a-z][\w.-]{0,40}){0,4}"
    common = rf"(?:{either(words['owner_articles'])})\s+[\w.-]{{1,40}}(?:\s+[\w.-]{{1,40}}){{0,4}}?"
    owner = rf"(?P<before>{common}|{name})(?:{either(words['possessives'])})\s+(?P<noun>{nouns})"
    behind = rf"\b(?P<noun2>{nouns})\s+(?:{either(words['by'])})\s+(?P<behind>[^,;:.!?\n“”\"()]{{2,60}}?)"
    return re.compile(rf"(?:(?<![\w.-]){owner}|{behind})\s+(?P<that>(?:{either(words['that'])})\s)")


@cache
def _clause_pattern() -> re.Pattern[str]:
    """A verb of saying with a clause behind it; `gap` is the space before."""
    words = lists("nested")
    that = rf"(?:{either(words['that'])})\s(?!(?:{either(words['no_that'])})\b)"
    told = rf"(?:{either(words['tells'])})(?=(?P<told>(?:\s+[\w’'.-]+){{1,4}}?)\s+{that})"
    aside = rf"(?P<aside>\s+(?:{either(words['asides'])})\s[^,;:.!?“”\"\n]{{1,{ASIDE}}}?)?"
    claims = rf"(?:{either(words['claims'])})(?={aside}\s+{that})"
    nouns = either(lists("nouns")["persons"] | lists("nouns")["bodies"])
    opens = rf"(?:(?i:{either(words['clause_openers'])}|(?:{nouns})s?)\s|[\d“\"]|[^\W\d_a-z])"
    clause = rf"\s+(?!(?:{either(words['no_clause'])})\b){opens}"
    says = rf"(?:{either(words['says'])})(?={clause})"
    middle = (
        rf"\s[^,;:“”\"\n]{{2,80}}?\s(?:{either(words['as'])})\s(?:{either(words['as_saying'])})\s"
    )
    quotes = rf"(?:{either(words['quotes'])})(?={middle})"
    verb = rf"(?:(?:{either(words['auxiliaries'])})\s+)?(?:{claims}|{told}|{says}|{quotes})"
    return re.compile(rf"(?P<gap>\s+)(?P<cue>{verb})(?=\s)")


@cache
def _opens() -> re.Pattern[str]:
    """What stands before one who speaks, where a clause begins with him."""
    return re.compile(rf"(?:^|[“\"‘]|(?<![\w’'-])(?:{either(lists('nested')['boundaries'])})\s+)$")


@cache
def _behind_pattern() -> re.Pattern[str]:
    words = lists("nested")
    verb = (
        rf"(?:(?:{either(words['auxiliaries'])})\s+)?(?:{either(words['claims'] | words['says'])})"
    )
    return re.compile(
        rf",(?P<mark>[”\"’]?)\s+(?P<source>[^,;:“”\"\n]{{2,80}}?)\s+(?P<cue>{verb})[.,”\"’\s]*$"
    )


@cache
def _as_pattern() -> re.Pattern[str]:
    words = lists("nested")
    that = rf"(?:{either(words['that'])})"
    return re.compile(
        rf"(?P<source>[^,;:“”\"\n]{{2,80}}?)\s+(?:{either(words['as'])})\s+"
        rf"(?P<cue>{either(words['as_saying'])})(?P<told>(?:\s[^,;:“”\"\n]{{1,40}}?(?=\s{that}\s))?)\s"
    )
