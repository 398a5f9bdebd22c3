"""What `dragoman evaluate` does: the measure that a corpus asks for, with its table, record and plot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from dragoman.evaluation import cases, coding, corpus, report
from dragoman.evaluation.confusion import matrices
from dragoman.evaluation.plot import plot
from dragoman.inference import Model
from dragoman.pipeline import parts
from dragoman.reactions import codebook
from dragoman.reactions.framing import POSTURES
from dragoman.settings import Settings
from dragoman.statements.stage import Statements


@dataclass(frozen=True, slots=True)
class Scored:
    """The figures of one corpus as lines and as one object; `draw` makes an SVG of confidences, `confuse` one
    of confusions; None where there is nothing to draw."""

    lines: tuple[str, ...]
    record: dict[str, Any]
    draw: Callable[[], str] | None
    confuse: Callable[[], str] | None = None


def score(path: Path, settings: Settings, model: Path | None, step: Callable[[], None]) -> Scored:
    """Scores the reader on attributions, or the coding on labelled cases; `step` is called for each.

    `model` is the folder of a reader that is not shipped. Raises NotFound or InputError.
    """
    reader = Model(model) if model else Model.chosen(settings)
    if cases.is_cases(path):
        coder = coding.Coder(replace(parts(settings), model=reader))
        coded = coding.measure(cases.read(path), coder, step)
        caption = report.coded_heading(coded, path)
        judged = {name: one for name, one in coded.judged.items() if one}
        order = (*codebook.load().words, *POSTURES)
        return Scored(
            tuple(report.coded_table(coded, path)),
            report.coded_record(coded, path),
            partial(plot, judged, caption) if judged else None,
            partial(matrices, coded.confused, order, caption) if coded.micro.gold else None,
        )
    done = corpus.measure(corpus.rows(path), Statements(reader), step)
    draw = partial(plot, done.judged, report.heading(done, path))
    return Scored(tuple(report.table(done, path)), report.record(done, path), draw)
