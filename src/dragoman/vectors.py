"""Sentence vectors: what an article and each of its statements are about, as 128 small numbers.

The encoder is MiniLM as its authors left it (Wang et al. 2020, Reimers and Gurevych 2019); a vector is the mean
over wordpieces, turned into the principal axes of news (`training/vectors.py`) and rounded to int8. They are kept
with a reading, so that stories and pages never run a model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np

from dragoman.inference import MODELS, Model, id_of, tokenizer_of
from dragoman.processor import single_threaded
from dragoman.records import ARTICLE, Reading, Span, Statement
from dragoman.settings import Settings

FOLDER = "vectors"
SHORT = 64
"""Wordpieces of a statement's content that are read; the longest said things differ before that."""
LONG = 160
"""Wordpieces of an article that are read: its title and what it begins with."""
SCALE = 127
_BEGINNING = 900
_MARKS = " \t\n\"'“”‘’«»„,.;:"


class Pieces:
    """Cuts texts into rows of wordpieces."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = tokenizer_of(path)
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._cls, self._sep = (id_of(self._tokenizer, name) for name in ("[CLS]", "[SEP]"))

    def rows(self, texts: Sequence[str], most: int) -> list[list[int]]:
        """A row for each text, of at most `most` wordpieces with those that open and close it."""
        made = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [[self._cls, *one.ids[: most - 2], self._sep] for one in made]


class Vectors:
    """The stage: a vector for the article, and one for each statement; loads its model when first asked."""

    name = "vectors"
    requires: tuple[str, ...] = ("statements",)
    provides = "vectors"

    def __init__(self, model: Model) -> None:
        self.model = model

    @classmethod
    def chosen(cls, settings: Settings) -> Vectors:
        """The shipped model, with the threads of the settings."""
        return cls(Model(MODELS / FOLDER, settings.threads))

    @property
    def version(self) -> str:
        return self.model.version

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self.model.shared / "tokenizer.json")

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
        """The readings with their vectors."""
        rows, places = list[list[int]](), list[tuple[int, str]]()
        for n, one in enumerate(readings):
            rows += self._pieces.rows([beginning(one)], LONG)
            rows += self._pieces.rows([said(one, s) for s in one.statements], SHORT)
            places += [(n, ARTICLE), *((n, s.id) for s in one.statements)]
        found: list[dict[str, bytes]] = [{} for _ in readings]
        for (n, key), vector in zip(places, self.vectors(rows), strict=True):
            found[n][key] = vector
        return [replace(one, vectors=held) for one, held in zip(readings, found, strict=True)]

    def of(self, texts: Sequence[str]) -> list[bytes]:
        """The vectors of any texts, in order."""
        return self.vectors(self._pieces.rows(texts, SHORT))

    def vectors(self, rows: Sequence[Sequence[int]]) -> list[bytes]:
        """One for each row of wordpieces: int8, of length one but for rounding."""
        heads = self.model.heads
        with single_threaded():
            found = []
            for one in self.model.rows(rows):
                mean = one.mean(axis=0)
                turned = (mean / np.linalg.norm(mean) - heads["mean"]) @ heads["axes"]
                unit = turned / max(float(np.linalg.norm(turned)), 1e-6)
                found.append(np.rint(unit * SCALE).astype(np.int8).tobytes())
        return found


def beginning(reading: Reading) -> str:
    """An article's title and the beginning of its prose."""
    article = reading.article
    hidden = [m.span for m in article.marks if m.kind != "heading"]
    end = Span(0, min(len(article.text), 3 * _BEGINNING))
    prose = _without(article.text, end, hidden)[:_BEGINNING]
    return f"{article.title or ''}. {prose}"


def _without(text: str, within: Span, hidden: Iterable[Span]) -> str:
    parts, at = [], within.start
    for span in sorted(hidden):
        if span.start >= within.end:
            break
        parts.append(text[at : max(at, span.start)])
        at = max(at, span.end)
    return " ".join([*parts, text[at : within.end]])


def said(reading: Reading, one: Statement) -> str:
    """The words of a statement's content, without the marks around them."""
    text = reading.article.text
    return " ".join(span.of(text).strip(_MARKS) for span in one.content)
