from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.errors import InputError, ModelError, PipelineError, UnknownActor
from dragoman.pipeline import BATCH, STAGES, Pipeline, build, open_articles, parts, run
from dragoman.records import Issue, Reading
from dragoman.settings import Settings
from tests.builders import reading


class Noting:
    """A stage that writes an issue, and fails on texts that hold "poison"."""

    version = "1"

    def __init__(self, name: str, requires: tuple[str, ...] = ("article",)) -> None:
        self.name = self.provides = name
        self.requires = requires
        self.calls: list[int] = []

    def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
        self.calls.append(len(readings))
        if any("poison" in r.article.text for r in readings):
            raise ZeroDivisionError("no")
        return [replace(r, issues=(*r.issues, Issue(self.name, "info", "seen"))) for r in readings]


def test_an_order_that_cannot_work_is_refused() -> None:
    with pytest.raises(PipelineError, match="needs one"):
        Pipeline([Noting("two", ("one",)), Noting("one")])
    Pipeline([Noting("one"), Noting("two", ("one",))])


def test_the_shipped_order_works() -> None:
    assert [s.name for s in build(parts(Settings())).stages] == list(STAGES)


def test_every_layer_is_signed() -> None:
    (found,) = Pipeline([Noting("one"), Noting("two")])([reading("Fine.")])
    assert found.made_by == {"one": "1", "two": "1"}


def test_one_bad_article_keeps_its_other_layers_and_stops_no_other() -> None:
    good, bad = reading("Fine."), reading("poison")
    first, second = Noting("one"), Noting("two")
    first.__class__ = type("Calm", (Noting,), {"__call__": lambda _, rs: list(rs)})
    done = Pipeline([first, second])([good, bad, good])
    assert [len(r.issues) for r in done] == [1, 1, 1]
    assert done[1].issues[0].level == "error"
    assert "ZeroDivisionError" in done[1].issues[0].message
    assert (done[1].made_by, done[2].made_by) == ({"one": "1"}, {"one": "1", "two": "1"})


def test_an_error_raised_on_purpose_is_not_hidden() -> None:
    class Broken(Noting):
        def __call__(self, readings: Sequence[Reading]) -> list[Reading]:
            raise ModelError("damaged")

    with pytest.raises(ModelError):
        Pipeline([Broken("one")])([reading("Fine.")])


def test_the_order_of_the_input_is_kept_and_batches_are_bounded() -> None:
    stage = Noting("one")
    items: list[Reading | InputError] = [reading(f"Text {n}.") for n in range(BATCH + 3)]
    items[1] = InputError("gone")
    done = list(run(Pipeline([stage]), items))
    texts = [d.article.text if isinstance(d, Reading) else "gone" for d in done]
    assert texts == ["Text 0.", "gone", *(f"Text {n}." for n in range(2, BATCH + 3))]
    assert stage.calls == [BATCH - 1, 3]


def test_every_input_gives_an_article_or_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Velmar shut its border on Monday.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02\x03" * 50)
    (tmp_path / "c.txt").write_text("", encoding="utf-8")
    found = list(open_articles([str(tmp_path), str(tmp_path / "none.txt")]))
    assert [isinstance(f, Reading) for f in found] == [True, False, False, False]


def test_a_host_that_no_entry_has_is_refused() -> None:
    with pytest.raises(UnknownActor, match="XQQ"):
        parts(Settings(host="XQQ"))
