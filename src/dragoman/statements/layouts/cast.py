"""Who asks and who answers in a transcript, and where its text names those who answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.languages.sentences import sentences
from dragoman.records import Article, Span
from dragoman.statements.layouts.lines import Line
from dragoman.statements.layouts.names import is_full_name, names
from dragoman.statements.layouts.turns import Turn, key_of
from dragoman.statements.phrases import (
    either,
    ending_at,
    is_office,
    is_person,
    lists,
    starting_at,
)

ASKED = 0.5
"""A label that asks in half of its turns or more is the interviewer's."""
LOOKED_AT = 5
"""Places of a surname among which its fullest phrase is sought."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The labels of those who ask, by key, and for each who answers what names him, if anything."""

    askers: frozenset[str]
    named: dict[str, Span]


def cast_of(article: Article, turns: Sequence[Turn], lines: Sequence[Line]) -> Cast:
    """Who asks and who answers."""
    askers = _askers(article, turns)
    first = min(t.label.start for t in turns)
    lead = [line for line in lines if line.span.start < first]
    named = {}
    for key in {t.key for t in turns} - askers:
        if key in lists("layouts")["answerers"]:
            found = interviewee(article, lead)
        else:
            labels = [t.label for t in turns if t.key == key]
            found = _fullest(article.text, labels, key, lead)
        if found:
            named[key] = found
    return Cast(askers, named)


def _askers(article: Article, turns: Sequence[Turn]) -> frozenset[str]:
    count = Counter(t.key for t in turns)
    known = lists("layouts")["askers"] | {key_of(article.outlet or "")}
    if askers := known & count.keys():
        return askers
    text = article.text
    asking = Counter(t.key for t in turns if any(_asks(s.of(text)) for s in t.said))
    often = {key for key, n in count.items() if n > 1 and asking[key] >= ASKED * n}
    return frozenset(often) if len(often) < len(count) else frozenset()


def _asks(words: str) -> bool:
    return words.rstrip('*_ ”"').endswith("?")


def _fullest(text: str, labels: Sequence[Span], key: str, lead: Sequence[Line]) -> Span:
    """The label of most words, or where all are short the fullest phrase that the lead holds."""
    longest = max(labels, key=len)
    if " " in longest.of(text):
        return longest
    found = (p for line in lead for p in _phrases(text, line, key))
    full = [span for span, _ in zip(found, range(LOOKED_AT), strict=False) if " " in span.of(text)]
    return max(full, key=len, default=longest)


def _phrases(text: str, line: Line, key: str) -> Iterator[Span]:
    for match in re.finditer(rf"\b{re.escape(key)}\b", line.text, re.IGNORECASE):
        if match.group()[0].isupper():
            end = line.span.start + match.end()
            if found := ending_at(text, line.span.start, end):
                yield found


def interviewee(article: Article, lead: Sequence[Line]) -> Span | None:
    """The one whom the lines before an interview say to be asked, or with whose name they begin."""
    outlet = key_of(article.outlet or "")
    for line in lead:
        for match in _interviewed().finditer(line.text):
            before = _subject(line.text, match.start()) if match["verb"] else None
            for found in (before, starting_at(line.text, match.end())):
                name = found.of(line.text) if found else ""
                whole = found and (found is before or _ends_phrase(line.text[found.end :]))
                if found and whole and key_of(name) != outlet and _is_person(name) and names(name):
                    return line.part(found.start, found.end)
    prose = next((line for line in lead if line.kind is None), None)
    return _introduced(prose) if prose else None


def _ends_phrase(behind: str) -> bool:
    """Whether what follows a name is no noun that the name belongs to: "New York bartender"."""
    word = behind.split(maxsplit=1)[0].casefold() if behind[:1].isspace() and behind.split() else ""
    nouns = lists("nouns")
    return not word or word in nouns["joins"] | nouns["openers"] | lists("sources")["relatives"]


def _introduced(line: Line) -> Span | None:
    """The person with whose name a lead begins: "Ada Brekke has led the commission for six years"."""
    first = starting_at(line.text, 0)
    if first is None or not is_full_name(first.of(line.text)):
        return None
    behind = line.text[first.end :].split(maxsplit=1)[:1]
    told = behind and behind[0] in lists("layouts")["introduced"]
    return line.part(first.start, first.end) if told and _is_person(first.of(line.text)) else None


def _subject(text: str, verb: int) -> Span | None:
    """The noun phrase that begins the sentence of a verb, up to its first comma."""
    sentence = sentences(text[:verb])[-1:]
    return starting_at(text, sentence[0].start) if sentence else None


def _is_person(name: str) -> bool:
    """Whether a phrase has a name of two words or a person's office."""
    words = name.split()
    capitals = [word for word in words if word[0].isupper()]
    return any(map(is_person, words)) or (len(capitals) > 1 and not is_office(name))


@cache
def _interviewed() -> re.Pattern[str]:
    words = lists("layouts")
    verbs, nouns = either(words["interviewed"]), either(words["interviews"])
    return re.compile(rf"\b(?:(?P<verb>{verbs})|{nouns})\s")
