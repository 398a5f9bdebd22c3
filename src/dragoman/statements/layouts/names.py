"""Whether a label, a heading or a signature names one who can speak."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from dragoman.statements.phrases import is_office, is_phrase, lists

LONGEST = 100
MOST_ADDED = 2
_BRACKETS = re.compile(r"\s?\([^()]*\)")
_WORD = re.compile(r"(?<![\w’'-])[^\W\d_a-z][\w’'-]*")
_AFTER_WORD = re.compile(r"(?<=[a-z,’'] )[^\W\d_a-z][\w’'-]*")
_SMALL_WORD = re.compile(r"(?<![\w’'-])[^\W\d_A-Z][\w’'-]*")


class Known:
    """The words that some paragraphs use as names: with a capital within sentences, never without.

    A word that stands there but once is none: it might be but the label or signature in question.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self.text = "\n".join(texts)

    @cached_property
    def words(self) -> frozenset[str]:
        count = Counter(map(_bare, _WORD.findall(self.text)))
        within = {_bare(word) for word in _AFTER_WORD.findall(self.text)}
        small = {_bare(word) for word in set(_SMALL_WORD.findall(self.text))}
        return frozenset(word for word in within - small if count[word] > 1)

    def vouches(self, name: str) -> bool:
        """Whether a name is sure to be one: by the noun for an office or body in it, or by the text."""
        words = [_bare(word) for word in name.split(",", maxsplit=1)[0].split()]
        return is_office(name) or bool(words and words[-1] in self.words)


def _bare(word: str) -> str:
    return word.casefold().removesuffix("’s").removesuffix("'s")


def names(phrase: str, *, clause: bool = False) -> bool:
    """Whether a phrase has the form of one who speaks, with what commas may add to it.

    With `clause`, that may be a relative clause, where the rest is a full name.
    """
    first, *added = _BRACKETS.sub("", phrase).split(", ")
    if len(phrase) > LONGEST or len(added) > MOST_ADDED or not is_phrase(first):
        return False
    if first.split()[-1].casefold() in lists("layouts")["no_labels"]:
        return False
    told = clause and is_full_name(first) and added
    return all(map(is_phrase, added)) or bool(told and _is_clause(added[0]))


def head_of(phrase: str) -> int:
    """How many characters of a naming phrase name the speaker: all but what commas add to a name."""
    first = phrase.split(",", maxsplit=1)[0]
    named = first[:1].isupper() and first.split()[-1][:1].isupper()
    return len(first) if named else len(phrase)


def is_full_name(phrase: str) -> bool:
    """Whether a phrase is nothing but capitalised words, two or more, and no article."""
    words = phrase.split()
    common = words[0].casefold() in lists("nouns")["determiners"]
    return len(words) > 1 and not common and all(word[0].isupper() for word in words)


def _is_clause(added: str) -> bool:
    return added.split(maxsplit=1)[0].casefold() in lists("sources")["relatives"]


def is_reporter(name: str) -> bool:
    """Whether one writes for an outlet, by the last noun of any part of the name."""
    heads = (part.split()[-1].casefold() for part in name.split(",") if part.strip())
    return any(head in lists("layouts")["reporters"] for head in heads)
