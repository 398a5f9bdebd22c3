"""The text of a PDF: its lines joined to paragraphs. Scans have none, and are told so."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from statistics import quantiles
from typing import Any

from dragoman.errors import NotText

MOST_PAGES = 400
FEWEST_LETTERS = 20
"""Letters under which a PDF has no text of its own."""
_ENDS = re.compile(r"[.!?:…][\"'”’)\]]*$")
_HYPHEN = re.compile(r"(?<=[a-z])-$")
_PAGE_NUMBER = re.compile(r"^(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?$", re.IGNORECASE)
_SHORT = 0.75
"""A line of less than this share of the usual width ends its paragraph, if it ends a sentence."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The text of a PDF, with what its metadata say."""

    text: str
    title: str | None
    author: str | None
    created: datetime | None


def printed(body: bytes, name: str) -> Printed:
    """The text of a PDF; raises NotText for one that is damaged, locked, or a scan."""
    from pypdf import PdfReader  # noqa: PLC0415  only for PDFs

    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotText(f"{name} is locked with a password: unlock it, or give its text")
        pages = [_lines(page) for page in islice(reader.pages, MOST_PAGES)]
    except NotText:
        raise
    except Exception as error:  # pypdf raises what it likes on what is no PDF
        raise NotText(f"{name} is no PDF that can be read ({error}): give its text") from error
    title, author, created = (
        _stated(reader, what) for what in ("title", "author", "creation_date")
    )
    text = "\n\n".join(_paragraphs(_without_edges(pages)))
    if sum(map(str.isalpha, text)) < FEWEST_LETTERS:
        raise NotText(f"{name} is a PDF without text, perhaps a scan: give its text")
    when = created if isinstance(created, datetime) else None
    return Printed(text, _clean(title), _clean(author), when)


def _lines(page: Any) -> list[str]:
    """The lines of a page; a damaged one has none."""
    with suppress(Exception):
        return str(page.extract_text() or "").splitlines()
    return []


def _stated(reader: Any, what: str) -> object:
    """What the file says of itself, where that can be read."""
    with suppress(Exception):
        return getattr(reader.metadata, what)
    return None


def _clean(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value else None


def _without_edges(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without page numbers and without the lines that stand at the edge of several of them."""
    edges: Counter[str] = Counter()
    for page in pages:
        filled = [line.strip() for line in page if line.strip()]
        edges.update({*filled[:1], *filled[-1:]})
    repeated = {line for line, count in edges.items() if count > 2}
    return [
        [
            line.rstrip()
            for line in page
            if line.strip() not in repeated and not _PAGE_NUMBER.match(line.strip())
        ]
        for page in pages
    ]


def _paragraphs(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    lines = [line for page in pages for line in page]
    widths = [len(line) for line in lines if line.strip()]
    width = quantiles(widths, n=10)[-1] if len(widths) > 1 else 1
    held = ""
    for line in lines:
        part = line.strip()
        if part:
            held = (
                _HYPHEN.sub("", held) + part if _HYPHEN.search(held) else f"{held} {part}".strip()
            )
        short = len(part) < _SHORT * width
        if held and (not part or (short and (_ENDS.search(part) or len(held) == len(part)))):
            yield held
            held = ""
    if held:
        yield held
