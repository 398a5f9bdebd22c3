from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from benchmarks.memory import Sample, feed, memory, page, parsed, record, slope, table


def samples(growth: float, articles: int = 4000) -> list[Sample]:
    """A hundred looks at a stream that fills 300 MB at once, and then `growth` MB a thousand."""
    counts = [articles * n // 100 for n in range(1, 101)]
    return [Sample(n / 10, n, 300 + growth * n / 1000, 500) for n in counts]


def test_a_leak_is_a_slope() -> None:
    assert slope(samples(0.0)) == pytest.approx(0.0)
    assert slope(samples(2.5)) == pytest.approx(2.5)


def test_what_is_loaded_first_is_no_leak() -> None:
    filling = [Sample(n, n * 10, n * 10, 500) for n in range(30)]
    assert slope(filling + samples(0.0)) == pytest.approx(0.0)


def test_a_short_stream_tells_no_slope() -> None:
    short = samples(1.0, 60)
    assert slope(short) is None
    assert "too few articles" in page(record(short, 0.0), short)


def test_the_table_has_few_rows_and_ends_with_the_last_look() -> None:
    found = samples(1.0)
    for looks, lines in ((1, 1), (2, 2), (12, 12), (13, 7), (100, 12)):
        _, *rows = table(found[-looks:]).splitlines()
        assert (len(rows), rows[-1].split()[0]) == (lines, "4000")
    assert table(found).splitlines()[1].split() == ["360", "36", "300", "10.00"]


def test_the_figures_are_told() -> None:
    found = record(samples(2.5), 0.0)
    assert (found["articles"], found["articles_a_second"], found["peak_mb"]) == (4000, 10.0, 500)
    assert "+2.50 MB a thousand" in page(found, samples(2.5))


def test_memory_is_read_as_linux_tells_it() -> None:
    assert parsed("Name:\tx\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n") == (1.0, 2.0)
    assert parsed("Name:\tx\nState:\tZ (zombie)\n") == (0.0, 0.0)
    now, high = memory(os.getpid())
    assert 1 < now <= high + 1
    assert memory(2**22 + 1) == (0, 0)


def test_a_stream_is_fed_line_by_line(tmp_path: Path) -> None:
    feed(tmp_path / "a.jsonl", ({"id": str(n)} for n in range(2)))
    assert (tmp_path / "a.jsonl").read_text("utf-8") == '{"id": "0"}\n{"id": "1"}\n'


def test_a_reader_that_has_gone_ends_the_feeding() -> None:
    class Gone(io.BytesIO):
        def write(self, _: object) -> int:
            raise BrokenPipeError

    feed(Gone(), [{"id": "0"}])
