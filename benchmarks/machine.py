"""The machine that figures were measured on, and the surroundings that all contenders share."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping
from pathlib import Path

QUIET = 0.5
"""Load average above which something else is running, and figures are worth little."""
TUNING = (
    "BLIS_", "CT2_", "GOTO_", "KMP_", "MALLOC_", "MKL_", "NUMEXPR_", "OMP_", "OPENBLAS_", "ORT_",
    "PYTHON", "RAYON_", "TOKENIZERS_",
)  # fmt: skip
"""How variables begin that tune libraries; none is set for anyone, so that all run as installed."""


def untuned(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without the variables that tune libraries."""
    return {name: value for name, value in environ.items() if not name.startswith(TUNING)}


def use(cores: int) -> None:
    """Holds this process, and so all that it starts, to the first `cores` that it may run on."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])


def load() -> float:
    """The load average of the last minute; warns on standard error where the machine is busy."""
    found = os.getloadavg()[0]
    if found > QUIET:
        sys.stderr.write(
            f"warning: the load average is {found:.2f} before the run: something else is running, "
            "and the figures will be too low. Wait until it is below 0.5 and measure again\n"
        )
    return round(found, 2)


def describe() -> dict[str, str | int]:
    """The processor, the cores that may be used, and the system."""
    return {
        "processor": processor(Path("/proc/cpuinfo").read_text("utf-8")),
        "cores": len(os.sched_getaffinity(0)),
        "cores_there": os.cpu_count() or 0,
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def told(described: Mapping[str, str | int], load: float) -> str:
    """The machine and its load before the run, as one line of a page."""
    return (
        f"{described['processor']}, {described['cores']} of {described['cores_there']} cores, "
        f"{described['system']}, Python {described['python']}, load before {load}"
    )


def processor(cpuinfo: str) -> str:
    """The processor's name in the text of Linux's /proc/cpuinfo."""
    rows = (line.partition(":") for line in cpuinfo.splitlines())
    return next((value.strip() for key, _, value in rows if key.strip() == "model name"), "unknown")
