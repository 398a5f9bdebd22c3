"""The page as Markdown: front matter, a heading for each actor, a footnote for each source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from dragoman.link import to_words
from dragoman.records import Article, Span
from dragoman.roundup import words
from dragoman.roundup.brief import lead
from dragoman.roundup.entries import Printed
from dragoman.roundup.page import Act, Entry, Passage, Roundup, Row, Section
from dragoman.safe import printable

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~&$^{}]")
_LINE_START = re.compile(r"^([ \t]*)([-+=](?=[ \t\-+=]|$)|\d{1,9}(?=[.)]))?", re.MULTILINE)
OMITTED = " \\[…\\] "


def render(page: Roundup) -> str:
    """CommonMark with footnotes; words of articles are escaped so that each shows as it stands."""
    return "\n".join(_Page(page).lines()).rstrip() + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is: no mark-up, no list, no rule, no code by indentation."""
    text = _SPECIAL.sub(r"\\\g<0>", printable(text))
    return _LINE_START.sub(_line_start, text)


def _line_start(match: re.Match[str]) -> str:
    blank = match[1].replace(" ", "&#32;").replace("\t", "&#9;")
    mark = match[2] or ""
    if mark.isdigit():
        return f"{blank}{mark}\\"
    return blank + (f"\\{mark}" if mark else "")


class _Page:
    """One page being written; footnotes are kept until its end."""

    def __init__(self, page: Roundup) -> None:
        self._page = page
        self._notes: dict[str, str] = {}

    def lines(self) -> Iterator[str]:
        page = self._page
        yield from _front_matter(page)
        yield f"# {flat(page.title)}"
        yield ""
        yield flat(words.standfirst(page))
        for line in words.times(page):
            yield from ("", flat(line))
        points = list(self._lead())
        yield from ("", *points) if points else ()
        host = page.host_name or page.host or ""
        yield from self._block(f"In {host}", page.host_block)
        yield from self._folds()
        yield from self._block("Governments and organisations", page.apart())
        yield from self._block("Also acting", words.together(page.also_acting))
        yield from self._block("Media, analysts and others", page.others)
        yield from self._answers()
        yield from self._ledger()
        yield from self._lists()
        yield from self._sources()
        if page.request.with_articles:
            yield from self._articles()
        yield ""
        yield from self._notes.values()

    def _lead(self) -> Iterator[str]:
        for point in lead(self._page):
            said = OMITTED.join(escaped(" ".join(w.text.split())) for w in point.said)
            yield f"- {flat(point.text)}{f' {said}' if said else ''}"

    def _folds(self) -> Iterator[str]:
        if self._page.folds:
            yield from ("", "## The same from several")
        for fold in self._page.folds:
            yield from ("", f"**{flat(words.chorus(fold))}**")
            for section in fold.sections:
                yield from self._section(section)

    def _answers(self) -> Iterator[str]:
        page = self._page
        if page.answers:
            yield from ("", "## Who answered whom", "")
        for one in page.answers:
            told = f"{words.who(one.entry, page)} {words.verb(one.entry)}, to {words.who(one.to, page)}"
            yield f"- {flat(told)}"

    def _block(self, title: str, sections: Iterable[Section]) -> Iterator[str]:
        held = list(sections)
        if held:
            yield from ("", f"## {flat(title)}")
        for section in held:
            yield from self._section(section)

    def _section(self, one: Section) -> Iterator[str]:
        yield from ("", f"### {flat(words.name(one))}", "")
        tags = [*words.tags(one, self._page), *([words.shift(one.shift)] if one.shift else [])]
        tags += [f"Dissents from {d.body_name}" for d in one.dissents]
        if tags:
            yield from (f"*{flat(words.dotted(tags))}*", "")
        for act in one.deeds:
            yield from self._act(act)
        for entry in one.statements:
            yield ""
            yield from self._entry(entry, words.name(one))

    def _act(self, one: Act) -> Iterator[str]:
        first = one.first
        note = self._note(first.deed.id, first.context, one.reports, first.deed.evidence)
        said = " ".join(escaped(first.words.text).split("\n"))
        yield f"- **{flat(words.dotted(words.act(one, self._page)))}** {said}{note}"

    def _entry(self, one: Entry, under: str = "", indent: str = "") -> Iterator[str]:
        first = one.fullest
        if by := words.dotted(words.byline(one, under)):
            yield from (f"{indent}**{flat(by)}**", indent.rstrip())
        said = OMITTED.join(escaped(w.text) for w in first.words)
        note = self._note(
            first.statement.id, first.context, one.sightings, first.statement.content[0]
        )
        yield from (f"{indent}> {line}" for line in f"{said}{note}".split("\n"))
        yield from (indent.rstrip(), f"{indent}{flat(words.dotted(words.coded(one, self._page)))}")
        if len(one.sightings) > 1:
            yield from (indent.rstrip(), f"{indent}{flat(words.spread(one))}")
        for variant in one.variants:
            said = OMITTED.join(escaped(w.text) for w in variant.words)
            yield from (indent.rstrip(), f"{indent}Or: {' '.join(said.split())}")
        for nested in one.nested:
            yield indent.rstrip()
            yield f"{indent}In these words, those of {flat(words.whose(nested, self._page))}:"
            yield indent.rstrip()
            yield from self._entry(nested, indent=indent + "> ")

    def _note(self, name: str, context: Passage, found: Iterable[Printed], at: Span) -> str:
        """The mark of a footnote that holds the sentence in context and where it is printed."""
        key = re.sub(r"[^0-9A-Za-z-]", "-", name)
        held = list({f.article.id: f.article for f in found}.values())
        cited = "; ".join(_cited(a, at if n == 0 else None) for n, a in enumerate(held))
        sentence = escaped(context.text).replace("\n", "\n    ")
        self._notes.setdefault(key, f"[^{key}]: {sentence} — {cited}\n")
        return f"[^{key}]"

    def _ledger(self) -> Iterator[str]:
        page = self._page
        if page.claims:
            yield from ("", "## The numbers", "")
            yield "| What | Number | As written | Claimant | As of | Source |"
            yield "| --- | --- | --- | --- | --- | --- |"
        for row in page.claims:
            yield from self._row(row, "")
        if page.disputes:
            yield from ("", "## Disputed", "")
        for dispute in page.disputes:
            yield f"- {flat(words.disputed(dispute, page))}"

    def _row(self, one: Row, lead: str) -> Iterator[str]:
        claim = one.first.claim
        note = self._note(claim.id, one.first.context, one.figures, claim.evidence)
        via = "".join(f", via {v.name}" for v in claim.via)
        cells = [
            lead + flat(words.subject(claim)),
            flat(words.quantity(claim)),
            flat(words.written(one.first) or ""),
            flat(words.claimant(claim, self._page) + via),
            flat(words.as_of(one.first) or ""),
        ]
        if one.superseded:
            cells = [f"~~{c}~~" if c else c for c in cells]
        yield f"| {' | '.join(cells)} | {note} |"
        for part in one.parts:
            yield from self._row(part, f"{lead}of these: ")

    def _lists(self) -> Iterator[str]:
        page = self._page
        if page.silent:
            yield from ("", "## Not heard from", "")
        for one in page.silent:
            yield f"- {flat(one.name)} ({words.label('reasons', one.reason)})"
        if page.issues:
            yield from ("", "## Not read or not decided", "")
        for article, issue in page.issues:
            where = article.title or article.uri or article.id
            yield f"- {flat(where)}: {flat(f'{issue.stage}, {issue.level}: {issue.message}')}"

    def _sources(self) -> Iterator[str]:
        yield from ("", "## Sources", "")
        for number, article in enumerate(self._page.articles, 1):
            yield f"{number}. {_cited(article, None)}"

    def _articles(self) -> Iterator[str]:
        for article in self._page.articles:
            yield from ("", f"## {flat(article.title or article.id)}", "")
            yield escaped(article.text)


def _cited(article: Article, at: Span | None) -> str:
    """Outlet, title and day, with the address where a browser may open it."""
    named = flat(words.dotted(words.source(article)))
    address = to_words(article.uri, article.text, at or Span(0, 0))
    if address:
        return f"[{named}](<{re.sub('[<>]', '', address)}>)"
    return f"{named} ({flat(article.uri or f'article {article.id}')})"


def flat(text: str) -> str:
    """Text of the page's own, escaped, in one line."""
    return escaped(" ".join(text.split()))


def _front_matter(page: Roundup) -> Iterator[str]:
    as_of = page.request.as_of
    yield "---"
    yield f"title: {_yaml(page.title)}"
    yield f"host: {_yaml(page.host)}"
    yield f"as_of: {_yaml(as_of.isoformat() if as_of else None)}"
    yield "documents:" if page.articles else "documents: []"
    yield from (f"  - {_yaml(a.uri or a.id)}" for a in page.articles)
    yield "---"
    yield ""


def _yaml(value: str | None) -> str:
    """A scalar that every YAML reader takes as it is: JSON's quoting is YAML's."""
    return json.dumps(printable(value), ensure_ascii=False) if value else "null"
