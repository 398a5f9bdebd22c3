"""The page as one HTML file that loads nothing: no script, no font, no picture, no request."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from dragoman.link import to_words, web
from dragoman.records import Article, Posture, Span
from dragoman.roundup import drawing, words
from dragoman.roundup.brief import Point, lead
from dragoman.roundup.entries import Printed
from dragoman.roundup.page import Act, Entry, Passage, Roundup, Section
from dragoman.roundup.passages import joined
from dragoman.safe import printable

STANDS: tuple[Posture, ...] = ("backs", "neutral", "critical")
MANY = 40
"""Back-links from one source beyond which only their number is printed."""


def render(page: Roundup) -> str:
    """Everything escaped; a policy that allows the page's own style and nothing else."""
    style = _style()
    template = _environment().get_template("roundup.html")
    return template.render(
        page=page, words=words, see=_See(page), style=Markup(style), csp=_policy(style)
    )


def difference(
    found: object, title: str, lines: Sequence[tuple[str, Sequence[str]]], nothing: str
) -> str:
    """What changed between two pages, under the same policy."""
    style = _style()
    template = _environment().get_template("differ.html")
    return template.render(
        found=found,
        title=title,
        lines=lines,
        nothing=nothing,
        style=Markup(style),
        csp=_policy(style),
    )


def _policy(style: str) -> str:
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; base-uri 'none'; "
        "form-action 'none'"
    )


@cache
def _style() -> str:
    folder = files("dragoman.roundup").joinpath("templates")
    lines = folder.joinpath("roundup.css").read_text(encoding="utf-8").splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("dragoman.roundup"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    # Of each there are several a statement: as macros they would be a third of the time that a page takes.
    made.globals.update(at=_at, passage=_passage, context=_context)
    return made


def _shown(value: Any) -> Any:
    return printable(value) if type(value) is str else value


def _at(one: Passage) -> Markup:
    """The attributes by which a passage is found in its article."""
    return Markup('data-article="%s" data-span="%d-%d"') % (
        printable(one.article),
        one.span.start,
        one.span.end,
    )


def _passage(one: Passage) -> Markup:
    """The characters of a passage, those around what was said set apart."""
    return _pieces(one, "%s", '<span class="lead">%s</span>')


def _context(one: Passage) -> Markup:
    """The characters of a passage, what was said marked in them."""
    return _pieces(one, "<mark>%s</mark>", "%s")


def _pieces(one: Passage, marked: str, others: str) -> Markup:
    """The parts of a passage in order, each in its form."""
    pieces = (
        (marked if is_marked else others) % escape(printable(text))
        for text, is_marked in one.parts()
    )
    return Markup("".join(pieces))


class _See:
    """What the template asks for: places on this page, and addresses outside it."""

    def __init__(self, page: Roundup) -> None:
        self._page = page
        self._numbers = {a.id: n for n, a in enumerate(page.articles, 1)}
        self._used: set[str] = set()
        self._actors = self._places()
        self._cited: dict[str, list[str]] = {}

    @property
    def lead(self) -> tuple[Point, ...]:
        """What an editor would say first."""
        return lead(self._page)

    def world(self) -> Markup | None:
        """The map, where there is something to show on it."""
        return drawing.world(self._page, self.section, self._told)

    def _told(self, one: Section) -> str:
        taken = words.posture([one.actor], one.posture, self._page)
        return f"{one.name}: {words.label('short_postures', taken) if taken else 'no side told'}"

    def types(self) -> list[tuple[str, list[Entry]]]:
        """The utterances by what they do, the commonest first."""
        found: dict[str, list[Entry]] = {}
        for entry in self._page.entries():
            reaction = entry.fullest.reaction
            for coded in reaction.types[:1] if reaction and entry.actors else ():
                found.setdefault(coded.type, []).append(entry)
        return sorted(found.items(), key=lambda held: (-len(held[1]), held[0]))

    def days(self) -> list[tuple[date, list[Entry], list[Act]]]:
        """What was said and done on each day, in order; without a day it is left to the actors."""
        held: dict[date, tuple[list[Entry], list[Act]]] = {}
        for entry in self._page.entries():
            if entry.earliest.day and entry.actors:
                held.setdefault(entry.earliest.day, ([], []))[0].append(entry)
        for act in self._page.acts():
            day = (act.first.deed.on and act.first.deed.on.day) or act.first.article.published_on
            if day:
                held.setdefault(day, ([], []))[1].append(act)
        return [(day, *held[day]) for day in sorted(held)]

    def bars(self) -> Markup | None:
        """The days as bars."""
        days = enumerate(self.days(), 1)
        return drawing.bars(
            [drawing.Bar(words.day(d), len(s), len(a), f"day-{n}") for n, (d, s, a) in days]
        )

    def charts(self) -> list[tuple[str, Markup]]:
        """The numbers that changed or are disputed, each with its title."""
        found = drawing.charts(self._page, lambda r: words.claimant(r.first.claim, self._page))
        return [(one.title, drawing.chart(one, n, words.day)) for n, one in enumerate(found, 1)]

    def _places(self) -> dict[str, str]:
        """The place of every actor; of those who acted together, that of the first."""
        places: dict[str, str] = {}
        shared: dict[tuple[object, ...], str] = {}
        for one in self._page.sections():
            if one.actor:
                places[one.actor] = self.anchor("actor", one.actor)
        for one in self._page.also_acting:
            if one.actor:
                own = places[one.actor]
                places[one.actor] = shared.setdefault(words.doing(one), own)
        return places

    def anchor(self, kind: str, name: str, cites: Iterable[Printed] = ()) -> str:
        """A place that no other has, kept as one that cites the articles of `cites`."""
        base = place = f"{kind}-{_safe(name)}"
        number = 1
        while place in self._used:
            number += 1
            place = f"{base}-{number}"
        self._used.add(place)
        for article in {c.article.id for c in cites}:
            self._cited.setdefault(article, []).append(place)
        return place

    def in_full(self, article: Article, statement: str) -> str:
        """The place of a statement in the whole text: copies of a text share their ids."""
        return f"w-{self._numbers[article.id]}-{_safe(statement)}"

    def section(self, one: Section) -> str:
        """The place of an actor; the same each time it is asked for."""
        if one.actor:
            return self._actors[one.actor]
        found = next(n for n, s in enumerate(self._page.sections()) if s is one)
        return f"speaker-{found}"

    def safe(self, name: str) -> str:
        return _safe(name)

    def blocks(self) -> list[tuple[str, str, Sequence[object]]]:
        """The blocks after the actors, by their place and title."""
        page = self._page
        return [
            ("acting", "Also acting", page.also_acting),
            ("others", "Media, analysts and others", page.others),
            ("answers", "Who answered whom", page.answers),
            ("days", "Day by day", self.days()[1:]),
            ("numbers", "The numbers", page.claims),
            ("disputes", "Disputed", page.disputes),
            ("silent", "Not heard from", page.silent),
            ("issues", "Not read or not decided", page.issues),
            ("sources", "Sources", page.articles),
        ]

    def number(self, article: Article) -> int:
        return self._numbers[article.id]

    def source(self, article: Article) -> str:
        return f"source-{self._numbers[article.id]}"

    def cited(self, article: Article) -> list[str]:
        """The places that cite an article, the first of very many."""
        return self._cited.get(article.id, [])[:MANY]

    def cited_more(self, article: Article) -> int:
        return max(0, len(self._cited.get(article.id, [])) - MANY)

    def link(self, article: Article, span: Span) -> str | None:
        """The sentence where it was published."""
        return to_words(article.uri, article.text, span)

    def web(self, article: Article) -> str | None:
        return web(article.uri)

    def articles(self, found: Iterable[Printed]) -> list[Printed]:
        """What is printed, once for each article."""
        return list({f.article.id: f for f in reversed(list(found))}.values())[::-1]

    def stands(self) -> list[tuple[Posture, list[Section]]]:
        """Who takes which posture."""
        found = [(p, [s for s in self._page.actors if s.posture == p]) for p in STANDS]
        return [(p, held) for p, held in found if held]

    def new(self) -> list[Section]:
        """The sections that hold something new."""
        return [
            s
            for s in self._page.sections()
            if any(e.new for e in s.statements) or any(a.new for a in s.deeds)
        ]

    def full(self, article: Article) -> Iterator[tuple[str, bool, list[str]]]:
        """The whole text in pieces: whether each is a statement's words, and places it opens."""
        held = (e for entry in self._page.entries() for e in entry.sightings)
        # What is repeated in another's words stands there and under its own actor.
        own = {e.statement.id: e.statement for e in held if e.article.id == article.id}
        said = [(span, name) for name, one in own.items() for span in one.content[:1]]
        marked = joined((span for span, _ in said), 0)
        opens: dict[int, list[str]] = {}
        for span, name in said:
            opens.setdefault(span.start, []).append(self.in_full(article, name))
        whole = Passage(article.id, Span(0, len(article.text)), article.text, tuple(marked))
        at = 0
        for text, is_marked in whole.parts():
            yield from _cut(text, is_marked, at, opens)
            at += len(text)


def _cut(
    text: str, is_marked: bool, at: int, opens: dict[int, list[str]]
) -> Iterator[tuple[str, bool, list[str]]]:
    """A piece cut where another place opens in it."""
    cuts = sorted({at, *(p for p in opens if at < p < at + len(text))}) if is_marked else [at]
    for start, end in zip(cuts, [*cuts[1:], at + len(text)], strict=True):
        yield text[start - at : end - at], is_marked, opens.get(start, [])


def _safe(name: str) -> str:
    return re.sub(r"[^0-9A-Za-z-]", "-", name)
