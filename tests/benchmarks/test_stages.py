from __future__ import annotations

from pathlib import Path

from benchmarks.stages import READER, readings, table


def test_shares_are_of_the_reader_and_medians_of_the_runs() -> None:
    runs = [
        {"statements": 9.0, "entities": 1.0, "mentions": 0.5, "speakers": s, "claims": 2.0}
        for s in (1.0, 0.5, 9.0)
    ]
    lines = {line.split()[0]: line.split()[-1] for line in table(runs)}
    assert set(READER) < set(lines)
    assert lines["speakers"] == "10.0%"
    assert lines["resolution"] == "15.0%"
    assert lines["all"] == "135.0%"


def test_articles_keep_their_day(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Velmar waits.", "published": "2015-11-11"}\n', "utf-8")
    (one,) = readings(path)
    assert str(one.article.published_on) == "2015-11-11"
