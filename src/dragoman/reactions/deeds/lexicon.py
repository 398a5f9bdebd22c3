"""The words by which a language tells deeds, as read from languages/<code>/deeds.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from dragoman.languages.data import load
from dragoman.reactions.deeds.inflections import Form, forms

SECTION = "deeds"


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to tell a deed: by which verbs and nouns, of what, and where its target stands.

    `verbs` pairs each lemma with the word that must follow it in its clause, if any. `joint` asks
    for two actors or more, `both` makes the other side an actor too, `officer` asks for a person in
    office, `needs` is "target" where the verb says nothing without one.
    """

    name: str
    type: str
    act: str
    verbs: tuple[tuple[str, str | None], ...]
    nouns: frozenset[str]
    objects: tuple[str, ...]
    subjects: tuple[str, ...]
    targets: tuple[str, ...]
    after: frozenset[str]
    joint: bool
    both: bool
    officer: bool
    needs: str


@dataclass(frozen=True)
class Lexicon:
    """Everything that [deeds] of one language holds, ready to be asked."""

    frames: tuple[Frame, ...]
    by_lemma: Mapping[str, tuple[tuple[Frame, str | None], ...]]
    by_noun: Mapping[str, tuple[Frame, ...]]
    forms: Mapping[str, tuple[Form, ...]]
    grammar: Mapping[str, frozenset[str]]
    verbs: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[str]]
    organs: Mapping[str, frozenset[str]]
    targets: Mapping[str, frozenset[str]]
    noise: Mapping[str, frozenset[str]]
    nouns: frozenset[str]
    """Words that name things or people of some class, whatever else they may be."""

    @cached_property
    def triggers(self) -> frozenset[str]:
        """The words without one of which a sentence tells no deed."""
        verbs = {w for w, fs in self.forms.items() if any(f.lemma in self.by_lemma for f in fs)}
        return frozenset(verbs | set(self.by_noun) | self.noise["request"])

    def governs(self, word: str, kind: str) -> bool:
        """Whether a word, or the verb that it is a form of, is of a kind in [deeds.verbs]."""
        listed = self.verbs[kind]
        return word in listed or any(form.lemma in listed for form in self.forms.get(word, ()))


@cache
def lexicon(code: str = "en") -> Lexicon:
    """The lexicon of a language, read once."""
    language = load(code)
    words = {
        name: language.words(SECTION, name)
        for name in ("grammar", "verbs", "classes", "organs", "targets", "noise")
    }
    words["classes"] = {name: _with_plurals(one) for name, one in words["classes"].items()}
    table = language.table(SECTION, "frames")
    frames = tuple(_frame(name, entry) for name, entry in table.items())
    lemmas = {lemma for frame in frames for lemma, _ in frame.verbs}
    known = frozenset().union(lemmas, *words["verbs"].values())
    irregular = language.table(SECTION, "irregular")
    return Lexicon(
        frames,
        _by_lemma(frames),
        _by_noun(frames),
        forms(known, irregular, words["grammar"]["doubled"]),
        nouns=_nouns(words),
        **words,
    )


def _nouns(words: Mapping[str, Mapping[str, frozenset[str]]]) -> frozenset[str]:
    return _with_plurals(frozenset().union(*words["classes"].values(), *words["organs"].values()))


def _with_plurals(words: frozenset[str]) -> frozenset[str]:
    return words | {word + "s" for word in words}


def _frame(name: str, entry: Mapping[str, Any]) -> Frame:
    pairs = (verb.partition("+") for verb in entry.get("verbs", ()))
    return Frame(
        name=name,
        type=entry["type"],
        act=entry.get("act", name),
        verbs=tuple((lemma, particle or None) for lemma, _, particle in pairs),
        nouns=frozenset(entry.get("nouns", ())),
        objects=tuple(entry.get("objects", ())),
        subjects=tuple(entry.get("subjects", ())),
        targets=tuple(entry.get("targets", ())),
        after=frozenset(entry.get("after", ())),
        joint=entry.get("joint", False),
        both=entry.get("both", False),
        officer=entry.get("officer", False),
        needs=entry.get("needs", ""),
    )


def _by_lemma(frames: tuple[Frame, ...]) -> dict[str, tuple[tuple[Frame, str | None], ...]]:
    found: dict[str, list[tuple[Frame, str | None]]] = {}
    for frame in frames:
        for lemma, particle in frame.verbs:
            found.setdefault(lemma, []).append((frame, particle))
    return {lemma: tuple(pairs) for lemma, pairs in found.items()}


def _by_noun(frames: tuple[Frame, ...]) -> dict[str, tuple[Frame, ...]]:
    nouns = {noun for frame in frames for noun in frame.nouns}
    return {noun: tuple(f for f in frames if noun in f.nouns) for noun in nouns}
