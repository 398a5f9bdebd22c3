"""How well source phrases in context become speakers: the gold set of tests/actors/gold.

    python -m tests.acceptance.speakers open [--wrong]      the counts, and what is wrong

Each case is an article whose one statement has the marked phrase as its source and the rest of the line as
its content; entities are the shipped reader's. Counted are cases: the actor is right where the registry's
codes of states, organisations and armed groups are the same (media, companies, parties, cities and bodies
that the registry lacks count as none: the labels give them their own name or none), the
name where it is the same person's, the role where it is the same words without articles and the actor's
own name. What is no person has no role in the labels; its own words are right.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.actors.mentions import find
from dragoman.actors.registry import Registry
from dragoman.actors.resolve import resolve
from dragoman.actors.stage import Mentions, Speakers
from dragoman.entities import Entities
from dragoman.evaluation.spans import Counts
from dragoman.inference import Model
from dragoman.records import Actor, Article, Mark, MarkKind, Reading, Span, Speaker, Statement

GOLD = Path(__file__).parents[1] / "actors" / "gold"
KEYS = ("actor", "name", "role")
NONE = "-"
HEADINGS: dict[str, MarkKind] = {"## ": "title", "# ": "heading"}
OWN = frozenset({"media", "ngo", "company", "substate", "church", "person"})
_EDGES = re.compile(r"^(?:s|of|for) |(?: (?:of|for|at|in|to))+$")
_ARTICLES = re.compile(r"\b(?:the|a|an)\b|[^\w\s]")


@dataclass(frozen=True)
class Case:
    """A phrase in its text, and the labels: an actor's codes, a full name and a role, NONE for none."""

    article: Article
    at: Span
    host: str | None
    actors: frozenset[str]
    name: str
    role: str


def cases(half: str) -> Iterator[Case]:
    """The cases of one half, in order."""
    for block in (GOLD / f"speakers-{half}.txt").read_text("utf-8").strip().split("\n\n"):
        head, *lines, label = block.strip().split("\n")
        facts, told = dict(_pairs(head)), dict(_pairs(label.removeprefix("= ")))
        text, marks = _laid_out(lines)
        start, end = text.index("{"), text.index("}") - 1
        plain = text.replace("{", "").replace("}", "")
        on = date.fromisoformat(facts["on"])
        article = Article(
            head, head, plain, outlet=facts.get("outlet"), published=on, language="en", marks=marks
        )
        actors = frozenset(told["actors"].split(" + ")) - {NONE}
        yield Case(article, Span(start, end), facts.get("host"), actors, told["name"], told["role"])


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    for part in line.split(" | "):
        key, _, value = part.partition(": ")
        yield key, value


def _laid_out(lines: Sequence[str]) -> tuple[str, tuple[Mark, ...]]:
    """The text without the signs of titles and headings, which become marks."""
    text, marks = "", []
    for line in lines:
        sign = next((s for s in HEADINGS if line.startswith(s)), "")
        shown = line.removeprefix(sign)
        if sign:
            marks.append(Mark(HEADINGS[sign], Span(len(text), len(text) + len(shown))))
        text += shown + "\n"
    return text.rstrip("\n"), tuple(marks)


class Resolver:
    """The stages between a statement and its speaker."""

    def __init__(self) -> None:
        self.registry = Registry.load(None)
        self.model = Model()

    def __call__(self, case: Case) -> Speaker:
        """Who speaks in a case."""
        (encoding,) = self.model.encode([case.article.text])
        reading = Reading(case.article, statements=(_statement(case),), encoding=encoding)
        stages = (
            Entities(self.model),
            Mentions(self.registry, case.host),
            Speakers(self.registry),
        )
        for stage in stages:
            (reading,) = stage([reading])
        return reading.speakers[reading.statements[0].id]

    def codes(self, actors: Iterable[str]) -> frozenset[str]:
        """The codes of those that may speak for more than themselves."""
        known = (self.registry.actor(name) or self._named(name) for name in actors)
        return frozenset(one.code for one in known if one and one.kind not in OWN)

    def kind(self, code: str) -> str | None:
        """The kind of an actor of the registry."""
        actor = self.registry.actor(code)
        return actor.kind if actor else None

    def _named(self, name: str) -> Actor | None:
        found = resolve(self.registry, name)
        named = found.method in ("name", "body") and len(found.actors) == 1
        return self.registry.actor(found.actors[0]) if named else None

    def plain(self, role: str, actors: frozenset[str]) -> str:
        """A role in lower case, without articles, punctuation, and the names of these actors."""
        for one in reversed(find(self.registry, role, None)):
            if actors & set(one.actors):
                role = role[: one.span.start] + role[one.span.end :]
        return _EDGES.sub("", plain(role))


def _statement(case: Case) -> Statement:
    end = case.article.text.find("\n", case.at.end)
    rest = Span(case.at.end, len(case.article.text) if end < 0 else end)
    return Statement("one", case.at, (), (rest,), "indirect", 1.0, mention=None)


def compared(case: Case, found: Speaker, resolver: Resolver) -> dict[str, tuple[str, str, bool]]:
    """For each key: what was labelled, what was found, whether they are the same."""
    wanted, codes = resolver.codes(case.actors), resolver.codes(found.actors)
    if not wanted and found.method == "name":
        codes = frozenset(
            c for c in codes if resolver.kind(c) != "nonstate"
        )  # a party under its own name
    both = wanted | codes | case.actors | set(found.actors)
    name, role = found.name or NONE, found.role or NONE
    if name in found.actors and name != case.name:
        name = NONE  # a body's name, which the labels have among the actors
    return {
        "actor": (" ".join(sorted(case.actors)), " ".join(found.actors), wanted == codes),
        "name": (case.name, name, plain(case.name) == plain(name)),
        "role": (case.role, role, _same_role(case, role, both, resolver)),
    }


def _same_role(case: Case, role: str, actors: frozenset[str], resolver: Resolver) -> bool:
    phrase = case.at.of(case.article.text)
    if case.role == case.name == NONE and role in phrase:
        return True
    if resolver.plain(case.role, actors) == resolver.plain(role, actors):
        return True
    short, long = sorted((plain(case.role), plain(role)), key=len)
    owner = resolve(resolver.registry, long.removesuffix(short).upper().strip()).actors
    return long.endswith(short) and bool(actors & set(owner))  # "ICC prosecutor" is one name there


def plain(words: str) -> str:
    """Words without articles, punctuation and letter case; NONE becomes nothing."""
    return " ".join(_ARTICLES.sub(" ", words.lower().replace("’", "'")).split())


def counts(half: str, told: bool = False) -> dict[str, Counts]:
    """How many cases of a half are right; tells of those that are not."""
    resolver = Resolver()
    total = {key: Counts() for key in KEYS}
    for case in cases(half):
        found = resolver(case)
        for key, (wanted, given, right) in compared(case, found, resolver).items():
            total[key].add(right, 1, 1)
            if told and not right:
                phrase = case.at.of(case.article.text)
                at = case.article.id.split(" | ")[0]
                print(f"{key}: {at} {{{phrase}}} {wanted!r}, found {given!r} ({found.method})")
    return total


if __name__ == "__main__":
    for key, one in counts(sys.argv[1], "--wrong" in sys.argv).items():
        print(f"{key:<6} {one.recall:.3f}  {one.right} of {one.gold}")
