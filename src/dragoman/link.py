"""Addresses that lead to a sentence: of web pages only, with the words to scroll to."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from dragoman.records import Span

WHOLE = 80
"""The longest wording that is given whole; of a longer one its first and last words."""
ENDS = 5


def web(uri: str | None) -> str | None:
    """The address if a browser may open it from a page; nothing but http and https is."""
    if not uri or " " in uri or not uri.isprintable():
        return None
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    return uri if parts.scheme in ("http", "https") and parts.netloc else None


def to_words(uri: str | None, text: str, span: Span) -> str | None:
    """The address of a page with a text fragment for the words of `span` (WICG, text fragments)."""
    address = web(uri)
    if address is None:
        return None
    words = span.of(text).split()
    if not words:
        return address
    ends = min(ENDS, len(words) // 2)
    is_long = ends and (len(span) > WHOLE or "\n" in span.of(text))
    parts = (words[:ends], words[-ends:]) if is_long else (words,)
    directive = ",".join(_encoded(" ".join(part)) for part in parts)
    joint = ":~:text=" if "#" in address else "#:~:text="
    return f"{address}{joint}{directive}"


def _encoded(words: str) -> str:
    return quote(words, safe="", errors="replace").replace("-", "%2D")
