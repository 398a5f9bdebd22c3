from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from dragoman.errors import UsageError
from dragoman.exports import EXPORTS

COLUMNS = ["id", "words", "low", "number"]
ROWS: list[Mapping[str, Any]] = [
    {"id": "a", "words": 'He said “no, "never"”.\nTwo lines.', "low": 3.0, "number": 1 << 60},
    {"id": "b", "words": "=1+1", "low": None, "number": 2},
    {"id": "c", "words": None, "low": 0.5, "number": 3},
]


def written(form: str) -> bytes:
    out = io.BytesIO()
    assert EXPORTS[form](iter(ROWS), COLUMNS, out) == 3
    return out.getvalue()


def test_csv_comes_back_as_it_was() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv").decode(), newline="")))
    assert [row["words"] for row in rows] == [ROWS[0]["words"], "=1+1", ""]
    assert rows[0]["low"] == "3.0"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_formula_reaches_a_spreadsheet(start: str) -> None:
    out = io.BytesIO()
    EXPORTS["csv-safe"]([{"a": f"{start}cmd|' /C calc'!A0"}], ["a"], out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue().decode(), newline=""))
    assert row["a"].startswith(f"'{start}")


def test_json_lines_are_objects() -> None:
    assert [json.loads(line) for line in written("jsonl").splitlines()] == [
        dict(row) for row in ROWS
    ]


def test_parquet_has_types() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(written("parquet")))
    assert table.to_pylist() == [dict(row) for row in ROWS]
    assert [str(field.type) for field in table.schema] == ["string", "string", "double", "int64"]


def test_parquet_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'dragoman\[parquet\]'"):
        written("parquet")
