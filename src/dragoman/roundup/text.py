"""The page for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.roundup import words
from dragoman.roundup.brief import lead
from dragoman.roundup.entries import Printed
from dragoman.roundup.page import Act, Entry, Roundup, Row, Section, normal
from dragoman.safe import printable

WIDTH = 88
OMITTED = " […] "
QUOTED = "    "
CONTEXT = "    │ "
ENOUGH_MORE = 1.3
"""How much longer than the words a sentence must be for both to be worth their lines."""
_WRAP: dict[str, Any] = {
    "expand_tabs": False,
    "replace_whitespace": False,
    "break_long_words": False,
    "break_on_hyphens": False,
}


def render(page: Roundup) -> str:
    """Readable at 80 to 100 columns; words of articles are wrapped and otherwise as they stand."""
    return "\n".join(_Page(page).lines()).rstrip() + "\n"


class _Page:
    """One page being written; articles go by their number in the list of sources."""

    def __init__(self, page: Roundup) -> None:
        self._page = page
        self._numbers = {a.id: n for n, a in enumerate(page.articles, 1)}

    def lines(self) -> Iterator[str]:
        page = self._page
        yield from wrapped(page.title)
        yield "=" * WIDTH
        yield from wrapped(words.standfirst(page))
        yield from words.times(page)
        yield from self._lead()
        host = page.host_name or page.host or ""
        yield from self._block(f"In {host}", page.host_block)
        yield from self._folds()
        yield from self._block("Governments and organisations", page.apart())
        yield from self._block("Also acting", words.together(page.also_acting))
        yield from self._block("Media, analysts and others", page.others)
        yield from self._answers()
        yield from self._ledger()
        yield from self._silent()
        yield from self._issues()
        yield from self._sources()
        if page.request.with_articles:
            yield from self._articles()

    def _lead(self) -> Iterator[str]:
        for point in lead(self._page):
            said = OMITTED.join(w.text for w in point.said)
            yield from wrapped(f"* {point.text}{f' {said}' if said else ''}", "  ")

    def _folds(self) -> Iterator[str]:
        if self._page.folds:
            yield from _heading("The same from several")
        for fold in self._page.folds:
            yield ""
            yield from wrapped(words.chorus(fold))
            for section in fold.sections:
                yield from self._section(section)

    def _answers(self) -> Iterator[str]:
        page = self._page
        if page.answers:
            yield from _heading("Who answered whom")
            yield ""
        for one in page.answers:
            told = f"{words.who(one.entry, page)} {words.verb(one.entry)}, to {words.who(one.to, page)}"
            yield from wrapped(f"  {told}", "    ")

    def _block(self, title: str, sections: Iterable[Section]) -> Iterator[str]:
        held = list(sections)
        if held:
            yield from _heading(title)
        for section in held:
            yield from self._section(section)

    def _section(self, one: Section) -> Iterator[str]:
        yield ""
        title = wrapped(words.dotted([words.name(one), *words.tags(one, self._page)]))
        yield from title
        yield "-" * max(map(len, title))
        if one.shift:
            yield f"  {words.shift(one.shift)}"
        for dissent in one.dissents:
            yield from wrapped(f"  Dissents from {dissent.body_name}", "  ")
        for act in one.deeds:
            yield from self._act(act)
        for entry in one.statements:
            yield ""
            yield from self._entry(entry, words.name(one))

    def _act(self, one: Act) -> Iterator[str]:
        yield ""
        yield from wrapped(f"  Did: {words.dotted(words.act(one, self._page))}", "       ")
        yield from _in_context(one.first.words.text, one.first.context.text)
        yield from self._cited(one.reports)

    def _entry(self, one: Entry, under: str = "", indent: str = "") -> Iterator[str]:
        first = one.fullest
        if by := words.dotted(words.byline(one, under)):
            yield from wrapped(f"{indent}  {by}", f"{indent}  ")
        said = OMITTED.join(w.text for w in first.words)
        yield from _in_context(said, "" if indent else first.context.text, indent)
        if coded := words.dotted(words.coded(one, self._page)):
            yield from wrapped(f"{indent}    ({coded})", f"{indent}     ")
        if not indent:
            yield from self._cited(one.sightings)
        if len(one.sightings) > 1:
            yield from wrapped(f"{indent}{QUOTED}{words.spread(one)}", indent + QUOTED)
        for variant in one.variants:
            said = OMITTED.join(w.text for w in variant.words)
            yield from _verbatim(f"or: {said}", f"{indent}      ")
        for nested in one.nested:
            lead = f"{indent}    In these words, those of {words.whose(nested, self._page)}:"
            yield from wrapped(lead, f"{indent}    ")
            yield from self._entry(nested, indent=indent + "    ")

    def _cited(self, found: Iterable[Printed], indent: str = QUOTED) -> Iterator[str]:
        """Each outlet that prints it, with its number in the sources."""
        held = {f.article.id: f.article for f in found}
        cited = (f"{a.outlet or 'source'} [{self._numbers[a.id]}]" for a in held.values())
        yield from wrapped(f"{indent}{', '.join(cited)}", indent)

    def _ledger(self) -> Iterator[str]:
        page = self._page
        if page.claims:
            yield from _heading("The numbers")
            yield ""
        for row in page.claims:
            yield from self._row(row, "  ")
        if page.disputes:
            yield from _heading("Disputed")
            yield ""
        for dispute in page.disputes:
            yield from wrapped(f"  {words.disputed(dispute, page)}", "    ")

    def _row(self, one: Row, indent: str) -> Iterator[str]:
        line = words.dotted(words.row(one, self._page))
        yield from wrapped(f"{indent}{line}", indent + "  ")
        yield from _verbatim(one.first.context.text, f"{indent}│ ")
        yield from self._cited(one.figures, indent)
        yield ""
        for part in one.parts:
            yield f"{indent}  of these:"
            yield from self._row(part, indent + "  ")

    def _silent(self) -> Iterator[str]:
        if self._page.silent:
            yield from _heading("Not heard from")
            yield ""
        for one in self._page.silent:
            yield from wrapped(f"  {one.name} ({words.label('reasons', one.reason)})", "    ")

    def _issues(self) -> Iterator[str]:
        if self._page.issues:
            yield from _heading("Not read or not decided")
            yield ""
        for article, issue in self._page.issues:
            line = f"  [{self._numbers[article.id]}] {issue.stage}, {issue.level}: {issue.message}"
            yield from wrapped(line, "      ")

    def _sources(self) -> Iterator[str]:
        yield from _heading("Sources")
        yield ""
        for article in self._page.articles:
            head = f"  [{self._numbers[article.id]}] {words.dotted(words.source(article))}"
            yield from wrapped(head, "      ")
            yield f"      {printable(article.uri or f'article {article.id}')}"

    def _articles(self) -> Iterator[str]:
        for article in self._page.articles:
            title = article.title or article.id
            yield from _heading(f"[{self._numbers[article.id]}] {title}")
            yield ""
            yield from _verbatim(article.text, "")


def _in_context(said: str, context: str, indent: str = "") -> Iterator[str]:
    """The words, and the sentence they stand in where it holds more than its speaker and they."""
    yield from _verbatim(said, indent + QUOTED)
    if len(normal(context)) > ENOUGH_MORE * len(normal(said)):
        yield from _verbatim(context, indent + CONTEXT)


def _heading(title: str) -> Iterator[str]:
    yield ""
    yield "=" * WIDTH
    yield from wrapped(title)


def wrapped(line: str, further: str = "") -> list[str]:
    """The page's own line on as many lines as it needs."""
    lead = line[: len(line) - len(line.lstrip(" "))]
    flat = " ".join(printable(line).split())
    return textwrap.wrap(flat, WIDTH, initial_indent=lead, subsequent_indent=further, **_WRAP)


def _verbatim(said: str, indent: str) -> Iterator[str]:
    """Words of an article: broken between words only, and where the article breaks them."""
    for line in printable(said).split("\n"):
        yield from textwrap.wrap(
            line, WIDTH, initial_indent=indent, subsequent_indent=indent, **_WRAP
        ) or [indent.rstrip()]
