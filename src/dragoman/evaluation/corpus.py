"""Scores a reader on a corpus in JSONL: `{"id","text","attributions":[…]}` a line.

A line may have `entities` and `roles`, lists of [kind, start, end], beside attributions or in their
place; what a line does not have is not scored on it. Each attribution holds source, cue and content as
lists of [start, end]; it may hold `mention` as [start, end], `within` as a number in the list, and
`in_title`. Marked text (`markup`) gives the same. A record with a `layout` is a document as users have
it: titles and headings are marked before it is read, and what it says of nesting and titles is scored;
any other is read as bare text. `spans`, `speakers` and `reliability` say what is counted.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.articles.layout import marks
from dragoman.entities import Entities
from dragoman.errors import InputError, NotFound
from dragoman.evaluation import markup
from dragoman.evaluation.reliability import Judged, equal_mass, equal_width, error
from dragoman.evaluation.spans import KINDS, Attribution, Counts, Scores, matched, spans
from dragoman.evaluation.speakers import Voices
from dragoman.ids import digest
from dragoman.labelling import Found
from dragoman.layers import ROLE
from dragoman.records import Article, Reading, Span, Statement
from dragoman.statements.stage import Statements

JUDGED = (*KINDS, "statement")
LAYERS = ("attributions", "entities", "roles")
BATCH = 16


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSONL file, gzipped or not, or of marked text; raises NotFound or InputError."""
    if path.suffix == ".txt" or path.is_dir():
        yield from markup.read(path)
        return
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                row = json.loads(line)
                if not isinstance(row, dict) or not _scorable(row):
                    raise InputError(
                        f"{path}, line {number}: give id, text and {', '.join(LAYERS[:-1])} or {LAYERS[-1]}"
                    )
                yield row
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {path}: check the path") from error
    except (OSError, ValueError, EOFError) as error:
        raise InputError(f"{path} is no JSONL of attributions ({error}): see the help") from error


def _scorable(row: Mapping[str, Any]) -> bool:
    return row.keys() >= {"id", "text"} and not row.keys().isdisjoint(LAYERS)


def digest_of(path: Path) -> str:
    """Sixteen hex digits that tell an edition of a corpus: a file, or a folder's .txt files."""
    if not path.is_dir():
        return sha256(path.read_bytes()).hexdigest()[:16]
    files = sorted(path.glob("*.txt"))
    return digest(*(part for file in files for part in (file.name, digest_of(file))))


@dataclass
class Evaluation:
    """What was counted of a reader on a corpus, article by article; the measures say of what.

    `judged` holds the confidences of each kind of span, and of statements: of nested ones only where
    the gold tells of nesting, for PolNeAR's does not and none of them could be right.
    """

    reader: str
    articles: int = 0
    spans: Scores = field(default_factory=Scores)
    voices: Voices = field(default_factory=Voices)
    entities: dict[str, Counts] = field(default_factory=dict)
    judged: dict[str, list[Judged]] = field(default_factory=lambda: {k: [] for k in JUDGED})

    def add(self, row: Mapping[str, Any], reading: Reading, found: Sequence[Found]) -> None:
        """Counts one article: what was read of it, and the spans before they were linked."""
        self._add_entities(row, reading)
        if "attributions" in row:
            self._add_statements(row, reading, found)
        self.articles += 1

    def _add_entities(self, row: Mapping[str, Any], reading: Reading) -> None:
        """Entities of every kind, and roles, each where the row has them."""
        read = [(one.kind, one.span.start, one.span.end) for one in reading.entities]
        for layer in ("entities", "roles"):
            if layer in row:
                given = {(kind, start, end) for kind, start, end in row[layer]}
                own = {one for one in read if (one[0] == ROLE) == (layer == "roles")}
                total = self.entities.setdefault(layer, Counts())
                total.add(len(own & given), len(given), len(own))

    def _add_statements(
        self, row: Mapping[str, Any], reading: Reading, found: Sequence[Found]
    ) -> None:
        gold = [Attribution.of(a) for a in row["attributions"]]
        read = attributions(reading.statements)
        offsets = reading.encoding.words.offsets
        self.spans.add(gold, read, offsets)
        self.voices.add_speakers(gold, read)
        if "layout" in row:
            self.voices.add_places(gold, read)
        for one in found:
            ends = (int(offsets[one.first, 0]), int(offsets[one.last, 1]))
            self._judge(one.kind, one.confidence, ends in spans(gold, one.kind))
        right = set(matched(gold, read).values())
        for number, statement in enumerate(reading.statements):
            if statement.within is None or "layout" in row:
                self._judge("statement", statement.confidence, number in right)

    def _judge(self, kind: str, confidence: float, right: bool) -> None:
        self.judged[kind].append(Judged(confidence, right, self.articles))

    def table(self) -> dict[str, float]:
        """Every figure by name."""
        errors = {
            f"{kind} calibration error, {name}": error(bins(judged))
            for kind, judged in self.judged.items()
            for name, bins in (("equal width", equal_width), ("equal mass", equal_mass))
        }
        entities = {f"{layer} F1": one.f1 for layer, one in self.entities.items()}
        return {**self.spans.table(), **self.voices.table(), **entities, **errors}


def attributions(statements: Sequence[Statement]) -> list[Attribution]:
    """Statements in the scorer's terms."""
    number = {one.id: at for at, one in enumerate(statements)}
    return [
        Attribution(
            _ends(one.source),
            _ends(*one.cue),
            _ends(*one.content),
            _ends(one.mention),
            number.get(one.within) if one.within else None,
            one.in_title,
        )
        for one in statements
    ]


def _ends(*among: Span | None) -> tuple[tuple[int, int], ...]:
    return tuple((one.start, one.end) for one in among if one)


def article(row: Mapping[str, Any]) -> Article:
    """A record as an article."""
    known = marks(row["text"]) if "layout" in row else ()
    return Article(str(row["id"]), str(row["id"]), row["text"], marks=known)


def measure(
    corpus: Iterable[Mapping[str, Any]], stage: Statements, step: Callable[[], None] = lambda: None
) -> Evaluation:
    """What a reader finds in whole articles, counted against a corpus; `step` is called for each."""
    done = Evaluation(stage.version)
    records = iter(corpus)
    entities = Entities(stage.model)
    while part := list(islice(records, BATCH)):
        readings = entities(stage([Reading(article(row)) for row in part]))
        found = stage.spans([one.encoding for one in readings])
        for each in zip(part, readings, found, strict=True):
            done.add(*each)
            step()
    return done
