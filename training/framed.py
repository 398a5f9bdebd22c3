"""Coded sentences as the coder learns them: read by the shipped pipeline up to speakers and wordings.

    python -m training.framed --to runs/framed.pkl
    python -m training.framed --to runs/news.pkl --corpora ../shared --articles 400

The second frames what the shipped reader finds in articles that nobody coded, for a teacher to code.
It runs where Dragoman runs; training itself needs another environment.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from dragoman.actors.registry import Registry
from dragoman.evaluation.cases import Case, Said
from dragoman.evaluation.coding import Coder
from dragoman.inference import Floats, Model
from dragoman.pipeline import Parts, build
from dragoman.reactions import codebook
from dragoman.reactions.framing import GROUPS, POSTURES, Told, framed
from dragoman.records import Article, Reading, Statement
from dragoman.settings import Settings
from training.coded import statements
from training.corpus import records
from training.labelled import Labelled

ON = date(2020, 6, 15)
"""The day on which sentences without a day are read."""


def examples(reader: Coder, registry: Registry) -> Iterator[Labelled]:
    """Our own coded sentences, in order."""
    for number, one in enumerate(statements()):
        said = Said(one.statement, frozenset(one.types), one.targets, one.posture)
        article = Article(str(number), str(number), one.text, published=ON, language="en")
        host = one.host if len(one.host) == 3 else None
        yield labelled(reader(Case(str(number), article, host, said)), said, registry)


def labelled(reading: Reading, said: Said, registry: Registry) -> Labelled:
    """The answers of a read case."""
    one = framed(reading, said.statement, told_of(reading, said.statement, registry))
    aimed = {reading.host if t == "authorities" else t for t in said.targets}
    groups = {"authorities" if t == reading.host else t for t in said.targets}
    return Labelled(
        one,
        _flags(codebook.load().words, said.types),
        _flags(POSTURES, {said.posture}),
        _flags(GROUPS, groups),
        np.array([bool(aimed & set(m.actors)) for _, m in one.named], dtype=np.float32),
    )


def told_of(reading: Reading, statement: Statement, registry: Registry) -> Told:
    """What the stages before the coder tell of a statement."""
    speaker = reading.speakers.get(statement.id)
    codes = speaker.actors if speaker else ()
    known = [actor for code in codes if (actor := registry.actor(code))]
    host = registry.actor(reading.host) if reading.host else None
    worded = reading.reactions[statement.id]
    return Told(
        host.name if host else "",
        ", ".join(actor.name for actor in known) or ", ".join(codes),
        known[0].kind if known else None,
        frozenset(coded.type for coded in worded.types),
        worded.posture,
    )


def _flags(names: tuple[str, ...], held: frozenset[str] | set[str]) -> Floats:
    return np.array([name in held for name in names], dtype=np.float32)


def uncoded(parts: Parts, corpora: Path, articles: int) -> Iterator[Labelled]:
    """The statements of articles that nobody coded, drawn at random, without answers."""
    found = [row for row in records(corpora) if row.get("text")]
    drawn = random.Random(0).sample(found, min(articles, len(found)))
    read = [
        Reading(Article(row["id"], row["id"], row["text"], published=ON, language="en"))
        for row in drawn
    ]
    nothing = Said(Statement("", None, (), (), "indirect", 0.0), frozenset(), frozenset(), "none")
    for reading in build(parts)(read):
        for statement in reading.statements:
            yield labelled(reading, replace(nothing, statement=statement), parts.registry)


def main() -> None:
    """Writes them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, required=True)
    options.add_argument("--corpora", type=Path)
    options.add_argument("--articles", type=int, default=400)
    given = options.parse_args()
    settings = Settings()
    parts = Parts(settings, Registry.load(None), Model.chosen(settings))
    given.to.parent.mkdir(parents=True, exist_ok=True)
    data = given.corpora and (given.corpora / "data")
    found = (
        uncoded(parts, data if data.exists() else given.corpora, given.articles)
        if data
        else examples(Coder(parts), parts.registry)
    )
    given.to.write_bytes(pickle.dumps(list(found)))


if __name__ == "__main__":
    main()
