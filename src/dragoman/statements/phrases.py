"""Noun phrases that can speak, known by word lists: "the Norlandic foreign ministry", "Ada Brekke".

No parser: a phrase is a run of capitalised words and of the nouns and modifiers of
languages/en/statements.toml, with what "of", "for" and the like join to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from dragoman.languages.data import load
from dragoman.records import Span

MOST_WORDS = 9
"""Words of a part between two of "of", "for" and the like."""
MOST_PARTS = 3
LONGEST = 200
"""Characters before a word within which its phrase is sought."""

_TOKEN = re.compile(r"\S+")
_NAME = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_](?:[\w&’'/-]*\w)?")
_POSSESSIVE = re.compile(r"['’]s?$")
_STOP = re.compile(r"[,;:!?“”\"()\n]|(?<![^\W\d_a-z])\.|$")
_OPENING = "“\"‘'(["


@cache
def lists(table: str) -> dict[str, frozenset[str]]:
    """The word lists of a table of languages/en/statements.toml."""
    return load("en").words("statements", table)


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def is_phrase(phrase: str) -> bool:
    """Whether words are one noun phrase that can speak, all of them."""
    words = phrase.split()
    return bool(words) and _begin(words) == 0 and _speaks(words)


def is_office(phrase: str) -> bool:
    """Whether a word of the phrase is a noun for a person in a role or for a body."""
    return any(_is_noun(word.strip(",")) for word in phrase.split())


def is_person(word: str) -> bool:
    """Whether a word is a noun for a person in a role, singular or plural."""
    low = word.lower()
    return low in lists("nouns")["persons"] or low.removesuffix("s") in lists("nouns")["persons"]


def ending_at(text: str, floor: int, end: int) -> Span | None:
    """The longest noun phrase on one line that ends at `end`, begins at `floor` or later, and speaks."""
    low = max(floor, text.rfind("\n", 0, end) + 1, end - LONGEST)
    places = [(low + m.start(), m.group()) for m in _TOKEN.finditer(text[low:end])]
    words = [word for _, word in places]
    first = _begin(words)
    for at in range(first, len(words)):
        if (at == first or _is_join(words[at - 1])) and _speaks(words[at:]):
            start, word = places[at]
            return Span(start + len(word) - len(word.lstrip(_OPENING)), end)
    return None


def starting_at(text: str, start: int) -> Span | None:
    """The longest noun phrase on one line that begins at `start` and can speak."""
    stop = _STOP.search(text, start, start + LONGEST)
    end = stop.start() if stop else min(len(text), start + LONGEST)
    ends = [start + m.end() for m in _TOKEN.finditer(text[start:end])][: MOST_WORDS * MOST_PARTS]
    return next((Span(start, e) for e in reversed(ends) if is_phrase(text[start:e])), None)


def _begin(words: Sequence[str]) -> int:
    """The first of the words from which all are one noun phrase; their number where none is."""
    first, here, parts = len(words), len(words), 1
    size = 0
    while here and size < MOST_WORDS:
        word = words[here - 1]
        last = here == len(words)
        opened = word[0] in _OPENING
        bare = word.lstrip(_OPENING)
        if size and _is_join(bare) and parts < MOST_PARTS:
            parts, size, here = parts + 1, 0, here - 1
            continue
        if not bare or not _belongs(bare, last=last):
            break
        here, size, first = here - 1, size + 1, here - 1
        if opened:
            break
        if _is_determiner(bare) and not (here and _is_join(words[here - 1])):
            break
    return first


def _belongs(word: str, *, last: bool) -> bool:
    """Whether a word can stand in a noun phrase; only "Mr." and initials may end in a stop."""
    nouns, low = lists("nouns"), word.lower()
    if low.removesuffix(".") in nouns["courtesy"]:
        return True
    owner = _POSSESSIVE.sub("", low)
    if owner in nouns["before"] | nouns["particles"] or _is_noun(owner) or _is_determiner(word):
        return not (last and _is_determiner(word))
    if low.isdigit():
        return len(low) <= 3
    return word[0].isupper() and _NAME.fullmatch(word) is not None and owner not in nouns["openers"]


def _speaks(words: Sequence[str]) -> bool:
    """Whether the first part of a phrase ends in a name or in a noun for a person or body."""
    turn = next((n for n, word in enumerate(words) if n and _is_join(word)), len(words))
    first, head = words[0].lstrip(_OPENING), words[turn - 1].lstrip(_OPENING)
    if not head or re.split("['’]", first)[0].lower() in lists("sources")["pronouns"]:
        return False  # "We’ve"
    if _POSSESSIVE.search(words[-1]):
        return False  # an owner, of what follows
    named = head[0].isupper() and head.lower() not in lists("nouns")["before"]
    return _is_noun(head) or (named and not _is_determiner(head))


def _is_join(word: str) -> bool:
    return (word.lower() if word.isupper() else word) in lists("nouns")["joins"]


def _is_determiner(word: str) -> bool:
    return word.lower() in lists("nouns")["determiners"]


def _is_noun(word: str) -> bool:
    low = word.lower().strip(".'’")
    nouns = lists("nouns")
    return any(w in nouns["persons"] or w in nouns["bodies"] for w in (low, low.removesuffix("s")))
