"""Apache Parquet, for pandas, R and DuckDB; needs pyarrow (the extra `parquet`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO

from dragoman.errors import UsageError

TOGETHER = 10_000
NUMBERS = frozenset({"confidence", "low", "high", "similarity"})
WHOLE = frozenset({"number", "tries"})


def write(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], stream: BinaryIO) -> int:
    """Writes rows; returns how many. Raises UsageError where pyarrow is missing."""
    try:
        import pyarrow as pa  # noqa: PLC0415  170 MB, only for those who want it
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise UsageError("Parquet needs pyarrow: pip install 'dragoman[parquet]'") from error
    kinds = {True: pa.float64(), False: pa.string()}
    schema = pa.schema(
        [(name, pa.int64() if name in WHOLE else kinds[name in NUMBERS]) for name in columns]
    )
    count, waiting = 0, iter(rows)
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        while part := list(islice(waiting, TOGETHER)):
            told = {name: [row[name] for row in part] for name in columns}
            writer.write_table(pa.table(told, schema=schema))
            count += len(part)
    return count
