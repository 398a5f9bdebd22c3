"""A page as a text: checked first, then written in one of the formats."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.errors import UsageError
from dragoman.roundup import html, json, markdown, text
from dragoman.roundup.check import check
from dragoman.roundup.page import Roundup

FORMATS: dict[str, Callable[[Roundup], str]] = {
    "txt": text.render,
    "md": markdown.render,
    "html": html.render,
    "json": json.render,
}


def render(roundup: Roundup, format: str) -> str:
    """The page in a format; raises UsageError for an unknown one, NotVerbatim for a false page."""
    if format not in FORMATS:
        raise UsageError(f"no format {format!r}: choose one of {', '.join(FORMATS)}")
    check(roundup)
    return FORMATS[format](roundup)
