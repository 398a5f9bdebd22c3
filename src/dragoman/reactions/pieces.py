"""Framed statements as rows of wordpieces; training and reading cut them alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.inference import id_of, tokenizer_of
from dragoman.reactions.deeds.framing import Sentence
from dragoman.reactions.framing import SIGNS, Framed
from dragoman.records import Span

LENGTH = 128
"""Wordpieces a row, [CLS] and [SEP] included."""
BEFORE = 24
"""Wordpieces of the names before a statement."""


@dataclass(frozen=True, slots=True)
class Row:
    """The ids of a row, and from which to before which of them each named actor stands.

    The statement's words begin at `start`; `places` are the characters of each wordpiece of them.
    """

    ids: list[int]
    named: list[tuple[int, int]]
    start: int
    places: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Acting:
    """A sentence for deeds as a row: its words begin at `start`; where each wordpiece and candidate stands."""

    ids: list[int]
    start: int
    places: list[tuple[int, int]]
    candidates: list[tuple[int, int]]

    def at(self, span: Span) -> tuple[int, int] | None:
        """The wordpieces of a span of the sentence; None beyond the row's end."""
        found = _inside(self.places, span, self.start)
        return found if found != NOWHERE else None


NOWHERE = (0, 1)
"""Where what the row does not reach stands: at [CLS]."""


def between(span: tuple[int, int], other: tuple[int, int]) -> list[float]:
    """What lies between two places of a row: before, behind, and how far, in wordpieces by 40."""
    before, behind = other[1] <= span[0], other[0] >= span[1]
    far = span[0] - other[1] if before else other[0] - span[1] if behind else 0
    return [float(before), float(behind), min(1.0, far / 40)]


class Pieces:
    """The shipped vocabulary, for rows of statements; raises ModelError where its file is damaged."""

    def __init__(self, path: Path) -> None:
        self.tokenizer = tokenizer_of(path)
        self.cls, self.sep = (id_of(self.tokenizer, token) for token in ("[CLS]", "[SEP]"))
        self.signs = [id_of(self.tokenizer, sign) for sign in SIGNS.values()]

    def row(self, one: Framed) -> Row:
        """[CLS] names [SEP] statement [SEP]; a named actor beyond the row's end stands at [CLS]."""
        ids, start, places = self._cut(one.before, one.text, one.others)
        named = [_inside(places, span, start) for span, _ in one.named]
        return Row(ids, named, start, places)

    def acting(self, one: Sentence) -> Acting:
        """[CLS] host [SEP] sentence [SEP]."""
        ids, start, places = self._cut(one.before, one.text)
        found = [_inside(places, candidate.span, start) for candidate in one.candidates]
        return Acting(ids, start, places, found)

    def _cut(
        self, before: str, text: str, left: Sequence[Span] = ()
    ) -> tuple[list[int], int, list[tuple[int, int]]]:
        """A row of two parts, where the second begins in it, and where its wordpieces stand in the text.

        What lies in the spans of `left` is left out.
        """
        first = self.tokenizer.encode(before, add_special_tokens=False).ids[:BEFORE]
        told = self.tokenizer.encode(text, add_special_tokens=False)
        read = [
            (piece, place)
            for piece, place in zip(told.ids, told.offsets, strict=True)
            if not any(s.start <= place[0] and place[1] <= s.end for s in left)
        ]
        del read[LENGTH - len(first) - 3 :]
        ids = [self.cls, *first, self.sep, *(piece for piece, _ in read), self.sep]
        return ids, len(first) + 2, [place for _, place in read]


def _inside(places: list[tuple[int, int]], span: Span, start: int) -> tuple[int, int]:
    inside = [n for n, (a, b) in enumerate(places) if a < span.end and b > span.start]
    return (start + inside[0], start + inside[-1] + 1) if inside else NOWHERE
