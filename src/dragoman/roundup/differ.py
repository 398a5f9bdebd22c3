"""What changed between two pages of one story: a page of its own, in the formats of the other.

An utterance is the same on both where one of its sightings is. What is gone was withdrawn with its article, or is
told otherwise by a newer reading.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from dragoman.records import Posture
from dragoman.roundup import html, markdown, text, words
from dragoman.roundup.check import check
from dragoman.roundup.json import record
from dragoman.roundup.page import Absent, Act, Entry, Roundup, Row, normal


@dataclass(frozen=True, slots=True)
class Turned:
    """An actor whose posture is another than before."""

    name: str
    before: Posture
    after: Posture


@dataclass(frozen=True, slots=True)
class Difference:
    """What the later page has and the earlier has not, and the other way round."""

    earlier: Roundup
    later: Roundup
    said: tuple[Entry, ...]
    unsaid: tuple[Entry, ...]
    done: tuple[Act, ...]
    numbers: tuple[Row, ...]
    replaced: tuple[Row, ...]
    turned: tuple[Turned, ...]
    heard: tuple[Absent, ...]
    """Those that were missed and are no longer."""

    @property
    def is_empty(self) -> bool:
        found = (self.said, self.unsaid, self.done, self.numbers, self.replaced, self.turned)
        return not any(found) and not self.heard


def differ(earlier: Roundup, later: Roundup) -> Difference:
    """The difference of two pages; pure."""
    stood = {_number(r) for r in earlier.rows() if r.superseded}
    missed = {one.actor for one in later.silent}
    sides_now = {s.actor for s in later.sections()}
    sides = {s.actor: s.posture for s in earlier.sections() if s.actor}
    return Difference(
        earlier,
        later,
        tuple(_missing(later.entries(), earlier.entries(), _sayings)),
        tuple(_missing(earlier.entries(), later.entries(), _sayings)),
        tuple(_missing(later.acts(), earlier.acts(), _doings)),
        tuple(_missing(later.rows(), earlier.rows(), _figures)),
        tuple(r for r in later.rows() if r.superseded and _number(r) not in stood),
        tuple(
            Turned(s.name, sides[s.actor], s.posture)
            for s in later.sections()
            if s.actor in sides and sides[s.actor] != s.posture
        ),
        tuple(one for one in earlier.silent if one.actor in sides_now and one.actor not in missed),
    )


def _missing(
    held: Iterable[Any], others: Iterable[Any], keys: Callable[[Any], set[Any]]
) -> Iterator[Any]:
    known = {key for one in others for key in keys(one)}
    yield from (one for one in held if not keys(one) & known)


def _sayings(one: Entry) -> set[Any]:
    """Its places; and its words in each article, for a new text of that has new ids."""
    found: set[Any] = {(s.article.id, s.statement.id) for s in one.sightings}
    return found | {(s.article.id, one.actors, normal(s.said)) for s in one.sightings}


def _doings(one: Act) -> set[Any]:
    found: set[Any] = {(r.article.id, r.deed.id) for r in one.reports}
    return found | {(r.article.id, r.deed.actors, normal(r.words.text)) for r in one.reports}


def _figures(one: Row) -> set[Any]:
    found: set[Any] = {(f.article.id, f.claim.id) for f in one.figures}
    return found | {(f.article.id, f.claim.claimant, normal(f.words.text)) for f in one.figures}


def _number(one: Row) -> tuple[str, str]:
    return one.first.article.id, one.first.claim.id


def title(found: Difference) -> str:
    """What the page is called."""
    early, late = found.earlier.request.as_of, found.later.request.as_of
    since = words.moment(early) if early else "the beginning"
    return f"{found.later.title}: from {since} to {words.moment(late) if late else 'now'}"


def lines(found: Difference) -> Iterator[tuple[str, list[str]]]:
    """Each part of the difference that is not empty: its heading, and a line for each thing."""
    page = found.later
    parts = (
        ("Said since", [_said(e, page) for e in found.said]),
        ("Done since", [_done(a, page) for a in found.done]),
        ("New numbers", [words.dotted(words.row(r, page)) for r in found.numbers]),
        ("Numbers replaced", [words.dotted(words.row(r, page)) for r in found.replaced]),
        ("Another side than before", [_turned(t) for t in found.turned]),
        ("Heard from at last", [one.name for one in found.heard]),
        ("No longer on the page", [_said(e, found.earlier) for e in found.unsaid]),
    )
    yield from ((name, held) for name, held in parts if held)


def _said(one: Entry, page: Roundup) -> str:
    said = text.OMITTED.join(w.text for w in one.fullest.words)
    source = words.dotted(words.source(one.earliest.article))
    return f"{words.who(one, page)}: {said} ({source})"


def _done(one: Act, page: Roundup) -> str:
    who = words.targets(one.first.deed.actors, page)
    return f"{who}: {words.dotted(words.facts(one, page))}: {one.first.words.text}"


def _turned(one: Turned) -> str:
    before, after = (words.label("short_postures", p) for p in (one.before, one.after))
    return f"{one.name}: {before}, now {after}"


NOTHING = "Nothing changed."


def as_text(found: Difference) -> str:
    """The difference for a terminal."""
    out = [*text.wrapped(title(found)), "=" * text.WIDTH]
    for name, held in lines(found):
        out += ["", *text.wrapped(name), "-" * len(name)]
        for one in held:
            out += text.wrapped(f"  {one}", "    ")
    return "\n".join([*out, *([NOTHING] if found.is_empty else [])]) + "\n"


def as_markdown(found: Difference) -> str:
    """The difference as Markdown."""
    out = [f"# {markdown.flat(title(found))}"]
    for name, held in lines(found):
        out += ["", f"## {markdown.flat(name)}", "", *(f"- {markdown.flat(one)}" for one in held)]
    return "\n".join([*out, *(["", NOTHING] if found.is_empty else [])]) + "\n"


def as_html(found: Difference) -> str:
    """The difference as one HTML file that loads nothing."""
    return html.difference(found, title(found), list(lines(found)), NOTHING)


def as_json(found: Difference) -> str:
    """The difference for scripts: what is new as on the later page, what is gone as on the earlier."""
    later, earlier = record(found.later), record(found.earlier)
    new = {e.fullest.statement.id for e in found.said}
    gone = {e.fullest.statement.id for e in found.unsaid}
    told = {
        "title": title(found),
        "from": earlier["as_of"],
        "to": later["as_of"],
        "said": _kept(later, new),
        "unsaid": _kept(earlier, gone),
        "deeds": [a.first.deed.id for a in found.done],
        "claims": [r.first.claim.id for r in found.numbers],
        "replaced": [r.first.claim.id for r in found.replaced],
        "turned": [{"name": t.name, "from": t.before, "to": t.after} for t in found.turned],
        "heard": [one.actor for one in found.heard],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _kept(page: Mapping[str, Any], ids: set[str]) -> list[Any]:
    blocks = ("host_block", "actors", "also_acting", "others")
    every = [e for block in blocks for s in page[block] for e in s["statements"]]
    return list({e["id"]: e for e in every if e["id"] in ids}.values())


FORMATS: MappingProxyType[str, Callable[[Difference], str]] = MappingProxyType(
    {"txt": as_text, "md": as_markdown, "html": as_html, "json": as_json}
)


def show(found: Difference, form: str) -> str:
    """The difference in a format, both pages checked against their articles before."""
    check(found.earlier)
    check(found.later)
    return FORMATS[form](found)
