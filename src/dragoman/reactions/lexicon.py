"""The wordings of one language, compiled once: what acts, asks, commits and says by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.errors import KnowledgeError
from dragoman.languages.data import load
from dragoman.reactions import codebook
from dragoman.reactions.wording import Compiler, Forms, Inflections, Matcher

SECTION = "reactions"
LABELLED = ("acts", "says", "asked", "committed")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The [reactions] section of a language."""

    acts: Matcher
    says: Matcher
    asked: Matcher
    committed: Matcher
    asks: Matcher
    commits: Matcher
    marks: Matcher
    guards: Mapping[str, Forms]
    negating: Matcher
    overrules: Mapping[str, Forms]
    named: Matcher
    posture: Matcher


@cache
def lexicon(code: str = "en") -> Lexicon:
    """The lexicon of a language; raises KnowledgeError where its file contradicts the codebook."""
    language = load(code)

    def table(name: str) -> dict[str, list[str]]:
        return language.table(SECTION, name)

    compiler = Compiler(Inflections(table("irregular")), table("groups"))
    for name in LABELLED:
        _check(table(name), name)
    guards = table("guards")
    return Lexicon(
        **{name: _matcher(compiler, table(name)) for name in LABELLED},
        asks=_matcher(compiler, table("asks")),
        commits=_matcher(compiler, table("commits")),
        marks=_matcher(compiler, table("marks")),
        guards={name: _forms(compiler.inflections, guards[name]) for name in guards},
        negating=_matcher(compiler, {"not": guards["negating"]}),
        overrules={name: frozenset(below) for name, below in table("overrules").items()},
        named=_matcher(compiler, table("targets")),
        posture=_matcher(compiler, table("posture")),
    )


@cache
def listed(name: str, code: str = "en") -> Forms:
    """The function words [reactions.words] of this name."""
    return load(code).words(SECTION, "words")[name]


def _matcher(compiler: Compiler, table: Mapping[str, Sequence[str]]) -> Matcher:
    return Matcher(compiler.wording(label, one) for label, every in table.items() for one in every)


def _forms(inflections: Inflections, lemmas: Iterable[str]) -> Forms:
    return frozenset(form for lemma in lemmas for form in inflections.of(lemma))


def _check(table: Mapping[str, object], name: str) -> None:
    unknown = sorted(set(table) - set(codebook.load().words))
    if unknown:
        raise KnowledgeError(f"[{SECTION}.{name}] has types that the codebook lacks: {unknown}")
