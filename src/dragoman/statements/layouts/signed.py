"""Words that their speaker signs, below or above, as in press releases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.records import Article, Span, Statement
from dragoman.statements.layouts.laid import Laid
from dragoman.statements.layouts.lines import Line, first_person, is_quoted
from dragoman.statements.layouts.names import LONGEST, Known, head_of, is_reporter, names
from dragoman.statements.phrases import either, is_office, lists

SIGNED = 0.75
"""A quotation or text over the name of one who holds an office; a reporter might sign what he heard."""
ISSUED = 0.75
"""A text that calls itself somebody's statement; a page may add words of its own to it."""
_SIGNATURE = re.compile(
    rf"(?:[“\"‘'„«].*\s)?(?P<sign>[–—-]{{1,2}}\s?(?P<name>[^\W\d_][^–—@\n]{{1,{LONGEST}}}?)\.?)"
)
_STOPS = frozenset('.!?”"’»')
_AND = re.compile(r",? and |, ")
OPENING = 3
"""Lines at the top within which a text says whose statement it is."""


def signed(
    article: Article, lines: Sequence[Line], statements: Sequence[Statement], known: Known
) -> Iterator[Laid]:
    """What is signed below, and the whole of a text that is headed as a statement of somebody's."""
    issued = _issued(lines, known)
    if issued and not _is_news(issued[0], statements):
        yield Laid(tuple(line.span for line in issued[0]), issued[1], ISSUED, own=True)
        return
    for number, line in enumerate(lines):
        found = _SIGNATURE.fullmatch(line.text)
        name = found["name"] if found else ""
        if not (found and names(name)) or is_reporter(name):
            continue
        mention = line.part(found.start("name"), found.start("name") + head_of(name))
        before = line.part(0, found.start("sign"))
        above = before if len(before) else lines[number - 1].span if number else None
        if above and is_quoted(article.text, above):
            headline = line.kind == "heading" and above.of(article.text)[-2] not in _STOPS
            if known.vouches(name) and not headline:
                yield Laid((above,), mention, SIGNED)
        elif not len(before) and is_office(name) and _ends(lines[number + 1 :]):
            yield from _letter(lines[:number], mention)


def _ends(below: Sequence[Line]) -> bool:
    """Whether no prose stands below a signature."""
    return all(line.kind is not None for line in below)


def _letter(lines: Sequence[Line], mention: Span) -> Iterator[Laid]:
    """The sentences above the signature of one who speaks in the first person."""
    body = [line for line in lines if line.kind is None and line.text[-1] in _STOPS]
    if any(first_person(line.text) for line in body):
        yield Laid(tuple(line.span for line in body), mention, SIGNED, own=True)


def _issued(lines: Sequence[Line], known: Known) -> tuple[list[Line], Span] | None:
    """The body of a text whose first lines say that it is a statement, with who makes it."""
    for number, line in enumerate(lines[:OPENING]):
        title = line.text.strip("*_# ")
        found = _document().match(title)
        name = found and _issuer(title[found.end() :], known)
        if found and name:
            start = line.bare.start + found.end()
            body = [one for one in _until_closed(lines[number + 1 :]) if one.kind is None]
            return (body, Span(start, start + len(name))) if body else None
    return None


def _issuer(rest: str, known: Known) -> str | None:
    """Who makes a statement, by what follows "statement by", up to "on" and the like or all of it."""
    ends = [*(m.start() for m in _document_on().finditer(rest)), len(rest)]
    for name in (rest[:end] for end in ends):
        if known.vouches(name) and all(map(names, _AND.split(name))):
            return name
    return None


def _until_closed(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        first = line.text.split(":")[0].strip(" .#*-").casefold() or line.text.strip()
        if first in lists("layouts")["closings"] or _SIGNATURE.fullmatch(line.text):
            return
        yield line


def _is_news(body: Sequence[Line], statements: Sequence[Statement]) -> bool:
    """Whether the text quotes somebody, so that it is about a statement and not one."""
    start, end = body[0].span.start, body[-1].span.end
    return any(
        s.form != "indirect" and s.source and start <= s.source.start < end for s in statements
    )


@cache
def _document() -> re.Pattern[str]:
    words = lists("layouts")
    return re.compile(
        rf"(?i:(?:{either(words['documents'])})\s(?:{either(words['document_by'])}))\s(?=\S)"
    )


@cache
def _document_on() -> re.Pattern[str]:
    return re.compile(rf",?\s(?i:{either(lists('layouts')['document_on'])})\s")
