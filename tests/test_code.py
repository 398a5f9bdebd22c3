from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import app
from dragoman.reactions import codebook

PLOVER = codebook.ROOTS
ROWS = [
    {
        "id": 1,
        "sentence": "Peru sent tents to Chile after the quake.",
        "source": "Peru",
        "target": "Chile",
    },
    {
        "sentence": "Chile’s army withdrew from Peru’s border.",
        "source": "Chile’s army",
        "target": "Peru’s border",
    },
]


def _coded(lines: Sequence[str]) -> Result:
    return CliRunner().invoke(app, ["code", "-"], input="\n".join(lines))


def test_each_line_comes_back_in_order_with_a_root_and_how_sure_it_is() -> None:
    told = _coded([json.dumps(row) for row in ROWS])
    found = [json.loads(line) for line in told.stdout.splitlines()]
    assert [
        {k: v for k, v in one.items() if k not in ("root", "confidence")} for one in found
    ] == ROWS
    assert all(0 < one["confidence"] <= 1 for one in found)
    assert found[0]["root"] == "AID"
    assert found[1]["root"] in PLOVER
    assert told.exit_code == 0


@pytest.mark.parametrize("line", ["nonsense", "[]", "{}", '{"sentence": 3}'])
def test_a_line_that_is_none_is_told_and_stops_no_other(line: str) -> None:
    told = _coded([line, json.dumps(ROWS[0])])
    assert len(told.stdout.splitlines()) == 1
    assert "mend it" in told.stderr
    assert told.exit_code == 1
