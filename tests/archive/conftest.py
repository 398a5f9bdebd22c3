from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgres import cluster, programs


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A running PostgreSQL; the tests that need one say why they are skipped."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed: apt install postgresql")
    with cluster() as address:
        yield address
