"""The words of actors: where names, titles and classes of nouns stand in a text, longest first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from dragoman.actors.entries import Name, plain, surface_key
from dragoman.actors.registry import Registry
from dragoman.languages.data import load

_TOKEN = re.compile(r"[^\S\n]{0,3}\n?[^\S\n]{0,3}([^\W_]+|[^\w\s]|_)")
_HERE = ""
"""The key of a trie's node under which the value of the words up to it stands."""

Trie = dict[str, Any]


def _unaccented(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _tokens(text: str) -> list[str]:
    return [match[1] for match in _TOKEN.finditer(plain(text))]


def _put(trie: Trie, tokens: Iterable[str], value: Any, *, keep: bool = False) -> None:
    for token in tokens:
        trie = trie.setdefault(token, {})
    if not (keep and _HERE in trie):
        trie[_HERE] = value


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a place of a text: its end, and the names or classes that it has there."""

    end: int
    names: tuple[Name, ...] = ()
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of languages/en/actors.toml."""

    classes: Trie
    masks: tuple[str, ...]
    care: Mapping[str, frozenset[str]]
    lists: Mapping[str, frozenset[str]]
    only: Mapping[str, frozenset[str]]
    defaults: Mapping[str, str]
    owners: Mapping[str, frozenset[str]]

    def at(self, text: str, start: int) -> Found | None:
        """The longest word or words of a class at a place, hyphens read as spaces."""
        return _longest(self.classes, text, start, folded=True, bridges="-")


@cache
def words() -> Words:
    """The word lists, read once."""
    language = load("en")
    classes: dict[str, set[str]] = {}
    for table in ("heads", "modifiers", "nominals", "words"):
        for name, listed in language.words("actors", table).items():
            for word in listed:
                for form in _numbers(word) if table in ("heads", "nominals") else (word,):
                    classes.setdefault(form, set()).add(f"{table}.{name}")
    trie: Trie = {}
    for word, found in classes.items():
        _put(trie, _tokens(word.replace("-", " ")), frozenset(found))
    care = language.words("actors", "care")
    return Words(
        trie,
        tuple(language.table("actors", "care")["masks"]),
        care,
        language.words("actors", "words") | language.words("actors", "lists"),
        language.words("actors", "only"),
        language.table("actors", "defaults"),
        language.words("actors", "owners"),
    )


def _numbers(noun: str) -> Iterator[str]:
    """A noun with its regular plural."""
    yield noun
    if noun.endswith("y") and noun[-2:-1] not in "aeou":
        yield noun[:-1] + "ies"
    elif not noun.endswith("s"):
        yield noun + ("es" if noun.endswith(("ch", "sh", "x")) else "s")


class Lexicon:
    """The surface forms of a registry, to be found in their letter case or in capitals."""

    def __init__(self, registry: Registry) -> None:
        self.words = words()
        self.holders = registry.holders
        self.cased: Trie = {}
        self.folded: Trie = {}
        for text, names in _by_key(registry.names()).items():
            self._add(text, names)
        for mask in self.words.masks:
            _put(self.cased, _tokens(mask), (), keep=True)
            _put(self.folded, _tokens(mask.casefold()), (), keep=True)

    def _add(self, text: str, names: tuple[Name, ...]) -> None:
        _put(self.cased, _tokens(text), names)
        _put(self.folded, _tokens(text.casefold()), names, keep=True)
        for variant in self._variants(text):
            _put(self.cased, _tokens(variant), names, keep=True)
            _put(self.folded, _tokens(variant.casefold()), names, keep=True)

    def _variants(self, text: str) -> Iterator[str]:
        """Other ways to write a form: without accents, an acronym as a word (Ecowas)."""
        bare = _unaccented(text)
        careful = bare.casefold() in self.words.care["also_words"]
        if bare != text and not careful:
            yield bare
        if text.isupper() and len(text) >= 4 and text.isalpha() and not careful:
            yield text.capitalize()

    def at(self, text: str, start: int, *, folded: bool = False) -> Found | None:
        """The longest name at a place; its names are empty where it only looks like one."""
        found = _longest(self.folded if folded else self.cased, text, start, folded=folded)
        return found and Found(found.end, found.names)

    def careful(self, surface: str, *, capitals: bool) -> bool:
        """Whether a form is a common word too, where its letter case tells nothing."""
        return surface.casefold() in self.words.care["caps_words" if capitals else "also_words"]


def _by_key(names: Mapping[str, tuple[Name, ...]]) -> dict[str, tuple[Name, ...]]:
    """The names of all spellings that are looked up as one, the unambiguous ones first."""
    found: dict[str, dict[Name, None]] = {}
    for text, named in names.items():
        found.setdefault(surface_key(text), {}).update(dict.fromkeys(named))
    return {key: tuple(sorted(held, key=lambda n: n.ambiguous)) for key, held in found.items()}


@lru_cache(maxsize=8)
def lexicon(registry: Registry) -> Lexicon:
    """The lexicon of a registry, compiled once."""
    return Lexicon(registry)


def _longest(node: Trie, text: str, start: int, *, folded: bool, bridges: str = "") -> Found | None:
    best: Found | None = None
    at = start
    while match := _TOKEN.match(text, at):
        if at == start and match.start(1) != start:
            break
        token = match[1] if match[1].isalnum() else plain(match[1])
        at = match.end()
        if token in bridges and match.start() > start and at < len(text) and text[at].isalnum():
            continue
        step = node.get(token.casefold() if folded else token)
        if step is None:
            break
        node = step
        value = node.get(_HERE)
        if value is not None and not (at < len(text) and text[at].isalnum()):
            kind = {"classes": value} if isinstance(value, frozenset) else {"names": value}
            best = Found(at, **kind)
    return best
