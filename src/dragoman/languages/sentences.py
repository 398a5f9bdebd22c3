"""Where paragraphs and sentences begin and end, in one pass over any text.

A paragraph ends at a blank line, or at a line end unless the lines were wrapped to one width. A
sentence ends at a full stop, question or exclamation mark with the closing marks after it, where
the next word can begin a sentence and the one before is no abbreviation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dragoman.records import Span

_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"”’»')\]]{0,4}+(?=\s)")
_WORD = re.compile(r"[^\s(\[\"“‘«—–/-]{1,24}$")
_NEXT = re.compile(r"\s+([\"“‘«'(\[]{0,3})(\S)")
_ENDS = frozenset('.!?…:;”"’»')
_WRAPPED = range(45, 120)
_RAGGED = 30
_BEFORE_NAME = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "messrs",
        "dr",
        "prof",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "cmdr",
        "sgt",
        "brig",
        "adm",
        "sen",
        "rep",
        "gov",
        "pres",
        "hon",
        "rev",
        "fr",
        "st",
        "ste",
        "sr",
        "jr",
        "mme",
        "mlle",
        "m",
        "sheikh",
        "ft",
        "mt",
        "no",
        "nos",
        "art",
        "fig",
        "vs",
        "v",
        "cf",
        "al",
        "approx",
        "est",
        "dept",
        "op",
        "cit",
        "pp",
        "vol",
        "ed",
        "eds",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "ret",
        "supt",
        "insp",
        "det",
        "cpl",
        "pvt",
        "amb",
        "sec",
        "asst",
        "atty",
        "e.g",
        "i.e",
        "viz",
        "pt",
    ]
)
_BEFORE_LOWER = frozenset(
    ["co", "corp", "inc", "ltd", "bros", "etc", "a.m", "p.m", "u.s", "u.k", "u.n", "e.u", "d.c"]
)


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of `text` in order, without the white space around them."""
    return [span for block in _blocks(text) for span in _in_block(text, block)]


def sentences(text: str, start: int = 0) -> list[Span]:
    """The sentences of `text` in order, none over a paragraph's end; `start` is added to offsets."""
    return [
        Span(start + span.start, start + span.end)
        for paragraph in paragraphs(text)
        for span in _split(text, paragraph)
    ]


@lru_cache(maxsize=4)
def of_text(text: str) -> tuple[Span, ...]:
    """The sentences of a whole article, which several stages ask for one after the other."""
    return tuple(sentences(text))


def ends_between(text: str, start: int, end: int) -> bool:
    """Whether a paragraph or a sentence ends between two characters."""
    if "\n" in text[start:end]:
        return True
    return any(_is_end(text, stop) for stop in _STOP.finditer(text, start, min(end + 1, len(text))))


def _blocks(text: str) -> Iterator[list[Span]]:
    """The lines of `text` that hold anything, in groups with no blank line between."""
    block: list[Span] = []
    last = 0
    for match in _LINE.finditer(text):
        if block and match.start() > last + 1:
            yield block
            block = []
        trimmed = _trim(text, Span(match.start(), match.end()))
        last = match.end()
        if len(trimmed):
            block.append(trimmed)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _in_block(text: str, block: list[Span]) -> list[Span]:
    if _is_wrapped(text, block):
        return [Span(block[0].start, block[-1].end)]
    joined = [block[0]]
    for line in block[1:]:
        if text[line.start].islower() and text[joined[-1].end - 1] not in _ENDS:
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def _is_wrapped(text: str, block: list[Span]) -> bool:
    """Whether lines were broken to one width: alike in length, and broken within sentences."""
    full = block[:-1]
    if not full or any(len(line) not in _WRAPPED for line in full):
        return False
    even = max(map(len, full)) - min(map(len, full)) <= _RAGGED
    return even and any(text[line.start].islower() for line in block[1:])


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _split(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for match in _STOP.finditer(text, paragraph.start, paragraph.end):
        if match.end() >= paragraph.end or not _is_end(text, match):
            continue
        yield _trim(text, Span(start, match.end()))
        start = match.end()
    rest = _trim(text, Span(start, paragraph.end))
    if len(rest):
        yield rest


def _is_end(text: str, stop: re.Match[str]) -> bool:
    """Whether the marks end a sentence: the next word may begin one, the last is no abbreviation."""
    following = _NEXT.match(text, stop.end())
    if following is None or (following[2].islower() and not following[1]):
        return False
    if stop.group() != ".":
        return not following[2].islower() or stop.group()[0] != "…"
    window = text[max(0, stop.start() - 24) : stop.start()]
    before = _WORD.search(window)
    word = before.group() if before else ""
    if word.lower() in _BEFORE_NAME:
        return False
    initial = len(word) == 1 and word.isalpha() and word.isupper()
    dotted = word.lower() in _BEFORE_LOWER and len(word) <= 3 and "." in word
    return not initial and not (dotted and following[2].isdigit())
