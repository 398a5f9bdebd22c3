"""What one article says of its own actors: headings, persons in full, and who spoke before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from dragoman.actors.mentions import PersonNames
from dragoman.actors.phrases import (
    WORD,
    apposed_to,
    apposition,
    first_word,
    fuller_phrases,
    is_name,
    listed,
    surname,
    words_of,
)
from dragoman.actors.registry import Registry
from dragoman.actors.resolve import Resolution, resolve
from dragoman.languages.sentences import of_text
from dragoman.records import Article, Mention, Span

BEHIND = re.compile(r" (?:of|from|for|with) [^,.;:\n“”\"()]{3,60}")
"""What may stand behind a person's name and tell whom he speaks for."""
REACH = 2000
"""Characters before a place in which persons and bodies are looked for that it calls back."""
RECENT = 20
LOOK_BACK = 60
FAR = 8000
BY_CONTEXT = 0.75
"""The most that a guess from what stands around is worth."""
HEADING = 6
"""Words of a heading that names actors and does nothing else."""
JOINS = 3
"""Letters of the words that join names in such a heading: "of", "and", "the"."""
NEAR = 2
"""Paragraphs over which a speaker is carried, the first and the last one counted."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The speaker of an earlier statement: where its source stands, and who it was.

    `words` are what was said, where it was said in these words.
    """

    at: Span
    mention: Span
    found: Resolution
    person: bool
    gender: str | None
    words: tuple[Span, ...] = ()


@dataclass(slots=True)
class Scene:
    """One article while its speakers are told: what is fixed, and the speakers decided so far."""

    article: Article
    registry: Registry
    mentions: Sequence[Mention]
    host: str | None
    home: str | None = None
    outlets: Sequence[str] = ()
    persons: Sequence[Span] = ()
    """Where the reader is sure of a person's name, in order."""
    likely: Sequence[Span] = ()
    """Where a person's name is more likely than not, in order: whom a pronoun may mean."""
    decided: list[Decided] = field(default_factory=list)
    barred: tuple[Span, ...] = ()
    """Where nobody is named who can be the speaker that is asked for: in the words quoted, as who quotes them."""
    _full: dict[frozenset[str], list[tuple[Span, Resolution]]] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _sentences: Sequence[Span] = ()
    _headings: list[tuple[int, tuple[str, ...], bool]] | None = None
    _called: PersonNames | None = None

    @property
    def text(self) -> str:
        return self.article.text

    @property
    def on(self) -> date | None:
        return self.article.published_on

    def resolve(self, phrase: str, context: Sequence[str] = ()) -> Resolution:
        """Who a phrase means on the day of publication."""
        return resolve(self.registry, phrase, self.on, context)

    def outlet(self, phrase: str) -> Resolution | None:
        """The outlet that a phrase names: the article's own, or one that the user knows."""
        bare = _outlet_key(phrase)
        for name in (self.article.outlet, *self.outlets):
            if name and bare and bare == _outlet_key(name):
                return Resolution((name,), "media", 0.9, "outlet", None, None)
        return None

    def sentence(self, at: int) -> Span:
        """The sentence that holds a character."""
        if not self._sentences:
            self._sentences = of_text(self.text) or (Span(0, len(self.text)),)
            self._starts = [s.start for s in self._sentences]
        return self._sentences[max(0, bisect_right(self._starts, at) - 1)]

    def near(self, first: Span, then: Span) -> bool:
        """Whether two places are in one paragraph or in neighbouring ones of one section."""
        if then.start - first.start > FAR:
            return False
        between = self.text[first.start : then.start]
        heading = any(
            m.kind == "heading" and first.start < m.span.start < then.start
            for m in self.article.marks
        )
        return not heading and len([p for p in between.split("\n") if p.strip()]) <= NEAR

    def heading_actors(self, at: int) -> tuple[str, ...]:
        """Whom the last section heading before a character names, or speaks of first."""
        found = bisect_right(self._named_headings(), at, key=itemgetter(0))
        return self._named_headings()[found - 1][1] if found else ()

    def _named_headings(self) -> list[tuple[int, tuple[str, ...], bool]]:
        """Where each section heading ends, whom it names, and whether it does nothing else."""
        if self._headings is None:
            marked = [m.span for m in self.article.marks if m.kind == "heading"]
            self._headings = [(s.end, *self._in_heading(s)) for s in marked]
        return self._headings

    def _in_heading(self, span: Span) -> tuple[tuple[str, ...], bool]:
        """ "TURKEY, BRAZIL" names two; of "Pakistan condemns the strikes" it is the first that is named."""
        words = words_of(span.of(self.text))
        if len(words) <= HEADING and all(w[0].isupper() or len(w) <= JOINS for w in words):
            found = self.resolve(span.of(self.text)).actors
            if found:
                return found, True
        named = (m.actors for m in self.before(span.end, span.start) if m.head)
        return next(named, ()), False

    def section(self, at: int) -> int:
        """Where what a phrase calls back may begin: behind a heading that names an actor, or REACH before."""
        return max(0, at - REACH, self.headed(at))

    def headed(self, at: int) -> int:
        """Where the last heading before a character ends that is an actor's name; 0 where none is."""
        named = (end for end, _, only in reversed(self._named_headings()) if end <= at and only)
        return next(named, 0)

    def is_barred(self, span: Span) -> bool:
        """Whether a place names nobody who can be the speaker that is asked for."""
        return any(words.overlaps(span) for words in self.barred)

    def before(self, at: int, start: int = 0) -> Sequence[Mention]:
        """The mentions that begin before a character, and not before `start`, in order."""
        return self.mentions[self._index(start) : self._index(at)]

    def at(self, start: int) -> Mention | None:
        """The mention that begins at a character, if one does."""
        found = self._index(start)
        there = found < len(self.mentions) and self.mentions[found].span.start == start
        return self.mentions[found] if there else None

    def is_surname(self, span: Span) -> bool:
        """Whether the one word at `span` calls a person who was named in full before, whatever else it means."""
        if self._called is None:
            self._called = PersonNames.of(self.text, self.persons)
        return self._called.hold(span.start, span.of(self.text))

    def _index(self, at: int) -> int:
        return bisect_left(self.mentions, at, key=lambda m: m.span.start)

    def full(self, name: str, before: int) -> tuple[Span, Resolution] | None:
        """The fullest phrase that names a person whom `name` means, with who that is.

        It holds all words of the name. One with an actor wins over one without, one with a role over
        a bare name, one before the character over later ones.
        """
        words = frozenset(w for w in words_of(name) if not listed(w, "courtesy"))
        if words not in self._full:
            self._full[words] = list(self._named_in_full(words, surname(name)))
        return max(self._full[words], key=lambda f: _fullness(f, self.text, before), default=None)

    def _named_in_full(self, words: frozenset[str], key: str) -> Iterator[tuple[Span, Resolution]]:
        spans = map(self._whole, fuller_phrases(self.text, key))
        for span in chain(spans, self._opened_by(key)):
            named = words_of(span.of(self.text))
            if words <= set(named) and any(w[0].isupper() for w in named[:-1]):
                found = self.resolve_person(span)
                yield (None if found.actors else self.with_body(span)) or (span, found)

    def _whole(self, span: Span) -> Span:
        """A phrase that ends within a person's name, to the end of that name: "President Lee" Myung-bak."""
        last = bisect_left(self.persons, span.end, key=lambda one: one.start) - 1
        end = self.persons[last].end if last >= 0 else 0
        return Span(span.start, max(span.end, end))

    def _opened_by(self, given: str) -> Iterator[Span]:
        """The persons' names that a word opens, as many peoples call each other by it: "Mahathir"."""
        for span in self.persons:
            if span.of(self.text).startswith(f"{given} "):
                yield span

    def with_body(self, span: Span) -> tuple[Span, Resolution] | None:
        """A person's name with the body behind it that tells his actor: "Ana Ruiz of Peru's navy"."""
        behind = BEHIND.match(self.text, span.end)
        for word in WORD.finditer(self.text, span.end, behind.end()) if behind else ():
            longer = Span(span.start, word.end())
            found = self.resolve(longer.of(self.text))
            if found.actors and found.name:
                return longer, found
        return None

    def resolve_person(self, span: Span, context: Sequence[str] = ()) -> Resolution:
        """Who the phrase at `span` means, with what stands in commas behind or before it where it is a name."""
        phrase = span.of(self.text)
        found = self.resolve(phrase, context)
        behind = apposition(self.text, span.end) if not found.role else None
        both = self.resolve(f"{phrase}, {behind.of(self.text)}", context) if behind else found
        if both.actors and both.role and behind:
            return both
        front = apposed_to(self.text, span) if not found.role else None
        if front:
            led = self.resolve(f"{front.of(self.text)}, {phrase}", context)
            fitting = led.actors if not found.actors else set(led.actors) & set(found.actors)
            if led.name == (found.name or phrase) and led.role and (fitting or not both.role):
                return led
        return both if (both.role or both.actors) and not found.actors else found

    def last(self, before: int, *, person: bool, gender: str | None = None) -> Decided | None:
        """The last speaker whose source stands before a character, of the kind that is asked for."""
        here = self.speaking(before)
        for one in reversed(self.decided[-LOOK_BACK:]):
            if one.at.start >= before or one.person != person or is_same(one, here):
                continue
            if gender and one.gender and one.gender != gender:
                continue
            return one
        return None

    def speaking(self, at: int) -> Decided | None:
        """Who says the words that hold a character: there he is "I", and "he" anybody else."""
        told = reversed(self.decided[-LOOK_BACK:])
        return next((d for d in told if any(w.start <= at < w.end for w in d.words)), None)

    def same_noun(self, phrase: str, before: int) -> Decided | None:
        """The last speaker before a character whose phrase holds every word of this one.

        "the secretariat" may be the CSTO secretariat, but the health ministry is no interior ministry.
        """
        words, begins = _content_words(phrase), self.headed(before)
        for one in reversed(self.decided[-LOOK_BACK:]):
            known = _content_words(one.mention.of(self.text))
            if begins <= one.at.start < before and one.found.actors and words and words <= known:
                return one
        return None

    def owner(self, at: int) -> tuple[str, ...]:
        """The actor that opens the sentence of a character, or else the sentence before.

        "Egypt backed Sudan. Its ministry said": a possessive takes the subject.
        """
        here = self.sentence(at)
        before = self.sentence(here.start - 1) if here.start else here
        for mentions in (self.before(at, here.start), self.before(here.start, before.start)):
            for mention in mentions:
                if mention.head and not self._is_media(mention):
                    return mention.actors
        return ()

    def _is_media(self, mention: Mention) -> bool:
        """Whether it names an outlet, of which "its ministry" and "his figures" are not."""
        actor = self.registry.actor(mention.actors[0]) if mention.actors else None
        return actor is not None and actor.kind == "media"

    def sole(self, at: int) -> str | None:
        """The one actor that is named before a character; None where there are several or none."""
        found: str | None = None
        for mention in self.before(at):
            for code in mention.actors:
                if found not in (None, code):
                    return None
                found = code
        return found

    def recent(self, at: int) -> tuple[str, ...]:
        """The actors named before a character, the last one first, a few."""
        last = reversed(self.before(at)[-RECENT:])
        return tuple(dict.fromkeys(code for m in last for code in m.actors))


def _outlet_key(name: str) -> str:
    """What an outlet is called by, without articles and nouns for outlets, unless nothing else is left."""
    words = words_of(name.casefold())
    own = [w for w in words if not listed(w, "articles", "media_nouns")]
    return " ".join(own or words)


def is_same(one: Decided | None, other: Decided | None) -> bool:
    """Whether two decisions are for one speaker: one phrase, or one surname and the same actors."""
    if one is None or other is None:
        return False
    names = (one.found.name, other.found.name)
    surnames = {surname(name) for name in names if name}
    alike = one.found.actors == other.found.actors and None not in names and len(surnames) == 1
    return one.mention == other.mention or alike


def _fullness(
    found: tuple[Span, Resolution], text: str, before: int
) -> tuple[bool, bool, bool, int]:
    span, who = found
    return bool(who.actors), bool(who.role), span.start <= before, len(span.of(text))


def _content_words(phrase: str) -> frozenset[str]:
    words = [w.lower() for w in words_of(phrase)]
    return frozenset(w for w in words if not listed(w, "definite", "articles"))


@lru_cache(maxsize=4096)
def gender(phrase: str) -> str | None:
    """The gender that the words of a phrase show: "woman", "man" or None."""
    for word in words_of(phrase):
        if listed(word, "women"):
            return "woman"
        if listed(word, "men"):
            return "man"
    return None


def is_private(found: Resolution) -> bool:
    """Whether it is a person who speaks for nobody else: named, in no office of a state."""
    if found.actors or not found.name or found.kind != "person":
        return False
    if listed(first_word(found.name), "indefinite"):
        return False
    return not any(listed(word, "state_roles") for word in words_of(found.role or ""))


def is_person(phrase: str, found: Resolution) -> bool:
    """Whether a phrase means one person and not a body."""
    if found.name or (is_name(phrase) and found.method in ("holder", "person", "undecided")):
        return True
    words = words_of(phrase)
    inner = next((n for n, word in enumerate(words) if n and listed(word, "inside")), len(words))
    one = bool(words) and listed(words[0], "articles", "definite")
    return one and listed(words[inner - 1], "state_roles", "private_roles")
