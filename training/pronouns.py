"""Learns which of the candidates a pronoun means, from texts whose coreference people have marked.

    DRAGOMAN_CORPORA=… python -m training.pronouns [--stories training/own/stories/crisis-?] [--to FILE]

GUM's documents (Zeldes 2017) are read as articles. For each pronoun of the third person the candidates of
`actors.candidates` are rows of named numbers, and those of the pronoun's entity, or none, are right. Invented
crises add the pronouns that news has most, those that speak: right is who bears the name that the gold gives.
A network of one hidden layer scores the rows; the cross entropy of the softmax is lowered by Adam (Kingma
and Ba 2015). The documents of GUM's dev and test splits are left out of the weights, and the counts
come from folds by document of what remains; a crisis is one document.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.articles import corpora
from dragoman.actors.antecedents import own_words
from dragoman.actors.candidates import MOST, Candidate
from dragoman.actors.phrases import WORD
from dragoman.actors.pronouns import by_rules
from dragoman.actors.ranker import PRONOUNS, Asked, Ranker, Row, ask, features, fitting
from dragoman.actors.registry import Registry
from dragoman.actors.scene import Scene
from dragoman.actors.stage import by_rules_alone, scene_of
from dragoman.evaluation.merging import load, mentions
from dragoman.pipeline import open_articles
from dragoman.records import Reading, Span
from dragoman.settings import Settings
from tests.acceptance.coreference import (
    CORPUS,
    Document,
    documents,
    held_out,
    is_pronoun,
    read,
    through,
)

GENRES = ("news", "interview", "bio", "court", "speech", "letter", "academic", "essay")
SHIPPED = Path("src/dragoman/actors/data/pronouns.json")
HIDDEN, NETWORKS, EPOCHS, BATCH = 12, 8, 40, 64
_SURNAME = re.compile(r"^(?:General )?[A-Z][\w’']+ ([A-Z][\w’']+)(?=,)")
"""The surname of a speaker in a crisis's gold: "Ana Ruiz, Lothmere envoy"; a body has none."""
RATE, DECAY = 3e-3, 3e-4
SPEAKS = 3.0
"""How much more a pronoun of GUM that is a source weighs than another; the crises have many more."""
CRISIS = "crisis"
THRESHOLDS = ((0.4, 0.2), (0.5, 0.2), (0.6, 0.2), (0.5, 0.5), (0.7, 0.7))
"""The least share that is told, and the least where the rules agree."""

Numbers = npt.NDArray[np.float32]
Network = list[Numbers]


@dataclass(frozen=True)
class Example:
    """One pronoun: its class, a row for each candidate, which are right, and how the rules fare."""

    document: str
    number: int
    speaks: bool
    names: tuple[str, ...]
    rows: Numbers
    right: tuple[int, ...]
    rules: str

    @classmethod
    def of(
        cls, document: str, asked: Asked, rows: Sequence[Row], right: tuple[int, ...], rules: str
    ) -> Example:
        """A pronoun with the rows of its candidates."""
        names = tuple(rows[0]) if rows else ()
        table = np.array([list(row.values()) for row in rows], np.float32)
        return cls(document, asked.number, asked.speaks, names, table, right, rules)

    @property
    def kind(self) -> str:
        """What it is counted under."""
        if self.document.startswith(CRISIS):
            return "crises"
        return "speaks" if self.speaks else "other"


def examples(document: Document, reading: Reading, registry: Registry) -> Iterator[Example]:
    """The pronouns of the third person in a document, in order."""
    scene = scene_of(reading, registry)
    decided = by_rules_alone(scene, reading)
    said = {s.source: own_words(s) for s in reading.statements}
    for found in WORD.finditer(document.text):
        at = Span(found.start(), found.end())
        scene.decided = [one for one in decided if one.at.start < at.start]
        scene.barred = said.get(at, ())
        rule = by_rules(scene, at, found.group().lower())
        asked = ask(scene, at, rule, speaks=at in said)
        if asked is None:
            continue
        entity = document.entity(at)
        all_of = fitting(scene, asked)
        rows = features(scene, asked, all_of)
        right = [
            n
            for n, one in enumerate(all_of)
            if entity and _entity(document, one.last.span) == entity
        ]
        marked = document.entities.get(entity or "", [])
        named = [s for s in marked if s.start < at.start and not is_pronoun(document, s)]
        if not named and not asked.person:
            continue  # "it rains"; "they" of nobody
        hit = rule is not None and any(rule.mention.overlaps(s) for s in named)
        verdict = "right" if hit else "wrong" if rule else "open"
        yield Example.of(document.name, asked, rows, tuple(right), verdict)


def told(folder: Path) -> Iterator[Example]:
    """The pronouns that speak in a crisis whose gold names the speaker of each utterance."""
    settings = Settings.load(folder / "actors.toml")
    found = open_articles([str(folder / "crisis.jsonl")])
    readings = [one for one in found if isinstance(one, Reading)]
    readings = through(readings, settings, "mentions")
    gold = load(folder / "merge.json")
    named = {one["id"]: str(one["speaker"]) for one in gold["utterances"]}
    speaks = {m.statement: named[m.utterance] for m in mentions(gold, readings) if m.statement}
    registry = Registry.load(settings.actors or None, settings.origin)
    for reading in readings:
        scene = scene_of(reading, registry)
        decided = by_rules_alone(scene, reading)
        for one in reading.statements:
            who = speaks.get((reading.article.id, one.id))
            if who is None or one.source is None:
                continue
            scene.decided = [d for d in decided if d.at.start < one.source.start]
            scene.barred = own_words(one)
            example = _told(folder.name, scene, one.source, who)
            if example:
                yield example


def _told(document: str, scene: Scene, at: Span, who: str) -> Example | None:
    """One pronoun that speaks, where those of its kind can be told by the name of who spoke."""
    rule = by_rules(scene, at, at.of(scene.text).lower())
    asked = ask(scene, at, rule)
    surname = _SURNAME.search(who)
    if asked is None or not asked.person or surname is None:
        return None
    all_of = fitting(scene, asked)
    rows = features(scene, asked, all_of)
    right = tuple(n for n, one in enumerate(all_of) if _bears(scene, one, surname[1]))
    hit = rule is not None and surname[1] in f"{rule.mention.of(scene.text)} {rule.found.name}"
    verdict = "right" if hit else "wrong" if rule else "open"
    return Example.of(document, asked, rows, right, verdict)


def _bears(scene: Scene, one: Candidate, surname: str) -> bool:
    """Whether a candidate is named so anywhere, or is decided to be."""
    words = " ".join(place.span.of(scene.text) for place in one.places)
    decided = " ".join(str(p.decided.found.name) for p in one.places if p.decided)
    return surname in f"{words} {decided}"


def _entity(document: Document, span: Span) -> str | None:
    """The entity of the shortest mention that holds a span, or else overlaps it."""
    all_of = [(s, e) for e, spans in document.entities.items() for s in spans if s.overlaps(span)]
    holding = [(s, e) for s, e in all_of if s.contains(span)] or all_of
    return min(holding, key=lambda one: one[0].end - one[0].start)[1] if holding else None


@dataclass(frozen=True)
class Batch:
    """Examples as arrays: rows (n, MOST, d), what exists and what is right (n, MOST + 1), class (n, 4)."""

    rows: Numbers
    there: npt.NDArray[np.bool_]
    right: npt.NDArray[np.bool_]
    number: Numbers
    weight: Numbers

    @classmethod
    def of(cls, all_of: Sequence[Example]) -> Batch:
        width = max(len(one.names) for one in all_of)
        rows = np.zeros((len(all_of), MOST, width), np.float32)
        there = np.zeros((len(all_of), MOST + 1), bool)
        right = np.zeros_like(there)
        there[:, MOST] = True
        for row, one in enumerate(all_of):
            if one.names:
                rows[row, : len(one.rows)] = one.rows
            there[row, : len(one.rows)] = True
            right[row, list(one.right) or [MOST]] = True
        number = np.eye(len(PRONOUNS), dtype=np.float32)[[one.number for one in all_of]]
        weight = np.array([SPEAKS if o.kind == "speaks" else 1.0 for o in all_of], np.float32)
        return cls(rows, there, right, number, weight)

    def take(self, chosen: npt.NDArray[np.int64]) -> Batch:
        """The chosen rows."""
        return Batch(
            self.rows[chosen], self.there[chosen], self.right[chosen],
            self.number[chosen], self.weight[chosen],
        )  # fmt: skip


def fit(all_of: Sequence[Example], seed: int) -> Network:
    """The weights of one network."""
    whole = Batch.of(all_of)
    random = np.random.default_rng(seed)
    width = whole.rows.shape[2]
    weights = [
        random.normal(0, width**-0.5, (width, HIDDEN)).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        random.normal(0, HIDDEN**-0.5, HIDDEN).astype(np.float32),
        np.zeros(len(PRONOUNS), np.float32),
    ]
    means = [np.zeros_like(w) for w in weights]
    squares = [np.zeros_like(w) for w in weights]
    step = 0
    for _ in range(EPOCHS):
        order = random.permutation(len(all_of))
        for start in range(0, len(order), BATCH):
            step += 1
            slopes = _slopes(weights, whole.take(order[start : start + BATCH]))
            for n, slope in enumerate(slopes):
                means[n] += 0.1 * (slope - means[n])
                squares[n] += 0.001 * (slope**2 - squares[n])
                size = np.sqrt(squares[n] / (1 - 0.999**step)) + 1e-8
                weights[n] -= RATE * means[n] / (1 - 0.9**step) / size
    return weights


def _slopes(weights: Network, some: Batch) -> Network:
    """The gradient of the cross entropy by each array of weights."""
    inner, bias, outer, none = weights
    hidden = np.tanh(some.rows @ inner + bias)
    scores = np.concatenate([hidden @ outer, (some.number @ none)[:, None]], axis=1)
    shares = np.exp(np.where(some.there, scores - scores.max(axis=1, keepdims=True), -np.inf))
    shares /= shares.sum(axis=1, keepdims=True)
    wanted = np.where(some.right, shares, 0)
    wanted /= wanted.sum(axis=1, keepdims=True) + 1e-9
    error = (shares - wanted) * some.weight[:, None] / len(some.weight)
    rows, last = error[:, :-1], error[:, -1]
    back = rows[..., None] * outer * (1 - hidden**2)
    return [
        np.einsum("nmd,nmh->dh", some.rows, back) + DECAY * inner,
        back.sum(axis=(0, 1)),
        np.einsum("nm,nmh->h", rows, hidden) + DECAY * outer,
        some.number.T @ last,
    ]


def learn(all_of: Sequence[Example]) -> dict[str, object]:
    """What is written: the names of the numbers, and the arrays of each network."""
    names = next(one.names for one in all_of if one.names)
    networks = [fit(all_of, seed) for seed in range(NETWORKS)]
    return {
        "names": names,
        "networks": [[np.round(w, 3).tolist() for w in one] for one in networks],
    }


def judged(ranker: Ranker, one: Example, least: float, agreed: float) -> str:
    """Right, wrong or open: what the ranker says where it is so sure, or less where the rules agree."""
    rows = [dict(zip(one.names, row, strict=True)) for row in one.rows.tolist()]
    shares = ranker.shares(rows, one.number) if rows else [0.0]
    best = int(np.argmax(shares))
    by_rule = bool(rows) and rows[best]["rule"] == 1
    if shares[best] < (agreed if by_rule else least):
        return "open"
    return "right" if best in one.right else "wrong"


def validate(all_of: Sequence[Example], folds: int) -> None:
    """Prints, for each pronoun, what the rules and the ranker tell of it, by folds of documents."""
    names = sorted({one.document for one in all_of})
    np.random.default_rng(1).shuffle(names)
    fold = {name: number % folds for number, name in enumerate(names)}
    counts: Counter[tuple[str, int, str, str]] = Counter()
    for number in range(folds):
        ranker = Ranker.of(learn([one for one in all_of if fold[one.document] != number]))
        for one in all_of:
            if fold[one.document] == number:
                key = (one.kind, one.number)
                counts[(*key, "rules", one.rules)] += 1
                for least, agreed in THRESHOLDS:
                    told = judged(ranker, one, least, agreed)
                    counts[(*key, f"ranker from {least}, {agreed}", told)] += 1
    print("right / wrong / open")
    for kind in ("crises", "speaks", "other"):
        for number, known in enumerate(PRONOUNS):
            tried = (f"ranker from {least}, {agreed}" for least, agreed in THRESHOLDS)
            for how in ("rules", *tried):
                told = [counts[(kind, number, how, v)] for v in ("right", "wrong", "open")]
                print(kind, known[0], how, *told, sep="\t")


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the counts by folds; with --to, learns from all and writes the weights."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--folds", type=int, default=8)
    asked.add_argument("--stories", type=Path, nargs="*", default=())
    asked.add_argument("--to", type=Path)
    options = asked.parse_args(arguments)
    closed = held_out(corpora())
    marked = [d for d in documents(corpora() / CORPUS, GENRES) if d.name not in closed]
    registry = Registry.load()
    readings = zip(marked, read(marked, "mentions"), strict=True)
    all_of = [one for d, r in readings for one in examples(d, r, registry)]
    for folder in options.stories:
        all_of += told(folder)
    if options.folds:
        validate(all_of, options.folds)
    if options.to:
        options.to.write_text(json.dumps(learn(all_of)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
