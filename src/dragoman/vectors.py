"""Vectors: what an article is about, and what each of its statements says, as small numbers.

An article's is that of MiniLM as its authors left it (Wang et al. 2020, Reimers and Gurevych 2019): the mean over
the wordpieces of its beginning, on the principal axes of news (`training/vectors.py`). A statement's is that
of the same encoder, taught to tell an utterance in many wordings from the next (`training/sayings.py`): the whole
sentence is read, and the mean is that over the content. Both are rounded to int8 and kept with a reading, so that
stories and pages never run a model.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.ids import digest
from dragoman.inference import MODELS, Floats, Model, id_of, tokenizer_of
from dragoman.languages.sentences import of_text
from dragoman.processor import single_threaded
from dragoman.records import ARTICLE, Reading, Span
from dragoman.settings import Settings

ARTICLES, SAYINGS = "vectors", "sayings"
"""The folders of the two models."""
SAID = 96
"""Wordpieces of a statement's sentences that are read; the longest said things differ before that."""
LONG = 160
"""Wordpieces of an article that are read: its title and what it begins with."""
BEFORE = 8
"""Wordpieces before the content that are kept where a sentence is too long for all of it."""
SCALE = 127
_BEGINNING = 900
_MARKS = " \t\n\"'“”‘’«»„,.;:"


@dataclass(frozen=True, slots=True)
class Marked:
    """Sentences as an encoder reads them: wordpieces, and 1 for each that is of the content (wordpieces,)."""

    ids: list[int]
    content: list[int]


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

    def marked(self, said: Sequence[Within], most: int = SAID) -> list[Marked]:
        """A row for each statement, of at most `most` wordpieces; the content's beginning is always in it."""
        made = self._tokenizer.encode_batch([o.text for o in said], add_special_tokens=False)
        return [self._cut(one, places, most - 2) for one, places in zip(said, made, strict=True)]

    def _cut(self, one: Within, made: Any, most: int) -> Marked:
        content = [
            int(any(start < span.end and end > span.start for span in one.content))
            for start, end in made.offsets
        ]
        ids, start = made.ids, 0
        if len(ids) > most and 1 in content[most:]:
            start = max(0, min(content.index(1) - BEFORE, len(ids) - most))
        kept = content[start : start + most]
        return Marked(
            [self._cls, *ids[start : start + most], self._sep],
            [0, *(kept if 1 in kept else [1] * len(kept)), 0],
        )


@dataclass(frozen=True, slots=True)
class Within:
    """The sentences of a statement's content, and where in them it stands, without its quotation marks."""

    text: str
    content: tuple[Span, ...]

    @classmethod
    def of(cls, text: str, sentences: Iterable[Span], content: Sequence[Span]) -> Within:
        """The content in these sentences of a text."""
        parts, found, at = list[str](), list[Span](), 0
        for sentence in sentences:
            for span in content:
                start, end = max(sentence.start, span.start), min(sentence.end, span.end)
                words = text[start:end].strip(_MARKS)
                if words:
                    begin = at - sentence.start + text.index(words, start)
                    found.append(Span(begin, begin + len(words)))
            parts.append(sentence.of(text))
            at += len(sentence) + 1
        return cls(" ".join(parts), tuple(found))


class Vectors:
    """The stage: a vector for the article, and one for each statement; loads its models when first asked."""

    name = "vectors"
    requires: tuple[str, ...] = ("statements",)
    provides = "vectors"

    def __init__(self, articles: Model, sayings: Model) -> None:
        self.articles, self.sayings = articles, sayings

    @classmethod
    def chosen(cls, settings: Settings) -> Vectors:
        """The shipped models, with the threads of the settings."""
        articles, sayings = (Model(MODELS / one, settings.threads) for one in (ARTICLES, SAYINGS))
        return cls(articles, sayings)

    @property
    def models(self) -> tuple[Model, Model]:
        """The article's and the statements'."""
        return self.articles, self.sayings

    @property
    def version(self) -> str:
        return "-".join(one.version for one in self.models)

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self.articles.base / "tokenizer.json")

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
        """The readings with their vectors."""
        begun = self._pieces.rows([beginning(one) for one in readings], LONG)
        with single_threaded():
            about = [_kept(self.articles, one.mean(0)) for one in self.articles.rows(begun)]
        made = iter(self.sayings_of([o for one in readings for o in within(one)]))
        return [
            replace(one, vectors={ARTICLE: own, **{s.id: next(made) for s in one.statements}})
            for one, own in zip(readings, about, strict=True)
        ]

    def sayings_of(self, said: Sequence[Within]) -> list[bytes]:
        """The vectors of statements, in order: int8, of length one but for rounding, and the byte of their kind.

        Those of two kinds of encoder say nothing of each other; `stories.similar` tells them apart by that byte.
        """
        rows = self._pieces.marked(said)
        with single_threaded():
            found = self.sayings.rows([o.ids for o in rows], [o.content for o in rows])
            means = (v[np.array(o.content) == 1].mean(0) for o, v in zip(rows, found, strict=True))
            return [_kept(self.sayings, one) + self._kind for one in means]

    @cached_property
    def _kind(self) -> bytes:
        return bytes([int(digest("sayings", self.sayings.version)[:2], 16)])


def _kept(model: Model, mean: Floats) -> bytes:
    """A mean (width,) on the model's axes, of length one, as int8."""
    heads = model.heads
    turned = (mean / np.linalg.norm(mean) - heads["mean"]) @ heads["axes"]
    unit = turned / max(float(np.linalg.norm(turned)), 1e-6)
    return bytes(np.rint(unit * SCALE).astype(np.int8).tobytes())


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


def within(reading: Reading) -> Iterator[Within]:
    """Each statement in the sentences where its content stands."""
    text = reading.article.text
    sentences = of_text(text)
    starts = [one.start for one in sentences]
    for one in reading.statements:
        yield Within.of(text, around(sentences, starts, one.content), one.content)


def around(
    sentences: Sequence[Span], starts: Sequence[int], content: Sequence[Span]
) -> Iterator[Span]:
    """The sentences that hold some of the content, in order."""
    first = max(0, bisect_right(starts, min(span.start for span in content)) - 1)
    last = bisect_left(starts, max(span.end for span in content))
    for one in sentences[first:last]:
        if any(one.overlaps(span) for span in content):
            yield one
