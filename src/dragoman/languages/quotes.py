"""Quotation marks: which characters of a text stand inside a quotation.

Marks of all the usual kinds are known (straight and curly, single, German, French). A quotation
that is not closed ends with its paragraph; a paragraph that opens with a mark again continues the
quotation of the one before, as newspapers set a quotation over several paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.records import Span

PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "‟": "”", "＂": "＂", '"': '"'}
SINGLE_PAIRS = {"‘": "’", "‚": "‘’", "'": "'", "`": "'"}
MARKS = frozenset("“”„«»‹›‟＂\"‘’‚'`")

INSIDE = 1
MARK = 2


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between two quotation marks, the marks included; `closed` if the text closes it."""

    span: Span
    closed: bool


def _opens_single(text: str, at: int) -> bool:
    """Whether a single mark opens a quotation and is no apostrophe: after a space, before a letter."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not before.isalnum() and before not in "’'" and after.isalnum()


def _closes_single(text: str, at: int) -> bool:
    after = text[at + 1] if at + 1 < len(text) else " "
    return not after.isalnum()


def _closing(text: str, opening: int, end: int) -> int:
    """Where the quotation opened at `opening` closes (index of the mark), or -1."""
    mark = text[opening]
    if mark in PAIRS:
        wanted = PAIRS[mark]
        return next((i for i in range(opening + 1, end) if text[i] in wanted), -1)
    wanted = SINGLE_PAIRS[mark]
    return next(
        (i for i in range(opening + 1, end) if text[i] in wanted and _closes_single(text, i)), -1
    )


def quotations(text: str, start: int, end: int) -> list[Quotation]:
    """The outermost quotations between `start` and `end`, one paragraph; offsets are of `text`.

    A single mark that is never closed is taken for an apostrophe; a double one for a quotation that
    runs to the end of the paragraph.
    """
    found: list[Quotation] = []
    at = start
    while at < end:
        char = text[at]
        single = char in SINGLE_PAIRS and _opens_single(text, at)
        if not single and (char not in PAIRS or (char == "»" and at > start)):
            at += 1
            continue
        close = _closing(text, at, end)
        if close < 0 and single:
            at += 1
            continue
        stop = close + 1 if close >= 0 else end
        found.append(Quotation(Span(at, stop), close >= 0))
        at = stop
    return found


@lru_cache(maxsize=4)
def quotation_map(text: str) -> bytes:
    """One byte for each character: `INSIDE` a quotation, a quotation `MARK`, else 0."""
    found = bytearray(len(text))
    at = 0
    for line in text.split("\n"):
        for quotation in quotations(text, at, at + len(line)):
            span = quotation.span
            found[span.start : span.end] = bytes([INSIDE]) * len(span)
        at += len(line) + 1
    for i, char in enumerate(text):
        if char in MARKS and (char not in "'’" or found[i] or not _inside_word(text, i)):
            found[i] = MARK
    return bytes(found)


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()
