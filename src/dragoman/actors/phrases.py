"""Noun phrases around a name: where the phrase that names a person begins and ends in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from dragoman.languages.data import load
from dragoman.records import Span

WORD = re.compile(r"[^\W\d_](?:[\w’'.-]*\w)?\.?")
_BEFORE = re.compile(r"(\S+)(\s+)$")
_APPOSITION = re.compile(r"\s*,\s+([^,;:.!?“”\"\n()–—]{3,120})(?=,|[;:.!?)–—\n]|$)")
_CLOSED = re.compile(r"[,;:.!?)–—\n]|$")
_POSSESSIVE = re.compile(r"(?:’s|'s|’|')$")
# "of Trade and": what a minister is for; any other "and" joins two persons.
_TOPICS = re.compile(r"\b(?:of|for)\s+(?:the\s+)?(?:[^\W\d_a-z]\w+,?\s+){1,2}and\s+$")
_WITHIN = re.compile(r"\w").match
_LONGEST_ROLE = 14
_BREAKS = frozenset(',;:.!?“”"()[]–—')


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """The word lists of languages/en/speakers.toml."""
    found = load("en").table("speakers", "words") | load("en").table("speakers", "lists")
    return {name: frozenset(words) for name, words in found.items()}


def listed(word: str, *names: str) -> bool:
    """Whether a word, in any letter case, stands in one of the lists."""
    return word.lower().rstrip(".") in _joined(names)


@cache
def _joined(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(word_lists()[name] for name in names))


def words_of(phrase: str) -> list[str]:
    """The words of a phrase, with their inner marks and without those around them."""
    return WORD.findall(phrase)


def first_word(phrase: str) -> str:
    """The first word of a phrase; nothing for one without words."""
    found = WORD.search(phrase)
    return found.group() if found else ""


def calls_back(words: Sequence[str]) -> bool:
    """Whether words call somebody named before by a noun: "the agency", but not "its agency"."""
    return len(words) > 1 and listed(words[0], "definite") and not listed(words[0], "possessives")


def is_name(phrase: str) -> bool:
    """Whether a phrase is nothing but a person's name, a courtesy title allowed before it."""
    words = words_of(phrase)
    while words and listed(words[0], "courtesy"):
        words = words[1:]
    if not 1 <= len(words) <= 5 or listed(words[0], "definite"):
        return False
    capital = [w for w in words if w[0].isupper()]
    return bool(capital) and all(w[0].isupper() or listed(w, "particles") for w in words)


@lru_cache(maxsize=4096)
def surname(name: str) -> str:
    """The word by which later sentences call a person: the last of the name, without possessive."""
    words = words_of(_POSSESSIVE.sub("", name))
    return words[-1] if words else name


def fuller_phrases(text: str, name: str) -> Iterator[Span]:
    """The places where `name` stands in a longer phrase, with the words of role and name before it.

    "Foreign Minister Ana Ruiz" for "Ruiz"; in the order of the text.
    """
    for found in occurrences(text, name):
        start = begin(text, found.start)
        if start < found.start:
            yield Span(start, found.end)


def occurrences(text: str, words: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Where words stand between characters that belong to no word."""
    stop = len(text) if end is None else end
    at = text.find(words, start, stop) if words else -1
    while at >= 0:
        behind = at + len(words)
        if not (_WITHIN(text[at - 1 : at]) or _WITHIN(text[behind : behind + 1])):
            yield Span(at, behind)
        at = text.find(words, behind, stop)


def apposition(text: str, end: int) -> Span | None:
    """What stands in commas right after a name, if anything: "Hugh Hill, a doctor,"."""
    found = _APPOSITION.match(text, end, min(len(text), end + 140))
    return Span(*found.span(1)) if found else None


def apposed_to(text: str, span: Span) -> Span | None:
    """The phrase that a name in commas follows, if one does: "Fiji's health minister, Ana Ruiz, said"."""
    if text[max(0, span.start - 2) : span.start] != ", " or not _CLOSED.match(text, span.end):
        return None
    end = span.start - 2
    start = begin(text, end)
    return Span(start, end) if start < end else None


def begin(text: str, end: int) -> int:
    """How far the phrase that goes on at `end` reaches back: over names, role words and articles."""
    start = end
    for _ in range(_LONGEST_ROLE):
        found = _BEFORE.search(text[max(0, start - 60) : start])
        if found is None and start == end:
            found = re.search(r"(\S+)()$", text[max(0, start - 60) : start])
        if (
            found is None
            or "\n" in found[2]
            or (found[1][-1] in _BREAKS and not _initial(found[1]))
        ):
            break
        word = found[1]
        if not _belongs(word, first=start == end):
            break
        if word[0].isupper() and listed(word, "prepositions"):
            return _after_place(text, start, end)
        if word.lower() == "and" and not _TOPICS.search(text[max(0, start - 80) : start]):
            break
        begin = start - len(found[2]) - len(word)
        opened = len(word) - len(word.lstrip("“\"‘'("))
        start = begin + opened
        inside = _BEFORE.search(text[max(0, start - 60) : start])
        if opened or (word.lower() in ("the", "a", "an") and not _of(inside)):
            break
    return _without_joins(text, start, end)


def _of(found: re.Match[str] | None) -> bool:
    """Whether the word before an article joins it to a role: "the head of the agency", but not "to the"."""
    return found is not None and "\n" not in found[2] and found[1] in ("of", "for")


def _after_place(text: str, start: int, end: int) -> int:
    """Where the role begins behind a sentence's opening place or time: "In Paris President"; else the end."""
    roles = (m for m in WORD.finditer(text, start, end) if listed(m.group(), "before_name"))
    return next((m.start() for m in roles), end)


def _initial(word: str) -> bool:
    return word.endswith(".") and (len(word) <= 3 or listed(word, "courtesy", "before_name"))


def _belongs(word: str, *, first: bool) -> bool:
    bare = word.lstrip("“\"‘'(")
    if not bare:
        return False
    if bare[0].isupper() or bare.lower() in ("the", "a", "an"):
        return True
    low = _POSSESSIVE.sub("", bare.lower())
    return listed(low, "before_name", "particles") or (not first and listed(low, "inside"))


def _without_joins(text: str, start: int, end: int) -> int:
    """A phrase does not begin with "of", "and" or the like."""
    for match in re.finditer(r"\S+\s*", text[start:end]):
        if match.group().strip().lower() not in word_lists()["inside"] - {"the"}:
            return start + match.start()
    return end
