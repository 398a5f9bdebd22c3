"""Floors under what is told across the examples; `python -m tests.acceptance.stories` has the figures."""

from __future__ import annotations

import re

from tests.acceptance.stories import measured


def test_the_examples_crisis() -> None:
    told = measured("examples")
    found = re.match(r"([\d.]+) ([\d.]+) F1 ([\d.]+)", told["merging"])
    assert found
    precision, _, f1 = map(float, found.groups())
    assert precision >= 0.62
    assert f1 >= 0.52
    assert told["shifts"] == "1 of 1"
    assert told["silent"] == "1 of 1"
    assert int(told["replaced"].split()[0]) >= 8
