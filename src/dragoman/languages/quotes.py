"""Quotation marks: which characters of a text stand inside a quotation.

Marks of all the usual kinds are known (straight and curly, single, German, French, Swedish), told from
apostrophes by what stands beside them. A quotation that is not closed ends with its paragraph; a
paragraph that opens with a mark again continues the quotation of the one before, as newspapers set a
quotation over several paragraphs. Every cost grows with the length of the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from dragoman.languages.data import load
from dragoman.records import Span

DOUBLE = {
    "“": ("”", "“"), "”": ("”",), "„": ("“", "”"), "‟": ("”",), "«": ("»",), "»": ("«", "»"),
    "‹": ("›",), "›": ("‹", "›"), '"': ('"',), "＂": ("＂",), "''": ("''",), "``": ("''",), "‘‘": ("’’",),
}  # fmt: skip
"""Marks that may open a quotation, with those that may close it."""
SINGLE = {"‘": "’", "‚": "‘’", "'": "'", "`": "'"}
MARKS = frozenset("“”„«»‹›‟＂\"‘’‚'`")
_FAMILIES = ("“”„‟", "«»", "‹›", '"', "＂", "‘’‚", "'`")
"""A quotation goes on in the next paragraph with a mark of the family that opened it."""

MAPS = 64
"""Texts whose maps are kept: as many as are read at a time, for more than one stage asks."""
INSIDE = 1
MARK = 2

_DOUBTFUL = frozenset((("“", "“"), ("”", "”"), ("»", "«"), ("»", "»"), ("›", "‹"), ("›", "›")))
"""Pairs of which the second might open as well: its place must show that it closes."""

_MARK = re.compile("''|``|‘‘|’’|[“”„«»‹›‟＂\"‘’‚'`]")
_CLOSING_PUNCTUATION = frozenset(".,;:!?)]")
_YEAR = re.compile(r"\d\d(?:s|\d\ds?)?(?!\w)")
_OPENING = re.compile(r"\s*([‘'`‚])[^\W_]")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between two quotation marks, the marks included; `closed` if the text closes it."""

    span: Span
    closed: bool


def quotations(text: str, start: int, end: int) -> list[Quotation]:
    """The outermost quotations between `start` and `end`, one paragraph; offsets are of `text`.

    A single mark that is never closed is taken for an apostrophe, unless the next paragraph opens with
    it again; a double one for a quotation that runs to the end of the paragraph.
    """
    return _Paragraph(text, start, end).quotations()


def quotations_of(text: str) -> Iterator[Quotation]:
    """The outermost quotations of all paragraphs of a text, in order."""
    for line in _lines(text):
        yield from quotations(text, line.start, line.end)


@lru_cache(maxsize=MAPS)
def quotation_map(text: str) -> bytes:
    """One byte for each character: `INSIDE` a quotation, a quotation `MARK`, else 0."""
    found = bytearray(len(text))
    for quotation in quotations_of(text):
        span = quotation.span
        found[span.start : span.end] = bytes([INSIDE]) * len(span)
    for match in _MARK.finditer(text):
        at = match.start()
        if match.group() not in "'’" or found[at] or not _inside_word(text, at):
            found[at] = MARK
    return bytes(found)


@lru_cache(maxsize=4)
def over_paragraphs(text: str) -> tuple[tuple[Span, ...], ...]:
    """The quotations that run over several paragraphs, each as its parts in order, marks included.

    Every part but the last is left open by its paragraph, and every part but the first opens its own.
    """
    chains: list[list[Span]] = []
    open_one: Span | None = None
    for line in _lines(text):
        found = quotations(text, line.start, line.end)
        begins = line.start + len(line.of(text)) - len(line.of(text).lstrip())
        goes_on = found and found[0].span.start == begins and _same_family(text, open_one, begins)
        if goes_on and open_one is not None:
            if not chains or chains[-1][-1] != open_one:
                chains.append([open_one])
            chains[-1].append(found[0].span)
        if begins < line.end:
            open_one = found[-1].span if found and not found[-1].closed else None
    return tuple(map(tuple, chains))


def _same_family(text: str, one: Span | None, at: int) -> bool:
    return one is not None and any(text[one.start] in f and text[at] in f for f in _FAMILIES)


def _lines(text: str) -> list[Span]:
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Span(at, at + len(line)))
        at += len(line) + 1
    return lines


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


@cache
def _elided() -> frozenset[str]:
    """Words that begin with an apostrophe."""
    return load("en").words("statements", "quotes")["elided"]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark, which two characters may make, and the characters before and after it."""

    kind: str
    start: int
    end: int
    before: str
    after: str

    @property
    def ends_word(self) -> bool:
        return not self.before.isspace() and (
            self.after.isspace() or self.after in _CLOSING_PUNCTUATION
        )


class _Paragraph:
    """One paragraph while its quotations are sought; beyond its ends stand spaces."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.marks = [self._mark(m) for m in _MARK.finditer(text, start, end)]
        self.last = {mark.kind: mark.start for mark in self.marks}
        self.never_closed: set[str] = set()

    def _mark(self, found: re.Match[str]) -> _Mark:
        start, end = found.span()
        before = self.text[start - 1] if start > self.start else " "
        after = self.text[end] if end < self.end else " "
        return _Mark(found.group(), start, end, before, after)

    def quotations(self) -> list[Quotation]:
        found: list[Quotation] = []
        number = 0
        while number < len(self.marks):
            close = self._close(number)
            if close is None:
                number += 1
                continue
            stop = self.marks[close].end if close >= 0 else self.end
            found.append(Quotation(Span(self.marks[number].start, stop), close >= 0))
            number = close + 1 if close >= 0 else len(self.marks)
        return found

    def _close(self, number: int) -> int | None:
        """The mark that closes what a mark opens; -1 if none does, None if it opens nothing."""
        mark = self.marks[number]
        if mark.kind in DOUBLE:
            close = self._close_double(number) if self._opens_double(mark) else None
            return None if close == -1 and mark.kind == "”" else close
        if not self._opens_single(mark):
            return None
        close = -1 if mark.kind in self.never_closed else self._close_single(number)
        if close >= 0:
            return close
        self.never_closed.add(mark.kind)
        return -1 if mark.after.isupper() and mark.kind == self.next_mark else None

    @cached_property
    def next_mark(self) -> str:
        """The mark with which the next paragraph opens; empty where it opens with none."""
        found = _OPENING.match(self.text, self.end)
        return found[1] if found else ""

    def _opens_double(self, mark: _Mark) -> bool:
        before, after = mark.before, mark.after
        if mark.kind in "“„‟«‹":
            return not mark.ends_word
        tight = not before.isalnum() and after.isalnum()
        if mark.kind in "”»›":
            first = mark.kind != "”" and not self.text[self.start : mark.start].strip()
            return first or (tight and before not in _CLOSING_PUNCTUATION)
        if self.last[mark.kind] > mark.start and (
            before.isspace() or (before.isalpha() and after.isalpha())
        ):
            return True
        return not (before.isalnum() or after.isspace() or after in _CLOSING_PUNCTUATION)

    def _close_double(self, number: int) -> int:
        opening, inner = self.marks[number], 0
        for later in range(number + 1, len(self.marks)):
            mark = self.marks[later]
            if mark.kind == "«" and opening.kind in "«»" and not mark.ends_word:
                inner += 1
            elif self._closes_double(mark, opening):
                if not inner:
                    return later
                inner -= 1
        return -1

    def _closes_double(self, mark: _Mark, opening: _Mark) -> bool:
        if mark.kind not in DOUBLE[opening.kind]:
            return False
        if opening.kind in "»›" and opening.after.isspace():
            return mark.kind == opening.kind  # a French quotation that goes on, not a German one
        return (opening.kind, mark.kind) not in _DOUBTFUL or mark.ends_word

    def _opens_single(self, mark: _Mark) -> bool:
        """Whether a single mark opens a quotation and is no apostrophe: after a space, before a letter."""
        if mark.kind not in SINGLE or not mark.after.isalnum():
            return False
        if mark.before.isalnum() or mark.before in "’'" or _YEAR.match(self.text, mark.end):
            return False
        word = _WORD.match(self.text, mark.end)
        return word is None or word.group().lower() not in _elided()

    def _close_single(self, number: int) -> int:
        """The closing mark, or -1; a possessive ("the envoys’ words") only where no other closes."""
        wanted, possessive, here = SINGLE[self.marks[number].kind], -1, number + 1
        while here < len(self.marks):
            mark = self.marks[here]
            if mark.kind[0] in wanted and not (mark.after.isalnum() or mark.before.isspace()):
                if not self._is_possessive(mark):
                    return here
                possessive = here if possessive < 0 else possessive
            elif possessive >= 0 and self._opens_single(mark):
                break
            elif mark.kind in DOUBLE and self._opens_double(mark):
                here = self._close_double(here)
                if here < 0:
                    break
            here += 1
        return possessive

    def _is_possessive(self, mark: _Mark) -> bool:
        follows = self.text[mark.end : min(mark.end + 2, self.end)]
        return mark.before in "sS" and len(follows) == 2 and follows[1].isalnum()
