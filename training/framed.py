"""Coded sentences as the coder learns them: read by the shipped pipeline up to speakers and wordings.

    python -m training.framed --to runs/framed.pkl
    python -m training.framed --to runs/deeds.pkl --deeds
    python -m training.framed --to runs/numbers.pkl --numbers
    python -m training.framed --to runs/events.pkl --events --corpora ../shared
    python -m training.framed --to runs/news.pkl --corpora ../shared --articles 400

The last frames what the shipped reader finds in articles that nobody coded, for a teacher to code.
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
from dragoman.evaluation.cases import Case, Done, Said, read
from dragoman.evaluation.coding import Coder
from dragoman.inference import Floats, Model
from dragoman.languages.sentences import of_text
from dragoman.pipeline import Parts, build
from dragoman.reactions import codebook
from dragoman.reactions.claims.seen import QUANTITIES, numbers_of
from dragoman.reactions.claims.words import Sentence as Words
from dragoman.reactions.deeds.framing import MODALITIES, TYPES, Sentence, sentence_of
from dragoman.reactions.framing import (
    AUTHORITIES,
    GROUPS,
    POSTURES,
    ROOTS,
    between_two,
    framed,
    hosted,
)
from dragoman.reactions.stage import reactions_of, told_of
from dragoman.records import Article, Reading, Span, Statement
from dragoman.settings import Settings
from training.coded import claims, statements
from training.corpus import records
from training.events import rows
from training.labelled import Act, Acted, Labelled, Numbered, Rooted

DEEDS = Path(__file__).parent / "own" / "coded" / "deeds.txt"
ON = date(2020, 6, 15)
"""The day on which sentences without a day are read."""


def examples(reader: Coder, registry: Registry) -> Iterator[Labelled]:
    """Our own coded sentences, in order."""
    for number, one in enumerate(statements()):
        said = Said(one.statement, frozenset(one.types), one.targets, one.posture)
        article = Article(str(number), str(number), one.text, published=ON, language="en")
        host = one.host if len(one.host) == 3 else None
        found = labelled(reader(Case(str(number), article, host, said)), said, registry)
        yield replace(found, shown=found.framed.place(one.shown) if one.shown else None)


def labelled(reading: Reading, said: Said, registry: Registry) -> Labelled:
    """The answers of a read case."""
    worded = replace(reading, reactions=reactions_of(reading))
    one = framed(worded, said.statement, told_of(worded, said.statement, registry.actor))
    aimed = set(hosted(said.targets, reading.host))
    groups = {AUTHORITIES if t == reading.host else t for t in said.targets}
    return Labelled(
        one,
        _flags(codebook.load().words, said.types),
        _flags(POSTURES, {said.posture}),
        _flags(GROUPS, groups),
        np.array([bool(aimed & set(m.actors)) for _, m in one.named], dtype=np.float32),
    )


def _flags(names: tuple[str, ...], held: frozenset[str] | set[str]) -> Floats:
    return np.array([name in held for name in names], dtype=np.float32)


def deeds(reader: Coder, registry: Registry, path: Path = DEEDS) -> Iterator[Acted]:
    """Our own sentences with deeds, in order."""
    for case in read(path):
        reading = reader(case)
        held = registry.actor(case.host) if case.host else None
        host = (held.code, held.name) if held else None
        text = case.article.text
        for span in of_text(text):
            one = sentence_of(text, span, reading.mentions, host)
            told = [done for done in case.deeds or () if span.contains(done.words)]
            yield Acted(one, tuple(_act(one, done, span.start, case.host) for done in told))


def _act(one: Sentence, done: Done, start: int, host: str | None) -> Act:
    actors, targets = (set(hosted(codes, host)) for codes in (done.actors, done.targets))
    roles = [
        1 if set(c.codes) & actors else 2 if set(c.codes) & targets else 0 for c in one.candidates
    ]
    words = Span(done.words.start - start, done.words.end - start)
    return Act(words, TYPES.index(done.type), MODALITIES.index(done.modality), tuple(roles))


def numbered() -> Iterator[Numbered]:
    """Our own sentences with the numbers that reading asks about, in order."""
    for one in claims():
        told = {span: QUANTITIES.index(name) + 1 for span, name in one.numbers}
        asked = [
            (span, next((n for other, n in told.items() if span.overlaps(other)), 0))
            for span in numbers_of(Words(one.text))
        ]
        spans = [span for span, _ in one.numbers]
        asserted = zip(spans, one.claimants, strict=True) if one.claimants is not None else ()
        yield Numbered(one.text, tuple(asked), tuple(asserted))


def rooted(corpora: Path) -> list[Rooted]:
    """The labelled rows of Zero-Shot-PLOVER's training part, framed."""
    return [
        Rooted(between_two(r["sentence"], r["source"], r["target"]), ROOTS.index(r["root"]))
        for r in rows(corpora)
        if r["root"] in ROOTS
    ]


def uncoded(parts: Parts, corpora: Path, articles: int) -> Iterator[Labelled]:
    """The statements of articles that nobody coded, drawn at random, without answers."""
    found = [row for row in records(corpora) if row.get("text")]
    drawn = random.Random(0).sample(found, min(articles, len(found)))
    fresh = [
        Reading(Article(row["id"], row["id"], row["text"], published=ON, language="en"))
        for row in drawn
    ]
    nothing = Said(Statement("", None, (), (), "indirect", 0.0), frozenset(), frozenset(), "none")
    for reading in build(parts)(fresh):
        for statement in reading.statements:
            yield labelled(reading, replace(nothing, statement=statement), parts.registry)


def main() -> None:
    """Writes them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, required=True)
    options.add_argument("--corpora", type=Path)
    options.add_argument("--deeds", action="store_true")
    options.add_argument("--events", action="store_true")
    options.add_argument("--numbers", action="store_true")
    options.add_argument("--articles", type=int, default=400)
    given = options.parse_args()
    settings = Settings()
    parts = Parts(settings, Registry.load(None), Model.chosen(settings))
    given.to.parent.mkdir(parents=True, exist_ok=True)
    data = given.corpora and (given.corpora / "data")
    if given.events:
        given.to.write_bytes(pickle.dumps(rooted(given.corpora)))
        return
    if given.numbers:
        given.to.write_bytes(pickle.dumps(list(numbered())))
        return
    if given.deeds:
        acted = list(deeds(Coder(parts), parts.registry))
        given.to.write_bytes(pickle.dumps(acted))
        return
    found = (
        uncoded(parts, data if data.exists() else given.corpora, given.articles)
        if data
        else examples(Coder(parts), parts.registry)
    )
    given.to.write_bytes(pickle.dumps(list(found)))


if __name__ == "__main__":
    main()
