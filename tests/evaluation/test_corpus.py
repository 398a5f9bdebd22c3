from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.errors import InputError, UsageError
from dragoman.evaluation import report
from dragoman.evaluation.corpus import Evaluation, digest_of, measure, rows
from dragoman.inference import Encoding
from dragoman.labelling import Found
from dragoman.layers import LAYERS
from dragoman.records import Reading, Span, Statement
from dragoman.statements.calibrate import Calibration
from dragoman.statements.stage import Statements

TEXT = "Ana Kel said that the bridge was open.\nThe harbour office denied the report on Monday."


def ends(words: str) -> list[int]:
    at = TEXT.index(words)
    return [at, at + len(words)]


def row(name: str, **more: Any) -> dict[str, Any]:
    said = (
        ("Ana Kel", "said", "that the bridge was open"),
        ("The harbour office", "denied", "the report"),
    )
    told = [{"source": [ends(s)], "cue": [ends(c)], "content": [ends(t)]} for s, c, t in said]
    return {"id": name, "text": TEXT, "attributions": told, **more}


def read(given: dict[str, Any], sure: float) -> tuple[Statement, ...]:
    def spans(kind: str, one: dict[str, Any]) -> tuple[Span, ...]:
        return tuple(Span(*place) for place in one[kind])

    return tuple(
        Statement(
            str(at),
            spans("source", one)[0],
            spans("cue", one),
            spans("content", one),
            "indirect",
            sure,
        )
        for at, one in enumerate(given["attributions"])
    )


class Made(Statements):
    """A reader whose statements are given: those of the gold, changed by `bend`."""

    version = "made"

    def __init__(self, sure: float = 1.0) -> None:
        super().__init__(calibration=Calibration())
        self.sure = sure

    def bend(self, found: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return found

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
        words = self.model.vocabulary.words([one.article.text for one in readings])
        nothing = np.zeros((0, 0), dtype=np.float32)
        return [
            replace(
                one,
                statements=self.bend(read(row(""), self.sure)),
                encoding=Encoding(each, nothing, {}),
            )
            for one, each in zip(readings, words, strict=True)
        ]

    def spans(self, encodings: Sequence[Encoding]) -> list[list[Found]]:
        """The source of the first statement, right, and one of the word after it, wrong."""
        return [
            [Found("source", 0, 1, self.sure), Found("source", 2, 2, self.sure)] for _ in encodings
        ]


class Mute(Made):
    def bend(self, found: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return ()


class Half(Made):
    def bend(self, found: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return found[:1]


class Swapped(Made):
    """Sources change places."""

    def bend(self, found: tuple[Statement, ...]) -> tuple[Statement, ...]:
        first, second = found
        return replace(first, source=second.source), replace(second, source=first.source)


def measured(reader: Made, count: int = 1) -> Evaluation:
    return measure([row(str(at)) for at in range(count)], reader)


def test_a_reader_that_reads_the_gold_is_all_right() -> None:
    table = measured(Made(), 40).table()
    assert all(v == 1 for name, v in table.items() if "error" not in name)
    assert table["statement calibration error, equal width"] == 0
    assert table["source calibration error, equal mass"] == 0.5


@pytest.mark.parametrize(
    ("reader", "statement", "exact", "speaker"),
    [(Mute(), 0, 0, None), (Half(), 2 / 3, 2 / 3, 1), (Swapped(), 0, 1, 0)],
)
def test_other_readers_get_what_is_theirs(
    reader: Made, statement: float, exact: float, speaker: float | None
) -> None:
    table = measured(reader).table()
    assert table["statement F1"] == pytest.approx(statement)
    assert table["source exact F1"] == pytest.approx(exact)
    assert table.get("speaker accuracy") == speaker
    assert "within accuracy" not in table


def test_confidence_is_held_against_what_is_right() -> None:
    done = measured(Swapped(0.7), 3)
    assert done.table()["statement calibration error, equal mass"] == pytest.approx(0.7)
    assert [one.article for one in done.judged["statement"]] == [0, 0, 1, 1, 2, 2]
    assert [one.right for one in done.judged["source"][:2]] == [True, False]


class Nesting(Made):
    """The second statement is said to stand within the first."""

    def bend(self, found: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return found[0], replace(found[1], within=found[0].id)


def test_nesting_is_judged_where_the_gold_tells_of_it() -> None:
    bare = measure([row("a")], Nesting())
    laid_out = measure([row("a", layout="wire")], Nesting())
    assert (len(bare.judged["statement"]), len(laid_out.judged["statement"])) == (1, 2)
    assert "within accuracy" not in bare.table()
    assert laid_out.table()["within accuracy"] == 0


def test_a_document_with_a_layout_has_its_title_marked(tmp_path: Path) -> None:
    text = f"Kel says bridge is open\n\n{TEXT}"
    seen: list[Reading] = []

    class Watching(Mute):
        def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
            seen.extend(readings)
            return super().__call__(readings)

    for more in ({}, {"layout": "wire"}):
        measure([{"id": "a", "text": text, "attributions": [], **more}], Watching())
    assert [[mark.kind for mark in one.article.marks] for one in seen] == [[], ["title"]]


@pytest.mark.parametrize("line", ["[]", "{}", '{"id": 1, "text": "a"}', "{"])
def test_a_line_that_is_no_record_is_told(tmp_path: Path, line: str) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text(f"{json.dumps(row('a'))}\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"corpus\.jsonl"):
        list(rows(path))


def test_an_edition_is_told_by_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    (tmp_path / "README.md").write_text("about", encoding="utf-8")
    first = digest_of(tmp_path)
    (tmp_path / "README.md").write_text("more", encoding="utf-8")
    assert digest_of(tmp_path) == first
    (tmp_path / "a.txt").write_text("two", encoding="utf-8")
    second = digest_of(tmp_path)
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    assert len({first, second, digest_of(tmp_path), digest_of(tmp_path / "b.txt")}) == 4


def test_the_report_says_how_many_of_what(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps(row("a")), encoding="utf-8")
    done = measure(rows(path), Half())
    told = report.record(done, path)
    assert (told["corpus"], told["articles"], told["reader"]) == ("corpus.jsonl", 1, "made")
    assert told["counts"]["statement"] == {"right": 1, "gold": 2, "found": 1}
    assert told["counts"]["speaker accuracy"] == {"right": 1, "total": 1}
    assert set(told["figures"]) == set(done.table())
    assert set(told["unit"]) > {"exact", "token", "statement", "speaker", "calibration error"}
    lines = list(report.table(done, path))
    assert max(map(len, lines)) <= 100
    line = next(one for one in lines if one.startswith("statement  "))
    assert line.split()[1:] == ["0.667", "1.000", "0.500", "1", "2", "1"]


def test_the_command_reads_marked_text_and_draws(tmp_path: Path) -> None:
    corpus, image = tmp_path / "marked.txt", tmp_path / "plot.svg"
    corpus.write_text(
        "=== a | wire\n\n{s1,m1:Ana Kel} {c1:said} {t1:that the bridge was open}.\n",
        encoding="utf-8",
    )
    args = ["evaluate", str(corpus), "--json", "-q", "--reliability", str(image)]
    done = CliRunner().invoke(app, args)
    assert done.exit_code == 0, done.output
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["figures"]["statement F1"] == 1
    assert image.read_text("utf-8").startswith("<svg")
    plain = CliRunner().invoke(app, args[:2])
    assert "statement" in plain.stdout and "calibration error" in plain.stdout


def test_entities_and_roles_are_scored_where_a_line_has_them() -> None:
    class Seeing(Made):
        def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
            names = LAYERS["entities"]
            out = []
            for one in super().__call__(readings):
                scores = np.zeros((len(one.encoding.words), len(names)), dtype=np.float32)
                scores[:, 0] = 1.0
                scores[0, names.index("B-person")] = scores[1, names.index("E-person")] = 9.0
                scores[7, names.index("S-location")] = 9.0
                out.append(
                    replace(one, encoding=replace(one.encoding, scores={"entities": scores}))
                )
            return out

    given = {"id": "a", "text": TEXT, "entities": [["person", *ends("Ana Kel")]]}
    done = measure([given, row("b")], Seeing())
    assert vars(done.entities["entities"]) == {"right": 1, "gold": 1, "found": 2}
    assert (done.articles, done.spans.statement.gold) == (2, 2)
    assert "roles" not in done.entities
    done = measure([row("b", roles=[["role", *ends("The harbour")]])], Seeing())
    assert vars(done.entities["roles"]) == {"right": 0, "gold": 1, "found": 0}


CASES = """@ a | on: 2021-03-14 | host: MMR | region: south-east asia
{Thailand} [urged] <the army to show restraint>.
= types: urge-calm | targets: authorities | posture: neutral | words: show restraint
"""


def test_the_command_draws_what_is_taken_for_what(tmp_path: Path) -> None:
    cases, image = tmp_path / "cases.txt", tmp_path / "confusion.svg"
    cases.write_text(CASES, encoding="utf-8")
    args = ["evaluate", str(cases), "-q", "--confusion", str(image)]
    done = CliRunner().invoke(app, args)
    assert done.exit_code == 0, done.output
    assert "urge-calm" in image.read_text("utf-8")


def test_there_is_nothing_to_draw_of_cases_without_statements(tmp_path: Path) -> None:
    cases, image = tmp_path / "cases.txt", tmp_path / "confusion.svg"
    cases.write_text("@ a | on: 2021-03-14 | host: MMR\nIt rained.\ndeed: -\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["evaluate", str(cases), "-q", "--confusion", str(image)])
    assert isinstance(done.exception, UsageError)
    assert not image.exists()
