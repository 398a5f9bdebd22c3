from __future__ import annotations

import pytest

from benchmarks.machine import processor, untuned
from benchmarks.speed import Contender, Result, best, page, ratio, record, table


def result(name: str, how: str, *seconds: float) -> Result:
    return Result(Contender(name, (name, how), how), 60, seconds, {"versions": {name[:6]: "1"}})


RESULTS = [
    result("spaCy, 1 process", "batches of 4", 6.0, 5.0, 9.0),
    result("spaCy, 1 process", "batches of 8", 5.0, 4.0, 5.5),
    result("spaCy, 2 processes", "batches of 4", 4.0, 4.0, 4.0),
    result("spaCy, 2 processes", "batches of 8", 30.0, 3.0, 20.0),
    result("Dragoman accurate", "", 3.0, 2.0, 2.5),
]


def test_the_median_run_counts_and_the_spread_is_told() -> None:
    assert RESULTS[0].rate == 10.0
    assert RESULTS[0].spread == (60 / 9, 12.0)


def test_of_one_name_the_fastest_counts() -> None:
    assert best(RESULTS) == [RESULTS[1], RESULTS[2], RESULTS[4]]


def test_the_ratio_is_to_the_fastest_way_of_spacy() -> None:
    assert [ratio(one, RESULTS) for one in best(RESULTS)] == [0.8, 1.0, 1.6]


def test_the_table_shows_the_best_of_each() -> None:
    head, *rows = table(RESULTS).splitlines()
    assert head.split() == ["articles/s", "spread", "ratio"]
    assert [row.split("  ")[0] for row in rows] == [
        "spaCy, 1 process, batches of 8",
        "spaCy, 2 processes, batches of 4",
        "Dragoman accurate",
    ]
    assert rows[2].split()[2:] == ["24.00", "20.00", "to", "30.00", "1.60"]


def test_everything_is_kept_for_programs() -> None:
    found = record(RESULTS, 0.1)
    assert [one["is_best_of_name"] for one in found["results"]] == [False, True, True, False, True]
    assert found["results"][4]["seconds"] == [3.0, 2.0, 2.5]
    assert "load before 0.1" in page(found, RESULTS)


def test_nothing_tunes_a_library() -> None:
    given = {
        "OPENBLAS_CORETYPE": "Zen",
        "OPENBLAS_L2_SIZE": "1",
        "OMP_NUM_THREADS": "1",
        "HOME": "/",
    }
    assert untuned(given) == {"HOME": "/"}


@pytest.mark.parametrize(
    ("text", "found"),
    [("processor\t: 0\nmodel name\t: Some CPU: 2 GHz\n", "Some CPU: 2 GHz"), ("", "unknown")],
)
def test_the_processor_is_named(text: str, found: str) -> None:
    assert processor(text) == found
