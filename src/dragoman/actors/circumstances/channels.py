"""What shows a channel: its noun, the one spoken to, the source or the cue itself.

Also where a noun phrase ends, which is what all of these are read from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from dragoman.actors.circumstances.frames import Token, listed
from dragoman.actors.circumstances.outlets import is_media, media_words, of_the_press
from dragoman.languages.data import load
from dragoman.records import Span

LONGEST = 12
"""How many words a noun phrase of an attribution may have."""
_WRITTEN = ("statement", "letter", "social-media", "interview")
_TWO_SIDED = ("call", "meeting")
Lexicon = Mapping[str, str]
"""Phrases in lower case with the channel that they show."""


@dataclass(slots=True)
class Found:
    """What the phrases of one walk said; `audience` is the channel that the addressee shows."""

    dates: list[tuple[Token, str]] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    audience: str | None = None
    addressee: Span | None = None
    venue: Span | None = None
    framed: bool = False

    def merge(self, other: Found) -> None:
        """Takes from another walk what this one left open."""
        self.dates += other.dates
        self.channels += other.channels
        self.framed = self.framed or other.framed
        if self.addressee is None:
            self.addressee, self.audience = other.addressee, self.audience or other.audience
        self.venue = self.venue or other.venue

    def channel(self) -> str | None:
        """The channel that all signs together show."""
        named = self.channels
        if "unnamed-source" in named:
            return "unnamed-source"
        if "press-briefing" in named:
            return "press-briefing"
        first = next((c for c in named if c != "social-media"), None) or next(iter(named), None)
        if first == "meeting" and "call" in named:
            return "call"
        asked = self.audience == "press-briefing" or (self.audience, first) == ("interview", "call")
        if first in _WRITTEN or (first in _TWO_SIDED and not asked):
            return first
        if first == "speech" and self.audience == "meeting":
            return first
        return self.audience or first


@lru_cache(maxsize=8)
def lookup(name: str) -> Lexicon:
    """A table of the lexicon, turned round: each phrase with its channel."""
    words = load("en").table("circumstances", name)
    return {phrase: channel for channel, phrases in words.items() for phrase in phrases}


def last_of(words: Sequence[str], table: Lexicon) -> str | None:
    """The channel of the longest entry that ends the words."""
    plain = [w.removesuffix("’s").removesuffix("'s") for w in words]
    for size in (4, 3, 2, 1):
        if size <= len(plain) and (found := table.get(" ".join(plain[-size:]))):
            return found
    return None


def phrase_end(tokens: Sequence[Token], at: int, stop: int) -> int:
    """Where a noun phrase that begins at `at` ends: at a mark, a date, a word of another phrase."""
    end = at
    while end < min(stop, at + LONGEST):
        token = tokens[end]
        if token.kind == "date" and (token.capital or _in_noun_phrase(tokens, end, at)):
            end += 1
            continue
        if end > at and opens_clause(tokens, end, at):
            break
        breaks = token.kind != "word" or (
            listed(token.low, "ends") and not _in_name(tokens, end, at)
        )
        if breaks or (end > at and listed(token.low, "after_noun") and not token.capital):
            break
        end += 1
    while end > at and (_is_loose(tokens[end - 1])):
        end -= 1
    return end


def _is_loose(token: Token) -> bool:
    """Whether a word at the end of a phrase does not belong to it: "of", "later", "privately"."""
    adverb = token.low.endswith("ly") and token.kind == "word" and not token.capital
    return listed(token.low, "ends_softly", "skip") or (
        adverb and not listed(token.low, "not_adverbs")
    )


def opens_clause(tokens: Sequence[Token], at: int, start: int) -> bool:
    """Whether a participle follows a channel's noun: "a speech marking the day"."""
    low = tokens[at].low
    verb = low.endswith("ing") and low not in lookup("nouns") and tokens[at].kind == "word"
    return verb and last_of(words(tokens, start, at), lookup("nouns")) is not None


def _in_noun_phrase(tokens: Sequence[Token], at: int, start: int) -> bool:
    """Whether a date stands as "a Tuesday briefing" has it."""
    follows = at + 1 < len(tokens) and tokens[at + 1].kind == "word"
    after = follows and not listed(tokens[at + 1].low, "ends", "ends_softly")
    return after and at > start and listed(tokens[at - 1].low, "owners")


def _in_name(tokens: Sequence[Token], at: int, start: int) -> bool:
    """Whether a capitalised "On" or "In" stands within a name, as of a programme."""
    return tokens[at].capital and at > start


def bare(tokens: Sequence[Token], at: int, end: int, *, keep_name: bool = False) -> Span | None:
    """The phrase without its article; None where nothing but a pronoun is left."""
    if at < end and listed(tokens[at].low, "determiners"):
        at += 0 if keep_name and tokens[at].capital else 1
    single = end - at == 1 and (listed(tokens[at].low, "pronouns") or tokens[at].low.isdecimal())
    if at >= end or single:
        return None
    return Span(tokens[at].start, tokens[end - 1].end)


def words(tokens: Sequence[Token], at: int, end: int) -> list[str]:
    """The words of some tokens in lower case."""
    return [t.low for t in tokens[at:end]]


def audience(tokens: Sequence[Token]) -> str | None:
    """The channel that an addressee shows: reporters, lawmakers, an outlet, a rally."""
    low = [t.low for t in tokens]
    found = last_of(low, lookup("audiences"))
    for size in range(len(low), 0, -1):  # "crowd of supporters", "members of the Senate"
        if found or low[size - 1 : size] not in (["of"], ["in"], ["and"], ["for"]):
            continue
        found = last_of(low[: size - 1], lookup("audiences"))
    return found or ("interview" if is_media(tokens) or of_the_press(tokens) else None)


def longest_channel(low: Sequence[str]) -> tuple[str | None, int]:
    """The channel that ends the words, or a part of them before "of", "for" or "and"."""
    table = lookup("nouns")
    if found := last_of(low, table):
        return found, len(low)
    for size in range(len(low) - 1, 0, -1):
        if low[size] in ("of", "for", "and") and (found := last_of(low[:size], table)):
            return found, size if low[size] == "and" else len(low)
    return None, 0


@cache
def _first_words() -> frozenset[str]:
    """The words with which a whole phrase begins: nearly all others are passed over quickly."""
    return frozenset(phrase.split()[0] for phrase in lookup("phrases"))


def whole_phrase(tokens: Sequence[Token], at: int, stop: int) -> tuple[str | None, int]:
    """The channel of a whole phrase that begins at `at`, such as "by phone", and where it ends."""
    if tokens[at].low not in _first_words():
        return None, at
    phrases = lookup("phrases")
    for size in range(min(7, stop - at), 1, -1):
        if channel := phrases.get(" ".join(words(tokens, at, at + size))):
            return channel, at + size
    return None, at


def source_channel(tokens: Sequence[Token]) -> str | None:
    """The channel that a source phrase itself is: a statement, a document, an unnamed source."""
    if any(whole_phrase(tokens, n, len(tokens))[0] == "unnamed-source" for n in range(len(tokens))):
        return "unnamed-source"
    end = 0
    while end < len(tokens) and tokens[end].kind == "word" and not _ends_head(tokens[end]):
        end += 1
    found = last_of(words(tokens, 0, end), lookup("sources"))
    if found == "document" and any(t.low in media_words()["nouns"] for t in tokens[:end]):
        return None
    return None if found == "document" and is_media(tokens[: end - 1]) else found


def _ends_head(token: Token) -> bool:
    low = token.low
    hangs = listed(low, "ends", "ends_softly", "source_ends") or listed(low, "after_noun")
    return hangs and not token.capital


def cue_channel(low: Sequence[str]) -> str | None:
    """The channel that a cue itself is: tweeted."""
    return next((c for w in low if (c := lookup("verbs").get(w))), None)
