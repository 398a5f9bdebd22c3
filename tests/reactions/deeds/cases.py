"""The invented sentences of the files beside this one as readings with the deeds that are expected of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.records import Deed, Mention, Reading, Span
from tests.builders import article

HERE = Path(__file__).parent
_MENTION = re.compile(r"\[([^|\]]+)\|([^|\]]+)(?:\|(\w+))?\]")
Expected = tuple[str, frozenset[str], frozenset[str], str]


@dataclass(frozen=True)
class Case:
    """One sentence: its reading, and the deeds expected of it."""

    line: str
    reading: Reading
    expected: frozenset[Expected]


def marked(
    line: str, host: str | None = None, published: date | None = date(2024, 3, 14)
) -> Reading:
    """A reading of a text in which each mention is written [words|ACTOR|form]."""
    text, mentions, at = "", [], 0
    for match in _MENTION.finditer(line):
        text += line[at : match.start()]
        span = Span(len(text), len(text) + len(match[1]))
        form = match[3] or "name"
        mentions.append(Mention(span, tuple(match[2].split("+")), form, form != "demonym"))
        text += match[1]
        at = match.end()
    text += line[at:]
    return Reading(article(text, published), mentions=tuple(mentions), host=host)


def cases(name: str) -> list[Case]:
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [_case(line) for line in lines if line and not line.startswith("#")]


def _case(line: str) -> Case:
    said, _, wanted = line.partition("=>")
    host = re.match(r"@([A-Z]{3}) ", said)
    text = said[host.end() :] if host else said
    deeds = () if wanted.strip() == "-" else wanted.split(";")
    return Case(
        line,
        marked(text.strip(), host[1] if host else None),
        frozenset(_expected(d) for d in deeds),
    )


def _expected(words: str) -> Expected:
    body, _, modality = words.strip().partition(" ~")
    acting, _, targets = body.partition(" > ")
    kind, _, actors = acting.strip().partition(" ")
    return (kind, _codes(actors), _codes(targets), modality.strip() or "asserted")


def _codes(words: str) -> frozenset[str]:
    return frozenset(word.strip() for word in words.split(",") if word.strip())


def told(deed: Deed) -> Expected:
    return (deed.type, frozenset(deed.actors), frozenset(deed.targets), deed.modality)
