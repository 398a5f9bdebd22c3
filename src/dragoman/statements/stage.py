"""The stage that reads statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.inference import Model
from dragoman.languages.data import is_read, knowledge
from dragoman.records import Article, Reading, Statement
from dragoman.statements.assemble import group, statement
from dragoman.statements.decode import Transitions, labels, spans
from dragoman.statements.labels import constraints
from dragoman.statements.nest import nested
from dragoman.statements.sound import sound
from dragoman.statements.split import split

UNREAD = frozenset({"furniture", "byline", "heading", "caption"})


class Statements:
    """Fills `statements`; one encoder pass, whose vectors travel on as `encoding`."""

    name = "statements"
    requires: tuple[str, ...] = ("article",)
    provides = "statements"

    def __init__(self, model: Model | None = None) -> None:
        self.model = model or Model()

    @property
    def version(self) -> str:
        return f"{self.model.version}-{knowledge('statements')}"

    def transitions(self) -> Transitions:
        """The learned transitions with the constraints put on top."""
        heads = self.model.heads
        between, begin, end = constraints()
        return Transitions(heads["between"] + between, heads["begin"] + begin, heads["end"] + end)

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
        readable = [i for i, r in enumerate(readings) if is_read(r.article.language)]
        encodings = self.model.encode([readings[i].article.text for i in readable])
        found = labels(encodings, self.transitions())
        out = list(readings)
        for i, encoding, tags in zip(readable, encodings, found, strict=True):
            groups = group(encoding, spans(tags), self.model.heads)
            made = (statement(readings[i].article, encoding, g) for g in groups)
            kept = [s for s in made if not _furniture(readings[i].article, s)]
            kept = list(sound(readings[i].article, kept))
            out[i] = replace(
                readings[i],
                statements=tuple(nested(readings[i].article, split(readings[i].article, kept))),
                encoding=encoding,
            )
        return out


def _furniture(article: Article, one: Statement) -> bool:
    return article.marked(one.content[0]) in UNREAD
