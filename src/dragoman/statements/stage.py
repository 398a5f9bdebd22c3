"""The stage that reads statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

from dragoman.inference import TOGETHER, Encoding, Model
from dragoman.labelling import Decoder, Found, Transitions
from dragoman.languages.data import is_read, knowledge
from dragoman.layers import LAYERS, constraints
from dragoman.processor import single_threaded
from dragoman.records import Article, Reading, Statement
from dragoman.statements.assemble import group, statement
from dragoman.statements.calibrate import Calibration
from dragoman.statements.continued import continued
from dragoman.statements.layouts import laid_out
from dragoman.statements.mention import mentioned
from dragoman.statements.nest import nested
from dragoman.statements.relayed import relayed
from dragoman.statements.sound import sound
from dragoman.statements.split import split

LEAST = {"source": 0.32, "cue": 0.41, "content": 0.4}
"""What a span must be worth: half of the F1 that can be had is best for the spans of a kind; a source less,
since a statement without one is lost (`training.bounds`, on the part of train that is set aside)."""
UNREAD = frozenset({"furniture", "byline", "heading", "caption"})


class Statements:
    """Fills `statements`; one encoder pass, whose vectors travel on as `encoding`.

    `calibration` is that of the model's folder where none is given.
    """

    name = "statements"
    requires: tuple[str, ...] = ("article",)
    provides = "statements"

    def __init__(self, model: Model | None = None, calibration: Calibration | None = None) -> None:
        self.model = model or Model()
        self._given = calibration

    @cached_property
    def calibration(self) -> Calibration:
        """What confidences are worth; read on first use, as the model is."""
        return Calibration.load(self.model.folder) if self._given is None else self._given

    @property
    def version(self) -> str:
        return f"{self.model.version}-{self.calibration.version}-{knowledge('statements')}"

    @cached_property
    def decoder(self) -> Decoder:
        """The learned transitions with the constraints put on top, and the least probable spans."""
        heads = self.model.heads
        between, begin, end = constraints(LAYERS["statements"])
        learned = (heads["between"] + between, heads["begin"] + begin, heads["end"] + end)
        return Decoder("statements", Transitions(*learned), LEAST)

    def spans(self, encodings: Sequence[Encoding]) -> list[list[Found]]:
        """The spans of each text before they are linked, each with the chance that it is exact."""
        return [self.calibration.spans(found) for found in self.decoder(encodings)]

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
        readable = [i for i, r in enumerate(readings) if is_read(r.article.language)]
        encodings = self.model.encode([readings[i].article.text for i in readable])
        places = iter(readable)
        out = list(readings)
        with single_threaded():
            while part := list(islice(encodings, TOGETHER)):
                for encoding, tags in zip(part, self.decoder(part), strict=True):
                    i = next(places)
                    out[i] = self._read(readings[i], encoding, tags)
        return out

    def _read(self, reading: Reading, encoding: Encoding, tags: Sequence[Found]) -> Reading:
        article = reading.article
        sure = map(self.calibration.group, group(encoding, tags, self.model.heads))
        made = (statement(article, encoding, g) for g in sure)
        kept = list(sound(article, [s for s in made if not _furniture(article, s)]))
        return replace(reading, statements=tuple(structured(article, kept)), encoding=encoding)


def structured(article: Article, statements: Sequence[Statement]) -> list[Statement]:
    """The statements with what the encoder cannot see: it gives one layer, one paragraph at a time."""
    found = split(article, statements)
    for step in (relayed, laid_out, continued, mentioned, nested):
        found = step(article, found)
    return found


def _furniture(article: Article, one: Statement) -> bool:
    return article.marked(one.content[0]) in UNREAD
