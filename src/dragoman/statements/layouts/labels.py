"""Labels in running text, posts and titles: "Norland: “…”", "Ada Brekke (@adabrekke) on X: …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.records import Article, Span
from dragoman.statements.layouts.laid import Laid
from dragoman.statements.layouts.lines import Line, first_person, is_quoted
from dragoman.statements.layouts.names import LONGEST, Known, names
from dragoman.statements.phrases import either, is_office, lists

LABELLED = 0.8
"""A quotation behind a name and a colon; that the name is no speaker is seldom."""
SPOKEN = 0.7
"""Words in the first person behind a name: no quotation marks vouch for them."""
POSTED = 0.85
"""A handle stands before nothing but a post."""
TITLED = 0.5
"""A clause behind a name in a title: the name may be but the topic, as often as not."""
LONGEST_TITLED = 3
"""Words of a name before a colon in a title; more may be a sentence in capitals."""
ROUND_UP = 2
"""So many labelled quotations are a round-up: its names need not stand elsewhere in the text."""


@dataclass(frozen=True, slots=True)
class Label:
    """The words before a colon: who, by which words, and what follows.

    `handle` if they are those of a post, `occasion` if they tell where it was said.
    """

    line: Line
    whole: Span
    name: Span
    cue: tuple[Span, ...]
    said: Span
    handle: bool
    occasion: bool


def labelled(article: Article, lines: Sequence[Line], known: Known) -> Iterator[Laid]:
    """What labels in running text, titles included, give to those whom they name."""
    labels = [label for line in lines if line.kind in (None, "title") and (label := label_of(line))]
    quoted = {label.whole for label in labels if is_quoted(article.text, label.said)}
    round_up = len(quoted) >= ROUND_UP
    for label in labels:
        name = label.name.of(article.text)
        sure = label.handle or known.vouches(name) or (round_up and " " in name)
        confidence = _confidence(article.text, label, label.whole in quoted) if sure else None
        if confidence is not None:
            yield Laid(
                (label.said,), label.name, confidence, label.name, label.cue, own=label.handle
            )


def label_of(line: Line) -> Label | None:
    """The label that a line begins with, if it names one who can speak and something follows."""
    found = _label().match(line.text) if ":" in line.text[: 2 * LONGEST] else None
    if found is None:
        return None
    handle = bool(found["handle"]) or found["name"].startswith("@")
    if not handle and (not names(found["name"]) or _is_saying(found["name"])):
        return None
    said = line.part(found.end())
    cue = (line.part(*found.span("cue")),) if found["cue"] else ()
    whole, name = line.part(0, found.end()), line.part(*found.span("name"))
    occasion = found["occasion"] is not None
    return Label(line, whole, name, cue, said, handle, occasion) if len(said) else None


def _is_saying(name: str) -> bool:
    """Whether a name begins with the verb before its subject: "Added Brekke"."""
    return name.split(maxsplit=1)[0].casefold() in lists("layouts")["saying"]


def _confidence(text: str, label: Label, quoted: bool) -> float | None:
    """How sure it is that what follows a label is said by whom it names; None if it is not."""
    said, name = label.said.of(text), label.name.of(text)
    if label.handle:
        return POSTED
    if label.line.kind == "title":
        short = is_office(name) or name.count(" ") < LONGEST_TITLED
        return TITLED if short and (quoted or _is_clause(said)) else None
    if quoted:
        return LABELLED
    if label.occasion:
        return None
    about = name.split(",", maxsplit=1)[0].split()[-1] in said
    return SPOKEN if said[0].isupper() and first_person(said) and not about else None


def _is_clause(said: str) -> bool:
    words = [word.strip(',.?!“”"‘').casefold() for word in said.split()]
    words_of = lists("layouts")
    return words[0] not in words_of["topics"] and any(w in words_of["clause"] for w in words)


@cache
def _label() -> re.Pattern[str]:
    words = lists("layouts")
    network = rf"\s+(?:{either(words['network_joins'])})\s+(?i:{either(words['networks'])})"
    occasion = rf"(?P<occasion>\s(?:{either(words['occasions'])})\s[^:“”\"\n]{{2,40}})"
    return re.compile(
        rf"(?:\*\*|__)?(?P<name>@\w{{2,30}}|[^\W\d_][^:“”\"\n]{{0,{LONGEST}}}?)(?:\*\*|__)?"
        rf"(?P<handle>\s+\(@\w{{2,30}}\))?(?:,?\s+(?P<cue>{either(words['saying'])}))?"
        rf"(?:{network}|{occasion})?\s?:(?:\*\*|__)?(?=\s|[“\"‘'])"
    )
