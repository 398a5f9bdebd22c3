"""What this machine's processor has and can do, and how many threads numerical libraries take of it."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any

AVX512 = frozenset({"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"})


def cores() -> int:
    """The processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on every system
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@cache
def _libraries() -> Any:
    """The numerical libraries of this process, found once."""
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415 - with the others, when it is used

    return ThreadpoolController()


def single_threaded() -> AbstractContextManager[Any]:
    """Keeps numpy's small matrix products on one thread, for several only wait for each other."""
    limited: AbstractContextManager[Any] = _libraries().limit(limits=1, user_api="blas")
    return limited


def flags() -> frozenset[str]:
    """What the processor can do, as Linux tells; nothing where it does not."""
    try:
        told = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return frozenset()
    line = next((row for row in told.splitlines() if row.startswith("flags")), "")
    return frozenset(line.split())
