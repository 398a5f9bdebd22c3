from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.evaluation.corpus import digest_of
from dragoman.settings import READERS
from tests.acceptance.floors import FLOORS, corpus, limits, missed, shipped


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", ["attribution/polnear-dev.jsonl.gz", "tests/gold"])
def test_the_readers_keep_what_they_reached_on_whole_articles(name: str, reader: str) -> None:
    path = corpus(name)
    assert limits(name, reader)["at least"]
    assert missed(name, shipped(path, reader).table(), reader) == {}


def test_a_figure_under_its_floor_or_over_its_ceiling_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limits = {"digest": "", "at least": {"a": 0.5, "b": 0.5}, "at most": {"c": 0.1, "d": 0.1}}
    monkeypatch.setitem(FLOORS, "tests/some", limits)
    table = {"a": 0.5, "b": 0.49, "c": 0.1, "d": 0.11, "e": 0.0}
    assert missed("tests/some", table) == {"b": (0.49, 0.5), "d": (0.11, 0.1)}
    with pytest.raises(KeyError, match="'b'"):
        missed("tests/some", {"a": 1.0, "c": 0.0, "d": 0.0})


def test_another_edition_fails_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "some.jsonl").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("DRAGOMAN_CORPORA", str(tmp_path))
    monkeypatch.setitem(FLOORS, "some.jsonl", {"digest": "0123456789abcdef"})
    with pytest.raises(pytest.fail.Exception, match=r"digest .* for 0123456789abcdef"):
        corpus("some.jsonl")
    monkeypatch.setitem(FLOORS, "some.jsonl", {"digest": digest_of(tmp_path / "some.jsonl")})
    assert corpus("some.jsonl") == tmp_path / "some.jsonl"


def test_without_corpora_the_reason_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_CORPORA", str(tmp_path))
    with pytest.raises(pytest.skip.Exception, match="not among the corpora"):
        corpus("attribution/polnear-dev.jsonl.gz")
    monkeypatch.delenv("DRAGOMAN_CORPORA")
    with pytest.raises(pytest.skip.Exception, match="not set"):
        corpus("attribution/polnear-dev.jsonl.gz")
