"""The stub, a little slower, so that there is time to kill it."""

from __future__ import annotations

import time
from collections.abc import Sequence

from dragoman.records import Reading
from dragoman.runners.base import Read
from dragoman.settings import Settings
from tests.runners import stub

PAUSE = 0.03


def make(settings: Settings) -> Read:
    """The stub with a pause for each article."""
    del settings

    def read(readings: Sequence[Reading]) -> list[Reading]:
        time.sleep(PAUSE * len(readings))
        return stub.read(readings)

    return read
