"""The benchmark of the registry times both ways to load it."""

from __future__ import annotations

import pytest

from benchmarks import registry


def test_both_ways_are_timed(capsys: pytest.CaptureFixture[str]) -> None:
    registry.main(["--runs", "1"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["compact", "tables"]
    assert all(float(line.split()[2]) > 0 for line in lines)
