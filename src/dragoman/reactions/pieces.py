"""Framed statements as rows of wordpieces; training and reading cut them alike."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from dragoman.errors import ModelError
from dragoman.reactions.deeds.framing import Sentence
from dragoman.reactions.framing import SIGNS, Framed
from dragoman.records import Span

LENGTH = 128
"""Wordpieces a row, [CLS] and [SEP] included."""
BEFORE = 24
"""Wordpieces of the names before a statement."""


@dataclass(frozen=True, slots=True)
class Row:
    """The ids of a row, and from which to before which of them each named actor stands."""

    ids: list[int]
    named: list[tuple[int, int]]


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
        try:
            self.tokenizer: Any = Tokenizer.from_file(str(path))
        except Exception as error:
            raise ModelError(
                f"The tokenizer file {path} is missing or damaged ({error}). "
                "Install dragoman again; `dragoman doctor` checks every file."
            ) from error
        self.cls = int(self.tokenizer.token_to_id("[CLS]") or 0)
        self.sep = int(self.tokenizer.token_to_id("[SEP]") or 0)
        self.signs = [int(self.tokenizer.token_to_id(sign) or 0) for sign in SIGNS.values()]

    def row(self, one: Framed) -> Row:
        """[CLS] names [SEP] statement [SEP]; a named actor beyond the row's end stands at [CLS]."""
        before = self.tokenizer.encode(one.before, add_special_tokens=False).ids[:BEFORE]
        told = self.tokenizer.encode(one.text, add_special_tokens=False)
        room = LENGTH - len(before) - 3
        start = len(before) + 2
        places = told.offsets[:room]
        named = [_inside(places, span, start) for span, _ in one.named]
        return Row([self.cls, *before, self.sep, *told.ids[:room], self.sep], named)

    def acting(self, one: Sentence) -> Acting:
        """[CLS] host [SEP] sentence [SEP]."""
        before = self.tokenizer.encode(one.before, add_special_tokens=False).ids[:BEFORE]
        told = self.tokenizer.encode(one.text, add_special_tokens=False)
        room = LENGTH - len(before) - 3
        start = len(before) + 2
        places = told.offsets[:room]
        found = [_inside(places, candidate.span, start) for candidate in one.candidates]
        return Acting(
            [self.cls, *before, self.sep, *told.ids[:room], self.sep], start, places, found
        )


def _inside(places: list[tuple[int, int]], span: Span, start: int) -> tuple[int, int]:
    inside = [n for n, (a, b) in enumerate(places) if a < span.end and b > span.start]
    return (start + inside[0], start + inside[-1] + 1) if inside else NOWHERE
